package paper

import (
	"fmt"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

var weekdays = [...]string{"日", "一", "二", "三", "四", "五", "六"}

// Date writes a day as papers do: 2026年10月20日. An instant at midnight is 24:00
// of the day before, how the end of a right is written.
func Date(t time.Time, zone *time.Location) string {
	day, _ := lastMoment(t, zone)
	return fmt.Sprintf("%d年%d月%d日", day.Year(), day.Month(), day.Day())
}

// Moment writes a day with weekday and hour: 2026年10月20日（星期二）17:30.
func Moment(t time.Time, zone *time.Location) string {
	day, hour := lastMoment(t, zone)
	return Date(t, zone) + "（星期" + weekdays[day.Weekday()] + "）" + hour
}

func lastMoment(t time.Time, zone *time.Location) (day time.Time, hour string) {
	l := t.In(zone)
	if l.Hour() == 0 && l.Minute() == 0 && l.Second() == 0 {
		return l.AddDate(0, 0, -1), "24:00"
	}
	return l, l.Format("15:04")
}

// units of a limit in words.
var units = map[calendar.Unit]string{
	"wd": "个工作日", "d": "日", "mo": "个月", "wh": "个工作小时", "wm": "分钟（工作时间）", "ws": "秒（工作时间）", "h": "小时", "m": "分钟", "s": "秒",
}

// limit writes 10wd as 10个工作日; what cannot be read is printed as it is.
func limit(s string) string {
	l, err := calendar.ParseLimit(s)
	switch {
	case err != nil:
		return s
	case l.N == 0:
		return "当日"
	}
	return strconv.Itoa(l.N) + units[l.Unit]
}

// late says how many working days a clock is, or was, over its time; nothing
// where it was kept.
func (m Matter) late(c casework.ClockView) string {
	end := m.At
	if c.Ended != nil {
		end = *c.Ended
	}
	if !end.After(c.Due) {
		return ""
	}
	return strconv.Itoa(m.Names.Late(c.Due, end)) + "个工作日"
}

// Number writes the number of a paper: 督办〔2026〕3号.
func Number(word string, year, serial int) string {
	return fmt.Sprintf("%s〔%d〕%d号", word, year, serial)
}
