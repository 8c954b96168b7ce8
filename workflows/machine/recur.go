package machine

import (
	"slices"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// comeRound ends one round of a standing duty and begins the next. Every round
// is counted from the first start and rolled on its own, so that a round late
// by a holiday does not push the ones after it (R097). A round that chases reminds
// whoever's turn it is; one that was to be filed and was not is told to those the
// policy names.
func (s *Step) comeRound(c *casework.Clock, a casework.Alarm) error {
	missed := c.Filed.IsZero() && len(a.To) > 0 && s.fileable(c)
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
		s.SayOf(c, casework.Event{Name: casework.RoundMissed, At: a.At, To: joined(casework.Alarm{}, a).To})
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

// fileable tells whether the case knows an act that meets a round: one that began before
// there was such an act misses none, whatever policy it is counted by now.
func (s *Step) fileable(c *casework.Clock) bool {
	_, files := s.k.declared.Act(casework.FileDuty)
	return files || s.k.declared.Answer(casework.Ruling(c.Name)) != ""
}

// Answer is the act that a clock asks for, by what the case is held to; empty where none
// of its own does.
func (s *Step) Answer(clock string) string { return s.k.declared.Answer(clock) }

// LookedInto notes that a round is met: nobody is reminded of it, and the next comes at its
// own time.
func (s *Step) LookedInto(clock *casework.Clock) {
	if clock.Filed.IsZero() {
		clock.Filed = s.At
	}
	clock.Alarms = slices.DeleteFunc(slices.Clone(clock.Alarms), func(a casework.Alarm) bool { return a.Kind == casework.AlarmNear })
}

// Unmeet takes back that a round was met: where it runs still, it reminds again of what lies
// ahead.
func (s *Step) Unmeet(clock *casework.Clock) error {
	clock.Filed = time.Time{}
	if !clock.Open() {
		return nil
	}
	planned, err := s.plan(s.again(*clock))
	if err != nil || planned[0].Absent {
		return err
	}
	clock.Alarms = planned[0].Clock.Alarms
	return nil
}

// File notes that what a round asked for is in; the next comes at its own time.
func (s *Step) File(clock *casework.Clock) {
	clock.Filed = s.At
	s.SayOf(clock, casework.Event{Name: casework.DutyDone, To: s.Tells(casework.FileDuty)})
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

// A ladder ends in a verification, or its last rung comes round until the clock is met:
// each round is counted by the plan and told at its own instant, so that what a house owes
// itself never ends in silence (design section 1).

// round is a rung that a clock has come to, and comes to again.
type round struct {
	clock string
	n     int
	rung  casework.Alarm
}

// roundsAt are the clocks that come to this rung now, c among them, and come to it again
// unless a case is opened over it.
func (s *Step) roundsAt(c *casework.Clock, a casework.Alarm) (out []round) {
	if s.comesAgain(c, a) {
		out = append(out, round{c.Name, c.Round, a})
	}
	for i := range s.State.Clocks {
		o := &s.State.Clocks[i]
		for _, b := range o.Alarms {
			if o != c && sameRung(a, b) && s.comesAgain(o, b) {
				out = append(out, round{o.Name, o.Round, b})
			}
		}
	}
	return out
}

func (s *Step) comesAgain(c *casework.Clock, a casework.Alarm) bool {
	return a.Recurs && (!a.Opens || s.headsOwn(c))
}

// comeAgain sets the next round of each, where it has not its own still to come.
func (s *Step) comeAgain(rounds []round) error {
	for _, r := range rounds {
		i := slices.IndexFunc(s.State.Clocks, func(c casework.Clock) bool { return c.Name == r.clock && c.Round == r.n })
		recurs := func(a casework.Alarm) bool { return a.Recurs }
		if slices.ContainsFunc(s.State.Clocks[i].Alarms, recurs) {
			continue
		}
		next, err := s.nextRound(s.State.Clocks[i], r.rung)
		if err != nil {
			return err
		}
		s.State.Clocks[i].Alarms = append(slices.Clone(s.State.Clocks[i].Alarms), next...)
	}
	return nil
}

// nextRound is the first round after one that was; by a calendar that came between, the
// one that was next may be past. None is where the policy it is counted by now lets the
// ladder end.
func (s *Step) nextRound(c casework.Clock, was casework.Alarm) ([]casework.Alarm, error) {
	ask := s.again(c)
	for ask.Climbs = was.Times + 1; ; ask.Climbs++ {
		planned, err := s.ladderOf(ask, c.Due)
		if err != nil {
			return nil, err
		}
		alarms := planned.Clock.Alarms
		i := slices.IndexFunc(alarms, func(a casework.Alarm) bool { return a.Recurs })
		if i < 0 {
			return nil, nil
		}
		if alarms[i].At.After(was.At) {
			return alarms[i : i+1], nil
		}
	}
}

// headsOwn tells whether a clock waits for the principal leader himself: who answers in
// his house is not asked of those below him.
func (s *Step) headsOwn(c *casework.Clock) bool {
	_, turn := s.answers(c)
	return turn == casework.PrincipalLeader || c.Owner == casework.PrincipalLeader
}

// overHim has the principal leader's own delay come round to the party group and the
// general office, which reports it to the government on paper.
func (s *Step) overHim(c *casework.Clock, a casework.Alarm) casework.Alarm {
	if a.Recurs && s.headsOwn(c) {
		return joined(a, casework.Alarm{To: []casework.Role{casework.PartyGroup, casework.GeneralOffice}})
	}
	return a
}

// counted says how often a rung has come round.
func counted(detail map[string]string, a casework.Alarm) map[string]string {
	if a.Times == 0 {
		return detail
	}
	return adding(detail, "times", strconv.Itoa(a.Times))
}
