package calendar

import (
	"math"
	"time"
)

// offsets turns wall time into instants and back, remembering the stretch of
// constant UTC offset it last used, so that walking through years asks the
// zone only twice a year. It is a value: every count works on its own copy.
type offsets struct {
	loc      *time.Location
	from, to int64 // seconds since 1970 UTC: from <= instant < to has this offset
	off      int64 // seconds east
}

const (
	// farthest is more than any zone lies from UTC, in seconds.
	farthest = 26 * 3600
	// settled is how long after a change no wall time can be its echo.
	settled = 2 * farthest
)

func newOffsets(loc *time.Location) offsets {
	o := offsets{loc: loc}
	o.load(int64(namedTo) * daySeconds) // without daylight saving: the stretch that holds today, too
	return o
}

func (o *offsets) load(unix int64) {
	t := time.Unix(unix, 0).In(o.loc)
	_, off := t.Zone()
	from, to := t.ZoneBounds()
	o.off, o.from, o.to = int64(off), math.MinInt64/2, math.MaxInt64/2
	if !from.IsZero() {
		o.from = from.Unix()
	}
	if !to.IsZero() {
		o.to = to.Unix()
	}
}

// at returns the first instant, in seconds, at which the wall clock shows this
// much or more: a skipped time is the jump, a repeated one its first coming.
// It never decreases as wall grows, so segments stay in order.
func (o *offsets) at(wall int64) int64 {
	if unix := wall - o.off; unix >= o.from+settled && unix < o.to {
		return unix
	}
	o.load(wall - farthest)
	for {
		if unix := max(wall-o.off, o.from); unix < o.to {
			return unix
		}
		o.load(o.to)
	}
}

// instant is at for a day and seconds after its midnight, in microseconds.
func (o *offsets) instant(day int, seconds int32) int64 {
	return o.at(int64(day)*daySeconds+int64(seconds)) * second
}

// day returns the civil day on the wall at an instant.
func (o *offsets) day(instant int64) int {
	unix := floorDiv(instant, second)
	if unix < o.from || unix >= o.to {
		o.load(unix)
	}
	return int(floorDiv(unix+o.off, daySeconds))
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
