package machine

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Terms are the particulars of clocks about to start.
type Terms struct {
	// From is what they count from; zero: the instant of the step.
	From time.Time
	// Deemed is set where the law let them start: they are due no earlier.
	Deemed time.Time
	// Limit is what the assigner stated instead of the rule's limit, Stated a due
	// instant he named outright.
	Limit  string
	Stated time.Time
	// Known is since when their date can be known, where what they count from lies in
	// the past: a ladder climbs from no earlier.
	Known time.Time
	// Post and Unit answer for them instead of the case's own: a co-unit's (R044).
	Post, Unit string
	// Owner has it in place of the rule's own, who is not there.
	Owner casework.Role
	// Told: another event of the instant tells the owner, and better.
	Told bool
}

// again asks to count a clock that runs already.
func (s *Step) again(c casework.Clock) casework.PlanClock {
	return c.Again(s.At)
}

// plan counts clocks by the pinned policy and calendar.
func (s *Step) plan(clocks ...casework.PlanClock) ([]casework.Planned, error) {
	p, err := s.k.host.Plan(casework.PlanRequest{
		Number: s.State.Number, Kind: s.State.Kind, Item: s.State.Item, ItemVersion: s.State.ItemVersion,
		Received: s.State.Received, Unit: s.State.Unit,
		Policy: s.State.Policy, Calendar: s.State.Calendar, Clocks: clocks,
	})
	if err != nil {
		return nil, fmt.Errorf("plan %s: %w", s.State.Number, err)
	}
	s.State.Policy, s.State.Calendar, s.State.Class, s.State.Lead = p.Policy, p.Calendar, p.Class, p.Lead
	s.State.ItemVersion = cmp.Or(p.ItemVersion, s.State.ItemVersion) // a worker from before knows of none
	s.State.Handling = cmp.Or(p.Handling, s.State.Handling)
	for i := range p.Clocks {
		s.cast(&p.Clocks[i].Clock)
		s.nameAssigner(&p.Clocks[i].Clock)
	}
	return p.Clocks, nil
}

// cast gives a clock of the policy to those who play its roles in this case.
func (s *Step) cast(c *casework.Clock) {
	c.Owner, c.Asks = s.State.Part(c.Owner), s.State.Part(c.Asks)
	c.Deciders = s.State.Parts(c.Deciders)
	for i := range c.Alarms {
		c.Alarms[i].To = s.State.Parts(c.Alarms[i].To)
	}
}

// Start begins a round of each named clock the policy knows for this item, from the
// step's instant.
func (s *Step) Start(names ...string) error { return s.StartWith(Terms{}, names...) }

// StartWith is Start with particulars.
func (s *Step) StartWith(t Terms, names ...string) error {
	if t.From.IsZero() {
		t.From = s.At
	}
	ask := make([]casework.PlanClock, len(names))
	for i, name := range names {
		ask[i] = casework.PlanClock{
			Name: name, Start: t.From, Limit: t.Limit, Stated: t.Stated, NotBefore: t.Deemed, SkipBefore: s.skip(), Known: later(s.known(), t.Known),
		}
		if casework.Ruling(name) == casework.ClockReceipt { // what is stated is for the work, not for the signature (R095)
			ask[i].Limit, ask[i].Stated = "", time.Time{}
		}
	}
	planned, err := s.plan(ask...)
	if err != nil {
		return err
	}
	for _, p := range planned {
		switch {
		case p.Absent:
			continue
		case p.Refused != "": // nobody states more than the law gives him
			return casework.FieldError(p.Refused, "limit", p.Rule)
		}
		c := p.Clock
		c.Post, c.Unit = t.Post, t.Unit
		if t.Owner != "" {
			c.Owner = t.Owner
		}
		c.Round = 1
		if last := s.State.Clock(c.Name); last != nil {
			c.Round = last.Round + 1
		}
		c.DueVersion = 1
		s.State.Clocks = append(s.State.Clocks, c)
		s.SayOf(&c, casework.Event{
			Name: casework.ClockStarted, To: []casework.Role{starter(c)}, Quiet: t.Told, Due: dueOf(c, time.Time{}, "started"),
			Detail: map[string]string{"start": c.Start.Format(time.RFC3339)},
		})
	}
	return nil
}

