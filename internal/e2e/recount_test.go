package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// movedWithin is how long a recount may take to reach every case of a test.
const movedWithin = 90 * time.Second

// accepted takes in a matter of an item and accepts it.
func accepted(h *house, item string) string {
	h.t.Helper()
	matter := sameDay()
	if item != "" {
		matter.Item = item
	}
	number := h.as("clerk").register(matter)
	h.as(allowances).do(number, casework.Accept, args{})
	return number
}

// TestRecountMovesOpenCases: a due date in a year without a list is provisional
// wherever it is shown; the list, once it comes, moves the cases it concerns,
// after a preview, once.
func TestRecountMovesOpenCases(t *testing.T) {
	t.Parallel()
	y := aTurnOfYear(t)
	h := open(t, with(y.seed))
	december, january, soon := accepted(h, inDecember), accepted(h, inJanuary), accepted(h, "")
	handler, admin := h.as(allowances), h.as("admin")
	before := map[string]casework.ClockView{}
	for number, day := range map[string]time.Time{december: y.last, january: y.first} {
		c := handler.clock(number, "handle")
		require.Equal(t, day.Format(time.DateOnly), c.Date)
		before[number] = c
	}
	checkProvisional(t, h, january, true)
	checkProvisional(t, h, december, false)

	ref := y.bring(t, admin)
	recount := y.preview(t, admin, ref, map[string]casework.ClockView{december: before[december], january: before[january]})
	require.Equal(t, before[january].Due, handler.clock(january, "handle").Due, "a preview moves nothing")
	page := h.visit("admin").page(fmt.Sprintf("/admin/recounts/%d", recount.ID))
	for _, number := range []string{december, january} {
		require.Contains(t, page, number)
	}
	require.NotContains(t, page, soon)
	require.Contains(t, page, "暂定")

	apply := fmt.Sprintf("/recounts/%d/apply", recount.ID)
	got := admin.send(http.MethodPost, apply, nil, "")
	require.Equal(t, http.StatusForbidden, got.status, "who brought the list does not put it in force: %s", got.body)
	leader := h.as("principal_leader")
	got = leader.send(http.MethodPost, apply, nil, "")
	require.Equal(t, http.StatusAccepted, got.status, "%s", got.body)
	awaitRecount(t, admin, recount.ID)
	for number, was := range before {
		y.checkMoved(t, h, number, was, ref)
	}
	checkProvisional(t, h, january, false)
	require.Zero(t, count(handler.ledger(soon), recounted))
	require.Equal(t, ref, handler.view(soon).Calendar)

	again := admin.send(http.MethodPost, apply, nil, "")
	require.Equal(t, http.StatusConflict, again.status, "%s", again.body)
	require.Contains(t, string(again.body), casework.RecountApplied)
	same := y.importList(admin)
	require.Equal(t, http.StatusOK, same.status, "%s", same.body)
	require.True(t, decode[rulebook.Imported](t, same).Same)
	var versions []rulebook.CalendarVersion
	admin.read("/calendars", &versions)
	require.Equal(t, 1, count(versions, func(v rulebook.CalendarVersion) bool { return v.Year == y.year+1 }))
}

// TestRecountSurvivesTheWorker: the worker dies in mid-batch; another one goes
// on, and each case is moved once.
func TestRecountSurvivesTheWorker(t *testing.T) {
	t.Parallel()
	y := aTurnOfYear(t)
	h := open(t, with(y.seed))
	const n = 40
	y.takeIn(t, h, n)
	admin := h.as("admin")
	ref := y.bring(t, admin)
	got := admin.send(http.MethodPost, "/recounts", args{"calendar": ref}, "")
	require.Equal(t, http.StatusCreated, got.status, "%s", got.body)
	recount := decode[rulebook.Recount](t, got)
	require.Equal(t, n, recount.Moved)
	got = h.as("principal_leader").send(http.MethodPost, fmt.Sprintf("/recounts/%d/apply", recount.ID), nil, "")
	require.Equal(t, http.StatusAccepted, got.status, "%s", got.body)

	eventually(t, movedWithin, "the first case is moved", func() bool { return h.moved(t, ref) > 0 })
	h.worker.kill(t)
	dead := h.moved(t, ref)
	require.Less(t, dead, n, "the worker was too quick to be killed in mid-batch")
	t.Logf("killed with %d of %d cases moved", dead, n)
	h.startWorker()
	awaitRecount(t, admin, recount.ID)
	require.Equal(t, n, h.moved(t, ref))
	for _, table := range []string{
		"SELECT number, count(*) AS n FROM ledger_now WHERE cause = 'recounted' AND clock = 'handle' GROUP BY 1",
		"SELECT number, count(*) AS n FROM timeline_now WHERE name = 'clock_moved' AND clock = 'handle' GROUP BY 1",
	} {
		var rows []struct {
			Number string
			N      int
		}
		require.NoError(t, h.db.SelectContext(t.Context(), &rows, table))
		require.Len(t, rows, n)
		for _, r := range rows {
			require.Equal(t, 1, r.N, "case %s", r.Number)
		}
	}
}

