package api_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/auth/authtest"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// hung is a store that, once told to, answers nobody before he gives up.
type hung struct {
	*countertest.Store
	hangs atomic.Bool
}

func (h *hung) Case(ctx context.Context, number string) (casework.CaseView, error) {
	if h.hangs.Load() {
		<-ctx.Done()
		return casework.CaseView{}, ctx.Err()
	}
	return h.Store.Case(ctx, number)
}

// hungSessions hang like it: a session is read before any handler.
type hungSessions struct {
	*memstore.MemStore
	hangs atomic.Bool
}

func (h *hungSessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	if h.hangs.Load() {
		<-ctx.Done()
		return nil, false, ctx.Err()
	}
	return h.Find(token)
}

func (h *hungSessions) CommitCtx(_ context.Context, token string, b []byte, expiry time.Time) error {
	return h.Commit(token, b, expiry)
}

func (h *hungSessions) DeleteCtx(_ context.Context, token string) error { return h.Delete(token) }

// TestARequestEndsInWords: whatever hangs behind, who asks has an answer within 5 s: what
// the handler waits for ends first, so that the session around it can still be kept.
func TestARequestEndsInWords(t *testing.T) {
	t.Parallel()
	store, sessions, log := &hung{Store: countertest.NewStore()}, &hungSessions{MemStore: memstore.NewWithCleanupInterval(0)}, slog.New(slog.DiscardHandler)
	stores := store.Stores()
	stores.Core = store
	c := counter.New(counter.Config{Kinds: kind.Office(), Stores: stores, Engine: countertest.NewEngine(store.Store), Logger: log, Rules: rules(t)})
	kept := authtest.New()
	a := auth.New(auth.Config{Store: sessions, Accounts: accounts{}, Passwords: accounts{}, People: c, Attempts: kept, Audit: kept.Audit, Mask: kept.Mask})
	server, err := api.New(api.Config{Counter: c, Kinds: kind.Office(), Auth: a, Calendar: office, Logger: log, Version: "test"})
	require.NoError(t, err)
	synctest.Test(t, func(t *testing.T) {
		send := func(r *http.Request) (*httptest.ResponseRecorder, time.Duration) {
			ctx, hangUp := context.WithTimeout(t.Context(), time.Minute)
			defer hangUp()
			w, began := httptest.NewRecorder(), time.Now()
			server.Handler().ServeHTTP(w, r.WithContext(ctx))
			return w, time.Since(began)
		}
		in := httptest.NewRequest(http.MethodPost, "/api/v1/session", strings.NewReader(`{"username":"`+countertest.Handler+`","password":"pw-`+countertest.Handler+`"}`))
		in.Header.Set("Content-Type", "application/json")
		signed, _ := send(in)
		require.Equal(t, http.StatusOK, signed.Code, signed.Body)
		ask := func() time.Duration {
			r := httptest.NewRequest(http.MethodGet, "/api/v1/cases/BJ2026-000001", nil)
			for _, cookie := range signed.Result().Cookies() {
				r.AddCookie(cookie)
			}
			got, took := send(r)
			require.Equal(t, http.StatusServiceUnavailable, got.Code, got.Body)
			require.Contains(t, got.Body.String(), string(casework.Unavailable))
			return took
		}
		store.hangs.Store(true)
		require.Less(t, ask(), 3600*time.Millisecond)
		sessions.hangs.Store(true)
		require.Less(t, ask(), 5*time.Second)
	})
}
