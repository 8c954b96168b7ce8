package machine

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// askUrgent: a short cover answers, takes in and chases; what decides a matter and
// cannot wait for A he asks the leader in charge for (R166), one act at a time. The
// File is then on the leader's desk: the turn is his, and he answers by a time of his
// own. The clocks of the case run on, and climb.
func askUrgent(s *Step, c casework.Command) error {
	act, known := s.k.declared.Act(c.Args.Act)
	ask, _ := s.k.declared.Act(c.Name)
	if !known || act.Internal || !slices.Contains(ask.Fields[0].Choices, c.Args.Act) {
		return casework.FieldError(casework.Invalid, "act", "R166")
	}
	owed := s.Since("urgent-is-answered-in-time")
	if owed && s.State.Urgent.Pending() && s.State.Urgent.By == c.Actor {
		return casework.FieldError(casework.UrgentPending, "act", "R166")
	}
	s.State.Urgent = &casework.Urgent{Act: c.Args.Act, By: c.Actor, At: s.At, TextID: c.Args.ReasonID}
	leader := casework.LeaderInCharge
	if owed {
		var err error
		if leader, err = s.Present(c.Actor, leader); err != nil {
			return err
		}
	}
	if leader != casework.LeaderInCharge {
		s.State.Urgent.Asked = leader
	}
	s.Say(casework.Event{
		Name: casework.UrgentAsked, To: []casework.Role{leader}, Rule: "R166",
		Detail: InsteadOf(map[string]string{"act": c.Args.Act}, leader, casework.LeaderInCharge),
	})
	if !owed {
		return nil
	}
	return s.awaitConsent(leader)
}

// awaitConsent begins the leader's time to answer.
func (s *Step) awaitConsent(leader casework.Role) error {
	if before := s.State.Clock(casework.ClockUrgent); before != nil && before.Open() { // another cover's, who is gone
		asked := s.State.Urgent
		s.dropClock(before)
		s.State.Urgent = asked
	}
	s.State.Urgent.Turn = s.State.Turn
	s.Turn(leader)
	return s.StartWith(Terms{Told: true, Owner: leader}, casework.ClockUrgent)
}

// decideUrgent: the leader in charge consents, or the act waits for A.
func decideUrgent(s *Step, c casework.Command) error {
	asked := s.State.Urgent
	switch {
	case c.Actor == asked.By:
		return casework.FieldError(casework.OwnCase, "actor", "R166")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R166")
	}
	name := casework.UrgentRefused
	if asked.Granted = *c.Args.Approve; asked.Granted {
		name = casework.UrgentGranted
		s.signUrgent(asked, c)
	} else {
		s.State.Urgent = nil
	}
	s.Say(casework.Event{
		Name: name, To: s.Tells(casework.DecideUrgent), Rule: "R166",
		Detail: map[string]string{"act": asked.Act, "asked_by": asked.By},
	})
	s.Meet(casework.ClockUrgent)
	s.giveBack(asked)
	return nil
}

// signUrgent: who consents to an act that another has to sign as well has signed it, where
// it is his to sign. He is asked for one act once (R048, R166).
func (s *Step) signUrgent(asked *casework.Urgent, c casework.Command) {
	act, _ := s.k.declared.Act(asked.Act)
	if !s.Since("consent-is-a-signature") {
		return
	}
	if i := slices.IndexFunc(c.Roles, act.Second.Signs); i >= 0 {
		asked.Signed = &casework.Signature{By: c.Actor, Asked: c.Roles[i]}
	}
}

// lapseUrgent: unanswered in its time, the request is gone and the act waits for A.
// That the time lay with the leader stays booked to him.
func (s *Step) lapseUrgent(c *casework.Clock) {
	asked := s.State.Urgent
	if c.Name != casework.ClockUrgent || !asked.Pending() {
		return
	}
	s.State.Urgent = nil
	s.SayOf(c, casework.Event{
		Name: casework.UrgentLapsed, To: []casework.Role{casework.ActingHolder},
		Detail: map[string]string{"act": asked.Act, "asked_by": asked.By},
	})
	s.giveBack(asked)
}

// giveBack passes the next act to whose it was before the leader was asked, unless
// he has something else of the case on his desk or it went on meanwhile.
func (s *Step) giveBack(asked *casework.Urgent) {
	if asked.Turn != "" && s.State.Extension == nil && s.State.Turn == s.State.Part(cmp.Or(asked.Asked, casework.LeaderInCharge)) {
		s.Turn(asked.Turn)
	}
}

// spendConsent: a consent is for one act. Who may do it without asking did not wait
// for the answer. It brings the signature that was given with it to him who asked.
func (s *Step) spendConsent(c casework.Command) (signed *casework.Signature) {
	u := s.State.Urgent
	if u == nil || u.Act != c.Name {
		return nil
	}
	if u.Granted && u.By == c.Actor {
		signed = u.Signed
	}
	if clock := s.State.Clock(casework.ClockUrgent); u.Pending() && clock != nil && clock.Open() {
		s.dropClock(clock)
		s.giveBack(u)
	}
	s.State.Urgent = nil
	return signed
}
