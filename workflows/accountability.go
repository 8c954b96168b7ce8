package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// Accountability is a case that asks who must answer for a breach (责任追究). It
// opens in stage verify: facts, causes and turns are looked into, and no
// offender is named yet (design section 5). It is closed by hand; hearing,
// decision and appeal are a later capability.
//
// It returns how the case ended.
func Accountability(ctx workflow.Context, in casework.Start) (string, error) {
	return keep(ctx, in, accountability{})
}

type accountability struct{}

func (accountability) open(s *step) error {
	s.stand(casework.StageVerify)
	s.turn(casework.EfficiencyOffice)
	return s.start(terms{from: s.state.Received}, "verify")
}

func (accountability) act(*step, casework.Command) error {
	return casework.FieldError(casework.UnknownCommand, "command", "")
}

func (accountability) ranOut(*step, casework.Clock) error { return nil }
