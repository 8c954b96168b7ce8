package activities_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/internal/casework"
)

// office is one of which everything is known, or not yet.
type office struct {
	settled bool
	asked   time.Time
}

func (o *office) Settled(_ context.Context, number string, at time.Time) (bool, error) {
	o.asked = at
	return o.settled && number != "", nil
}

func (*office) Cover(context.Context, casework.CoverRequest) (casework.Cover, error) {
	return casework.Cover{}, nil
}

func (*office) Authorize(context.Context, casework.AuthorizeRequest) (casework.Authority, error) {
	return casework.Authority{Allowed: true}, nil
}

// Whatever hangs on who is on duty at an instant waits until that is known.
func TestWhatHangsOnDutyWaitsUntilItIsKnown(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for activity, asks := range map[string]any{
		casework.CoverActivity:     casework.CoverRequest{At: at},
		casework.AuthorizeActivity: casework.AuthorizeRequest{At: at},
	} {
		t.Run(activity, func(t *testing.T) {
			t.Parallel()
			o := &office{}
			env := (&testsuite.WorkflowTestSuite{}).NewTestActivityEnvironment()
			(&activities.Activities{Roster: o, Gate: o}).Register(env)
			_, err := env.ExecuteActivity(activity, asks)
			var not *temporal.ApplicationError
			require.ErrorAs(t, err, &not)
			require.False(t, not.NonRetryable(), "it is asked anew")
			require.Equal(t, at, o.asked)

			o.settled = true
			_, err = env.ExecuteActivity(activity, asks)
			require.NoError(t, err)
		})
	}
}
