package workflows

import (
	"slices"
	"strconv"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// accountability is a case that asks who must answer for a breach (责任追究).
//
//	verify         facts, causes, whose turn; no offender is named yet
//	handle         6 months from the formal opening, 12 at most (处分条例 44)
//	statement      the person concerned may state his case before anything is decided
//	serve          a decision reaches who it is about within 5wd, the office's preset
//	ask_review     30 days from service (公务员法 95); a right, it ends at 24:00
//	direct_appeal  30 days from service, for who does not want a review
//	review         decided in 30 days by who decided first
//	appeal         15 days after the review (公务员法 95)
//	appealed       decided in 60 days by the organ above, 30 more at most
//	mend           the term stated in the decision, met by a report (R134, R136)
//
// Cards lie on the matter, never on a person; a person answers only by a
// decision, a unit by its head. Review and appeal do not suspend it (公务员法 96),
// reversal does. It returns how the case ended.
type accountability struct{}

const factHeard = "heard"

func (accountability) Open(s *machine.Step) error {
	if s.State.Facts[factPerson] != "" {
		return openSplit(s)
	}
	s.Stand(casework.StageVerify)
	s.Turn(casework.EfficiencyOffice)
	return s.StartWith(machine.Terms{From: s.State.Received}, "verify")
}

var accountabilityActs = machine.Acts{
	casework.StateFacts:   stateFacts,
	casework.Hear:         hear,
	casework.Split:        split,
	casework.Recommend:    recommend,
	casework.Decide:       decideMeasure,
	casework.Serve:        serveDecision,
	casework.Report:       reportMended,
	casework.AskReview:    askReview,
	casework.DecideReview: decideReview,
}

// Act keeps everybody off his own case; only being heard, reporting what was
// mended and asking for review are the person's own.
func (accountability) Act(s *machine.Step, c casework.Command) error {
	own := c.Name == casework.Hear || c.Name == casework.Report || c.Name == casework.AskReview
	if person := s.State.Facts[factPerson]; person != "" && (c.Actor == person) != own {
		if own {
			return casework.FieldError(casework.NotConcerned, "actor", "R143")
		}
		return casework.FieldError(casework.OwnCase, "actor", "R142")
	}
	if !own && slices.Contains(s.State.Apart, c.Actor) { // he answers over the same matter himself
		return casework.FieldError(casework.OwnCase, "actor", "R142")
	}
	return accountabilityActs[c.Name](s, c)
}

// RanOut: the time to be heard has run out; the last right to review or appeal is
// gone, and the decision is final.
func (accountability) RanOut(s *machine.Step, c casework.Clock) error {
	switch c.Name {
	case "statement":
		s.SetFact(factHeard, "lapsed")
	case "ask_review", "direct_appeal", "appeal":
		if !running(s, "ask_review", "direct_appeal", "appeal") {
			s.Close("final")
		}
	}
	return nil
}

// running tells whether one of these clocks still waits for somebody.
func running(s *machine.Step, names ...string) bool {
	return slices.ContainsFunc(s.State.Clocks, func(c casework.Clock) bool { return c.Open() && slices.Contains(names, c.Name) })
}

// stateFacts ends the verification: nobody's fault, excused (容错免责), a
// reminder, or formally opened against a person, or a unit for which its head
// speaks, who is then to be heard.
func stateFacts(s *machine.Step, c casework.Command) error {
	if c.Args.Outcome == "formal" && c.Args.Person == "" {
		return casework.FieldError(casework.Invalid, "person", "R130")
	}
	if c.Actor == c.Args.Person {
		return casework.FieldError(casework.OwnCase, "actor", "R142")
	}
	if c.Args.Outcome == "exempt" && s.Since("exemption-is-asked-for") {
		switch c.Args.AskedBy {
		case "":
			return casework.FieldError(casework.Invalid, "asked_by", "R064")
		case c.Actor: // nobody grants what he asked for himself
			return casework.FieldError(casework.OwnCase, "asked_by", "R142")
		}
	}
	s.Meet("verify")
	facts := casework.Event{Name: casework.FactsStated, Rule: "R129", Level: c.Args.Outcome, To: s.Tells(casework.StateFacts)}
	if ground, ok := casework.GroundOf(c.Args.Ground); ok {
		s.SetFact(casework.FactGround, ground.Code)
		facts.Rule, facts.Detail = ground.Rule, map[string]string{"ground": ground.Code}
	}
	if c.Args.Outcome == "exempt" && c.Args.AskedBy != "" {
		if facts.Detail == nil {
			facts.Detail = map[string]string{}
		}
		facts.Detail["asked_by"] = c.Args.AskedBy
	}
	s.Say(facts)
	if c.Args.Outcome != "formal" {
		s.Close(c.Args.Outcome)
		return nil
	}
	s.SetFact(factPerson, c.Args.Person)
	opened := casework.Event{
		Name: casework.FormallyOpened, Rule: "R130", To: []casework.Role{casework.PersonConcerned, casework.DisciplineOffice},
		Detail: map[string]string{"person": c.Args.Person},
	}
	if c.Args.Unit != "" {
		s.SetFact(casework.FactUnit, c.Args.Unit)
		opened.Rule, opened.Detail["unit"] = "R139", c.Args.Unit
	}
	s.Say(opened)
	s.Stand(casework.StageHear)
	return s.Start("handle", "statement")
}

// openSplit opens the case of a further person, who is to be heard from the first
// day: the matter was verified where it was split.
func openSplit(s *machine.Step) error {
	f := s.State.Facts
	facts := casework.Event{
		Name: casework.FactsStated, Rule: "R129", Level: "formal", Actor: f[casework.FactStatedBy], TextID: f[casework.FactStatedIn],
	}
	if ground, ok := casework.GroundOf(f[casework.FactGround]); ok {
		facts.Rule, facts.Detail = ground.Rule, map[string]string{"ground": ground.Code}
	}
	s.Say(facts)
	s.Say(casework.Event{
		Name: casework.FormallyOpened, Rule: "R130", Actor: f[casework.FactStatedBy], Detail: map[string]string{"person": f[factPerson]},
		To: []casework.Role{casework.PersonConcerned, casework.DisciplineOffice},
	})
	s.Say(casework.Event{
		Name: casework.LiabilitySplit, Rule: "R131", Actor: f[casework.FactStatedBy], Level: f[casework.FactShare],
		Detail: map[string]string{"person": f[factPerson], "share": f[casework.FactShare]},
	})
	s.Turn(casework.EfficiencyOffice)
	return s.Start("handle", "statement")
}

// hear takes down what the person concerned has to say.
func hear(s *machine.Step, c casework.Command) error {
	s.SetFact(factHeard, "heard")
	s.Meet("statement")
	s.Say(casework.Event{Name: casework.Heard, To: s.Tells(casework.Hear), Rule: "R143"})
	return nil
}

// split records who bears how much. R131 to R133 stand in the disclosure rules
// only: elsewhere they suggest, people decide. Who is not the one this case is about
// gets a case of his own, to be heard, decided on and served there.
func split(s *machine.Step, c casework.Command) error {
	further := c.Args.Person != s.State.Facts[factPerson] || s.State.Facts[casework.FactUnit] != ""
	switch {
	case further && s.Since("split-opens-cases"):
		return splitOff(s, c)
	case !further:
		s.SetFact(casework.FactShare, c.Args.Share)
	}
	s.Say(casework.Event{
		Name: casework.LiabilitySplit, Rule: "R131", Level: c.Args.Share, Detail: map[string]string{"person": c.Args.Person, "share": c.Args.Share},
	})
	return nil
}

// splitOff opens the case of a further person: one for each, and only where the
// matter was verified.
func splitOff(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Person == "":
		return casework.FieldError(casework.Invalid, "person", "R131")
	case c.Args.Person == c.Actor:
		return casework.FieldError(casework.OwnCase, "person", "R142")
	case s.State.Facts[casework.FactSplitFrom] != "":
		return casework.FieldError(casework.SplitElsewhere, "person", "R131")
	case slices.Contains(s.State.Apart, c.Args.Person):
		return casework.FieldError(casework.SplitAlready, "person", "R131")
	}
	s.State.Apart = append(s.State.Apart, c.Args.Person)
	s.Say(casework.Event{
		Name: casework.AccountabilityOpened, Rule: "R131", Level: casework.LevelSplit,
		Detail: map[string]string{"person": c.Args.Person, "share": c.Args.Share},
	})
	return nil
}

