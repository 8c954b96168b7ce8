package worker_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/testkit"
	"github.com/shixian/shixian/worker"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// noSeal is for texts no test here reads back.
type noSeal struct{}

func (noSeal) Seal(_, plain string) (string, []byte, error)  { return "none", []byte(plain), nil }
func (noSeal) Open(_, _ string, data []byte) (string, error) { return string(data), nil }
func (noSeal) Content(string) hash.Hash                      { return sha256.New() }

// house is an office on real servers, whose calendar knows this year alone.
type house struct {
	testing.TB
	*counter.Counter
	store *store.Store
	raw   *sqlx.DB
	ref   reference.Reference
	year  int // the one to come
	work  func(ctx context.Context, ready func()) error
}

// houses share one engine, where a case number is a workflow's: each begins its
// numbers somewhere else.
var houses atomic.Int64

func openHouse(t testing.TB) *house {
	t.Helper()
	ref, err := reference.Load()
	require.NoError(t, err)
	url := testkit.Database(t)
	db, err := store.Open(t.Context(), url, store.Options{Sealer: noSeal{}, Channels: []string{}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	_, err = db.Migrate(t.Context())
	require.NoError(t, err)
	h := &house{TB: t, store: db, ref: ref, year: time.Now().Year() + 1}
	h.raw, err = sqlx.Open("postgres", url)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, h.raw.Close()) })
	h.seed()
	first := houses.Add(1) * 10_000
	for _, kind := range casework.Kinds() {
		_, err = h.raw.ExecContext(t.Context(), `INSERT INTO serials (kind, year, last) VALUES ($1, $2, $4), ($1, $3, $4)`,
			kind, h.year-1, h.year-2, first)
		require.NoError(t, err)
	}
	engine := testkit.Temporal(t)
	log := slog.New(slog.DiscardHandler)
	h.Counter = counter.New(counter.Config{Store: db, Engine: dispatch.New(engine), Logger: log, Rules: counter.Rules{Law: ref.Law}})
	h.work = func(ctx context.Context, ready func()) error {
		return worker.Run(ctx, worker.Config{
			Client:     engine,
			Activities: &activities.Activities{Planner: &worker.Planner{Shelf: h}, Cases: db, Gate: h.Counter, Roster: db, Tallies: db, Lot: db, Receipts: dispatch.New(engine)},
			Courier:    &worker.Courier{Outbox: db, Zone: time.UTC, Log: log},
			Sweep:      func(ctx context.Context) { h.Sweep(ctx) },
			Seal:       func(context.Context) error { return nil },
			Logger:     log, OnReady: ready,
		})
	}
	return h
}

// seed is the demo office with an item that is due in the middle of next January,
// and one that is due at once.
func (h *house) seed() {
	h.Helper()
	base := calendar.Spec{Years: []int{h.year - 1}}
	cal, err := calendar.New(base)
	require.NoError(h, err)
	now := time.Now().In(cal.Location())
	n := 0
	for day := now; day.Before(time.Date(h.year, 1, 15, 0, 0, 0, 0, cal.Location())); day = day.AddDate(0, 0, 1) {
		if cal.IsWorkingDay(day) {
			n++
		}
	}
	spec, err := json.Marshal(base)
	require.NoError(h, err)
	item := policy.Item{
		ID: "january", Kind: casework.Service, Class: "service", Name: "一月", Policy: "service-general",
		Promised: fmt.Sprint(n, "wd"), Unit: "livelihood", Post: "allowance-desk",
	}
	today := item
	today.ID, today.Promised = "today", "0wd"
	h.ref.Items = append(h.ref.Items, item, today)
	o := h.ref.Office
	require.NoError(h, h.store.Seed(h.Context(), store.Reference{
		Units: o.Units, Persons: o.Persons, Posts: o.Posts, Assignments: o.Holders, Items: h.ref.Items, Policies: h.ref.Policies,
		Calendars: []store.Calendar{{ID: "cn", Version: 1, Spec: spec, EffectiveFrom: time.Now().Add(-time.Hour)}},
	}))
}

// Book implements worker.Shelf.
func (h *house) Book(ctx context.Context) (*policy.Book, error) {
	versions, err := h.store.CalendarVersions(ctx)
	if err != nil {
		return nil, err
	}
	return policy.Shelve(h.ref.Policies, h.ref.Items, counter.Shelved(versions), counter.Parents(h.ref.Office.Units), time.Now())
}

// start runs a worker and returns what ends it.
func (h *house) start() (stop func()) {
	h.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done, ready := make(chan error, 1), make(chan struct{})
	go func() { done <- h.work(ctx, func() { close(ready) }) }()
	select {
	case <-ready:
	case err := <-done:
		require.NoError(h, err)
	}
	return func() {
		cancel()
		require.NoError(h, <-done)
	}
}

func (h *house) person(id string) casework.Principal {
	h.Helper()
	p, err := h.Principal(h.Context(), id)
	require.NoError(h, err)
	return p
}

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
			got, err := h.Register(h.Context(), clerk, counter.Registration{Item: item}, fmt.Sprint(item, i))
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

func (h *house) number(query string, args ...any) (n int) {
	h.Helper()
	require.NoError(h, h.raw.GetContext(h.Context(), &n, query, args...))
	return n
}

// settled polls, for what it waits on is another process's work.
func (h *house) settled(within time.Duration, what string, is func() bool) {
	h.Helper()
	require.Eventually(h, is, within, 20*time.Millisecond, what)
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

func (h *house) bring() counter.Imported {
	h.Helper()
	got, err := h.ImportCalendar(h.Context(), h.person("admin"), counter.CalendarImport{Year: h.year, Format: almanac.CSV, List: h.list()})
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
	_, err = h.ApplyRecount(t.Context(), admin, r.ID)
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

	_, err = h.ApplyRecount(t.Context(), admin, r.ID)
	require.Equal(t, casework.RecountApplied, casework.CodeOf(err))
	require.True(t, h.bring().Same, "a second import does nothing")
	again, err := h.Preview(t.Context(), admin, "cn@2", "")
	require.NoError(t, err)
	require.Equal(t, counter.Tally{}, again.Tally, "nobody stands on the old list")
}
