package web

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// Every name of a page or button in the guides stands in the pages, and every address is one: a guide
// that names what is gone is worse than none.
func TestTheGuidesNameWhatIsThere(t *testing.T) {
	t.Parallel()
	var said [2][]string
	for _, key := range label.Keys() {
		text, _ := label.Find(key)
		for i := range said {
			said[i] = append(said[i], text[i])
		}
	}
	kinds := kind.Office()
	for _, k := range kinds.Kinds() {
		for _, act := range kinds.Of(k).Acts {
			said[0], said[1] = append(said[0], words.Do(words.Chinese, kinds, k, act.Name)), append(said[1], words.Do(words.English, kinds, k, act.Name))
		}
	}
	for _, light := range []casework.Light{casework.Red, casework.Yellow, casework.Green} {
		said[0] = append(said[0], words.Say(words.Chinese, words.Light, light))
	}
	var routes []string
	for _, r := range Rules() {
		routes = append(routes, r.Path)
	}
	routes = append(routes, "/events")
	main, err := filepath.Glob(filepath.Join("..", "..", "cmd", "shixian", "*.go"))
	require.NoError(t, err)
	var commands strings.Builder
	for _, file := range main {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		commands.Write(raw)
	}
	for file, named := range map[string]*regexp.Regexp{
		"user-guide/zh.md": regexp.MustCompile(`「([^」]+)」`), "user-guide/en.md": regexp.MustCompile(`\*\*([^*]+)\*\*`), "admin-guide/zh.md": regexp.MustCompile(`「([^」]+)」`),
	} {
		raw, err := os.ReadFile(filepath.Join("..", "..", "docs", file))
		require.NoError(t, err)
		lang := 0
		if strings.HasSuffix(file, "en.md") {
			lang = 1
		}
		found := named.FindAllStringSubmatch(string(raw), -1)
		require.Greater(t, len(found), 8, "the expression finds them no more")
		for _, m := range found {
			require.True(t, slices.Contains(said[lang], m[1]), "%s names %q, which no page says", file, m[1])
		}
		for _, m := range regexp.MustCompile("`(/[a-z/-]*)`").FindAllStringSubmatch(string(raw), -1) {
			if m[1] != "/" || lang == 0 {
				require.Contains(t, routes, m[1], file)
			}
		}
		for _, m := range regexp.MustCompile("`shixian ([a-z]+)").FindAllStringSubmatch(string(raw), -1) {
			require.Regexp(t, `(?m)^\s+`+strings.ToUpper(m[1][:1])+m[1][1:]+`\s+\S+.*cmd:""`, commands.String(), "%s: shixian %s", file, m[1])
		}
	}
}
