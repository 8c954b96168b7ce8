package workflows

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// askReview asks who decided for a review, or goes to the department in charge of civil
// servants or the organ above: at once, or once a review was decided, where 公务员法 95
// gives an appeal. Asked after its day, when the decision had become final, it is
// registered all the same and marked late: the body decides.
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
	if round == casework.RoundAppeal && !s.State.Appealable() {
		return casework.FieldError(casework.Invalid, "category", "公务员法第九十五条")
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
	if s.State.Declared > 0 {
		s.Turn("") // another organ's: followed here until it is decided
		return s.Start("appeal_outside")
	}
	s.Turn(casework.DisciplineOffice)
	return s.Start("appealed")
}

// acceptedOnAnyDay is the last revision under which an appeal was accepted on any day, and again.
const acceptedOnAnyDay = 1

// acceptAppeal enters which organ accepted the appeal and when: its sixty days run from
// there (公务员法 96).
func acceptAppeal(s *machine.Step, c casework.Command) error {
	from := c.Args.Received
	asked := s.State.Clock("appeal_outside")
	switch {
	case !slices.Contains(casework.AppealOrgans, c.Args.Category):
		return casework.FieldError(casework.Invalid, "category", "公务员法第九十五条")
	case from.IsZero() || from.After(s.At):
		return casework.FieldError(casework.Invalid, "received", "公务员法第九十六条")
	case s.State.Declared > acceptedOnAnyDay && asked != nil && from.Before(asked.Start.Truncate(time.Minute)): // nobody accepts what was not asked
		return casework.FieldError(casework.TooEarly, "received", "公务员法第九十六条")
	}
	if asked != nil {
		s.Release("appeal_outside")
	}
	s.SetFact(casework.FactOrgan, c.Args.Category)
	s.Say(casework.Event{
		Name: kind.AppealAccepted, Rule: "R143", Basis: "公务员法第九十六条", Level: c.Args.Category, Detail: map[string]string{"accepted": from.Format(time.RFC3339)},
		To: s.Tells(casework.Accept),
	})
	return s.StartWith(machine.Terms{From: from}, "appeal_outside")
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

// decideReview upholds, lightens or reverses; nothing becomes heavier (公务员法 96). A
// review is decided by who decided first; what another organ decided on an appeal is
// entered. A reversal stands on record and takes back what followed.
func decideReview(s *machine.Step, c casework.Command) error {
	ruled := s.Since("appeal-to-the-organ-above")
	if err := s.State.Judges(c.Actor, c.Roles); err != nil && ruled {
		return err
	}
	appealable := s.State.Appealable() // before a milder measure takes the appeal away
	if c.Args.Outcome == "lighter" {
		if err := lighten(s, c.Args, ruled); err != nil {
			return err
		}
	}
	if s.State.Facts[casework.FactReview] == casework.RoundReview {
		s.SetFact(casework.FactReviewedBy, c.Actor)
	}
	s.Meet("review", "appealed", "appeal_outside")
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
	case facts[casework.FactReview] == casework.RoundAppeal, !appealable:
		s.Close("final")
	default:
		s.Stand(casework.StageServed)
		s.Turn("")
		return s.Start("appeal")
	}
	return nil
}

// lighten takes milder measures of the same ladder, or fewer of those decided. Before it
// was ruled so, any milder one would do.
func lighten(s *machine.Step, a casework.Args, ruled bool) error {
	fits := s.State.Lighter()
	if !ruled {
		fits = casework.Measures[:slices.IndexFunc(casework.Measures, is(s.State.Facts[casework.FactMeasure]))]
	}
	codes := a.Chosen()
	for _, code := range codes {
		m, known := casework.MeasureOf(code)
		switch {
		case !known:
			return casework.FieldError(casework.NotOnLadder, "measure", "R138")
		case !slices.ContainsFunc(fits, is(m.Code)):
			return casework.FieldError(casework.HeavierThanAsked, "measure", "R143")
		}
	}
	switch {
	case len(codes) == 0:
		return casework.FieldError(casework.NotOnLadder, "measure", "R138")
	case ruled && !s.State.Eases(codes):
		return casework.FieldError(casework.HeavierThanAsked, "measure", "R143")
	}
	s.SetFact(casework.FactMeasure, casework.Together(codes))
	return nil
}

func is(code string) func(casework.Measure) bool {
	return func(m casework.Measure) bool { return m.Code == code }
}
