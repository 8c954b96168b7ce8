package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store/health"
)

// TestProcessesAreSeen: a beat is one row a process, however often.
func TestProcessesAreSeen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 3 {
		require.NoError(t, b.Beat(t.Context(), health.Process{ID: "worker-1", Role: "worker", Version: "v1"}))
	}
	_, err := b.raw.Exec(`INSERT INTO processes (id, role, version, seen_at) VALUES ('worker-0', 'worker', 'v0', now() - interval '1 hour'),
		('worker-old', 'worker', 'v0', now() - interval '8 days')`)
	require.NoError(t, err)
	require.NoError(t, b.ForgetProcesses(t.Context()))
	got, err := b.Processes(t.Context())
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.Equal(t, "worker-1", got[0].ID)
	require.InDelta(t, 3600, got[1].Ago.Seconds(), 30)
	require.NoError(t, b.TryWrite(t.Context()))
}

// TestNumbersGoOnPastTheEngines: they never go back, and the next case is beyond.
func TestNumbersGoOnPastTheEngines(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	of, year, serial, ok := kind.Office().Parse(number)
	require.True(t, ok)
	require.NoError(t, b.RaiseSerial(t.Context(), of, year, serial+40))
	require.NoError(t, b.RaiseSerial(t.Context(), of, year, serial))
	last, err := b.Serial(t.Context(), of, year)
	require.NoError(t, err)
	require.Equal(t, serial+40, last)
	require.Equal(t, kind.Office().Number(of, year, serial+41), b.register(t))
	require.NoError(t, b.RaiseSerial(t.Context(), casework.Document, year, 7), "a kind without a case yet")

	unknown, err := b.Unknown(t.Context(), []string{number, "BJ2026-999999"})
	require.NoError(t, err)
	require.Equal(t, []string{"BJ2026-999999"}, unknown)
}

// TestAStandingStartIsTriedAfterItsReleaseOnly: a case whose number is taken is not
// started again and again, and stands still no longer once it was.
func TestAStandingStartIsTriedAfterItsReleaseOnly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	unstarted := func() int {
		got, err := b.Unstarted(t.Context(), now().Add(1<<30), 10)
		require.NoError(t, err)
		return len(got)
	}
	require.Equal(t, 1, unstarted())
	require.NoError(t, b.Park(t.Context(), casework.ParkRequest{Number: number, Run: 1, Doing: "start", At: now(), Code: casework.NumberTaken}))
	require.Zero(t, unstarted())
	require.NoError(t, b.ReleaseParked(t.Context(), number, "admin"))
	require.Equal(t, 1, unstarted())
	require.NoError(t, b.MarkStarted(t.Context(), number))
	parked, err := b.Parked(t.Context())
	require.NoError(t, err)
	require.Empty(t, parked)
}
