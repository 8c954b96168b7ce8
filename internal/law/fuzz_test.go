package law_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/schema"
)

// FuzzRead: whatever is written, its pieces are its words, and what a piece opens has
// text.
func FuzzRead(f *testing.F) {
	b, err := law.Load(schema.Law)
	require.NoError(f, err)
	for _, text := range []string{
		"行政许可法第三十二条第一款第四项", "公务员法第九十五条、第九十六条；岗位目标责任制三.5", "《行政许可法》第四十五条", "督察工作制度第四项至第六项（R100）",
		"办文办事限时制（二）1、2", "行政许可法第", "行政许可法第九十九条", "仿行政许可法》、至", "\xff行政许可法",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := ""
		for _, p := range b.Read(text) {
			words += p.Words
			for _, place := range p.Opens {
				require.NotEmpty(t, place.Text(), p.Words)
				require.NotEmpty(t, b.Name(place))
			}
		}
		require.Equal(t, text, words)
		_ = b.Check(text)
	})
}
