package kernel

import (
	"time"

	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// Calendar is what pages ask about days: the office's zone, and which days are
// worked, so that lateness is told in working terms.
type Calendar interface {
	Location() *time.Location
	IsWorkingDay(t time.Time) bool
}

// Voice says dates, limits and lateness in one language at one instant.
type Voice struct {
	Lang string
	Cal  Calendar
	Now  time.Time
	// kinds say what each is called, and its acts.
	Kinds *kind.Set
}

// T says a label.
func (w Voice) T(key string, args ...any) string { return label.Say(w.Lang, key, args...) }

// Own says a label of a public page as a kind does, where that has its own.
func (w Voice) Own(of casework.Kind, key string) string {
	if t, ok := words.Own(w.Kinds.Of(of), words.Page, key); ok {
		return t.In(w.Lang)
	}
	if t, ok := label.Find(key + "." + string(of)); ok {
		return t.In(w.Lang)
	}
	return w.T(key)
}

// Local is an instant in the office's zone.
func (w Voice) Local(t time.Time) time.Time { return t.In(w.Cal.Location()) }

// lastMoment is the day and hour of an instant in the office's zone.
func (w Voice) lastMoment(t time.Time) (day time.Time, clock string) {
	return words.LastMoment(w.Local(t))
}

// Midnight ends the day of this page.
func (w Voice) Midnight() time.Time {
	y, m, d := w.Local(w.Now).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, w.Cal.Location())
}

// Stamp writes an instant for tables, 10-20 17:30, with the year where it is another;
// midnight is how a day alone is kept, and is written without a time.
func (w Voice) Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if l := w.Local(t); l.Hour() == 0 && l.Minute() == 0 && l.Second() == 0 { // a day, and no time of it
		return w.written(t, "01-02")
	}
	return w.written(t, "01-02 15:04")
}

// Second is stamp to the second, for clocks counted in hours or less.
func (w Voice) Second(t time.Time) string { return w.written(t, "01-02 15:04:05") }

// written names the year where it is another.
func (w Voice) written(t time.Time, layout string) string {
	l := w.Local(t)
	if l.Year() != w.Local(w.Now).Year() {
		layout = "2006-" + layout
	}
	return l.Format(layout)
}

// Due writes a due instant for tables; a right that ends at midnight is written
// 24:00 of its last day.
func (w Voice) Due(t time.Time, precise bool) string {
	if t.IsZero() {
		return ""
	}
	if precise {
		return w.Second(t)
	}
	day, clock := w.lastMoment(t)
	if day.Year() != w.Local(w.Now).Year() {
		return day.Format("2006-01-02 ") + clock
	}
	return day.Format("01-02 ") + clock
}

// DateOnly writes a day without its hour: 2026年10月20日. Only data has it as 2026-10-20.
func (w Voice) DateOnly(t time.Time) string { return w.date(w.Local(t)) }

// civil is DateOnly of a day as data holds it; what is none stands as it is.
func (w Voice) civil(iso string) string {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return w.date(day)
}

func (w Voice) date(day time.Time) string {
	if w.Lang == words.English {
		return day.Format("2 January 2006")
	}
	return words.Date(day)
}

// Month writes a month with its year: 2026年10月.
func (w Voice) Month(t time.Time) string {
	if w.Lang == words.English {
		return w.Local(t).Format("January 2006")
	}
	return w.Local(t).Format("2006年1月")
}

// Full writes a date with its year: 2026年10月20日 星期二.
func (w Voice) Full(t time.Time) string {
	day, clock := w.lastMoment(t)
	if w.Lang == words.English {
		return w.FullDay(day) + ", " + clock
	}
	return w.FullDay(day) + " " + clock
}

// FullDay is full without the hour.
func (w Voice) FullDay(t time.Time) string {
	day := w.Local(t)
	weekday := words.DayOfWeek(day.Weekday()).In(w.Lang)
	if w.Lang == words.English {
		return weekday + " " + w.date(day)
	}
	return w.date(day) + " " + weekday
}

// Limit writes 10wd as 10 个工作日; what cannot be read is shown as it is.
func (w Voice) Limit(s string) string {
	l, err := calendar.ParseLimit(s)
	if err != nil {
		return s
	}
	return words.Limit(w.Lang, l)
}

// Unit is the word for what a limit counts.
func (w Voice) Unit(s string) string {
	l, err := calendar.ParseLimit(s)
	if err != nil {
		return ""
	}
	return words.Unit(w.Lang, l.Unit)
}

// farthest bounds the count of working days for display; beyond it plain days do.
const farthest = 366

// workingDays counts the working days in (from, to], by date.
func (w Voice) workingDays(from, to time.Time) int {
	day := w.Local(from)
	for left, n := dayNumber(w.Local(to))-dayNumber(day), 0; ; left-- {
		if left <= 0 || n > farthest {
			return n
		}
		day = day.AddDate(0, 0, 1)
		if w.Cal.IsWorkingDay(day) {
			n++
		}
	}
}

// dayNumber counts days by their date, whatever the hour.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// Remaining tells how much is left of a running clock, or how late it is.
func (w Voice) Remaining(c casework.ClockView) string {
	if c.Status == casework.Paused {
		return w.T("left.paused")
	}
	if w.Now.Before(c.Due) {
		return w.distance("left", w.Now, c.Due, c.Prompt)
	}
	return w.distance("late", c.Due, w.Now, c.Prompt)
}

// distance is working days between dates, and hours and minutes within a day.
func (w Voice) distance(prefix string, from, to time.Time, prompt bool) string {
	apart := to.Sub(from).Truncate(time.Second)
	end, _ := w.lastMoment(to)
	sameDay := w.Local(from).Format(time.DateOnly) == end.Format(time.DateOnly)
	days := w.workingDays(from, end)
	switch {
	case prompt && apart < 24*time.Hour, sameDay, days == 0 && apart < 24*time.Hour:
		return w.span(prefix, apart, prompt)
	case prompt, days == 0, days > farthest:
		return w.T(prefix+".free", int(apart/(24*time.Hour)))
	default:
		return w.T(prefix+".days", days)
	}
}

// span writes less than a day: hours and minutes, or to the second where the
// clock is counted that finely.
func (w Voice) span(prefix string, d time.Duration, fine bool) string {
	switch {
	case d < time.Minute:
		return w.T(prefix+".seconds", int(d.Seconds()))
	case fine && d < time.Hour:
		return w.T(prefix+".minutes", int(d.Minutes()), int(d.Seconds())%60)
	case d < time.Hour:
		return w.T(prefix+".mins", int(d.Minutes()))
	default:
		return w.T(prefix+".hours", int(d.Hours()), int(d.Minutes())%60)
	}
}

// Urgency is remaining for the desk, where what is due today is told by its hour.
func (w Voice) Urgency(c casework.ClockView) string {
	if w.dueToday(c) && !c.Prompt {
		_, clock := w.lastMoment(c.Due)
		return w.T("left.today", clock)
	}
	return w.Remaining(c)
}

// dueToday tells a running clock that ends on the day of this page.
func (w Voice) dueToday(c casework.ClockView) bool {
	day, _ := w.lastMoment(c.Due)
	return c.Status == casework.Running && w.Now.Before(c.Due) &&
		day.Format(time.DateOnly) == w.Local(w.Now).Format(time.DateOnly)
}
