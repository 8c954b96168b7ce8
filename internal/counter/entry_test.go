package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// Received two days ago and entered yesterday: until then it lay on the post that
// entered it, and the time was that post's turn. The handler answers for what came after.
func TestTheTimeBeforeTheEntryIsThatOfWhoEnteredIt(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	received, entered := b.now.Add(-48*time.Hour), b.now.Add(-24*time.Hour)
	b.handling(func(s *casework.State) {
		s.Received, s.Registered, s.Entry = received, entered, &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
	})
	view := b.store.Cases[number]
	view.Received, view.Registered, view.Turn = received, entered, casework.Handler
	b.store.Cases[number] = view
	shares, err := b.Turns(t.Context(), efficiency(), number)
	require.NoError(t, err)
	booked := map[casework.Role]bool{}
	for _, s := range shares {
		booked[s.Role] = true
	}
	require.Equal(t, map[casework.Role]bool{casework.Clerk: true, casework.Handler: true}, booked)
	spans, err := b.Duty(t.Context(), efficiency(), number)
	require.NoError(t, err)
	require.Equal(t, "window", spans[0].Post)
	require.True(t, spans[0].From.Equal(received) && spans[0].To.Equal(entered), "%v", spans)
	require.Equal(t, "permit-1", spans[len(spans)-1].Post)
}
