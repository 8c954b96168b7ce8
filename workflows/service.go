package workflows

import (
	"strings"
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// Service is a service case (办件), from receipt of the materials to delivery of
// the result.
//
//	intake     within 5 working days say once what is missing, accept, or decline;
//	           on a permit silence accepts (行政许可法 32)
//	handle     the office's own promise, from the day of acceptance
//	statutory  the law's limit, beside it (R037)
//	deliver    the result reaches the applicant (行政许可法 44)
//
// It returns how the case ended.
func (w Workflows) Service(ctx workflow.Context, in casework.Start) (string, error) {
	return w.keep(ctx, in, service{})
}

type service struct{}

func (service) open(s *step) error {
	s.stand(casework.StageIntake)
	s.turn(casework.Handler)
	return s.start(terms{from: s.state.Received}, "intake")
}

var serviceActs = map[string]func(*step, casework.Command) error{
	casework.OneTimeNotice: oneTimeNotice,
	casework.Supplement:    supplement,
	casework.Accept:        accept,
	casework.Decline:       decline,
	casework.Complete:      complete,
	casework.Deny:          deny,
	casework.Deliver:       deliver,
	casework.Reopen:        reopenService,
}

func (service) act(s *step, c casework.Command) error {
	return serviceActs[c.Name](s, c)
}

// ranOut: no one-time notice in time means accepted as of receipt, and the
// handling counts from there (行政许可法 32; R024).
func (service) ranOut(s *step, c casework.Clock) error {
	if c.Name != "intake" || c.Outcome != casework.Deem {
		return nil
	}
	s.say(casework.Event{
		Name: casework.Accepted, Rule: c.Rule, Basis: c.Basis, To: []casework.Role{casework.Applicant},
		Detail: map[string]string{"deemed": "true", "as_of": c.Start.Format("2006-01-02")},
	})
	s.stand(casework.StageHandle)
	s.turn(casework.Handler)
	return s.start(terms{from: c.Start, deemed: s.at}, "handle", "statutory")
}

// oneTimeNotice tells the applicant all that is missing at once (R021, R024). A
// second one after a supplement is allowed and stands in the timeline (R025).
func oneTimeNotice(s *step, c casework.Command) error {
	if len(c.Args.Materials) == 0 {
		return casework.FieldError(casework.MissingPaper, "materials", "R024")
	}
	s.state.Missing = c.Args.Materials
	s.meet("intake")
	s.say(casework.Event{
		Name: casework.NoticeIssued, To: []casework.Role{casework.Applicant}, Rule: "R024", Basis: "行政许可法第三十二条",
		Detail: map[string]string{"notice": "one_time", "materials": strings.Join(c.Args.Materials, ",")},
	})
	s.stand(casework.StageSupplement)
	s.turn(casework.Applicant)
	return nil
}

// supplement: the papers came in; the office has its days for a new look (R025).
func supplement(s *step, _ casework.Command) error {
	s.say(casework.Event{
		Name: casework.Supplemented, Rule: "R025", To: []casework.Role{casework.ActingHolder}, Quiet: true,
		Detail: map[string]string{"materials": strings.Join(s.state.Missing, ",")},
	})
	s.state.Missing = nil
	s.stand(casework.StageIntake)
	s.turn(casework.Handler)
	return s.start(terms{from: s.at}, "intake")
}

// accept starts the promise, and the law's limit beside it. The day of
// acceptance is day 0 (R023).
func accept(s *step, _ casework.Command) error {
	s.accepted()
	return s.start(terms{from: s.at}, "handle", "statutory")
}

func (s *step) accepted() {
	s.meet("intake")
	s.say(casework.Event{Name: casework.Accepted, Rule: "R023", To: []casework.Role{casework.Applicant}})
	s.stand(casework.StageHandle)
	s.turn(casework.Handler)
}

// decline: not eligible, with the reason and the legal basis (R026).
func decline(s *step, c casework.Command) error {
	s.meet("intake")
	s.say(casework.Event{Name: casework.Declined, Rule: "R026", To: []casework.Role{casework.Applicant}, Detail: basisOf(c)})
	s.close("declined")
	return nil
}

// complete is the decision for the applicant. What can be decided on the spot is
// accepted and decided in one act (R004, R022).
func complete(s *step, c casework.Command) error { return s.decide(c, "completed") }

// deny is the decision against him, with reason and basis (R026).
func deny(s *step, c casework.Command) error { return s.decide(c, "denied") }

func (s *step) decide(c casework.Command, decision string) error {
	if s.state.Pause != nil {
		if err := s.resume(); err != nil {
			return err
		}
	}
	if s.state.Stage == casework.StageIntake {
		s.accepted()
	}
	s.meet("handle", "statutory")
	s.state.Decision = decision
	s.say(casework.Event{
		Name: casework.Decided, Rule: "R005", To: []casework.Role{casework.Applicant}, Level: decision, Detail: basisOf(c),
	})
	s.stand(casework.StageDeliver)
	s.turn(casework.Handler)
	return s.start(terms{from: s.at}, "deliver")
}

// deliver: the result is in the applicant's hands, and the case is done (R005).
func deliver(s *step, _ casework.Command) error {
	s.meet("deliver")
	s.say(casework.Event{Name: casework.Delivered, Rule: "R005", To: []casework.Role{casework.Applicant}})
	s.close(s.state.Decision)
	return nil
}

// reopenService takes a closed case up again where the office last owed its
// work. Its clocks go on from their old start: the time it was closed counts as
// a pause, nothing is reset.
func reopenService(s *step, _ casework.Command) error {
	stage, names := casework.StageHandle, []string{"handle", "statutory"}
	if s.state.Clock("handle") == nil {
		stage, names = casework.StageIntake, []string{"intake"}
	}
	s.stand(stage)
	s.state.Result, s.state.Decision, s.state.ClosedAt = "", "", time.Time{}
	s.say(casework.Event{Name: casework.CaseReopened, To: []casework.Role{casework.ActingHolder, casework.EfficiencyOffice}})
	for _, name := range names {
		if err := s.revive(name); err != nil {
			return err
		}
	}
	s.turn(casework.Handler)
	return nil
}

func basisOf(c casework.Command) map[string]string {
	if c.Args.BasisID == "" {
		return nil
	}
	return map[string]string{"basis_id": c.Args.BasisID}
}
