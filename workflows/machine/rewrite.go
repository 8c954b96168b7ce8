package machine

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// What a breach brought hangs on its due date. Where another count moves the date of
// a clock that is late already, and leaves it late, breach, cards, rungs and the
// explanation owed are taken back and written anew with the instants of the new
// date, in the same revision: no card precedes its own due date. A case that was
// opened over it stays, because people are at work on it; the preview says so.

func (s *Step) ladderFollows() bool { return s.Since("ladder-follows-due") }

// unforeseen: a date that an act moved into the past could not be known before it.
func (s *Step) unforeseen(left []casework.Clock, clock *casework.Clock, was casework.Clock) ([]casework.Clock, error) {
	made := clock.Status == casework.Running && clock.Outcome == casework.Breach && was.Due.After(s.At) && !clock.Due.After(s.At)
	if !made || !s.ladderFollows() {
		return left, nil
	}
	if err := s.knownFrom(clock, s.At); err != nil || !s.oneRung() {
		return left, err
	}
	return append(left, *clock), nil
}

// rewrite lets a late clock run out anew by its new date. One that is earlier than it
// was, or certain only now, brings nothing more than a yellow card before today. It
// adds to the ladders written anew.
func (s *Step) rewrite(left []casework.Clock, clock *casework.Clock, was casework.Clock) ([]casework.Clock, error) {
	known := was.Known
	if clock.Due.Before(was.Due) || was.Provisional && !clock.Provisional {
		known = s.At
	}
	counts, err := s.ladderFrom(clock, known)
	switch {
	case err != nil:
		return nil, err
	case !counts && s.Since("unknown-stands"):
		*clock = was
		return left, nil // the policy it is counted by now knows it no longer: it runs on as it stands
	}
	clock.Status, clock.Cards, clock.Climbed = casework.Running, nil, nil
	s.unsay(breachOf(was))
	s.oweAnew(clock, climbsFrom(was))
	s.askedFor(clock, was)
	was.Alarms = nil // it came to none of those
	left = append(left, was)
	if s.oneRung() {
		left = append(left, *clock)
	}
	return left, nil
}

// breachOf is the record of a clock's breach, as it stands.
func breachOf(c casework.Clock) casework.Rewritten {
	return casework.Rewritten{Clock: c.Name, Round: c.Round, From: c.RanOut}
}

// askedFor: a case that was opened over a rung stays, so the same rung asks for none
// again, also where the ladder was elsewhere in between.
func (s *Step) askedFor(clock *casework.Clock, was casework.Clock) {
	for i := range clock.Alarms {
		a := &clock.Alarms[i]
		called := a.Opens && slices.ContainsFunc(was.Called, a.At.Equal)
		if !called && !slices.ContainsFunc(was.Climbed, func(b casework.Alarm) bool { return b.Opens && sameRung(*a, b) }) {
			continue
		}
		if a.Asked = s.Since("asked-once"); !a.Asked {
			a.Opens = false // and it was forgotten, if the ladder was written anew once more
		}
	}
}

// settle: the date stands, and is certain now. What was withheld, and the rungs still
// to come, count from here.
func (s *Step) settle(clock *casework.Clock, was casework.Clock, cause string) error {
	if err := s.knownFrom(clock, s.At); err != nil {
		return err
	}
	clock.Alarms = slices.DeleteFunc(clock.Alarms, func(a casework.Alarm) bool {
		waits := slices.ContainsFunc(was.Alarms, func(b casework.Alarm) bool { return b.Kind == a.Kind && b.Level == a.Level })
		return !a.At.After(s.At) || !waits && !withheld(a)
	})
	clock.DueVersion++
	s.SayOf(clock, casework.Event{
		Name: casework.ClockSettled, To: []casework.Role{casework.ActingHolder}, Due: dueOf(*clock, clock.Due, cause), Detail: map[string]string{"cause": cause},
	})
	return nil
}

// knownFrom counts the ladder of a clock from no earlier than an instant.
func (s *Step) knownFrom(clock *casework.Clock, at time.Time) error {
	_, err := s.ladderFrom(clock, at)
	return err
}

// ladderFrom is knownFrom, and tells whether the policy knows the clock.
func (s *Step) ladderFrom(clock *casework.Clock, at time.Time) (counts bool, err error) {
	clock.Known = at
	planned, err := s.ladderOf(s.again(*clock), clock.Due)
	if err != nil || planned.Absent {
		return false, err
	}
	clock.Alarms = planned.Clock.Alarms
	return true, nil
}

// ladderOf counts a ladder from the date that stands: what was late when its case was closed
// keeps its date, by whatever list the case is counted since.
func (s *Step) ladderOf(ask casework.PlanClock, due time.Time) (casework.Planned, error) {
	planned, err := s.plan(ask)
	if err != nil || planned[0].Absent || planned[0].Clock.Due.Equal(due) || !s.Since("date-stands") {
		return first(planned), err
	}
	ask.Stated, ask.Granted = due, 0
	planned, err = s.plan(ask)
	return first(planned), err
}

func first(planned []casework.Planned) (p casework.Planned) {
	if len(planned) > 0 {
		p = planned[0]
	}
	return p
}