// recommend is the working group's proposal, once the person was heard or could
// no longer be (R142).
func recommend(s *machine.Step, c casework.Command) error {
	if err := heard(s); err != nil {
		return err
	}
	if _, err := onLadder(s, c.Args.Measure); err != nil {
		return err
	}
	s.Say(casework.Event{Name: casework.MeasureRecommended, Rule: "R142", Level: c.Args.Measure, To: s.Tells(casework.Recommend)})
	s.Stand(casework.StageDecide)
	s.Turn(casework.PartyGroup)
	return nil
}

func heard(s *machine.Step) error {
	if s.State.Facts[factHeard] == "" {
		return casework.FieldError(casework.NotHeard, "", "R142")
	}
	return nil
}

// onLadder finds a measure on the ladder of whom the case is against: there is
// one for persons and one for units (R138, R139).
func onLadder(s *machine.Step, code string) (casework.Measure, error) {
	m, known := casework.MeasureOf(code)
	unit := s.State.Facts[casework.FactUnit] != ""
	switch {
	case !known:
		return m, casework.FieldError(casework.NotOnLadder, "measure", "R138")
	case m.Unit != unit && s.Since("own-ladder"):
		return m, casework.FieldError(casework.NotOnLadder, "measure", "R139")
	}
	return m, nil
}

