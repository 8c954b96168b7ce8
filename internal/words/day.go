package words

import "time"

// week begins as time.Weekday does.
var week = [...]Text{{"日", "Sun"}, {"一", "Mon"}, {"二", "Tue"}, {"三", "Wed"}, {"四", "Thu"}, {"五", "Fri"}, {"六", "Sat"}}

// Weekday names a day of the week at the head of a column: 一, Mon.
func Weekday(d time.Weekday) Text { return week[d] }

// DayOfWeek names it inside a date: 星期一, Mon.
func DayOfWeek(d time.Weekday) Text { return Text{"星期" + week[d][0], week[d][1]} }

// LastMoment is the day an instant belongs to and its hour. 00:00 is the 24:00 of the
// day that ends: a right that runs to the end of its last day is kept as 00:00 of the
// next, and nobody may read that as a day more.
func LastMoment(t time.Time) (day time.Time, hour string) {
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.AddDate(0, 0, -1), "24:00"
	}
	return t, t.Format("15:04")
}

// Date writes a day in Chinese: 2026年10月20日.
func Date(t time.Time) string { return t.Format("2006年1月2日") }
