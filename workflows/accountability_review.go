package workflows

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// askReview asks who decided for a review, or the organ above for an appeal: at
// once, or once a review was decided (公务员法 95). Asked after its day, when the
// decision had become final, it is registered all the same and marked late: the
// body decides.
func askReview(s *step, c casework.Command) error {
	asked := s.state.Facts[casework.FactReview]
	late := s.state.Closed()
	round := c.Args.Category
	switch {
	case round == "" && asked == "":
		round = casework.RoundReview
	case round == "":
		round = casework.RoundAppeal
	case round == casework.RoundReview && asked != "":
		return casework.FieldError(casework.WrongStage, "category", "R143")
	case round != casework.RoundReview && round != casework.RoundAppeal:
		return casework.FieldError(casework.Invalid, "category", "R143")
	}
	s.choose(round)
	s.setFact(casework.FactReview, round)
	detail := map[string]string(nil)
	if late {
		detail = map[string]string{"late": "true"}
		s.state.Result, s.state.ClosedAt, s.state.ClosedFrom = "", time.Time{}, ""
		s.say(casework.Event{Name: casework.CaseReopened, Rule: "R143"})
	}
	s.say(casework.Event{
		Name: casework.ReviewAsked, Rule: "R143", Level: round, Detail: detail,
		To: []casework.Role{casework.PartyGroup, casework.DisciplineOffice},
	})
	s.stand(casework.StageReview)
	if round == casework.RoundReview {
		s.turn(casework.PartyGroup)
		return s.start(terms{from: s.at}, "review")
	}
	s.turn(casework.DisciplineOffice)
	return s.start(terms{from: s.at}, "appealed")
}

// choose ends the right that was used and the one that falls away with it.
func (s *step) choose(round string) {
	if round == casework.RoundReview {
		s.meet("ask_review")
		s.release("direct_appeal")
		return
	}
	s.meet("direct_appeal", "appeal")
	s.release("ask_review")
}

// decideReview upholds, lightens or reverses; nothing becomes heavier (公务员法
// 95). A review is decided by who decided first, an appeal by the organ above. A
// reversal stands on record and takes back what followed.
func decideReview(s *step, c casework.Command) error {
	ruled := s.since("appeal-to-the-organ-above")
	if err := s.state.Judges(c.Actor, c.Roles); err != nil && ruled {
		return err
	}
	if c.Args.Outcome == "lighter" {
		if err := s.lighten(c.Args.Measure, ruled); err != nil {
			return err
		}
	}
	if s.state.Facts[casework.FactReview] == casework.RoundReview {
		s.setFact(casework.FactReviewedBy, c.Actor)
	}
	s.meet("review", "appealed")
	facts := s.state.Facts
	detail := map[string]string{"person": facts[factPerson], "round": facts[casework.FactReview]}
	if c.Args.Outcome != "reversed" { // of which nothing is left
		detail["measure"] = facts[casework.FactMeasure]
	}
	s.say(casework.Event{
		Name: casework.ReviewDecided, Rule: "R143", Level: c.Args.Outcome, Detail: detail,
		To: []casework.Role{casework.PersonConcerned, casework.EfficiencyOffice},
	})
	switch {
	case c.Args.Outcome == "reversed":
		s.release("mend") // nothing is left to be mended
		s.close("reversed")
	case facts[casework.FactReview] == casework.RoundAppeal:
		s.close("final")
	default:
		s.stand(casework.StageServed)
		s.turn("")
		return s.start(terms{from: s.at}, "appeal")
	}
	return nil
}

// lighten takes a milder measure of the same ladder. Before it was ruled so, any
// milder one would do.
func (s *step) lighten(code string, ruled bool) error {
	fits := s.state.Lighter()
	if !ruled {
		fits = casework.Measures[:slices.IndexFunc(casework.Measures, is(s.state.Facts[casework.FactMeasure]))]
	}
	m, known := casework.MeasureOf(code)
	switch {
	case !known:
		return casework.FieldError(casework.NotOnLadder, "measure", "R138")
	case !slices.ContainsFunc(fits, is(m.Code)):
		return casework.FieldError(casework.HeavierThanAsked, "measure", "R143")
	}
	s.setFact(casework.FactMeasure, code)
	return nil
}

func is(code string) func(casework.Measure) bool {
	return func(m casework.Measure) bool { return m.Code == code }
}
