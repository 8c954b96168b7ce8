package workflows

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// pause stops every running clock marked pausable, the statutory one included,
// until the announced end. A permit stops only for the eight procedures of
// 行政许可法 45, announced in writing with their time (R028).
func pause(s *step, c casework.Command) error {
	switch {
	case s.state.Class == "permit" && !slices.Contains(casework.PermitPauses, c.Args.Category):
		return casework.FieldError(casework.PauseCategory, "category", "R028")
	case !slices.Contains(casework.PauseCategories, c.Args.Category):
		return casework.FieldError(casework.Invalid, "category", "R028")
	case !c.Args.Until.After(s.at):
		return casework.FieldError(casework.PauseUntil, "until", "R028")
	}
	stopped := s.pausable(casework.Running)
	for _, clock := range s.pausable(casework.Breached) {
		return casework.FieldError(casework.ClockBreachedErr, clock.Name, "R028")
	}
	if len(stopped) == 0 {
		return casework.FieldError(casework.ClockNotRunning, "", "R028")
	}
	s.state.Pause = &casework.PauseState{Category: c.Args.Category, From: s.at, Until: c.Args.Until, By: c.Actor}
	for _, clock := range stopped {
		if err := s.stop(clock, c.Args.Until); err != nil {
			return err
		}
	}
	s.say(casework.Event{
		Name: casework.NoticeIssued, To: []casework.Role{casework.Applicant}, Rule: "R028", Basis: "行政许可法第四十五条",
		Detail: map[string]string{"notice": "special_procedure", "category": c.Args.Category, "until": c.Args.Until.Format(time.RFC3339)},
	})
	return nil
}

// stop counts a clock as if its pause ended when announced, and lets nothing
// ring before then but the end of the pause.
func (s *step) stop(clock *casework.Clock, until time.Time) error {
	s.sayOf(clock, casework.Event{Name: casework.ClockPaused, To: []casework.Role{casework.ActingHolder}, Detail: map[string]string{"category": s.state.Pause.Category}})
	clock.Status = casework.Paused
	ask := s.again(*clock)
	ask.Pauses = append(slices.Clone(clock.Pauses), casework.Span{From: s.at, To: until, Category: s.state.Pause.Category})
	ask.Pausing = true
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

// resume lets the clocks run again: by command, or by itself at the announced end.
func resume(s *step, _ casework.Command) error { return s.resume() }

func (s *step) resume() error {
	for _, clock := range s.pausable(casework.Paused) {
		clock.Status = casework.Running
		s.sayOf(clock, casework.Event{Name: casework.ClockResumed, To: []casework.Role{casework.ActingHolder}})
		clock.Alarms = slices.DeleteFunc(clock.Alarms, func(a casework.Alarm) bool { return a.Kind == casework.AlarmResume })
		if s.at.Equal(s.state.Pause.Until) {
			continue // ended as announced: the due date stands
		}
		err := s.recount(clock, "resumed", func(n *casework.Clock) { n.Pauses[len(n.Pauses)-1].To = s.at })
		if err != nil {
			return err
		}
	}
	s.state.Pause = nil
	return nil
}

func (s *step) pausable(status casework.ClockStatus) []*casework.Clock {
	var out []*casework.Clock
	for i := range s.state.Clocks {
		if c := &s.state.Clocks[i]; c.Pausable && c.Status == status {
			out = append(out, c)
		}
	}
	return out
}
