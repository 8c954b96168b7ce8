package workflows

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// comeRound ends one round of a standing duty and begins the next. Every round
// is counted from the first start and rolled on its own, so that a round late
// by a holiday does not push the ones after it (R097).
func (s *step) comeRound(c *casework.Clock, a casework.Alarm) error {
	s.end(c, casework.Recurred)
	s.sayOf(c, casework.Event{Name: casework.ClockRecurred, At: a.At, To: []casework.Role{starter(*c)}})
	next := *c
	next.Times = max(next.Times, 1) + 1
	planned, err := s.plan(s.again(next))
	if err != nil {
		return err
	}
	if planned[0].Absent {
		return nil // the policy it is counted by now knows no such duty
	}
	fresh := planned[0].Clock
	fresh.Round, fresh.DueVersion = next.Round+1, 1
	s.state.Clocks = slices.DeleteFunc(s.state.Clocks, func(old casework.Clock) bool {
		return old.Name == fresh.Name && old.Round < next.Round // the record keeps them
	})
	s.state.Clocks = append(s.state.Clocks, fresh)
	s.sayOf(&fresh, casework.Event{Name: casework.ClockStarted, Due: dueOf(fresh, time.Time{}, "recurred")})
	return nil
}
