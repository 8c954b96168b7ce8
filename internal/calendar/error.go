package calendar

import "fmt"

// Code names a kind of refusal; callers translate by it.
type Code string

// Every refusal of this package bears one of these.
const (
	BadJSON    Code = "bad_json"    // not the JSON of a calendar
	BadLimit   Code = "bad_limit"   // not digits and a known unit
	LimitRange Code = "limit_range" // negative, or over 100 years
	BadTime    Code = "bad_time"    // not a date and time
	TimeRange  Code = "time_range"  // outside the years 1 to 9999
	BadPause   Code = "bad_pause"   // ends before it begins, or never
	BadZone    Code = "bad_zone"    // not in the zone database
	BadHours   Code = "bad_hours"   // malformed, backward or overlapping
	NoHours    Code = "no_hours"    // an office that is never open
	BadDay     Code = "bad_day"     // no such date, weekday or year
	DayClash   Code = "day_clash"   // both off and worked
	BadSeason  Code = "bad_season"  // seasons that overlap
)

// Error is a refusal that names the field at fault, in the words of the JSON
// form ("week.mon[1]", "limit", "pauses[0]").
type Error struct {
	Field  string
	Code   Code
	Reason string // English, for logs and the command line
}

func (e *Error) Error() string { return e.Field + ": " + e.Reason }

func refuse(field string, code Code, format string, args ...any) error {
	return &Error{Field: field, Code: code, Reason: fmt.Sprintf(format, args...)}
}
