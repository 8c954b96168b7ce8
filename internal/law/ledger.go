package law

import (
	"bytes"
	"encoding/csv"
	"fmt"
)

// Standing is what docs/regulations.csv says the software does about a rule.
type Standing struct{ Status, Note string }

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
			for _, name := range []string{"id", "status", "note"} {
				if _, ok := column[name]; !ok {
					return nil, fmt.Errorf("ledger of the rules has no column %s", name)
				}
			}
			continue
		}
		out[row[column["id"]]] = Standing{Status: row[column["status"]], Note: row[column["note"]]}
	}
	return out, nil
}
