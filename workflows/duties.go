package workflows

import (
	"cmp"
	"slices"

	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// DutiesOf keeps the standing duties of one bureau, as long as it stands: the
// Monday list (R102), the monthly circular (R101), the half-yearly summary
// (R100), the quarterly check of targets (R213), the yearly vote (R215), the
// quarterly self-check (R110), next year's list of days off. Each is a clock that comes round again; a round
// nobody filed by its day is told to the leaders, and where the rules take points
// for it they are proposed.
//
// It returns when the bureau is dissolved and the case closed by hand.
func (w Workflows) DutiesOf(ctx workflow.Context, in casework.Start) (string, error) {
	return w.keep(ctx, in, duties{})
}

type duties struct{}

var standingDuties = []string{"monday_list", "circular", "summary", "target_check", "vote", "self_check", clockNextList}

func (duties) open(s *step) error {
	s.stand(casework.StageStanding)
	s.turn(casework.SupervisionOffice)
	return s.start(terms{from: s.state.Received}, standingDuties...)
}

func (duties) act(s *step, c casework.Command) error {
	if c.Name == casework.DecidePoints {
		return decidePoints(s, c)
	}
	return fileDuty(s, c)
}

// fileDuty: a duty of this round is filed, once, by whoever owes it, or for him by
// those who keep the list; the next round comes at its own time.
func fileDuty(s *step, c casework.Command) error {
	clock := s.state.Clock(c.Args.Clock)
	if clock == nil || clock.Status != casework.Running {
		return casework.FieldError(casework.NoSuchClock, "clock", "R100")
	}
	if !casework.FilesDuty(c.Roles, clock.Owner) {
		return casework.FieldError(casework.NotCompetent, "clock", clock.Rule)
	}
	if !clock.Filed.IsZero() {
		return casework.FieldError(casework.AlreadyDone, "clock", clock.Rule)
	}
	if clock.Name == clockNextList {
		if in, err := s.listIsIn(clock); err != nil || !in {
			return cmp.Or(err, error(casework.FieldError(casework.ListMissing, "clock", clock.Rule)))
		}
	}
	s.file(clock)
	return nil
}

func (s *step) file(clock *casework.Clock) {
	clock.Filed = s.at
	s.sayOf(clock, casework.Event{Name: casework.DutyDone, To: []casework.Role{casework.GeneralOffice}})
}

// decidePoints: the efficiency office scores what was proposed, or lets it be, the
// oldest round first. Scored, the points stand on the unit's sheet (R110).
func decidePoints(s *step, c casework.Command) error {
	i := slices.IndexFunc(s.state.Proposed, func(p casework.Proposed) bool { return p.Clock == c.Args.Clock })
	switch {
	case i < 0:
		return casework.FieldError(casework.NoProposal, "clock", "R110")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R110")
	}
	p := s.state.Proposed[i]
	s.state.Proposed = slices.Delete(s.state.Proposed, i, i+1)
	level := "refused"
	if *c.Args.Approve {
		level = "consented"
	}
	s.say(casework.Event{
		Name: casework.PointsDecided, Clock: p.Clock, Round: p.Round, Rule: p.Rule, Level: level,
		To: []casework.Role{casework.GeneralOffice, casework.PrincipalLeader}, Detail: map[string]string{"measure": p.Measure},
	})
	return nil
}

// mayClose: what was missed is decided first, and not lost with the case (R110).
func (duties) mayClose(s *step) error {
	if len(s.state.Proposed) > 0 {
		return casework.FieldError(casework.PointsUndecided, "", "R110")
	}
	return nil
}

func (duties) ranOut(*step, casework.Clock) error { return nil }
