package activities_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/internal/casework"
)

// archive keeps the last step it was given.
type archive struct {
	activities.Planner
	kept casework.Step
}

func (*archive) Openings(context.Context, string) (func(time.Time) time.Time, error) { return nil, nil }

func (a *archive) Commit(_ context.Context, s casework.Step, _ string, _ func(time.Time) time.Time) (casework.Committed, error) {
	a.kept = s
	return casework.Committed{}, nil
}

func (*archive) Certificates(_ context.Context, s casework.Step) ([]casework.Certificate, error) {
	return []casework.Certificate{{Event: s.Events[0].Key}}, nil
}

// What the law decides in a step is on paper in the commit of that very step (ADR 28).
func TestACommitBringsWhatTheLawIssues(t *testing.T) {
	t.Parallel()
	a, env := &archive{}, (&testsuite.WorkflowTestSuite{}).NewTestActivityEnvironment()
	(&activities.Activities{Planner: a, Cases: a, Papers: a}).Register(env)
	_, err := env.ExecuteActivity(casework.CommitActivity, casework.Step{Events: []casework.Event{{Key: "1.2.1"}}})
	require.NoError(t, err)
	require.Equal(t, []casework.Certificate{{Event: "1.2.1"}}, a.kept.Certificates)
}
