package web

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

// measure names a measure with how long it lasts and who may impose it.
func (w voice) measure(code string) string {
	text := words.Say(w.lang, words.Measure, code)
	m, ok := casework.MeasureOf(code)
	if ok && m.Months > 0 {
		text += w.t("measure.months", m.Months)
	}
	if ok && m.Beyond {
		text += w.t("measure.beyond")
	}
	return text
}

// years says a few years: 2024、2025.
func (v *visit) years(years []int) string {
	text := make([]string, len(years))
	for i, y := range years {
		text[i] = strconv.Itoa(y)
	}
	return strings.Join(text, v.t("list.and"))
}

// mainClock is the clock a case is read by: the most urgent one that waits. A
// right that somebody need not use, or a reminder that comes round, is not, while he
// owes something.
func mainClock(clocks []casework.ClockView) (casework.ClockView, bool) {
	var best casework.ClockView
	found := false
	owes := func(c casework.ClockView) bool {
		return slices.ContainsFunc(clocks, func(o casework.ClockView) bool {
			return isOpen(o) && o.Owner == c.Owner && o.Outcome == casework.Breach
		})
	}
	for _, c := range clocks {
		if isOpen(c) && (!found || before(c, best)) && (c.Outcome != casework.Lapse && c.Outcome != casework.Recur || !owes(c)) {
			best, found = c, true
		}
	}
	return best, found
}

// owed says what a clock asks for; a kind may mean another thing by its name.
func (w voice) owed(kind casework.Kind, clock string) string {
	return words.Due(w.lang, kind, casework.Ruling(clock))
}

// result says how a case ended: a document is not granted, and who takes a complaint
// back is no applicant.
func (w voice) result(kind casework.Kind, code string) string {
	if t, ok := words.Find(words.Result, string(kind)+"/"+code); ok {
		return t.In(w.lang)
	}
	return words.Say(w.lang, words.Result, code)
}

// worked says office time, in hours and minutes: a working day is not equally
// long everywhere, an hour is.
func (w voice) worked(seconds int64) string {
	minutes := int(seconds / 60)
	switch {
	case minutes < 60:
		return words.Limit(w.lang, calendar.Limit{N: minutes, Unit: calendar.Minutes})
	case minutes%60 == 0:
		return words.Limit(w.lang, calendar.Limit{N: minutes / 60, Unit: calendar.Hours})
	}
	return w.t("turn.hours", minutes/60, minutes%60)
}

// kindOf is what a case number says.
func (v *visit) kindOf(number string) casework.Kind {
	of, _, _, _ := v.kinds.Parse(number)
	return of
}

// right is what a version of a policy should have cited.
func right(version, basis string) string {
	words, err := law.Right(version, basis)
	if err != nil {
		return basis // the law is read when the pages are made; a page that cites is tried then
	}
	return words
}

// signed writes points with their sign, as a sheet on paper does.
func signed(n int) string {
	switch {
	case n > 0:
		return "+" + strconv.Itoa(n)
	case n < 0:
		return "−" + strconv.Itoa(-n)
	}
	return "0"
}

// count says a number in the unit of a limit; plain where there is none.
func (w voice) count(limit string, n int) string {
	unit := w.unit(limit)
	if unit == "" {
		return strconv.Itoa(n)
	}
	return w.t("count", n, unit)
}

// length says a stretch of time for small print.
func (w voice) length(d time.Duration) string {
	switch {
	case d < time.Minute:
		return words.Limit(w.lang, calendar.Limit{N: int(d.Seconds()), Unit: calendar.Seconds})
	case d < time.Hour:
		return words.Limit(w.lang, calendar.Limit{N: int(d.Minutes()), Unit: calendar.Minutes})
	case d < 48*time.Hour:
		return words.Limit(w.lang, calendar.Limit{N: int(d.Hours()), Unit: calendar.Hours})
	default:
		return words.Limit(w.lang, calendar.Limit{N: int(d.Hours() / 24), Unit: calendar.Days})
	}
}

// tenths writes points that are counted in tenths.
func tenths(n int) string { return strconv.Itoa(n/10) + "." + strconv.Itoa(n%10) }

// whyPath leads to the days of one round of a clock.
func whyPath(number, clock string, round int) string {
	path := "/cases/" + number + "/why/" + url.PathEscape(clock)
	if round > 1 {
		path += "?round=" + strconv.Itoa(round)
	}
	return path
}
