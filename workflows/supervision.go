package workflows

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// supervision is an item a leader wants done (督办), one matter one item (R096).
//
//	issue      approved by the rank its origin asks for (R099)
//	receipt    the notice is signed for; who has not is chased (R095)
//	reply      as stated, else 5wd (R092)
//	step:post  a co-unit's part, with a limit of its own (主办, 协办; R044)
//	follow_up  every week until signed off, each round counted from the issue (R097)
//	objection  30 days to object to the conclusion (政府督查工作条例 17)
//	recheck    an objection is decided in 30 days
type supervision struct{}

func issuer(s *machine.Step) casework.Role { return kind.Issuer(s.State.Facts["origin"]) }

func (supervision) Open(s *machine.Step) error {
	s.Stand(casework.StageIssue)
	s.Turn(issuer(s))
	if issuer := issuer(s); issuer != casework.SupervisionOffice { // his approval is what it waits for
		s.Say(casework.Event{Name: casework.OpinionProposed, Rule: "R104", To: []casework.Role{issuer}})
	}
	return s.StartWith(machine.Terms{From: s.State.Received}, "issue")
}

var supervisionActs = machine.Acts{
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

func (supervision) Act(s *machine.Step, c casework.Command) error {
	return supervisionActs[c.Name](s, c)
}

// RanOut: nobody objected, and the conclusion stands.
func (supervision) RanOut(s *machine.Step, c casework.Clock) error {
	if c.Name == "objection" {
		s.Close("signed_off")
	}
	return nil
}

// issue approves the item and sends the notice (督办通知单) to a unit and a named
// post (R099, R103, R104).
func issue(s *machine.Step, c casework.Command) error {
	if !slices.Contains(c.Roles, issuer(s)) {
		return casework.FieldError(casework.NotCompetent, "actor", "R099")
	}
	moved, err := give(s, c.Args)
	if err != nil {
		return err
	}
	s.GivenBy(issuer(s))
	s.Meet("issue")
	s.Say(casework.Event{
		Name: casework.Issued, Rule: "R104", To: s.Tells(casework.Issue),
		Detail: moved,
	})
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	if err := s.StartWith(machine.Terms{Limit: c.Args.Limit, Stated: c.Args.Until}, "reply"); err != nil {
		return err
	}
	return s.Start("follow_up", casework.ClockReceipt)
}

// replySupervision meets the limit; the weekly follow-up goes on until sign-off.
func replySupervision(s *machine.Step, _ casework.Command) error {
	s.Meet("reply", casework.ClockReceipt) // who answers has received it
	s.Say(casework.Event{Name: casework.Replied, Rule: "R092", To: s.Tells(casework.Reply)})
	s.Stand(casework.StageFollow)
	s.Turn(casework.SupervisionOffice)
	return nil
}

// reportProgress: major items are reported on as they go (R093, R105).
func reportProgress(s *machine.Step, _ casework.Command) error {
	s.Say(casework.Event{Name: casework.Reported, Rule: "R093", To: append(s.Tells(casework.Report), issuer(s))})
	return nil
}

// reportSpecially is the supervision office's own report to the leader, on the
// progress or on the result (督查专报, R105).
func reportSpecially(s *machine.Step, c casework.Command) error {
	s.Say(casework.Event{
		Name: casework.SpecialReported, Rule: "R105", Level: c.Args.Outcome, To: append([]casework.Role{issuer(s)}, s.Tells(casework.SpecialReport)...),
	})
	return nil
}

// signOff closes the follow-up, what co-units still owe included: the lead went on
// without them, and what they missed stands against them (R045). The conclusion
// may be objected to, and who drew it does not review it (办结销号; 政府督查工作条例 17).
func signOff(s *machine.Step, c casework.Command) error {
	s.SetFact(casework.FactConcluded, c.Actor)
	s.DropBut("explain")
	s.Say(casework.Event{Name: casework.SignedOff, Rule: "R097", To: append(s.Tells(casework.SignOff), issuer(s))})
	s.Stand(casework.StageObject)
	s.Turn("")
	return s.Start("objection")
}

func objectSupervision(s *machine.Step, _ casework.Command) error {
	s.Meet("objection")
	s.Say(casework.Event{Name: casework.Objected, Rule: "R121", To: s.Tells(casework.Object)})
	s.Turn(casework.SupervisionOffice)
	return s.Start("recheck")
}

// decideSupervision upholds the objection, and the item is open again, or
// rejects it, and the conclusion stands.
func decideSupervision(s *machine.Step, c casework.Command) error {
	if c.Args.Approve == nil {
		return casework.FieldError(casework.Invalid, "approve", "R121")
	}
	s.Meet("recheck")
	level := "rejected"
	if *c.Args.Approve {
		level = "upheld"
	}
	s.Say(casework.Event{Name: casework.ObjectionDecided, Rule: "R121", Level: level, To: s.Tells(casework.DecideObjection)})
	if level == "rejected" {
		s.Close("signed_off")
		return nil
	}
	s.Stand(casework.StageFollow)
	s.Turn(casework.SupervisionOffice)
	return s.Start("follow_up")
}
