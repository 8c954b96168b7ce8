package calendar

import (
	"sync"
	"time"
)

// A day is numbered from 1970-01-01 = 0, by the civil calendar, zone or no
// zone. An instant is microseconds since 1970-01-01 UTC.
const (
	daySeconds       = 86400
	second     int64 = 1e6

	firstYear, lastYear = 1, 9999
)

var (
	firstDay = dayNumber(firstYear, 1, 1)
	lastDay  = dayNumber(lastYear, 12, 31)
)

func dayNumber(y, m, d int) int {
	return int(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / daySeconds)
}

func civil(day int) (y, m, d int) {
	year, month, d := dayTime(day).Date()
	return year, int(month), d
}

func dayTime(day int) time.Time { return time.Unix(int64(day)*daySeconds, 0).UTC() }

// place returns the year of a day and its index in that year, from 0.
func place(day int) (year, index int) {
	t := dayTime(day)
	return t.Year(), t.YearDay() - 1
}

// weekdayOf returns 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday.
func weekdayOf(day int) int { return ((day+3)%7 + 7) % 7 }

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

// addMonths keeps the day number, else takes the month's end (民法典 202).
func addMonths(day, n int) int {
	y, m, d := civil(day)
	months := y*12 + m - 1 + n
	y, m = months/12, months%12+1
	end := dayNumber(y, m+1, 1) - 1
	return min(dayNumber(y, m, 1)+d-1, end)
}

// After is the day on which a period of n months ends. Nothing rolls: what was
// imposed for a year ends on its day, worked or not.
func After(from time.Time, n int) time.Time {
	y, m, d := from.Date()
	y, month, d := civil(addMonths(dayNumber(y, int(m), d), n))
	return time.Date(y, time.Month(month), d, 0, 0, 0, 0, from.Location())
}

// parseDate reads YYYY-MM-DD of the years 1 to 9999.
func parseDate(s string) (day int, ok bool) {
	if len(s) != len(time.DateOnly) {
		return 0, false
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < firstYear {
		return 0, false
	}
	return int(t.Unix() / daySeconds), true
}

// The dates of this century as one string, so that naming a day allocates
// nothing. It is built once and never changes.
var (
	namedFrom = dayNumber(2000, 1, 1)
	namedTo   = dayNumber(2100, 1, 1)
	dateNames = sync.OnceValue(func() string {
		text := make([]byte, 0, (namedTo-namedFrom)*len(time.DateOnly))
		for day := namedFrom; day < namedTo; day++ {
			text = dayTime(day).AppendFormat(text, time.DateOnly)
		}
		return string(text)
	})
)

// dateName returns YYYY-MM-DD.
func dateName(day int) string {
	if day < namedFrom || day >= namedTo {
		return dayTime(day).Format(time.DateOnly)
	}
	i := (day - namedFrom) * len(time.DateOnly)
	return dateNames()[i : i+len(time.DateOnly)]
}

// inRange refuses an instant too near the edges to count from.
func inRange(field string, t time.Time) error {
	if t.IsZero() || t.Unix() < int64(firstDay+2)*daySeconds || t.Unix() >= int64(lastDay-1)*daySeconds {
		return refuse(field, TimeRange, "outside the years %d to %d", firstYear, lastYear)
	}
	return nil
}
