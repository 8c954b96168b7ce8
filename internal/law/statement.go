package law

import (
	"fmt"
	"io/fs"
	"strings"
)

// Statement is what schema/law/standing.csv says of a rule: what no proof can find, and
// what the software does about it, in words of both languages.
type Statement struct {
	Standing     string
	Where, Test  []string
	Note, NoteZH string
}

// Statements read it, by rule. Whoever states something says it to those who read Chinese, too.
func Statements(files fs.FS) (map[string]Statement, error) {
	const name = "law/standing.csv"
	rows, err := table(files, name, "id", "standing", "where", "test", "note", "note_zh")
	if err != nil {
		return nil, err
	}
	out := map[string]Statement{}
	for i, row := range rows {
		switch {
		case i > 0 && row[0] <= rows[i-1][0]:
			return nil, fmt.Errorf("%s: %s stands twice or out of order", name, row[0])
		case row[4] == "" || row[5] == "":
			return nil, fmt.Errorf("%s: %s has no note in both languages", name, row[0])
		}
		out[row[0]] = Statement{Standing: row[1], Where: several(row[2]), Test: several(row[3]), Note: row[4], NoteZH: row[5]}
	}
	return out, nil
}

// several reads a column of several, parted by semicolons.
func several(column string) []string {
	if column == "" {
		return nil
	}
	return strings.Split(column, ";")
}
