package policy

import (
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
)

// Signing is who signs an absence that ends no later than Until, each after the one before;
// without one, however late it ends.
type Signing struct {
	Until time.Time
	Roles []casework.Role
}

// Signings are who signs an absence from an instant on, by when it ends, the earliest first:
// who asks for more time is granted it as for the whole (R155, R232). No absence is looked
// at that ends after by.
func (l Leave) Signings(chosen, rank, form string, cal *calendar.Calendar, from, by time.Time) (out []Signing, err error) {
	order, err := l.order(chosen)
	if err != nil {
		return nil, err
	}
	for _, t := range order.Tiers {
		if t.Rank != rank || t.Form != "" && t.Form != form {
			continue
		}
		s := Signing{Until: Latest(cal, from, by, t.holds), Roles: append([]casework.Role{t.Approver}, t.Then...)}
		if s.Until.IsZero() {
			return append(out, s), nil
		}
		if n := len(out); n == 0 || s.Until.After(out[n-1].Until) {
			out = append(out, s)
		}
	}
	return nil, fmt.Errorf("leave: order %s has no approver for %s", chosen, rank)
}

// Latest is the last instant, to the minute, up to which an absence from an instant on is as
// short as that; zero: it is, however late it ends, by anyhow.
func Latest(cal *calendar.Calendar, from, by time.Time, short func(Length) bool) time.Time {
	if short(Measure(cal, from, by)) {
		return time.Time{}
	}
	low, high := 0, int(by.Sub(from)/time.Minute) // short at low, too long at high
	for high-low > 1 {
		if mid := (low + high) / 2; short(Measure(cal, from, from.Add(time.Duration(mid)*time.Minute))) {
			low = mid
		} else {
			high = mid
		}
	}
	return from.Add(time.Duration(low) * time.Minute)
}
