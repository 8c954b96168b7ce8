package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/local"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/testkit"
)

// ownPostgres is one this test may freeze.
func ownPostgres(t *testing.T) *local.Postgres {
	t.Helper()
	pg, err := local.StartPostgres(t.Context(), local.Config{Dir: t.TempDir(), Fast: true})
	require.NoError(t, err)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		require.NoError(t, pg.Stop(ctx))
	})
	return pg
}

// TestFrozenDatabase: a PostgreSQL that hangs, not dies, keeps nobody longer than
// his context or the store's patience, whatever he was doing, and when it goes on
// so does everything.
func TestFrozenDatabase(t *testing.T) {
	t.Parallel()
	pg := ownPostgres(t)
	const patience = time.Second
	s, err := store.Open(t.Context(), pg.URL("postgres"), store.Options{Kinds: kind.Office(), Patience: patience, MaxConns: 4})
	require.NoError(t, err)
	defer s.Close()
	_, err = s.Migrate(t.Context())
	require.NoError(t, err)
	require.NoError(t, s.Seed(t.Context(), store.Reference{}))

	thaw := testkit.Freeze(t, pg.PID())
	for name, try := range map[string]struct {
		within time.Duration
		do     func(context.Context) error
	}{
		"a list":           {300 * time.Millisecond, func(ctx context.Context) error { _, err := s.Policies(ctx); return err }},
		"a transaction":    {300 * time.Millisecond, func(ctx context.Context) error { return s.Seed(ctx, store.Reference{}) }},
		"a ping":           {300 * time.Millisecond, s.Ping},
		"without an end":   {patience, func(context.Context) error { _, err := s.Policies(t.Context()); return err }},
		"the sweep's lock": {300 * time.Millisecond, func(ctx context.Context) error { return s.Sweeping(ctx, func(context.Context) {}) }},
	} {
		t.Run(name, func(t *testing.T) { // one after the other: each finds connections that were cut, or makes new ones
			ctx, cancel := context.WithTimeout(t.Context(), try.within)
			defer cancel()
			began := time.Now()
			require.Error(t, try.do(ctx))
			require.Less(t, time.Since(began), 2*try.within+time.Second)
		})
	}

	// More at once than there are connections: those who wait for one end too.
	var all sync.WaitGroup
	began := time.Now()
	for range 12 {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			_, err := s.Policies(ctx)
			require.Error(t, err)
		})
	}
	all.Wait()
	require.Less(t, time.Since(began), 3*time.Second)

	thaw()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	require.NoError(t, s.Seed(ctx, store.Reference{}), "everything comes back by itself")
	require.NoError(t, s.Sweeping(ctx, func(context.Context) {}))
}

// TestIdleConnectionOutlivesItsRequest: the end of a request that is over does not
// cost the connection it used.
func TestIdleConnectionOutlivesItsRequest(t *testing.T) {
	t.Parallel()
	url := testkit.Database(t)
	s, err := store.Open(t.Context(), url, store.Options{Kinds: kind.Office(), MaxConns: 1})
	require.NoError(t, err)
	defer s.Close()
	raw, err := sqlx.Open("postgres", url)
	require.NoError(t, err)
	defer raw.Close()
	backend := func() (pid int) {
		require.NoError(t, raw.Get(&pid, `SELECT pid FROM pg_stat_activity WHERE application_name = 'shixian' AND datname = current_database()`))
		return pid
	}
	first := backend()
	for range 20 {
		ctx, cancel := context.WithCancel(t.Context())
		require.NoError(t, s.Ping(ctx))
		cancel()
	}
	require.Equal(t, first, backend())
}
