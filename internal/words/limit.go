package words

import (
	"fmt"
	"strconv"

	"github.com/shixian/shixian/internal/calendar"
)

// unit is what a limit counts: of many, of one in English, and as laws and papers write
// it where that is another word.
type unit struct {
	many   Text
	one    string
	formal string
}

var units = map[calendar.Unit]unit{
	calendar.WorkingDays:    {Text{"个工作日", "working days"}, "working day", ""},
	calendar.Days:           {Text{"天", "days"}, "day", "日"},
	calendar.Months:         {Text{"个月", "months"}, "month", ""},
	calendar.WorkingHours:   {Text{"个工作小时", "working hours"}, "working hour", ""},
	calendar.WorkingMinutes: {Text{"分钟（工作时间）", "working minutes"}, "working minute", ""},
	calendar.WorkingSeconds: {Text{"秒（工作时间）", "working seconds"}, "working second", ""},
	calendar.Hours:          {Text{"小时", "hours"}, "hour", ""},
	calendar.Minutes:        {Text{"分钟", "minutes"}, "minute", ""},
	calendar.Seconds:        {Text{"秒", "seconds"}, "second", ""},
}

// Unit is the word for what a limit counts.
func Unit(lang string, u calendar.Unit) string { return units[u].many.In(lang) }

// Limit says a limit: 10 个工作日, 1 working day, 当天.
func Limit(lang string, l calendar.Limit) string {
	if l.N == 0 && l.Dated() {
		return Text{"当天", "the same day"}.In(lang)
	}
	return Amount(lang, l.N, l.Unit)
}

// Amount says so many of a unit: 1 working day, 0 working days.
func Amount(lang string, n int, u calendar.Unit) string {
	if n == 1 && InEnglish(lang) {
		return "1 " + units[u].one
	}
	return fmt.Sprintf("%d %s", n, Unit(lang, u))
}

// LimitText says a limit that is written down; what is none stands as it is.
func LimitText(lang, written string) string {
	l, err := calendar.ParseLimit(written)
	if err != nil {
		return written
	}
	return Limit(lang, l)
}

// Term writes a limit as papers do: 10个工作日, 30日, 当日.
func Term(l calendar.Limit) string {
	u := units[l.Unit]
	switch {
	case l.N == 0:
		return "当日"
	case u.formal != "":
		return strconv.Itoa(l.N) + u.formal
	}
	return strconv.Itoa(l.N) + u.many[0]
}
