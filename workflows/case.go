package workflows

import (
	"errors"
	"slices"
	"time"

	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// matter is what one kind adds to the machinery all kinds share.
type matter interface {
	// open starts the clocks a new case begins with.
	open(s *step) error
	// act applies a command of the kind; a casework.Error refuses it.
	act(s *step, c casework.Command) error
	// ranOut says what the law does when a clock with a deemed or lapse outcome ends.
	ranOut(s *step, c casework.Clock) error
}

// keeper keeps one case to its word: it is the only writer of its state.
type keeper struct {
	ctx      workflow.Context  // nothing that comes from outside cancels it
	declared *kind.Declaration // where it takes what
	kind     matter            // what an act of the kind does
	commands []string          // every name it listens to
	state    *casework.State   // as it will be once the last armed step has come true
	log      log.Logger

	asked    bool   // the store knows of nothing that is not answered already
	trail    []mark // the last steps, in the order in which they were made
	queue    []casework.Command
	arrivals []arrival
	inlets   []workflow.ReceiveChannel   // one for each name of a signal
	turned   map[string]casework.Verdict // verdicts for callers alone, by the Update that waits
	beside   map[string]string           // a field no command has, by the Update that brought it
	parked   bool                        // stands, or stood till now, in sight of the operator

	cancelled time.Time // when the engine was asked to cancel, until that is written down

	timer     workflow.Future
	timerAt   time.Time
	stopTimer workflow.CancelFunc
}

// keep runs a case of any kind to its end and returns its result.
func (w Workflows) keep(ctx workflow.Context, in casework.Start, of matter) (string, error) {
	k := w.newKeeper(ctx, in, of)
	if err := k.listen(); err != nil { // every handler, before anything blocks
		return "", err
	}
	return k.run()
}

func (w Workflows) newKeeper(ctx workflow.Context, in casework.Start, of matter) *keeper {
	own, _ := workflow.NewDisconnectedContext(ctx)
	k := &keeper{
		ctx: withActivities(own), declared: w.Kinds.Of(in.State.Kind), kind: of, commands: w.Kinds.Commands(), state: &in.State,
		turned: map[string]casework.Verdict{}, beside: map[string]string{}, log: log.With(workflow.GetLogger(ctx), "case", in.State.Number),
	}
	workflow.Go(k.ctx, k.watch(ctx.Done()))
	k.recall(in.Trail)
	if in.Resume != nil {
		k.queue = append(k.queue, *in.Resume)
	}
	return k
}

// withActivities sets how activities are retried: for as long as it takes. A
// database that is away for hours delays a case and loses nothing; the legal
// instants do not move.
func withActivities(ctx workflow.Context) workflow.Context {
	retry := &temporal.RetryPolicy{
		InitialInterval: 200 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 30 * time.Second,
	}
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: 30 * time.Second, RetryPolicy: retry})
	return workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		StartToCloseTimeout: 5 * time.Second, RetryPolicy: retry,
	})
}

// run is the whole life of a case.
func (k *keeper) run() (string, error) {
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
			return "", k.rollOver()
		case waiting && !at.After(workflow.Now(k.ctx)):
			err = k.expire()
		default:
			err = k.wait(at, waiting)
		}
		var standing unwritable
		if errors.As(err, &standing) {
			err = k.park(standing)
		}
		if err != nil {
			return "", err
		}
	}
}

// begin records the registration and starts the first clocks.
func (k *keeper) begin() error {
	s := k.newStep(k.state.Clone(), k.state.Registered)
	s.say(s.registration())
	if err := k.kind.open(s); err != nil {
		return err
	}
	return k.commit(s, nil, nil)
}

// wake is when the case must next do something by itself: ahead of the earliest
// alarm, so that its step is armed, or once the last armed step has come true.
func (k *keeper) wake() (at time.Time, waiting bool) {
	at, ahead, ok := k.state.Next()
	switch {
	case !ok:
		return horizon(k.trail), k.armed()
	case ahead:
		at = at.Add(-k.state.Lead)
	}
	return at, true
}

// wait blocks until the wake instant, a command or a signal. There is one timer,
// re-armed only when the instant changes.
func (k *keeper) wait(at time.Time, waiting bool) error {
	switch {
	case !waiting:
		k.dropTimer()
	case k.timer == nil || !k.timerAt.Equal(at) || k.timer.IsReady():
		k.dropTimer()
		timerCtx, cancel := workflow.WithCancel(k.ctx)
		k.timer = workflow.NewTimerWithOptions(timerCtx, at.Sub(workflow.Now(k.ctx)), workflow.TimerOptions{Summary: k.awaits()})
		k.timerAt, k.stopTimer = at, cancel
	}
	return workflow.Await(k.ctx, func() bool {
		return len(k.queue) > 0 || len(k.arrivals) > 0 || !k.cancelled.IsZero() || k.timer != nil && k.timer.IsReady() ||
			k.over() || k.historyFull()
	})
}

func (k *keeper) dropTimer() {
	if k.timer != nil {
		k.stopTimer()
		k.timer = nil
	}
}

// over tells whether nothing is left to wait for: closed, no clock still owed,
// every armed step true.
func (k *keeper) over() bool {
	return k.state.Closed() && !slices.ContainsFunc(k.state.Clocks, casework.Clock.Open) && !k.armed() && k.idle()
}

// historyFull tells whether to continue as new: when the server suggests it and
// no step is armed. The last steps go along: a command that comes late across a
// roll-over goes back behind them.
func (k *keeper) historyFull() bool {
	return workflow.GetInfo(k.ctx).GetContinueAsNewSuggested() && !k.armed() && k.idle()
}

// idle tells whether nothing is under way that could be lost: every caller
// answered, every signal heard and obeyed.
func (k *keeper) idle() bool {
	return workflow.AllHandlersFinished(k.ctx) && len(k.queue) == 0 && len(k.arrivals) == 0 && !k.called()
}

// armed tells whether a step is committed whose instant lies ahead.
func (k *keeper) armed() bool { return horizon(k.trail).After(workflow.Now(k.ctx)) }

func (k *keeper) rollOver() error {
	return workflow.NewContinueAsNewError(k.ctx, workflow.GetInfo(k.ctx).WorkflowType.Name, casework.Start{State: *k.state, Trail: k.last()})
}
