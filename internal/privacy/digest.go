package privacy

import (
	"crypto/hmac"
	"hash"
	"strings"
	"unicode"

	"github.com/emmansun/gmsm/sm3"
	"golang.org/x/text/unicode/norm"
)

// alphabet is Crockford's: no I, L, O or U, which people misread. It has 32
// letters, so a random byte falls on each equally often.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Lengths in characters of 5 bits, dashes not counted.
const (
	queryCodeLength = 12
	passwordLength  = 16
	stampLength     = 12
)

// Digest returns the keyed, one-way index of a value within a domain such as
// "phone" or "id_number": equal values give equal digests there, and nowhere
// else. Spelling is normalised first: full-width letters, case, spaces, and
// dashes between digits make no difference. A value with nothing left has no
// digest (nil), so that two people without a telephone never match.
func (k *Keyring) Digest(domain, value string) []byte {
	value = normalise(value)
	if value == "" {
		return nil
	}
	return mac(k.digest, fields([]byte(domain), []byte(value)))
}

// Content returns a running digest of what is too long to be held as one value,
// byte for byte, within a domain. It tells that two files are the same and, without
// the key, not whether one is a file somebody has a copy of.
func (k *Keyring) Content(domain string) hash.Hash {
	h := hmac.New(sm3.New, k.content)
	h.Write(fields([]byte(domain)))
	return h
}

func normalise(value string) string {
	var out []rune
	runes := []rune(strings.ToLower(norm.NFKC.String(value)))
	for i, r := range runes {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r): // zero-width marks come with pasted text
		case unicode.Is(unicode.Pd, r) && i > 0 && i+1 < len(runes) &&
			unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1]):
		default:
			out = append(out, r)
		}
	}
	return string(out)
}

// NewQueryCode returns a fresh code such as 7K3F-9QXM-2D4P (60 random bits), by
// which somebody without an account follows a case. Show it once, store only its
// QueryCodeHash.
func NewQueryCode() string { return randomCode(queryCodeLength) }

// QueryCodeHash returns what is stored for a query code. Case, dashes and spaces
// make no difference, and O, I and L are read as 0, 1 and 1, as they are meant by
// whoever copies the code from paper. What cannot be a code has no hash (nil).
func (k *Keyring) QueryCodeHash(code string) []byte {
	code = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Pd, r):
			return -1
		case r == 'O':
			return '0'
		case r == 'I', r == 'L':
			return '1'
		}
		return r
	}, strings.ToUpper(norm.NFKC.String(code)))
	if len(code) != queryCodeLength || strings.Trim(code, alphabet) != "" {
		return nil
	}
	return k.Digest("query_code", code)
}

// Stamp returns the check code of a paper such as 7K3F-9QXM-2D4P (60 bits): equal
// parts give the same code, and nobody without the key finds one that fits.
func (k *Keyring) Stamp(parts ...string) string {
	var all [][]byte
	for _, p := range parts {
		all = append(all, []byte(p))
	}
	return spell(mac(k.stamp, fields(all...))[:stampLength])
}

// randomCode returns n random characters in groups of four.
func randomCode(n int) string { return spell(random(n)) }

// spell writes a character for each byte, in groups of four.
func spell(bytes []byte) string {
	var out strings.Builder
	for i, b := range bytes {
		if i > 0 && i%4 == 0 {
			out.WriteByte('-')
		}
		out.WriteByte(alphabet[int(b)%len(alphabet)])
	}
	return out.String()
}
