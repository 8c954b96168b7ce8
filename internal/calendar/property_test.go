package calendar_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/shixian/shixian/internal/calendar"
)

var zones = []string{"Asia/Shanghai", "UTC", "Europe/Berlin", "America/Sao_Paulo", "America/New_York",
	"Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Pacific/Auckland"}

// spans draws up to three segments on quarter hours; midnight may close a day
// only where a test can bear that closing is the next day's instant.
func spans(atLeast int, midnight bool) *rapid.Generator[[]calendar.Span] {
	last := 95
	if midnight {
		last = 96
	}
	return rapid.Custom(func(t *rapid.T) []calendar.Span {
		n := rapid.IntRange(atLeast, 3).Draw(t, "segments")
		marks := rapid.SliceOfNDistinct(rapid.IntRange(0, last), 2*n, 2*n, rapid.ID[int]).Draw(t, "marks")
		slices.Sort(marks)
		out := []calendar.Span{}
		for i := 0; i < len(marks); i += 2 {
			out = append(out, calendar.Span{From: quarter(marks[i]), To: quarter(marks[i+1])})
		}
		return out
	})
}

func quarter(n int) string { return fmt.Sprintf("%02d:%02d", n/4, n%4*15) }

func weekOf(midnight bool) *rapid.Generator[map[string][]calendar.Span] {
	return rapid.Custom(func(t *rapid.T) map[string][]calendar.Span {
		week := map[string][]calendar.Span{}
		for i, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
			if i == 2 || rapid.Bool().Draw(t, day) {
				week[day] = spans(1, midnight).Draw(t, day+" hours")
			}
		}
		return week
	})
}

// civilDays spreads over 2024 to 2027; one wide range would crowd at its start,
// as rapid prefers small numbers.
var civilDays = rapid.Custom(func(t *rapid.T) time.Time {
	year := rapid.SampledFrom([]int{2026, 2024, 2025, 2027}).Draw(t, "year")
	return time.Date(year, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 31).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
})

func specs(midnight bool) *rapid.Generator[calendar.Spec] {
	return rapid.Custom(func(t *rapid.T) calendar.Spec {
		s := calendar.Spec{
			Zone: rapid.SampledFrom(zones).Draw(t, "zone"),
			Week: weekOf(midnight).Draw(t, "week"),
			Half: map[string][]calendar.Span{},
		}
		if rapid.Bool().Draw(t, "seasonal") {
			s.Seasons = []calendar.Season{
				{From: "05-01", To: "09-30", Week: weekOf(midnight).Draw(t, "summer")},
				{From: "12-15", To: "02-28", Week: weekOf(midnight).Draw(t, "winter")},
			}
		}
		listed := rapid.SliceOfNDistinct(civilDays, 0, 60, rapid.ID[time.Time]).Draw(t, "listed")
		for i, day := range listed {
			date := day.Format(time.DateOnly)
			switch i % 3 {
			case 0:
				s.Work = append(s.Work, date)
			case 1:
				s.Off = append(s.Off, date)
			default:
				s.Work = append(s.Work, date)
				s.Half[date] = spans(1, midnight).Draw(t, "half day")
			}
		}
		return s
	})
}

// instants fall on whole seconds of 2024 to 2027, often near a change of clocks.
var instants = rapid.Custom(func(t *rapid.T) time.Time {
	if rapid.IntRange(0, 3).Draw(t, "near") == 0 {
		change := rapid.SampledFrom([]int64{1774746000, 1792890000, 1743296400, 1775314800}).Draw(t, "change")
		return time.Unix(change+rapid.Int64Range(-90000, 90000).Draw(t, "off"), 0)
	}
	return civilDays.Draw(t, "day").Add(time.Duration(rapid.IntRange(0, 23).Draw(t, "hour"))*time.Hour +
		time.Duration(rapid.IntRange(0, 59).Draw(t, "minute"))*time.Minute +
		time.Duration(rapid.IntRange(0, 59).Draw(t, "second"))*time.Second)
})

func limits(units ...calendar.Unit) *rapid.Generator[calendar.Limit] {
	most := map[calendar.Unit]int{"wd": 60, "d": 120, "mo": 8, "wh": 80, "wm": 3000, "ws": 90000, "h": 400, "m": 3000, "s": 90000}
	return rapid.Custom(func(t *rapid.T) calendar.Limit {
		u := rapid.SampledFrom(units).Draw(t, "unit")
		return calendar.Limit{N: rapid.IntRange(0, most[u]).Draw(t, "n"), Unit: u}
	})
}