// DueFrom is when a clock would be due, had it started at an instant.
func (s *Step) DueFrom(name string, from time.Time) (time.Time, error) {
	planned, err := s.plan(casework.PlanClock{Name: name, Start: from})
	if err != nil {
		return time.Time{}, err
	}
	return planned[0].Clock.Due, nil
}

// CountFrom counts open clocks anew from another start.
func (s *Step) CountFrom(cause string, from time.Time, names ...string) error {
	moved := func(c casework.Clock) bool { return slices.Contains(names, c.Name) && !c.Start.Equal(from) }
	return s.recountOpen(cause, moved, func(c *casework.Clock) { c.Start = from })
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
func (s *Step) skip() time.Time { return later(later(s.begun, s.At), s.State.Registered) }

// recount counts an open clock anew after change altered what it counts from,
// and records why it moved. What was granted stays granted: the cap was checked
// when it was asked for and when it was decided. A clock that the policy knows no
// longer runs on as it stands.
func (s *Step) recount(c *casework.Clock, cause string, change func(*casework.Clock)) error {
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
		s.File(c)
	}
	return nil
}

// adopt takes over a newly counted due date, with a ledger row if it moved.
func (s *Step) adopt(c *casework.Clock, counted casework.Clock, cause string) {
	old := c.Due
	counted.Round, counted.DueVersion, counted.Status, counted.Cards = c.Round, c.DueVersion, c.Status, c.Cards
	counted.Post, counted.Unit, counted.Filed, counted.Climbed, counted.Called, counted.RanOut = c.Post, c.Unit, c.Filed, c.Climbed, c.Called, c.RanOut
	*c = counted
	if c.Status == casework.Paused {
		c.Alarms = whilePaused(c.Alarms, s.State.Pause.Until)
	}
	if c.Due.Equal(old) {
		return
	}
	c.DueVersion++
	s.SayOf(c, casework.Event{Name: casework.ClockMoved, Due: dueOf(*c, old, cause), Detail: map[string]string{"cause": cause}})
}

// Meet ends clocks whose promise was kept, late or in time. A met clock has no
// alarms left, so its ladder ends.
func (s *Step) Meet(names ...string) {
	for _, name := range names {
		c := s.State.Clock(name)
		if c == nil || !c.Open() {
			continue
		}
		late := c.Status == casework.Breached
		s.end(c, casework.Met)
		e := casework.Event{Name: casework.ClockMet}
		if late {
			e.Detail = map[string]string{"late": "true"}
		}
		s.SayOf(c, e)
	}
}

// DropBut ends clocks that are owed no longer because the case took another way.
func (s *Step) DropBut(except ...string) {
	for i := range s.State.Clocks {
		c := &s.State.Clocks[i]
		if c.Open() && !slices.Contains(except, casework.Ruling(c.Name)) && !s.signing(c) {
			s.dropClock(c)
		}
	}
}

// Release ends one clock that is owed no longer.
func (s *Step) Release(name string) {
	if c := s.State.Clock(name); c != nil && c.Open() {
		s.dropClock(c)
	}
}

func (s *Step) dropClock(c *casework.Clock) {
	s.end(c, casework.Dropped)
	s.SayOf(c, casework.Event{Name: casework.ClockDropped})
}

// end stops a clock for good. An extension still asked for on it falls away, and so
// does an urgent request with the time to answer it.
func (s *Step) end(c *casework.Clock, as casework.ClockStatus) {
	c.Status, c.Ended, c.Alarms = as, s.At, nil
	if x := s.State.Extension; x != nil && x.Clock == c.Name && x.Round == c.Round {
		s.State.Extension = nil
	}
	if c.Name == casework.ClockUrgent && s.State.Urgent.Pending() {
		s.State.Urgent = nil
	}
	if c.Name == casework.ClockCountersign && s.State.Second.Pending() {
		s.State.Second = nil
	}
}

// dueOf is the ledger row of a due date set or moved.
func dueOf(c casework.Clock, old time.Time, cause string) *casework.DueChange {
	return &casework.DueChange{
		Cause: cause, Old: old, New: c.Due, Date: c.Date, Provisional: c.Provisional,
		Start: c.Start, Limit: c.Limit, Granted: c.Granted, Pauses: slices.Clone(c.Pauses), Policy: c.Policy,
	}
}
