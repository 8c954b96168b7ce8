// Package draw draws lots that anybody can draw again (明查暗访暂行办法 4（二）: 随机抽取). Whoever
// draws commits himself to a seed by its SM3 digest first, and publishes it afterwards; which
// lots come out follows from the seed and from the instant at which the house took the digest
// in, which he does not choose. It refuses to make a seed, to keep one and to know what is
// drawn.
package draw

import (
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"
)

// MinSeed is how many bytes a seed has at least: a shorter one is found from its digest by
// trying all.
const MinSeed = 16

// Seed reads a seed as it is written, in hexadecimal digits; false for what is none.
func Seed(text string) ([]byte, bool) {
	b, err := hex.DecodeString(text)
	return b, err == nil && len(b) >= MinSeed && text == strings.ToLower(text)
}

// Digest is what a seed is committed by: SM3 of its bytes.
func Digest(seed []byte) string {
	sum := sm3.Sum(seed)
	return hex.EncodeToString(sum[:])
}

// Salt is the instant at which the digest was taken in, as it enters the draw.
func Salt(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000000Z") }

// Pick draws n lots: those whose SM3 of "seed|salt|lot", the seed in hexadecimal digits, is
// lowest, in that order.
func Pick(seed []byte, salt string, lots []string, n int) []string {
	mark := func(lot string) string {
		sum := sm3.Sum([]byte(hex.EncodeToString(seed) + "|" + salt + "|" + lot))
		return hex.EncodeToString(sum[:])
	}
	drawn := slices.Clone(lots)
	slices.SortFunc(drawn, func(a, b string) int { return strings.Compare(mark(a), mark(b)) })
	return drawn[:min(max(n, 0), len(drawn))]
}