var (
	onDays   = []calendar.Unit{"wd", "d", "mo", "wh", "wm", "ws"}
	allUnits = append([]calendar.Unit{"h", "m", "s"}, onDays...)
	lengths  = rapid.Custom(func(t *rapid.T) time.Duration {
		return time.Duration(rapid.IntRange(0, 40).Draw(t, "days"))*24*time.Hour +
			time.Duration(rapid.IntRange(0, 24*60).Draw(t, "minutes"))*time.Minute
	})
)

// pausesNear draws pauses that can matter to a clock: begun up to two weeks
// before its start or two months after.
func pausesNear(start time.Time) *rapid.Generator[[]calendar.Pause] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) calendar.Pause {
		from := start.AddDate(0, 0, rapid.IntRange(-14, 60).Draw(t, "after")).Add(lengths.Draw(t, "later"))
		return calendar.Pause{From: from, To: from.Add(lengths.Draw(t, "length"))}
	}), 0, 4)
}

func count(t *rapid.T, c *calendar.Calendar, start time.Time, l calendar.Limit, p ...calendar.Pause) calendar.Due {
	d, err := c.Due(start, l, p...)
	require.NoError(t, err)
	return d
}

// TestAgainstOracle compares every answer with a naive day-by-day count.
func TestAgainstOracle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		spec := specs(true).Draw(t, "spec")
		c, err := calendar.New(spec)
		require.NoError(t, err)
		o := newOracle(spec)
		for range 5 {
			start, l := instants.Draw(t, "start"), limits(allUnits...).Draw(t, "limit")
			at, day := o.due(start, l)
			got := count(t, c, start, l)
			require.True(t, at.Equal(got.At), "%v + %v: want %v got %v", start, l, at.In(o.loc), got.At)
			require.Equal(t, day.Format("2006-01-02"), got.Date)
			end := start.Add(lengths.Draw(t, "length"))
			require.EqualValues(t, o.worked(start, end)/time.Second, c.WorkingSeconds(start, end), "%v to %v", start, end)
		}
	})
}

func TestMonotone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, err := calendar.New(specs(true).Draw(t, "spec"))
		require.NoError(t, err)
		l := limits(allUnits...).Draw(t, "limit")
		early, late := instants.Draw(t, "early"), instants.Draw(t, "late")
		if late.Before(early) {
			early, late = late, early
		}
		// Dated limits follow the date on the wall, which steps back where a
		// clock is put back over midnight.
		if !l.Dated() || early.In(c.Location()).Format(time.DateOnly) <= late.In(c.Location()).Format(time.DateOnly) {
			require.False(t, count(t, c, late, l).At.Before(count(t, c, early, l).At), "a later start is due earlier")
		}
		more := l.Add(rapid.IntRange(0, 50).Draw(t, "more"))
		require.False(t, count(t, c, early, more).At.Before(count(t, c, early, l).At), "a longer limit is due earlier")
	})
}

// TestWorkingDaysAddUp: n then m is n+m, for n, m >= 1.
func TestWorkingDaysAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, err := calendar.New(specs(false).Draw(t, "spec"))
		require.NoError(t, err)
		start := instants.Draw(t, "start")
		n, m := rapid.IntRange(1, 80).Draw(t, "n"), rapid.IntRange(1, 80).Draw(t, "m")
		wd := func(n int) calendar.Limit { return calendar.Limit{N: n, Unit: calendar.WorkingDays} }
		first := count(t, c, start, wd(n))
		require.Equal(t, count(t, c, start, wd(n+m)), count(t, c, first.At, wd(m)))
		back, err := c.Back(count(t, c, start, wd(n+m)).At, wd(m))
		require.NoError(t, err)
		require.True(t, back.Equal(first.At), "and back again")
	})
}

// TestWorkingTimeBack: what was spent forward is there backward.
func TestWorkingTimeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, err := calendar.New(specs(true).Draw(t, "spec"))
		require.NoError(t, err)
		start := instants.Draw(t, "start")
		l := limits("wh", "wm", "ws").Draw(t, "limit")
		from, err := c.Back(start, l)
		require.NoError(t, err)
		require.Equal(t, int64(length(l)/time.Second), c.WorkingSeconds(from, start))
	})
}

func TestPauseNeverShortens(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, err := calendar.New(specs(true).Draw(t, "spec"))
		require.NoError(t, err)
		start, l := instants.Draw(t, "start"), limits(allUnits...).Draw(t, "limit")
		p := pausesNear(start).Draw(t, "pauses")
		plain, paused := count(t, c, start, l), count(t, c, start, l, p...)
		require.False(t, paused.At.Before(plain.At))
		slices.Reverse(p)
		require.Equal(t, paused, count(t, c, start, l, p...), "the order they are told in does not matter")
	})
}

