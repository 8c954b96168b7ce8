package workflows

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// engine is the host that Temporal is: history answers what was answered before, and
// the one timer of a case is the server's.
type engine struct {
	*machine.Keeper
	ctx    workflow.Context // nothing that comes from outside cancels it
	log    log.Logger
	inlets []workflow.ReceiveChannel // one for each name of a signal

	timer     workflow.Future
	timerAt   time.Time
	stopTimer workflow.CancelFunc
}

var _ machine.Host = (*engine)(nil)

// keep is the workflow of every kind: it runs a case to its end and returns how it
// ended.
func (w Workflows) keep(ctx workflow.Context, in casework.Start) (string, error) {
	own, _ := workflow.NewDisconnectedContext(ctx)
	e := &engine{ctx: withActivities(own), log: log.With(workflow.GetLogger(ctx), "case", in.State.Number)}
	workflow.Go(e.ctx, e.watch(ctx.Done()))
	declared, known := w.Kinds.At(in.State.Kind, in.State.Declared)
	if !known { // fails the task, not the case: a worker of the release that pinned it goes on
		panic(fmt.Sprintf("%s stands under revision %d of its kind, which this worker does not know", in.State.Number, in.State.Declared))
	}
	e.Keeper = machine.NewKeeper(e, declared, w.Matters[in.State.Kind], in)
	if err := e.listen(w.Kinds.Commands()); err != nil { // every handler, before anything blocks
		return "", err
	}
	return e.Run()
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

// Now implements Host: the instant of the task, the same at every replay.
func (e *engine) Now() time.Time { return workflow.Now(e.ctx) }

// Since implements Host by a marker in the history.
func (e *engine) Since(change string) bool {
	return workflow.GetVersion(e.ctx, change, workflow.DefaultVersion, 1) != workflow.DefaultVersion
}

// Plan implements Host. It is a local activity: it only reads reference data, and
// nothing shows before the commit.
func (e *engine) Plan(ask casework.PlanRequest) (plan casework.Plan, err error) {
	err = workflow.ExecuteLocalActivity(e.ctx, casework.PlanActivity, ask).Get(e.ctx, &plan)
	return plan, err
}

// Commit implements Host.
func (e *engine) Commit(step casework.Step, says string) (answer casework.Committed, err error) {
	options := workflow.GetActivityOptions(e.ctx)
	options.Summary = says
	err = workflow.ExecuteActivity(workflow.WithActivityOptions(e.ctx, options), casework.CommitActivity, step).Get(e.ctx, &answer)
	var app *temporal.ApplicationError
	if !errors.As(err, &app) || app.Type() != string(casework.Unwritable) {
		return answer, err
	}
	var u machine.Unwritable
	if app.HasDetails() {
		if failed := app.Details(&u.Fault); failed != nil {
			return answer, failed
		}
	}
	return answer, u
}

// Authorize implements Host.
func (e *engine) Authorize(ask casework.AuthorizeRequest) (answer casework.Authority, err error) {
	err = workflow.ExecuteActivity(e.ctx, casework.AuthorizeActivity, ask).Get(e.ctx, &answer)
	return answer, err
}

// Tally implements Host.
func (e *engine) Tally(ask casework.TallyRequest) (answer casework.Tally, err error) {
	err = workflow.ExecuteActivity(e.ctx, casework.TallyActivity, ask).Get(e.ctx, &answer)
	return answer, err
}

// Cover implements Host.
func (e *engine) Cover(ask casework.CoverRequest) (answer casework.Cover, err error) {
	err = workflow.ExecuteActivity(e.ctx, casework.CoverActivity, ask).Get(e.ctx, &answer)
	return answer, err
}

// Park implements Host.
func (e *engine) Park(ask casework.ParkRequest) error {
	if !ask.Gone { // a release that came before it stood still is none
		for release := e.release(); release.ReceiveAsync(nil); {
		}
	}
	if err := workflow.ExecuteActivity(e.ctx, casework.ParkActivity, ask).Get(e.ctx, nil); err != nil || ask.Gone {
		return err
	}
	e.log.Error("case stands still: a step can never be committed", "doing", ask.Doing, "sqlstate", ask.Fault.State, "on", ask.Fault.On)
	return nil
}

// Stand implements Host: the operator's release is a signal.
func (e *engine) Stand() error {
	e.release().Receive(e.ctx, nil)
	return nil
}

func (e *engine) release() workflow.ReceiveChannel {
	return workflow.GetSignalChannel(e.ctx, casework.ReleaseSignal)
}

// Wait implements Host. There is one timer, re-armed only when the instant changes.
func (e *engine) Wait(at time.Time, waiting bool, awaits func() string, woken func() bool) error {
	switch {
	case !waiting:
		e.dropTimer()
	case e.timer == nil || !e.timerAt.Equal(at) || e.timer.IsReady():
		e.dropTimer()
		timerCtx, cancel := workflow.WithCancel(e.ctx)
		e.timer = workflow.NewTimerWithOptions(timerCtx, at.Sub(e.Now()), workflow.TimerOptions{Summary: awaits()})
		e.timerAt, e.stopTimer = at, cancel
	}
	return workflow.Await(e.ctx, func() bool { return woken() || e.timer != nil && e.timer.IsReady() })
}

func (e *engine) dropTimer() {
	if e.timer != nil {
		e.stopTimer()
		e.timer = nil
	}
}

// Idle implements Host.
func (e *engine) Idle() bool { return workflow.AllHandlersFinished(e.ctx) && !e.called() }

// called tells whether a signal lies unread.
func (e *engine) called() bool {
	return slices.ContainsFunc(e.inlets, func(in workflow.ReceiveChannel) bool { return in.Len() > 0 })
}

// Full implements Host: the server knows how long a history may be.
func (e *engine) Full() bool { return workflow.GetInfo(e.ctx).GetContinueAsNewSuggested() }

// GoOn implements Host: the last steps go along, so that a command that comes late
// across a roll-over goes back behind them.
func (e *engine) GoOn(in casework.Start) error {
	return workflow.NewContinueAsNewError(e.ctx, workflow.GetInfo(e.ctx).WorkflowType.Name, in)
}
