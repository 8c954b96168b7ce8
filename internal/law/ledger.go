package law

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
)

// Standing is what docs/regulations.csv, which the proof prints, says of a rule: what the
// software does about it, where it is declared, and what its examples showed.
type Standing struct {
	Status, Where, Note       string
	Examples, Mutants, Caught int
}

// Ledger reads it, by rule. A rule without a row is not spoken of.
func Ledger(text []byte) (map[string]Standing, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("ledger of the rules: %w", err)
	}
	out := map[string]Standing{}
	column := map[string]int{}
	for i, row := range rows {
		if i == 0 {
			for n, name := range row {
				column[name] = n
			}
			for _, name := range []string{"id", "status", "where", "examples", "mutants", "caught", "note"} {
				if _, ok := column[name]; !ok {
					return nil, fmt.Errorf("ledger of the rules has no column %s", name)
				}
			}
			continue
		}
		s := Standing{Status: row[column["status"]], Where: row[column["where"]], Note: row[column["note"]]}
		for name, n := range map[string]*int{"examples": &s.Examples, "mutants": &s.Mutants, "caught": &s.Caught} {
			if *n, err = strconv.Atoi(row[column[name]]); err != nil {
				return nil, fmt.Errorf("ledger of the rules: %s: %w", row[column["id"]], err)
			}
		}
		out[row[column["id"]]] = s
	}
	return out, nil
}
