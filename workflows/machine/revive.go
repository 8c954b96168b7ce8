package machine

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Revive lets a clock that ended with its case go on from its old start. The
// time between counts as a pause, which one that ended with the case runs into;
// a clock that had been breached stays breached, and its date stands: where it is
// counted anew, nothing of it falls into the time between either.
func (s *Step) Revive(name string) error {
	c := s.State.Clock(name)
	if c == nil || c.Ended.IsZero() {
		return nil
	}
	ended := c.Ended
	c.Ended = time.Time{}
	stoodStill := func(n *casework.Clock) {
		n.Pauses = slices.DeleteFunc(n.Pauses, func(p casework.Span) bool { return p.From.After(ended) }) // not begun when it ended
		if last := len(n.Pauses) - 1; last >= 0 && n.Pauses[last].To.After(ended) {
			n.Pauses[last].To = ended
		}
		n.Pauses = append(n.Pauses, casework.Span{From: ended, To: s.At, Category: casework.SpanClosed})
	}
	if c.Outcome == casework.Breach && !ended.Before(c.Due) { // at its due instant it was breached first
		c.Status = casework.Breached
		if !s.Since("late-stands-still") {
			return nil
		}
		c.Pauses = slices.Clone(c.Pauses)
		stoodStill(c)
		return s.climbOn(c, ended)
	}
	c.Status = casework.Running
	if err := s.recount(c, "reopened", stoodStill); err != nil {
		return err
	}
	return s.lateMeanwhile(c)
}

// lateMeanwhile: counted by what was published while its case was closed, a clock may have
// run out before: nobody could know, and where another ran out with it that is one lateness.
func (s *Step) lateMeanwhile(c *casework.Clock) error {
	if c.Outcome != casework.Breach || c.Due.After(s.At) || !s.Since("late-meanwhile") {
		return nil
	}
	if err := s.knownFrom(c, s.At); err != nil {
		return err
	}
	return s.rewriteShares([]casework.Clock{*c})
}

// climbOn lets a ladder go on where the end of its case left it: no ladder ends in
// silence because a matter was closed in between (design section 1).
func (s *Step) climbOn(c *casework.Clock, ended time.Time) error {
	if !s.Since("late-climbs-on") {
		return nil
	}
	planned, err := s.ladderOf(s.again(*c), c.Due)
	if err != nil || planned.Absent {
		return err
	}
	c.Alarms = slices.DeleteFunc(planned.Clock.Alarms, func(a casework.Alarm) bool {
		rung := a.Kind == casework.AlarmRung || a.Kind == casework.AlarmCharge
		same := func(b casework.Alarm) bool { return b.Kind == a.Kind && b.Level == a.Level }
		return !rung || !a.At.After(ended) || slices.ContainsFunc(c.Climbed, same)
	})
	for _, b := range c.Climbed {
		if b.Recurs && !b.Opens {
			return s.comeAgain([]round{{c.Name, c.Round, b}})
		}
	}
	return nil
}
