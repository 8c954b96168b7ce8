package almanac

import (
	"time"

	"github.com/shixian/shixian/internal/calendar"
)

// Due is when next year's list is asked for: the State Council announces it in
// October or November.
const Due = time.November

// Missing lists the years whose list a calendar should hold at an instant and does
// not: this one, and from 1 November on the next. now is in the calendar's zone.
func Missing(s calendar.Spec, now time.Time) []int {
	wanted := []int{now.Year()}
	if now.Month() >= Due {
		wanted = append(wanted, now.Year()+1)
	}
	if len(s.Years) == 0 {
		return []int{} // complete in itself
	}
	return without(wanted, s.Years)
}
