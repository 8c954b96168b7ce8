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
	maxMethods = 20  // an interface asks for
	maxFake    = 250 // lines of one fake, its methods and parts counted
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

// TestFakesAreSmall: what stands in for a room in tests can be read on a few screens: its
// fields, what others may call, and the parts it is made of.
func TestFakesAreSmall(t *testing.T) {
	t.Parallel()
	lines, parts := map[string]int{}, map[string][]string{}
	each(t, func(path string, files *token.FileSet, f *ast.File) {
		dir, tests := filepath.ToSlash(filepath.Dir(path)), strings.HasSuffix(path, "_test.go")
		if !tests && !strings.HasSuffix(dir, "test") {
			return
		}
		long := func(n ast.Node) int { return files.Position(n.End()).Line - files.Position(n.Pos()).Line + 1 }
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv != nil && (!tests || n.Name.IsExported()) {
					lines[dir+"."+receiver(n)] += long(n)
				}
			case *ast.TypeSpec:
				lines[dir+"."+n.Name.Name] += long(n)
				if of, ok := n.Type.(*ast.StructType); ok {
					for _, field := range of.Fields.List {
						if part, ok := field.Type.(*ast.Ident); ok {
							parts[dir+"."+n.Name.Name] = append(parts[dir+"."+n.Name.Name], dir+"."+part.Name)
						}
					}
				}
			}
			return true
		})
	})
	require.Contains(t, lines, "../../internal/counter/countertest.Base", "the tree was read")
	for fake, n := range lines {
		for _, part := range parts[fake] {
			n += lines[part]
		}
		if n > maxFake {
			t.Errorf("%s has %d lines", fake, n)
		}
	}
}

func receiver(f *ast.FuncDecl) string {
	of := f.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if generic, ok := of.(*ast.IndexExpr); ok {
		of = generic.X
	}
	name, _ := of.(*ast.Ident)
	return name.Name
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
