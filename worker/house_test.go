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
	"go.temporal.io/sdk/client"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/rules"
	"github.com/shixian/shixian/internal/testkit"
	"github.com/shixian/shixian/worker"
	"github.com/shixian/shixian/workflows"
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
	store  *store.Store
	raw    *sqlx.DB
	ref    reference.Reference
	engine client.Client
	year   int // the one to come
	work   func(ctx context.Context, ready func()) error
}

// houses share one engine, where a case number is a workflow's: each begins its
// numbers somewhere else.
var houses atomic.Int64

func openHouse(t testing.TB) *house {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	return openHouseOf(t, ref, testkit.Temporal(t))
}

// openHouseOf is a house of another reference, on another engine.
func openHouseOf(t testing.TB, ref reference.Reference, engine client.Client) *house {
	t.Helper()
	url := testkit.Schema(t)
	db, err := store.Open(t.Context(), url, store.Options{Kinds: kind.Office(), Sealer: noSeal{}, Channels: []string{}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	h := &house{TB: t, store: db, ref: ref, engine: engine, year: time.Now().Year() + 1}
	h.raw, err = sqlx.Open("postgres", url)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, h.raw.Close()) })
	h.seed()
	first := houses.Add(1) * 10_000
	for _, of := range kind.Office().Kinds() {
		_, err = h.raw.ExecContext(t.Context(), `INSERT INTO serials (kind, year, last) VALUES ($1, $2, $4), ($1, $3, $4)`,
			of, h.year-1, h.year-2, first)
		require.NoError(t, err)
	}
	log := slog.New(slog.DiscardHandler)
	h.Counter = counter.New(counter.Config{Kinds: kind.Office(), Stores: db.Stores(), Engine: dispatch.New(engine), Logger: log, Rules: core.Rules{Book: h.Book, Law: ref.Law, Leave: ref.Leave}})
	today := h.Counter // longAgo puts another in its place for a moment
	h.work = func(ctx context.Context, ready func()) error {
		return worker.Run(ctx, worker.Config{
			Lives:      workflows.Of(kind.Office()),
			Client:     engine,
			Activities: &activities.Activities{Planner: &worker.Planner{Shelf: h}, Cases: db, Gate: today, Roster: db, Tallies: db, Lot: db, Receipts: dispatch.New(engine)},
			Courier:    &worker.Courier{Outbox: db, Kinds: kind.Office(), Zone: time.UTC, Log: log},
			Sweep:      func(ctx context.Context) { today.Sweep(ctx) },
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
		Calendars: []rules.Calendar{{ID: "cn", Version: 1, Spec: spec, EffectiveFrom: time.Now().Add(-time.Hour)}},
	}))
}

// Book implements worker.Shelf.
func (h *house) Book(ctx context.Context) (*policy.Book, error) {
	versions, err := h.store.CalendarVersions(ctx)
	if err != nil {
		return nil, err
	}
	return policy.Shelve(kind.Office(), h.ref.Policies, h.ref.Items, rulebook.Shelved(versions), rulebook.Parents(h.ref.Office.Units), time.Now())
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
