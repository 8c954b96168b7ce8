package calendar

import "time"

// Back counts a limit backward: "7wd before the hearing" is the close of
// business of the seventh working day before it, the last moment a notice is
// in time (行政许可法 48). d and mo that reach a day off go back to the
// working day before; working and elapsed time end at the instant. 0wd, 0d and
// 0mo mean the day itself, up to the instant.
func (c *Calendar) Back(from time.Time, l Limit) (time.Time, error) {
	if err := l.check(); err != nil {
		return time.Time{}, err
	}
	if err := inRange("start", from); err != nil {
		return time.Time{}, err
	}
	zone := c.zone
	until := from.UnixMicro()
	at, ok := c.back(&zone, until, l)
	if !ok {
		return time.Time{}, refuse("limit", TimeRange, "%s would reach before the year %d or over 100 years back", l, firstYear)
	}
	return c.time(at), nil
}

func (c *Calendar) back(zone *offsets, until int64, l Limit) (int64, bool) {
	day0 := zone.day(until)
	day := day0
	switch {
	case l.Unit.working():
		return c.unspend(zone, until, int64(l.N)*l.Unit.seconds()*second)
	case !l.Dated():
		at := until - int64(l.N)*l.Unit.seconds()*second
		return at, zone.day(at) >= firstDay
	case l.N == 0 && (!c.works(day0) || c.opening(zone, day0) >= until):
		day = c.earlier(day0, 1)
	case l.N == 0:
	case l.Unit == WorkingDays:
		day = c.earlier(day0, l.N)
	case l.Unit == Days:
		day = c.rollBack(day0 - l.N)
	case l.Unit == Months:
		day = c.rollBack(addMonths(day0, -l.N))
	}
	if day < firstDay || day0-day > century+rollMargin {
		return 0, false
	}
	return min(until, c.closing(zone, day)), true
}

// rollBack returns the day itself if worked, else the working day before.
func (c *Calendar) rollBack(day int) int {
	if day < firstDay {
		return firstDay - 1
	}
	return c.earlier(day+1, 1)
}
