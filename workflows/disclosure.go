package workflows

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// relay passes words between complainant and unit without a name (R082).
func relay(s *machine.Step, _ casework.Command) error {
	s.Say(casework.Event{Name: casework.Relayed, Rule: "R082", To: s.Tells(casework.Relay)})
	return nil
}

// disclose names the complainant to one investigator who is not concerned, on the
// complainant's written consent, which lies on file (R082). Whether he stands near
// who is complained of the counter looks up: it knows the posts.
func disclose(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Person == "" || c.Args.Person == s.State.Facts[casework.FactAgainstPerson]:
		return casework.FieldError(casework.Invalid, "person", "R082")
	case c.Args.Received.IsZero():
		return casework.FieldError(casework.Invalid, "received", "R082")
	case c.Args.Received.After(s.At):
		return casework.FieldError(casework.FutureDate, "received", "R082")
	case c.Args.Approve == nil || !*c.Args.Approve:
		return casework.FieldError(casework.Invalid, "approve", "R082")
	case s.State.Facts[casework.FactDisclosed] != "":
		return casework.FieldError(casework.AlreadyDisclosed, "person", "R082")
	}
	s.SetFact(casework.FactDisclosed, c.Args.Person)
	s.Say(casework.Event{Name: casework.Disclosed, Rule: "R082", To: s.Tells(casework.Disclose), Detail: map[string]string{
		"person": c.Args.Person, "consent": c.Args.Received.Format(time.RFC3339),
	}})
	return nil
}

// withdrawDisclosure takes it back: the complainant's consent is his own.
func withdrawDisclosure(s *machine.Step, _ casework.Command) error {
	endDisclosure(s)
	return nil
}

// endDisclosure ends what the case still discloses: it was for the unit that
// handled it then.
func endDisclosure(s *machine.Step) {
	person := s.State.Facts[casework.FactDisclosed]
	if person == "" {
		return
	}
	s.SetFact(casework.FactDisclosed, "")
	s.Say(casework.Event{Name: casework.DisclosureWithdrawn, Rule: "R082", Detail: map[string]string{"person": person}})
}
