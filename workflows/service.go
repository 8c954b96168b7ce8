package workflows

import (
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows/machine"
)

// service is a service case (办件), from receipt of the materials to delivery of
// the result.
//
//	intake     within 5 working days say once what is missing, accept, or decline;
//	           on a permit silence accepts (行政许可法 32)
//	handle     the office's own promise, from the day of acceptance
//	statutory  the law's limit, beside it (R037)
//	deliver    the result reaches the applicant (行政许可法 44)
type service struct{}

func (service) Open(s *machine.Step) error {
	s.Stand(casework.StageIntake)
	s.Turn(casework.Handler)
	if err := taken(s); err != nil {
		return err
	}
	return firstFollows(s)
}

var serviceActs = machine.Acts{
	casework.OneTimeNotice: oneTimeNotice,
	casework.Supplement:    supplement,
	casework.Accept:        accept,
	casework.Decline:       decline,
	casework.Complete:      complete,
	casework.Deny:          deny,
	casework.Deliver:       deliver,
	casework.Serve:         servePaper,
	kind.ChangeService:     changeService,

	casework.Propose: proposeResult,
	kind.Examine:     examineResult,
	casework.Decide:  decideResult,

	kind.NameLead:           nameLead,
	casework.AssignStep:     coUnits.assign,
	casework.ConfirmReceipt: coUnits.receive,
	casework.CompleteStep:   coUnits.complete,
	kind.DeclineStep:        declineStep,
	kind.DeemStep:           deemStep,

	kind.Consult:  consult,
	kind.Guide:    guide,
	kind.Feedback: feedback,

	casework.Reopen:    reopenService,
	kind.PublishReason: publishReason,
	kind.ConfirmDeemed: confirmDeemed,
	kind.MendOnTheSpot: mend,
	kind.TurnAway:      turnAway,
	kind.Urge:          urge,

	casework.Rate: rateService,
	kind.CallBack: callBackRater,
	kind.Redo:     reportToRater,

	kind.AskLook:   askLook,
	kind.LookAgain: lookAgain,
}

func (service) Act(s *machine.Step, c casework.Command) error {
	return serviceActs[c.Name](s, c)
}

// RanOut: what the law makes of a time that is over.
func (service) RanOut(s *machine.Step, c casework.Clock) error {
	switch {
	case c.Name == kind.ClockSupplement:
		return abandoned(s, c)
	case casework.Ruling(c.Name) == casework.ClockPublicNotice:
		return hung(s, c)
	case c.Name == kind.ClockRenew:
		return renewedByLaw(s, c)
	case c.Name == "intake" && c.Outcome == casework.Deem:
		return acceptedByLaw(s, c)
	}
	return nil
}

// oneTimeNotice tells the applicant all that is missing at once (R021, R024). A
// second one after a supplement is allowed and stands in the timeline (R025).
func oneTimeNotice(s *machine.Step, c casework.Command) error {
	switch {
	case s.State.Declared >= ticked:
		return notice(s, c)
	case len(c.Args.Materials) == 0:
		return casework.FieldError(casework.MissingPaper, "materials", "R024")
	}
	s.State.Missing = c.Args.Materials
	s.Meet("intake")
	s.Say(casework.Event{
		Name: casework.NoticeIssued, To: s.Tells(casework.OneTimeNotice), Rule: "R024", Basis: permitIntake, // as cases of those revisions always said
		Detail: map[string]string{"notice": "one_time", "materials": strings.Join(c.Args.Materials, ",")},
	})
	s.Stand(casework.StageSupplement)
	s.Turn(casework.Applicant)
	return nil
}

// supplement: the papers came in; the office has its days for a new look (R025).
func supplement(s *machine.Step, c casework.Command) error {
	if s.State.Declared >= ticked {
		return bring(s, c)
	}
	s.Say(casework.Event{
		Name: casework.Supplemented, Rule: "R025", To: s.Tells(casework.Supplement), Quiet: true,
		Detail: map[string]string{"materials": strings.Join(s.State.Missing, ",")},
	})
	s.State.Missing = nil
	s.Stand(casework.StageIntake)
	s.Turn(casework.Handler)
	return s.Start("intake")
}

