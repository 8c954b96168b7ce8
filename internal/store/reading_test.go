package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

func TestReadingIsOneSnapshot(t *testing.T) {
	t.Parallel()
	s := setup(t)
	number := s.register(t)
	require.NoError(t, s.Reading(t.Context(), func(ctx context.Context) error {
		before, err := s.Timeline(ctx, number)
		require.NoError(t, err)
		s.commit(t, step(number, 1, breached(now(), casework.ActingHolder))) // somebody else, meanwhile
		view, err := s.Case(ctx, number)
		require.NoError(t, err)
		require.Zero(t, view.Revision, "what another wrote meanwhile is not half seen")
		after, err := s.Timeline(ctx, number)
		require.NoError(t, err)
		require.Equal(t, before, after)
		outside, err := s.Case(t.Context(), number)
		require.NoError(t, err)
		require.Equal(t, 1, outside.Revision)
		return nil
	}))
}

func TestReadingAnswersAQuestionOnce(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.commit(t, step(s.register(t), 1, breached(now(), casework.ActingHolder)))
	require.NoError(t, s.Reading(t.Context(), func(ctx context.Context) error {
		rows, _, _, err := s.Inbox(ctx, "li", core.InboxFilter{Limit: 10})
		require.NoError(t, err)
		require.NotEmpty(t, rows)
		was := rows[0].Number
		for range 2 {
			rows[0].Number = "changed by a reader for himself"
			rows, _, _, err = s.Inbox(ctx, "li", core.InboxFilter{Limit: 10})
			require.NoError(t, err)
			require.Equal(t, was, rows[0].Number)
		}

		_, err = s.Case(ctx, "BJ2026-999999")
		require.Equal(t, casework.NotFound, casework.CodeOf(err))
		_, err = s.Case(ctx, "BJ2026-999999")
		require.Equal(t, casework.NotFound, casework.CodeOf(err), "that there is none is an answer, too")

		open, err := s.AuditUnsealed(ctx)
		require.NoError(t, err)
		require.NoError(t, s.Audit(ctx, "li", "case.personal", "seen", "fields"))
		same, err := s.AuditUnsealed(ctx)
		require.NoError(t, err)
		require.Equal(t, open, same, "nor is the database asked a second time")
		return nil
	}))
}

// A reading that was recorded stays recorded exactly if what was read is handed out.
func TestReadingKeepsItsRecord(t *testing.T) {
	t.Parallel()
	s := setup(t)
	count := func() (n int) {
		require.NoError(t, s.raw.GetContext(t.Context(), &n, "SELECT count(*) FROM audit WHERE object = 'seen'"))
		return n
	}
	broken := errors.New("the page broke")
	err := s.Reading(t.Context(), func(ctx context.Context) error {
		require.NoError(t, s.Audit(ctx, "li", "case.personal", "seen", "fields"))
		return broken
	})
	require.ErrorIs(t, err, broken)
	require.Zero(t, count())
	require.NoError(t, s.Reading(t.Context(), func(ctx context.Context) error {
		return s.Audit(ctx, "li", "case.personal", "seen", "fields")
	}))
	require.Equal(t, 1, count())
}