// oweAnew takes back the explanation that is still owed for a breach; the breach,
// written anew, asks for it again. What was explained is not asked for twice, also where
// another breach had begun it: one explanation is for all of one incident (R059).
func (s *Step) oweAnew(clock *casework.Clock, since time.Time) {
	name, _, _ := s.explanation(clock)
	if s.takeBackOwed(name, since) {
		for i := range clock.Alarms {
			clock.Alarms[i].Explain = ""
		}
	}
	for i := range clock.Alarms {
		if a := &clock.Alarms[i]; a.Owes != "" && s.takeBackOwed(a.Owes, since) {
			a.Owes = ""
		}
	}
}

// takeBackOwed takes back what is still owed since an instant, and tells whether it was
// given meanwhile instead.
func (s *Step) takeBackOwed(name string, since time.Time) (given bool) {
	owed := s.State.Clock(name)
	switch {
	case owed == nil:
	case owed.Open() && owed.Start.Equal(since):
		s.unsay(casework.Rewritten{Clock: owed.Name, Round: owed.Round, Whole: true})
		owed.Status = casework.Dropped // and gone once all clocks are counted
	case owed.Status == casework.Met:
		return !owed.Start.Before(since) || owed.Ended.After(since) && s.Since("explained-once")
	}
	return false
}

// rewriteShares ends a recount: it writes the breaches anew that shared card or rungs with one whose
// date moved, or do now: they are told in one name. Each may have shared with a further one.
func (s *Step) rewriteShares(left []casework.Clock) (err error) {
	for i := 0; i < len(s.State.Clocks); i++ {
		clock := &s.State.Clocks[i]
		shares := func(o casework.Clock) bool { return climbedWith(*clock, o) }
		if clock.Status == casework.Breached && slices.ContainsFunc(left, shares) {
			n := len(left)
			if left, err = s.rewrite(left, clock, *clock); err != nil {
				return err
			}
			if len(left) > n {
				i = -1
			}
		}
	}
	s.dropGone()
	return nil
}

func (s *Step) dropGone() { s.State.Clocks = slices.DeleteFunc(s.State.Clocks, s.gone) }

// gone tells whether a clock was taken back whole: what was owed anew since, by an act
// done again in the same step, stands.
func (s *Step) gone(c casework.Clock) bool {
	back := slices.Contains(s.rewritten, casework.Rewritten{Clock: c.Name, Round: c.Round, Whole: true})
	return back && (!s.Since("owed-anew") || c.Status == casework.Dropped && c.Ended.IsZero())
}

// sayAgain says anew what steps that are undone have taken back of earlier ones: before
// the act that goes back behind them the matter was late by the date of then.
func (s *Step) sayAgain(undone []mark) (err error) {
	var left []casework.Clock
	for _, m := range undone {
		for _, r := range m.rewritten {
			i := slices.IndexFunc(s.State.Clocks, func(c casework.Clock) bool { return c.Name == r.Clock && c.Round == r.Round })
			if r.Whole || i < 0 || s.State.Clocks[i].Status != casework.Breached || !s.Since("said-again") {
				continue
			}
			if left, err = s.rewrite(left, &s.State.Clocks[i], s.State.Clocks[i]); err != nil {
				return err
			}
		}
	}
	if len(left) == 0 {
		return nil
	}
	if err := s.rewriteShares(left); err != nil {
		return err
	}
	at, cmd := s.At, s.cmd
	defer func() { s.At, s.cmd = at, cmd }()
	s.cmd = nil
	for next, _, ok := s.State.Next(); ok && !next.After(at); next, _, ok = s.State.Next() {
		s.At = next
		if err := s.ringAll(); err != nil {
			return err
		}
	}
	return nil
}

// unsay takes back what stands of a breach, whatever step said it, and whatever was
// said of it since the step in the making went back behind those.
func (s *Step) unsay(r casework.Rewritten) {
	s.rewritten = append(s.rewritten, r)
	for i := range s.events {
		if r.Covers(s.events[i]) {
			s.events[i].Name = unsaid
		}
	}
}

// unsaid marks an event of a step that was taken back before it was committed.
const unsaid casework.EventName = ""

// settleEvents leaves out of a step what was unsaid in it, and takes back of the
// steps undone what is rewritten anyway. Those themselves stay as they are: the step
// may be thrown away and another made in its place.
func (s *Step) settleEvents(marks, undone []mark) (settled []mark, takenBack []string) {
	for i := range marks {
		said := 0
		for _, e := range s.events[:marks[i].first] {
			if e.Name != unsaid {
				said++
			}
		}
		marks[i].first = said
	}
	s.events = slices.DeleteFunc(s.events, func(e casework.Event) bool { return e.Name == unsaid })
	settled = slices.Clone(undone)
	for i := range settled {
		settled[i].events = slices.DeleteFunc(slices.Clone(settled[i].events), func(e casework.Event) bool {
			if !s.rewrites(e) {
				return false
			}
			takenBack = append(takenBack, e.Key)
			return true
		})
	}
	if len(takenBack) > 0 && !s.Since("thrown-away-whole") {
		copy(undone, settled)
	}
	return settled, takenBack
}

// rewrites tells whether an event is among those the step takes back whole.
func (s *Step) rewrites(e casework.Event) bool {
	return slices.ContainsFunc(s.rewritten, func(r casework.Rewritten) bool { return r.Covers(e) })
}

// forgotten leaves out of the steps one could go back behind what is taken back.
func (s *Step) forgotten(trail []mark) []mark {
	if len(s.rewritten) == 0 {
		return trail
	}
	trail = slices.Clone(trail)
	for i := range trail {
		trail[i].events = slices.DeleteFunc(slices.Clone(trail[i].events), s.rewrites)
	}
	return trail
}
