package workflows

import (
	"slices"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// answered are the stages in which the complainant has his reply.
var answered = []casework.Stage{casework.StageConfirm, casework.StageAccount}

// rate keeps what the complainant thought of the reply, asked by the efficiency
// office or said by himself, once a reply. Who is not satisfied is heard of before
// the reply is passed (R074, R078).
func rate(s *machine.Step, c casework.Command) error {
	if c.Args.Outcome == "" {
		return casework.FieldError(casework.Invalid, "outcome", "R074")
	}
	s.SetFact(casework.FactRated, c.Args.Outcome)
	e := casework.Event{Name: casework.Rated, Rule: "R074", Level: c.Args.Outcome}
	if c.Args.Outcome == "unsatisfied" {
		e.Rule, e.To = "R078", s.Tells(casework.Rate)
	}
	s.Say(e)
	return nil
}

// advise tells the unit what the efficiency office makes of the result, to be
// reported back on within the limit it states, if it states one (R076, R077). A
// lead goes to who tracks it and not to the unit.
func advise(s *machine.Step, c casework.Command) error {
	e := casework.Event{Name: casework.Advised, Rule: "R076", Level: c.Args.Category}
	switch c.Args.Category {
	case "":
		return casework.FieldError(casework.Invalid, "category", "R076")
	case casework.AdviceLead:
		e.To = []casework.Role{casework.SupervisionOffice}
		s.Say(e)
		return nil
	}
	e.To = s.Tells(casework.Advise)
	s.Say(e)
	s.SetFact(factAdvice, c.Args.Category)
	s.Release("act_on_advice")
	if c.Args.Limit == "" {
		return nil // the source names no limit: what is reported back is recorded
	}
	return s.StartWith(machine.Terms{Limit: c.Args.Limit}, "act_on_advice")
}

// reportOnAdvice is what the unit made of it (R077), also after the case closed.
func reportOnAdvice(s *machine.Step, _ casework.Command) error {
	s.SetFact(factAdvice, "")
	s.Say(casework.Event{Name: casework.Reported, Rule: "R077", To: s.Tells(casework.Report)})
	s.Meet("act_on_advice")
	return nil
}

// countUp: three complaints on one matter, or several of one unit within a
// month, make a special self-inspection report due (R080).
func countUp(s *machine.Step) error {
	if s.State.Facts[casework.FactOffice] != "" {
		return nil // nobody of whom it is about is told, nor counted
	}
	n, err := s.Tally(casework.TallyRequest{
		Number: s.State.Number, Unit: s.State.Unit, Matter: s.State.Facts[casework.FactMatter], At: s.At,
		Policy: s.State.Policy,
	})
	if n.Several == 0 {
		n.Several = severalBefore
	}
	if err != nil || n.OnMatter < 3 && n.InMonth < n.Several {
		return err
	}
	if owed := s.State.Clock("self_report"); owed != nil && owed.Open() {
		return nil
	}
	s.Say(casework.Event{
		Name: casework.SelfReportOwed, Rule: "R080", To: []casework.Role{casework.SectionHead, casework.LeaderInCharge},
		Detail: map[string]string{"on_matter": strconv.Itoa(n.OnMatter), "in_month": strconv.Itoa(n.InMonth)},
	})
	return s.Start("self_report")
}

// selfReport goes up for study and is filed with the efficiency office (R080, R239).
func selfReport(s *machine.Step, _ casework.Command) error {
	said := casework.Event{Name: casework.Reported, To: s.Tells(casework.SelfReport)}
	if slices.Contains(said.To, casework.PartyGroup) {
		said.Level = "for_study"
	}
	s.SayOf(s.State.Clock(casework.ClockSelfReport), said)
	s.Meet(casework.ClockSelfReport)
	return nil
}

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
		s.TellApplicant("R064", "accountability_outcome")
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
