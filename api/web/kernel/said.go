package kernel

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// Measure names measures decided together, each with how long it lasts and who may
// impose it.
func (w Voice) Measure(codes string) string {
	var out []string
	for _, code := range casework.Apart(codes) {
		text := words.Say(w.Lang, words.Measure, code)
		m, ok := casework.MeasureOf(code)
		if ok && m.Months > 0 {
			text += w.T("measure.months", m.Months)
		}
		if ok && m.Power != casework.Own {
			text += w.T("measure." + string(m.Power))
		}
		out = append(out, text)
	}
	return strings.Join(out, w.T("list.and"))
}

// Years says a few years: 2024、2025.
func (v *Visit) Years(years []int) string {
	text := make([]string, len(years))
	for i, y := range years {
		text[i] = strconv.Itoa(y)
	}
	return strings.Join(text, v.T("list.and"))
}

// MainClock is the clock a case is read by: the most urgent one that waits. A
// right that somebody need not use, or a reminder that comes round, is not, while he
// owes something.
func MainClock(clocks []casework.ClockView) (casework.ClockView, bool) {
	var best casework.ClockView
	found := false
	owes := func(c casework.ClockView) bool {
		return slices.ContainsFunc(clocks, func(o casework.ClockView) bool {
			return IsOpen(o) && o.Owner == c.Owner && o.Outcome == casework.Breach
		})
	}
	for _, c := range clocks {
		if IsOpen(c) && (!found || before(c, best)) && (c.Outcome != casework.Lapse && c.Outcome != casework.Recur || !owes(c)) {
			best, found = c, true
		}
	}
	return best, found
}

// Owed says what a clock asks for; a kind may mean another thing by its name.
func (w Voice) Owed(kind casework.Kind, clock string) string {
	for _, s := range []words.Subject{words.Desk, words.Duty, words.Clocks} {
		if t, ok := words.Own(w.Kinds.Of(kind), s, clock); ok {
			return words.Capital(t.In(w.Lang))
		}
	}
	return words.Due(w.Lang, kind, casework.Ruling(clock))
}

// Result says how a case ended: a document is not granted, and who takes a complaint
// back is no applicant.
func (w Voice) Result(kind casework.Kind, code string) string {
	return words.Of(w.Lang, w.Kinds.Of(kind), words.Result, code)
}

// Worked says office time, in hours and minutes: a working day is not equally
// long everywhere, an hour is.
func (w Voice) Worked(seconds int64) string {
	minutes := int(seconds / 60)
	switch {
	case minutes < 60:
		return words.Limit(w.Lang, calendar.Limit{N: minutes, Unit: calendar.Minutes})
	case minutes%60 == 0:
		return words.Limit(w.Lang, calendar.Limit{N: minutes / 60, Unit: calendar.Hours})
	}
	return w.T("turn.hours", minutes/60, minutes%60)
}

// KindOf is what a case number says.
func (v *Visit) KindOf(number string) casework.Kind {
	of, _, _, _ := v.Kinds.Parse(number)
	return of
}

// Right is what a version of a policy should have cited.
func Right(version, basis string) string {
	words, err := law.Right(version, basis)
	if err != nil {
		return basis // the law is read when the pages are made; a page that cites is tried then
	}
	return words
}

// Signed writes points with their sign, as a sheet on paper does.
func Signed(n int) string {
	switch {
	case n > 0:
		return "+" + strconv.Itoa(n)
	case n < 0:
		return "−" + strconv.Itoa(-n)
	}
	return "0"
}

// Count says a number in the unit of a limit; plain where there is none.
func (w Voice) Count(limit string, n int) string {
	l, err := calendar.ParseLimit(limit)
	if err != nil {
		return strconv.Itoa(n)
	}
	return words.Amount(w.Lang, n, l.Unit)
}

// Length says a stretch of time for small print.
func (w Voice) Length(d time.Duration) string {
	switch {
	case d < time.Minute:
		return words.Limit(w.Lang, calendar.Limit{N: int(d.Seconds()), Unit: calendar.Seconds})
	case d < time.Hour:
		return words.Limit(w.Lang, calendar.Limit{N: int(d.Minutes()), Unit: calendar.Minutes})
	case d < 48*time.Hour:
		return words.Limit(w.Lang, calendar.Limit{N: int(d.Hours()), Unit: calendar.Hours})
	default:
		return words.Limit(w.Lang, calendar.Limit{N: int(d.Hours() / 24), Unit: calendar.Days})
	}
}

// Tenths writes points that are counted in tenths.
func Tenths(n int) string { return strconv.Itoa(n/10) + "." + strconv.Itoa(n%10) }

// WhyPath leads to the days of one round of a clock.
func WhyPath(number, clock string, round int) string {
	path := "/cases/" + number + "/why/" + url.PathEscape(clock)
	if round > 1 {
		path += "?round=" + strconv.Itoa(round)
	}
	return path
}

// before puts running clocks by their due date, and stopped ones last.
func before(a, b casework.ClockView) bool {
	if pausedA, pausedB := a.Status == casework.Paused, b.Status == casework.Paused; pausedA != pausedB {
		return pausedB
	}
	return a.Due.Before(b.Due)
}
