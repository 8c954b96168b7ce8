package kind_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Outside kind and workflows nothing decides by the name of a kind: what is particular
// to one is said in its declaration. Tests, and what only they use, name them freely.
func TestNobodyDecidesByTheNameOfAKind(t *testing.T) {
	t.Parallel()
	require.Empty(t, places(t, `(casework|kind)\.(Service|Document|Complaint|Petition|Supervision|Duties|Absence|Accountability)\b`,
		"internal/kind", "internal/casework", "workflows", "internal/counter/countertest"))
}

// The nouns have names for kinds, and decide nothing by them either. A field of something
// (s.Duties) names no kind.
func TestNoNounDecidesByTheNameOfAKind(t *testing.T) {
	t.Parallel()
	for _, place := range places(t, `(^|[^.\w])(Service|Document|Complaint|Supervision|Duties|Absence|Accountability)\b[^"]*$`) {
		in, line, _ := strings.Cut(place, " ")
		if strings.HasPrefix(in, "internal/casework/") && !strings.HasPrefix(in, "internal/casework/kind.go:") && !strings.HasPrefix(line, "//") {
			t.Error(place)
		}
	}
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
		"internal/kind", "cmd", "internal/testkit", "internal/bench", "internal/proof", "internal/counter/countertest", "api/web/webtest"))
}

// sources are the lines of production, by file: read once, for each test here asks them.
var sources = sync.OnceValues(func() (map[string][]string, error) {
	root, all := filepath.Join("..", ".."), map[string][]string{}
	return all, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(root, path)
		rel = filepath.ToSlash(rel)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") && rel != "." || d.Name() == "testdata" || rel == "engine" || rel == "bin"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		all[rel] = strings.Split(string(text), "\n")
		return err
	})
})

// places are the lines of production outside some rooms and files that say something.
func places(t *testing.T, what string, own ...string) (found []string) {
	t.Helper()
	said := regexp.MustCompile(what)
	return lines(t, said.MatchString, own...)
}

func lines(t *testing.T, say func(line string) bool, own ...string) (found []string) {
	t.Helper()
	all, err := sources()
	require.NoError(t, err)
	for _, file := range slices.Sorted(maps.Keys(all)) {
		if slices.ContainsFunc(own, func(o string) bool { return file == o || strings.HasPrefix(file, o+"/") }) {
			continue
		}
		for i, line := range all[file] {
			if say(line) {
				found = append(found, fmt.Sprintf("%s:%d %s", file, i+1, strings.TrimSpace(line)))
			}
		}
	}
	return found
}

// A new act is a name, a declaration and what it does: no more than four files of three
// rooms name one that came after the declarations (what it says happened may be an event
// of its own, with its words).
func TestHowManyFilesAnActTouches(t *testing.T) {
	t.Parallel()
	commands := kind.Office().Commands()
	since := commands[slices.Index(commands, casework.Countersign)+1:]
	require.NotEmpty(t, since, "petitions brought some")
	for _, command := range since {
		var name string
		files, rooms := map[string]bool{}, map[string]bool{}
		declared := regexp.MustCompile(`\w\s+= "` + command + `"`)
		for _, place := range lines(t, func(l string) bool { return strings.Contains(l, `= "`+command+`"`) && declared.MatchString(l) }) {
			at, line, _ := strings.Cut(place, " ")
			file, _, _ := strings.Cut(at, ":")
			name, _, _ = strings.Cut(line, " ")
			files[file], rooms[filepath.Dir(file)] = true, true
		}
		require.NotEmpty(t, name, command)
		named := regexp.MustCompile(`\b` + name + `\b`)
		for _, place := range lines(t, func(l string) bool { return strings.Contains(l, name) && named.MatchString(l) }, "internal/counter/countertest", "internal/kind/set.go") {
			file, _, _ := strings.Cut(place, ":")
			files[file], rooms[filepath.Dir(file)] = true, true
		}
		several := 0 // an act of several kinds is declared and carried out in each
		for _, d := range kind.Office().All() {
			if _, takes := d.Act(command); takes {
				several++
			}
		}
		require.LessOrEqual(t, len(files), 2+2*several, "%s: %v", command, files)
		require.LessOrEqual(t, len(rooms), 3, "%s: %v", command, rooms)
	}
}

