package workflows

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// Who works on a service case beside its desk: co-units, under a lead that the bureau's head
// names (R044); those who review and decide what the desk proposes, in the order its item
// says; the leader it asks. Each wait is the turn of whoever is waited for, with a clock of
// his own; promise and statute run through all of it.

// nameLead: the unit that has the case leads, and plans the parts of the others (R044).
func nameLead(s *machine.Step, _ casework.Command) error {
	s.SetFact(kind.FactLead, s.State.Unit)
	s.Say(casework.Event{Name: kind.LeadNamed, Rule: "R044", To: s.Tells(kind.NameLead), Detail: map[string]string{"unit": s.State.Unit}})
	return nil
}

// proposeResult lays a result before the first of those who sign it.
func proposeResult(s *machine.Step, c casework.Command) error {
	switch {
	case !slices.Contains(kind.Results, c.Args.Outcome):
		return casework.FieldError(casework.Invalid, "outcome", "choice")
	case c.Args.Outcome == "denied" && c.Args.BasisID == "":
		return casework.FieldError(casework.Invalid, "basis", "R026")
	case c.Args.Outcome == "completed" && len(kind.Waited(s.State)) > 0:
		return casework.FieldError(casework.PartsOwed, "outcome", "R044")
	case c.Args.Outcome == "completed" && !holds(s, c.Args.Until):
		return casework.FieldError(casework.Invalid, "until", "")
	}
	s.State.Proposal = &casework.Proposal{
		Outcome: c.Args.Outcome, By: c.Actor, At: s.At,
		TextID: c.Args.ReasonID, BasisID: c.Args.BasisID, NumberID: c.Args.NumberID, Until: c.Args.Until,
	}
	s.Say(casework.Event{Name: kind.ResultProposed, Level: c.Args.Outcome, Detail: given(*s.State.Proposal)})
	return layBefore(s, c.Actor)
}

// layBefore puts the proposal before the next who signs: the last of them decides. Where he
// is not there, who stands in for him by law is asked.
func layBefore(s *machine.Step, person string) error {
	steps, clock := kind.Reviews(s.State), kind.ClockExamine
	if s.State.Proposal.Signed == len(steps)-1 {
		clock = kind.ClockDecide
	}
	asked, err := s.Present(person, steps[s.State.Proposal.Signed].Roles...)
	if err != nil {
		return err
	}
	s.Turn(asked)
	return s.StartWith(machine.Terms{Owner: asked}, clock)
}

// examineResult is one signature under a proposal, on its way to whoever decides.
func examineResult(s *machine.Step, c casework.Command) error {
	if back, err := sentBack(s, c, kind.ClockExamine); back || err != nil {
		return err
	}
	next := *s.State.Proposal
	next.Signed++
	s.State.Proposal = &next
	s.Say(casework.Event{Name: kind.ResultExamined, Level: "passed"})
	return layBefore(s, next.By)
}

// decideResult is the last: with it the result is the office's.
func decideResult(s *machine.Step, c casework.Command) error {
	if back, err := sentBack(s, c, kind.ClockDecide); back || err != nil {
		return err
	}
	p := *s.State.Proposal
	if p.Outcome == "completed" && len(kind.Waited(s.State)) > 0 { // given while it lay here
		return casework.FieldError(casework.PartsOwed, "approve", "R044")
	}
	s.State.Proposal = nil
	s.Say(casework.Event{Name: kind.ResultExamined, Level: "passed"})
	return conclude(s, c.Name, p)
}

// sentBack meets the clock of whoever was asked; where he does not agree he says why, and the
// desk has it again.
func sentBack(s *machine.Step, c casework.Command, clock string) (bool, error) {
	switch {
	case c.Args.Approve == nil:
		return false, casework.FieldError(casework.Invalid, "approve", "required")
	case !*c.Args.Approve && c.Args.ReasonID == "":
		return false, casework.FieldError(casework.Invalid, "reason", "required")
	}
	s.Meet(clock)
	if *c.Args.Approve {
		return false, nil
	}
	s.State.Proposal = nil
	s.Say(casework.Event{Name: kind.ResultExamined, Level: "returned", To: []casework.Role{casework.ActingHolder}})
	s.Turn(casework.Handler)
	return true, nil
}

