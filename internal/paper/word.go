package paper

import (
	"fmt"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// Date writes a day as papers do: 2026年10月20日. An instant at midnight is 24:00
// of the day before, how the end of a right is written.
func Date(t time.Time, zone *time.Location) string {
	day, _ := words.LastMoment(t.In(zone))
	return words.Date(day)
}

// Moment writes a day with weekday and hour: 2026年10月20日（星期二）17:30.
func Moment(t time.Time, zone *time.Location) string {
	day, hour := words.LastMoment(t.In(zone))
	return words.Date(day) + "（" + words.DayOfWeek(day.Weekday())[0] + "）" + hour
}

// limit writes 10wd as 10个工作日; what cannot be read is printed as it is.
func limit(s string) string {
	l, err := calendar.ParseLimit(s)
	if err != nil {
		return s
	}
	return words.Term(l)
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
