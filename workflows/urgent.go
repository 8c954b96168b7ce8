package workflows

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// askUrgent: a short cover answers, takes in and chases; what decides a matter and
// cannot wait for A he asks the leader in charge for (R166). No clock of its own:
// those of the case run on, and climb.
func askUrgent(s *step, c casework.Command) error {
	form, known := casework.FormOf(s.state.Kind, c.Args.Act)
	if !known || form.Internal || !slices.Contains(casework.UrgentActs, c.Args.Act) {
		return casework.FieldError(casework.Invalid, "act", "R166")
	}
	s.state.Urgent = &casework.Urgent{Act: c.Args.Act, By: c.Actor, At: s.at}
	s.say(casework.Event{
		Name: casework.UrgentAsked, To: []casework.Role{casework.LeaderInCharge}, Rule: "R166",
		Detail: map[string]string{"act": c.Args.Act},
	})
	return nil
}

// decideUrgent: the leader in charge consents, or the act waits for A.
func decideUrgent(s *step, c casework.Command) error {
	asked := s.state.Urgent
	switch {
	case asked == nil || asked.Granted:
		return casework.FieldError(casework.NoUrgent, "", "R166")
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
	return nil
}

// spendConsent: a consent is for one act.
func (s *step) spendConsent(c casework.Command) {
	if u := s.state.Urgent; u != nil && u.Act == c.Name {
		s.state.Urgent = nil
	}
}
