package almanac

import (
	"maps"
	"slices"
	"strconv"
	"strings"
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
	mostOff   = 40  // days off of one year; the longest list so far has 33
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
//
// The list is some of its year's days: part of what was announced, or a unit's
// own. Law.Read takes a whole one.
func Parse(format string, year int, raw []byte) (List, error) {
	return read(&list{year: year}, format, raw)
}

// Read takes the list of a year for everybody, and holds it against the law: it
// has every day off by law unless it is said to be partial, works on none of them,
// makes up on weekends only, and keeps within reason. Refusals besides Parse's:
// LegalMissing, LegalWorked, LawUnknown, MakeUpWeekday, TooManyOff.
func (l Law) Read(format string, year int, raw []byte, partial bool) (List, error) {
	days, known := l.Year(year)
	if !known && !partial {
		return List{}, refuse(casework.LawUnknown, "year", "")
	}
	legal := map[string]Legal{}
	for _, d := range days {
		legal[d.Date] = d
	}
	out, err := read(&list{year: year, legal: legal}, format, raw)
	if err == nil && !partial {
		err = out.lacks(days)
	}
	return out, err
}

// lacks refuses a list without a day off by law, and names each.
func (l List) lacks(days []Legal) error {
	var zh, en []string
	for _, d := range days {
		if !slices.Contains(l.Off, d.Date) {
			zh, en = append(zh, d.ZH+" "+d.Date), append(en, d.EN+" "+d.Date)
		}
	}
	if len(zh) == 0 {
		return nil
	}
	err := casework.FieldError(casework.LegalMissing, "list", "")
	err.About = [2]string{strings.Join(zh, "、"), strings.Join(en, ", ")}
	return err
}

func read(l *list, format string, raw []byte) (List, error) {
	year := l.year
	if year < 1900 || year > 2199 {
		return List{}, refuse(casework.Invalid, "year", "year %d", year)
	}
	if len(raw) > MaxBytes {
		return List{}, refuse(casework.TooLarge, "list", "%d bytes", len(raw))
	}
	if !utf8.Valid(raw) {
		return List{}, refuse(casework.BadList, "list", "not UTF-8")
	}
	l.days = map[string]day{}
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
	// Of a list for everybody: the days off by law. nil: somebody's own days, which
	// may be anything.
	legal map[string]Legal
	off   int // days off of the year itself
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
	if err := l.plausible(where, date, d, known); err != nil {
		return err
	}
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

// plausible refuses what no notice for everybody says. A correction of the
// December before may work on a weekday that an earlier list gave off.
func (l *list) plausible(where, date string, d day, known bool) error {
	if l.legal == nil {
		return nil
	}
	legal, isLegal := l.legal[date]
	if d.work && isLegal {
		err := refuse(casework.LegalWorked, where, "")
		err.About = [2]string{legal.ZH + " " + date, legal.EN + " " + date}
		return err
	}
	if date[:4] != strconv.Itoa(l.year) {
		return nil
	}
	if d.work && d.half == nil && !weekend(date) {
		return refuse(casework.MakeUpWeekday, where, "%s", date)
	}
	if !d.work && !known {
		l.off++
	}
	if l.off > mostOff {
		return refuse(casework.TooManyOff, where, "")
	}
	return nil
}

func weekend(date string) bool {
	day, _ := time.Parse(time.DateOnly, date) // within has read it
	return day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
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

func refuse(code casework.Code, field, format string, args ...any) *casework.Error {
	err := casework.Errorf(code, format, args...)
	err.Field = field
	return err
}
