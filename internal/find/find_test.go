package find_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/find"
)

func TestPieces(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"张伟"}, find.Words("张伟"))
	require.Equal(t, []string{"阿依", "依古", "古丽"}, find.Words("阿依·古丽"), "what stands between is nothing")
	require.Equal(t, []string{"ab", "b1"}, find.Words("ＡB１"), "full width is half width")
	require.Empty(t, find.Words("张"))
	require.Len(t, find.Words(strings.Repeat("食品经营许可", 1000)), 6)
	require.Equal(t, []string{"whole:13900001234", "tail:1234"}, find.Number("139-0000 1234"))
	require.Equal(t, []string{"whole:11010519491231002x", "tail:002x"}, find.Number("11010519491231002X"))
	require.Empty(t, find.Number("119"))
	require.Equal(t, []string{"tail:002x"}, find.Asked("002X"))
	require.Equal(t, []string{"whole:13900001234"}, find.Asked("139 0000 1234"))
	for _, neither := range []string{"", "张伟", "123", "x", "12a4"} {
		require.Empty(t, find.Asked(neither), neither)
	}
	require.True(t, find.Is("139 0000 1234", "1234"))
	require.True(t, find.Is("139 0000 1234", "13900001234"))
	require.False(t, find.Is("139 0000 1234", "00001234"), "a part is not asked for")
}

// Whatever a text holds is found by the pieces of what was asked for.
func TestWhatATextHoldsIsFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("张王伟食品许可a1 ·")), 2, 40, -1).Draw(r, "text")
		plain := []rune(find.Plain(text))
		if len(plain) < find.Least {
			return
		}
		from := rapid.IntRange(0, len(plain)-find.Least).Draw(r, "from")
		to := rapid.IntRange(from+find.Least, len(plain)).Draw(r, "to")
		asked := string(plain[from:to])
		require.True(r, find.Holds(text, asked))
		require.Subset(r, find.Words(text), find.Words(asked))
	})
}
