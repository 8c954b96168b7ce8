package cases

import (
	"context"
	"errors"

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
