package workflows

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// DutiesOf keeps the standing duties of one bureau, as long as it stands: the
// Monday list (R102), the monthly circular (R101), the half-yearly summary
// (R100), the quarterly check of targets (R213), the yearly vote (R215), the
// quarterly self-check (R110). Each is a clock that comes round again; a round
// nobody filed by its day is told to the leaders.
//
// It returns when the bureau is dissolved and the case closed by hand.
func DutiesOf(ctx workflow.Context, in casework.Start) (string, error) {
	return keep(ctx, in, duties{})
}

type duties struct{}

var standingDuties = []string{"monday_list", "circular", "summary", "target_check", "vote", "self_check"}

// listKeepers see to all of them (R100 to R102).
var listKeepers = []casework.Role{casework.SupervisionOffice, casework.GeneralOffice}

func (duties) open(s *step) error {
	s.stand(casework.StageStanding)
	s.turn(casework.SupervisionOffice)
	return s.start(terms{from: s.state.Received}, standingDuties...)
}

// act: a duty of this round is filed, once, by whoever owes it, or for him by those who
// keep the list; the next round comes at its own time.
func (duties) act(s *step, c casework.Command) error {
	clock := s.state.Clock(c.Args.Clock)
	if clock == nil || clock.Status != casework.Running {
		return casework.FieldError(casework.NoSuchClock, "clock", "R100")
	}
	if !slices.ContainsFunc(c.Roles, func(r casework.Role) bool { return r == clock.Owner || slices.Contains(listKeepers, r) }) {
		return casework.FieldError(casework.NotCompetent, "clock", clock.Rule)
	}
	if !clock.Filed.IsZero() {
		return casework.FieldError(casework.AlreadyDone, "clock", clock.Rule)
	}
	clock.Filed = s.at
	s.sayOf(clock, casework.Event{Name: casework.DutyDone, To: []casework.Role{casework.GeneralOffice}})
	return nil
}

func (duties) ranOut(*step, casework.Clock) error { return nil }
