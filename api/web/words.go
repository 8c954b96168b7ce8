package web

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

// voice says dates, limits and lateness in one language at one instant.
type voice struct {
	lang string
	cal  Calendar
	now  time.Time
	// kinds say what each is called, and its acts.
	kinds *kind.Set
}

func (w voice) t(key string, args ...any) string { return label.Say(w.lang, key, args...) }

func (w voice) local(t time.Time) time.Time { return t.In(w.cal.Location()) }

// lastMoment is the day and hour of an instant in the office's zone.
func (w voice) lastMoment(t time.Time) (day time.Time, clock string) {
	return words.LastMoment(w.local(t))
}

// midnight ends the day of this page.
func (w voice) midnight() time.Time {
	y, m, d := w.local(w.now).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, w.cal.Location())
}

// stamp writes an instant for tables, 10-20 17:30, with the year where it is another;
// midnight is how a day alone is kept, and is written without a time.
func (w voice) stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if l := w.local(t); l.Hour() == 0 && l.Minute() == 0 && l.Second() == 0 { // a day, and no time of it
		return w.written(t, "01-02")
	}
	return w.written(t, "01-02 15:04")
}

// second is stamp to the second, for clocks counted in hours or less.
func (w voice) second(t time.Time) string { return w.written(t, "01-02 15:04:05") }

// written names the year where it is another.
func (w voice) written(t time.Time, layout string) string {
	l := w.local(t)
	if l.Year() != w.local(w.now).Year() {
		layout = "2006-" + layout
	}
	return l.Format(layout)
}

// due writes a due instant for tables; a right that ends at midnight is written
// 24:00 of its last day.
func (w voice) due(t time.Time, precise bool) string {
	if t.IsZero() {
		return ""
	}
	if precise {
		return w.second(t)
	}
	day, clock := w.lastMoment(t)
	if day.Year() != w.local(w.now).Year() {
		return day.Format("2006-01-02 ") + clock
	}
	return day.Format("01-02 ") + clock
}

// dateOnly writes a day without its hour.
func (w voice) dateOnly(t time.Time) string { return w.local(t).Format(time.DateOnly) }

// full writes a date with its year: 2026年10月20日 星期二.
func (w voice) full(t time.Time) string {
	day, clock := w.lastMoment(t)
	if w.lang == words.English {
		return w.fullDay(day) + ", " + clock
	}
	return w.fullDay(day) + " " + clock
}

// fullDay is full without the hour.
func (w voice) fullDay(t time.Time) string {
	day := w.local(t)
	weekday := words.DayOfWeek(day.Weekday()).In(w.lang)
	if w.lang == words.English {
		return weekday + " " + day.Format("2 January 2006")
	}
	return words.Date(day) + " " + weekday
}

// limit writes 10wd as 10 个工作日; what cannot be read is shown as it is.
func (w voice) limit(s string) string {
	l, err := calendar.ParseLimit(s)
	if err != nil {
		return s
	}
	return words.Limit(w.lang, l)
}

// unit is the word for what a limit counts.
func (w voice) unit(s string) string {
	l, err := calendar.ParseLimit(s)
	if err != nil {
		return ""
	}
	return words.Unit(w.lang, l.Unit)
}

// farthest bounds the count of working days for display; beyond it plain days do.
const farthest = 366

// workingDays counts the working days in (from, to], by date.
func (w voice) workingDays(from, to time.Time) int {
	day, last := w.local(from), w.local(to).Format(time.DateOnly)
	for n := 0; ; {
		if day.Format(time.DateOnly) >= last || n > farthest {
			return n
		}
		day = day.AddDate(0, 0, 1)
		if w.cal.IsWorkingDay(day) {
			n++
		}
	}
}

// remaining tells how much is left of a running clock, or how late it is.
func (w voice) remaining(c casework.ClockView) string {
	if c.Status == casework.Paused {
		return w.t("left.paused")
	}
	if w.now.Before(c.Due) {
		return w.distance("left", w.now, c.Due, c.Prompt)
	}
	return w.distance("late", c.Due, w.now, c.Prompt)
}

// distance is working days between dates, and hours and minutes within a day.
func (w voice) distance(prefix string, from, to time.Time, prompt bool) string {
	apart := to.Sub(from).Truncate(time.Second)
	end, _ := w.lastMoment(to)
	sameDay := w.local(from).Format(time.DateOnly) == end.Format(time.DateOnly)
	days := w.workingDays(from, end)
	switch {
	case prompt && apart < 24*time.Hour, sameDay, days == 0 && apart < 24*time.Hour:
		return w.span(prefix, apart, prompt)
	case prompt, days == 0, days > farthest:
		return w.t(prefix+".free", int(apart/(24*time.Hour)))
	case days == 1:
		return w.t(prefix + ".day")
	default:
		return w.t(prefix+".days", days)
	}
}

// span writes less than a day: hours and minutes, or to the second where the
// clock is counted that finely.
func (w voice) span(prefix string, d time.Duration, fine bool) string {
	switch {
	case d < time.Minute:
		return w.t(prefix+".seconds", int(d.Seconds()))
	case fine && d < time.Hour:
		return w.t(prefix+".minutes", int(d.Minutes()), int(d.Seconds())%60)
	case d < time.Hour:
		return w.t(prefix+".mins", int(d.Minutes()))
	default:
		return w.t(prefix+".hours", int(d.Hours()), int(d.Minutes())%60)
	}
}

// urgency is remaining for the desk, where what is due today is told by its hour.
func (w voice) urgency(c casework.ClockView) string {
	if w.dueToday(c) && !c.Prompt {
		_, clock := w.lastMoment(c.Due)
		return w.t("left.today", clock)
	}
	return w.remaining(c)
}

// dueToday tells a running clock that ends on the day of this page.
func (w voice) dueToday(c casework.ClockView) bool {
	day, _ := w.lastMoment(c.Due)
	return c.Status == casework.Running && w.now.Before(c.Due) &&
		day.Format(time.DateOnly) == w.local(w.now).Format(time.DateOnly)
}
