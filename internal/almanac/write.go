package almanac

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/shixian/shixian/internal/casework"
)

// Write gives a list out in one of the formats it can be read in. ref and made
// mark where it comes from and when. CSV and iCalendar have no half days; a list
// with some is refused there, because what was left out would count wrong.
func (l List) Write(format, ref string, made time.Time) ([]byte, error) {
	if format != JSON && len(l.Half) > 0 {
		return nil, refuse(casework.Invalid, "format", "half days need json")
	}
	switch format {
	case CSV:
		return l.writeCSV()
	case JSON:
		raw, err := json.MarshalIndent(listJSON(l), "", "  ")
		return append(raw, '\n'), err
	case ICS:
		return l.writeICS(ref, made), nil
	}
	return nil, refuse(casework.Invalid, "format", "%q", format)
}

// dates lists every day in order, with what it is.
func (l List) dates() (dates []string, word map[string]string) {
	word = map[string]string{}
	for _, d := range l.Off {
		word[d] = "off"
	}
	for _, d := range l.Work {
		word[d] = "work"
	}
	return slices.Sorted(slices.Values(slices.Concat(l.Off, l.Work))), word
}

func (l List) writeCSV() ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	dates, word := l.dates()
	header := []string{"date", "day", "name"}
	if len(l.Names) == 0 {
		header = header[:2]
	}
	rows := [][]string{header}
	for _, d := range dates {
		rows = append(rows, []string{d, word[d], l.Names[d]}[:len(header)])
	}
	err := w.WriteAll(rows)
	return out.Bytes(), err
}

// writeICS says of each day what it is in words, for people's calendars, and in
// CATEGORIES, for readICS.
func (l List) writeICS(ref string, made time.Time) []byte {
	cal := ics.NewCalendarFor("shixian")
	cal.SetMethod(ics.MethodPublish)
	dates, word := l.dates()
	for _, d := range dates {
		first, _ := time.Parse(time.DateOnly, d) // a day of a calendar that was checked
		e := cal.AddEvent(fmt.Sprintf("%s-%s@shixian", d, strings.NewReplacer("/", "-", "@", "-").Replace(ref)))
		e.SetDtStampTime(made)
		e.SetAllDayStartAt(first)
		e.SetAllDayEndAt(first.AddDate(0, 0, 1))
		e.SetProperty(ics.ComponentPropertyCategories, word[d])
		said := map[string]string{"off": "休", "work": "班"}[word[d]]
		if l.Names[d] != "" {
			said = l.Names[d] + " " + said
		}
		e.SetSummary(said)
	}
	return []byte(cal.Serialize())
}
