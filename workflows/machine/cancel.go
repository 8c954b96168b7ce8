package machine

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Only the office ends a case. A cancel that comes from the engine, its Web UI or
// command line, reaches nothing that waits or acts: loop, hearers, timers,
// activities and callers all stand on a context that has no part in it. That it
// was asked for is written down.

// noteCancel writes the request down. Nothing else changes.
func (k *Keeper) noteCancel() error {
	at := k.cancelled
	s := k.newStep(k.state.Clone(), at)
	s.Say(casework.Event{Name: casework.CancelIgnored})
	from, before := k.standingAt(at, k.trail, k.state)
	if err := k.commitAs(s, from, before, nil, nil); err != nil {
		return err
	}
	k.cancelled = time.Time{}
	return nil
}
