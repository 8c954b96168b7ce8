package e2e

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf16"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"
)

// finder looks for what was planted, in every spelling a program might give it.
type finder struct {
	marks     planted
	spellings map[string][]byte // by where it was planted and how it is spelt
}

func newFinder(marks planted) *finder {
	f := &finder{marks: marks, spellings: map[string][]byte{}}
	for where, mark := range marks {
		f.spellings[where] = []byte(mark)
		f.spellings[where+" in hex"] = []byte(hex.EncodeToString([]byte(mark)))
		if escaped := url.QueryEscape(mark); escaped != mark {
			f.spellings[where+" in an address"] = []byte(escaped)
		}
		f.spellings[where+" as \\u"] = escapes(mark)
		for shift := range 3 { // base64 of a longer text that holds it
			text := base64.StdEncoding.EncodeToString(append(make([]byte, shift), mark...))
			f.spellings[fmt.Sprintf("%s in base64 %d", where, shift)] = []byte(text[4 : len(text)-4])
		}
	}
	return f
}

// escapes spells a text as JSON in ASCII does.
func escapes(mark string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(mark)) {
		if unit < 0x80 {
			out = append(out, byte(unit))
			continue
		}
		out = fmt.Appendf(out, `\u%04x`, unit)
	}
	return out
}

// in names the first thing found.
func (f *finder) in(text []byte) string {
	for where, spelling := range f.spellings {
		if bytes.Contains(text, spelling) {
			return where
		}
	}
	return ""
}

func (f *finder) nowhere(t *testing.T, place string, text []byte) {
	t.Helper()
	require.Empty(t, f.in(text), "found in %s", place)
}

// checkDatabases looks through every row of every table of every database, then
// through every file PostgreSQL has written. number and textID, which may be
// there, show that the search finds what is there.
func checkDatabases(t *testing.T, m *machinery, find *finder, number, textID string) {
	t.Helper()
	var databases []string
	server := observe(t, m.postgres.URL("postgres"))
	require.NoError(t, server.SelectContext(t.Context(), &databases,
		"SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1"))
	for _, name := range databases {
		seen := map[string]bool{}
		db := observe(t, m.postgres.URL(name))
		rows := lookThrough(t, db, func(table string, value []byte) {
			find.nowhere(t, name+"."+table, value)
			for _, known := range []string{number, textID} {
				seen[known] = seen[known] || bytes.Contains(value, []byte(known))
			}
		})
		t.Logf("database %s: %d rows, nothing personal", name, rows)
		held := name == "shixian" || name == "shixian_engine"
		require.Equal(t, held, seen[number] && seen[textID], "database %s: case and text", name)
	}
	checkFiles(t, m, find, number)
}

// lookThrough shows every value of every table to see, and counts the rows.
func lookThrough(t *testing.T, db *sqlx.DB, see func(table string, value []byte)) (n int) {
	t.Helper()
	var tables []string
	require.NoError(t, db.SelectContext(t.Context(), &tables, `
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`))
	for _, table := range tables {
		n += lookThroughTable(t, db, table, see)
	}
	return n
}

func lookThroughTable(t *testing.T, db *sqlx.DB, table string, see func(table string, value []byte)) (n int) {
	t.Helper()
	rows, err := db.QueryxContext(t.Context(), "SELECT * FROM "+table)
	require.NoError(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	require.NoError(t, err)
	values := make([]sql.RawBytes, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		n++
		require.NoError(t, rows.Scan(into...))
		for _, v := range values {
			see(table, v)
		}
	}
	require.NoError(t, rows.Err())
	return n
}

// checkFiles: also what was overwritten or deleted, and the write-ahead log.
func checkFiles(t *testing.T, m *machinery, find *finder, number string) {
	t.Helper()
	_, err := observe(t, m.postgres.URL("postgres")).ExecContext(t.Context(), "CHECKPOINT")
	require.NoError(t, err)
	found := false
	require.NoError(t, filepath.WalkDir(m.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil //nolint:nilerr // a file that went away while we looked
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return nil //nolint:nilerr // the same
		}
		find.nowhere(t, path, content)
		found = found || bytes.Contains(content, []byte(number))
		return nil
	}))
	require.True(t, found, "the case's number is in some file")
}
