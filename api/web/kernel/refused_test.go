package kernel

import (
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
