package vitals_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/vitals"
)

type answers struct {
	facts vitals.Facts
	err   error
	asked int
}

func (a *answers) Facts(context.Context) (vitals.Facts, error) {
	a.asked++
	return a.facts, a.err
}

func scrape(t *testing.T, v *vitals.Vitals) string {
	t.Helper()
	w := httptest.NewRecorder()
	promhttp.HandlerFor(v.Registry(), promhttp.HandlerOpts{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	require.Equal(t, 200, w.Code, w.Body.String())
	return w.Body.String()
}

func TestFactsAreServed(t *testing.T) {
	t.Parallel()
	v := vitals.New()
	source := &answers{facts: vitals.Facts{
		Open: map[string]int{"service": 3, "complaint": 1}, Unstarted: 2, Behind: 1, Parked: 4, Undecided: 5, OldestWait: time.Minute, Bytes: 4096,
		Outbox: []vitals.Outbox{{Channel: "mail", State: "waiting", Count: 7, Oldest: 90 * time.Second}, {Channel: "mail", State: "dead", Count: 1}},
	}}
	require.NoError(t, v.Watch(source))
	got := scrape(t, v)
	for _, line := range []string{
		`shixian_facts_up 1`, `shixian_cases_open{kind="service"} 3`, `shixian_cases_open{kind="complaint"} 1`,
		`shixian_cases_unstarted 2`, `shixian_cases_behind 1`, `shixian_cases_parked 4`,
		`shixian_database_bytes 4096`, `shixian_commands_undecided 5`, `shixian_commands_undecided_oldest_seconds 60`,
		`shixian_outbox_messages{channel="mail",state="waiting"} 7`, `shixian_outbox_messages{channel="mail",state="dead"} 1`,
		`shixian_outbox_oldest_seconds{channel="mail"} 90`, `go_goroutines`, `process_resident_memory_bytes`,
	} {
		require.Contains(t, got, line)
	}
	scrape(t, v)
	require.Equal(t, 1, source.asked, "a scrape a moment later does not ask the database again")
}

func TestADatabaseInTroubleIsAMetric(t *testing.T) {
	t.Parallel()
	v := vitals.New()
	source := &answers{err: errors.New("hangs")}
	require.NoError(t, v.Watch(source))
	got := scrape(t, v)
	require.Contains(t, got, "shixian_facts_up 0")
	require.NotContains(t, got, "shixian_cases_parked 0", "what is not known is not said to be none")
	scrape(t, v)
	require.Equal(t, 1, source.asked)
}

func TestLatenessAndSweeps(t *testing.T) {
	t.Parallel()
	v := vitals.New()
	v.Late(-5 * time.Minute) // armed ahead
	v.Late(3 * time.Second)
	v.Swept(time.Unix(1000, 0), map[string]int{"started": 2, "failed": 1})
	got := scrape(t, v)
	require.Contains(t, got, `shixian_machine_lateness_seconds_bucket{le="0.1"} 1`)
	require.Contains(t, got, `shixian_machine_lateness_seconds_bucket{le="5"} 2`)
	require.Contains(t, got, `shixian_swept_total{outcome="started"} 2`)
	require.Contains(t, got, `shixian_sweep_timestamp_seconds 1000`)
}

// A disk is served as it was last seen, by what lies there.
func TestDisksAreServed(t *testing.T) {
	t.Parallel()
	v := vitals.New()
	require.NoError(t, v.Disks(func() []vitals.Disk { return []vitals.Disk{{Place: "postgres", Free: 7, Size: 100}} }))
	got := scrape(t, v)
	require.Contains(t, got, `shixian_disk_free_bytes{place="postgres"} 7`)
	require.Contains(t, got, `shixian_disk_size_bytes{place="postgres"} 100`)
}

// Names, units and suffixes are as Prometheus has them, the engine client's own included.
func TestNamesKeepTheConvention(t *testing.T) {
	t.Parallel()
	v := vitals.New()
	engine, err := v.Engine()
	require.NoError(t, err)
	engine.Counter("temporal_request").Inc(1)
	require.NoError(t, v.Watch(&answers{}))
	require.NoError(t, v.Disks(func() []vitals.Disk { return []vitals.Disk{{Place: "data", Free: 1, Size: 2}} }))
	v.Late(time.Second)
	v.Swept(time.Unix(1, 0), map[string]int{"started": 1})
	require.Contains(t, scrape(t, v), "temporal_request_total 1")
	problems, err := testutil.GatherAndLint(v.Registry())
	require.NoError(t, err)
	require.Empty(t, problems)
}
