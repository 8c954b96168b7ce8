package why

import (
	"fmt"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// categories are what a pause is for, Chinese and English (R028).
var categories = map[string][2]string{
	"hearing": {"听证", "hearing"}, "tender": {"招标", "tender"}, "auction": {"拍卖", "auction"},
	"inspection": {"检验", "inspection"}, "test": {"检测", "test"}, "quarantine": {"检疫", "quarantine"},
	"appraisal": {"鉴定", "appraisal"}, "expert_review": {"专家评审", "expert review"},
	"supplement": {"补正材料", "supplement"}, "third_party": {"征求第三方意见", "third party asked"},
	casework.SpanClosed: {"办结至重新办理", "closed until taken up again"},
}

var units = map[calendar.Unit][2]string{
	calendar.WorkingDays: {"个工作日", "working day"}, calendar.Days: {"日", "day"}, calendar.Months: {"个月", "month"},
	calendar.WorkingHours: {"个工作小时", "working hour"}, calendar.WorkingMinutes: {"分钟（办公时间）", "working minute"},
	calendar.WorkingSeconds: {"秒（办公时间）", "working second"},
	calendar.Hours:          {"小时", "hour"}, calendar.Minutes: {"分钟", "minute"}, calendar.Seconds: {"秒", "second"},
}

// LimitZH says a limit in Chinese, with a space before and none behind: 10 个工作日.
func LimitZH(l calendar.Limit) string {
	unit := units[l.Unit][0]
	return fmt.Sprintf(" %d %s", l.N, unit)
}

// LimitEN says a limit in English: 10 working days.
func LimitEN(l calendar.Limit) string {
	s := fmt.Sprintf("%d %s", l.N, units[l.Unit][1])
	if l.N != 1 {
		s += "s"
	}
	return s
}

func weekdayZH(day time.Time) string {
	return "星期" + [...]string{"日", "一", "二", "三", "四", "五", "六"}[day.Weekday()]
}

func shortZH(date string) string {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return d.Format("1月2日")
}

func shortEN(date string) string {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return d.Format("2 January")
}

// clockTime is the time of day of an instant, as seen from a date: one at 00:00
// of the next is 24:00.
func clockTime(at time.Time, date string) string {
	if at.Format(time.DateOnly) != date && at.Hour() == 0 && at.Minute() == 0 {
		return "24:00"
	}
	return strings.TrimSuffix(at.Format("15:04:05"), ":00")
}

// used says how much of a limit in time a day took.
func used(seconds int64, before string) string {
	if seconds == 0 {
		return ""
	}
	h, m, sec := seconds/3600, seconds/60%60, seconds%60
	var b strings.Builder
	b.WriteString(before)
	for _, p := range []struct {
		n    int64
		unit string
	}{{h, "小时"}, {m, "分"}, {sec, "秒"}} {
		if p.n > 0 {
			fmt.Fprintf(&b, " %d %s", p.n, p.unit)
		}
	}
	return b.String()
}

func usedEN(seconds int64) string {
	if seconds == 0 {
		return ""
	}
	var parts []string
	for _, p := range []struct {
		n    int64
		unit string
	}{{seconds / 3600, "h"}, {seconds / 60 % 60, "min"}, {seconds % 60, "s"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.unit))
		}
	}
	return ", " + strings.Join(parts, " ") + " used"
}

// in puts a word between brackets, and nothing where there is none.
func in(word, open, shut string) string {
	if word == "" {
		return ""
	}
	return open + word + shut
}
