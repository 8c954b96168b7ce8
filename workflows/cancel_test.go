package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"github.com/shixian/shixian/internal/casework"
)

// cancel is what the engine's command line or its Web UI asks for.
func (o *office) cancel(at string) {
	o.Helper()
	o.post(at, func(env *testsuite.TestWorkflowEnvironment) { env.CancelWorkflow() })
}

// A cancel from the engine is written down and changes nothing, whenever it comes:
// every clock rings as it would have, commands and signals after it are answered,
// and the case ends when the office ends it.
func TestACancelChangesNothing(t *testing.T) {
	t.Parallel()
	play := func(t *testing.T, fails int, cancels ...string) *office {
		o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
		o.commitFails = fails
		for _, at := range cancels {
			o.cancel(at)
		}
		o.accept("2026-03-03T10:00:00")
		o.signal("2026-03-04T10:00:00", "s1", casework.Chase, "section_head", casework.Args{})
		// Overdue on 3-17 by the promise of 10wd; then decided, and ended.
		o.update("2026-03-18T10:00:00", "", casework.Complete, casework.Handler, casework.Args{})
		o.update("2026-03-18T11:00:00", "", casework.Deliver, casework.Clerk, handed)
		o.update("2026-03-18T11:30:00", "", casework.Explain, casework.SectionHead, casework.Args{ReasonID: "t1"})
		o.run("2026-04-30T00:00:00")
		require.NoError(t, o.env.GetWorkflowError(), "ended by itself")
		o.allAccepted(4)
		return o
	}
	said := func(o *office) (out []casework.Event) {
		for _, e := range o.standing() {
			if e.Name != casework.CancelIgnored {
				e.Key = "" // the note is a revision of its own
				out = append(out, e)
			}
		}
		return out
	}
	untouched := play(t, 0)
	for name, c := range map[string]struct {
		at    []string
		fails int
	}{
		"before the first step":        {at: []string{"2026-03-02T09:30:00"}},
		"while the first step commits": {at: []string{"2026-03-02T09:30:00"}, fails: 3},
		"while it waits":               {at: []string{"2026-03-05T12:00:00"}},
		"while an Update waits":        {at: []string{"2026-03-03T10:00:00"}},
		"at its due instant":           {at: []string{"2026-03-16T17:30:00"}},
		"twice":                        {at: []string{"2026-03-03T09:00:00", "2026-03-05T12:00:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := play(t, c.fails, c.at...)
			require.Equal(t, said(untouched), said(o))
			noted := o.find(casework.CancelIgnored, "")
			require.Len(t, noted, 1, "an engine keeps one request a run")
			require.Equal(t, shanghai(t, c.at[0]).UTC(), noted[0].At.UTC())
			require.Empty(t, noted[0].To)
			require.Empty(t, noted[0].Actor)
		})
	}
}
