package machine

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// What a host brings to a case. It is only laid down: the loop is the one writer.

// Form says what is wrong with the form of a command that comes as an Update.
func (k *Keeper) Form(c casework.Command, now time.Time) *casework.Error {
	return k.declared.CheckUpdate(c, now)
}

// Update lays down a command the counter sent. By what door it came is for the case
// alone to say; call is where its caller waits. What it says beside, in a field no
// command has, counts where no row speaks for it: a newer counter may say more than an
// older worker knows.
func (k *Keeper) Update(c casework.Command, call, beside string) casework.Command {
	c.Door, c.Stored, c.Second, c.Call = "", time.Time{}, nil, call
	if c.At.IsZero() {
		c.At = k.host.Now() // it has no row, and history will say from when it counts
	}
	k.queue = append(k.queue, c)
	if beside != "" {
		k.beside[call] = beside
	}
	return c
}

// Signal lays down what came straight to the engine.
func (k *Keeper) Signal(a Arrival) { k.arrivals = append(k.arrivals, a) }

// Cancel notes that the engine was asked to cancel the run.
func (k *Keeper) Cancel(at time.Time) { k.cancelled = at }

// Answer is what the caller of an Update waits for.
func (k *Keeper) Answer(c casework.Command) (casework.Verdict, bool) {
	if v, ok := k.turned[c.Call]; ok {
		return v, true
	}
	return k.Seen(c.ID)
}

// Answered forgets a caller who has his answer, or waits no longer.
func (k *Keeper) Answered(c casework.Command) {
	delete(k.turned, c.Call)
	delete(k.beside, c.Call)
}

// noteCancel writes down that the engine was asked to cancel. Nothing else changes: only
// the office ends a case. A cancel from its Web UI or command line reaches nothing that
// waits or acts, since loop, hearers, timers, activities and callers all stand on a
// context that has no part in it.
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
