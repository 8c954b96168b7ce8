package almanac

import (
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/calendar"
)

// What a date is on a calendar. Ordinary is whatever its weekday says.
const (
	Ordinary = ""
	Off      = "off"
	Worked   = "work" // a make-up day
	HalfDay  = "half" // a working day with hours of its own
)

// Difference is what one calendar says otherwise than another.
type Difference struct {
	Days    []DayChange `json:"days"`
	Years   []int       `json:"years_added"`   // whole lists it has and the other has not
	Missing []int       `json:"years_removed"` // the other way about
	Hours   bool        `json:"hours"`         // zone, week or seasons
}

// DayChange is one date of a difference.
type DayChange struct {
	Date string `json:"date"`
	Was  string `json:"was" enum:",off,work,half"`
	Is   string `json:"is" enum:",off,work,half"`
	Name string `json:"name,omitempty"`
}

// Diff compares two calendars; names says what days are called.
func Diff(was, is calendar.Spec, names map[string]string) Difference {
	out := Difference{Days: []DayChange{}, Years: without(is.Years, was.Years), Missing: without(was.Years, is.Years)}
	before, after := marks(was), marks(is)
	dates := slices.Concat(slices.Collect(maps.Keys(before)), slices.Collect(maps.Keys(after)))
	for _, date := range sorted(dates) {
		if before[date] != after[date] || before[date] == HalfDay && !slices.Equal(was.Half[date], is.Half[date]) {
			out.Days = append(out.Days, DayChange{Date: date, Was: before[date], Is: after[date], Name: names[date]})
		}
	}
	hours := func(s calendar.Spec) calendar.Spec {
		return calendar.Spec{Zone: s.Zone, Week: s.Week, Seasons: s.Seasons}
	}
	out.Hours = !Same(hours(was), hours(is))
	return out
}

// Empty tells that nothing differs.
func (d Difference) Empty() bool {
	return len(d.Days)+len(d.Years)+len(d.Missing) == 0 && !d.Hours
}

func marks(s calendar.Spec) map[string]string {
	out := map[string]string{}
	for _, d := range s.Off {
		out[d] = Off
	}
	for _, d := range s.Work {
		out[d] = Worked
	}
	for d := range s.Half {
		out[d] = HalfDay
	}
	return out
}

func without(a, b []int) []int {
	return slices.DeleteFunc(append([]int{}, a...), func(y int) bool { return slices.Contains(b, y) })
}
