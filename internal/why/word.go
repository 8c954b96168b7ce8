package why

import (
	"fmt"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// pause is what a clock was stopped for; where that is not known, nothing.
func pause(s casework.Span) words.Text {
	what, _ := words.Find(words.Pause, s.Category)
	return what
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
