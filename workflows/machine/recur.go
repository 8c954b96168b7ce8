package machine

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// comeRound ends one round of a standing duty and begins the next. Every round
// is counted from the first start and rolled on its own, so that a round late
// by a holiday does not push the ones after it (R097). A round that chases reminds
// whoever's turn it is; one that was to be filed and was not is told to those the
// policy names.
func (s *Step) comeRound(c *casework.Clock, a casework.Alarm) error {
	missed := c.Filed.IsZero() && len(a.To) > 0
	if missed && c.Name == casework.ClockNextList {
		in, err := s.ListIsIn(c)
		if err != nil {
			return err
		}
		if in { // published for new cases, and by no recount for this one
			s.File(c)
		}
		missed = !in
	}
	s.end(c, casework.Recurred)
	over := casework.Event{Name: casework.ClockRecurred, At: a.At, To: []casework.Role{starter(*c)}, Quiet: missed}
	if c.Chases { // lateness is the business of the clock it chases for, and charged there (R057)
		over.Name, over.To = casework.Chased, []casework.Role{s.awaited(c)}
	}
	s.SayOf(c, over)
	if missed {
		s.SayOf(c, casework.Event{Name: casework.RoundMissed, At: a.At, To: a.To})
		s.propose(c, a)
	}
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
	fresh.Post, fresh.Unit = next.Post, next.Unit
	s.State.Clocks = slices.DeleteFunc(s.State.Clocks, func(old casework.Clock) bool {
		return old.Name == fresh.Name && old.Round < next.Round // the record keeps them
	})
	s.State.Clocks = append(s.State.Clocks, fresh)
	s.SayOf(&fresh, casework.Event{Name: casework.ClockStarted, Due: dueOf(fresh, time.Time{}, "recurred")})
	return nil
}

// File notes that what a round asked for is in; the next comes at its own time.
func (s *Step) File(clock *casework.Clock) {
	clock.Filed = s.At
	s.SayOf(clock, casework.Event{Name: casework.DutyDone, To: []casework.Role{casework.GeneralOffice}})
}

// propose puts what a round nobody filed may cost the unit before the office that
// keeps its score, once for each round. It decides nothing (R110).
func (s *Step) propose(c *casework.Clock, a casework.Alarm) {
	if a.Proposes == "" {
		return
	}
	s.State.Proposed = append(s.State.Proposed, casework.Proposed{Clock: c.Name, Round: c.Round, Rule: c.Rule, Measure: a.Proposes, At: a.At})
	s.SayOf(c, casework.Event{Name: casework.PointsProposed, At: a.At, Level: a.Proposes, To: []casework.Role{casework.EfficiencyOffice}})
}

// awaited is who hears that he is waited for: whoever has the file, on post now.
func (s *Step) awaited(c *casework.Clock) casework.Role {
	if c.Post != "" || s.State.Turn == casework.Handler || s.State.Turn == "" {
		return casework.ActingHolder
	}
	return s.State.Turn
}

// ListIsIn counts the clock anew: it would start later, for another year's list.
func (s *Step) ListIsIn(c *casework.Clock) (bool, error) {
	planned, err := s.plan(s.again(*c))
	if err != nil {
		return false, err
	}
	return startsLater(*c, planned[0]), nil
}

func startsLater(c casework.Clock, p casework.Planned) bool {
	return c.Name == casework.ClockNextList && !p.Absent && p.Clock.Start.After(c.Start)
}
