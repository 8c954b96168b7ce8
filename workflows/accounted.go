package workflows

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// askWhoAnswers opens the case that asks who answers for what was proven, or joins
// the one that stands open for the post. The complainant has his reply; the
// complaint stays open beside that case until it has its outcome (有责必问, R064),
// and whoever handles it is reminded meanwhile: not held to account in time is a
// fault of its own (R079). The time is nobody's turn here, it is booked there.
func (s *step) askWhoAnswers() error {
	e := casework.Event{
		Name: casework.AccountabilityOpened, Rule: "R064", To: []casework.Role{casework.EfficiencyOffice},
		Detail: map[string]string{"post": s.state.Post, "turn": string(casework.Handler)},
	}
	if slices.Contains(s.state.Accountable, s.state.Post) {
		e.Name = casework.AccountabilityJoined
	} else {
		s.state.Accountable = append(s.state.Accountable, s.state.Post)
	}
	s.say(e)
	s.setFact(casework.FactAccounted, casework.AccountPending)
	if !s.since("open-until-accounted") {
		s.close("confirmed")
		return nil
	}
	s.endDisclosure() // it was for the investigation
	s.stand(casework.StageAccount)
	s.turn("")
	return s.start(terms{from: s.at}, "account")
}

// accounted is what an accountability case came to, from the instant at which it
// ended. The complaint that waits for it ends with it; one that has ended, or is
// still being answered, keeps it on record. The complainant is told of the outcome
// of what he complained of, and not of a lateness that is the office's own affair.
func accounted(s *step, c casework.Command) error {
	asked := s.state.Facts[casework.FactAccounted]
	proven := asked != "" && asked != casework.NoPersonalFault && c.Args.Post == s.state.Post
	s.state.Accountable = slices.DeleteFunc(s.state.Accountable, func(post string) bool { return post == c.Args.Post })
	s.say(casework.Event{
		Name: casework.AccountabilityEnded, Rule: "R064", Level: c.Args.Outcome, To: []casework.Role{casework.EfficiencyOffice},
	})
	if proven {
		s.setFact(casework.FactAccounted, c.Args.Outcome)
		s.tellComplainant("R064", "accountability_outcome")
	}
	if s.state.Stage == casework.StageAccount && !slices.Contains(s.state.Accountable, s.state.Post) {
		s.meet("account")
		s.close("confirmed")
	}
	return nil
}

// withdrawn: what was proven is answered for, whoever takes his complaint back
// afterwards (R064).
func (complaint) withdrawn(s *step) error {
	proven := s.state.Facts[factProven] == "true" && slices.Contains(answered, s.state.Stage)
	if proven && s.since("proven-is-not-withdrawn") {
		return casework.FieldError(casework.NoOutcome, "", "R064")
	}
	return nil
}
