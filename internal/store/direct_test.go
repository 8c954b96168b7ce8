package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/health"
	"github.com/shixian/shixian/internal/store/kernel"
	"github.com/shixian/shixian/internal/testkit"
)

// TestSessionLocksPassNoPooler: what a session holds goes by the direct address. Here
// nothing answers at the other one, and both locks are had all the same; behind a
// pooler that answers, the sweep would stop or run twice.
func TestSessionLocksPassNoPooler(t *testing.T) {
	t.Parallel()
	s, err := store.Connect("postgres://127.0.0.1:1/nobody", store.Options{Kinds: kind.Office(), Direct: testkit.Database(t)})
	require.NoError(t, err)
	defer s.Close()
	require.Error(t, s.Ping(t.Context()), "nothing answers there")
	_, err = s.Migrate(t.Context())
	require.NoError(t, err)
	swept := 0
	require.NoError(t, s.Sweeping(t.Context(), func(ctx context.Context) {
		swept++
		require.NoError(t, s.Sweeping(ctx, func(context.Context) { swept++ }), "the second looks on")
		require.ErrorIs(t, s.Unswept(ctx, time.Millisecond, func(context.Context) { swept++ }), kernel.ErrSwept, "who waits does not wait for ever")
	}))
	require.Equal(t, 1, swept)

	under, over := make(chan struct{}), make(chan error)
	go func() { over <- s.Sweeping(t.Context(), func(context.Context) { close(under); swept++ }) }()
	<-under
	require.NoError(t, s.Unswept(t.Context(), time.Minute, func(context.Context) { swept++ }), "it comes after the one that was under way")
	require.NoError(t, <-over)
	require.Equal(t, 3, swept)
}

// TestACommitNeedsOneConnection: whoever holds a transaction and asks the pool for a
// second connection waits, where every one is held so, for himself. A letter that goes
// on as a complaint reads office, holders and catalogue on the way.
func TestACommitNeedsOneConnection(t *testing.T) {
	t.Parallel()
	b := setup(t)
	sortingItems(t, b)
	one, err := store.Open(t.Context(), b.url, store.Options{Kinds: kind.Office(), Sealer: newKeys(t), MaxConns: 1})
	require.NoError(t, err)
	defer one.Close()
	in := newCase()
	in.Kind, in.Item = casework.Document, ""
	letter, _, err := one.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	s := step(letter, 1, casework.Event{At: now(), Name: casework.Converted, Level: string(casework.Complaint), Actor: "sun"})
	s.State.Kind, s.State.Item = casework.Document, ""
	s.State.Stage, s.State.Result, s.State.ClosedAt = casework.StageClosed, "converted", now()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	_, err = one.Commit(ctx, s, "run", nil)
	require.NoError(t, err)
	ties, err := one.Links(ctx, letter)
	require.NoError(t, err)
	require.Len(t, ties, 1)
}

// TestALockIsNotWaitedForWithoutEnd: who waits behind another's lock is told so by the
// server, in a word of its own, before the socket falls silent.
func TestALockIsNotWaitedForWithoutEnd(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s, err := store.Open(t.Context(), b.url, store.Options{Kinds: kind.Office(), Patience: time.Second})
	require.NoError(t, err)
	defer s.Close()
	tx, err := b.raw.BeginTxx(t.Context(), nil)
	require.NoError(t, err)
	defer tx.Rollback()
	_, err = tx.ExecContext(t.Context(), `LOCK TABLE processes IN SHARE MODE`)
	require.NoError(t, err)
	began := time.Now()
	err = s.Beat(t.Context(), health.Process{ID: "worker-1", Role: "worker"})
	var fault *kernel.Fault
	require.ErrorAs(t, err, &fault)
	require.Equal(t, "55P03", fault.State, "lock_not_available")
	require.Less(t, time.Since(began), 10*time.Second)
}
