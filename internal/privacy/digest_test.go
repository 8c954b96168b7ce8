package privacy

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDigestSeesThroughSpelling(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	for name, tt := range map[string]struct {
		a, b string
		same bool
	}{
		"spaces":                  {"138 0013 8000", "13800138000", true},
		"dashes between digits":   {"138-0013-8000", "13800138000", true},
		"full width":              {"138００１３8000", "13800138000", true},
		"final x of an id number": {"11010519491231002x", "11010519491231002X", true},
		"space in a name":         {"张 三", "张三", true},
		"ideographic space":       {"张\u3000三", "张三", true},
		"zero-width mark":         {"张\u200b三", "张三", true},
		"dash in a word stays":    {"li-min@example.cn", "limin@example.cn", false},
		"another number":          {"13800138000", "13800138001", false},
		"another name":            {"张三", "张山", false},
		"leading dash stays":      {"-1", "1", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.same, string(ring.Digest("d", tt.a)) == string(ring.Digest("d", tt.b)))
		})
	}
}

func TestDigestIsKeyedAndBoundToItsDomain(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	digest := ring.Digest("phone", "13800138000")
	require.Len(t, digest, 32)
	require.Equal(t, digest, ring.Digest("phone", "13800138000"))
	require.NotEqual(t, digest, ring.Digest("name", "13800138000"))
	require.NotEqual(t, ring.Digest("ab", "c"), ring.Digest("a", "bc"))
	require.NotEqual(t, digest, newRing(t).Digest("phone", "13800138000"))
}

func TestNothingHasNoDigest(t *testing.T) {
	t.Parallel()
	require.Nil(t, newRing(t).Digest("phone", " \u3000\u200b"))
}

func TestQueryCodeIsFoundHoweverItIsTyped(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	want := ring.QueryCodeHash("7K3F-9QXM-2D01")
	require.Len(t, want, 32)
	for _, typed := range []string{"7k3f9qxm2d01", " 7K3F 9QXM 2D01 ", "7K3F–9QXM–2DOI", "7k3f-9qxm-2dol", "７Ｋ３Ｆ-9QXM-2D01"} {
		require.Equal(t, want, ring.QueryCodeHash(typed), typed)
	}
	for _, typed := range []string{"", "7K3F-9QXM-2D0", "7K3F-9QXM-2D011", "7K3F-9QXM-2D0U", "7K3F-9QXM-2D0中", "7K3F*9QXM2D01"} {
		require.Nil(t, ring.QueryCodeHash(typed), typed)
	}
	require.NotEqual(t, want, ring.QueryCodeHash("7K3F-9QXM-2D02"))
}

func TestNewQueryCodesAreReadableAndDiffer(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	codes, letters := make(map[string]bool), make(map[rune]bool)
	for range 2000 {
		code := NewQueryCode()
		require.Regexp(t, `^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$`, code)
		require.NotNil(t, ring.QueryCodeHash(code))
		require.False(t, codes[code])
		codes[code] = true
		for _, r := range strings.ReplaceAll(code, "-", "") {
			letters[r] = true
		}
	}
	require.Len(t, letters, 32, "every letter of the alphabet is used")
}

// A file's digest is keyed, bound to its domain, and none of a value's.
func TestContentIsKeyedAndBoundToItsDomain(t *testing.T) {
	t.Parallel()
	ring := newRing(t)
	sum := func(k *Keyring, domain string, parts ...string) string {
		h := k.Content(domain)
		for _, p := range parts {
			_, _ = h.Write([]byte(p)) // never fails
		}
		return string(h.Sum(nil))
	}
	one := sum(ring, "BJ2026-000001", "情况属实")
	require.Len(t, one, 32)
	require.Equal(t, one, sum(ring, "BJ2026-000001", "情况", "属实"), "however it is cut")
	require.NotEqual(t, one, sum(ring, "BJ2026-000001", "情况 属实"), "byte for byte")
	require.NotEqual(t, one, sum(ring, "BJ2026-000002", "情况属实"), "two cases tell nothing of each other")
	require.NotEqual(t, sum(ring, "ab", "c"), sum(ring, "a", "bc"))
	require.NotEqual(t, one, sum(newRing(t), "BJ2026-000001", "情况属实"), "keyed")
	require.NotEqual(t, one, string(ring.Digest("BJ2026-000001", "情况属实")))
}

func TestStamp(t *testing.T) {
	t.Parallel()
	ring, other := newRing(t), newRing(t)
	code := ring.Stamp("paper", "3", "限期办结")
	require.Regexp(t, `^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$`, code)
	require.Equal(t, code, ring.Stamp("paper", "3", "限期办结"))
	require.NotEqual(t, code, ring.Stamp("paper", "3", "限期办结。"))
	require.NotEqual(t, code, ring.Stamp("paper", "3限", "期办结"), "parts do not run into each other")
	require.NotEqual(t, code, other.Stamp("paper", "3", "限期办结"), "another office's key makes another code")
}
