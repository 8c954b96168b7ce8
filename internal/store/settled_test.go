package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Two are granted leave while the engine is away, the one at 10 o'clock, the other at
// 11: of who is on duty the second hears once the first is decided, and the first at
// once (R169).
func TestWhoIsOnDutyIsKnownOnceEarlierActsAreDecided(t *testing.T) {
	t.Parallel()
	b := setup(t)
	from := now().Add(time.Hour).Truncate(time.Second)
	asks := func(person string, began bool) string {
		in := leave(from, from.Add(time.Hour))
		in.Facts["person"] = person
		number, _, err := b.RegisterCase(t.Context(), in)
		require.NoError(t, err)
		if began {
			require.NoError(t, b.MarkStarted(t.Context(), number))
		}
		return number
	}
	first, second, matter := asks("li", true), asks("zhou", true), b.register(t)
	ten, eleven := now().Add(-2*time.Hour), now().Add(-time.Hour)
	settled := func(number string, at time.Time) bool {
		t.Helper()
		is, err := b.Settled(t.Context(), number, at)
		require.NoError(t, err)
		return is
	}
	require.True(t, settled(second, eleven))

	b.keeps(t, b.register(t), "of no absence", ten)
	require.True(t, settled(second, eleven), "nobody's leave hangs on it")
	b.keeps(t, first, "granted at ten", ten)
	b.keeps(t, second, "granted at eleven", eleven)
	require.False(t, settled(second, eleven))
	require.False(t, settled(matter, eleven), "who is asked for more time hangs on it too")
	require.True(t, settled(first, ten), "the earliest waits for nobody")
	require.True(t, settled(second, ten), "nor does what is of one instant")
	require.True(t, settled(first, now()), "what waits of its own comes first anyway")

	require.NoError(t, b.Park(t.Context(), casework.ParkRequest{Number: first, Run: 1, At: now()}))
	require.True(t, settled(second, eleven), "a case that stands still holds up nobody")
	require.NoError(t, b.Park(t.Context(), casework.ParkRequest{Number: first, Gone: true}))
	require.False(t, settled(second, eleven))
	require.NoError(t, b.SaveVerdict(t.Context(), first, casework.Verdict{ID: "granted at ten", Command: casework.Chase, Accepted: true, At: ten}))
	require.True(t, settled(second, eleven))

	in := leave(from, from.Add(time.Hour))
	in.Facts["person"], in.Facts["form"], in.Registered = "sun", core.FormEmergency, ten
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	require.False(t, settled(second, eleven), "he has left, and his case has not begun")
	require.NoError(t, b.MarkStarted(t.Context(), number))
	require.True(t, settled(second, eleven))
}

// That somebody stands on a post again counts from when he came, whatever acts on leaves
// wait meanwhile.
func TestTheMachineSpeaksOfItsInstant(t *testing.T) {
	t.Parallel()
	b := setup(t)
	from := now().Add(time.Hour).Truncate(time.Second)
	number, _, err := b.RegisterCase(t.Context(), leave(from, from.Add(time.Hour)))
	require.NoError(t, err)
	came := now().Add(-time.Hour)
	b.keeps(t, number, "an act that waits", came.Add(time.Minute))
	cmd, _, err := b.SaveCommand(t.Context(), core.NewCommand{Number: number, Digest: []byte("manned"), Command: casework.Command{
		ID: "manned", Name: casework.Manned, At: came,
	}})
	require.NoError(t, err)
	require.True(t, came.Equal(cmd.At))
}
