package e2e

import (
	"compress/gzip"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	workflowpb "go.temporal.io/api/workflow/v1"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
)

// old is the office of commit cbde149 as testdata keeps it (testdata/cbde149/make.sh):
// open cases of every kind, with instants long past and years ahead.
const old = "testdata/cbde149"

// caughtUp is how long an upgraded office may take to write down all that fell due
// since the dump was made.
const caughtUp = 2 * time.Minute

// oldServers hold the databases of the old office, the engine's included.
func oldServers(t *testing.T) *machinery {
	t.Helper()
	return serversOn(t, func(admin *sqlx.DB, url func(string) string) {
		for _, name := range []string{"shixian", "shixian_engine", "shixian_engine_visibility"} {
			_, err := admin.ExecContext(t.Context(), "CREATE DATABASE "+name)
			require.NoError(t, err)
			_, err = observe(t, url(name)).ExecContext(t.Context(), unzipped(t, name+".sql.gz"))
			require.NoError(t, err, "restore %s", name)
		}
	})
}

func unzipped(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join(old, name))
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	text, err := io.ReadAll(z)
	require.NoError(t, err)
	return string(text)
}

// oldKeys are the old office's, where only we may read them.
func oldKeys(t *testing.T) option {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(old, "keys.json"))
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "keys.json")
	require.NoError(t, os.WriteFile(path, text, 0o600))
	return setting("SHIXIAN_KEY_FILE", path)
}

// oldCases are the numbers of the old office's cases, by what each is about.
func oldCases(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(old, "cases.json"))
	require.NoError(t, err)
	var out map[string]string
	require.NoError(t, json.Unmarshal(text, &out))
	return out
}

// TestUpgradeFromCbde149: the office of that commit is upgraded, on whatever day this
// runs. All that fell due since is written down, every case that is open takes an act,
// and what the code relies on is there, also where complaint@1 and absence@1 are still
// as first published.
func TestUpgradeFromCbde149(t *testing.T) {
	t.Parallel()
	h := open(t, on(oldServers(t)), oldKeys(t))
	number := oldCases(t)
	nothingOverdue(t, h)
	ranOut(t, h, number)
	everyOpenCaseGoesOn(t, h)
	firstTextsGoOn(t, h, number)
	require.Contains(t, h.visit(head).page("/cases/"+number["service: accepted"]+"?show=applicant"), "青岚小吃店", "what was sealed then opens")
	noneStuck(t, h)
}

// nothingOverdue waits until no case has an instant behind it that it has not seen.
func nothingOverdue(t *testing.T, h *house) {
	t.Helper()
	var behind []string
	eventually(t, caughtUp, "what fell due since is written down", func() bool {
		require.NoError(t, h.db.SelectContext(t.Context(), &behind, `
SELECT number || ' ' || next_at FROM cases WHERE next_at < now() - interval '5 seconds' AND voided_at IS NULL ORDER BY number`))
		return len(behind) == 0
	})
}

// ranOut: what fell due while nobody was there is written with its legal instant.
func ranOut(t *testing.T, h *house, number map[string]string) {
	t.Helper()
	for about, reader := range map[string]string{"service": efficiency, "document": general} {
		n := number[about+": ran out while nobody was there"]
		handle := h.as(reader).clock(n, "handle")
		require.Equal(t, casework.Breached, handle.Status, n)
		rows := h.as(reader).timeline(n)
		i := slices.IndexFunc(rows, func(r casework.TimelineRow) bool { return r.Name == casework.ClockBreached && r.Clock == "handle" })
		require.GreaterOrEqual(t, i, 0, n)
		require.True(t, rows[i].At.Equal(handle.Due), "%s: %s, not %s", n, rows[i].At, handle.Due)
		require.True(t, rows[i].Recorded.After(rows[i].At), "late was the machine")
	}
}

// reminders are those who may remind of a case of some kind, or file a duty.
var reminders = []string{efficiency, general, supervising, head, leader, principal, desk, "backup", discipline}

