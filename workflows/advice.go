package workflows

import (
	"slices"
	"strconv"

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
