package schema_test

import (
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestStatementsOfRules keeps honest what no proof can find: a statement about a rule
// names code that is there and a test that is there, or says why it has none. Which of
// the rules the software is said to keep it does keep, package proof finds.
func TestStatementsOfRules(t *testing.T) {
	t.Parallel()
	const root = ".."
	file, err := os.Open("law/standing.csv")
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"id", "standing", "where", "test", "note", "note_zh"}, rows[0])
	require.Greater(t, len(rows), 1)

	tests := testNames(t, root)
	require.Contains(t, tests, "TestStatementsOfRules", "the search finds tests at all")
	numbered := regexp.MustCompile(`^R(00[1-9]|0[1-9]\d|1\d\d|2[0-3]\d|24[0-4])$`)
	for i, row := range rows[1:] {
		id, standing, where, test, note := row[0], row[1], split(row[2]), split(row[3]), row[4]
		require.Regexp(t, numbered, id)
		require.True(t, i == 0 || rows[i][0] < id, "%s stands twice or out of order", id)
		switch standing {
		case "outside", "duplicate", "absent": // binds people and not software; says what another rule says; is not built
			require.Empty(t, where, id)
			require.Empty(t, test, id)
		case "recorded": // people act, the software keeps it with time and name
			require.NotEmpty(t, test, id)
		default: // to be kept, or as the office chose: examples show whether it is, once they are whole
			require.Contains(t, []string{"kept", "begun", "configured"}, standing, id)
		}
		require.NotEmpty(t, note, id)
		require.Regexp(t, `\p{Han}`, row[5], "%s says it in Chinese, too", id)
		require.NotRegexp(t, `[。\n]$`, row[5], "%s: the page ends the sentence", id)
		cited := func(note string) []string {
			return slices.Compact(slices.Sorted(slices.Values(regexp.MustCompile(`R\d{3}`).FindAllString(note, -1))))
		}
		require.Equal(t, cited(note), cited(row[5]), "%s names the same rules in both languages", id)
		if standing == "duplicate" {
			require.Regexp(t, `R\d{3}`, note, id)
		}
		for _, path := range where {
			require.FileExists(t, filepath.Join(root, filepath.FromSlash(path)), id)
		}
		for _, name := range test {
			require.Contains(t, tests, name, id)
		}
	}
}

// split reads a column of several, parted by semicolons.
func split(column string) []string {
	if column == "" {
		return nil
	}
	return strings.Split(column, ";")
}

// testNames finds the test functions of both modules.
func testNames(t *testing.T, root string) []string {
	t.Helper()
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(\w+ \*testing\.T\)`)
	var names []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"bin", "data"}, d.Name())):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(d.Name(), "_test.go"):
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range declared.FindAllSubmatch(raw, -1) {
			names = append(names, string(m[1]))
		}
		return nil
	})
	require.NoError(t, err)
	return names
}
