package dispatch_test

import (
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

var serial atomic.Int64

func newCase(registered time.Time) casework.State {
	return casework.State{
		Number: kind.Office().Number(casework.Service, 2026, int(serial.Add(1))), Kind: casework.Service, Unit: "permits",
		Run: 1, Registered: registered,
	}
}

// TestNobodyIsJoinedToAnothersCase: a database restored to an earlier day gives the
// number of a case it has forgotten to the next applicant.
func TestNobodyIsJoinedToAnothersCase(t *testing.T) {
	t.Parallel()
	c := testkit.Temporal(t)
	d := dispatch.New(c)
	lost := newCase(time.Now().Add(-time.Hour))
	require.NoError(t, d.Start(t.Context(), casework.Start{State: lost}, false))
	require.NoError(t, d.Start(t.Context(), casework.Start{State: lost}, false), "the same case may be started again and again")

	next := lost
	next.Registered = time.Now()
	err := d.Start(t.Context(), casework.Start{State: next}, false)
	require.Equal(t, casework.NumberTaken, casework.CodeOf(err), "%v", err)
	require.Equal(t, casework.NumberTaken, casework.CodeOf(d.Start(t.Context(), casework.Start{State: next}, true)))

	require.NoError(t, c.TerminateWorkflow(t.Context(), lost.Number, "", "settled on paper"))
	require.NoError(t, d.Start(t.Context(), casework.Start{State: next}, false), "the other has ended: this one gets its own")
	got, err := c.DescribeWorkflowExecution(t.Context(), lost.Number, "")
	require.NoError(t, err)
	require.EqualValues(t, 1, got.GetWorkflowExecutionInfo().GetStatus(), "and it runs")
	require.NoError(t, d.Start(t.Context(), casework.Start{State: next}, false))
}

// TestWorkflowsOfBeforeBirths: what the previous version started bears no birth, and
// is told by when it began.
func TestWorkflowsOfBeforeBirths(t *testing.T) {
	t.Parallel()
	c := testkit.Temporal(t)
	d := dispatch.New(c)
	old := newCase(time.Now())
	_, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: old.Number, TaskQueue: casework.TaskQueue}, "service", casework.Start{State: old})
	require.NoError(t, err)
	require.NoError(t, d.Start(t.Context(), casework.Start{State: old}, false))
	later := old
	later.Registered = time.Now().Add(time.Hour)
	require.Equal(t, casework.NumberTaken, casework.CodeOf(d.Start(t.Context(), casework.Start{State: later}, false)))
}

// TestNamespace: what is missing is named, Prepare makes it, a claim stays, and the
// highest number is found past those a restored database knows.
func TestNamespace(t *testing.T) {
	t.Parallel()
	const name = "prepared"
	c, err := client.NewLazyClient(client.Options{
		HostPort: testkit.Engine(t).Address(), Namespace: name, Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	require.NoError(t, err)
	defer c.Close()
	n := dispatch.NewNamespace(kind.Office(), c, name)
	_, err = n.State(t.Context())
	require.ErrorIs(t, err, dispatch.ErrNoNamespace)

	require.NoError(t, n.Prepare(t.Context(), 24*time.Hour))
	require.NoError(t, n.Prepare(t.Context(), 24*time.Hour), "twice is once")
	s, err := n.State(t.Context())
	require.NoError(t, err)
	require.Empty(t, s.Missing)
	require.Empty(t, s.Installation)

	require.NoError(t, n.Claim(t.Context(), "one"))
	s, err = n.State(t.Context())
	require.NoError(t, err)
	require.Equal(t, "one", s.Installation)

	d := dispatch.New(c)
	for _, i := range []int{41, 43, 120} {
		in := newCase(time.Now())
		in.Number = kind.Office().Number(casework.Service, 2027, i)
		require.NoError(t, d.Start(t.Context(), casework.Start{State: in}, false))
	}
	require.Eventually(t, func() bool { // visibility follows
		highest, err := n.Highest(t.Context(), casework.Service, 2027, 42)
		require.NoError(t, err)
		some, err := n.Some(t.Context(), 10)
		require.NoError(t, err)
		return highest == 120 && len(some) == 3
	}, 20*time.Second, 50*time.Millisecond)
	highest, err := n.Highest(t.Context(), casework.Service, 2027, 120)
	require.NoError(t, err)
	require.Equal(t, 120, highest)
	highest, err = n.Highest(t.Context(), casework.Document, 2027, 7)
	require.NoError(t, err)
	require.Equal(t, 7, highest)
	open, all, err := n.Open(t.Context(), 2)
	require.NoError(t, err)
	require.Len(t, open, 2)
	require.False(t, all)
	some, err := n.Some(t.Context(), 10)
	require.NoError(t, err)
	require.Len(t, some, 3, fmt.Sprint(some))
}
