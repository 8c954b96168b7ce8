package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store/people"
)

// leaves records that somebody is away since an hour ago, without a case.
func (b *bundle) leaves(t *testing.T, person string, since time.Time) string {
	t.Helper()
	id, err := b.AddAbsence(t.Context(), people.Absence{Absence: duty.Absence{Person: person, From: since, Until: since.Add(2 * time.Hour)}, Kind: "leave", By: "wang"})
	require.NoError(t, err)
	return id
}

// A and every B away: the post is found empty since the last of them left, until
// its case stands; and found manned from the instant somebody came back.
func TestAnEmptyPostIsFound(t *testing.T) {
	t.Parallel()
	b := setup(t)
	of := func(rows []roster.Vacancy, err error) (out []roster.Vacancy) {
		require.NoError(t, err)
		for _, v := range rows {
			if v.Post == "window" {
				out = append(out, v)
			}
		}
		return out
	}
	left := now().Add(-time.Hour).Truncate(time.Second)
	b.leaves(t, "li", left.Add(-time.Hour))
	require.Empty(t, of(b.Emptied(t.Context())), "B is there")
	back := b.leaves(t, "zhou", left)
	empty := of(b.Emptied(t.Context()))
	require.Len(t, empty, 1)
	require.True(t, left.Equal(empty[0].Since))
	require.Equal(t, "permits", empty[0].Unit)

	number, _, err := b.RegisterCase(t.Context(), core.NewCase{
		Kind: casework.Absence, Unit: "permits", Post: "window", Received: left, Registered: left,
		Facts: map[string]string{"form": core.FormVacancy}, Key: "gap", Digest: []byte("window"),
	})
	require.NoError(t, err)
	require.Empty(t, of(b.Emptied(t.Context())), "told")
	require.Empty(t, of(b.Manned(t.Context())))
	board, err := b.Board(t.Context())
	require.NoError(t, err)
	for _, row := range board {
		if row.Post == "window" {
			require.Equal(t, number, row.Alarm)
			require.True(t, left.Equal(*row.Empty))
		}
	}

	came := left.Add(20 * time.Minute)
	require.NoError(t, b.EndAbsence(t.Context(), back, came))
	manned := of(b.Manned(t.Context()))
	require.Len(t, manned, 1)
	require.Equal(t, number, manned[0].Number)
	require.True(t, came.Equal(manned[0].Since))

	again := came.Add(10 * time.Minute)
	b.leaves(t, "zhou", again.Add(2*time.Hour).Add(-2*time.Hour))
	next := of(b.Emptied(t.Context()))
	require.Len(t, next, 1, "another gap")
	require.True(t, again.Equal(next[0].Since))
}

// While the leader who was asked beforehand still has time, he is not asked twice.
func TestAnEmptyPostAskedForIsNotToldTwice(t *testing.T) {
	t.Parallel()
	b := setup(t)
	left := now().Add(-time.Hour).Truncate(time.Second)
	b.leaves(t, "zhou", left)
	build := b.away(t, left, left.Add(3*time.Hour))
	granted := build(1, approvedAbsence(), casework.Event{
		At: now(), Name: casework.DesignationAsked, To: []casework.Role{casework.LeaderInCharge}, Detail: map[string]string{"posts": "gate,window"},
	})
	clock := casework.Clock{
		Name: "designate", Round: 1, Owner: casework.LeaderInCharge, Outcome: casework.Breach, Status: casework.Running,
		Start: now(), Due: now().Add(30 * time.Minute), Date: "2026-09-24", Limit: "30wm", DueVersion: 1,
	}
	granted.State.Clocks = []casework.Clock{clock}
	b.commit(t, granted)
	require.Empty(t, b.on(t, "window", now()))
	rows, err := b.Emptied(t.Context())
	require.NoError(t, err)
	require.NotContains(t, rows, "window")
	require.Empty(t, rows)

	late := build(2)
	late.State.Clocks = []casework.Clock{clock}
	late.State.Clocks[0].Due = now().Add(-time.Minute)
	b.commit(t, late)
	rows, err = b.Emptied(t.Context())
	require.NoError(t, err)
	require.Len(t, rows, 1)
}
