package rulebook

import (
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/why"
	"github.com/shixian/shixian/internal/words"
)

// mostDays is the longest count that is shown day by day; a longer one is told
// in figures.
const mostDays = 400

// daysView is the strip of days: a leaf of weeks to see it at a glance, and the
// reasons in order, neighbours of one reason on one line.
type daysView struct {
	Weekdays []string
	Weeks    [][]cellView
	Lines    []lineView
	Sum      string   // how many days of each sort
	Notices  []string // which made days off and make-up days
}

// cellView is one day on the leaf; one without a Day lies outside the count.
type cellView struct {
	Class string // start counted off weekend paused extended rolled
	Date  string // 2026-10-01, for a screen reader
	Day   string // 24, or 10-1 where the count or a month begins
	Mark  string // its number in the count, or why it has none
	Note  string // 班, 延, 到期
	Due   bool
}

// lineView is one reason, for one day or several in a row.
type lineView struct {
	Class, When, Why           string
	Due, Extended, Provisional bool

	first, last time.Time
}

// days tells a count day by day. limit is as it stood before anything was granted.
func (w *visit) days(lines []why.Line, limit calendar.Limit) daysView {
	v := daysView{Sum: w.sum(lines)}
	if len(lines) > mostDays {
		return v
	}
	for i := range 7 {
		v.Weekdays = append(v.Weekdays, words.Weekday(time.Weekday((i+1)%7)).In(w.Lang))
	}
	for i, d := range lines {
		on, _ := time.Parse(time.DateOnly, d.Date) // a calendar wrote it
		at := (int(on.Weekday()) + 6) % 7
		if i == 0 || at == 0 {
			v.Weeks = append(v.Weeks, make([]cellView, 7))
		}
		class, due := dayClass(d, limit), i == len(lines)-1
		v.Weeks[len(v.Weeks)-1][at] = w.cell(d, on, class, i == 0, due)
		v.Lines = join(v.Lines, lineView{
			Class: class, Why: w.Pick(d.ZH, d.EN), Due: due, Extended: class == "extended", Provisional: d.Provisional && d.Why != calendar.Provisional, first: on, last: on,
		})
	}
	for i := range v.Lines {
		l := &v.Lines[i]
		l.When = w.day(l.first)
		if l.last.After(l.first) {
			l.When = w.T("days.span", l.When, w.day(l.last))
		}
	}
	return v
}

// join adds a reason; it goes on the line before where that says the same.
func join(lines []lineView, l lineView) []lineView {
	if n := len(lines) - 1; n >= 0 && lines[n].Why == l.Why && lines[n].Class == l.Class {
		lines[n].last = l.last
		return lines
	}
	return append(lines, l)
}

// day writes a civil date for a line of days: 10-01 星期四.
func (w *visit) day(on time.Time) string {
	layout := "01-02 "
	if on.Year() != w.Local(w.Now).Year() {
		layout = "2006-01-02 "
	}
	return on.Format(layout) + words.DayOfWeek(on.Weekday()).In(w.Lang)
}

func (w *visit) cell(d why.Line, on time.Time, class string, first, due bool) cellView {
	v := cellView{Class: class, Date: d.Date, Day: strconv.Itoa(on.Day()), Due: due, Mark: w.T("mark." + string(d.Why))}
	if first || on.Day() == 1 {
		v.Day = on.Format("1-2")
	}
	if d.Number > 0 {
		v.Mark = strconv.Itoa(d.Number)
	}
	switch {
	case due:
		v.Note = w.T("mark.due")
	case class == "extended":
		v.Note = w.T("mark.extended")
	case d.Why == calendar.MakeUp, d.Why == calendar.HalfDay, d.Why == calendar.Provisional:
		v.Note = w.T("mark." + string(d.Why))
	}
	return v
}

// dayClass is what a day is on the page; days that only a grant brought in are
// told from the others.
func dayClass(d why.Line, limit calendar.Limit) string {
	byNumber := limit.Unit == calendar.WorkingDays || limit.Unit == calendar.Days
	switch {
	case byNumber && d.Number > limit.N:
		return "extended"
	case d.Number > 0:
		return "counted"
	case d.Why == calendar.DayOff:
		return "off"
	}
	return string(d.Why)
}

// sum tells how many days of each sort a count has.
func (w *visit) sum(lines []why.Line) string {
	n := map[string]int{}
	for _, d := range lines {
		switch {
		case d.Number > 0:
			n["counted"]++
		case d.Why == calendar.DayOff, d.Why == calendar.Weekend:
			n["off"]++
		case d.Why == calendar.Paused:
			n["paused"]++
		}
	}
	text := w.T("days.sum", len(lines), n["counted"], n["off"])
	if n["paused"] > 0 {
		text += w.T("days.sum.paused", n["paused"])
	}
	return text
}
