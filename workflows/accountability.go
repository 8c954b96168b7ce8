package workflows

import (
	"slices"
	"strconv"
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// Accountability is a case that asks who must answer for a breach (责任追究).
//
//	verify      facts, causes, whose turn; no offender is named yet
//	handle      6 months from the formal opening, 12 at most (处分条例 44)
//	statement   the person concerned may state his case before anything is decided
//	ask_review  30 days from service (公务员法 95); a right, it ends at 24:00
//	review      decided in 30 days; the appeal after it
//	appeal      15 days after the review (公务员法 95)
//	appealed    decided in 60 days
//
// Cards lie on the matter, never on a person; a person answers only by a
// decision. Review and appeal do not suspend it (公务员法 96), reversal does. It
// returns how the case ended.
func Accountability(ctx workflow.Context, in casework.Start) (string, error) {
	return keep(ctx, in, accountability{})
}

type accountability struct{}

const (
	factMeasure = "measure"
	factHeard   = "heard"
	factReview  = "review" // review or appeal, whichever is under way
)

func (accountability) open(s *step) error {
	s.stand(casework.StageVerify)
	s.turn(casework.EfficiencyOffice)
	return s.start(terms{from: s.state.Received}, "verify")
}

var accountabilityActs = map[string]func(*step, casework.Command) error{
	casework.StateFacts:   stateFacts,
	casework.Hear:         hear,
	casework.Split:        split,
	casework.Recommend:    recommend,
	casework.Decide:       decideMeasure,
	casework.Serve:        serveDecision,
	casework.AskReview:    askReview,
	casework.DecideReview: decideReview,
}

// act keeps everybody off his own case; only being heard and asking for review
// are the person's own.
func (accountability) act(s *step, c casework.Command) error {
	own := c.Name == casework.Hear || c.Name == casework.AskReview
	if person := s.state.Facts[factPerson]; person != "" && (c.Actor == person) != own {
		if own {
			return casework.FieldError(casework.NotConcerned, "actor", "R143")
		}
		return casework.FieldError(casework.OwnCase, "actor", "R142")
	}
	return accountabilityActs[c.Name](s, c)
}

// ranOut: the time to be heard has run out; a right to review or appeal is gone,
// and the decision is final.
func (accountability) ranOut(s *step, c casework.Clock) error {
	switch c.Name {
	case "statement":
		s.setFact(factHeard, "lapsed")
	case "ask_review", "appeal":
		s.close("final")
	}
	return nil
}

func (s *step) setFact(name, value string) {
	if s.state.Facts == nil {
		s.state.Facts = map[string]string{}
	}
	s.state.Facts[name] = value
}

// stateFacts ends the verification: nobody's fault, excused (容错免责), a
// reminder, or formally opened against a person, who is then to be heard.
func stateFacts(s *step, c casework.Command) error {
	if err := s.require(casework.StageVerify); err != nil {
		return err
	}
	if c.Args.Outcome == "formal" && c.Args.Person == "" {
		return casework.FieldError(casework.Invalid, "person", "R130")
	}
	if c.Actor == c.Args.Person {
		return casework.FieldError(casework.OwnCase, "actor", "R142")
	}
	s.meet("verify")
	facts := casework.Event{Name: casework.FactsStated, Rule: "R129", Level: c.Args.Outcome, To: []casework.Role{casework.PrincipalLeader}}
	if ground, ok := casework.GroundOf(c.Args.Ground); ok {
		facts.Rule, facts.Detail = ground.Rule, map[string]string{"ground": ground.Code}
	}
	s.say(facts)
	if c.Args.Outcome != "formal" {
		s.close(c.Args.Outcome)
		return nil
	}
	s.setFact(factPerson, c.Args.Person)
	s.say(casework.Event{
		Name: casework.FormallyOpened, Rule: "R130", To: []casework.Role{casework.PersonConcerned, casework.DisciplineOffice},
		Detail: map[string]string{"person": c.Args.Person},
	})
	s.stand(casework.StageHear)
	return s.start(terms{from: s.at}, "handle", "statement")
}

// hear takes down what the person concerned has to say.
func hear(s *step, c casework.Command) error {
	if err := s.require(casework.StageHear, casework.StageDecide); err != nil {
		return err
	}
	s.setFact(factHeard, "heard")
	s.meet("statement")
	s.say(casework.Event{Name: casework.Heard, To: []casework.Role{casework.EfficiencyOffice}, Rule: "R143"})
	return nil
}

// split records who bears how much. R131 to R133 stand in the disclosure rules
// only: elsewhere they suggest, people decide.
func split(s *step, c casework.Command) error {
	if err := s.require(casework.StageHear, casework.StageDecide); err != nil {
		return err
	}
	s.say(casework.Event{
		Name: casework.LiabilitySplit, Rule: "R131", Level: c.Args.Share, Detail: map[string]string{"person": c.Args.Person, "share": c.Args.Share},
	})
	return nil
}

// recommend is the working group's proposal, once the person was heard or could
// no longer be (R142).
func recommend(s *step, c casework.Command) error {
	if err := s.require(casework.StageHear, casework.StageDecide); err != nil {
		return err
	}
	if err := s.heard(); err != nil {
		return err
	}
	if _, ok := casework.MeasureOf(c.Args.Measure); !ok {
		return casework.FieldError(casework.NotOnLadder, "measure", "R138")
	}
	s.say(casework.Event{Name: casework.MeasureRecommended, Rule: "R142", Level: c.Args.Measure, To: []casework.Role{casework.PartyGroup}})
	s.stand(casework.StageDecide)
	s.turn(casework.PartyGroup)
	return nil
}

func (s *step) heard() error {
	if s.state.Facts[factHeard] == "" {
		return casework.FieldError(casework.NotHeard, "", "R142")
	}
	return nil
}

// decideMeasure is the party group's decision, by more than half present and
// more than half of those in favour. What is beyond the office's authority is
// referred with its opinion (R142).
func decideMeasure(s *step, c casework.Command) error {
	if err := s.require(casework.StageDecide); err != nil {
		return err
	}
	if err := s.heard(); err != nil {
		return err
	}
	measure, known := casework.MeasureOf(c.Args.Measure)
	switch {
	case c.Args.Measure != "none" && !known:
		return casework.FieldError(casework.NotOnLadder, "measure", "R138")
	case c.Args.Present < 1 || 2*c.Args.InFavour <= c.Args.Present || c.Args.InFavour > c.Args.Present:
		return casework.FieldError(casework.NoQuorum, "in_favour", "R142")
	}
	s.meet("handle")
	s.say(casework.Event{Name: casework.MeasureDecided, Rule: "R142", Level: c.Args.Measure, Detail: map[string]string{
		"present": strconv.Itoa(c.Args.Present), "in_favour": strconv.Itoa(c.Args.InFavour),
	}})
	switch {
	case c.Args.Measure == "none":
		s.close("no_fault")
	case measure.Beyond:
		s.close("referred")
	default:
		s.setFact(factMeasure, measure.Code)
		s.stand(casework.StageServe)
		s.turn(casework.EfficiencyOffice)
	}
	return nil
}

// serveDecision brings the decision into force; the right to review begins.
func serveDecision(s *step, _ casework.Command) error {
	if err := s.require(casework.StageServe); err != nil {
		return err
	}
	s.say(casework.Event{
		Name: casework.DecisionServed, Rule: "R143", Level: s.state.Facts[factMeasure],
		To:     []casework.Role{casework.PersonConcerned, casework.DisciplineOffice},
		Detail: map[string]string{"person": s.state.Facts[factPerson]},
	})
	s.stand(casework.StageServed)
	s.turn("")
	return s.start(terms{from: s.at}, "ask_review")
}

// askReview asks for review, or after a review for the appeal to the organ
// above. Asked after its day, when the decision had become final, it is
// registered all the same and marked late: the body decides.
func askReview(s *step, _ casework.Command) error {
	late := s.state.Closed() && s.state.Result == "final" && s.state.Facts[factReview] != "appeal"
	if err := s.require(casework.StageServed); err != nil && !late {
		return err
	}
	round, clock := "review", "review"
	if s.state.Facts[factReview] == "review" {
		round, clock = "appeal", "appealed"
	}
	s.meet("ask_review", "appeal")
	s.setFact(factReview, round)
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
	s.turn(casework.PartyGroup)
	return s.start(terms{from: s.at}, clock)
}

// decideReview upholds, lightens or reverses; nothing becomes heavier (公务员法
// 95). A reversal stands on record and takes back what followed.
func decideReview(s *step, c casework.Command) error {
	if err := s.require(casework.StageReview); err != nil {
		return err
	}
	if c.Args.Outcome == "lighter" {
		if err := lighter(s.state.Facts[factMeasure], c.Args.Measure); err != nil {
			return err
		}
		s.setFact(factMeasure, c.Args.Measure)
	}
	s.meet("review", "appealed")
	s.say(casework.Event{
		Name: casework.ReviewDecided, Rule: "R143", Level: c.Args.Outcome,
		To:     []casework.Role{casework.PersonConcerned, casework.EfficiencyOffice},
		Detail: map[string]string{"person": s.state.Facts[factPerson], "measure": s.state.Facts[factMeasure], "round": s.state.Facts[factReview]},
	})
	switch {
	case c.Args.Outcome == "reversed":
		s.close("reversed")
	case s.state.Facts[factReview] == "appeal":
		s.close("final")
	default:
		s.stand(casework.StageServed)
		s.turn("")
		return s.start(terms{from: s.at}, "appeal")
	}
	return nil
}

func lighter(old, now string) error {
	at := func(code string) int {
		return slices.IndexFunc(casework.Measures, func(m casework.Measure) bool { return m.Code == code })
	}
	switch {
	case at(now) < 0:
		return casework.FieldError(casework.NotOnLadder, "measure", "R138")
	case at(now) >= at(old):
		return casework.FieldError(casework.HeavierThanAsked, "measure", "R143")
	}
	return nil
}
