package workflows

import (
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// accountability is a case that asks who must answer for a breach (责任追究).
//
//	verify          the record, the turns, the explanations; it names nobody, and runs
//	                through the inquiry until the formal opening
//	handle          6 months from the word that opens it, 12 at most (处分条例 44)
//	statement       the person concerned may state his case before anything is decided
//	serve           a decision reaches who it is about within 5wd, the office's preset
//	ask_review      30 days from service (公务员法 95); a right, it ends at 24:00
//	direct_appeal   30 days from service, where 公务员法 95 gives an appeal
//	review          decided in 30 days by who decided first
//	appeal          15 days after the review (公务员法 95)
//	appeal_outside  60 days from its acceptance, decided outside and only watched here
//	appealed        the same of cases begun before the first revision, decided here
//	mend            the term stated in the decision, met by a report (R134, R136)
//
// Cards lie on the matter, never on a person; a person answers only by a
// decision, a unit by its head. A decision is in force from the day it is made
// (处分条例 46) and its terms end by themselves (公务员法 65); review and appeal do not
// suspend it (公务员法 96), reversal does. It returns how the case ended.
type accountability struct{}

const factHeard = "heard"

func (accountability) Open(s *machine.Step) error {
	switch f := s.State.Facts; {
	case f[factPerson] != "": // split from a case of before there were revisions
		return openSplit(s)
	case f[casework.FactInquired] != "":
		return proposeSplit(s)
	}
	s.Stand(casework.StageVerify)
	s.Turn(casework.EfficiencyOffice)
	return s.StartWith(machine.Terms{From: s.State.Received}, "verify")
}

var accountabilityActs = machine.Acts{
	casework.StateFacts:   stateFacts,
	casework.Approve:      approveOpening,
	casework.Accept:       acceptAppeal,
	casework.Recuse:       recuseFrom,
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
	if !own && (slices.Contains(s.State.Apart, c.Actor) || barred(s.State.Facts, c.Actor)) { // he answers over the same matter himself
		return casework.FieldError(casework.OwnCase, "actor", "R142")
	}
	return accountabilityActs[c.Name](s, c)
}

// barred: an inquiry is about him, or he was recused (处分条例 42).
func barred(facts map[string]string, person string) bool {
	return person != "" && (facts[casework.FactInquired] == person || slices.Contains(strings.Fields(facts[casework.FactRecused]), person))
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
	detail := map[string]string{"person": c.Args.Person, "share": c.Args.Share}
	if s.State.Declared > 0 && c.Args.Employment != "" {
		detail["employment"] = string(c.Args.Employment)
	}
	if s.State.Declared > 0 && c.Args.Appointed != "" {
		detail["appointed"] = c.Args.Appointed
	}
	s.Say(casework.Event{Name: casework.AccountabilityOpened, Rule: "R131", Level: casework.LevelSplit, Detail: detail})
	return nil
}
