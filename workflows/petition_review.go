package workflows

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// How a written answer reaches the petitioner, and what becomes of it when he asks
// another organ to look at it (信访工作条例 35, 36).

// toBeServed: from the day the petitioner has the written answer his right runs.
func toBeServed(s *machine.Step, by casework.Role) error {
	s.Stand(kind.StageAnswered)
	s.Turn(by)
	return s.StartWith(machine.Terms{Owner: s.State.Part(by)}, "serve")
}

func servePetition(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Received.IsZero(), c.Args.Received.Before(kind.OnItsWay(s.State).Start.Truncate(time.Minute)): // handed over at once, to the minute
		return casework.FieldError(casework.Invalid, "received", "R087")
	case c.Args.Received.After(s.At):
		return casework.FieldError(casework.FutureDate, "received", "R087")
	}
	s.Meet("serve", "review_outside")
	s.Say(casework.Event{Name: casework.DecisionServed, Rule: "R087", Detail: map[string]string{"on": c.Args.Received.Format(time.RFC3339)}})
	s.Turn("")
	right := "ask_review"
	if s.State.Facts[kind.FactRound] == kind.RoundReview {
		right = "ask_final"
	}
	return s.StartWith(machine.Terms{From: c.Args.Received}, right)
}

// askPetitionReview registers a request for the next round with the organ it names. One
// that reached it after the thirty days is registered all the same and marked late:
// people decide.
func askPetitionReview(s *machine.Step, c casework.Command) error {
	received := s.At
	if !c.Args.Received.IsZero() {
		received = c.Args.Received
	}
	round, right := kind.RoundReview, "ask_review"
	if s.State.Facts[kind.FactRound] == kind.RoundReview {
		round, right = kind.RoundFinal, "ask_final"
	}
	had, waits, answer := s.State.Clock(right), kind.OnItsWay(s.State), s.State.Clock("serve")
	switch {
	case received.After(s.At):
		return casework.FieldError(casework.FutureDate, "received", "R087")
	case answer != nil && received.Before(answer.Start.Truncate(time.Minute)): // nobody asks before he is answered
		return casework.FieldError(casework.Invalid, "received", "R087")
	}
	detail := map[string]string{"organ": c.Args.Category}
	if waits == nil && had != nil && received.After(had.Due) {
		detail["late"] = "true"
	}
	if s.State.Closed() {
		s.State.Result, s.State.ClosedAt, s.State.ClosedFrom = "", time.Time{}, ""
		s.Say(casework.Event{Name: casework.CaseReopened, Rule: "R087"})
	}
	s.Meet("serve", "review_outside", right) // who asks has the answer
	s.SetFact(kind.FactRound, round)
	if organ := kind.FactOrgan + round; c.Args.Unit != s.State.Facts[organ] {
		s.SetFact(organ, c.Args.Unit)
	}
	s.Say(casework.Event{Name: casework.ReviewAsked, Rule: "R087", Level: round, TextID: c.Args.BasisID, Detail: detail, To: s.Tells(casework.AskReview)})
	s.Stand(kind.StageRecheck)
	if c.Args.Category == "outside" {
		s.Turn("")
		return s.StartWith(machine.Terms{From: received}, watched[round])
	}
	s.Turn(casework.EfficiencyOffice)
	return s.StartWith(machine.Terms{From: received, Unit: c.Args.Unit}, round)
}

// watched are the clocks of an organ outside, by round.
var watched = map[string]string{kind.RoundReview: "review_outside", kind.RoundFinal: "final_outside"}

// decidePetitionReview is the opinion of the organ that looked at it again; one sent
// back is decided anew and may be asked about anew. After the final one the matter is
// closed, and the same facts are taken in no longer (36). Where none was made, because
// the request was not admitted, the petitioner may ask for what he might ask for before.
func decidePetitionReview(s *machine.Step, c casework.Command) error {
	if why := kind.JudgedBefore(s.State, c.Actor, c.Roles); why != nil {
		return why
	}
	if s.State.Pause != nil && s.Since("hearing-ends-with-its-review") {
		if err := s.Resume(); err != nil {
			return err
		}
	}
	round := s.State.Facts[kind.FactRound]
	outside := s.State.Clock(watched[round])
	theirs := outside != nil && outside.Open()
	serves := theirs && round == kind.RoundReview && (c.Args.Outcome == "upheld" || c.Args.Outcome == "changed")
	s.Meet(round)
	if !serves {
		s.Meet(watched[round])
	}
	if !theirs && c.Args.Outcome != "not_admitted" {
		addTo(s, kind.FactRepliedBy, c.Actor)
	}
	s.Say(casework.Event{
		Name: casework.ReviewDecided, Rule: "R087", Level: c.Args.Outcome, To: s.Tells(casework.DecideReview),
		Detail: map[string]string{"round": round},
	})
	if !theirs { // an organ outside answers him itself
		s.TellApplicant("R087", "petition_"+round)
	}
	switch {
	case c.Args.Outcome == "not_admitted":
		s.SetFact(kind.FactRound, map[string]string{kind.RoundFinal: kind.RoundReview}[round])
		s.Close("answered")
	case c.Args.Outcome == "redo":
		s.SetFact(kind.FactRound, "")
		if s.Since("decided-anew-is-heard-anew") { // 31(6) asks it of every opinion
			s.SetFact(kind.FactHeard, "")
		}
		s.Stand(casework.StageHandle)
		s.Turn(casework.Handler)
		return s.StartWith(machine.Terms{Limit: c.Args.Limit}, "redo")
	case round == kind.RoundFinal:
		s.Close("final")
	case serves:
		s.Stand(kind.StageAnswered)
	default:
		return toBeServed(s, casework.EfficiencyOffice)
	}
	return nil
}
