package e2e

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"github.com/shixian/shixian/activities"
	jsonapi "github.com/shixian/shixian/api"
	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/auth/authtest"
	"github.com/shixian/shixian/api/web"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/dispatch"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/worker"
	"github.com/shixian/shixian/workflows"
)

// raised is a house in this process, over real servers, that knows one kind more than
// the product: API, pages and worker are put together as cmd does.
type raised struct {
	house
	kinds    *kind.Set
	ref      reference.Reference
	store    *store.Store
	counter  *counter.Counter
	temporal client.Client
	planner  *worker.Planner
}

// raise opens the house with a kind and what it does; close ends it, and another may be
// raised over the same servers.
func raise(t *testing.T, on servers, keys string, more *kind.Declaration) (h *raised, close func()) {
	t.Helper()
	kinds, err := kind.NewSet(append(kind.Office().All(), more)...)
	require.NoError(t, err)
	h = &raised{house: house{t: t, servers: on}, kinds: kinds}
	h.ref, err = reference.Load(kinds)
	require.NoError(t, err)
	articles, err := reference.Articles()
	require.NoError(t, err)
	ring, err := privacy.LoadKeyFile(keys)
	require.NoError(t, err)
	h.store, err = store.Open(t.Context(), on.database, store.Options{Kinds: kinds, Sealer: sealing{ring}, Stamp: ring.Stamp, Channels: []string{}})
	require.NoError(t, err)
	require.NoError(t, h.store.Seed(t.Context(), store.Reference{Policies: []policy.Policy{trialPolicy()}, Items: trialItems()}))
	papers := append(slices.Clone(h.ref.Papers), trialPaper())
	require.NoError(t, paper.Claim(kinds, papers))
	h.temporal = h.dial()
	h.planner = &worker.Planner{Shelf: h}
	log := slog.New(slog.DiscardHandler)
	h.counter = counter.New(counter.Config{
		Kinds: kinds, Stores: h.store.Stores(), Engine: dispatch.New(h.temporal), Logger: log, Rules: core.Rules{
			Presets: h.ref.Presets, Articles: articles, Shipped: h.ref.Policies, Holidays: h.ref.Holidays, Law: h.ref.Law, Book: h.Book, Leave: h.ref.Leave,
			Scoring: h.ref.Scoring, Attendance: h.ref.Attendance, Papers: papers,
		},
	})
	site := httptest.NewServer(h.site(log))
	h.url = site.URL
	stop := h.labour(log)
	return h, func() {
		site.Close()
		stop()
		require.NoError(t, h.store.Close())
	}
}

// labour runs the worker until it is told to stop.
func (h *raised) labour(log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(h.t.Context())
	ready, done := make(chan struct{}), make(chan error, 1)
	lives := workflows.Of(h.kinds)
	lives.Matters[tried] = trials{}
	go func() {
		done <- worker.Run(ctx, worker.Config{
			Lives: lives, Client: h.temporal,
			Activities: &activities.Activities{Planner: h.planner, Cases: h.store, Gate: h.counter, Roster: h.store, Tallies: h.store, Lot: h.store, Receipts: dispatch.New(h.temporal)},
			Courier:    &worker.Courier{Outbox: h.store, Kinds: h.kinds, Zone: time.UTC, Log: log},
			Sweep:      func(ctx context.Context) { h.counter.Sweep(ctx) },
			Seal:       func(context.Context) error { return nil },
			Logger:     log, OnReady: func() { close(ready) },
		})
	}()
	select {
	case <-ready:
	case err := <-done:
		require.NoError(h.t, err)
	}
	return func() {
		cancel()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			h.t.Errorf("worker: %v", err)
		}
	}
}

// site is API and pages.
func (h *raised) site(log *slog.Logger) http.Handler {
	kept := authtest.New()
	sessions := auth.New(auth.Config{
		Store: memstore.NewWithCleanupInterval(0), Accounts: everybody{}, Passwords: everybody{}, People: h.counter,
		Attempts: kept, Audit: kept.Audit, Mask: kept.Mask,
	})
	office := func() (*calendar.Calendar, error) {
		book, err := h.planner.Book(h.t.Context())
		if err != nil {
			return nil, err
		}
		cal, _, err := book.Calendar("")
		return cal, err
	}
	s, err := jsonapi.New(jsonapi.Config{
		Counter: h.counter, Kinds: h.kinds, Auth: sessions, Calendar: office, Logger: log, Version: "trial", PageRules: web.Rules(),
		Mount: func(r gin.IRouter) (jsonapi.Pages, error) {
			return web.Mount(r, web.Deps{
				Counter: web.Of(h.counter), Kinds: h.kinds, Auth: sessions, Planner: h.planner, Calendar: office, Now: time.Now, Log: log,
			})
		},
	})
	require.NoError(h.t, err)
	return s.Handler()
}

// Book implements worker.Shelf.
func (h *raised) Book(ctx context.Context) (*policy.Book, error) {
	policies, err := h.store.Policies(ctx)
	if err != nil {
		return nil, err
	}
	items, err := h.store.Items(ctx)
	if err != nil {
		return nil, err
	}
	held, err := h.store.ItemVersions(ctx)
	if err != nil {
		return nil, err
	}
	versions, err := h.store.CalendarVersions(ctx)
	if err != nil {
		return nil, err
	}
	book, err := policy.Shelve(h.kinds, policies, items, rulebook.Shelved(versions), rulebook.Parents(h.ref.Office.Units), time.Now())
	if err != nil {
		return nil, err
	}
	return book.Hold(held).Beside(h.ref.Policies), nil
}

// sealing lends the keys to the store.
type sealing struct{ *privacy.Keyring }

func (s sealing) Seal(id, plain string) (string, []byte, error) {
	v, err := s.Keyring.Seal(id, plain)
	return v.KeyID, v.Data, err
}

func (s sealing) Open(id, key string, data []byte) (string, error) {
	return s.Keyring.Open(id, privacy.Sealed{KeyID: key, Data: data})
}

// everybody has an account under his own name, with the one password.
type everybody struct{}

func (everybody) Account(_ context.Context, name string) (auth.Account, error) {
	return auth.Account{Person: name, Hash: password}, nil
}
func (everybody) Epoch(context.Context, string) (int, error)               { return 0, nil }
func (everybody) SetPassword(context.Context, string, string) (int, error) { return 0, nil }
func (everybody) Hash(_ context.Context, word string) (string, error)      { return word, nil }
func (everybody) Check(_ context.Context, hash, word string) (bool, error) { return hash == word, nil }
