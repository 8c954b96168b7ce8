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
// and what is made of that law: its text, its ceilings, the parts of the rule book; nor the year that the demo lived, in which a
// kind may have a story and needs none.
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
		if err != nil || d.IsDir() || filepath.Base(filepath.Dir(path)) == "presets" || d.Name() == "year.json" || changed.MatchString(path) {
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

// The kinds that came after the petitions are counted by what names one of them: what its
// declaration alone declares (its kind, facts, acts, clocks, events and codes), its constructor and its
// workflow, and what is kept under its name: policies, papers, items, ceilings. A name that several
// declare in their own sense counts for the kind, where it stands behind kind. Words and labels
// that speak of all kinds, and the law, are not counted. docs/architecture.md says how many those are.
func TestHowManyFilesANewKindTouches(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		of           string
		files, rooms int
	}{
		{"attendance", 7, 5},
		{"disclosure", 10, 6},
		{"inspection", 7, 5},
		{"promise", 6, 4},
		{"proposal", 8, 6},
		{"rectification", 8, 5},
		{"report", 7, 5},
	} {
		files, rooms := touched(t, tt.of)
		require.Equal(t, [2]int{tt.files, tt.rooms}, [2]int{len(files), len(rooms)}, "%s: %v", tt.of, slices.Sorted(maps.Keys(files)))
		require.LessOrEqual(t, len(files), 10, tt.of)
		require.LessOrEqual(t, len(rooms), 6, tt.of)
	}
}

// touched are the files, and their rooms, that name a kind or what it declares.
func touched(t *testing.T, of string) (files, rooms map[string]bool) {
	t.Helper()
	files, rooms = map[string]bool{}, map[string]bool{}
	root := filepath.Join("..", "..")
	text, err := os.ReadFile(of + ".go")
	require.NoError(t, err)
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^(?:const )?\t?([A-Z]\w+) +(?:[\w.]+ +)?= `).FindAllSubmatch(text, -1) {
		names = append(names, string(m[1]))
	}
	require.NotEmpty(t, names, of)
	code := `\bkind\.(?:` + strings.Join(names, "|") + `)\b|^func \(` + of + `\)|(^|[\s(,])` + of + `(\(\)|\{\})|\b(?i:` + of + `) casework\.Kind\b|'` + of + `'`
	named := regexp.MustCompile(code)
	says := func(l string) bool {
		return (strings.Contains(l, "kind.") || strings.Contains(l, of) || strings.Contains(l, " casework.Kind")) && named.MatchString(l)
	}
	for _, place := range lines(t, says, "internal/e2e/client") {
		file, _, _ := strings.Cut(place, ":")
		files[file], rooms[filepath.ToSlash(filepath.Dir(file))] = true, true
	}
	papers, _ := filepath.Glob(filepath.Join(root, "schema", "reference", "papers", of+"*.json"))
	for _, path := range papers {
		rel, _ := filepath.Rel(root, path)
		files[rel], rooms[filepath.ToSlash(filepath.Dir(rel))] = true, true
	}
	require.NoError(t, filepath.WalkDir(filepath.Join(root, "schema", "reference"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if rel, _ := filepath.Rel(root, path); strings.Contains(string(text), `"kind": "`+of+`"`) {
			files[rel], rooms[filepath.ToSlash(filepath.Dir(rel))] = true, true
		}
		return err
	}))
	return files, rooms
}
