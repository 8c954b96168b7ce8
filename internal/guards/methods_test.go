package guards_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/shixian/shixian/"

// asked is a type as it is written, and the file whose imports it is read by.
type asked struct {
	expr ast.Expr
	file *ast.File
	home string // import path of its package, with _test behind it where the package has
	pos  token.Position
}

// declared are all named types of the module by package and name, and every interface
// of it that a person wrote, named or not.
func declared(t *testing.T) (named map[string]asked, interfaces []asked) {
	t.Helper()
	named = map[string]asked{}
	each(t, func(at string, files *token.FileSet, f *ast.File) {
		rel, err := filepath.Rel("../..", filepath.Dir(at))
		require.NoError(t, err)
		home := path.Join(module, filepath.ToSlash(rel))
		if strings.HasSuffix(f.Name.Name, "_test") {
			home += "_test"
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				named[home+"."+n.Name.Name] = asked{n.Type, f, home, files.Position(n.Pos())}
			case *ast.InterfaceType:
				if !ast.IsGenerated(f) {
					interfaces = append(interfaces, asked{n, f, home, files.Position(n.Pos())})
				}
			}
			return true
		})
	})
	return named, interfaces
}

// methods adds to set what an interface asks for, whatever it is put together from: what
// it spells out, and what those it embeds do, in whichever room. One from outside the
// module counts as one.
func (a asked) methods(named map[string]asked, set map[string]bool) {
	switch e := a.expr.(type) {
	case *ast.InterfaceType:
		for _, m := range e.Methods.List {
			for _, name := range m.Names {
				set[name.Name] = true
			}
			if len(m.Names) == 0 {
				asked{m.Type, a.file, a.home, a.pos}.methods(named, set)
			}
		}
	case *ast.Ident:
		a.of(named, set, a.home+"."+e.Name)
	case *ast.SelectorExpr:
		a.of(named, set, a.imported(e)+"."+e.Sel.Name)
	case *ast.IndexExpr:
		asked{e.X, a.file, a.home, a.pos}.methods(named, set)
	case *ast.IndexListExpr:
		asked{e.X, a.file, a.home, a.pos}.methods(named, set)
	}
}

func (a asked) of(named map[string]asked, set map[string]bool, name string) {
	if other, ok := named[name]; ok {
		other.methods(named, set)
		return
	}
	set[name] = true
}

// imported is the package a selector means in its file.
func (a asked) imported(e *ast.SelectorExpr) string {
	means, ok := e.X.(*ast.Ident)
	if !ok {
		return ""
	}
	for _, im := range a.file.Imports {
		from, err := strconv.Unquote(im.Path.Value)
		if name := path.Base(from); err == nil && (im.Name == nil && name == means.Name || im.Name != nil && im.Name.Name == means.Name) {
			return from
		}
	}
	return means.Name
}

// TestNobodyAsksForTooMuch: an interface belongs to who needs it, and who needs more than
// twenty things is two. One that adds others up asks for all they ask for.
func TestNobodyAsksForTooMuch(t *testing.T) {
	t.Parallel()
	named, interfaces := declared(t)
	require.Greater(t, len(interfaces), 50, "the tree was read")
	for _, a := range interfaces {
		set := map[string]bool{}
		a.methods(named, set)
		if len(set) > maxMethods {
			t.Errorf("%s: an interface of %d methods", a.pos, len(set))
		}
	}
}

// TestASumAsksForAll: whichever room the parts stand in, and whoever names them anew.
func TestASumAsksForAll(t *testing.T) {
	t.Parallel()
	named := map[string]asked{}
	for home, text := range map[string]string{
		module + "a": `package a; type One interface { F(); G() }`,
		module + "b": `package b; import other "` + module + `a"; type Two interface { other.One; H() }; type Same = Two`,
		module + "c": `package c; import ("` + module + `b"; "io"); type Sum interface { b.Same; io.Closer; G(); interface{ I() } }`,
	} {
		f, err := parser.ParseFile(token.NewFileSet(), home, text, 0)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				named[home+"."+spec.Name.Name] = asked{expr: spec.Type, file: f, home: home}
			}
			return true
		})
	}
	set := map[string]bool{}
	named[module+"c.Sum"].methods(named, set)
	require.Equal(t, map[string]bool{"F": true, "G": true, "H": true, "I": true, "io.Closer": true}, set)
}
