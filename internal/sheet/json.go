package sheet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// list is how a table in JSON begins; no head of a CSV table does.
var list = regexp.MustCompile(`^\s*\[\s*[\]{]`)

// readJSON reads a list of objects: the first row is made of their names, in their order, and
// the n-th object is line n+1. A list within is joined by semicolons; an object within is
// refused, as is what is no list of objects.
func readJSON(text []byte) ([][]string, error) {
	var objects []map[string]any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&objects); err != nil || d.More() {
		return nil, casework.FieldError(casework.NotJSON, "file", "")
	}
	names := map[string]bool{}
	for _, o := range objects {
		for name := range o {
			names[name] = true
		}
	}
	head := slices.Sorted(maps.Keys(names))
	t := &table{}
	if err := t.add(head); err != nil {
		return nil, err
	}
	for _, o := range objects {
		row := make([]string, len(head))
		for i, name := range head {
			var ok bool
			if row[i], ok = cell(o[name]); !ok {
				return nil, casework.FieldError(casework.BadList, line(len(t.rows)+1), "")
			}
		}
		if err := t.add(row); err != nil {
			return nil, err
		}
	}
	return t.rows, nil
}

// cell is a value as a table has it.
func cell(value any) (string, bool) {
	switch v := value.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return fmt.Sprint(v), true
	case []any:
		var parts []string
		for _, one := range v {
			text, ok := one.(string)
			if !ok {
				return "", false
			}
			parts = append(parts, text)
		}
		return strings.Join(parts, ";"), true
	}
	return "", false
}

// writeJSON writes rows as objects, by the last word of each head; an empty cell is left out.
func writeJSON(rows [][]string) ([]byte, error) {
	objects := []map[string]string{}
	for i := 1; i < len(rows); i++ {
		o := map[string]string{}
		for j, text := range rows[i] {
			if words := strings.Fields(rows[0][j]); text != "" && len(words) > 0 {
				o[words[len(words)-1]] = text
			}
		}
		objects = append(objects, o)
	}
	raw, err := json.Marshal(objects)
	if err != nil {
		return nil, fmt.Errorf("write table: %w", err)
	}
	return raw, nil
}
