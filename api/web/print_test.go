package web

import (
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// A paper is printed to the measures of GB/T 9704: A4, 37 mm above and 28 mm left of a text
// of 156 by 225 mm, in which 22 lines of 28 characters stand; 仿宋 by name, the title in
// 小标宋 of the second size (22 pt).
func TestPapersArePrintedToMeasure(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, _ := v.get("/")
	css := v.html(doc.Find("link").AttrOr("href", ""))
	page := regexp.MustCompile(`@page paper \{ size: A4; margin: (\d+)mm (\d+)mm (\d+)mm (\d+)mm; \}`).FindStringSubmatch(css)
	require.Equal(t, []string{"37", "26", "35", "28"}, page[1:], "297-37-35 is 225, 210-26-28 is 156")
	sheet := regexp.MustCompile(`\.paper \{ page: paper;[^}]*font-size: ([\d.]+)mm; line-height: ([\d.]+)mm; \}`).FindStringSubmatch(css)
	for i, want := range []struct{ times, fill float64 }{{28, 156}, {22, 225}} {
		size, err := strconv.ParseFloat(sheet[i+1], 64)
		require.NoError(t, err)
		require.InDelta(t, want.fill, want.times*size, 0.1)
		require.LessOrEqual(t, want.times*size, want.fill)
	}
	require.Regexp(t, `\.paper-title \{[^}]*font-size: 22pt`, css)
	require.Regexp(t, `\.paper \{[^}]*font-family: FangSong_GB2312`, css)
	require.Regexp(t, `\.paper-head, \.paper-title \{ font-family: FZXiaoBiaoSong`, css)
	require.Regexp(t, `\.paper-lines, \.paper-lines tbody \{ display: block; \}`, css, "on a phone a line is as wide as the phone")
}
