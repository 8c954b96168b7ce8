package workflows

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// unwritable is a step that the database refuses for good, whatever is tried: a
// command is answered so, and what the clocks do makes the case stand still.
type unwritable struct {
	doing string
	at    time.Time
	fault casework.Fault
}

func (u unwritable) Error() string {
	return fmt.Sprintf("step of %s can never be committed: %s on %s", u.doing, u.fault.State, u.fault.On)
}

// refusedForGood tells whether a commit failed so, and how.
func (s *step) refusedForGood(err error) error {
	var app *temporal.ApplicationError
	if !errors.As(err, &app) || app.Type() != string(casework.Unwritable) {
		return err
	}
	u := unwritable{doing: s.doing(), at: s.at}
	if app.HasDetails() {
		if failed := app.Details(&u.fault); failed != nil {
			return failed
		}
	}
	return u
}

// doing names the command or clock a step is of.
func (s *step) doing() string {
	switch {
	case s.cmd != nil:
		return s.cmd.Name
	case len(s.events) > 0:
		return cmp.Or(s.events[0].Clock, string(s.events[0].Name))
	}
	return ""
}

// park keeps the case standing still in sight of the operator until he releases it;
// then its step is tried again. Commands are still taken in, and wait. Its legal
// instants stay what they are, so that it goes on as if it had never stood still. A
// release that came before it stood still is none.
func (k *keeper) park(u unwritable) error {
	release := workflow.GetSignalChannel(k.ctx, casework.ReleaseSignal)
	for release.ReceiveAsync(nil) {
	}
	if err := workflow.ExecuteActivity(k.ctx, casework.ParkActivity, casework.ParkRequest{
		Number: k.state.Number, Run: k.state.Run, Doing: u.doing, At: u.at, Code: casework.Unwritable, Fault: u.fault,
	}).Get(k.ctx, nil); err != nil {
		return err
	}
	k.parked = true
	k.log.Error("case stands still: a step can never be committed", "doing", u.doing, "sqlstate", u.fault.State, "on", u.fault.On)
	release.Receive(k.ctx, nil)
	return nil
}

// goOn takes a case out of the operator's sight once a step of it stands again.
func (k *keeper) goOn() error {
	if !k.parked {
		return nil
	}
	k.parked = false
	return workflow.ExecuteActivity(k.ctx, casework.ParkActivity, casework.ParkRequest{
		Number: k.state.Number, Run: k.state.Run, Gone: true,
	}).Get(k.ctx, nil)
}
