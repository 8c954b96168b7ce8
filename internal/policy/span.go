package policy

import "github.com/shixian/shixian/internal/calendar"

// Bounds by which limits of different units are held against one another.
const (
	holidays = 14 // closed days beyond one weekend a week: New Year with the weekends at its ends
	shortDay = 3  // hours a working day has at least: half a day
	fullDay  = 24
)

// within tells whether a never runs longer than b, wherever on the calendar it
// starts. Limits of one unit compare by number; those of different units only
// where the longest a still ends before the shortest b. The roll over a closed
// last day is left out: it never puts one end behind the other.
func within(a, b calendar.Limit) bool {
	if a.Unit == b.Unit {
		return a.N <= b.N
	}
	_, most, inOffice := span(a)
	least, _, beside := span(b)
	if inOffice && !beside {
		most = most*7/5 + holidays
	}
	return most <= least
}

// span bounds how many days a limit lasts, working days where inOffice.
func span(l calendar.Limit) (least, most float64, inOffice bool) {
	n := float64(l.N)
	switch l.Unit {
	case calendar.WorkingDays:
		return n, n, true
	case calendar.Days:
		return n, n, false
	case calendar.Months:
		return 28 * n, 31 * n, false
	}
	hours := n * map[calendar.Unit]float64{
		calendar.WorkingHours: 1, calendar.WorkingMinutes: 1. / 60, calendar.WorkingSeconds: 1. / 3600,
		calendar.Hours: 1, calendar.Minutes: 1. / 60, calendar.Seconds: 1. / 3600,
	}[l.Unit]
	switch l.Unit {
	case calendar.WorkingHours, calendar.WorkingMinutes, calendar.WorkingSeconds:
		return hours / fullDay, hours/shortDay + 1, true
	}
	return hours / fullDay, hours / fullDay, false
}
