package workflows

import (
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// What the law decides in the office's silence stands at its instant and issues its own paper
// (ADR 28). Where it is not certain that the time was over, the office that the policy names
// confirms it first, or sets it aside (ADR 38).

// acceptedByLaw: no one-time notice in time means accepted as of receipt, and the handling
// counts from there (行政许可法 32; R024).
func acceptedByLaw(s *machine.Step, c casework.Clock) error {
	e := casework.Event{
		Name: casework.Accepted, Rule: c.Rule, Basis: c.Basis, To: []casework.Role{casework.Applicant},
		Detail: map[string]string{"deemed": "true", "as_of": c.Start.Format("2006-01-02")},
	}
	why := uncertain(s, c)
	if why != "" {
		e.Level, e.Detail["unconfirmed"] = kind.DeemedUnconfirmed, why
	}
	s.Say(e)
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	if err := promise(s, machine.Terms{From: c.Start, Deemed: s.At}); err != nil || why == "" {
		return err
	}
	return askConfirmation(s, c)
}

// promise starts the office's own limit, with the law's beside it, and, of a renewal, what is
// left of the permit: once that is over, silence prolongs it (行政许可法 50).
func promise(s *machine.Step, t machine.Terms) error {
	if err := s.StartWith(t, "handle", "statutory"); err != nil {
		return err
	}
	if h := s.State.Handling; h == nil || !h.Renews {
		return nil
	}
	from := t.From
	if from.IsZero() {
		from = s.At
	}
	end, early, known := casework.Renewal(s.State.Facts[casework.FactExpires], s.State.Received)
	switch {
	case !known, !end.After(from):
		return nil
	case !early:
		s.Say(casework.Event{
			Name: kind.RenewalLate, Rule: "R037", Basis: "行政许可法第五十条第一款",
			To: []casework.Role{casework.ActingHolder, casework.SectionHead, casework.Applicant},
		})
		return nil
	}
	return s.StartWith(machine.Terms{From: from, Stated: end, Told: true}, kind.ClockRenew)
}

// renewedByLaw: nobody decided before the permit expired (行政许可法 50 II).
func renewedByLaw(s *machine.Step, c casework.Clock) error {
	e := casework.Event{
		Name: kind.Renewed, Rule: c.Rule, Basis: c.Basis, To: []casework.Role{casework.Applicant, casework.ActingHolder, casework.LeaderInCharge},
		Detail: map[string]string{"as_of": c.Due.Format(time.RFC3339)},
	}
	why := uncertain(s, c)
	if why != "" {
		e.Level, e.Detail["unconfirmed"] = kind.DeemedUnconfirmed, why
	}
	s.Say(e)
	if why != "" {
		return askConfirmation(s, c)
	}
	return prolonged(s, c)
}

// prolonged: the law decided, and what it decided is owed to the applicant. What is late stays
// late till he has it (R048).
func prolonged(s *machine.Step, c casework.Clock) error {
	if s.State.Stage != casework.StageHandle {
		return nil
	}
	if s.State.Pause != nil {
		if err := s.Resume(); err != nil {
			return err
		}
	}
	dropParts(s)
	s.State.Proposal = nil
	for _, name := range []string{"handle", "statutory", kind.ClockExamine, kind.ClockDecide} {
		if open := s.State.Clock(name); open != nil && open.Status == casework.Running {
			s.Release(name)
		}
	}
	resultKnown(s)
	s.State.Decision = "completed"
	s.Say(casework.Event{
		Name: casework.Decided, Rule: c.Rule, Basis: c.Basis, To: []casework.Role{casework.Applicant}, Level: "completed", Detail: map[string]string{"deemed": "true"},
	})
	s.Stand(casework.StageDeliver)
	s.Turn(casework.Handler)
	return s.Start("deliver")
}

// uncertain is why a time that ran out does not decide by itself: by a list of days that is
// not out, before anybody could know of it, or while an act from before waits for its second
// signature. Empty: it is certain.
func uncertain(s *machine.Step, c casework.Clock) string {
	switch {
	case !s.Knows(kind.ConfirmDeemed), c.Prompt: // of a practice matter, whose time is seconds, nobody is asked
		return ""
	case c.Provisional:
		return "provisional"
	case s.At.Before(s.State.Registered), c.Known.After(c.Due):
		return "entered_late"
	case s.State.Second.Pending() && !s.State.Second.At.After(s.At):
		return "disputed"
	}
	return ""
}

// askConfirmation: it is owed from when somebody could see to it.
func askConfirmation(s *machine.Step, c casework.Clock) error {
	from := s.At
	for _, known := range []time.Time{s.State.Registered, c.Known} {
		if known.After(from) {
			from = known
		}
	}
	return s.StartWith(machine.Terms{From: from}, casework.PartOf(kind.ClockConfirm, c.Name))
}

// confirmDeemed is the word of the office named: what the law decided stands as of its own
// instant, or it never did.
func confirmDeemed(s *machine.Step, c casework.Command) error {
	owed := kind.Unconfirmed(s.State)
	switch {
	case owed == nil:
		return casework.FieldError(casework.NothingOwed, "", "R024")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R024")
	case !*c.Args.Approve && !kind.Reversible(s.State):
		return casework.FieldError(casework.WrongStage, "approve", "R024")
	}
	_, of, _ := strings.Cut(owed.Name, ":")
	s.Meet(owed.Name)
	ran := s.State.Clock(of)
	e := casework.Event{
		Name: kind.DeemedConfirmed, Level: kind.DeemedStands, To: s.Tells(c.Name), Detail: map[string]string{"as_of": ran.Due.Format(time.RFC3339)},
	}
	if !*c.Args.Approve {
		e.Level = kind.DeemedSetAside
	}
	s.SayOf(ran, e)
	switch {
	case *c.Args.Approve && of == kind.ClockRenew:
		return prolonged(s, *ran)
	case *c.Args.Approve, of == kind.ClockRenew: // nothing was built on it yet
		return nil
	}
	s.Release("handle")
	s.Release("statutory")
	s.Release(kind.ClockRenew)
	s.Stand(casework.StageIntake)
	s.Turn(casework.Handler)
	return s.Start("intake")
}
