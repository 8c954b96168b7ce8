package machine

import (
	"errors"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Life is the host that virtual time is: a case is lived from its start to its end or
// to a horizon, as fast as its answers come. What reaches it is put down beforehand.
type Life struct {
	Answers
	keeper *Keeper
	now    time.Time
	until  time.Time
	comes  []visit // by instant, and by turn where that is the same
}

// visit is something that reaches a case at an instant.
type visit struct {
	at time.Time
	do func()
}

var _ Host = (*Life)(nil)

// errHorizon ends a life that would go on past the horizon.
var errHorizon = errors.New("the horizon")

// Begin prepares the life of a case from an instant on, up to a horizon.
func Begin(declared *kind.Declaration, of Matter, answers Answers, in casework.Start, from, until time.Time) *Life {
	l := &Life{Answers: answers, now: from, until: until}
	l.keeper = NewKeeper(l, declared, of, in)
	return l
}

// At has something happen at an instant, or at once where that has passed.
func (l *Life) At(at time.Time, do func()) {
	at = later(at, l.now)
	i := slices.IndexFunc(l.comes, func(v visit) bool { return v.at.After(at) })
	if i < 0 {
		i = len(l.comes)
	}
	l.comes = slices.Insert(l.comes, i, visit{at, do})
}

// Signal brings a command as another system sends one.
func (l *Life) Signal(command string, sig casework.Signal) {
	l.keeper.Signal(Arrival{Command: casework.Command{
		ID: sig.ID, Name: command, Actor: sig.Actor, Args: sig.Args, Door: casework.DoorSignal, At: l.now,
	}})
}

// Update brings a command as the counter sends one; what its form refuses is not heard.
func (l *Life) Update(c casework.Command) {
	if _, known := l.keeper.Seen(c.ID); !known && l.keeper.Form(c, l.now) == nil {
		l.keeper.Update(c, c.ID, "")
	}
}

// Live lives it; over tells that the case ended before the horizon.
func (l *Life) Live() (over bool, err error) {
	for len(l.comes) > 0 && !l.comes[0].at.After(l.now) { // what is there before it begins
		l.visit()
	}
	_, err = l.keeper.Run()
	if errors.Is(err, errHorizon) {
		return false, nil
	}
	return err == nil, err
}

// Now implements Host.
func (l *Life) Now() time.Time { return l.now }

// Since implements Host: a life begun now knows every change.
func (l *Life) Since(string) bool { return true }

// Wait implements Host: time passes to whatever comes first.
func (l *Life) Wait(at time.Time, waiting bool, _ func() string, woken func() bool) error {
	for !woken() {
		comes := len(l.comes) > 0 && !(waiting && l.comes[0].at.After(at))
		next := at
		if comes {
			next = l.comes[0].at
		}
		if !comes && !waiting || next.After(l.until) {
			return errHorizon
		}
		l.now = later(l.now, next)
		if !comes {
			return nil
		}
		l.visit()
	}
	return nil
}

func (l *Life) visit() {
	next := l.comes[0]
	l.comes = l.comes[1:]
	next.do()
}

// Stand implements Host: nobody releases what virtual time cannot keep.
func (l *Life) Stand() error { return errors.New("a step can never be committed") }

// Idle implements Host.
func (l *Life) Idle() bool { return true }

// Full implements Host.
func (l *Life) Full() bool { return false }

// GoOn implements Host.
func (l *Life) GoOn(casework.Start) error { return errors.New("a life in virtual time is one run") }
