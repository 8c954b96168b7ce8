package cases

import (
	"context"
	"errors"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Engine is what the counter asks of Temporal.
type Engine interface {
	// Start begins a case workflow; one that runs already is left alone.
	// again allows a new run of a closed one.
	Start(ctx context.Context, in casework.Start, again bool) error
	// Update delivers a command and waits for its verdict until ctx ends.
	// ErrGone tells that no workflow of that number runs, a casework.Error that the
	// workflow refuses its form.
	Update(ctx context.Context, number string, c casework.Command) (casework.Verdict, error)
	// Trail asks the last run of a case, ended or not, for its last steps. ErrGone:
	// the engine knows of none.
	Trail(ctx context.Context, number string) (casework.Trail, error)
	// Running tells whether a workflow of that number is open.
	Running(ctx context.Context, number string) (bool, error)
	// Release tells a parked case to try its step again; ErrGone as for Update.
	Release(ctx context.Context, number string) error
	Healthy(ctx context.Context) error
}

// ErrGone is the engine's answer for a case without an open workflow.
var ErrGone = errors.New("no workflow of that number runs")

const startWait = 2 * time.Second // for the engine to take a new case

const firstWait = 2 * time.Second // for the first revision of a new case

const commandWait = 5 * time.Second // for the verdict on a command

// poll asks until done answers true, the wait is over or ctx ends. Each pause is
// longer than the one before, so that a quick engine is read quickly and a slow
// one is left alone.
func poll(ctx context.Context, wait time.Duration, done func(context.Context) (bool, error)) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for pause := 10 * time.Millisecond; ; pause = min(2*pause, 200*time.Millisecond) {
		if ok, err := done(ctx); ok || err != nil {
			return ok, err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return false, nil
		}
	}
}
