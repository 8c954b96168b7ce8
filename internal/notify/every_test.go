package notify_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/notify"
	"github.com/shixian/shixian/schema"
)

// TestEveryEventIsSaid: whatever casework names an event is said in both languages.
func TestEveryEventIsSaid(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "../casework/event.go", nil, 0)
	require.NoError(t, err)
	said := 0
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if ok && v.Type != nil && v.Type.(*ast.Ident).Name == "EventName" {
			name, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			for _, lang := range []string{"zh", "en"} {
				require.NotEqual(t, name, notify.EventLabel(lang, name, ""), lang)
			}
			said++
		}
		return true
	})
	require.Greater(t, said, 50)
}

// TestEveryClockHasAName: so has every clock of the policies we carry.
func TestEveryClockHasAName(t *testing.T) {
	t.Parallel()
	files, err := schema.Reference.ReadDir("reference/policies")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		raw, err := schema.Reference.ReadFile("reference/policies/" + f.Name())
		require.NoError(t, err)
		var policy struct {
			Kind  string
			Rules []struct{ Clock string }
		}
		require.NoError(t, json.Unmarshal(raw, &policy))
		require.NotEqual(t, policy.Kind, notify.KindLabel("zh", policy.Kind))
		for _, r := range policy.Rules {
			name := policy.Kind + "/" + r.Clock
			for _, lang := range []string{"zh", "en"} {
				require.NotEqual(t, name, notify.ClockLabel(lang, name), lang)
			}
		}
	}
}
