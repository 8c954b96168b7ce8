package local_test

import (
	"context"
	"database/sql"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/local"
	"github.com/shixian/shixian/internal/testkit"
)

// pair is a PostgreSQL and an engine of the test's own, to be ill-treated.
func pair(t *testing.T) (*local.Postgres, *local.Engine) {
	t.Helper()
	p := start(t, closedDir(t))
	return p, startEngine(t, p, "")
}

func startEngine(t *testing.T, p *local.Postgres, listen string) *local.Engine {
	t.Helper()
	e, err := local.StartEngine(t.Context(), local.EngineConfig{
		Binary: testkit.EngineBinary(t), DatabaseURL: p.URL("postgres"), Listen: listen,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Stop(context.Background())) })
	return e
}

func sleeper(ctx workflow.Context, d time.Duration) (string, error) {
	return "woken", workflow.Sleep(ctx, d)
}

func sleep(t *testing.T, e *local.Engine, d time.Duration) client.WorkflowRun {
	t.Helper()
	c := testkit.Dial(t, e.Address())
	w := worker.New(c, "sleepers", worker.Options{})
	w.RegisterWorkflow(sleeper)
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
	run, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{TaskQueue: "sleepers"}, sleeper, d)
	require.NoError(t, err)
	return run
}

func requireWoken(t *testing.T, run client.WorkflowRun) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var answer string
	require.NoError(t, run.Get(ctx, &answer))
	require.Equal(t, "woken", answer)
}

func TestTimerSurvivesTheEngine(t *testing.T) {
	t.Parallel()
	p, e := pair(t)
	due := time.Now().Add(3 * time.Second)
	run := sleep(t, e, 3*time.Second)
	require.NoError(t, e.Kill())
	startEngine(t, p, e.Address())
	requireWoken(t, run)
	t.Logf("woken %s after the instant", time.Since(due))
}

func TestEngineOutlivesPostgres(t *testing.T) {
	t.Parallel()
	p, e := pair(t)
	run := sleep(t, e, 500*time.Millisecond) // due while PostgreSQL is away
	require.NoError(t, p.Kill())
	require.NoError(t, p.Restart(t.Context()))
	back := time.Now()
	requireWoken(t, run)
	t.Logf("woken %s after PostgreSQL was back", time.Since(back))
	requireWoken(t, sleep(t, e, time.Millisecond))
	select {
	case err := <-e.Done():
		require.NoError(t, err, "the engine gave up")
	default:
	}
}

func TestOneEnginePerDatabase(t *testing.T) {
	t.Parallel()
	p, e := pair(t)
	_, err := local.StartEngine(t.Context(), local.EngineConfig{
		Binary: testkit.EngineBinary(t), DatabaseURL: p.URL("postgres"),
	})
	require.ErrorContains(t, err, "another engine serves this database")
	requireWoken(t, sleep(t, e, time.Millisecond))
}

func TestEngineStaysOnLoopback(t *testing.T) {
	t.Parallel()
	_, err := local.StartEngine(t.Context(), local.EngineConfig{
		Binary: testkit.EngineBinary(t), Listen: "0.0.0.0:0",
	})
	require.ErrorContains(t, err, "not a loopback address")
	_, err = local.StartEngine(t.Context(), local.EngineConfig{
		Binary: testkit.EngineBinary(t), DatabaseURL: testkit.Database(t), UI: "0.0.0.0:0",
	})
	require.ErrorContains(t, err, "not a loopback address")
}

// keptIndexes are those a list by kind, unit, type, id or status can use, and
// the one that gives every list its order.
var keptIndexes = []string{
	"by_keyword_01", "by_keyword_02", "by_status", "by_workflow_id", "by_workflow_type",
	"default_idx", "executions_visibility_pkey",
}

func indexes(t *testing.T, p *local.Postgres) (names []string) {
	t.Helper()
	rows, err := visibility(t, p).Query("SELECT indexname FROM pg_indexes WHERE tablename = 'executions_visibility' ORDER BY 1")
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		var name string
		require.NoError(t, rows.Scan(&name))
		names = append(names, name)
	}
	require.NoError(t, rows.Err())
	return names
}

func visibility(t *testing.T, p *local.Postgres) *sql.DB {
	t.Helper()
	db, err := sql.Open("postgres", p.URL("shixian_engine_visibility"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

// TestTrimmedIndexesSurviveAnUpgrade takes visibility back by one version. An
// upgrade may name any index of the version before it, so it must find them.
func TestTrimmedIndexesSurviveAnUpgrade(t *testing.T) {
	t.Parallel()
	p, e := pair(t)
	require.Equal(t, keptIndexes, indexes(t, p))
	require.NoError(t, e.Stop(t.Context()))
	db := visibility(t, p)
	for _, back := range []string{
		"UPDATE schema_version SET curr_version = '1.13'",
		"ALTER TABLE executions_visibility DROP COLUMN TemporalExternalPayloadSizeBytes",
		"DELETE FROM shixian_dropped_index WHERE name LIKE 'by_temporal_external_%'",
	} {
		_, err := db.Exec(back)
		require.NoError(t, err, back)
	}
	// An event trigger sees whether the upgrade found what it may name.
	for _, watch := range []string{
		"CREATE TABLE seen (indexes INT)",
		`CREATE FUNCTION look() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
			INSERT INTO seen SELECT count(*) FROM pg_indexes WHERE tablename = 'executions_visibility'; END $$`,
		"CREATE EVENT TRIGGER watch ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION look()",
	} {
		_, err := db.Exec(watch)
		require.NoError(t, err, watch)
	}
	requireWoken(t, sleep(t, startEngine(t, p, ""), time.Millisecond))
	var seen int
	require.NoError(t, db.QueryRow("SELECT max(indexes) FROM seen").Scan(&seen))
	require.Greater(t, seen, 50, "the upgrade ran on a trimmed table")
	var version string
	require.NoError(t, db.QueryRow("SELECT curr_version FROM schema_version").Scan(&version))
	require.Equal(t, "1.14", version)
	require.Equal(t, keptIndexes, indexes(t, p))
}
