package workflows

import (
	"strconv"

	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// Complaint is an efficiency complaint (效能投诉). The complainant is sealed from
// the unit complained of: what it sees names no one.
//
//	forward       sorted and forwarded, preset 1wd (R066 to R068)
//	jurisdiction  not ours: said within 3wd, then the right lapses (R071)
//	handle        10wd from the transfer, at most 5 more (R069, R070)
//	confirm       the efficiency office passes it or sends it back (R074)
//	self_report   three on one matter, or several in a month (R080)
//
// It returns how the complaint ended.
func Complaint(ctx workflow.Context, in casework.Start) (string, error) {
	return keep(ctx, in, complaint{})
}

type complaint struct{}

// Facts a complaint is registered with or gathers.
const (
	factAnonymous = "anonymous"
	factMatter    = "matter" // number of the first complaint on the same matter
	factFinal     = "final"  // a dispute over competence was decided (R072)
	factProven    = "proven"
	// severalInMonth is how many complaints in a month make a self-inspection
	// report due; the source says several, the preset says three (R080).
	severalInMonth = 3
)

func (complaint) open(s *step) error {
	s.stand(casework.StageScreen)
	s.turn(casework.EfficiencyOffice)
	return s.start(terms{from: s.state.Received}, "forward")
}

var complaintActs = map[string]func(*step, casework.Command) error{
	casework.Screen:     screen,
	casework.Forward:    forward,
	casework.Disclaim:   disclaim,
	casework.Reply:      replyComplaint,
	casework.Confirm:    confirm,
	casework.Relay:      relay,
	casework.Disclose:   disclose,
	casework.SelfReport: selfReport,
}

func (complaint) act(s *step, c casework.Command) error { return complaintActs[c.Name](s, c) }

func (complaint) ranOut(*step, casework.Clock) error { return nil }

// screen sorts it. Anonymous, or from somebody uninvolved, it is a suggestion
// without a clock, read by a person all the same; corruption is referred, never
// dropped; what is in progress or judicial is not taken, with the reason (R067,
// R075).
func screen(s *step, c casework.Command) error {
	if err := s.require(casework.StageScreen); err != nil {
		return err
	}
	switch {
	case c.Args.Outcome == "complaint" && s.state.Facts[factAnonymous] == "true":
		return casework.FieldError(casework.Invalid, "outcome", "R067")
	case c.Args.Outcome == "complaint" && c.Args.Category == "":
		return casework.FieldError(casework.Invalid, "category", "R066")
	}
	s.say(casework.Event{Name: casework.Screened, Rule: "R066", Level: c.Args.Outcome, Detail: map[string]string{"ground": c.Args.Category}})
	if c.Args.Outcome != "complaint" {
		s.meet("forward")
		s.close(c.Args.Outcome)
	}
	return nil
}

// forward gives it to the unit complained of; the ten days run from here (R069).
// After a dispute over competence it is final (R072).
func forward(s *step, c casework.Command) error {
	if err := s.require(casework.StageScreen, casework.StageHandle); err != nil {
		return err
	}
	if err := s.give(c.Args); err != nil {
		return err
	}
	s.meet("forward")
	for _, name := range []string{"jurisdiction", "handle", "redo"} {
		s.release(name)
	}
	final := c.Args.Approve != nil && *c.Args.Approve
	if final {
		s.setFact(factFinal, "true")
	}
	s.say(casework.Event{
		Name: casework.Forwarded, Rule: "R068", To: []casework.Role{casework.ActingHolder, casework.SectionHead},
		Detail: map[string]string{"post": s.state.Post, "final": strconv.FormatBool(final)},
	})
	s.stand(casework.StageHandle)
	s.turn(casework.Handler)
	if !final {
		if err := s.start(terms{from: s.at}, "jurisdiction"); err != nil {
			return err
		}
	}
	if err := s.start(terms{from: s.at}, "handle"); err != nil {
		return err
	}
	return s.countUp()
}

// countUp: three complaints on one matter, or several of one unit within a
// month, make a special self-inspection report due (R080).
func (s *step) countUp() error {
	var n casework.Tally
	err := workflow.ExecuteActivity(s.k.ctx, casework.TallyActivity, casework.TallyRequest{
		Number: s.state.Number, Unit: s.state.Unit, Matter: s.state.Facts[factMatter], At: s.at,
	}).Get(s.k.ctx, &n)
	if err != nil || n.OnMatter < 3 && n.InMonth < severalInMonth {
		return err
	}
	if owed := s.state.Clock("self_report"); owed != nil && owed.Open() {
		return nil
	}
	s.say(casework.Event{
		Name: casework.SelfReportOwed, Rule: "R080", To: []casework.Role{casework.SectionHead, casework.LeaderInCharge},
		Detail: map[string]string{"on_matter": strconv.Itoa(n.OnMatter), "in_month": strconv.Itoa(n.InMonth)},
	})
	return s.start(terms{from: s.at}, "self_report")
}

// disclaim: not our competence. Within 3wd the efficiency office reassigns; later
// the right has lapsed, which is recorded, and the limit runs on while the
// efficiency office still decides (R071, R072).
func disclaim(s *step, _ casework.Command) error {
	if err := s.require(casework.StageHandle); err != nil {
		return err
	}
	if s.state.Facts[factFinal] == "true" {
		return casework.FieldError(casework.WrongStage, "", "R072")
	}
	right := s.state.Clock("jurisdiction")
	if right == nil || right.Status != casework.Running {
		s.say(casework.Event{Name: casework.Disclaimed, Rule: "R071", To: []casework.Role{casework.EfficiencyOffice}, Detail: map[string]string{"late": "true"}})
		return nil
	}
	s.meet("jurisdiction")
	s.release("handle")
	s.say(casework.Event{Name: casework.Disclaimed, Rule: "R071", To: []casework.Role{casework.EfficiencyOffice}})
	s.stand(casework.StageScreen)
	s.turn(casework.EfficiencyOffice)
	return s.start(terms{from: s.at}, "forward")
}

// replyComplaint meets the limit: the reply to complainant and efficiency office
// (R069). What was proven is answered for beside it (R064).
func replyComplaint(s *step, c casework.Command) error {
	if err := s.require(casework.StageHandle); err != nil {
		return err
	}
	s.meet("handle", "redo")
	s.release("jurisdiction")
	s.setFact(factProven, strconv.FormatBool(c.Args.Outcome != "unproven"))
	s.say(casework.Event{
		Name: casework.Replied, Rule: "R069", Level: c.Args.Outcome, To: []casework.Role{casework.EfficiencyOffice},
	})
	s.say(casework.Event{Name: casework.NoticeIssued, Rule: "R069", To: []casework.Role{casework.Applicant}, Detail: map[string]string{"notice": "complaint_reply"}})
	s.stand(casework.StageConfirm)
	s.turn(casework.EfficiencyOffice)
	return s.start(terms{from: s.at}, "confirm")
}

// confirm passes the reply or sends it back to be redone (R074). A proven
// complaint never closes without an outcome: a case that asks who answers, or a
// reasoned "no personal fault" (R064, R079).
func confirm(s *step, c casework.Command) error {
	if err := s.require(casework.StageConfirm); err != nil {
		return err
	}
	proven := s.state.Facts[factProven] == "true"
	switch {
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R074")
	case *c.Args.Approve && proven && c.Args.Outcome == "":
		return casework.FieldError(casework.NoOutcome, "outcome", "R064")
	}
	s.meet("confirm")
	if !*c.Args.Approve {
		s.say(casework.Event{Name: casework.ConfirmReturned, Rule: "R074", To: []casework.Role{casework.ActingHolder, casework.SectionHead}})
		s.stand(casework.StageHandle)
		s.turn(casework.Handler)
		return s.start(terms{from: s.at}, "redo")
	}
	s.say(casework.Event{Name: casework.ConfirmPassed, Rule: "R074", Level: c.Args.Outcome})
	if proven && c.Args.Outcome == "accountability" {
		s.say(casework.Event{
			Name: casework.AccountabilityOpened, Rule: "R064", To: []casework.Role{casework.EfficiencyOffice},
			Detail: map[string]string{"post": s.state.Post, "turn": string(casework.Handler)},
		})
		s.state.Accountable = append(s.state.Accountable, s.state.Post)
	}
	s.close("confirmed")
	return nil
}

// relay passes words between complainant and unit without a name (R082).
func relay(s *step, _ casework.Command) error {
	s.say(casework.Event{Name: casework.Relayed, Rule: "R082", To: []casework.Role{casework.ActingHolder}})
	return nil
}

// disclose names the complainant to one named investigator who is not concerned,
// on the complainant's written consent (R082).
func disclose(s *step, c casework.Command) error {
	if c.Args.Person == "" || c.Args.Person == s.state.Facts["against"] {
		return casework.FieldError(casework.Invalid, "person", "R082")
	}
	s.setFact("disclosed_to", c.Args.Person)
	s.say(casework.Event{Name: casework.Disclosed, Rule: "R082", Detail: map[string]string{"person": c.Args.Person}})
	return nil
}

func selfReport(s *step, _ casework.Command) error {
	owed := s.state.Clock("self_report")
	if owed == nil || !owed.Open() {
		return casework.FieldError(casework.NothingOwed, "", "R080")
	}
	s.sayOf(owed, casework.Event{Name: casework.Reported, To: []casework.Role{casework.EfficiencyOffice}})
	s.meet("self_report")
	return nil
}
