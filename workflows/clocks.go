package workflows

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// terms are the particulars of clocks about to start.
type terms struct {
	from time.Time
	// deemed is set where the law let them start: they are due no earlier.
	deemed time.Time
	// limit is what the assigner stated instead of the rule's limit, stated a due
	// instant he named outright.
	limit  string
	stated time.Time
	// post and unit answer for them instead of the case's own: a co-unit's (R044).
	post, unit string
	// owner has it in place of the rule's own, who is not there.
	owner casework.Role
	// told: another event of the instant tells the owner, and better.
	told bool
}

// again asks to count a clock that runs already.
func (s *step) again(c casework.Clock) casework.PlanClock {
	return c.Again(s.at)
}

// plan counts clocks by the pinned policy and calendar.
func (s *step) plan(clocks ...casework.PlanClock) ([]casework.Planned, error) {
	p, err := s.k.host.Plan(casework.PlanRequest{
		Number: s.state.Number, Kind: s.state.Kind, Item: s.state.Item, ItemVersion: s.state.ItemVersion,
		Received: s.state.Received, Unit: s.state.Unit,
		Policy: s.state.Policy, Calendar: s.state.Calendar, Clocks: clocks,
	})
	if err != nil {
		return nil, fmt.Errorf("plan %s: %w", s.state.Number, err)
	}
	s.state.Policy, s.state.Calendar, s.state.Class, s.state.Lead = p.Policy, p.Calendar, p.Class, p.Lead
	s.state.ItemVersion = cmp.Or(p.ItemVersion, s.state.ItemVersion) // a worker from before knows of none
	for i := range p.Clocks {
		s.cast(&p.Clocks[i].Clock)
		s.nameAssigner(&p.Clocks[i].Clock)
	}
	return p.Clocks, nil
}

// cast gives a clock of the policy to those who play its roles in this case.
func (s *step) cast(c *casework.Clock) {
	c.Owner, c.Asks = s.state.Part(c.Owner), s.state.Part(c.Asks)
	c.Deciders = s.state.Parts(c.Deciders)
	for i := range c.Alarms {
		c.Alarms[i].To = s.state.Parts(c.Alarms[i].To)
	}
}

// start begins a round of each named clock the policy knows for this item.
func (s *step) start(t terms, names ...string) error {
	ask := make([]casework.PlanClock, len(names))
	for i, name := range names {
		ask[i] = casework.PlanClock{
			Name: name, Start: t.from, Limit: t.limit, Stated: t.stated, NotBefore: t.deemed, SkipBefore: s.skip(), Known: s.known(),
		}
		if casework.Ruling(name) == clockReceipt { // what is stated is for the work, not for the signature (R095)
			ask[i].Limit, ask[i].Stated = "", time.Time{}
		}
	}
	planned, err := s.plan(ask...)
	if err != nil {
		return err
	}
	for _, p := range planned {
		if p.Absent {
			continue
		}
		c := p.Clock
		c.Post, c.Unit = t.post, t.unit
		if t.owner != "" {
			c.Owner = t.owner
		}
		c.Round = 1
		if last := s.state.Clock(c.Name); last != nil {
			c.Round = last.Round + 1
		}
		c.DueVersion = 1
		s.state.Clocks = append(s.state.Clocks, c)
		s.sayOf(&c, casework.Event{
			Name: casework.ClockStarted, To: []casework.Role{starter(c)}, Quiet: t.told, Due: dueOf(c, time.Time{}, "started"),
			Detail: map[string]string{"start": c.Start.Format(time.RFC3339)},
		})
	}
	return nil
}

// starter is who hears that a clock has started: its owner, on post now.
func starter(c casework.Clock) casework.Role {
	if c.Owner == casework.Handler {
		return casework.ActingHolder
	}
	return c.Owner
}

// skip is the instant before which warnings are left out: those a receipt
// entered or corrected for the past, or a deeming, would have given long ago.
func (s *step) skip() time.Time { return later(later(s.begun, s.at), s.state.Registered) }

// recount counts an open clock anew after change altered what it counts from,
// and records why it moved. What was granted stays granted: the cap was checked
// when it was asked for and when it was decided. A clock that the policy knows no
// longer runs on as it stands.
func (s *step) recount(c *casework.Clock, cause string, change func(*casework.Clock)) error {
	next := *c
	next.Pauses = slices.Clone(c.Pauses)
	change(&next)
	planned, err := s.plan(s.again(next))
	if err != nil {
		return err
	}
	switch p := planned[0]; {
	case p.Absent:
	case !startsLater(*c, p):
		s.adopt(c, p.Clock, cause)
	case c.Filed.IsZero(): // what it asked for is in; the round ends at its time
		s.file(c)
	}
	return nil
}

