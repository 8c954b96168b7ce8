package kind

import (
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// withinHours is what may be stated in hours: nobody is late before he could begin, and what lasts
// longer than three days is stated in days, that it end at closing and not at night.
var withinHours = casework.Between{Least: "1h", Most: "72h"}

// stated is a limit that somebody states in a form, under the rule that lets him, and within what
// he may state.
func stated(rule string, within ...casework.Between) casework.Field {
	return casework.Field{Name: "limit", Type: casework.FieldLimit, Rule: rule, Within: within}
}

func required(f casework.Field) casework.Field {
	f.Required = true
	return f
}

// unbounded is how every kind stood before a stated limit had a floor and a ceiling.
func unbounded(d *Declaration) {
	for i := range d.Acts {
		for j := range d.Acts[i].Fields {
			d.Acts[i].Fields[j].Within = nil
		}
	}
}

// Outside tells why a field does not take a limit: it is shorter or longer than may be stated, or
// counted in hours where days are asked for. Empty: it takes it.
func Outside(f casework.Field, l calendar.Limit) casework.Code {
	code := casework.Code("")
	for _, b := range f.Within {
		least, most, ok := bounds(b)
		switch {
		case !ok || l.Dated() != least.Dated():
			if code == "" {
				code = casework.BelowFloor
			}
		case length(l) < length(least):
			code = casework.BelowFloor
		case length(l) > length(most):
			code = casework.AboveCeiling
		default:
			return ""
		}
	}
	return code
}

// OutsideUntil is Outside for an instant stated outright in place of a limit, seen from another:
// it is held against the shortest and the longest that may be stated.
func OutsideUntil(f casework.Field, from, until time.Time) casework.Code {
	var soonest, latest time.Time
	for _, b := range f.Within {
		least, most, ok := bounds(b)
		if !ok {
			continue
		}
		begins := from.Add(length(least))
		if least.Dated() { // on a later day, at whatever hour
			begins = time.Date(begins.Year(), begins.Month(), begins.Day(), 0, 0, 0, 0, from.Location())
		}
		if soonest.IsZero() || begins.Before(soonest) {
			soonest = begins
		}
		if last := from.Add(length(most)); last.After(latest) {
			latest = last
		}
	}
	switch {
	case until.Before(soonest):
		return casework.BelowFloor
	case !latest.IsZero() && until.After(latest):
		return casework.AboveCeiling
	}
	return ""
}

func bounds(b casework.Between) (least, most calendar.Limit, ok bool) {
	least, short := calendar.ParseLimit(b.Least)
	most, long := calendar.ParseLimit(b.Most)
	return least, most, short == nil && long == nil
}

// length is how long a limit is, for comparing: a working day stands for seven fifths of a day, a
// working hour for an hour, a month for its longest.
func length(l calendar.Limit) time.Duration {
	const day = 24 * time.Hour
	return time.Duration(l.N) * map[calendar.Unit]time.Duration{
		calendar.WorkingDays: day * 7 / 5, calendar.Days: day, calendar.Months: 31 * day,
		calendar.WorkingHours: time.Hour, calendar.WorkingMinutes: time.Minute, calendar.WorkingSeconds: time.Second,
		calendar.Hours: time.Hour, calendar.Minutes: time.Minute, calendar.Seconds: time.Second,
	}[l.Unit]
}
