package schema_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/schema"
)

// keptFiles are what offices have run or seeded and no later binary brings them
// anew: migrations, policies, lists of days. A changed one would be true of new
// offices only.
var keptFiles = []struct {
	files fs.FS
	glob  string
	mend  string
}{
	{schema.Migrations, "migrations/*.sql", "add a migration"},
	{schema.Reference, "reference/policies/*.json", "add a version"},
	{schema.Reference, "reference/calendars/cn-*.json", "add a version"},
	{schema.Reference, "reference/calendars/moon.json", "lay the new days upon a version of their own"},
}

// TestPublishedNeverChanges holds each published file against its digest in
// testdata/published.sha256. A new file needs a new line; a line is never changed.
func TestPublishedNeverChanges(t *testing.T) {
	t.Parallel()
	kept := digests(t)
	for _, p := range keptFiles {
		names, err := fs.Glob(p.files, p.glob)
		require.NoError(t, err)
		require.NotEmpty(t, names, p.glob)
		for _, name := range names {
			is := digest(t, p.files, name)
			was, known := kept[name]
			delete(kept, name)
			switch {
			case !known:
				t.Errorf("%s is new: add the line\n%s  %s\nto schema/testdata/published.sha256", name, is, name)
			case was != is:
				t.Errorf("%s was published and has changed. Offices that have it keep the old one: put the file back and %s", name, p.mend)
			}
		}
	}
	for name := range kept {
		t.Errorf("%s was published and is gone: cases pin it, databases have run it", name)
	}
}

// digest is that of the words: how a document is set out does not matter.
func digest(t *testing.T, files fs.FS, name string) string {
	t.Helper()
	text, err := fs.ReadFile(files, name)
	require.NoError(t, err)
	if path.Ext(name) == ".json" {
		var doc any
		require.NoError(t, json.Unmarshal(text, &doc), name)
		text, err = json.Marshal(doc)
		require.NoError(t, err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func digests(t *testing.T) map[string]string {
	t.Helper()
	f, err := os.Open("testdata/published.sha256")
	require.NoError(t, err)
	defer f.Close()
	out := map[string]string{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		require.True(t, ok, "a line is a digest, two spaces and a name: %q", lines.Text())
		require.NotContains(t, out, name, "twice")
		out[name] = sum
	}
	require.NoError(t, lines.Err())
	return out
}

// numbered is how migrations were named before two of them could land in another
// order than they were begun; stamped is how they are named since.
var (
	numbered = regexp.MustCompile(`^(00[0-5]\d|006[0-6])_[a-z]+(_[a-z]+)+\.sql$`)
	stamped  = regexp.MustCompile(`^(20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d)_[a-z]+(_[a-z]+)+\.sql$`)
)

// TestMigrationNamesCannotCollide: YYYYMMDDHHMMSS_verb_noun.sql, no number twice.
func TestMigrationNamesCannotCollide(t *testing.T) {
	t.Parallel()
	entries, err := fs.ReadDir(schema.Migrations, "migrations")
	require.NoError(t, err)
	seen := map[string]string{}
	for _, e := range entries {
		require.True(t, numbered.MatchString(e.Name()) || stamped.MatchString(e.Name()),
			"%s: a migration is named by the instant it was begun, YYYYMMDDHHMMSS_verb_noun.sql in UTC", e.Name())
		number, _, _ := strings.Cut(e.Name(), "_")
		require.Empty(t, seen[number], "%s bears the number of another", e.Name())
		seen[number] = e.Name()
	}
}
