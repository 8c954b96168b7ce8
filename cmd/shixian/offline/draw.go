package offline

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/shixian/shixian/internal/draw"
)

// Draw makes the seed of a draw and draws again what was drawn; it needs no server. What it
// prints anybody gets by SM3 and sort (docs/runbook.md).
type Draw struct {
	Seed   drawSeed   `cmd:"" help:"Make a seed, and the digest to commit to it by. Keep the seed to yourself until you publish it."`
	Verify drawVerify `cmd:"" help:"Draw again from what a timeline says: the seed, its digest, the salt, the lots and how many."`
}

type drawSeed struct{}

// Run prints a seed and its digest.
func (c *drawSeed) Run(k *kong.Kong) error {
	seed := make([]byte, 32)
	if _, err := rand.Read(seed); err != nil {
		return fmt.Errorf("make a seed: %w", err)
	}
	_, err := fmt.Fprintf(k.Stdout, "seed   %s\ndigest %s\n", hex.EncodeToString(seed), draw.Digest(seed))
	return err
}

type drawVerify struct {
	Seed   string   `required:"" help:"The seed that was published, in hexadecimal digits." placeholder:"HEX"`
	Digest string   `required:"" help:"The SM3 digest that was committed to." placeholder:"HEX"`
	Salt   string   `required:"" help:"The instant at which the digest was taken in, as the timeline has it." placeholder:"T"`
	Lots   []string `required:"" sep:"," help:"Among whom lots were drawn, each by its id." placeholder:"ID,..."`
	Count  int      `required:"" help:"How many were drawn." placeholder:"N"`
	Drawn  []string `sep:"," help:"What came out, if it is to be compared." placeholder:"ID,..."`
}

var (
	errNoSeed    = errors.New("种子不是十六进制数字，或者不足 16 字节 / the seed is no hexadecimal digits, or shorter than 16 bytes")
	errNotDigest = errors.New("种子与登记的摘要不符 / the seed is not of the digest that was committed to")
	errNotDrawn  = errors.New("抽取结果不符 / something else was drawn")
)

// Run prints what the seed draws, and fails where that is not what was said.
func (c *drawVerify) Run(k *kong.Kong) error { return c.run(k.Stdout) }

func (c *drawVerify) run(out io.Writer) error {
	seed, fine := draw.Seed(c.Seed)
	switch {
	case !fine:
		return errNoSeed
	case draw.Digest(seed) != c.Digest:
		return errNotDigest
	}
	drawn := draw.Pick(seed, c.Salt, c.Lots, c.Count)
	if len(c.Drawn) > 0 && strings.Join(drawn, " ") != strings.Join(c.Drawn, " ") {
		return fmt.Errorf("%w: %s", errNotDrawn, strings.Join(drawn, " "))
	}
	_, err := fmt.Fprintln(out, strings.Join(drawn, "\n"))
	return err
}
