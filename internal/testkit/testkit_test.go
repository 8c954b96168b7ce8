package testkit_test

import (
	"context"
	"database/sql"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", url)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

func TestDatabasesAreApart(t *testing.T) {
	t.Parallel()
	a, b := testkit.Database(t), testkit.Database(t)
	require.NotEqual(t, a, b)
	_, err := open(t, a).Exec("CREATE TABLE mine (id INT)")
	require.NoError(t, err)
	var found bool
	require.NoError(t, open(t, b).QueryRow("SELECT to_regclass('mine') IS NOT NULL").Scan(&found))
	require.False(t, found)
}

func TestDatabaseIsDropped(t *testing.T) {
	t.Parallel()
	var name string
	t.Run("while connected", func(t *testing.T) {
		db := open(t, testkit.Database(t))
		require.NoError(t, db.QueryRow("SELECT current_database()").Scan(&name))
	})
	var found bool
	admin := open(t, testkit.Postgres(t).URL("postgres"))
	require.NoError(t, admin.QueryRow("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&found))
	require.False(t, found, "database %s outlived its test", name)
}

// punctual sleeps and answers with the instant it woke, by the worker's clock.
func punctual(ctx workflow.Context, sleep time.Duration) (woke time.Time, err error) {
	if err := workflow.Sleep(ctx, sleep); err != nil {
		return time.Time{}, err
	}
	err = workflow.SideEffect(ctx, func(workflow.Context) any { return time.Now() }).Get(&woke)
	return woke, err
}

func TestTimerFiresAtItsInstant(t *testing.T) {
	t.Parallel()
	c := testkit.Temporal(t)
	w := worker.New(c, t.Name(), worker.Options{})
	w.RegisterWorkflow(punctual)
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)

	const sleep, tolerance = 2 * time.Second, time.Second
	start := time.Now()
	run, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{TaskQueue: t.Name()}, punctual, sleep)
	require.NoError(t, err)
	var woke time.Time
	require.NoError(t, run.Get(t.Context(), &woke))
	late := woke.Sub(start) - sleep
	require.GreaterOrEqual(t, late, time.Duration(0), "fired early")
	require.Less(t, late, tolerance)
	t.Logf("lateness %s", late)
}

func TestCasesAreFoundByKindAndUnit(t *testing.T) {
	t.Parallel()
	c := testkit.Temporal(t)
	kind, unit := temporal.NewSearchAttributeKeyKeyword("Kind"), temporal.NewSearchAttributeKeyKeyword("Unit")
	_, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{
		ID: t.Name(), TaskQueue: t.Name(), // nobody works on it: it stays open
		TypedSearchAttributes: temporal.NewSearchAttributes(kind.ValueSet("complaint"), unit.ValueSet("u-17")),
	}, punctual, time.Hour)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.TerminateWorkflow(context.Background(), t.Name(), "", "test over")) })
	require.Eventually(t, func() bool {
		found, err := c.ListWorkflow(t.Context(), &workflowservice.ListWorkflowExecutionsRequest{
			Query: "Kind = 'complaint' AND Unit = 'u-17' AND ExecutionStatus = 'Running'",
		})
		require.NoError(t, err)
		return len(found.Executions) == 1 && found.Executions[0].Execution.WorkflowId == t.Name()
	}, 10*time.Second, 50*time.Millisecond)
}
