package activities

import (
	"context"
	"time"

	"go.temporal.io/sdk/activity"

	"github.com/shixian/shixian/internal/casework"
)

// Gate checks by what authority something speaks that came straight to the engine.
type Gate interface {
	Authorize(ctx context.Context, req casework.AuthorizeRequest) (casework.Authority, error)
}

// Receipts knows when the engine received something.
type Receipts interface {
	// Received reads the instant of its event in history. Zero: the history, which
	// must hold it, does not.
	Received(ctx context.Context, req casework.ReceiptRequest) (time.Time, error)
}

// Authorize checks an actor against the table of access, as of the instant at which
// the engine received what he asks: it counts from then, however long no worker
// ran. While the engine cannot be asked the activity is tried again.
func (a *Activities) Authorize(ctx context.Context, req casework.AuthorizeRequest) (casework.Authority, error) {
	at, err := a.received(ctx, req)
	if err != nil {
		return casework.Authority{}, err
	}
	if !at.IsZero() {
		req.At = at
	}
	if err := a.settled(ctx, req.At); err != nil {
		return casework.Authority{}, err
	}
	answer, err := a.Gate.Authorize(ctx, req)
	answer.At = req.At
	return answer, err
}

func (a *Activities) received(ctx context.Context, req casework.AuthorizeRequest) (time.Time, error) {
	if a.Receipts == nil || req.Door == "" { // scheduled by a worker of an earlier release
		return time.Time{}, nil
	}
	info := activity.GetInfo(ctx)
	at, err := a.Receipts.Received(ctx, casework.ReceiptRequest{
		Namespace: info.Namespace, Workflow: info.WorkflowExecution.ID, Run: info.WorkflowExecution.RunID,
		Door: req.Door, Command: req.Command, ID: req.ID, Event: req.Event,
	})
	return at.Truncate(time.Microsecond), err // as the database keeps instants
}
