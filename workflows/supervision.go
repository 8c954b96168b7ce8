package workflows

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Supervision is an item a leader wants done (督办), one matter one item (R096).
//
//	issue      approved by the rank its origin asks for (R099)
//	receipt    the notice is signed for; who has not is chased (R095)
//	reply      as stated, else 5wd (R092)
//	step:post  a co-unit's part, with a limit of its own (主办, 协办; R044)
//	follow_up  every week until signed off, each round counted from the issue (R097)
//	objection  30 days to object to the conclusion (政府督查工作条例 17)
//	recheck    an objection is decided in 30 days
//
// It returns how the item ended.
func (w Workflows) Supervision(ctx workflow.Context, in casework.Start) (string, error) {
	return w.keep(ctx, in, supervision{})
}

type supervision struct{}

func (s *step) issuer() casework.Role { return kind.Issuer(s.state.Facts["origin"]) }

func (supervision) open(s *step) error {
	s.stand(casework.StageIssue)
	s.turn(s.issuer())
	if issuer := s.issuer(); issuer != casework.SupervisionOffice { // his approval is what it waits for
		s.say(casework.Event{Name: casework.OpinionProposed, Rule: "R104", To: []casework.Role{issuer}})
	}
	return s.start(terms{from: s.state.Received}, "issue")
}

var supervisionActs = map[string]func(*step, casework.Command) error{
	casework.Issue:           issue,
	casework.ConfirmReceipt:  confirmReceipt,
	casework.Reply:           replySupervision,
	casework.Report:          reportProgress,
	casework.SpecialReport:   reportSpecially,
	casework.AssignStep:      assignStep,
	casework.CompleteStep:    completeStep,
	casework.SignOff:         signOff,
	casework.Object:          objectSupervision,
	casework.DecideObjection: decideSupervision,
}

func (supervision) act(s *step, c casework.Command) error { return supervisionActs[c.Name](s, c) }

// ranOut: nobody objected, and the conclusion stands.
func (supervision) ranOut(s *step, c casework.Clock) error {
	if c.Name == "objection" {
		s.close("signed_off")
	}
	return nil
}

// issue approves the item and sends the notice (督办通知单) to a unit and a named
// post (R099, R103, R104).
func issue(s *step, c casework.Command) error {
	if !slices.Contains(c.Roles, s.issuer()) {
		return casework.FieldError(casework.NotCompetent, "actor", "R099")
	}
	moved, err := s.give(c.Args)
	if err != nil {
		return err
	}
	s.setFact(factAssigner, string(s.issuer()))
	s.meet("issue")
	s.say(casework.Event{
		Name: casework.Issued, Rule: "R104", To: []casework.Role{casework.ActingHolder, casework.SectionHead},
		Detail: moved,
	})
	s.stand(casework.StageHandle)
	s.turn(casework.Handler)
	if err := s.start(terms{from: s.at, limit: c.Args.Limit, stated: c.Args.Until}, "reply"); err != nil {
		return err
	}
	return s.start(terms{from: s.at}, "follow_up", clockReceipt)
}

// replySupervision meets the limit; the weekly follow-up goes on until sign-off.
func replySupervision(s *step, _ casework.Command) error {
	s.meet("reply", clockReceipt) // who answers has received it
	s.say(casework.Event{Name: casework.Replied, Rule: "R092", To: []casework.Role{casework.SupervisionOffice}})
	s.stand(casework.StageFollow)
	s.turn(casework.SupervisionOffice)
	return nil
}

// reportProgress: major items are reported on as they go (R093, R105).
func reportProgress(s *step, _ casework.Command) error {
	s.say(casework.Event{Name: casework.Reported, Rule: "R093", To: []casework.Role{casework.SupervisionOffice, s.issuer()}})
	return nil
}

// reportSpecially is the supervision office's own report to the leader, on the
// progress or on the result (督查专报, R105).
func reportSpecially(s *step, c casework.Command) error {
	s.say(casework.Event{
		Name: casework.SpecialReported, Rule: "R105", Level: c.Args.Outcome, To: []casework.Role{s.issuer(), casework.LeaderInCharge},
	})
	return nil
}

// signOff closes the follow-up, what co-units still owe included: the lead went on
// without them, and what they missed stands against them (R045). The conclusion
// may be objected to, and who drew it does not review it (办结销号; 政府督查工作条例 17).
func signOff(s *step, c casework.Command) error {
	s.setFact(casework.FactConcluded, c.Actor)
	s.drop("explain")
	s.say(casework.Event{Name: casework.SignedOff, Rule: "R097", To: []casework.Role{casework.ActingHolder, s.issuer()}})
	s.stand(casework.StageObject)
	s.turn("")
	return s.start(terms{from: s.at}, "objection")
}

func objectSupervision(s *step, _ casework.Command) error {
	s.meet("objection")
	s.say(casework.Event{Name: casework.Objected, Rule: "R121", To: []casework.Role{casework.SupervisionOffice}})
	s.turn(casework.SupervisionOffice)
	return s.start(terms{from: s.at}, "recheck")
}

// decideSupervision upholds the objection, and the item is open again, or
// rejects it, and the conclusion stands.
func decideSupervision(s *step, c casework.Command) error {
	if c.Args.Approve == nil {
		return casework.FieldError(casework.Invalid, "approve", "R121")
	}
	s.meet("recheck")
	level := "rejected"
	if *c.Args.Approve {
		level = "upheld"
	}
	s.say(casework.Event{Name: casework.ObjectionDecided, Rule: "R121", Level: level, To: []casework.Role{casework.ActingHolder}})
	if level == "rejected" {
		s.close("signed_off")
		return nil
	}
	s.stand(casework.StageFollow)
	s.turn(casework.SupervisionOffice)
	return s.start(terms{from: s.at}, "follow_up")
}
