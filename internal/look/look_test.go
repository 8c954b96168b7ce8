package look

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every picture a guide shows is there and light, and every picture there is shown.
func TestTheGuidesShowTheirPictures(t *testing.T) {
	t.Parallel()
	var all int64
	for _, dir := range []string{"user-guide", "admin-guide"} {
		dir = filepath.Join("..", "..", "docs", dir)
		var shown []string
		guides, err := filepath.Glob(filepath.Join(dir, "*.md"))
		require.NoError(t, err)
		for _, guide := range guides {
			raw, err := os.ReadFile(guide)
			require.NoError(t, err)
			some := Shown(raw)
			require.Greater(t, len(some), 3, guide)
			shown = append(shown, some...)
		}
		for _, file := range shown {
			about, err := os.Stat(filepath.Join(dir, "img", file))
			require.NoError(t, err, "make guide")
			require.LessOrEqual(t, about.Size(), int64(Heaviest), file)
			all += about.Size()
		}
		there, err := os.ReadDir(filepath.Join(dir, "img"))
		require.NoError(t, err)
		for _, file := range there {
			require.True(t, slices.Contains(shown, file.Name()), "no guide of %s shows %s: make guide", dir, file.Name())
		}
	}
	require.Less(t, all, int64(2_000_000))
}
