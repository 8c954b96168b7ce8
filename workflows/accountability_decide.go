package workflows

import (
	"slices"
	"strconv"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// recommend is the working group's proposal, once the person was heard or could
// no longer be (R142).
func recommend(s *machine.Step, c casework.Command) error {
	if err := heard(s); err != nil {
		return err
	}
	if _, err := onLadder(s, c.Args); err != nil {
		return err
	}
	s.Say(casework.Event{Name: casework.MeasureRecommended, Rule: "R142", Level: casework.Together(c.Args.Chosen()), To: s.Tells(casework.Recommend)})
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

// onLadder finds the measures on the ladder of whom the case is against: there is one
// for persons, as they are employed, and one for units (R138, R139, R223).
func onLadder(s *machine.Step, a casework.Args) ([]casework.Measure, error) {
	unit := s.State.Facts[casework.FactUnit] != ""
	if len(a.Chosen()) == 0 || a.Measure != "" && len(a.Measures) > 0 {
		return nil, casework.FieldError(casework.NotOnLadder, "measure", "R138")
	}
	for _, code := range a.Chosen() {
		m, known := casework.MeasureOf(code)
		switch {
		case !known:
			return nil, casework.FieldError(casework.NotOnLadder, "measure", "R138")
		case m.Unit != unit && s.Since("own-ladder"):
			return nil, casework.FieldError(casework.NotOnLadder, "measure", "R139")
		case s.State.Declared > 0 && !m.Unit && !m.Fits(s.State.Employment()):
			return nil, casework.FieldError(casework.NotOnLadder, "measure", "R223")
		}
	}
	return casework.MeasuresOf(casework.Together(a.Chosen())), nil
}

// decideMeasure is the party group's decision, on one measure or on several that make a
// tier together (R135, R136). What is beyond the office's authority it does not impose:
// it is referred with its opinion, beside what it does impose (R142). The decision is in
// force from the day it is made; service starts the remedies (处分条例 46).
func decideMeasure(s *machine.Step, c casework.Command) error {
	if err := heard(s); err != nil {
		return err
	}
	var chosen []casework.Measure
	if c.Args.Measure != casework.NoMeasure {
		var err error
		if chosen, err = onLadder(s, c.Args); err != nil {
			return err
		}
	}
	here, beyond := allotted(s, chosen, c.Args.Outcome)
	if err := agreed(s, c.Args, here, beyond); err != nil {
		return err
	}
	s.Meet("handle")
	s.SetFact(casework.FactDecidedBy, c.Actor)
	detail := map[string]string{
		"members": strconv.Itoa(c.Args.Members), "present": strconv.Itoa(c.Args.Present), "in_favour": strconv.Itoa(c.Args.InFavour),
	}
	if len(beyond) > 0 && len(here) > 0 {
		detail["referred"] = together(beyond)
		s.SetFact(casework.FactReferred, together(beyond))
	}
	level := together(chosen)
	if len(chosen) == 0 {
		level = casework.NoMeasure
	}
	s.Say(casework.Event{Name: casework.MeasureDecided, Rule: "R142", Level: level, Detail: detail})
	switch {
	case len(chosen) == 0:
		s.Close("no_fault")
		return nil
	case len(here) == 0:
		s.Close("referred")
		return nil
	}
	s.SetFact(casework.FactMeasure, together(here))
	if c.Args.Limit != "" {
		s.SetFact(casework.FactMend, c.Args.Limit)
	}
	s.Stand(casework.StageServe)
	s.Turn(casework.EfficiencyOffice)
	if s.Since("decision-is-served-in-time") {
		return s.Start("serve")
	}
	return nil
}

func together(of []casework.Measure) string {
	codes := make([]string, len(of))
	for i, m := range of {
		codes[i] = m.Code
	}
	return casework.Together(codes)
}

// allotted parts what this office imposes from what it only refers. What belongs to the
// appointing organ it imposes on whom this house appoints, and says so in so many words
// (处分条例 34, 37); on who is lent to it his home unit decides (R223).
func allotted(s *machine.Step, chosen []casework.Measure, outcome string) (here, beyond []casework.Measure) {
	lent := s.State.Employment() == casework.Seconded || s.State.Facts[casework.FactAppointed] == casework.Above
	for _, m := range chosen {
		own := m.Power == casework.Own || m.Power == casework.Appointing && s.State.Declared > 0 && outcome == casework.Impose && !lent
		if own {
			here = append(here, m)
		} else {
			beyond = append(beyond, m)
		}
	}
	return here, beyond
}

// agreed refuses a decision that could not be taken so: beyond the office's authority,
// not passed by more than half of the members entitled to attend, a sanction of a party
// member with less than two thirds of them there (党组工作条例 27), or with something to
// be put right and no day for it (R134).
func agreed(s *machine.Step, a casework.Args, here, beyond []casework.Measure) error {
	refer := a.Outcome == casework.Refer
	switch {
	case (len(beyond) > 0) != refer && s.Since("referred-when-asked"):
		return casework.FieldError(authority(refer), "outcome", "R142")
	case a.Present < 1 || 2*a.InFavour <= a.Present || a.InFavour > a.Present:
		return casework.FieldError(casework.NoQuorum, "in_favour", "R142")
	case (2*a.Present <= a.Members || a.Present > a.Members) && s.Since("quorum-of-members"):
		return casework.FieldError(casework.NoQuorum, "present", "R142")
	case 2*a.InFavour <= a.Members && s.Since("half-of-those-entitled"):
		return casework.FieldError(casework.NoQuorum, "in_favour", partyGroupVote)
	case s.State.Declared == 0:
		return nil
	case mends(here) && a.Limit == "":
		return casework.FieldError(casework.Invalid, "limit", "R134")
	case !sanctions(here):
		return nil
	case a.Category == "":
		return casework.FieldError(casework.Invalid, "category", partyGroupVote)
	case a.Category == casework.PartyMember && 3*a.Present < 2*a.Members:
		return casework.FieldError(casework.NoQuorum, "present", partyGroupVote)
	}
	return nil
}

const partyGroupVote = "中国共产党党组工作条例第二十七条"

func mends(of []casework.Measure) bool {
	return slices.ContainsFunc(of, func(m casework.Measure) bool { return m.Mends })
}

func sanctions(of []casework.Measure) bool {
	return slices.ContainsFunc(of, func(m casework.Measure) bool { return m.Sanction })
}

// authority is what stands against a measure imposed beyond it, or referred
// though within it.
func authority(refer bool) casework.Code {
	if refer {
		return casework.Invalid
	}
	return casework.AboveAuthority
}

// serveDecision starts the remedies: the right to a review, and to an appeal where one
// lies; and the term to mend where one was set.
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
	rights := []string{"ask_review"}
	if s.State.Appealable() {
		rights = append(rights, "direct_appeal")
	}
	if err := s.Start(rights...); err != nil || facts[casework.FactMend] == "" {
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