// moved counts the cases that stand on a version of the calendar.
func (h *house) moved(t *testing.T, ref string) (n int) {
	t.Helper()
	require.NoError(t, h.db.GetContext(t.Context(), &n, "SELECT count(*) FROM case_now WHERE calendar = $1", ref))
	return n
}

// preview shows exactly the cases that move, each from its old date to its new.
func (y *turnOfYear) preview(t *testing.T, admin *person, ref string, was map[string]casework.ClockView) rulebook.Recount {
	t.Helper()
	got := admin.send(http.MethodPost, "/recounts", args{"calendar": ref}, "")
	require.Equal(t, http.StatusCreated, got.status, "%s", got.body)
	r := decode[rulebook.Recount](t, got)
	require.Equal(t, rulebook.Tally{Cases: 3, Moved: 2, Clocks: 2}, r.Tally)
	var moves core.List[rulebook.CaseMove]
	admin.read(fmt.Sprintf("/recounts/%d/moves", r.ID), &moves)
	require.Len(t, moves.Rows, len(was))
	for _, m := range moves.Rows {
		c, known := was[m.Number]
		require.True(t, known, "case %s does not move", m.Number)
		require.Equal(t, "handle", m.Clock)
		require.True(t, c.Due.Equal(m.Old))
		require.True(t, y.due(t, y.after, c.Start, c.Limit).Equal(m.New), "case %s to %s", m.Number, m.New)
		require.Equal(t, c.Provisional, m.WasProvisional)
		require.False(t, m.Provisional)
	}
	return r
}

func awaitRecount(t *testing.T, admin *person, id int64) {
	t.Helper()
	var r rulebook.Recount
	eventually(t, movedWithin, "the recount reached every case", func() bool {
		admin.read(fmt.Sprintf("/recounts/%d", id), &r)
		return r.Commands > 0 && r.Decided == r.Commands
	})
	require.Zero(t, r.Refused)
}

func recounted(r casework.LedgerRow) bool { return r.Cause == "recounted" }

// checkMoved: one row of the ledger, one event, the new date on the clock.
func (y *turnOfYear) checkMoved(t *testing.T, h *house, number string, was casework.ClockView, ref string) {
	t.Helper()
	handler := h.as(allowances)
	rows := handler.ledger(number)
	require.Equal(t, 1, count(rows, recounted))
	row := rows[slices.IndexFunc(rows, recounted)]
	require.True(t, was.Due.Equal(row.Old))
	require.Equal(t, ref, row.Calendar)
	now := handler.clock(number, "handle")
	require.True(t, y.due(t, y.after, was.Start, was.Limit).Equal(now.Due))
	require.True(t, now.Due.Equal(row.New))
	require.Equal(t, 1, count(handler.timeline(number), named(casework.ClockMoved)))
	told := func(r casework.InboxRow) bool { return r.Event == casework.ClockMoved }
	require.Equal(t, 1, count(handler.inbox(number), told), "who works on it is told, once")
}

// checkProvisional: lists, clocks and pages agree on whether the date may move.
func checkProvisional(t *testing.T, h *house, number string, is bool) {
	t.Helper()
	handler := h.as(allowances)
	require.Equal(t, is, handler.clock(number, "handle").Provisional, "the case")
	desk := handler.desk(url.Values{"limit": {"200"}})
	i := slices.IndexFunc(desk.Rows, func(c casework.ClockView) bool { return c.Number == number && c.Name == "handle" })
	require.GreaterOrEqual(t, i, 0)
	require.Equal(t, is, desk.Rows[i].Provisional, "the desk")
	rows := handler.ledger(number)
	require.Equal(t, is, rows[len(rows)-1].Provisional, "the ledger")
	if is {
		v := h.visit(allowances)
		for _, path := range []string{"/", "/cases/" + number, "/cases/" + number + "/why/handle"} {
			require.Contains(t, v.page(path), "暂定", path)
		}
		said := func(r casework.InboxRow) bool { return r.Clock == "handle" && r.Provisional }
		require.Equal(t, 1, count(handler.inbox(number), said), "the message")
	}
	var why struct {
		Provisional bool `json:"provisional"`
	}
	handler.read("/cases/"+number+"/clocks/handle/why", &why)
	require.Equal(t, is, why.Provisional, "why")
}
