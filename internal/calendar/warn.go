package calendar

import "time"

// Half returns when the warning `half` is given: the opening of counted day
// floor(n/2)+1; for d and mo, n is the calendar days from start to due and the
// day rolls to the next opening; for limits in time, when 50 % is used. ok is
// false when it would not come before `near`, or not after the start. The
// limit is the one due was counted with, extensions included.
func (c *Calendar) Half(start time.Time, l Limit, due time.Time, pauses ...Pause) (at time.Time, ok bool) {
	zone := c.zone
	near, ok := c.near(&zone, start, l, due, pauses)
	if !ok {
		return time.Time{}, false
	}
	half, ok := c.half(&zone, start, l, due, pauses)
	if !ok || half >= near || half <= start.UnixMicro() {
		return time.Time{}, false
	}
	return c.time(half), true
}

// Near returns when the warning `near` is given: the opening of the working
// day before the due day, of the due day itself for 1wd and 0wd; for limits in
// time, when 80 % is used. ok is false when that is not after the start.
func (c *Calendar) Near(start time.Time, l Limit, due time.Time, pauses ...Pause) (at time.Time, ok bool) {
	zone := c.zone
	near, ok := c.near(&zone, start, l, due, pauses)
	if !ok || near <= start.UnixMicro() {
		return time.Time{}, false
	}
	return c.time(near), true
}

func (c *Calendar) near(zone *offsets, start time.Time, l Limit, due time.Time, pauses []Pause) (int64, bool) {
	if l.check() != nil || inRange("start", start) != nil || inRange("due", due) != nil {
		return 0, false
	}
	if !l.Dated() {
		return c.used(zone, start, l, 4, 5, pauses)
	}
	day := lastOf(zone, due)
	if l.Unit != WorkingDays || l.N > 1 {
		day = c.earlier(day, 1)
	}
	if day < firstDay || !c.works(day) { // a due date this calendar did not count
		return 0, false
	}
	return c.opening(zone, day), true
}

func (c *Calendar) half(zone *offsets, start time.Time, l Limit, due time.Time, pauses []Pause) (int64, bool) {
	if !l.Dated() {
		return c.used(zone, start, l, 1, 2, pauses)
	}
	begun := start.UnixMicro()
	day0 := zone.day(begun)
	day := c.roll(day0 + (lastOf(zone, due)-day0)/2 + 1)
	if l.Unit == WorkingDays {
		stretches, err := merge(begun, pauses)
		if err != nil {
			return 0, false
		}
		day = c.after(day0, l.N/2+1)
		for _, p := range stretches {
			x := zone.day(p.from)
			if x >= day || day > lastDay {
				break
			}
			if days := c.between(x, zone.day(p.to)); days > 0 {
				day = c.after(day, days)
			}
		}
	}
	if day > lastDay {
		return 0, false
	}
	return c.opening(zone, day), true
}

// used returns when num/den of a limit in time is used, pauses left out.
func (c *Calendar) used(zone *offsets, start time.Time, l Limit, num, den int64, pauses []Pause) (int64, bool) {
	begun := start.UnixMicro()
	part := int64(l.N) * l.Unit.seconds() * num * second / den
	stretches, err := merge(begun, pauses)
	if err != nil {
		return 0, false
	}
	at, day := begun+part, 0
	if l.Unit.working() {
		at, day = c.spend(zone, begun, part)
	}
	for _, p := range stretches {
		if p.from >= at || day > lastDay {
			break
		}
		if inside := c.worked(zone, p.from, p.to); !l.Unit.working() {
			at += p.to - p.from
		} else if inside > 0 {
			at, day = c.spend(zone, at, inside)
		}
	}
	return at, day <= lastDay
}

// lastOf returns the day a due instant belongs to: one at 00:00 ends the day
// before.
func lastOf(zone *offsets, due time.Time) int { return zone.day(due.UnixMicro() - 1) }
