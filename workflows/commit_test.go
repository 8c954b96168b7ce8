package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// A step the store did not write is no part of the case: nothing is answered by it.
func TestAStepNotWrittenIsNotTakenForWritten(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.withheld = func(s casework.Step) casework.Committed {
		require.True(t, s.Heeds, "whoever reads the answer says so")
		return casework.Committed{Doubted: s.Verdict != nil}
	}
	o.accept("2026-03-03T09:00:00")
	o.prepare(shanghai(t, "2026-03-02T09:30:00"), shanghai(t, "2026-03-04T00:00:00"))
	o.env.ExecuteWorkflow(string(o.start.Kind), casework.Start{State: o.start})
	require.ErrorContains(t, o.env.GetWorkflowError(), "not written")
	require.Len(t, o.steps, 1, "the registration alone")
	require.Empty(t, o.verdicts)
}
