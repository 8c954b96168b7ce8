package worker_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/worker"
)

// shelf answers as it is told to.
type shelf struct {
	book  atomic.Pointer[policy.Book]
	hangs atomic.Bool
	reads atomic.Int64
}

func (s *shelf) Book(ctx context.Context) (*policy.Book, error) {
	s.reads.Add(1)
	if s.hangs.Load() {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	if b := s.book.Load(); b != nil {
		return b, nil
	}
	return nil, errors.New("away")
}

// TestPlannerGoesOnWithASlowDatabase: while the database hangs the kept book
// serves; one count in ten seconds waits for it half a second, the others not at all.
func TestPlannerGoesOnWithASlowDatabase(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		defer time.Sleep(time.Minute) //nolint:forbidigo // a bubble's clock: readings under way end with it
		s := &shelf{}
		first, second := &policy.Book{}, &policy.Book{}
		s.book.Store(first)
		p := &worker.Planner{Shelf: s}
		got, err := p.Book(t.Context())
		require.NoError(t, err)
		require.Same(t, first, got)

		s.hangs.Store(true)
		s.book.Store(second)
		time.Sleep(11 * time.Second) //nolint:forbidigo // a bubble's clock
		began := time.Now()
		for range 100 {
			got, err = p.Book(t.Context())
			require.NoError(t, err)
			require.Same(t, first, got)
		}
		require.LessOrEqual(t, time.Since(began), 500*time.Millisecond)

		s.hangs.Store(false)
		time.Sleep(time.Minute) //nolint:forbidigo // a bubble's clock
		got, err = p.Book(t.Context())
		require.NoError(t, err)
		require.Same(t, second, got, "and what was published meanwhile is known then")
	})
}

// TestPlannerReadsWhileItServes: past half its age the kept book is still answered at once, and the
// next one is there before it is too old.
func TestPlannerReadsWhileItServes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{}
		first, second := &policy.Book{}, &policy.Book{}
		s.book.Store(first)
		p := &worker.Planner{Shelf: s}
		at := func(age time.Duration, want *policy.Book, reads int64) {
			t.Helper()
			time.Sleep(age) //nolint:forbidigo // a bubble's clock
			got, err := p.Book(t.Context())
			require.NoError(t, err)
			require.Same(t, want, got)
			synctest.Wait()
			require.EqualValues(t, reads, s.reads.Load())
		}
		at(0, first, 1)
		s.book.Store(second)
		at(4*time.Second, first, 1)
		at(2*time.Second, first, 2)
		at(0, second, 2)
	})
}

// TestPlannerReadsOnce: many who find the book old make one reading.
func TestPlannerReadsOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		defer time.Sleep(time.Minute) //nolint:forbidigo // a bubble's clock: the reading ends with it
		s := &shelf{}
		s.hangs.Store(true)
		p := &worker.Planner{Shelf: s}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		done := make(chan error)
		for range 50 {
			go func() { _, err := p.Book(ctx); done <- err }()
		}
		for range 50 {
			require.Error(t, <-done)
		}
		require.EqualValues(t, 1, s.reads.Load())
	})
}
