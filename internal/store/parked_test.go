package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// A parked case stands with codes alone, is released by name, told once, parks again
// unreleased, and is gone with its next step or its next run.
func TestParked(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at := time.Date(2026, 11, 28, 9, 30, 0, 0, time.UTC)
	req := casework.ParkRequest{
		Number: "BJ2026-000001", Run: 1, Doing: "handle", At: at, Code: casework.Unwritable,
		Fault: casework.Fault{State: "23514", On: "timeline_check"},
	}
	require.NoError(t, b.Park(t.Context(), req))
	rows, err := b.Parked(t.Context())
	require.NoError(t, err)
	require.Len(t, rows, 1)
	since := rows[0].Since
	rows[0].Since, rows[0].At = time.Time{}, rows[0].At.UTC()
	require.Equal(t, casework.ParkedCase{
		Number: req.Number, Run: 1, Doing: "handle", At: at, Code: casework.Unwritable, SQLState: "23514", On: "timeline_check",
	}, rows[0])

	released := func() []string {
		numbers, err := b.Released(t.Context(), 10)
		require.NoError(t, err)
		return numbers
	}
	require.Empty(t, released())
	require.NoError(t, b.ReleaseParked(t.Context(), req.Number, "admin"))
	require.Equal(t, []string{req.Number}, released())
	require.NoError(t, b.MarkTold(t.Context(), req.Number))
	require.Empty(t, released(), "told once")

	require.NoError(t, b.Park(t.Context(), req))
	rows, err = b.Parked(t.Context())
	require.NoError(t, err)
	require.Nil(t, rows[0].Released, "still refused: to be released anew")
	require.Equal(t, since, rows[0].Since)

	req.Gone = true
	require.NoError(t, b.Park(t.Context(), req))
	rows, err = b.Parked(t.Context())
	require.NoError(t, err)
	require.Empty(t, rows)
	require.Equal(t, casework.NotParked, casework.CodeOf(b.ReleaseParked(t.Context(), req.Number, "admin")))
}

// A run that the sweep took for missing may live on somewhere, and be refused a step: it
// stands still for itself. The case goes on in another, out of the operator's sight.
func TestAnOldRunParksNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now())))
	_, err := b.NextRun(t.Context(), number, 1)
	require.NoError(t, err)
	parked := func(run int) int {
		require.NoError(t, b.Park(t.Context(), casework.ParkRequest{Number: number, Run: run, Doing: "handle", At: now(), Code: casework.Unwritable}))
		rows, err := b.Parked(t.Context())
		require.NoError(t, err)
		return len(rows)
	}
	require.Zero(t, parked(1))
	require.Equal(t, 1, parked(2))
}