// adopt takes over a newly counted due date, with a ledger row if it moved.
func (s *step) adopt(c *casework.Clock, counted casework.Clock, cause string) {
	old := c.Due
	counted.Round, counted.DueVersion, counted.Status, counted.Cards = c.Round, c.DueVersion, c.Status, c.Cards
	counted.Post, counted.Unit, counted.Filed, counted.Climbed = c.Post, c.Unit, c.Filed, c.Climbed
	*c = counted
	if c.Status == casework.Paused {
		c.Alarms = whilePaused(c.Alarms, s.state.Pause.Until)
	}
	if c.Due.Equal(old) {
		return
	}
	c.DueVersion++
	s.sayOf(c, casework.Event{Name: casework.ClockMoved, Due: dueOf(*c, old, cause), Detail: map[string]string{"cause": cause}})
}

// meet ends clocks whose promise was kept, late or in time. A met clock has no
// alarms left, so its ladder ends.
func (s *step) meet(names ...string) {
	for _, name := range names {
		c := s.state.Clock(name)
		if c == nil || !c.Open() {
			continue
		}
		late := c.Status == casework.Breached
		s.end(c, casework.Met)
		e := casework.Event{Name: casework.ClockMet}
		if late {
			e.Detail = map[string]string{"late": "true"}
		}
		s.sayOf(c, e)
	}
}

// drop ends clocks that are owed no longer because the case took another way.
func (s *step) drop(except ...string) {
	for i := range s.state.Clocks {
		c := &s.state.Clocks[i]
		if c.Open() && !slices.Contains(except, casework.Ruling(c.Name)) {
			s.dropClock(c)
		}
	}
}

func (s *step) dropClock(c *casework.Clock) {
	s.end(c, casework.Dropped)
	s.sayOf(c, casework.Event{Name: casework.ClockDropped})
}

// end stops a clock for good. An extension still asked for on it falls away, and so
// does an urgent request with the time to answer it.
func (s *step) end(c *casework.Clock, as casework.ClockStatus) {
	c.Status, c.Ended, c.Alarms = as, s.at, nil
	if x := s.state.Extension; x != nil && x.Clock == c.Name && x.Round == c.Round {
		s.state.Extension = nil
	}
	if c.Name == casework.ClockUrgent && s.state.Urgent.Pending() {
		s.state.Urgent = nil
	}
}

// dueOf is the ledger row of a due date set or moved.
func dueOf(c casework.Clock, old time.Time, cause string) *casework.DueChange {
	return &casework.DueChange{
		Cause: cause, Old: old, New: c.Due, Date: c.Date, Provisional: c.Provisional,
		Start: c.Start, Limit: c.Limit, Granted: c.Granted, Pauses: slices.Clone(c.Pauses), Policy: c.Policy,
	}
}

// revive lets a clock that ended with its case go on from its old start. The
// time between counts as a pause, which one that ended with the case runs into;
// a clock that had been breached stays breached, and its date stands: where it is
// counted anew, nothing of it falls into the time between either.
func (s *step) revive(name string) error {
	c := s.state.Clock(name)
	if c == nil || c.Ended.IsZero() {
		return nil
	}
	ended := c.Ended
	c.Ended = time.Time{}
	stoodStill := func(n *casework.Clock) {
		if last := len(n.Pauses) - 1; last >= 0 && n.Pauses[last].To.After(ended) {
			n.Pauses[last].To = ended
		}
		n.Pauses = append(n.Pauses, casework.Span{From: ended, To: s.at, Category: casework.SpanClosed})
	}
	if c.Outcome == casework.Breach && !ended.Before(c.Due) { // at its due instant it was breached first
		c.Status = casework.Breached
		if !s.since("late-stands-still") {
			return nil
		}
		c.Pauses = slices.Clone(c.Pauses)
		stoodStill(c)
		return s.climbOn(c, ended)
	}
	c.Status = casework.Running
	return s.recount(c, "reopened", stoodStill)
}

// climbOn lets a ladder go on where the end of its case left it: no ladder ends in
// silence because a matter was closed in between (design section 1).
func (s *step) climbOn(c *casework.Clock, ended time.Time) error {
	if !s.since("late-climbs-on") {
		return nil
	}
	planned, err := s.plan(s.again(*c))
	if err != nil || planned[0].Absent {
		return err
	}
	c.Alarms = slices.DeleteFunc(planned[0].Clock.Alarms, func(a casework.Alarm) bool {
		rung := a.Kind == casework.AlarmRung || a.Kind == casework.AlarmCharge
		same := func(b casework.Alarm) bool { return b.Kind == a.Kind && b.Level == a.Level }
		return !rung || !a.At.After(ended) || slices.ContainsFunc(c.Climbed, same)
	})
	return nil
}
