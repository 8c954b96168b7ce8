package almanac

import (
	"maps"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// Bounds of a list as it comes in.
const (
	MaxBytes  = 1 << 20
	maxDays   = 5000 // spelled out by ranges and recurrences
	maxEvents = 2000
	maxName   = 100 // runes of a day's name
)

// Formats a list can have.
const (
	CSV  = "csv"
	JSON = "json"
	ICS  = "ics"
)

// List is one year's announced days. Dates are YYYY-MM-DD, in order, each once.
type List struct {
	Year  int
	Off   []string
	Work  []string                   // make-up days
	Half  map[string][]calendar.Span // working days with hours of their own; JSON only
	Names map[string]string          // what a day is called, where the list says
}

// Parse reads a year's list. Refusals are casework errors that name the line,
// entry or event: EmptyList, WrongYear, DayClash, BadList, TooLarge.
func Parse(format string, year int, raw []byte) (List, error) {
	if year < 1900 || year > 2199 {
		return List{}, refuse(casework.Invalid, "year", "year %d", year)
	}
	if len(raw) > MaxBytes {
		return List{}, refuse(casework.TooLarge, "list", "%d bytes", len(raw))
	}
	if !utf8.Valid(raw) {
		return List{}, refuse(casework.BadList, "list", "not UTF-8")
	}
	l := &list{year: year, days: map[string]day{}}
	var err error
	switch format {
	case CSV:
		err = l.readCSV(raw)
	case JSON:
		err = l.readJSON(raw)
	case ICS:
		err = l.readICS(raw)
	default:
		err = refuse(casework.Invalid, "format", "%q", format)
	}
	if err != nil {
		return List{}, err
	}
	return l.done()
}

// day is what a list says of one date.
type day struct {
	work bool
	half []calendar.Span
	name string
}

// list is a List being read.
type list struct {
	year int
	days map[string]day
}

// add takes one day; where names the line or event it stands in.
func (l *list) add(where, date string, d day) error {
	if err := l.within(where, date); err != nil {
		return err
	}
	if utf8.RuneCountInString(d.name) > maxName {
		return refuse(casework.BadList, where, "name over %d characters", maxName)
	}
	was, known := l.days[date]
	if known && was.work != d.work {
		return refuse(casework.DayClash, where, "%s is both off and worked", date)
	}
	if d.name == "" {
		d.name = was.name
	}
	if d.half == nil {
		d.half = was.half
	}
	l.days[date] = d
	return nil
}

// within refuses what is no date, and a date the list may not speak of.
func (l *list) within(where, date string) error {
	if !isDate(date) {
		return refuse(casework.BadList, where, "want YYYY-MM-DD")
	}
	year, _ := strconv.Atoi(date[:4])
	if year != l.year && (year != l.year-1 || date[5:7] != "12") {
		return refuse(casework.WrongYear, where, "%s is not of %d", date, l.year)
	}
	return nil
}

// done refuses a list that says nothing of its own year.
func (l *list) done() (List, error) {
	out := List{Year: l.year, Half: map[string][]calendar.Span{}, Names: map[string]string{}}
	own := false
	for _, date := range slices.Sorted(maps.Keys(l.days)) {
		d := l.days[date]
		own = own || date[:4] == strconv.Itoa(l.year)
		switch {
		case !d.work:
			out.Off = append(out.Off, date)
		default:
			out.Work = append(out.Work, date)
		}
		if d.half != nil {
			out.Half[date] = d.half
		}
		if d.name != "" {
			out.Names[date] = d.name
		}
	}
	switch {
	case len(l.days) == 0:
		return List{}, refuse(casework.EmptyList, "list", "no day in it")
	case !own:
		return List{}, refuse(casework.WrongYear, "list", "no day of %d in it", l.year)
	}
	if _, err := calendar.New(calendar.Spec{Off: out.Off, Work: out.Work, Half: out.Half}); err != nil {
		return List{}, refuse(casework.BadList, "list", "%v", err)
	}
	return out, nil
}

// isDate tells whether s is a day of the calendar, written YYYY-MM-DD.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil && len(s) == len(time.DateOnly)
}

func refuse(code casework.Code, field, format string, args ...any) error {
	err := casework.Errorf(code, format, args...)
	err.Field = field
	return err
}
