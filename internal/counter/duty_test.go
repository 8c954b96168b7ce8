package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// TestDutyFollowsTheCaseFromPostToPost: a transfer ends one post's turn and
// begins the next, and no instant between receipt and now belongs to nobody unnamed.
func TestDutyFollowsTheCaseFromPostToPost(t *testing.T) {
	t.Parallel()
	b := setup(t)
	received := time.Date(2026, 9, 24, 1, 30, 0, 0, time.UTC)
	b.now = received.Add(100 * time.Hour)
	moved, back := received.Add(30*time.Hour), received.Add(50*time.Hour)
	b.handling()
	view := b.store.Cases[number]
	view.Received = received
	b.store.Cases[number] = view
	post := view.Post
	b.store.OnDuty = map[string]string{post: countertest.Handler, "other-1": countertest.Stranger}
	b.store.Events[number] = []casework.TimelineRow{
		{Name: casework.Transferred, At: moved, Detail: map[string]string{"from": post, "to": "other-1"}},
		{Name: casework.Chased, At: moved.Add(time.Hour)},
		{Name: casework.Transferred, At: back, Detail: map[string]string{"from": "other-1", "to": post}},
	}
	spans, err := b.Duty(t.Context(), handler(), number)
	require.NoError(t, err)
	require.Len(t, spans, 3)
	for i, want := range []struct {
		person   string
		from, to time.Time
	}{{countertest.Handler, received, moved}, {countertest.Stranger, moved, back}, {countertest.Handler, back, time.Time{}}} {
		require.Equal(t, want.person, spans[i].Person)
		require.True(t, want.from.Equal(spans[i].From))
		require.True(t, want.to.Equal(spans[i].To), "the last goes on")
	}

	closed := received.Add(60 * time.Hour)
	view.Closed = &closed
	b.store.Cases[number] = view
	spans, err = b.Duty(t.Context(), handler(), number)
	require.NoError(t, err)
	require.True(t, spans[2].To.Equal(closed), "a closed case ends it")
	_, err = b.Duty(t.Context(), countertest.Principal(countertest.Stranger), number)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

func TestLightsAskOnceForTheWholeDesk(t *testing.T) {
	t.Parallel()
	b := setup(t)
	midnight := time.Date(2026, 10, 16, 16, 0, 0, 0, time.UTC)
	_, err := b.Desk(t.Context(), handler(), cases.DeskFilter{Light: core.DueToday, Midnight: midnight})
	require.NoError(t, err)
	require.Equal(t, core.DueToday, b.store.LastClocks.Light)
	require.True(t, b.store.LastClocks.Midnight.Equal(midnight))
}
