package past

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/workflows"
	"github.com/shixian/shixian/workflows/machine"
)

// life is one case in virtual time: it runs until it waits for what has not come yet, and goes on
// when the house lets time pass or brings a command.
type life struct {
	*house
	keeper *machine.Keeper
	now    time.Time
	until  time.Time // how far time has come
	yield  func(struct{}) bool
	next   func() (struct{}, bool)
	stop   func()
	over   bool
	err    error
}

var (
	_ machine.Host = (*life)(nil)
	_ cases.Engine = (*house)(nil)
)

// errLeft ends a life that nobody lives on.
var errLeft = errors.New("left where it stands")

func (h *house) begin(in casework.Start) (*life, error) {
	declared, known := h.on.Kinds.At(in.State.Kind, in.State.Declared)
	if !known {
		return nil, fmt.Errorf("%s stands under revision %d, which nobody knows", in.State.Number, in.State.Declared)
	}
	h.seen(in.State.Number, in.State.Registered)
	l := &life{house: h, now: in.State.Registered, until: h.now}
	if in.Resume != nil { // it had ended
		l.now = in.Resume.At
	}
	l.keeper = machine.NewKeeper(l, declared, workflows.Matters()[in.State.Kind], in)
	l.next, l.stop = iter.Pull(func(yield func(struct{}) bool) {
		l.yield = yield
		_, l.err = l.keeper.Run()
		l.over = true
	})
	return l, nil
}

// pass lets time come to an instant; what falls on it is still ahead.
func (l *life) pass(until time.Time) error {
	if l.over {
		return l.err
	}
	if until.After(l.until) {
		l.until = until
	}
	l.next()
	return l.err
}

// ended is what a life that never stood ended with.
func (l *life) ended() error {
	if l != nil && l.err != nil {
		return l.err
	}
	return errors.New("it never began")
}

// Now implements machine.Host.
func (l *life) Now() time.Time { return l.now }

// Since implements machine.Host: a life begun now knows every change.
func (l *life) Since(string) bool { return true }

// Wait implements machine.Host.
func (l *life) Wait(at time.Time, waiting bool, _ func() string, woken func() bool) error {
	for !woken() {
		if waiting && at.Before(l.until) {
			if at.After(l.now) {
				l.now = at
			}
			return nil
		}
		if !l.yield(struct{}{}) {
			return errLeft
		}
	}
	return nil
}

// Stand implements machine.Host: nobody releases what virtual time cannot keep.
func (l *life) Stand() error { return errors.New("a step can never be committed") }

// Idle implements machine.Host.
func (l *life) Idle() bool { return true }

// Full implements machine.Host.
func (l *life) Full() bool { return false }

// GoOn implements machine.Host.
func (l *life) GoOn(casework.Start) error { return errors.New("a life in virtual time is one run") }

// Plan implements machine.Answers, as all that follows: by what the engine's activities ask.
func (h *house) Plan(req casework.PlanRequest) (casework.Plan, error) {
	return h.on.Planner.Plan(h.ctx, req)
}

// Commit writes a step as a worker would.
func (h *house) Commit(s casework.Step, _ string) (casework.Committed, error) {
	deliver, err := h.on.Planner.Openings(h.ctx, s.State.Calendar)
	if err != nil {
		return casework.Committed{}, err
	}
	if s.Certificates, err = h.counter.Certificates(h.ctx, s); err != nil {
		return casework.Committed{}, err
	}
	for _, e := range s.Events {
		h.promised = h.promised || promises[e.Name]
	}
	return h.on.Store.Commit(h.ctx, s, run, deliver)
}

// promises are the events that open a case or tell another, as a sweep finds out.
var promises = map[casework.EventName]bool{
	casework.AccountabilityOpened: true, casework.Converted: true, casework.CaseOpened: true, casework.CaseClosed: true, casework.Merged: true,
}

// run is what stands in place of the engine's run.
const run = "virtual"

// Authorize implements machine.Answers.
func (h *house) Authorize(req casework.AuthorizeRequest) (casework.Authority, error) {
	a, err := h.counter.Authorize(h.ctx, req)
	a.At = req.At
	return a, err
}

// Tally implements machine.Answers.
func (h *house) Tally(req casework.TallyRequest) (casework.Tally, error) {
	return (&activities.Activities{Planner: h.on.Planner, Tallies: h.on.Store}).Tally(h.ctx, req)
}

// Cover implements machine.Answers.
func (h *house) Cover(req casework.CoverRequest) (casework.Cover, error) {
	return h.on.Store.Cover(h.ctx, req)
}

// Park implements machine.Answers.
func (h *house) Park(req casework.ParkRequest) error {
	return fmt.Errorf("%s cannot be kept: %s", req.Number, req.Code)
}

// Start implements cases.Engine.
func (h *house) Start(_ context.Context, in casework.Start, _ bool) error {
	l, err := h.begin(in)
	if err != nil {
		return err
	}
	h.lives[in.State.Number] = l
	return l.pass(h.now)
}

// Update implements cases.Engine.
func (h *house) Update(_ context.Context, number string, c casework.Command) (v casework.Verdict, err error) {
	l := h.lives[number]
	if l == nil || l.over {
		return v, cases.ErrGone
	}
	if why := l.keeper.Form(c, h.now); why != nil {
		return v, why
	}
	if err := l.pass(c.At); err != nil {
		return v, err
	}
	if l.over {
		return v, cases.ErrGone
	}
	if c.At.After(l.now) {
		l.now = c.At
	}
	c = l.keeper.Update(c, c.ID, "")
	if err := l.pass(h.now); err != nil {
		return v, err
	}
	v, ok := l.keeper.Answer(c)
	if !ok {
		return v, fmt.Errorf("%s %s has no verdict", number, c.Name)
	}
	l.keeper.Answered(c)
	return v, nil
}

// Trail implements cases.Engine.
func (h *house) Trail(context.Context, string) (t casework.Trail, err error) { return t, cases.ErrGone }

// Running implements cases.Engine.
func (h *house) Running(_ context.Context, number string) (bool, error) {
	l := h.lives[number]
	return l != nil && !l.over, nil
}

// Release implements cases.Engine.
func (h *house) Release(context.Context, string) error { return cases.ErrGone }

// Healthy implements cases.Engine.
func (h *house) Healthy(context.Context) error { return nil }
