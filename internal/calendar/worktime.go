package calendar

import "time"

// walker visits office hours forward, as instants.
type walker struct {
	c    *Calendar
	zone *offsets
	day  int
	segs []segment
	next int
}

// walk starts on the instant's own day: hours of days before it are over, even
// where the clock is put back over midnight.
func (c *Calendar) walk(zone *offsets, from int64) walker {
	w := walker{c: c, zone: zone, day: zone.day(from)}
	w.segs = c.hours[c.hoursOf(w.day)]
	return w
}

// step returns the next segment and its day; ok is false past the last year.
// A segment that daylight saving swallows is empty (from == to).
func (w *walker) step() (s stretch, day int, ok bool) {
	for w.next == len(w.segs) {
		if w.day++; w.day > lastDay {
			return stretch{}, w.day, false
		}
		w.segs, w.next = w.c.hours[w.c.hoursOf(w.day)], 0
	}
	seg := w.segs[w.next]
	w.next++
	return stretch{w.zone.instant(w.day, seg.from), w.zone.instant(w.day, seg.to)}, w.day, true
}

// spend returns the instant at which so much working time after from is used
// up, and its day. Used up exactly at closing means due at closing. It gives
// up, past lastDay, beyond a century.
func (c *Calendar) spend(zone *offsets, from, need int64) (at int64, day int) {
	w := c.walk(zone, from)
	end := w.day + century + 2*rollMargin
	for w.day <= end {
		s, day, ok := w.step()
		if !ok {
			break
		}
		begin := max(s.from, from)
		if s.to <= begin {
			continue
		}
		if need <= s.to-begin {
			return begin + need, day
		}
		need -= s.to - begin
	}
	return 0, lastDay + 1
}

// unspend is spend backward: the latest instant with so much working time left
// before `until`; reached exactly at opening means at opening.
func (c *Calendar) unspend(zone *offsets, until, need int64) (at int64, ok bool) {
	day := zone.day(until) + 1 // its hours have begun already if the clock went back over midnight
	for first := max(firstDay, day-century-2*rollMargin); day >= first; day-- {
		segs := c.hours[c.hoursOf(day)]
		for i := len(segs) - 1; i >= 0; i-- {
			from, to := zone.instant(day, segs[i].from), min(until, zone.instant(day, segs[i].to))
			if to <= from {
				continue
			}
			if need <= to-from {
				return to - need, true
			}
			need -= to - from
		}
	}
	return 0, false
}

// worked returns the working time in [from, to).
func (c *Calendar) worked(zone *offsets, from, to int64) int64 {
	if to <= from {
		return 0
	}
	var sum int64
	for w := c.walk(zone, from); ; {
		s, _, ok := w.step()
		if !ok || s.from >= to {
			return sum
		}
		if part := min(s.to, to) - max(s.from, from); part > 0 {
			sum += part
		}
	}
}

// WorkingSeconds returns the whole seconds of office hours between two
// instants; 0 if to is not after from or either lies outside the years 1 to
// 9999.
func (c *Calendar) WorkingSeconds(from, to time.Time) int64 {
	if inRange("start", from) != nil || inRange("end", to) != nil {
		return 0
	}
	zone := c.zone
	return c.worked(&zone, from.UnixMicro(), to.UnixMicro()) / second
}

// NextOpening returns t itself if the office is open at t, else the next
// opening; the zero Time outside the years 1 to 9999.
func (c *Calendar) NextOpening(t time.Time) time.Time {
	if inRange("start", t) != nil {
		return time.Time{}
	}
	zone := c.zone
	at, day := c.spend(&zone, t.UnixMicro(), 0)
	if day > lastDay {
		return time.Time{}
	}
	if at == t.UnixMicro() {
		return t.In(c.zone.loc)
	}
	return c.time(at)
}

// IsOpen tells whether the office is open at t: at its opening instant it is,
// at its closing instant no longer.
func (c *Calendar) IsOpen(t time.Time) bool {
	return !t.IsZero() && c.NextOpening(t).Equal(t)
}
