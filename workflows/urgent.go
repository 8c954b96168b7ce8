package workflows

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// askUrgent: a short cover answers, takes in and chases; what decides a matter and
// cannot wait for A he asks the leader in charge for (R166), one act at a time. The
// file is then on the leader's desk: the turn is his, and he answers by a time of his
// own. The clocks of the case run on, and climb.
func askUrgent(s *step, c casework.Command) error {
	act, known := s.k.declared.Act(c.Args.Act)
	if !known || act.Internal || !slices.Contains(casework.UrgentActs, c.Args.Act) {
		return casework.FieldError(casework.Invalid, "act", "R166")
	}
	owed := s.since("urgent-is-answered-in-time")
	if owed && s.state.Urgent.Pending() && s.state.Urgent.By == c.Actor {
		return casework.FieldError(casework.UrgentPending, "act", "R166")
	}
	s.state.Urgent = &casework.Urgent{Act: c.Args.Act, By: c.Actor, At: s.at, TextID: c.Args.ReasonID}
	leader := casework.LeaderInCharge
	if owed {
		var err error
		if leader, err = s.present(c.Actor, leader); err != nil {
			return err
		}
	}
	if leader != casework.LeaderInCharge {
		s.state.Urgent.Asked = leader
	}
	s.say(casework.Event{
		Name: casework.UrgentAsked, To: []casework.Role{leader}, Rule: "R166",
		Detail: insteadOf(map[string]string{"act": c.Args.Act}, leader, casework.LeaderInCharge),
	})
	if !owed {
		return nil
	}
	return s.awaitConsent(leader)
}

// awaitConsent begins the leader's time to answer.
func (s *step) awaitConsent(leader casework.Role) error {
	if before := s.state.Clock(casework.ClockUrgent); before != nil && before.Open() { // another cover's, who is gone
		asked := s.state.Urgent
		s.dropClock(before)
		s.state.Urgent = asked
	}
	s.state.Urgent.Turn = s.state.Turn
	s.turn(leader)
	return s.start(terms{from: s.at, told: true, owner: leader}, casework.ClockUrgent)
}

// decideUrgent: the leader in charge consents, or the act waits for A.
func decideUrgent(s *step, c casework.Command) error {
	asked := s.state.Urgent
	switch {
	case c.Actor == asked.By:
		return casework.FieldError(casework.OwnCase, "actor", "R166")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R166")
	}
	name := casework.UrgentRefused
	if asked.Granted = *c.Args.Approve; asked.Granted {
		name = casework.UrgentGranted
	} else {
		s.state.Urgent = nil
	}
	s.say(casework.Event{
		Name: name, To: []casework.Role{casework.ActingHolder}, Rule: "R166",
		Detail: map[string]string{"act": asked.Act, "asked_by": asked.By},
	})
	s.meet(casework.ClockUrgent)
	s.giveBack(asked)
	return nil
}

// lapseUrgent: unanswered in its time, the request is gone and the act waits for A.
// That the time lay with the leader stays booked to him.
func (s *step) lapseUrgent(c *casework.Clock) {
	asked := s.state.Urgent
	if c.Name != casework.ClockUrgent || !asked.Pending() {
		return
	}
	s.state.Urgent = nil
	s.sayOf(c, casework.Event{
		Name: casework.UrgentLapsed, To: []casework.Role{casework.ActingHolder},
		Detail: map[string]string{"act": asked.Act, "asked_by": asked.By},
	})
	s.giveBack(asked)
}

// giveBack passes the next act to whose it was before the leader was asked, unless
// he has something else of the case on his desk or it went on meanwhile.
func (s *step) giveBack(asked *casework.Urgent) {
	if asked.Turn != "" && s.state.Extension == nil && s.state.Turn == s.state.Part(cmp.Or(asked.Asked, casework.LeaderInCharge)) {
		s.turn(asked.Turn)
	}
}

// spendConsent: a consent is for one act. Who may do it without asking did not wait
// for the answer.
func (s *step) spendConsent(c casework.Command) {
	u := s.state.Urgent
	if u == nil || u.Act != c.Name {
		return
	}
	if clock := s.state.Clock(casework.ClockUrgent); u.Pending() && clock != nil && clock.Open() {
		s.dropClock(clock)
		s.giveBack(u)
	}
	s.state.Urgent = nil
}
