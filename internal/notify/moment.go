package notify

import (
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/words"
)

// moment is a due time inside a sentence, 10月20日（星期二）17:30; the year is
// left out when it is that of now, the instant of the event.
func moment(lang string, due, now time.Time) string {
	day, clock := dayAndClock(due)
	sameYear := !now.IsZero() && now.In(day.Location()).Year() == day.Year()
	switch {
	case words.InEnglish(lang) && sameYear:
		return clock + " on " + day.Format("Monday 2 January")
	case words.InEnglish(lang):
		return clock + " on " + day.Format("Monday 2 January 2006")
	}
	text := fmt.Sprintf("%d月%d日（%s）%s", day.Month(), day.Day(), words.DayOfWeek(day.Weekday())[0], clock)
	if !sameYear {
		text = fmt.Sprintf("%d年%s", day.Year(), text)
	}
	return text
}

// full is a due time standing alone, 2026年10月20日 星期二 17:30.
func full(lang string, due time.Time) string {
	day, clock := dayAndClock(due)
	if words.InEnglish(lang) {
		return day.Format("Monday 2 January 2006") + " " + clock
	}
	return words.Date(day) + " " + words.DayOfWeek(day.Weekday())[0] + " " + clock
}

// dayAndClock is the last moment of a limit; seconds show only where it counts them.
func dayAndClock(due time.Time) (day time.Time, clock string) {
	if due.Second() != 0 {
		return due, due.Format("15:04:05")
	}
	return words.LastMoment(due)
}
