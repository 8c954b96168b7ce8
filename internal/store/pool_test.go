package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNoPoolQueryInsideATransaction: whoever holds a transaction and asks the pool
// for a second connection waits, when every connection is held so, for himself. The
// whole package is read: what has a transaction at hand calls nothing that, itself
// or through others, asks the pool.
func TestNoPoolQueryInsideATransaction(t *testing.T) {
	t.Parallel()
	files := token.NewFileSet()
	parsed, err := parser.ParseDir(files, ".", func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0) //nolint:staticcheck // one package, no build tags
	require.NoError(t, err)
	var all []*ast.FuncDecl
	for _, f := range parsed["store"].Files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				all = append(all, fn)
			}
		}
	}
	asks := poolAskers(all)
	require.Contains(t, asks, "inTx", "the reading sees the pool")
	require.Contains(t, asks, "Case", "and through others")
	for _, fn := range all {
		for _, held := range heldBy(fn) {
			ast.Inspect(held, func(n ast.Node) bool {
				if name, ok := poolCall(n); ok && (name == "db" || asks[name]) {
					t.Errorf("%s: %s asks the pool (%s) while it holds a transaction", files.Position(n.Pos()), fn.Name.Name, name)
				}
				return true
			})
		}
	}
}

// poolAskers are the methods that ask the pool, themselves or through others.
func poolAskers(all []*ast.FuncDecl) map[string]bool {
	asks := map[string]bool{}
	for before := -1; before != len(asks); {
		before = len(asks)
		for _, fn := range all {
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if name, ok := poolCall(n); ok && (name == "db" || asks[name]) && fn.Recv != nil {
					asks[fn.Name.Name] = true
				}
				return true
			})
		}
	}
	return asks
}

// poolCall finds s.db and s.Method of a store.
func poolCall(n ast.Node) (string, bool) {
	sel, ok := n.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	switch on := sel.X.(type) {
	case *ast.Ident:
		return sel.Sel.Name, on.Name == "s" || on.Name == "store"
	case *ast.SelectorExpr:
		return sel.Sel.Name, on.Sel.Name == "store"
	}
	return "", false
}

// heldBy are the parts of a function that run inside a transaction: all of it where
// it is given one, else what it hands to inTx.
func heldBy(fn *ast.FuncDecl) (parts []ast.Node) {
	if fn.Recv != nil {
		if star, ok := fn.Recv.List[0].Type.(*ast.StarExpr); ok && star.X.(*ast.Ident).Name == "commit" {
			return []ast.Node{fn.Body} // a commit lives inside its transaction
		}
	}
	for _, p := range fn.Type.Params.List {
		if isTx(p.Type) {
			return []ast.Node{fn.Body}
		}
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncLit); ok && slices.ContainsFunc(f.Type.Params.List, func(p *ast.Field) bool { return isTx(p.Type) }) {
			parts = append(parts, f.Body)
		}
		return true
	})
	return parts
}

func isTx(t ast.Expr) bool {
	if name, ok := t.(*ast.Ident); ok {
		return name.Name == "querier" // a transaction, as often as not
	}
	star, ok := t.(*ast.StarExpr)
	if !ok {
		return false
	}
	sel, ok := star.X.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Tx"
}
