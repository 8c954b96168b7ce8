package calendar

import "time"

// Due is when a limit runs out.
type Due struct {
	At          time.Time // in the calendar's zone
	Date        string    // YYYY-MM-DD, the day At belongs to: closing at 24:00 is still that day
	Provisional bool      // the span enters a year whose list is not announced
}

// Due counts a limit from its start. Dated limits end at close of business,
// the others at the instant. It returns an *Error for a limit, instant or
// pause that cannot be counted, or a due date over 100 years on.
func (c *Calendar) Due(start time.Time, l Limit, pauses ...Pause) (Due, error) {
	return c.due(start, l, false, pauses)
}

// DueRight counts a right of a citizen or staff member: a dated one ends at
// 24:00 of its last day, so At is 00:00 of the next and Date the last day.
func (c *Calendar) DueRight(start time.Time, l Limit, pauses ...Pause) (Due, error) {
	return c.due(start, l, true, pauses)
}

func (c *Calendar) due(start time.Time, l Limit, right bool, pauses []Pause) (Due, error) {
	n, err := c.count(start, l, right, pauses)
	if err != nil {
		return Due{}, err
	}
	return Due{
		At:   c.time(n.at),
		Date: dateName(n.day),
		// Elapsed time asks no list.
		Provisional: (l.Dated() || l.Unit.working()) && c.provisional(n.day0, n.day),
	}, nil
}

// tally is a finished count.
type tally struct {
	start int64 // instant
	day0  int   // its day
	at    int64 // due instant
	day   int   // its day
	raw   int   // dated limits: the day before rolling
	span  int   // dated limits: the days until raw, pauses left out
	moved []stretch
}

// count applies the limit, then each pause in time order, as long as it begins
// before the due instant as it stood.
func (c *Calendar) count(start time.Time, l Limit, right bool, pauses []Pause) (tally, error) {
	if err := l.check(); err != nil {
		return tally{}, err
	}
	if err := inRange("start", start); err != nil {
		return tally{}, err
	}
	zone := c.zone
	n := tally{start: start.UnixMicro()}
	n.day0 = zone.day(n.start)
	stretches, err := merge(n.start, pauses)
	if err != nil {
		return tally{}, err
	}
	c.begin(&zone, &n, l, right)
	if max(n.raw, n.day)-n.day0 > century+rollMargin {
		return tally{}, refuse("limit", LimitRange, "%s would run over 100 years", l)
	}
	for i, p := range stretches {
		if p.from >= n.at || n.day > lastDay {
			break
		}
		n.moved = stretches[:i+1]
		c.move(&zone, &n, l, right, p)
	}
	if n.day > lastDay {
		return tally{}, refuse("limit", TimeRange, "%s and its pauses run on too long", l)
	}
	return n, nil
}

// rollMargin lets the last day of a hundred years still roll over a holiday.
const rollMargin = 31

// begin sets the due instant without pauses.
func (c *Calendar) begin(zone *offsets, n *tally, l Limit, right bool) {
	switch {
	case l.Unit.working():
		n.at, n.day = c.spend(zone, n.start, int64(l.N)*l.Unit.seconds()*second)
	case !l.Dated():
		n.at = n.start + int64(l.N)*l.Unit.seconds()*second
		n.day = zone.day(n.at)
	case l.N == 0:
		// "The same day"; what comes after closing came the next day.
		n.raw = n.day0
		if !right && c.works(n.day0) && n.start >= c.closing(zone, n.day0) {
			n.raw++
		}
		if l.Unit == WorkingDays {
			n.raw = c.roll(n.raw)
		}
	case l.Unit == WorkingDays:
		n.raw = c.after(n.day0, l.N)
	case l.Unit == Days:
		n.raw = n.day0 + l.N
	case l.Unit == Months:
		n.raw = addMonths(n.day0, l.N)
	}
	if l.Dated() {
		n.span = n.raw - n.day0
		c.settle(zone, n, right)
	}
}

// move shifts the due instant by one pause: working days in (X, Y], calendar
// days in (X, Y] before rolling, working time or elapsed time inside. Nothing runs
// out while it stands still: a day whose closing finds the pause not yet over is
// made good by the next one, as what comes after closing came the next day.
func (c *Calendar) move(zone *offsets, n *tally, l Limit, right bool, p stretch) {
	switch {
	case l.Unit.working():
		if inside := c.worked(zone, p.from, p.to); inside > 0 {
			n.at, n.day = c.spend(zone, n.at, inside)
		}
		return
	case !l.Dated():
		n.at += p.to - p.from
		n.day = zone.day(n.at)
		return
	case l.Unit == WorkingDays:
		if days := c.between(zone.day(p.from), zone.day(p.to)); days > 0 {
			n.raw = c.after(n.raw, days)
		}
	default:
		n.raw += zone.day(p.to) - zone.day(p.from)
	}
	c.settle(zone, n, right)
	for n.at <= p.to && n.day <= lastDay {
		n.raw = max(n.day+1, zone.day(p.to))
		c.settle(zone, n, right)
	}
}

// settle rolls a raw day to a working day and finds its end.
func (c *Calendar) settle(zone *offsets, n *tally, right bool) {
	n.day = n.raw
	if n.raw <= lastDay {
		n.day = c.roll(n.raw)
	}
	switch {
	case n.day > lastDay:
		n.day = lastDay + 1
	case right:
		n.at = zone.instant(n.day+1, 0)
	default:
		n.at = c.closing(zone, n.day)
	}
}
