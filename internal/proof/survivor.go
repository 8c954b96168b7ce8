package proof

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strings"
)

// named are the survivors and why each may live, a file a kind.
//
//go:embed survivors/*.csv
var named embed.FS

// Survivors are the mutants that no example of their rule can see, each with its reason.
func Survivors() (map[string]string, error) {
	files, err := fs.Glob(named, "survivors/*.csv")
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, name := range files {
		text, err := fs.ReadFile(named, name)
		if err != nil {
			return nil, err
		}
		rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for i, row := range rows {
			switch {
			case len(row) != 2 || row[0] == "" || row[1] == "":
				return nil, fmt.Errorf("%s:%d: a mutant and why nobody sees it", name, i+1)
			case i == 0: // mutant,reason
			case out[row[0]] != "":
				return nil, fmt.Errorf("%s:%d: %s is named twice", name, i+1, row[0])
			default:
				out[row[0]] = row[1]
			}
		}
	}
	return out, nil
}