// conclude is the decision, whoever made it: promise and statute end, and the result is owed
// to the applicant.
func conclude(s *machine.Step, act string, p casework.Proposal) error {
	switch renewed := s.State.Clock(kind.ClockRenew); {
	case p.Outcome == "completed" && len(s.State.Lacking) > 0: // what was to follow comes first
		return casework.FieldError(casework.PaperOwed, "", "本单位规定")
	case p.Outcome == "denied" && renewed != nil && renewed.Status == casework.Deemed && kind.Unconfirmed(s.State) != nil:
		return casework.FieldError(casework.AlreadyDone, "", kind.RenewalBasis) // the law decided, and that is being looked into
	}
	if s.State.Pause != nil {
		if err := s.Resume(); err != nil {
			return err
		}
	}
	if p.Outcome == "denied" {
		dropParts(s)
	}
	handledBy(s, p.By)
	s.Meet("handle", "statutory", kind.ClockRenew, kind.ClockFeedback) // he has his answer
	askNoMore(s)
	resultKnown(s)
	s.State.Decision = p.Outcome
	s.Say(casework.Event{Name: casework.Decided, Rule: "R005", To: s.Tells(act), Level: p.Outcome, TextID: p.TextID, Detail: given(p)})
	s.Stand(casework.StageDeliver)
	s.Turn(casework.Handler)
	return s.Start("deliver")
}

// given is what of a result stands in the record beside its outcome: ids of what was
// written, and the day until which it holds.
func given(p casework.Proposal) map[string]string {
	out := map[string]string{}
	for name, value := range map[string]string{"basis_id": p.BasisID, "number_id": p.NumberID} {
		if value != "" {
			out[name] = value
		}
	}
	if !p.Until.IsZero() {
		out["until"] = p.Until.Format(time.RFC3339)
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// holds tells whether a licence is still good on the day it is given.
func holds(s *machine.Step, until time.Time) bool { return until.IsZero() || until.After(s.At) }

// closeService ends a case in one of its results.
func closeService(s *machine.Step, result string) {
	askNoMore(s)
	s.Close(result)
}

// askNoMore: what the leader was asked needs no answer any more. A late one is owed all the
// same: nobody's lateness ends by another's act (R048).
func askNoMore(s *machine.Step) {
	if c := s.State.Clock(kind.ClockGuide); c != nil && c.Status == casework.Running {
		s.Release(c.Name)
	}
}

// dropParts ends the parts that nothing is made of any more. What is late is answered for
// all the same (R045).
func dropParts(s *machine.Step) {
	askNoMore(s)
	for _, part := range s.State.Steps() {
		if c := s.State.Clock(part.Name); c.Status == casework.Running {
			s.Release(c.Name)
		}
		if c := s.State.Clock(casework.PartOf(casework.ClockReceipt, part.Post)); c != nil && c.Status == casework.Running {
			s.Release(c.Name)
		}
	}
}

// Withdrawn: nobody works on a part of what was taken back.
func (service) Withdrawn(s *machine.Step) error {
	dropParts(s)
	return nil
}

// MayClose: nor of what is closed for good reason.
func (service) MayClose(s *machine.Step) error {
	dropParts(s)
	return nil
}

// consult asks the leader what no rule says, and agrees with the applicant when and how he
// is answered: never later than the promise (R027, R007).
func consult(s *machine.Step, c casework.Command) error {
	last, err := promisedBy(s)
	switch {
	case err != nil:
		return err
	case !slices.Contains(kind.AgreedMeans, c.Args.Means):
		return casework.FieldError(casework.Invalid, "means", "R027")
	case !c.Args.Until.After(s.At):
		return casework.FieldError(casework.Invalid, "until", "R027")
	case c.Args.Until.After(last):
		return casework.FieldError(casework.PastPromise, "until", "R007")
	}
	asked, err := s.Present(c.Actor, casework.LeaderInCharge)
	if err != nil {
		return err
	}
	s.Say(casework.Event{
		Name: kind.Consulted, Rule: "R027", To: s.Tells(kind.Consult),
		Detail: map[string]string{"until": c.Args.Until.Format(time.RFC3339), "means": c.Args.Means},
	})
	s.Turn(asked)
	if err := s.StartWith(machine.Terms{Owner: asked}, kind.ClockGuide); err != nil {
		return err
	}
	return s.StartWith(machine.Terms{Stated: c.Args.Until, Told: true}, kind.ClockFeedback)
}

// promisedBy is when the office has promised to be done; before acceptance, had it accepted
// now.
func promisedBy(s *machine.Step) (time.Time, error) {
	if promise := s.State.Clock("handle"); promise != nil && promise.Open() {
		return promise.Due, nil
	}
	return s.DueFrom("handle", s.At)
}

// guide is the leader's word (R007).
func guide(s *machine.Step, _ casework.Command) error {
	s.Meet(kind.ClockGuide)
	s.Say(casework.Event{Name: kind.Guided, Rule: "R007", To: s.Tells(kind.Guide)})
	s.Turn(casework.Handler)
	return nil
}

// toldAsAgreed: a refusal is what he was to be told, too.
func toldAsAgreed(s *machine.Step) { s.Meet(kind.ClockFeedback) }

// feedback tells the applicant what came of it (R029).
func feedback(s *machine.Step, _ casework.Command) error {
	s.Meet(kind.ClockFeedback)
	s.Say(casework.Event{Name: kind.FedBack, Rule: "R029", To: s.Tells(kind.Feedback)})
	return nil
}
