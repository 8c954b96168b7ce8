package workflows

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// askReview asks who decided for a review, or the organ above for an appeal: at
// once, or once a review was decided (公务员法 95). Asked after its day, when the
// decision had become final, it is registered all the same and marked late: the
// body decides.
func askReview(s *machine.Step, c casework.Command) error {
	asked := s.State.Facts[casework.FactReview]
	late := s.State.Closed()
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
	choose(s, round)
	s.SetFact(casework.FactReview, round)
	detail := map[string]string(nil)
	if late {
		detail = map[string]string{"late": "true"}
		s.State.Result, s.State.ClosedAt, s.State.ClosedFrom = "", time.Time{}, ""
		s.Say(casework.Event{Name: casework.CaseReopened, Rule: "R143"})
	}
	s.Say(casework.Event{
		Name: casework.ReviewAsked, Rule: "R143", Level: round, Detail: detail,
		To: s.Tells(casework.AskReview),
	})
	s.Stand(casework.StageReview)
	if round == casework.RoundReview {
		s.Turn(casework.PartyGroup)
		return s.Start("review")
	}
	s.Turn(casework.DisciplineOffice)
	return s.Start("appealed")
}

// choose ends the right that was used and the one that falls away with it.
func choose(s *machine.Step, round string) {
	if round == casework.RoundReview {
		s.Meet("ask_review")
		s.Release("direct_appeal")
		return
	}
	s.Meet("direct_appeal", "appeal")
	s.Release("ask_review")
}

// decideReview upholds, lightens or reverses; nothing becomes heavier (公务员法
// 95). A review is decided by who decided first, an appeal by the organ above. A
// reversal stands on record and takes back what followed.
func decideReview(s *machine.Step, c casework.Command) error {
	ruled := s.Since("appeal-to-the-organ-above")
	if err := s.State.Judges(c.Actor, c.Roles); err != nil && ruled {
		return err
	}
	if c.Args.Outcome == "lighter" {
		if err := lighten(s, c.Args.Measure, ruled); err != nil {
			return err
		}
	}
	if s.State.Facts[casework.FactReview] == casework.RoundReview {
		s.SetFact(casework.FactReviewedBy, c.Actor)
	}
	s.Meet("review", "appealed")
	facts := s.State.Facts
	detail := map[string]string{"person": facts[factPerson], "round": facts[casework.FactReview]}
	if c.Args.Outcome != "reversed" { // of which nothing is left
		detail["measure"] = facts[casework.FactMeasure]
	}
	s.Say(casework.Event{
		Name: casework.ReviewDecided, Rule: "R143", Level: c.Args.Outcome, Detail: detail,
		To: s.Tells(casework.DecideReview),
	})
	switch {
	case c.Args.Outcome == "reversed":
		s.Release("mend") // nothing is left to be mended
		s.Close("reversed")
	case facts[casework.FactReview] == casework.RoundAppeal:
		s.Close("final")
	default:
		s.Stand(casework.StageServed)
		s.Turn("")
		return s.Start("appeal")
	}
	return nil
}

// lighten takes a milder measure of the same ladder. Before it was ruled so, any
// milder one would do.
func lighten(s *machine.Step, code string, ruled bool) error {
	fits := s.State.Lighter()
	if !ruled {
		fits = casework.Measures[:slices.IndexFunc(casework.Measures, is(s.State.Facts[casework.FactMeasure]))]
	}
	m, known := casework.MeasureOf(code)
	switch {
	case !known:
		return casework.FieldError(casework.NotOnLadder, "measure", "R138")
	case !slices.ContainsFunc(fits, is(m.Code)):
		return casework.FieldError(casework.HeavierThanAsked, "measure", "R143")
	}
	s.SetFact(casework.FactMeasure, code)
	return nil
}

func is(code string) func(casework.Measure) bool {
	return func(m casework.Measure) bool { return m.Code == code }
}
