package machine

import (
	"cmp"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// standing is an Unwritable step, with what it was of.
type standing struct {
	Unwritable
	doing string
	at    time.Time
}

func (u standing) Error() string { return fmt.Sprintf("step of %s %s", u.doing, u.Unwritable.Error()) }

// doing names the command or clock a step is of.
func (s *Step) doing() string {
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
// instants stay what they are, so that it goes on as if it had never stood still.
func (k *Keeper) park(u standing) error {
	if err := k.host.Park(casework.ParkRequest{
		Number: k.state.Number, Run: k.state.Run, Doing: u.doing, At: u.at, Code: casework.Unwritable, Fault: u.Fault,
	}); err != nil {
		return err
	}
	k.parked = true
	return k.host.Stand()
}

// goOn takes a case out of the operator's sight once a step of it stands again.
func (k *Keeper) goOn() error {
	if !k.parked {
		return nil
	}
	k.parked = false
	return k.host.Park(casework.ParkRequest{Number: k.state.Number, Run: k.state.Run, Gone: true})
}
