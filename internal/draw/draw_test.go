package draw_test

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/draw"
)

// outside is the draw as somebody else writes it, with nothing of this house: the digests are
// those of openssl.
const outside = `
sm3() { openssl dgst -sm3 -r | cut -d' ' -f1; }
for lot in $3; do printf '%s %s\n' "$(printf '%s|%s|%s' "$1" "$2" "$lot" | sm3)" "$lot"; done | LC_ALL=C sort | head -n "$4" | cut -d' ' -f2
printf '%s' "$1" | sed 's/../\\x&/g' | xargs -0 printf '%b' | sm3
`

const seed = "00112233445566778899aabbccddeeff"

var lots = []string{"permits", "livelihood", "roads", "window", "planning", "legal"}

// Somebody outside comes to the same list and the same digest.
func TestAnybodyDrawsItAgain(t *testing.T) {
	t.Parallel()
	openssl, err := exec.LookPath("openssl")
	require.NoError(t, err, "openssl is there wherever PostgreSQL is")
	require.NotEmpty(t, openssl)
	at := time.Date(2026, 3, 2, 10, 0, 0, 123456789, time.FixedZone("", 8*3600))
	salt := draw.Salt(at)
	require.Equal(t, "2026-03-02T02:00:00.123456Z", salt)
	bytes, ok := draw.Seed(seed)
	require.True(t, ok)
	out, err := exec.CommandContext(t.Context(), "bash", "-c", outside, "draw", seed, salt, strings.Join(lots, " "), "3").Output()
	require.NoError(t, err)
	said := strings.Fields(string(out))
	require.Len(t, said, 4)
	require.Equal(t, said[:3], draw.Pick(bytes, salt, lots, 3))
	require.Equal(t, said[3], draw.Digest(bytes))
}

// Another seed, another instant: another order. The order in which the lots were written
// down makes no difference.
func TestWhatTheDrawHangsOn(t *testing.T) {
	t.Parallel()
	bytes, _ := draw.Seed(seed)
	all := draw.Pick(bytes, "a", lots, 6)
	require.ElementsMatch(t, lots, all)
	require.NotEqual(t, all, draw.Pick(bytes, "b", lots, 6))
	other, _ := draw.Seed("10112233445566778899aabbccddeeff")
	require.NotEqual(t, all, draw.Pick(other, "a", lots, 6))
	require.Equal(t, all, draw.Pick(bytes, "a", []string{"legal", "planning", "window", "roads", "livelihood", "permits"}, 6))
	require.Equal(t, all, draw.Pick(bytes, "a", lots, 60))
	require.Empty(t, draw.Pick(bytes, "a", lots, 0))
}

func TestWhatIsNoSeed(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "zz", "00", seed[:30], strings.ToUpper(seed), seed + "0"} {
		_, ok := draw.Seed(text)
		require.False(t, ok, text)
	}
}
