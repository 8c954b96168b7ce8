package e2e

import (
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// recoveredWithin is how long after the last instant everything may take to be
// written down that was due while a server was dead.
const recoveredWithin = 3 * time.Minute

// TestSurvivesKills: see surviveKills.
func TestSurvivesKills(t *testing.T) {
	t.Parallel()
	surviveKills(t, 8)
}

// TestChaosKills is the same under load.
func TestChaosKills(t *testing.T) { surviveKills(t, 200) }

// surviveKills lets n practice cases run into their breaches while worker, engine
// and PostgreSQL are killed in turn, each dead while something falls due. In the
// end every case has said exactly what an untouched case says, at its legal
// instants, and everybody heard it once.
func surviveKills(t *testing.T, n int) {
	t.Helper()
	machines := ownServers(t)
	h := open(t, on(machines))
	watchStanding(t, h)
	numbers := registerMany(t, h, n)
	var first time.Time
	require.NoError(t, h.db.GetContext(t.Context(), &first, "SELECT min(received_at) FROM cases"))
	second := func(s int) time.Time { return first.Add(time.Duration(s) * time.Second) }

	reach(t, second(25))
	h.worker.kill(t) // dead while handle is half through, at 30
	numbers = append(numbers, register202(t, h))
	reach(t, second(35))
	h.startWorker()

	reach(t, second(56))
	address := machines.killEngine() // dead at the breach, at 60
	numbers = append(numbers, register202(t, h))
	reach(t, second(66))
	machines.startEngine(address)

	reach(t, second(96))
	machines.killPostgres() // dead at level 2, at 100
	reach(t, second(104))
	machines.restartPostgres()

	awaitLevelThree(t, h, numbers)
	checkEveryLife(t, h, numbers)
	checkEveryMessage(t, h, len(numbers))
	nothingLost(t, h)
}

// reach waits for an instant.
func reach(t *testing.T, at time.Time) {
	t.Helper()
	select {
	case <-time.After(time.Until(at)):
	case <-t.Context().Done():
	}
}

func registerMany(t *testing.T, h *house, n int) []string {
	t.Helper()
	clerk := h.as("clerk")
	numbers := make([]string, n)
	var work errgroup.Group
	work.SetLimit(hands)
	for i := range numbers {
		work.Go(func() error {
			var receipt core.Receipt
			err := clerk.post("/cases", practice(), &receipt)
			numbers[i] = receipt.Number
			return err
		})
	}
	require.NoError(t, work.Wait())
	return numbers
}

// register202 takes in a case nobody can begin yet.
func register202(t *testing.T, h *house) string {
	t.Helper()
	got := h.as("clerk").send(http.MethodPost, "/cases", practice(), rand.Text())
	require.Equal(t, http.StatusAccepted, got.status, "%s", got.body)
	return decode[core.Receipt](t, got).Number
}

// awaitLevelThree waits until every case has led to an accountability case that
// the engine has.
func awaitLevelThree(t *testing.T, h *house, numbers []string) {
	t.Helper()
	var last time.Time
	require.NoError(t, h.db.GetContext(t.Context(), &last, "SELECT max(received_at) FROM cases WHERE parent IS NULL"))
	last = last.Add(time.Duration(climb[len(climb)-1].after) * time.Second)
	const started = "SELECT count(*) FROM case_now WHERE parent <> '' AND started_at IS NOT NULL"
	var n int
	eventually(t, time.Until(last)+recoveredWithin, fmt.Sprintf("%d accountability cases", len(numbers)), func() bool {
		require.NoError(t, h.db.GetContext(t.Context(), &n, started))
		return n >= len(numbers)
	})
	require.Equal(t, len(numbers), n)
	t.Logf("every case at level 3, its accountability case started, %s after the last instant", time.Since(last).Round(time.Second))
}

// checkEveryLife: no practice case is lost, and what each says is what an untouched
// case says, once, every breach at the instant the ledger planned. That somebody
// knocked at the engine's doors is written down beside it.
func checkEveryLife(t *testing.T, h *house, numbers []string) {
	t.Helper()
	var want []string
	for _, e := range climb {
		want = append(want, fmt.Sprintf("%3d %s", e.after, e.what))
	}
	slices.Sort(want)
	var rows []struct{ Number, What string }
	require.NoError(t, h.db.SelectContext(t.Context(), &rows, `
SELECT t.number, concat_ws(' ', lpad(floor(extract(epoch FROM t.at - k.received_at))::text, 3), t.name,
                           NULLIF(t.clock, ''), NULLIF(t.level, '')) AS what
FROM timeline_now t JOIN cases k ON k.number = t.number
WHERE k.item = 'practice' AND t.at <= k.received_at + make_interval(secs => $1)
  AND t.name NOT IN ('cancel_ignored', 'command_refused')`, climb[len(climb)-1].after))
	lives := map[string][]string{}
	for _, r := range rows {
		lives[r.Number] = append(lives[r.Number], r.What)
	}
	slices.Sort(numbers)
	require.Equal(t, numbers, slices.Sorted(maps.Keys(lives)))
	for number, got := range lives {
		slices.Sort(got)
		require.Equal(t, want, got, "case %s", number)
	}
	var strayed int
	require.NoError(t, h.db.GetContext(t.Context(), &strayed, `
SELECT count(*) FROM timeline_now t
WHERE t.name = 'clock_breached' AND t.at IS DISTINCT FROM (
    SELECT l.new_at FROM ledger_now l WHERE l.number = t.number AND l.clock = t.clock AND l.round = t.round
    ORDER BY l.id DESC LIMIT 1)`))
	require.Zero(t, strayed, "breaches not at the instant the ledger says")
}

// checkEveryMessage: everybody heard everything once, and mail that was sent
// again bears the same Message-Id.
func checkEveryMessage(t *testing.T, h *house, cases int) {
	t.Helper()
	for name, role := range map[string]casework.Role{
		"handler": casework.ActingHolder, "backup": casework.NextBackup, "section_head": casework.SectionHead,
		"leader_in_charge": casework.LeaderInCharge, "principal_leader": casework.PrincipalLeader,
	} {
		var got []struct {
			What string
			N    int
		}
		require.NoError(t, h.db.SelectContext(t.Context(), &got, `
SELECT concat_ws(' ', event, NULLIF(clock, ''), NULLIF(level, '')) AS what, count(*) AS n
FROM inbox_now b JOIN cases k ON k.number = b.number
WHERE b.person = $1 AND k.item = 'practice' AND b.at <= k.received_at + make_interval(secs => $2)
GROUP BY 1 ORDER BY 1`, name, climb[len(climb)-1].after))
		want := map[string]int{}
		for _, what := range heard[role] {
			want[what] = cases
		}
		have := map[string]int{}
		for _, g := range got {
			have[g.What] = g.N
		}
		require.Equal(t, want, have, "inbox of %s", name)
	}
	byID := map[string]letter{}
	for _, l := range h.mail.all() {
		if first, again := byID[l.id]; again {
			require.Equal(t, first.to+first.subject+first.text, l.to+l.subject+l.text, "letter %s", l.id)
		}
		byID[l.id] = l
	}
}

// checkEngine: the engine runs the open cases, each of them and nothing else.
func checkEngine(t *testing.T, h *house) {
	t.Helper()
	engine := h.dial()
	var want, got []string
	eventually(t, time.Minute, "the engine's workflows are the open cases", func() bool {
		want, got = nil, nil
		require.NoError(t, h.db.SelectContext(t.Context(), &want, "SELECT number FROM case_now WHERE open ORDER BY number"))
		var next []byte
		for {
			page, err := engine.ListWorkflow(t.Context(), &workflowservice.ListWorkflowExecutionsRequest{
				Query: "ExecutionStatus = 'Running'", PageSize: 500, NextPageToken: next,
			})
			if err != nil {
				return false
			}
			for _, w := range page.GetExecutions() {
				got = append(got, w.GetExecution().GetWorkflowId())
			}
			if next = page.GetNextPageToken(); len(next) == 0 {
				break
			}
		}
		slices.Sort(got)
		return slices.Equal(want, got)
	})
	t.Logf("%d open cases, %d workflows", len(want), len(got))
}
