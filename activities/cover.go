package activities

import (
	"context"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"github.com/shixian/shixian/internal/casework"
)

// Who is on duty at an instant hangs on what others were granted before it. Where that
// was kept while the engine was away, it is decided first: two who cover for one another
// would else both be granted leave, neither seeing the other (R169), and who has left
// would still speak for his post.
const (
	settling = time.Minute            // a case that gets no verdict holds up the rest no longer
	again    = 500 * time.Millisecond // then it is asked anew
)

// Cover asks which posts would stand empty.
func (a *Activities) Cover(ctx context.Context, req casework.CoverRequest) (casework.Cover, error) {
	if err := a.settled(ctx, req.At); err != nil {
		return casework.Cover{}, err
	}
	return a.Roster.Cover(ctx, req)
}

// settled answers an error that has the question asked anew.
func (a *Activities) settled(ctx context.Context, at time.Time) error {
	info := activity.GetInfo(ctx)
	if time.Since(info.ScheduledTime) > settling {
		return nil
	}
	settled, err := a.Roster.Settled(ctx, info.WorkflowExecution.ID, at)
	if err != nil || settled {
		return err
	}
	return temporal.NewApplicationErrorWithOptions("an act on another absence was stored before this one", "unsettled",
		temporal.ApplicationErrorOptions{NextRetryDelay: again})
}