// everyOpenCaseGoesOn: each takes an act, and the act is carried out.
func everyOpenCaseGoesOn(t *testing.T, h *house) {
	t.Helper()
	var open []struct{ Number, Kind string }
	require.NoError(t, h.db.SelectContext(t.Context(), &open, "SELECT number, kind FROM case_now WHERE open ORDER BY number"))
	require.Greater(t, len(open), 40)
	people := map[string]*person{}
	for _, who := range reminders {
		people[who] = h.as(who)
	}
	for _, c := range open {
		act, with := casework.Chase, args{"reason": "请按期办理"}
		if c.Kind == string(casework.Duties) {
			act, with = casework.FileDuty, args{"clock": "circular", "reason": "本月通报已印发"}
		}
		said := ""
		taken := slices.ContainsFunc(reminders, func(who string) bool {
			got := people[who].send(http.MethodPost, "/cases/"+c.Number+"/"+act, with, rand.Text())
			said += who + " " + string(got.body) + "\n"
			filed := act == casework.FileDuty && strings.Contains(string(got.body), string(casework.AlreadyDone))
			return filed || got.status == http.StatusOK && decode[cases.Answer](t, got).Verdict != nil
		})
		require.True(t, taken, "%s takes no act:\n%s", c.Number, said)
	}
}

// firstTextsGoOn: under texts that lack a clock the code relies on, it is there.
func firstTextsGoOn(t *testing.T, h *house, number map[string]string) {
	t.Helper()
	const text = ", as first published"
	office := h.as(efficiency)
	proven := number["complaint: proven, to be passed"+text]
	office.do(proven, casework.Confirm, args{"approve": true, "outcome": "accountability", "reason": "通过"})
	require.Equal(t, casework.Running, office.clock(proven, "account").Status)
	require.Equal(t, "complaint@2", office.ledger(proven)[len(office.ledger(proven))-1].Policy)
	advised := number["complaint: to be advised on"+text]
	office.do(advised, casework.Advise, args{"category": "rectify", "limit": "6mo", "reason": "请整改"})
	require.Equal(t, casework.Running, office.clock(advised, "act_on_advice").Status)

	// A of that desk left for three hours and has not come back since: by now that is a day and more, in
	// which B has all of A's powers and asks nobody (R166). He left an hour ago, on whatever day this runs.
	_, err := h.db.ExecContext(t.Context(), `
UPDATE absences SET from_at = now() - interval '1 hour', until_at = now() + interval '1 hour' WHERE person = 'handler' AND returned_at IS NULL`)
	require.NoError(t, err)
	asked := number["service: an urgent act asked for"+text]
	h.as(leader).do(asked, casework.DecideUrgent, args{"approve": false})
	h.as("backup").do(asked, casework.AskUrgent, args{"act": casework.Complete, "reason": "当事人下午出境"})
	require.Equal(t, casework.Running, office.clock(asked, casework.ClockUrgent).Status)
}

// noneStuck: no workflow task fails, no case is parked, none has left the engine.
func noneStuck(t *testing.T, h *house) {
	t.Helper()
	engine := h.dial()
	var open []string
	require.NoError(t, h.db.SelectContext(t.Context(), &open, "SELECT number FROM case_now WHERE open ORDER BY number"))
	for _, n := range open {
		eventually(t, caughtUp, n+" runs, and no task of it fails", func() bool {
			got, err := engine.DescribeWorkflowExecution(t.Context(), n, "") // one just opened, the sweep starts
			return err == nil && got.GetWorkflowExecutionInfo().GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING &&
				got.GetPendingWorkflowTask().GetAttempt() <= 1 &&
				!slices.ContainsFunc(got.GetPendingActivities(), func(a *workflowpb.PendingActivityInfo) bool { return a.GetAttempt() > 1 })
		})
	}
	var parked int
	require.NoError(t, h.db.GetContext(t.Context(), &parked, "SELECT count(*) FROM parked"))
	require.Zero(t, parked)
	require.NotContains(t, strings.ToLower(h.worker.log.String()), "nondeterministic")
}