// decideMeasure is the party group's decision, by more than half of its members
// present and more than half of those in favour. What is beyond the office's authority it
// does not impose: it is referred with its opinion (R142).
func decideMeasure(s *machine.Step, c casework.Command) error {
	if err := heard(s); err != nil {
		return err
	}
	measure := casework.Measure{}
	if c.Args.Measure != "none" {
		var err error
		if measure, err = onLadder(s, c.Args.Measure); err != nil {
			return err
		}
	}
	refer := c.Args.Outcome == casework.Refer
	switch {
	case measure.Beyond != refer && s.Since("referred-when-asked"):
		return casework.FieldError(authority(refer), "outcome", "R142")
	case c.Args.Present < 1 || 2*c.Args.InFavour <= c.Args.Present || c.Args.InFavour > c.Args.Present:
		return casework.FieldError(casework.NoQuorum, "in_favour", "R142")
	case (2*c.Args.Present <= c.Args.Members || c.Args.Present > c.Args.Members) && s.Since("quorum-of-members"):
		return casework.FieldError(casework.NoQuorum, "present", "R142")
	}
	s.Meet("handle")
	s.SetFact(casework.FactDecidedBy, c.Actor)
	s.Say(casework.Event{Name: casework.MeasureDecided, Rule: "R142", Level: c.Args.Measure, Detail: map[string]string{
		"members": strconv.Itoa(c.Args.Members), "present": strconv.Itoa(c.Args.Present), "in_favour": strconv.Itoa(c.Args.InFavour),
	}})
	switch {
	case c.Args.Measure == "none":
		s.Close("no_fault")
	case measure.Beyond:
		s.Close("referred")
	default:
		s.SetFact(casework.FactMeasure, measure.Code)
		if c.Args.Limit != "" {
			s.SetFact(casework.FactMend, c.Args.Limit)
		}
		s.Stand(casework.StageServe)
		s.Turn(casework.EfficiencyOffice)
		if s.Since("decision-is-served-in-time") {
			return s.Start("serve")
		}
	}
	return nil
}

// authority is what stands against a measure imposed beyond it, or referred
// though within it.
func authority(refer bool) casework.Code {
	if refer {
		return casework.Invalid
	}
	return casework.AboveAuthority
}

// serveDecision brings the decision into force: the rights to review and to
// appeal begin, and the term to mend where one was set.
func serveDecision(s *machine.Step, _ casework.Command) error {
	s.Meet("serve")
	facts := s.State.Facts
	s.Say(casework.Event{
		Name: casework.DecisionServed, Rule: "R143", Level: facts[casework.FactMeasure],
		To:     s.Tells(casework.Serve),
		Detail: map[string]string{"person": facts[factPerson]},
	})
	s.Stand(casework.StageServed)
	s.Turn("")
	if err := s.Start("ask_review", "direct_appeal"); err != nil || facts[casework.FactMend] == "" {
		return err
	}
	return s.StartWith(machine.Terms{Limit: facts[casework.FactMend]}, "mend")
}

// reportMended ends the term to mend. It is owed even when the decision has
// become final meanwhile.
func reportMended(s *machine.Step, _ casework.Command) error {
	s.SayOf(s.State.Clock("mend"), casework.Event{Name: casework.Reported, To: s.Tells(casework.Report)})
	s.Meet("mend")
	return nil
}
