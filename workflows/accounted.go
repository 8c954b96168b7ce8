package workflows

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// askWhoAnswers opens the case that asks who answers for what was proven, or joins
// the one that stands open for the post. The complainant has his reply; the
// complaint stays open beside that case until it has its outcome (有责必问, R064),
// and whoever handles it is reminded meanwhile: not held to account in time is a
// fault of its own (R079). The time is nobody's turn here, it is booked there.
func askWhoAnswers(s *machine.Step) error {
	e := casework.Event{
		Name: casework.AccountabilityOpened, Rule: "R064", To: []casework.Role{casework.EfficiencyOffice},
		Detail: map[string]string{"post": s.State.Post, "turn": string(casework.Handler)},
	}
	if slices.Contains(s.State.Accountable, s.State.Post) {
		e.Name = casework.AccountabilityJoined
	} else {
		s.State.Accountable = append(s.State.Accountable, s.State.Post)
	}
	s.Say(e)
	s.SetFact(casework.FactAccounted, casework.AccountPending)
	if !s.Since("open-until-accounted") {
		s.Close("confirmed")
		return nil
	}
	endDisclosure(s) // it was for the investigation
	s.Stand(casework.StageAccount)
	s.Turn("")
	return s.Start("account")
}

// accounted is what an accountability case came to, from the instant at which it
// ended. The complaint that waits for it ends with it; one that has ended, or is
// still being answered, keeps it on record. The complainant is told of the outcome
// of what he complained of, and not of a lateness that is the office's own affair.
func accounted(s *machine.Step, c casework.Command) error {
	asked := s.State.Facts[casework.FactAccounted]
	proven := asked != "" && asked != casework.NoPersonalFault && c.Args.Post == s.State.Post
	s.State.Accountable = slices.DeleteFunc(s.State.Accountable, func(post string) bool { return post == c.Args.Post })
	s.Say(casework.Event{
		Name: casework.AccountabilityEnded, Rule: "R064", Level: c.Args.Outcome, To: s.Tells(casework.Accounted),
	})
	if proven {
		s.SetFact(casework.FactAccounted, c.Args.Outcome)
		tellComplainant(s, "R064", "accountability_outcome")
	}
	if s.State.Stage == casework.StageAccount && !slices.Contains(s.State.Accountable, s.State.Post) {
		s.Meet("account")
		s.Close("confirmed")
	}
	return nil
}

// Withdrawn: what was proven is answered for, whoever takes his complaint back
// afterwards (R064).
func (complaint) Withdrawn(s *machine.Step) error {
	proven := s.State.Facts[factProven] == "true" && slices.Contains(answered, s.State.Stage)
	if proven && s.Since("proven-is-not-withdrawn") {
		return casework.FieldError(casework.NoOutcome, "", "R064")
	}
	return nil
}
