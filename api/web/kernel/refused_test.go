package kernel

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// TestRefusalsHaveWords holds the table of checks against what counter refuses.
func TestRefusalsHaveWords(t *testing.T) {
	t.Parallel()
	for check, key := range checks {
		_, ok := label.Find(key)
		require.True(t, ok, check)
	}
	form := casework.Form{Fields: []casework.Field{
		{Name: "days", Type: casework.FieldInt}, {Name: "until", Type: casework.FieldTime}, {Name: "approve", Type: casework.FieldBool},
		{Name: "category", Type: casework.FieldChoice, Choices: []string{"test"}}, {Name: "clock", Type: casework.FieldClock},
		{Name: "post", Type: casework.FieldPost}, {Name: "reason", Type: casework.FieldText, Required: true},
	}}
	_, _, err := cases.ParseArgs(kind.Office(), form, map[string]any{
		"days": "x", "until": "x", "approve": "x", "category": "x", "clock": "!", "post": "!", "reason": "",
	})
	refused := core.RefusalsOf(err)
	require.Len(t, refused, 7)
	v := &Visit{Voice: Voice{Lang: words.Chinese, Kinds: kind.Office()}}
	for _, e := range refused {
		require.Contains(t, checks, e.Rule)
		require.NotEqual(t, words.Refusal("zh", e), v.Refusal(e), "%s is told more exactly than by its code", e.Field)
	}
}

// A page writes the key of a form. Whatever is wrong with one, nobody is asked to fill it
// in, and no words of another subject are borrowed for it: the public form said of a
// missing key that only holiday lists are read.
func TestAFormWithoutItsKey(t *testing.T) {
	t.Parallel()
	v := &Visit{Voice: Voice{Lang: words.English, Kinds: kind.Office()}}
	refused := core.Refusals{casework.FieldError(casework.Invalid, core.KeyField, "token")}
	for _, key := range []string{"", "字", strings.Repeat("k", 201)} {
		refused = append(refused, core.RefusalsOf(core.CheckKey(key))...)
	}
	require.Len(t, refused, 4)
	for _, e := range refused {
		require.Equal(t, "this form is not whole: please open it anew from its page", v.Refusal(e), e.Rule)
	}
}

// One code, one meaning: words that speak of one thing are for what one room refuses.
func TestACheckHasOneMeaning(t *testing.T) {
	t.Parallel()
	rooms := map[string]map[string]bool{}
	refuses := regexp.MustCompile(`casework\.Invalid, .*"([a-z]+)"\)|refuse\("\w+", "([a-z]+)"\)`)
	for _, root := range []string{"../../../internal", "../../../api"} {
		require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, m := range refuses.FindAllStringSubmatch(string(text), -1) {
				check := m[1] + m[2]
				if rooms[check] == nil {
					rooms[check] = map[string]bool{}
				}
				rooms[check][filepath.Base(filepath.Dir(path))] = true
			}
			return err
		}))
	}
	require.Contains(t, rooms["format"], "rulebook", "the tree was read")
	for check := range checks {
		if !slices.Contains([]string{"required", "choice", "unique", "date"}, check) { // said of whatever is asked for
			require.LessOrEqual(t, len(rooms[check]), 1, "%s: %v", check, rooms[check])
		}
	}
}
