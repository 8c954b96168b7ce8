package workflows

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// mark remembers a step of clocks: the state before it and what it said. Steps
// are armed before their instant, or made late after an outage; a command that
// counts from an earlier instant must be able to go back behind them.
type mark struct {
	at     time.Time
	before *casework.State
	events []casework.Event
}

// expire makes the step of the earliest instant: every clock that has an alarm
// then, in one revision.
func (k *keeper) expire() error {
	at, _, ok := k.state.Next()
	if !ok {
		return nil
	}
	s := k.newStep(k.state.Clone(), at)
	if err := s.ringAll(); err != nil {
		return err
	}
	before := k.state
	if err := k.commit(s, nil, nil); err != nil {
		return err
	}
	k.trail = append(k.trail, mark{at: at, before: before, events: s.events})
	return nil
}

// rewind finds the state a command counted from: the one before the first step
// of clocks later than the command. undone are those steps.
func (k *keeper) rewind(at time.Time) (base *casework.State, undone []mark) {
	i := slices.IndexFunc(k.trail, func(m mark) bool { return m.at.After(at) })
	if i < 0 {
		return k.state, nil
	}
	return k.trail[i].before, k.trail[i:]
}

// carryOut commits an accepted command. Steps it went back behind are made
// again on the new state: what they said and still holds stands as it is, what
// became untrue is taken back, what is new is added, all in one revision.
func (k *keeper) carryOut(s *step, c casework.Command, undone []mark) error {
	before := &casework.Standing{Stage: s.state.Stage, Turn: s.state.Turn}
	from := s.at
	own := len(s.events)
	var again []mark
	if n := len(undone); n > 0 {
		var err error
		if again, err = k.makeAgain(s, undone[n-1].at); err != nil {
			return err
		}
		if len(again) > 0 {
			from = again[len(again)-1].at
		}
	}
	takenBack := reconcile(s, own, undone)
	v := &casework.Verdict{ID: c.ID, Command: c.Name, Accepted: true, At: c.At}
	if err := k.commitAs(s, from, before, v, takenBack); err != nil {
		return err
	}
	k.trail = rekey(again, s.events, undone)
	return nil
}

// makeAgain runs the clocks of the new state up to the horizon.
func (k *keeper) makeAgain(s *step, horizon time.Time) ([]mark, error) {
	var again []mark
	at, cmd := s.at, s.cmd
	s.cmd = nil // clocks run out by themselves: the command's actor is not theirs
	defer func() { s.at, s.cmd = at, cmd }()
	for {
		next, _, ok := s.state.Next()
		if !ok || next.After(horizon) {
			return again, nil
		}
		m := mark{at: next, before: s.state.Clone()}
		first := len(s.events)
		s.at = next
		if err := s.ringAll(); err != nil {
			return nil, err
		}
		m.events = slices.Clone(s.events[first:])
		again = append(again, m)
	}
}

// reconcile compares what the undone steps said with what was said again from
// the ordinal own on: it drops repeats from the step and returns the keys of
// what no longer holds.
func reconcile(s *step, own int, undone []mark) (takenBack []string) {
	fresh := slices.Clone(s.events[:own])
	repeated := make([]bool, len(s.events))
	for _, m := range undone {
		for _, old := range m.events {
			i := slices.IndexFunc(s.events[own:], old.SameAs)
			if i < 0 {
				takenBack = append(takenBack, old.Key)
				continue
			}
			repeated[own+i] = true
		}
	}
	for i, e := range s.events[own:] {
		if !repeated[own+i] {
			fresh = append(fresh, e)
		}
	}
	s.events = fresh
	return takenBack
}

// rekey gives the marks of steps made again the keys their events stand under.
func rekey(again []mark, committed []casework.Event, undone []mark) []mark {
	known := slices.Clone(committed)
	for _, m := range undone {
		known = append(known, m.events...)
	}
	for i := range again {
		for j, e := range again[i].events {
			if at := slices.IndexFunc(known, e.SameAs); at >= 0 {
				again[i].events[j].Key = known[at].Key
			}
		}
	}
	return again
}
