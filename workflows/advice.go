package workflows

import (
	"strconv"

	"github.com/shixian/shixian/internal/casework"
)

// answered are the stages in which the complainant has his reply.
var answered = []casework.Stage{casework.StageConfirm, casework.StageAccount}

// rate keeps what the complainant thought of the reply, asked by the efficiency
// office or said by himself, once a reply. Who is not satisfied is heard of before
// the reply is passed (R074, R078).
func rate(s *step, c casework.Command) error {
	if c.Args.Outcome == "" {
		return casework.FieldError(casework.Invalid, "outcome", "R074")
	}
	s.setFact(casework.FactRated, c.Args.Outcome)
	e := casework.Event{Name: casework.Rated, Rule: "R074", Level: c.Args.Outcome}
	if c.Args.Outcome == "unsatisfied" {
		e.Rule, e.To = "R078", []casework.Role{casework.EfficiencyOffice}
	}
	s.say(e)
	return nil
}

// advise tells the unit what the efficiency office makes of the result, to be
// reported back on within the limit it states, if it states one (R076, R077). A
// lead goes to who tracks it and not to the unit.
func advise(s *step, c casework.Command) error {
	e := casework.Event{Name: casework.Advised, Rule: "R076", Level: c.Args.Category}
	switch c.Args.Category {
	case "":
		return casework.FieldError(casework.Invalid, "category", "R076")
	case casework.AdviceLead:
		e.To = []casework.Role{casework.SupervisionOffice}
		s.say(e)
		return nil
	}
	e.To = []casework.Role{casework.ActingHolder, casework.SectionHead, casework.LeaderInCharge}
	s.say(e)
	s.setFact(factAdvice, c.Args.Category)
	s.release("act_on_advice")
	if c.Args.Limit == "" {
		return nil // the source names no limit: what is reported back is recorded
	}
	return s.start(terms{from: s.at, limit: c.Args.Limit}, "act_on_advice")
}

// reportOnAdvice is what the unit made of it (R077), also after the case closed.
func reportOnAdvice(s *step, _ casework.Command) error {
	s.setFact(factAdvice, "")
	s.say(casework.Event{Name: casework.Reported, Rule: "R077", To: []casework.Role{casework.EfficiencyOffice}})
	s.meet("act_on_advice")
	return nil
}

// countUp: three complaints on one matter, or several of one unit within a
// month, make a special self-inspection report due (R080).
func (s *step) countUp() error {
	if s.state.Facts[casework.FactOffice] != "" {
		return nil // nobody of whom it is about is told, nor counted
	}
	n, err := s.k.host.Tally(casework.TallyRequest{
		Number: s.state.Number, Unit: s.state.Unit, Matter: s.state.Facts[casework.FactMatter], At: s.at,
		Policy: s.state.Policy,
	})
	if n.Several == 0 {
		n.Several = severalBefore
	}
	if err != nil || n.OnMatter < 3 && n.InMonth < n.Several {
		return err
	}
	if owed := s.state.Clock("self_report"); owed != nil && owed.Open() {
		return nil
	}
	s.say(casework.Event{
		Name: casework.SelfReportOwed, Rule: "R080", To: []casework.Role{casework.SectionHead, casework.LeaderInCharge},
		Detail: map[string]string{"on_matter": strconv.Itoa(n.OnMatter), "in_month": strconv.Itoa(n.InMonth)},
	})
	return s.start(terms{from: s.at}, "self_report")
}

func selfReport(s *step, _ casework.Command) error {
	s.sayOf(s.state.Clock("self_report"), casework.Event{Name: casework.Reported, To: []casework.Role{casework.EfficiencyOffice}})
	s.meet("self_report")
	return nil
}

// outlive are the clocks that are still owed once their case has closed: an
// explanation (R059), a term to mend (R134), an answer to advice (R077), a
// self-inspection report (R080).
func (s *step) outlive() []string {
	out := []string{"explain", "mend", "act_on_advice"}
	owed := s.state.Clock("self_report")
	if owed != nil && owed.Open() && s.since("self-report-outlives") {
		out = append(out, "self_report")
	}
	return out
}
