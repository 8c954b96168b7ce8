package guards_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	maxMethods = 20  // an interface spells out
	maxFake    = 250 // lines of one fake, its methods counted
	maxFiles   = 30  // production files in one flat room
)

// TestNoRoomIsCrowded: whoever looks for a subject finds a room of it, not one file among
// a hundred.
func TestNoRoomIsCrowded(t *testing.T) {
	t.Parallel()
	rooms := map[string]int{}
	each(t, func(path string, _ *token.FileSet, f *ast.File) {
		if !strings.HasSuffix(path, "_test.go") && !ast.IsGenerated(f) {
			rel, err := filepath.Rel("../..", filepath.Dir(path))
			require.NoError(t, err)
			rooms[filepath.ToSlash(rel)]++
		}
	})
	require.Greater(t, len(rooms), 60, "the tree was read")
	for room, n := range rooms {
		require.LessOrEqual(t, n, maxFiles, room)
	}
}

// TestNobodyAsksForTooMuch: an interface belongs to who needs it, and who needs more than
// twenty things is two. One that only adds others up is asked by nobody: it is what a
// whole is handed over as.
func TestNobodyAsksForTooMuch(t *testing.T) {
	t.Parallel()
	found := 0
	each(t, func(path string, files *token.FileSet, f *ast.File) {
		if strings.HasSuffix(path, "_test.go") || ast.IsGenerated(f) {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			it, ok := n.(*ast.InterfaceType)
			if !ok {
				return true
			}
			own := 0
			for _, m := range it.Methods.List {
				own += len(m.Names)
			}
			found++
			sum := own == 0
			if n := len(it.Methods.List); n > maxMethods || !sum && added(f, it) > maxMethods {
				t.Errorf("%s: an interface of %d entries, %d of its own", files.Position(it.Pos()), n, own)
			}
			return true
		})
	})
	require.Greater(t, found, 50, "the tree was read")
}

// added counts what an interface spells out and what those of its own file add to it.
func added(f *ast.File, it *ast.InterfaceType) (n int) {
	for _, m := range it.Methods.List {
		n += len(m.Names)
		name, ok := m.Type.(*ast.Ident)
		if len(m.Names) > 0 || !ok {
			continue
		}
		for _, d := range f.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range decl.Specs {
				if of, ok := s.(*ast.TypeSpec); ok && of.Name.Name == name.Name {
					if other, ok := of.Type.(*ast.InterfaceType); ok {
						n += added(f, other)
					}
				}
			}
		}
	}
	return n
}

// TestFakesAreSmall: what stands in for a room in tests can be read on a few screens.
func TestFakesAreSmall(t *testing.T) {
	t.Parallel()
	lines := map[string]int{}
	each(t, func(path string, files *token.FileSet, f *ast.File) {
		dir := filepath.Base(filepath.Dir(path))
		if !strings.HasSuffix(dir, "test") || strings.HasSuffix(path, "_test.go") {
			return
		}
		long := func(n ast.Node) int { return files.Position(n.End()).Line - files.Position(n.Pos()).Line + 1 }
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					continue
				}
				of := d.Recv.List[0].Type
				if star, ok := of.(*ast.StarExpr); ok {
					of = star.X
				}
				if name, ok := of.(*ast.Ident); ok {
					lines[dir+"."+name.Name] += long(d)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if of, ok := s.(*ast.TypeSpec); ok {
						lines[dir+"."+of.Name.Name] += long(s)
					}
				}
			}
		}
	})
	require.Contains(t, lines, "countertest.Base", "the tree was read")
	for fake, n := range lines {
		if n > maxFake {
			t.Errorf("%s has %d lines", fake, n)
		}
	}
}

// each hands in every file of the module, parsed.
func each(t *testing.T, do func(path string, files *token.FileSet, f *ast.File)) {
	t.Helper()
	files := token.NewFileSet()
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." && path != "../.." || d.Name() == "engine" || d.Name() == "tools" || d.Name() == "testdata" || d.Name() == "bin"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, ".go"):
			return nil
		}
		f, err := parser.ParseFile(files, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		do(path, files, f)
		return nil
	})
	require.NoError(t, err)
}
