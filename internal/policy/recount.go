package policy

import (
	"cmp"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Move is what counting one open clock anew would change.
type Move struct {
	Clock          string    `json:"clock"`
	Round          int       `json:"round"`
	Old            time.Time `json:"old"`
	New            time.Time `json:"new"`
	WasProvisional bool      `json:"was_provisional,omitempty"`
	Provisional    bool      `json:"provisional,omitempty"`
	Undoes         bool      `json:"undoes,omitempty"` // a breach that would be none
	Makes          bool      `json:"makes,omitempty"`  // a breach there is not yet
	Shifts         bool      `json:"shifts,omitempty"` // a breach that stays one, by another date: what it brought is written anew
	// Stays: an accountability case was opened over what this undoes or shifts. People
	// are at work on it, and it stays until they decide.
	Stays bool `json:"stays,omitempty"`
}

// Moved tells whether the due instant changes, and not only what is known of it.
func (m Move) Moved() bool { return !m.Old.Equal(m.New) }

// asked tells whether a case stands open over a clock: against the post that answers
// for it, or the one that entered it late.
func asked(s *casework.State, c casework.Clock) bool {
	return slices.Contains(s.Accountable, cmp.Or(c.Post, s.Post)) || s.Entry != nil && slices.Contains(s.Accountable, s.Entry.Post)
}

// Recount tells which open clocks of a case another version of the calendar or
// policy would move, or make certain or provisional. An empty pin keeps the case's
// own. It changes nothing: the workflow counts for itself when the recount is
// applied, and a clock the policy no longer has runs on as it stands there too.
func (b *Book) Recount(s *casework.State, calendar, policy string, now time.Time) ([]Move, error) {
	req := casework.PlanRequest{
		Number: s.Number, Kind: s.Kind, Item: s.Item, ItemVersion: s.ItemVersion, Received: s.Received, Unit: s.Unit,
		Policy: s.Policy, Calendar: s.Calendar,
	}
	if calendar != "" {
		req.Calendar = calendar
	}
	if policy != "" {
		req.Policy = policy
	}
	var open []casework.Clock
	for _, c := range s.Clocks {
		if !c.Open() {
			continue
		}
		open = append(open, c)
		again := c.Again(now)
		if policy != "" { // what was lent is counted by the other version as well
			again.Policy = ""
		}
		req.Clocks = append(req.Clocks, again)
	}
	if len(open) == 0 {
		return nil, nil
	}
	plan, err := b.Plan(req)
	if err != nil {
		return nil, err
	}
	var out []Move
	for i, p := range plan.Clocks {
		was := open[i] // what recurs and starts later was asked for, and is in: filed, not moved
		if p.Absent || was.Outcome == casework.Recur && p.Clock.Start.After(was.Start) || (p.Clock.Due.Equal(was.Due) && p.Clock.Provisional == was.Provisional) {
			continue
		}
		m := Move{
			Clock: was.Name, Round: was.Round, Old: was.Due, New: p.Clock.Due,
			WasProvisional: was.Provisional, Provisional: p.Clock.Provisional,
		}
		if was.Outcome == casework.Breach && was.Status != casework.Paused {
			late, willBe := !was.Due.After(now), !m.New.After(now)
			m.Undoes, m.Makes, m.Shifts = late && !willBe, !late && willBe, late && willBe && m.Moved()
			m.Stays = (m.Undoes || m.Shifts) && asked(s, was)
		}
		out = append(out, m)
	}
	return out, nil
}

// Ran is a clock that was owed and done, as it ended and as it would have by another version.
type Ran struct {
	Clock     string
	Was, Then time.Time // due
	Late      bool      // done after it was due
	Would     bool      // done after it would have been
}

// Backtest counts by another version the clocks of a case that were owed and done: with the same
// start, pauses, grants and calendar, and what was done on the day it was. It says nothing of what
// people would have done otherwise, and leaves out a clock the version does not have.
func (b *Book) Backtest(s *casework.State, version string) ([]Ran, error) {
	req := casework.PlanRequest{
		Number: s.Number, Kind: s.Kind, Item: s.Item, ItemVersion: s.ItemVersion, Received: s.Received, Unit: s.Unit, Policy: version, Calendar: s.Calendar,
	}
	var done []casework.Clock
	for _, c := range s.Clocks {
		if c.Outcome != casework.Breach || c.Status != casework.Met || c.Ended.IsZero() {
			continue
		}
		again := c.Again(c.Ended)
		again.Policy = ""
		done, req.Clocks = append(done, c), append(req.Clocks, again)
	}
	if len(done) == 0 {
		return nil, nil
	}
	plan, err := b.Plan(req)
	if err != nil {
		return nil, err
	}
	var out []Ran
	for i, p := range plan.Clocks {
		if p.Absent {
			continue
		}
		was := done[i]
		out = append(out, Ran{Clock: was.Name, Was: was.Due, Then: p.Clock.Due, Late: was.Ended.After(was.Due), Would: was.Ended.After(p.Clock.Due)})
	}
	return out, nil
}
