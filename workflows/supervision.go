package workflows

import (
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// supervision is an item a leader wants done (督办), one matter one item (R096).
//
//	issue      its origin confirmed by somebody else than registered it, then approved by
//	           the rank the origin asks for (R099)
//	receipt    the notice is signed for; who has not is chased (R095)
//	reply      as stated, else 5wd (R092)
//	step:post  a co-unit's part, with a limit of its own (主办, 协办; R044)
//	follow_up  every week until signed off, each round counted from the issue and met by a
//	           re-check (R097)
//	objection  30 days from its receipt to object to the conclusion of a government's item
//	           (政府督查工作条例 17)
//	recheck    an objection is decided in 30 days
type supervision struct{}

func issuer(s *machine.Step) casework.Role { return kind.Issuer(s.State.Facts) }

// Open: whoever approves it hears once its origin is confirmed; of what began before
// origins were, the registration alone says who.
func (supervision) Open(s *machine.Step) error {
	s.Stand(casework.StageIssue)
	if s.State.Declared > 0 && s.State.Facts[kind.FactConfirmed] == "" {
		s.Turn(casework.SupervisionOffice)
	} else {
		putBefore(s)
	}
	return s.StartWith(machine.Terms{From: s.State.Received}, "issue")
}

// putBefore lays the opinion before whoever approves the item (R104).
func putBefore(s *machine.Step) {
	s.Turn(issuer(s))
	if issuer := issuer(s); issuer != casework.SupervisionOffice { // his approval is what it waits for
		s.Say(casework.Event{Name: casework.OpinionProposed, Rule: "R104", To: []casework.Role{issuer}})
	}
}

var supervisionActs = machine.Acts{
	casework.Propose:         proposeItem,
	casework.Issue:           issue,
	casework.ConfirmReceipt:  receive,
	casework.Reply:           replySupervision,
	casework.Report:          reportProgress,
	casework.SpecialReport:   reportSpecially,
	casework.AssignStep:      coUnits.assign,
	casework.CompleteStep:    coUnits.complete,
	kind.DeclineStep:         declineStep,
	kind.DeemStep:            deemStep,
	casework.Recheck:         recheck,
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

// proposeItem: the supervision office reads in the instruction who wrote it, and says what
// it would have done (R099, R104). What names an instruction is not ordinary, and what is
// not ordinary names one.
func proposeItem(s *machine.Step, c casework.Command) error {
	ordinary := c.Args.Category == kind.Ordinary
	switch {
	case c.Args.Category == "":
		return casework.FieldError(casework.Invalid, "category", "R099")
	case ordinary && (c.Args.BasisID != "" || kind.Named(s.State.Facts)):
		return casework.FieldError(casework.NotOrdinary, "category", "R099")
	case !ordinary && c.Args.BasisID == "":
		return casework.FieldError(casework.Invalid, "basis", "R099")
	}
	s.SetFact(kind.FactConfirmed, c.Args.Category)
	s.Say(casework.Event{
		Name: casework.OriginConfirmed, Rule: "R099", Level: c.Args.Category, TextID: c.Args.BasisID, Detail: map[string]string{"issuer": string(issuer(s))},
	})
	putBefore(s)
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

// recheck is what the supervision office found (回查): it meets the round of the week, once;
// whoever issued the item hears where nothing was done (R097).
func recheck(s *machine.Step, c casework.Command) error {
	e := casework.Event{Name: casework.Rechecked, Level: c.Args.Outcome, To: s.Tells(casework.Recheck)}
	switch c.Args.Outcome {
	case "":
		return casework.FieldError(casework.Invalid, "outcome", "R097")
	case casework.RecheckNotDone:
		e.To = append(e.To, issuer(s))
	}
	round := s.State.Clock("follow_up")
	if round == nil || !round.Open() {
		return casework.FieldError(casework.NoSuchClock, "", "R097")
	}
	s.LookedInto(round)
	s.SayOf(round, e)
	return nil
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
// progress or on the result (督办专报, R105).
func reportSpecially(s *machine.Step, c casework.Command) error {
	s.Say(casework.Event{
		Name: casework.SpecialReported, Rule: "R105", Level: c.Args.Outcome, To: append([]casework.Role{issuer(s)}, s.Tells(casework.SpecialReport)...),
	})
	return nil
}

// signOff closes the follow-up (办结销号). The lead went on without who stayed away, whose
// part climbs on all the same (R045). With it the
// bureau's own item ends. The conclusion of a government's may be objected to from its
// receipt on, and who drew it does not review it (政府督查工作条例 17).
func signOff(s *machine.Step, c casework.Command) error {
	e := casework.Event{Name: casework.SignedOff, Rule: "R097", To: append(s.Tells(casework.SignOff), issuer(s))}
	if s.State.Declared == 0 { // what co-units still owed fell away with it
		s.DropBut("explain")
	} else {
		s.DropBut("explain", casework.ClockStep)
	}
	switch {
	case s.State.Declared == 0: // began while every conclusion was open to objection
		s.SetFact(casework.FactConcluded, c.Actor)
		s.Say(e)
		s.Stand(casework.StageObject)
		s.Turn("")
		return s.Start("objection")
	case s.State.Facts[kind.FactGovernment] != "true":
		s.Say(e)
		s.Close("signed_off")
		return nil
	}
	e.Level = "government"
	s.SetFact(casework.FactConcluded, c.Actor)
	s.Say(e)
	s.Stand(casework.StageObject)
	s.Turn(casework.Handler)
	return s.Start(casework.ClockReceipt)
}

// receive signs for the notice, or for a conclusion: the thirty days to object to it
// count from here (政府督查工作条例 17).
func receive(s *machine.Step, c casework.Command) error {
	if err := coUnits.receive(s, c); err != nil || s.State.Declared == 0 || s.State.Stage != casework.StageObject {
		return err
	}
	if runs := s.State.Clock("objection"); runs != nil && runs.Open() {
		return nil
	}
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