// accept starts the promise, and the law's limit beside it. The day of
// acceptance is day 0 (R023).
func accept(s *machine.Step, c casework.Command) error {
	if s.State.Declared >= ticked {
		return admit(s, c)
	}
	accepted(s)
	return s.Start("handle", "statutory")
}

func accepted(s *machine.Step) {
	s.Meet("intake")
	s.Say(casework.Event{Name: casework.Accepted, Rule: "R023", To: s.Tells(casework.Accept)})
	s.Stand(casework.StageHandle)
	s.Turn(casework.Handler)
}

// decline: not eligible, with the reason and the legal basis (R026).
func decline(s *machine.Step, c casework.Command) error {
	handledBy(s, c.Actor)
	s.Meet("intake")
	toldAsAgreed(s)
	s.Say(casework.Event{Name: casework.Declined, Rule: "R026", To: s.Tells(casework.Decline), Detail: basisOf(c)})
	resultKnown(s)
	closeService(s, "declined")
	return nil
}

// complete is the decision for the applicant, and follows his acceptance: what can be decided on the
// spot is accepted and decided there (R033: 受理即办). Cases of the revisions before were decided
// straight from intake (kind.onTheSpot), and accepted by it.
func complete(s *machine.Step, c casework.Command) error { return decide(s, c, "completed") }

// deny is the decision against him, with reason and basis (R026).
func deny(s *machine.Step, c casework.Command) error { return decide(s, c, "denied") }

func decide(s *machine.Step, c casework.Command, decision string) error {
	if !holds(s, c.Args.Until) {
		return casework.FieldError(casework.Invalid, "until", "")
	}
	if s.State.Stage == casework.StageIntake {
		if len(missing(s)) > 0 && decision == "completed" {
			return casework.FieldError(casework.PaperLacking, "", "R024")
		}
		accepted(s)
	}
	return conclude(s, c.Name, casework.Proposal{
		Outcome: decision, By: c.Actor, TextID: c.Args.ReasonID, BasisID: c.Args.BasisID, NumberID: c.Args.NumberID, Until: c.Args.Until,
	})
}

// reopenService takes a closed case up again where the office last owed its
// work. Its clocks go on from their old start: the time it was closed counts as
// a pause, nothing is reset.
func reopenService(s *machine.Step, _ casework.Command) error {
	stage, names := casework.StageHandle, []string{"handle", "statutory"}
	if s.State.Clock("handle") == nil {
		stage, names = casework.StageIntake, []string{"intake"}
	}
	s.Stand(stage)
	s.State.Result, s.State.Decision, s.State.ClosedAt, s.State.Proposal = "", "", time.Time{}, nil
	s.State.Served = slices.DeleteFunc(s.State.Served, func(v casework.Served) bool { return kind.Refuses(v.Paper) }) // another result is told anew
	s.Say(casework.Event{Name: casework.CaseReopened, To: s.Tells(casework.Reopen)})
	for _, name := range names {
		if err := s.Revive(name); err != nil {
			return err
		}
	}
	s.Turn(casework.Handler)
	return firstFollows(s)
}

func basisOf(c casework.Command) map[string]string {
	if c.Args.BasisID == "" {
		return nil
	}
	return map[string]string{"basis_id": c.Args.BasisID}
}

// publishReason says in public why the matter is over its limit (优化营商环境条例 36). What
// runs on is late all the same: no clock but that of the publishing is met.
func publishReason(s *machine.Step, _ casework.Command) error {
	s.SayOf(s.State.Clock(kind.ClockPublish), casework.Event{Name: kind.ReasonPublished, To: s.Tells(kind.PublishReason)})
	s.Meet(kind.ClockPublish)
	return nil
}
