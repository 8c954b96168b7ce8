package workflows_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// TestEveryClockStartedIsReliedOn: what an act starts is in the table by which a
// version that lacks it is lent it, but for what an item or a version decides upon. A
// new act whose clock old cases' versions lack would leave them without one.
func TestEveryClockStartedIsReliedOn(t *testing.T) {
	t.Parallel()
	known := map[string]bool{"statutory": true, "content": true} // an item and an office choose them
	for _, k := range kind.Office().Kinds() {
		for _, name := range kind.Office().Of(k).Clocks {
			known[name] = true
		}
	}
	started := 0
	for _, file := range sources(t) {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if name := called(call); name != "Start" && name != "StartWith" && name != "owe" {
				return true
			}
			for _, arg := range call.Args {
				if lit, ok := arg.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					name, err := strconv.Unquote(lit.Value)
					require.NoError(t, err)
					require.True(t, known[name], "%s starts %q: add it to policy/relied.go", file, name)
					started++
				}
			}
			return true
		})
	}
	require.Greater(t, started, 30)
}

// called is the bare name of what is called.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// TestAProvenComplaintUnderTheFirstText: the office holds complaint@1 as it was first
// published, which knows of no reminder while it is asked who answers. The newest
// lends it, names itself, and the complaint is not forgotten (R079).
func TestAProvenComplaintUnderTheFirstText(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../internal/policy/testdata/first/complaint@1.json")
	require.NoError(t, err)
	var first policy.Policy
	require.NoError(t, json.Unmarshal(text, &first))
	o := askedOf(t)
	o.book, err = o.book.With(first)
	require.NoError(t, err)
	o.run("2026-05-20T00:00:00")
	require.Equal(t, []string{"2026-04-10 17:30", "2026-05-11 17:30"}, o.told(casework.ClockRecurred, "account"))
	started := o.find(casework.ClockStarted, "account")
	require.Len(t, started, 3)
	for _, e := range started {
		require.Equal(t, "complaint@2", e.Due.Policy, "the ledger says what it is counted by")
	}
	require.Empty(t, o.last().Clock("handle").Policy, "what the case's own version has is counted by it")
}
