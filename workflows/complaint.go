package workflows

import (
	"strconv"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// complaint is an efficiency complaint (效能投诉). The complainant is sealed from
// the unit complained of: what it sees names no one.
//
//	forward       sorted and forwarded, preset 1wd (R066 to R068)
//	jurisdiction  not ours: said within 3wd, then the right lapses (R071)
//	handle        10wd from the transfer, at most 5 more (R069, R070)
//	confirm       the efficiency office passes it or sends it back (R074)
//	account       proven, it stays open until it is settled who answers (R064, R079)
//	self_report   three on one matter, or several in a month (R080)
//	act_on_advice within what the efficiency office states (R076, R077)
//
// One about the efficiency office or the head of the bureau went upward: their
// parts are played by another office, which registration names (casework.Part).
type complaint struct{}

// Facts a complaint gathers on its way.
const (
	factFinal  = "final" // a dispute over competence was decided (R072)
	factProven = "proven"
	factAdvice = "advice" // given, and not yet reported back on (R077)
)

// severalBefore is how many complaints in a month make a report due where the
// tally does not say: in histories and policies from before the office chose (R080).
const severalBefore = 3

func (complaint) Open(s *machine.Step) error {
	s.Stand(casework.StageScreen)
	s.Turn(casework.EfficiencyOffice)
	return s.StartWith(machine.Terms{From: s.State.Received}, "forward")
}

var complaintActs = machine.Acts{
	casework.Screen:     screen,
	casework.Forward:    forward,
	casework.Disclaim:   disclaim,
	casework.Reply:      replyComplaint,
	casework.Confirm:    confirm,
	casework.Rate:       rate,
	casework.Relay:      relay,
	casework.Disclose:   disclose,
	casework.Advise:     advise,
	casework.Report:     reportOnAdvice,
	casework.SelfReport: selfReport,
	casework.Accounted:  accounted,

	casework.WithdrawDisclosure: withdrawDisclosure,
}

func (complaint) Act(s *machine.Step, c casework.Command) error { return complaintActs[c.Name](s, c) }

func (complaint) RanOut(*machine.Step, casework.Clock) error { return nil }

// sorted says on what each sort of complaint stands: what is none is told to who
// sent it, with the reason.
var sorted = map[string]struct{ rule, basis string }{
	"complaint":  {"R066", ""},
	"suggestion": {"R067", "效能投诉处理暂行办法第七条"},
	"not_taken":  {"R075", "效能投诉处理暂行办法第十一条"},
	"referred":   {"R067", "效能投诉处理暂行办法第十条"},
}

// screen sorts it. Anonymous, or from somebody uninvolved, it is a suggestion
// without a clock, read by a person all the same; corruption is referred, never
// dropped; what is in progress or judicial is not taken, with the reason (R067,
// R075).
func screen(s *machine.Step, c casework.Command) error {
	switch {
	case c.Args.Outcome == "complaint" && s.State.Facts[casework.FactAnonymous] == "true":
		return casework.FieldError(casework.Invalid, "outcome", "R067")
	case c.Args.Outcome == "complaint" && c.Args.Category == "":
		return casework.FieldError(casework.Invalid, "category", "R066")
	}
	detail := map[string]string{"ground": c.Args.Category}
	if c.Args.Case != "" {
		s.SetFact(casework.FactMatter, c.Args.Case)
	}
	if earlier := s.State.Facts[casework.FactMatter]; c.Args.Outcome == "not_taken" && earlier != "" {
		detail["earlier"] = earlier // for who screens; the counter keeps it from others
	}
	on := sorted[c.Args.Outcome]
	if c.Args.Outcome == "referred" && s.Since("referred-by-own-order") {
		on.basis = "本单位规定" // no article of the complaints speaks of referral
	}
	s.Say(casework.Event{Name: casework.Screened, Rule: on.rule, Basis: on.basis, Level: c.Args.Outcome, Detail: detail})
	if c.Args.Outcome != "complaint" {
		s.TellApplicant(on.rule, "complaint_refusal")
		s.Meet("forward")
		s.Close(c.Args.Outcome)
	}
	return nil
}

// Followed: each of those whose complaints were merged complained, each is told.
func (complaint) Followed(s *machine.Step) { s.TellApplicant("R069", "complaint_reply") }

// forward gives it to the unit complained of; the ten days run from here (R069).
// After a dispute over competence it is final, and says who took part (R072).
func forward(s *machine.Step, c casework.Command) error {
	if s.State.Facts[casework.FactAnonymous] == "true" && s.Since("anonymous-is-a-suggestion") {
		return casework.FieldError(casework.Invalid, "anonymous", "R067") // read by a person, answered to nobody
	}
	final := c.Args.Approve != nil && *c.Args.Approve
	if c.Args.Post != "" && c.Args.Post == s.State.Facts[casework.FactAgainstPost] {
		return casework.FieldError(casework.OwnCase, "post", "R073")
	}
	if has(s, c.Args.Post) && s.Since("forwarded-once") {
		return standFirm(s, c, final)
	}
	was := s.State.Unit
	moved, err := give(s, c.Args)
	if err != nil {
		return err
	}
	s.Meet("forward")
	if was != s.State.Unit && s.Since("self-report-of-whose-it-is") {
		s.Release(casework.ClockSelfReport) // 「该单位」: whoever it is complained of now, counted anew (R080)
	}
	for _, name := range []string{"jurisdiction", "handle", "redo"} {
		s.Release(name)
	}
	endDisclosure(s)
	if final {
		s.SetFact(factFinal, "true")
	}
	moved["final"] = strconv.FormatBool(final)
	s.Say(casework.Event{
		Name: casework.Forwarded, Rule: "R068", To: s.Tells(casework.Forward),
		Detail: moved, TextID: c.Args.BasisID,
	})
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
	if !final {
		if err := s.Start("jurisdiction"); err != nil {
			return err
		}
	}
	if err := s.Start("handle"); err != nil {
		return err
	}
	return countUp(s)
}

// standFirm answers a second forwarding to the desk that has the complaint already: it
// begins no limit anew (R069). As a final decision on who is competent it ends the
// dispute, and the limit runs on (R072).
func standFirm(s *machine.Step, c casework.Command, final bool) error {
	if !final {
		return casework.FieldError(casework.AlreadyDone, "post", "R069")
	}
	s.Release("jurisdiction")
	s.SetFact(factFinal, "true")
	s.Say(casework.Event{
		Name: casework.Forwarded, Rule: "R072", To: s.Tells(casework.Forward),
		Detail: map[string]string{"post": s.State.Post, "final": "true"}, TextID: c.Args.BasisID,
	})
	return nil
}

// disclaim: not our competence. Within 3wd the efficiency office reassigns; later
// the right has lapsed, which is recorded, and the limit runs on while the
// efficiency office still decides (R071, R072).
func disclaim(s *machine.Step, _ casework.Command) error {
	right := s.State.Clock("jurisdiction")
	if right == nil || right.Status != casework.Running {
		s.Say(casework.Event{Name: casework.Disclaimed, Rule: "R071", To: s.Tells(casework.Disclaim), Detail: map[string]string{"late": "true"}})
		return nil
	}
	s.Meet("jurisdiction")
	s.Release("handle")
	s.Say(casework.Event{Name: casework.Disclaimed, Rule: "R071", To: s.Tells(casework.Disclaim)})
	s.Stand(casework.StageScreen)
	s.Turn(casework.EfficiencyOffice)
	return s.Start("forward")
}

// replyComplaint meets the limit: the reply to complainant and efficiency office
// (R069), never by who is complained of (R073). What was proven is answered for
// beside it (R064).
func replyComplaint(s *machine.Step, c casework.Command) error {
	if c.Actor != "" && c.Actor == s.State.Facts[casework.FactAgainstPerson] {
		return casework.FieldError(casework.OwnCase, "actor", "R073")
	}
	s.Meet("handle", "redo")
	s.Release("jurisdiction")
	s.SetFact(factProven, strconv.FormatBool(c.Args.Outcome != "unproven"))
	s.SetFact(casework.FactRated, "")
	said := casework.Event{Name: casework.Replied, Rule: "R069", Level: c.Args.Outcome, To: s.Tells(casework.Reply)}
	if c.Args.Means != "" { // how the complainant was heard, for who reviews it (R073)
		said.Detail = map[string]string{"means": c.Args.Means}
	}
	s.Say(said)
	s.TellApplicant("R069", "complaint_reply")
	s.Stand(casework.StageConfirm)
	s.Turn(casework.EfficiencyOffice)
	return s.Start("confirm")
}

// confirm passes the reply or sends it back to be redone (R074). A proven
// complaint never closes without an outcome: that of a case that asks who answers,
// or a reasoned "no personal fault" (R064, R079).
func confirm(s *machine.Step, c casework.Command) error {
	proven := s.State.Facts[factProven] == "true"
	switch {
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R074")
	case *c.Args.Approve && proven && c.Args.Outcome == "":
		return casework.FieldError(casework.NoOutcome, "outcome", "R064")
	}
	s.Meet("confirm")
	if !*c.Args.Approve {
		s.Say(casework.Event{Name: casework.ConfirmReturned, Rule: "R074", To: s.Tells(casework.Confirm)})
		s.Stand(casework.StageHandle)
		s.Turn(casework.Handler)
		return s.Start("redo")
	}
	s.Say(casework.Event{Name: casework.ConfirmPassed, Rule: "R074", Level: c.Args.Outcome})
	switch {
	case proven && c.Args.Outcome == "accountability":
		return askWhoAnswers(s)
	case proven:
		s.SetFact(casework.FactAccounted, c.Args.Outcome)
	}
	s.Close("confirmed")
	return nil
}
