package calendar_test

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/calendar"
)

// oracle counts as a clerk would: one day after the other, straight from the
// Spec, with no table. It shares no code with the package.
type oracle struct {
	spec calendar.Spec
	loc  *time.Location
}

func newOracle(spec calendar.Spec) oracle {
	loc, err := time.LoadLocation(spec.Zone)
	if err != nil {
		panic(err)
	}
	return oracle{spec, loc}
}

// hours returns a date's spans, in order.
func (o oracle) hours(day time.Time) []calendar.Span {
	date := day.Format("2006-01-02")
	if slices.Contains(o.spec.Off, date) {
		return nil
	}
	if half, ok := o.spec.Half[date]; ok {
		return sorted(half)
	}
	week := o.spec.Week
	for _, s := range o.spec.Seasons {
		md := day.Format("01-02")
		inside := s.From <= md && md <= s.To
		if s.From > s.To {
			inside = md >= s.From || md <= s.To
		}
		if inside {
			week = s.Week
		}
	}
	names := []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	spans := week[names[day.Weekday()]]
	for i := 0; len(spans) == 0 && slices.Contains(o.spec.Work, date) && i < 7; i++ {
		spans = week[names[(1+i)%7]]
	}
	return sorted(spans)
}

func sorted(spans []calendar.Span) []calendar.Span {
	return slices.SortedFunc(slices.Values(spans), func(a, b calendar.Span) int {
		if a.From < b.From {
			return -1
		}
		return 1
	})
}

func (o oracle) works(day time.Time) bool { return len(o.hours(day)) > 0 }

// date is the civil date of an instant, held as midnight UTC.
func (o oracle) date(t time.Time) time.Time {
	y, m, d := t.In(o.loc).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// instant searches minute by minute for the first moment the wall shows a time
// or more.
func (o oracle) instant(day time.Time, clock string) time.Time {
	h := int(clock[0]-'0')*10 + int(clock[1]-'0')
	m := int(clock[3]-'0')*10 + int(clock[4]-'0')
	want := day.Add(time.Duration(h*60+m) * time.Minute)
	for t := want.Add(-15 * time.Hour); ; t = t.Add(time.Minute) {
		_, offset := t.In(o.loc).Zone()
		if !t.Add(time.Duration(offset) * time.Second).Before(want) {
			return t
		}
	}
}

func (o oracle) closing(day time.Time) time.Time {
	spans := o.hours(day)
	return o.instant(day, spans[len(spans)-1].To)
}

func next(day time.Time) time.Time { return day.AddDate(0, 0, 1) }

// due counts without pauses.
func (o oracle) due(start time.Time, l calendar.Limit) (time.Time, time.Time) {
	day := o.date(start)
	switch {
	case l.N == 0 && l.Dated():
		if o.works(day) && !start.Before(o.closing(day)) {
			day = next(day)
		}
	case l.Unit == calendar.WorkingDays:
		for n := 0; n < l.N; {
			if day = next(day); o.works(day) {
				n++
			}
		}
	case l.Unit == calendar.Days:
		for range l.N {
			day = next(day)
		}
	case l.Unit == calendar.Months:
		day = o.months(day, l.N)
	case l.Unit == calendar.Hours, l.Unit == calendar.Minutes, l.Unit == calendar.Seconds:
		at := start.Add(length(l))
		return at, o.date(at)
	default:
		return o.spend(start, length(l))
	}
	for !o.works(day) {
		day = next(day)
	}
	return o.closing(day), day
}

func length(l calendar.Limit) time.Duration {
	return time.Duration(l.N) * map[calendar.Unit]time.Duration{
		"wh": time.Hour, "h": time.Hour, "wm": time.Minute, "m": time.Minute, "ws": time.Second, "s": time.Second,
	}[l.Unit]
}

// months steps month by month, keeping the day number if there is one.
func (o oracle) months(day time.Time, n int) time.Time {
	first := day.AddDate(0, 0, 1-day.Day()).AddDate(0, n, 0)
	got := first
	for next(got).Month() == first.Month() && got.Day() < day.Day() {
		got = next(got)
	}
	return got
}

func (o oracle) spend(start time.Time, need time.Duration) (time.Time, time.Time) {
	for day := o.date(start).AddDate(0, 0, -1); ; day = next(day) {
		for _, span := range o.hours(day) {
			from, to := o.instant(day, span.From), o.instant(day, span.To)
			if from.Before(start) {
				from = start
			}
			if !to.After(from) {
				continue
			}
			if have := to.Sub(from); need > have {
				need -= have
				continue
			}
			return from.Add(need), day
		}
	}
}

// worked adds up office hours between two instants.
func (o oracle) worked(from, to time.Time) time.Duration {
	var sum time.Duration
	for day := o.date(from).AddDate(0, 0, -1); !day.After(next(o.date(to))); day = next(day) {
		for _, span := range o.hours(day) {
			a, b := o.instant(day, span.From), o.instant(day, span.To)
			if a.Before(from) {
				a = from
			}
			if b.After(to) {
				b = to
			}
			sum += max(0, b.Sub(a))
		}
	}
	return sum
}
