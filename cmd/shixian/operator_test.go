package main

import (
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/local"
	"github.com/shixian/shixian/internal/vitals"
)

// TestWhatAnOperatorSees of an installation whose engine is away and that no worker
// ever ran on.
func TestWhatAnOperatorSees(t *testing.T) {
	s := newStreet(t)
	for name, part := range map[string]func(*testing.T, *street){"metrics": seesMetrics, "worker": seesTheWorker, "list": seesTheList, "table": bringsATable} {
		t.Run(name, func(t *testing.T) { part(t, s) })
	}
}

// seesMetrics: everything that tells how it fares is served, what the database says of
// the work, the pool, and what the doctor found last.
func seesMetrics(t *testing.T, s *street) {
	s.house.doctor.Examine(t.Context())
	got := s.ask(sent{method: http.MethodGet, path: "/metrics", from: "127.0.0.1:1"}).Body.String()
	for _, line := range []string{
		"shixian_facts_up 1", "shixian_cases_parked 0", "shixian_commands_undecided 0", `go_sql_open_connections{db_name="shixian"}`,
		`shixian_check_wrong{check="database"} 0`, `shixian_check_wrong{check="engine"} 1`, `shixian_check_wrong{check="worker"} 1`,
	} {
		require.Contains(t, got, "\n"+line)
	}
}

// seesTheWorker: one that has no API beside it answers by itself, and says what is
// wrong with it within two seconds.
func seesTheWorker(t *testing.T, s *street) {
	s.house.settings.workerListen = "127.0.0.1:" + strconv.Itoa(free(t))
	stop, err := s.house.listenBeside(t.Context())
	require.NoError(t, err)
	ask := func(path string) (int, string) {
		t.Helper()
		resp, err := http.Get("http://" + s.house.settings.workerListen + path)
		require.NoError(t, err)
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		return resp.StatusCode, string(text)
	}
	status, text := ask("/healthz")
	require.Equal(t, http.StatusOK, status, text)
	began := time.Now()
	status, text = ask("/readyz")
	require.Less(t, time.Since(began), 2*time.Second)
	require.Equal(t, http.StatusServiceUnavailable, status, text)
	require.Contains(t, text, "engine")
	status, text = ask("/metrics")
	require.Equal(t, http.StatusOK, status, text)
	require.Contains(t, text, "shixian_facts_up 1")

	_, err = s.house.listenBeside(t.Context())
	require.ErrorContains(t, err, "SHIXIAN_WORKER_LISTEN", "the place is taken")
	stop()
	stop, err = s.house.listenBeside(t.Context())
	require.NoError(t, err)
	stop()
}

func free(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// seesTheList: a year without its list is seen by the doctor of the whole house.
func seesTheList(t *testing.T, s *street) {
	owner, err := sqlx.Open("postgres", os.Getenv("DATABASE_URL"))
	require.NoError(t, err)
	t.Cleanup(func() { owner.Close() })
	next := strconv.Itoa(time.Now().Year() + 1)
	for _, years := range []string{"[1999]", "[" + strconv.Itoa(time.Now().Year()) + ", " + next + "]"} {
		_, err = owner.ExecContext(t.Context(), `SET session_replication_role = replica; UPDATE calendars SET spec = jsonb_set(spec, '{years}', '`+years+`')`)
		require.NoError(t, err)
		var found doctor.Verdict
		for _, r := range s.house.doctor.Examine(t.Context()) {
			if r.Name == "next-list" {
				found = r.Verdict
			}
		}
		want := doctor.Right
		if years == "[1999]" {
			want = doctor.Wrong
		}
		require.Equal(t, want, found, years)
	}
}

// Whatever a sweep counts is a metric of its own: what is left out is thrown away.
func TestEveryCountOfASweepIsAMetric(t *testing.T) {
	t.Parallel()
	var s core.Swept
	fields := reflect.ValueOf(&s).Elem()
	for i := range fields.NumField() {
		fields.Field(i).SetInt(int64(1000 + i))
	}
	v := vitals.New()
	swept(v, time.Unix(1_000_000, 0), s)
	families, err := v.Registry().Gather()
	require.NoError(t, err)
	got, at := map[string]float64{}, 0.0
	for _, f := range families {
		switch f.GetName() {
		case "shixian_swept_total":
			for _, m := range f.GetMetric() {
				got[m.GetLabel()[0].GetValue()] = m.GetCounter().GetValue()
			}
		case "shixian_sweep_timestamp_seconds":
			at = f.GetMetric()[0].GetGauge().GetValue()
		}
	}
	require.InDelta(t, 1_000_000, at, 0)
	for i := range fields.NumField() {
		name := strings.ToLower(fields.Type().Field(i).Name)
		require.InDelta(t, 1000+i, got[name], 0, name)
	}
}

// The servers of a data directory are at the ports that were asked for, else at those
// they had before, and only if another has these now, anywhere.
func TestPortsAreTakenAgain(t *testing.T) {
	t.Parallel()
	before, engine := free(t), "127.0.0.1:"+strconv.Itoa(free(t))
	r := servers{running: &local.Running{PostgresPort: before, Engine: engine}}
	require.Equal(t, before, r.postgresPort(&settings{}))
	require.Equal(t, 5433, r.postgresPort(&settings{postgresPort: 5433}))
	require.Equal(t, engine, r.engineListen(&settings{}))
	require.Equal(t, "127.0.0.1:7233", r.engineListen(&settings{engineListen: "127.0.0.1:7233"}))

	for _, taken := range []string{"127.0.0.1:" + strconv.Itoa(before), engine} {
		l, err := net.Listen("tcp", taken)
		require.NoError(t, err)
		defer l.Close()
	}
	require.Zero(t, r.postgresPort(&settings{}))
	require.Empty(t, r.engineListen(&settings{}))
}

// A command finds the servers of the up that runs on its data directory, and none
// where none runs.
func TestACommandFindsWhatRuns(t *testing.T) {
	was := cli.DataDir
	t.Cleanup(func() { cli.DataDir = was })
	cli.DataDir = filepath.Join(t.TempDir(), "data")
	require.NoError(t, os.Mkdir(cli.DataDir, 0o700))
	running, err := local.Announce(cli.DataDir)
	require.NoError(t, err)
	running.DatabaseURL, running.Engine, running.Namespace = "postgres://127.0.0.1:1/shixian", "127.0.0.1:2", "office"
	require.NoError(t, running.Say())

	var s settings
	done, err := reach(t.Context(), &s)
	require.NoError(t, err)
	done()
	require.Equal(t, settings{
		databaseURL: running.DatabaseURL, databaseDirectURL: running.DatabaseURL, temporalAddress: running.Engine, temporalNamespace: running.Namespace,
	}, s)
	named := settings{databaseURL: "postgres://elsewhere/shixian"}
	done, err = reach(t.Context(), &named)
	require.NoError(t, err)
	done()
	require.Equal(t, "postgres://elsewhere/shixian", named.databaseURL, "what is named goes before")

	require.NoError(t, running.Release())
	_, err = reach(t.Context(), &settings{})
	require.ErrorIs(t, err, errNoDatabase, "it has ended")
}
