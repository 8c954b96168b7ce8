package machine

import (
	"errors"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Keeper keeps one case to its word: it is the only writer of its state.
type Keeper struct {
	host     Host
	declared *kind.Declaration // where it takes what
	kind     Matter            // what an act of the kind does
	state    *casework.State   // as it will be once the last armed step has come true

	asked    bool      // the store knows of nothing that is not answered already
	trail    []mark    // the last steps, in the order in which they were made
	forgot   time.Time // the instant of the latest step that is not among them any more
	queue    []casework.Command
	arrivals []Arrival
	turned   map[string]casework.Verdict // verdicts for callers alone, by the Update that waits
	beside   map[string]string           // a field no command has, by the Update that brought it
	parked   bool                        // stands, or stood till now, in sight of the operator

	cancelled time.Time // when the engine was asked to cancel, until that is written down
}

// NewKeeper takes a case up where it stands.
func NewKeeper(host Host, declared *kind.Declaration, of Matter, in casework.Start) *Keeper {
	k := &Keeper{
		host: host, declared: declared, kind: of, state: &in.State,
		turned: map[string]casework.Verdict{}, beside: map[string]string{},
	}
	k.recall(in.Trail)
	k.forgot, k.parked = in.Forgotten, in.Parked
	if in.Resume != nil {
		k.queue = append(k.queue, *in.Resume)
	}
	return k
}

// Run is the whole life of a case; it returns how the case ended.
func (k *Keeper) Run() (string, error) {
	begun := k.state.Policy != "" // nothing was ever planned: the case is new
	for {
		var err error
		switch at, waiting := k.wake(); {
		case !begun:
			err = k.begin()
			begun = err == nil
		case len(k.arrivals) > 0:
			err = k.admit()
		case len(k.queue) > 0:
			err = k.obey()
		case !k.cancelled.IsZero():
			err = k.noteCancel()
		case k.over():
			return k.state.Result, nil
		case k.historyFull():
			return "", k.host.GoOn(casework.Start{State: *k.state, Trail: k.last(), Forgotten: k.forgotten(), Parked: k.parked})
		case waiting && !at.After(k.host.Now()):
			err = k.expire()
		default:
			err = k.wait(at, waiting)
		}
		var still standing
		if errors.As(err, &still) {
			err = k.park(still)
		}
		if err != nil {
			return "", err
		}
	}
}

// begin records the registration and starts the first clocks.
func (k *Keeper) begin() error {
	s := k.newStep(k.state.Clone(), k.state.Registered)
	s.Say(s.registration())
	if err := k.kind.Open(s); err != nil {
		return err
	}
	if s.State.Policy == "" && s.Since("begins-by-a-policy") { // no clock runs yet: by what it will be counted it keeps all the same
		if _, err := s.plan(); err != nil {
			return err
		}
	}
	return k.commit(s, nil, nil)
}

// wake is when the case must next do something by itself: ahead of the earliest
// alarm, so that its step is armed, or once the last armed step has come true.
func (k *Keeper) wake() (at time.Time, waiting bool) {
	at, ahead, ok := k.state.Next()
	switch {
	case !ok:
		return horizon(k.trail), k.armed()
	case ahead:
		at = k.oneByOne(at.Add(-k.state.Lead), at)
	}
	return at, true
}

// oneByOne arms a step once the one before it has come true: until an armed step does,
// readers are told of one standing before it, and would see that of the first early.
func (k *Keeper) oneByOne(early, at time.Time) time.Time {
	if armed := horizon(k.trail); armed.After(early) && armed.Before(at) && k.host.Since("armed-one-by-one") {
		return armed
	}
	return early
}

// wait blocks until the wake instant, a command or a signal.
func (k *Keeper) wait(at time.Time, waiting bool) error {
	return k.host.Wait(at, waiting, k.awaits, func() bool {
		return len(k.queue) > 0 || len(k.arrivals) > 0 || !k.cancelled.IsZero() || k.over() || k.historyFull()
	})
}

// over tells whether nothing is left to wait for: closed, no clock still owed,
// every armed step true.
func (k *Keeper) over() bool {
	return k.state.Closed() && !slices.ContainsFunc(k.state.Clocks, casework.Clock.Open) && !k.armed() && k.idle()
}

// historyFull tells whether to continue as new: when the server suggests it and
// no step is armed. The last steps go along: a command that comes late across a
// roll-over goes back behind them.
func (k *Keeper) historyFull() bool {
	return k.host.Full() && !k.armed() && k.idle()
}

// idle tells whether nothing is under way that could be lost: every caller
// answered, every signal heard and obeyed.
func (k *Keeper) idle() bool {
	return k.host.Idle() && len(k.queue) == 0 && len(k.arrivals) == 0
}

// armed tells whether a step is committed whose instant lies ahead.
func (k *Keeper) armed() bool { return horizon(k.trail).After(k.host.Now()) }
