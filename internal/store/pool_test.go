package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNoPoolQueryInsideATransaction: whoever holds a transaction and asks the pool
// for a second connection waits, when every connection is held so, for himself. The
// whole house is read, room by room: what has a transaction at hand calls nothing that, itself
// or through others, asks the pool.
func TestNoPoolQueryInsideATransaction(t *testing.T) {
	t.Parallel()
	files := token.NewFileSet()
	var all []*ast.FuncDecl
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				all = append(all, fn)
			}
		}
		return nil
	})
	require.NoError(t, err)
	asks := poolAskers(all)
	require.Contains(t, asks, "InTx", "the reading sees the pool")
	require.Contains(t, asks, "Case", "and through others")
	for _, fn := range all {
		for _, held := range heldBy(fn) {
			ast.Inspect(held, func(n ast.Node) bool {
				if name, ok := poolCall(n); ok && (name == pool || asks[name]) {
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
				if name, ok := poolCall(n); ok && (name == pool || asks[name]) && fn.Recv != nil {
					asks[fn.Name.Name] = true
				}
				return true
			})
		}
	}
	return asks
}

// pool is what asks the pool itself, whoever writes it.
const pool = "the pool"

// poolCall finds a question handed to the room's database, or to the pool by the kernel,
// and every method that may ask one, of the room or of its database.
func poolCall(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		return pool, slices.ContainsFunc(n.Args, isDatabase)
	case *ast.SelectorExpr:
		if on, ok := n.X.(*ast.Ident); ok && on.Name == "d" && n.Sel.Name == "pool" {
			return pool, true
		}
		on, ok := n.X.(*ast.Ident)
		return n.Sel.Name, isDatabase(n.X) || ok && on.Name == "s"
	}
	return "", false
}

// isDatabase tells s.db of a room, and the kernel's d.
func isDatabase(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "d"
	case *ast.SelectorExpr:
		return e.Sel.Name == "db"
	}
	return false
}

// heldBy are the parts of a function that run inside a transaction: all of it where
// it is given one, else what it hands to inTx.
func heldBy(fn *ast.FuncDecl) (parts []ast.Node) {
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

// isTx tells a transaction, what is as often as not one, and a step on its way into one.
func isTx(t ast.Expr) bool {
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	name, ok := t.(*ast.Ident)
	if sel, qualified := t.(*ast.SelectorExpr); qualified {
		name, ok = sel.Sel, true
	}
	return ok && slices.Contains([]string{"Tx", "Querier", "Writing"}, name.Name)
}
