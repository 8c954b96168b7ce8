package almanac

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/calendar"
)

// Moon says where the moon and the sun put the festivals of one year. It is
// computed once, by the lunar library of moon_test.go, and kept as data: what
// counts days reads no library (ADR 20).
type Moon struct {
	Year       int    `json:"year"`
	NewYear    string `json:"new_year"`    // 正月初一
	Qingming   string `json:"qingming"`    // the day of the solar term
	DragonBoat string `json:"dragon_boat"` // 五月初五
	MidAutumn  string `json:"mid_autumn"`  // 八月十五
}

// Legal is a day on which everybody is off by law, whoever announces what.
type Legal struct{ Date, ZH, EN string }

// Law answers which days are off by 全国年节及纪念日放假办法 第二条, year by year.
type Law []Moon

// revised is the first year of the text of 10 November 2024: New Year's Eve and a
// second day of May. That of 11 December 2013 stood before it.
const revised = 2025

// Year lists the days of one year in order; false for a year it does not know.
func (l Law) Year(year int) ([]Legal, bool) {
	i := slices.IndexFunc(l, func(m Moon) bool { return m.Year == year })
	if i < 0 {
		return nil, false
	}
	m := l[i]
	day := func(monthDay string) string { return fmt.Sprintf("%d-%s", year, monthDay) }
	eve, may := 0, 1
	if year >= revised {
		eve, may = 1, 2
	}
	out := run(nil, day("01-01"), 0, 1, "元旦", "New Year's Day")
	out = run(out, m.NewYear, -eve, 3, "春节", "Spring Festival")
	out = run(out, m.Qingming, 0, 1, "清明节", "Qingming")
	out = run(out, day("05-01"), 0, may, "劳动节", "Labour Day")
	out = run(out, m.DragonBoat, 0, 1, "端午节", "Dragon Boat Festival")
	out = run(out, m.MidAutumn, 0, 1, "中秋节", "Mid-Autumn Festival")
	return run(out, day("10-01"), 0, 3, "国庆节", "National Day"), true
}

// run appends the days from..to-1 counted from a date.
func run(to []Legal, first string, from, end int, zh, en string) []Legal {
	start, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return to // Check refuses such data
	}
	for n := from; n < end; n++ {
		to = append(to, Legal{start.AddDate(0, 0, n).Format(time.DateOnly), zh, en})
	}
	return to
}

// Check refuses data with a gap or with a festival out of its season.
func (l Law) Check() error {
	for i, m := range l {
		if i > 0 && m.Year != l[i-1].Year+1 {
			return fmt.Errorf("moon: %d follows %d", m.Year, l[i-1].Year)
		}
		for _, f := range []struct{ date, from, to string }{
			{m.NewYear, "01-20", "02-21"}, {m.Qingming, "04-03", "04-06"}, {m.DragonBoat, "05-27", "06-26"}, {m.MidAutumn, "09-06", "10-08"},
		} {
			if !isDate(f.date) || f.date < fmt.Sprintf("%d-%s", m.Year, f.from) || f.date > fmt.Sprintf("%d-%s", m.Year, f.to) {
				return fmt.Errorf("moon: %q cannot be of %d", f.date, m.Year)
			}
		}
	}
	return nil
}

// Upon gives a calendar the days off by law of every year whose list it does not
// hold; a day it lists as worked stays so. A complete calendar is left alone: it
// says everything already.
func (l Law) Upon(base calendar.Spec) calendar.Spec {
	if len(base.Years) == 0 {
		return base
	}
	out := base
	out.Off = slices.Clone(base.Off)
	for _, m := range l {
		if slices.Contains(base.Years, m.Year) {
			continue
		}
		days, _ := l.Year(m.Year)
		for _, d := range days {
			if _, half := base.Half[d.Date]; !half && !slices.Contains(base.Work, d.Date) {
				out.Off = append(out.Off, d.Date)
			}
		}
	}
	return Normal(out)
}

// Announced leaves out the days of years whose list a calendar does not hold: those
// the law gives are no list.
func Announced(s calendar.Spec) calendar.Spec {
	if len(s.Years) == 0 {
		return s
	}
	other := func(date string) bool {
		return !slices.ContainsFunc(s.Years, func(y int) bool { return strings.HasPrefix(date, fmt.Sprint(y, "-")) })
	}
	s.Off, s.Work = slices.DeleteFunc(slices.Clone(s.Off), other), slices.DeleteFunc(slices.Clone(s.Work), other)
	s.Half = maps.Clone(s.Half)
	maps.DeleteFunc(s.Half, func(d string, _ []calendar.Span) bool { return other(d) })
	return s
}

// Renew lays what the binary ships under what an office has published: lists of
// years the office has none of, and the law upon the years nobody announced. What
// the office published stays as it is, so an office that corrected a year keeps
// its correction.
func (l Law) Renew(base, shipped calendar.Spec) calendar.Spec {
	if len(base.Years) == 0 {
		return base
	}
	out := base
	for _, year := range shipped.Years {
		if !slices.Contains(base.Years, year) {
			list := OfYear(shipped, year, nil)
			out = list.over(out, func(string) bool { return false })
			out.Years = append(slices.Clone(out.Years), year)
			out.Source = withSource(out.Source, year, shipped.Source[fmt.Sprint(year)])
		}
	}
	return l.Upon(Normal(out))
}
