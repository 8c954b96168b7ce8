package kind_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Outside kind and workflows nothing decides by the name of a kind: what is particular
// to one is said in its declaration. Tests, and what only they use, name them freely.
func TestNobodyDecidesByTheNameOfAKind(t *testing.T) {
	t.Parallel()
	require.Empty(t, places(t, `casework\.(Service|Document|Complaint|Petition|Supervision|Duties|Absence|Accountability)\b`,
		"internal/kind", "internal/casework", "workflows", "internal/counter/countertest"))
}

// Nor by a name that stands in a string. What is said of a kind's clocks is no decision.
func TestNobodyDecidesByTheNameOfAKindInAString(t *testing.T) {
	t.Parallel()
	require.Empty(t, places(t, `Kind [!=]= "[a-z]|"(service|document|complaint|petition|supervision|duties|absence|accountability)/`,
		"internal/kind", "internal/words", "internal/notify/event.go"))
}

// The kinds are handed in: who builds a house says which it knows, and nobody else.
func TestKindsAreHandedIn(t *testing.T) {
	t.Parallel()
	require.Empty(t, places(t, `kind\.(Office|Product)\b`,
		"internal/kind", "cmd", "internal/testkit", "internal/bench", "internal/counter/countertest", "api/web/webtest"))
}

// places are the lines of production outside some rooms that say something.
func places(t *testing.T, what string, own ...string) (found []string) {
	t.Helper()
	root, said := filepath.Join("..", ".."), regexp.MustCompile(what)
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(root, path)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") && rel != "." || slices.Contains(append(own, "engine", "bin"), filepath.ToSlash(rel))):
			return filepath.SkipDir
		case slices.Contains(own, filepath.ToSlash(rel)) || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(text), "\n") {
			if said.MatchString(line) {
				found = append(found, fmt.Sprintf("%s:%d %s", rel, i+1, strings.TrimSpace(line)))
			}
		}
		return nil
	}))
	return found
}

// A new act is a name, a declaration and what it does: no more than four files of three
// rooms name one that came after the declarations (what it says happened may be an event
// of its own, with its words).
func TestHowManyFilesAnActTouches(t *testing.T) {
	t.Parallel()
	commands := kind.Office().Commands()
	since := commands[slices.Index(commands, casework.DecideUrgent)+1:]
	require.NotEmpty(t, since, "petitions brought some")
	text, err := os.ReadFile(filepath.Join("..", "casework", "command.go"))
	require.NoError(t, err)
	for _, command := range since {
		name := regexp.MustCompile(`(?m)^\t(\w+)\s+= "` + command + `"`).FindSubmatch(text)
		require.NotNil(t, name, command)
		files, rooms := map[string]bool{"internal/casework/command.go": true}, map[string]bool{"internal/casework": true}
		for _, place := range places(t, `casework\.`+string(name[1])+`\b`, "internal/counter/countertest") {
			file, _, _ := strings.Cut(place, ":")
			files[file], rooms[filepath.Dir(file)] = true, true
		}
		require.LessOrEqual(t, len(files), 4, "%s: %v", command, files)
		require.LessOrEqual(t, len(rooms), 3, "%s: %v", command, rooms)
	}
}
