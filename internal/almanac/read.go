package almanac

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// words say what a day is, as lists write it.
var words = map[string]bool{"off": false, "休": false, "work": true, "班": true}

// readCSV reads date,day[,name]; day is off or work. A header is left out.
func (l *list) readCSV(raw []byte) error {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	r.ReuseRecord = true
	for n := 0; ; n++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			var bad *csv.ParseError
			errors.As(err, &bad) // the reader has no other errors: its input is in memory
			return refuse(casework.BadList, at("line", bad.Line), "not CSV")
		}
		line, _ := r.FieldPos(0)
		if n == 0 && strings.EqualFold(strings.TrimSpace(row[0]), "date") {
			continue
		}
		if err := l.addRow(at("line", line), row); err != nil {
			return err
		}
	}
}

func (l *list) addRow(where string, row []string) error {
	if len(row) < 2 || len(row) > 3 {
		return refuse(casework.BadList, where, "%d columns, want date,day[,name]", len(row))
	}
	if len(l.days) >= maxDays {
		return refuse(casework.TooLarge, where, "over %d days", maxDays)
	}
	work, known := words[strings.TrimSpace(row[1])]
	if !known {
		return refuse(casework.BadList, where, "a day is off or work")
	}
	d := day{work: work}
	if len(row) == 3 {
		d.name = strings.TrimSpace(row[2])
	}
	return l.add(where, strings.TrimSpace(row[0]), d)
}

// listJSON is a year's list as JSON.
type listJSON struct {
	Year  int                        `json:"year"`
	Off   []string                   `json:"off,omitempty"`
	Work  []string                   `json:"work,omitempty"`
	Half  map[string][]calendar.Span `json:"half,omitempty"`
	Names map[string]string          `json:"names,omitempty"`
}

// readJSON is strict: a misspelt "off" would give a wrong date.
func (l *list) readJSON(raw []byte) error {
	var in listJSON
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return refuse(casework.BadList, "list", "not the JSON of a list: %v", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return refuse(casework.BadList, "list", "more than one value")
	}
	if in.Year != 0 && in.Year != l.year {
		return refuse(casework.WrongYear, "year", "the list is for %d", in.Year)
	}
	if len(in.Off)+len(in.Work)+len(in.Half) > maxDays {
		return refuse(casework.TooLarge, "list", "over %d days", maxDays)
	}
	for i, date := range in.Off {
		if err := l.add(at("off", i), date, day{name: in.Names[date]}); err != nil {
			return err
		}
	}
	for i, date := range in.Work {
		if err := l.add(at("work", i), date, day{work: true, name: in.Names[date]}); err != nil {
			return err
		}
	}
	for _, date := range slices.Sorted(maps.Keys(in.Half)) {
		spans := in.Half[date]
		if len(spans) == 0 {
			return refuse(casework.BadList, "half", "%s without hours", date)
		}
		if err := l.add("half", date, day{work: true, half: spans, name: in.Names[date]}); err != nil {
			return err
		}
	}
	for date := range in.Names {
		if _, listed := l.days[date]; !listed {
			return refuse(casework.BadList, "names", "a name for a day that is not listed")
		}
	}
	return nil
}

func at(what string, n int) string { return fmt.Sprintf("%s[%d]", what, n) }