// TestNothingRunsOutInAPause: nobody is late at an instant at which his time stood still.
func TestNothingRunsOutInAPause(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, err := calendar.New(specs(true).Draw(t, "spec"))
		require.NoError(t, err)
		start, l := instants.Draw(t, "start"), limits(allUnits...).Draw(t, "limit").Add(1)
		count := rapid.SampledFrom([]func(time.Time, calendar.Limit, ...calendar.Pause) (calendar.Due, error){c.Due, c.DueRight}).Draw(t, "count")
		plain, err := count(start, l)
		require.NoError(t, err)
		pauses := append(pausesNear(start).Draw(t, "pauses"), pausesNear(plain.At.Add(-time.Hour)).Draw(t, "about the end")...)
		due, err := count(start, l, pauses...)
		require.NoError(t, err)
		for _, p := range pauses {
			stood := p.From.Before(due.At) && p.To.After(start) && !due.At.After(p.To)
			require.False(t, stood, "due %s, from %s to %s", due.At, p.From, p.To)
		}
	})
}

func TestZoneOfWritingNeverMatters(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, err := calendar.New(specs(true).Draw(t, "spec"))
		require.NoError(t, err)
		start, l := instants.Draw(t, "start"), limits(allUnits...).Draw(t, "limit")
		p := pausesNear(start).Draw(t, "pauses")
		loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "written in"))
		require.NoError(t, err)
		here := count(t, c, start, l, p...)
		for i := range p {
			p[i] = calendar.Pause{From: p[i].From.In(loc), To: p[i].To.In(loc)}
		}
		require.Equal(t, here, count(t, c, start.In(loc), l, p...))
	})
}

// TestDueOnAWorkingDay: wd d mo wh wm ws never end on a closed day, pauses or
// not, and never before they start.
func TestDueOnAWorkingDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		spec := specs(true).Draw(t, "spec")
		c, err := calendar.New(spec)
		require.NoError(t, err)
		start, l := instants.Draw(t, "start"), limits(onDays...).Draw(t, "limit")
		d := count(t, c, start, l, pausesNear(start).Draw(t, "pauses")...)
		day, err := time.Parse(time.DateOnly, d.Date)
		require.NoError(t, err)
		require.True(t, newOracle(spec).works(day), d.Date)
		require.False(t, d.At.Before(start))
	})
}

// TestExplanationAddsUp: the days tell the whole count and nothing else.
func TestExplanationAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, err := calendar.New(specs(false).Draw(t, "spec"))
		require.NoError(t, err)
		start, l := instants.Draw(t, "start"), limits(allUnits...).Draw(t, "limit")
		plain := count(t, c, start, l)
		p := append(pausesNear(start).Draw(t, "pauses"), pausesNear(plain.At.Add(-time.Hour)).Draw(t, "about the end")...)
		days, err := c.Explain(start, l, p...)
		require.NoError(t, err)
		require.Equal(t, start.In(c.Location()).Format(time.DateOnly), days[0].Date)
		require.Equal(t, count(t, c, start, l, p...).Date, days[len(days)-1].Date)
		number, seconds := 0, int64(0)
		for _, d := range days {
			if d.Number > 0 {
				number++
				require.Equal(t, number, d.Number)
			}
			seconds += d.Seconds
		}
		switch l.Unit {
		case calendar.WorkingDays, calendar.Days:
			require.Equal(t, l.N, number)
		case calendar.Months:
		default:
			require.Equal(t, int64(length(l)/time.Second), seconds)
		}
	})
}

// TestWarningsLieInside: half before near, both after the start and before due.
func TestWarningsLieInside(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, err := calendar.New(specs(false).Draw(t, "spec"))
		require.NoError(t, err)
		start, l := instants.Draw(t, "start"), limits(allUnits...).Draw(t, "limit")
		p := pausesNear(start).Draw(t, "pauses")
		due := count(t, c, start, l, p...).At
		near, nearOK := c.Near(start, l, due, p...)
		half, halfOK := c.Half(start, l, due, p...)
		require.False(t, halfOK && !nearOK, "half without near")
		if nearOK {
			require.True(t, near.After(start) && !near.After(due), "near %v of %v", near, due)
		}
		if halfOK {
			require.True(t, half.After(start) && half.Before(near), "half %v, near %v", half, near)
		}
	})
}

// TestOpenExactlyWhileTimeRuns ties IsOpen and NextOpening to working time.
func TestOpenExactlyWhileTimeRuns(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, err := calendar.New(specs(true).Draw(t, "spec"))
		require.NoError(t, err)
		when := instants.Draw(t, "at")
		require.Equal(t, c.WorkingSeconds(when, when.Add(time.Second)) == 1, c.IsOpen(when))
		opening := c.NextOpening(when)
		require.True(t, c.IsOpen(opening))
		require.Zero(t, c.WorkingSeconds(when, opening))
	})
}
