package worker_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// accept registers and accepts cases of an item.
func (h *house) accept(item string, n int) {
	h.Helper()
	clerk, handler := h.person("clerk"), h.person("inspector")
	post := h.ref.Items[len(h.ref.Items)-1].Post
	for _, a := range h.ref.Office.Holders {
		if a.Post == post && a.Rank == 0 {
			handler = h.person(a.Person)
		}
	}
	var hands errgroup.Group
	hands.SetLimit(8)
	for i := range n {
		hands.Go(func() error {
			got, err := h.Register(h.Context(), clerk, core.Registration{Item: item}, fmt.Sprint(item, i))
			if err != nil {
				return err
			}
			h.settled(30*time.Second, "registered", func() bool {
				view, err := h.store.Case(h.Context(), got.Number)
				return err == nil && view.Revision > 0
			})
			_, err = h.Do(h.Context(), handler, got.Number, casework.Accept, map[string]any{}, fmt.Sprint(item, i, "accept"))
			return err
		})
	}
	require.NoError(h, hands.Wait())
	h.settled(time.Minute, "accepted", func() bool {
		return h.number(`SELECT count(*) FROM clocks c JOIN cases k USING (number) WHERE k.item = $1 AND c.name = 'handle'`, item) == n
	})
}

// list is a made-up list of the coming year that also corrects the December
// before it: its last weekday is off.
func (h *house) list() []byte {
	eve := time.Date(h.year-1, 12, 31, 0, 0, 0, 0, time.UTC)
	for eve.Weekday() == time.Saturday || eve.Weekday() == time.Sunday {
		eve = eve.AddDate(0, 0, -1)
	}
	text := "date,day\n" + eve.Format(time.DateOnly) + ",off\n"
	for day := 1; day <= 5; day++ {
		text += time.Date(h.year, 1, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) + ",off\n"
	}
	legal, known := h.ref.Law.Year(h.year)
	require.True(h, known)
	for _, d := range legal { // without them it were no list
		text += d.Date + ",off\n"
	}
	return []byte(text)
}

func (h *house) bring() rulebook.Imported {
	h.Helper()
	got, err := h.ImportCalendar(h.Context(), h.person("admin"), rulebook.CalendarImport{Year: h.year, Format: almanac.CSV, List: h.list()})
	require.NoError(h, err)
	return got
}

// TestRecountMovesEachCaseOnce: a worker dies in the middle of a recount, another
// goes on, and every case is moved exactly once (issue 2/9, done when 3).
func TestRecountMovesEachCaseOnce(t *testing.T) {
	const cases = 60
	h := openHouse(t)
	stop := h.start()
	h.accept("january", cases)
	h.accept("today", 1)
	require.Equal(t, cases, h.number(`SELECT count(*) FROM clocks WHERE name = 'handle' AND provisional`), "due in January, no list yet")

	admin := h.person("admin")
	require.Equal(t, "cn@2", h.bring().Ref())
	r, err := h.Preview(t.Context(), admin, "cn@2", "")
	require.NoError(t, err)
	require.GreaterOrEqual(t, r.Moved, cases)
	require.Equal(t, cases+1, r.Cases)
	_, err = h.ApplyRecount(t.Context(), h.person("principal_leader"), r.ID)
	require.NoError(t, err)
	h.settled(30*time.Second, "some are moved", func() bool {
		return h.number(`SELECT count(*) FROM commands WHERE recount IS NOT NULL AND verdict IS NOT NULL`) > 0
	})
	stop()
	half, err := h.Recount(t.Context(), admin, r.ID)
	require.NoError(t, err)
	require.Positive(t, half.Decided)
	require.Less(t, half.Decided, half.Commands, "the worker died in mid-batch")

	stop = h.start()
	defer func() { stop() }()
	h.settled(4*time.Minute, "all are moved", func() bool { // tasks of the dead worker come back after its sticky timeout, a minute
		done, err := h.Recount(t.Context(), admin, r.ID)
		return err == nil && done.Decided == done.Commands
	})
	done, err := h.Recount(t.Context(), admin, r.ID)
	require.NoError(t, err)
	require.Zero(t, done.Refused)
	require.Equal(t, cases+1, done.Commands)
	require.Equal(t, r.Clocks, h.number(`SELECT count(*) FROM timeline_now WHERE name = 'clock_moved'`), "each clock once")
	require.Equal(t, r.Clocks, h.number(`SELECT count(*) FROM ledger WHERE cause = 'recounted' AND calendar = 'cn@2'`))
	require.Equal(t, r.Clocks, h.number(`
SELECT count(*) FROM recount_moves m JOIN clocks c ON c.number = m.number AND c.name = m.clock AND c.round = m.round
WHERE m.recount = $1 AND c.due_at = m.new_at AND c.provisional = m.provisional`, r.ID), "as the preview said")
	require.Zero(t, h.number(`SELECT count(*) FROM clocks WHERE name = 'handle' AND provisional`))
	require.Zero(t, h.number(`SELECT count(*) FROM cases WHERE calendar <> 'cn@2'`), "moved or not")
	require.Equal(t, cases, h.number(`SELECT count(DISTINCT number) FROM inbox WHERE event = 'clock_moved'`), "who holds the post is told")

	_, err = h.ApplyRecount(t.Context(), h.person("principal_leader"), r.ID)
	require.Equal(t, casework.RecountApplied, casework.CodeOf(err))
	require.True(t, h.bring().Same, "a second import does nothing")
	again, err := h.Preview(t.Context(), admin, "cn@2", "")
	require.NoError(t, err)
	require.Equal(t, rulebook.Tally{}, again.Tally, "nobody stands on the old list")
}
