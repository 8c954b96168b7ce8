package kind_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// named is a place that knows a kind by its name.
var named = regexp.MustCompile(`casework\.(Service|Document|Complaint|Supervision|Duties|Absence|Accountability)\b`)

// Outside kind and workflows nothing decides by the name of a kind: what is particular
// to one is said in its declaration. Tests, and what only they use, name them freely.
func TestNobodyDecidesByTheNameOfAKind(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	own := []string{"internal/kind", "internal/casework", "workflows", "internal/counter/countertest"}
	var places []string
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(root, path)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") && rel != "." || rel == "engine" || rel == "bin"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		for _, room := range own {
			if strings.HasPrefix(filepath.ToSlash(rel), room+"/") {
				return nil
			}
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(text), "\n") {
			if named.MatchString(line) {
				places = append(places, fmt.Sprintf("%s:%d ", rel, i+1)+strings.TrimSpace(line))
			}
		}
		return nil
	}))
	require.Empty(t, places)
}