// A new kind is its declaration with its words, its acts, its rules, papers and one item,
// and a line in the two lists: no more than ten files of six rooms. Counted for
// petitions are the files that name them, a policy once, however often it was published. Not counted is who cites the law of petitions,
// and what is made of that law: its text, its ceilings, the parts of the rule book.
func TestHowManyFilesAKindTouches(t *testing.T) {
	t.Parallel()
	const petitions = `(?i:\bpetition)|[a-z]Petition|kind\.Round|信访`
	notTheKind := regexp.MustCompile(`信访工作条例|信访信息系统|The petition system|"petitions"`) // a law, and another office's system
	files, rooms := map[string]bool{}, map[string]bool{}
	count := func(file string) { files[file], rooms[filepath.ToSlash(filepath.Dir(file))] = true, true }
	for _, place := range places(t, petitions, "api/web/law", "api/web/label/law.go", "internal/e2e/client") {
		at, line, _ := strings.Cut(place, " ")
		file, _, _ := strings.Cut(at, ":")
		if regexp.MustCompile(petitions).MatchString(notTheKind.ReplaceAllString(line, "")) {
			count(file)
		}
	}
	reference := filepath.Join("..", "..", "schema", "reference")
	changed := regexp.MustCompile(`@([2-9]|\d\d)`) // a rule that was changed since
	require.NoError(t, filepath.WalkDir(reference, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Base(filepath.Dir(path)) == "presets" || changed.MatchString(path) {
			return err
		}
		text, err := os.ReadFile(path)
		if rel, _ := filepath.Rel(filepath.Join("..", ".."), path); regexp.MustCompile(`"petition|信访`).Match(text) {
			count(regexp.MustCompile(`@\d+`).ReplaceAllString(rel, ""))
		}
		return err
	}))
	require.Contains(t, files, "workflows/petition.go")
	require.LessOrEqual(t, len(files), 10, "%v", slices.Sorted(maps.Keys(files)))
	require.LessOrEqual(t, len(rooms), 6, "%v", slices.Sorted(maps.Keys(rooms)))
}

// Checks and what they find are counted by what names them: the kind, what it declares and
// does, its findings and its draw. docs/architecture.md says how many that are.
func TestHowManyFilesAKindTouchesThatChecks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		of, code, reference string
		files, rooms        int
	}{
		{"inspection", `kind\.Inspection\b|\bInspection casework\.Kind|\binspection\(\)|^func \(inspection\)|FindingRule|^func Pick\(`, `"kind": "inspection"|"inspection_plan"`, 9, 6},
		{"rectification", `\bRectification\b|\brectification\(\)|^func \(rectification\)`, `"kind": "rectification"|"rectification_notice"`, 9, 5},
	} {
		files, rooms := map[string]bool{}, map[string]bool{}
		for _, place := range places(t, tt.code, "internal/e2e/client", "internal/words", "api/web/label", "api/web/law") {
			file, _, _ := strings.Cut(place, ":")
			files[file], rooms[filepath.Dir(file)] = true, true
		}
		require.NoError(t, filepath.WalkDir(filepath.Join("..", "..", "schema", "reference"), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if rel, _ := filepath.Rel(filepath.Join("..", ".."), path); regexp.MustCompile(tt.reference).Match(text) {
				files[rel], rooms[filepath.Dir(rel)] = true, true
			}
			return err
		}))
		require.Len(t, files, tt.files, "%s: %v", tt.of, slices.Sorted(maps.Keys(files)))
		require.Len(t, rooms, tt.rooms, "%s: %v", tt.of, slices.Sorted(maps.Keys(rooms)))
	}
}
