package machine

import (
	"cmp"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// pause stops every running clock marked pausable, the statutory one included,
// until the announced end. A permit stops only for the eight procedures of
// 行政许可法 45, announced in writing with their time (R028).
func pause(s *Step, c casework.Command) error {
	switch {
	case s.State.Class == "permit" && !slices.Contains(casework.PermitPauses, c.Args.Category):
		return casework.FieldError(casework.PauseCategory, "category", "R028")
	case !slices.Contains(casework.PauseCategories, c.Args.Category):
		return casework.FieldError(casework.Invalid, "category", "R028")
	case !c.Args.Until.After(s.At):
		return casework.FieldError(casework.PauseUntil, "until", "R028")
	}
	stopped := s.pausable(casework.Running)
	for _, clock := range s.pausable(casework.Breached) {
		return casework.FieldError(casework.ClockBreachedErr, clock.Name, "R028")
	}
	if len(stopped) == 0 {
		return casework.FieldError(casework.ClockNotRunning, "", "R028")
	}
	basis := "行政许可法第四十五条"
	for _, clock := range stopped {
		switch {
		case len(clock.Stops) == 0:
		case !slices.Contains(clock.Stops, c.Args.Category):
			return casework.FieldError(casework.PauseCategory, "category", "R028")
		default:
			basis = clock.Basis // the law that knows this procedure and no other
		}
	}
	s.State.Pause = &casework.PauseState{Category: c.Args.Category, From: s.At, Until: c.Args.Until, By: c.Actor}
	for _, clock := range stopped {
		if err := s.stop(clock, c.Args.Until); err != nil {
			return err
		}
	}
	act, _ := s.k.declared.Act(c.Name)
	s.Say(casework.Event{
		Name: casework.NoticeIssued, To: s.Tells(c.Name), Rule: act.Rule, Basis: cmp.Or(act.Basis, basis),
		Detail: map[string]string{"notice": "special_procedure", "category": c.Args.Category, "until": c.Args.Until.Format(time.RFC3339)},
	})
	return nil
}

// Hold stops every running clock marked pausable by the law itself, until an instant that it
// names: nobody asks for it, and it ends by itself.
func (s *Step) Hold(category string, until time.Time) error {
	stopped := s.pausable(casework.Running)
	if len(stopped) == 0 || !until.After(s.At) {
		return nil
	}
	s.State.Pause = &casework.PauseState{Category: category, From: s.At, Until: until}
	for _, clock := range stopped {
		if err := s.stop(clock, until); err != nil {
			return err
		}
	}
	return nil
}

// stop counts a clock as if its pause ended when announced, and lets nothing
// ring before then but the end of the pause.
func (s *Step) stop(clock *casework.Clock, until time.Time) error {
	s.SayOf(clock, casework.Event{Name: casework.ClockPaused, To: []casework.Role{casework.ActingHolder}, Detail: map[string]string{"category": s.State.Pause.Category}})
	clock.Status = casework.Paused
	ask := s.again(*clock)
	ask.Pauses = append(slices.Clone(clock.Pauses), casework.Span{From: s.At, To: until, Category: s.State.Pause.Category})
	ask.Pausing = s.cmd == nil || s.cmd.Second == nil // what a leader has signed too may be longer (R048)
	planned, err := s.plan(ask)
	if err != nil {
		return err
	}
	switch p := planned[0]; {
	case p.Refused != "":
		return casework.FieldError(p.Refused, "until", p.Rule)
	case !p.Absent:
		s.adopt(clock, p.Clock, "paused")
	}
	return nil
}

// whilePaused lets a clock wake its case first at the end of the pause. Warnings
// before it are left out; what would have run out before it waits for it.
func whilePaused(alarms []casework.Alarm, until time.Time) []casework.Alarm {
	out := []casework.Alarm{{At: until, Kind: casework.AlarmResume}}
	for _, a := range alarms {
		warning := a.Kind == casework.AlarmHalf || a.Kind == casework.AlarmNear
		if !a.At.After(until) {
			if warning || a.Kind == casework.AlarmResume {
				continue
			}
			a.At, a.Ahead = until, false
		}
		out = append(out, a)
	}
	return out
}

// Resume lets the clocks run again: by command, or by itself at the announced end.
func resume(s *Step, _ casework.Command) error { return s.Resume() }

// Resume lets every paused clock run again.
func (s *Step) Resume() error {
	for _, clock := range s.pausable(casework.Paused) {
		clock.Status = casework.Running
		s.SayOf(clock, casework.Event{Name: casework.ClockResumed, To: []casework.Role{casework.ActingHolder}})
		clock.Alarms = slices.DeleteFunc(clock.Alarms, func(a casework.Alarm) bool { return a.Kind == casework.AlarmResume })
		if s.At.Equal(s.State.Pause.Until) {
			continue // ended as announced: the due date stands
		}
		err := s.recount(clock, "resumed", func(n *casework.Clock) { n.Pauses[len(n.Pauses)-1].To = s.At })
		if err != nil {
			return err
		}
	}
	s.State.Pause = nil
	return nil
}

// ranOutBefore: a date that is counted anew may lie before the pause in which its clock
// stands still. Then it never stood still: it had run out before.
func (s *Step) ranOutBefore(clock *casework.Clock) error {
	if clock.Status != casework.Paused || clock.Due.After(s.State.Pause.From) || !s.Since("late-before-its-pause") {
		return nil
	}
	clock.Status, clock.Pauses = casework.Running, clock.Pauses[:len(clock.Pauses)-1]
	s.SayOf(clock, casework.Event{Name: casework.ClockResumed, To: []casework.Role{casework.ActingHolder}})
	if len(s.pausable(casework.Paused)) == 0 {
		s.State.Pause = nil
	}
	return s.knownFrom(clock, clock.Known)
}

func (s *Step) pausable(status casework.ClockStatus) []*casework.Clock {
	var out []*casework.Clock
	for i := range s.State.Clocks {
		if c := &s.State.Clocks[i]; c.Pausable && c.Status == status {
			out = append(out, c)
		}
	}
	return out
}
