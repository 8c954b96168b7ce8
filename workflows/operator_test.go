package workflows_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"github.com/shixian/shixian/internal/casework"
)

// Whoever looks at night reads how a case stands and what it waits for: accepted on
// Monday 2026-03-02, the promise of 10wd warns at half on the opening of counted day
// six, Tuesday 2026-03-10 08:30.
func TestTheStateIsAnswered(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	var got casework.StateReport
	o.post("2026-03-03T10:00:00", func(env *testsuite.TestWorkflowEnvironment) {
		value, err := env.QueryWorkflow(casework.StateQuery)
		require.NoError(t, err)
		require.NoError(t, value.Get(&got))
	})
	o.run("2026-03-04T00:00:00")
	require.Equal(t, "BJ2026-000001", got.Number)
	require.Equal(t, casework.StageHandle, got.Stage)
	require.False(t, got.Closed)
	var names []string
	for _, c := range got.Clocks {
		names = append(names, c.Name+" "+c.Status)
	}
	require.Equal(t, []string{"handle running", "statutory running"}, names)
	require.Equal(t, shanghai(t, "2026-03-10T08:30:00").UTC(), got.Next.UTC())
	require.Contains(t, got.Awaits, "handle half at 2026-03-10T00:30:00Z")
	text, err := json.Marshal(got)
	require.NoError(t, err)
	require.NotContains(t, string(text), string(casework.Handler)+"@", "no person stands in it")
}
