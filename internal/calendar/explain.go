package calendar

import "time"

// Why tells how a day entered a count.
type Why string

// Reasons, one a day. The first four days count, unless it is the trigger's.
const (
	Counted     Why = "counted"     // an ordinary day that counts
	MakeUp      Why = "make_up"     // a make-up working day, counts
	HalfDay     Why = "half_day"    // counts as one day
	Provisional Why = "provisional" // counts, as long as its year's list is not announced
	Start       Why = "start"       // day 0, the day of the trigger
	DayOff      Why = "day_off"     // listed as off
	Weekend     Why = "weekend"     // a weekday without office hours
	Paused      Why = "paused"      // the clock stood still
	Rolled      Why = "rolled"      // the due day, moved here from a day that is not worked
)

// Day is one line of `为什么是这一天`.
type Day struct {
	Date        string `json:"date"`                  // YYYY-MM-DD
	Number      int    `json:"number"`                // its number in the count; 0 = does not count
	Why         Why    `json:"why"`                   //
	Seconds     int64  `json:"seconds,omitempty"`     // limits in time: how much of the limit this day used
	Provisional bool   `json:"provisional,omitempty"` // its year's list is not announced
}

// Explain returns every day from start to due and why it counted or not. For
// limits in time Number counts the days after the first on which time was
// used. It fails where Due fails.
func (c *Calendar) Explain(start time.Time, l Limit, pauses ...Pause) ([]Day, error) {
	n, err := c.count(start, l, false, pauses)
	if err != nil {
		return nil, err
	}
	zone := c.zone
	days := make([]Day, 0, n.day-n.day0+1)
	number, last := 0, lastNumber(&n, l)
	for day := n.day0; day <= n.day; day++ {
		line := Day{Date: dateName(day), Provisional: c.provisional(day, day)}
		switch {
		case !l.Dated():
			line.Seconds = c.usedOn(&zone, &n, l, day)
			line.Why = c.whyTime(l, day, line.Seconds)
		default:
			line.Why = c.whyDate(&zone, &n, l, day, number, last)
		}
		if day == n.day0 {
			line.Why = Start
		}
		if line.Why.counts() {
			number++
			line.Number = number
		}
		days = append(days, line)
	}
	return days, nil
}

func (w Why) counts() bool {
	return w == Counted || w == MakeUp || w == HalfDay || w == Provisional
}

// whyDate answers for wd, d and mo. A pause that begins on what would have been
// the last day breaks that day off: the day the count ends on takes its number.
func (c *Calendar) whyDate(zone *offsets, n *tally, l Limit, day, number, last int) Why {
	wd := l.Unit == WorkingDays
	switch {
	case wd && l.N > 0 && day == n.day:
		return c.whyOpen(day) // working days end on one that counts, wherever a pause broke off
	case day > n.raw && day == n.day, l.N == 0 && day == n.day:
		return Rolled
	case day > n.raw, wd && !c.works(day):
		return c.whyClosed(day)
	case last == 0, day != n.raw && (number+1 >= last || paused(zone, n.moved, day)):
		return Paused
	case wd:
		return c.whyOpen(day)
	default:
		return Counted // calendar days count whatever they are
	}
}

// lastNumber is the number of the day a dated count ends on: n, or for months
// the calendar days they span.
func lastNumber(n *tally, l Limit) int {
	if l.Unit != Months || l.N == 0 {
		return l.N
	}
	return n.span
}

// paused tells the days in (X, Y] of a pause.
func paused(zone *offsets, moved []stretch, day int) bool {
	for _, p := range moved {
		if zone.day(p.from) < day && day <= zone.day(p.to) {
			return true
		}
	}
	return false
}

func (c *Calendar) whyTime(l Limit, day int, seconds int64) Why {
	switch {
	case l.Unit.working() && !c.works(day):
		return c.whyClosed(day)
	case seconds == 0:
		return Paused
	case l.Unit.working():
		return c.whyOpen(day)
	default:
		return Counted
	}
}

func (c *Calendar) whyClosed(day int) Why {
	if c.works(day) {
		return Paused
	}
	if c.marks[day] == DayOff {
		return DayOff
	}
	return Weekend
}

func (c *Calendar) whyOpen(day int) Why {
	if why, listed := c.marks[day]; listed {
		return why
	}
	if c.provisional(day, day) {
		return Provisional
	}
	return Counted
}

// usedOn returns the seconds of a limit in time that one day used.
func (c *Calendar) usedOn(zone *offsets, n *tally, l Limit, day int) int64 {
	amount := func(from, to int64) int64 {
		if to <= from {
			return 0
		}
		if l.Unit.working() {
			return c.worked(zone, from, to)
		}
		return to - from
	}
	from := max(n.start, zone.instant(day, 0))
	to := min(n.at, zone.instant(day+1, 0))
	sum := amount(from, to)
	for _, p := range n.moved {
		sum -= amount(max(from, p.from), min(to, p.to))
	}
	return sum / second
}
