package notify

import (
	"fmt"
	"time"
)

var weekdays = [...]string{"日", "一", "二", "三", "四", "五", "六"}

// moment is a due time inside a sentence, 10月20日（星期二）17:30; the year is
// left out when it is that of now, the instant of the event.
func moment(lang string, due, now time.Time) string {
	day, clock := dayAndClock(due)
	sameYear := !now.IsZero() && now.In(day.Location()).Year() == day.Year()
	switch {
	case english(lang) && sameYear:
		return clock + " on " + day.Format("Monday 2 January")
	case english(lang):
		return clock + " on " + day.Format("Monday 2 January 2006")
	}
	text := fmt.Sprintf("%d月%d日（星期%s）%s", day.Month(), day.Day(), weekdays[day.Weekday()], clock)
	if !sameYear {
		text = fmt.Sprintf("%d年%s", day.Year(), text)
	}
	return text
}

// full is a due time standing alone, 2026年10月20日 星期二 17:30.
func full(lang string, due time.Time) string {
	day, clock := dayAndClock(due)
	if english(lang) {
		return day.Format("Monday 2 January 2006") + " " + clock
	}
	return fmt.Sprintf("%d年%d月%d日 星期%s %s", day.Year(), day.Month(), day.Day(), weekdays[day.Weekday()], clock)
}

// dayAndClock shows midnight as the 24:00 of the day that ends: a right that
// runs to the end of its last day is kept as 00:00 of the next, and nobody may
// read that as a day more. Seconds show only where a limit counts them.
func dayAndClock(due time.Time) (day time.Time, clock string) {
	switch {
	case due.Hour() == 0 && due.Minute() == 0 && due.Second() == 0:
		return due.AddDate(0, 0, -1), "24:00"
	case due.Second() != 0:
		return due, due.Format("15:04:05")
	}
	return due, due.Format("15:04")
}
