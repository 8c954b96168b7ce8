package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// Who covers knows since when A is away and until when, so that his powers can be
// measured; A in his own place knows nothing of it (R160, R166).
func TestHoldingsTellTheAbsence(t *testing.T) {
	t.Parallel()
	b := setup(t)
	since := now().Add(-time.Hour).Truncate(time.Second)
	id := b.leaves(t, "li", since)
	held, err := b.Holdings(t.Context(), "zhou", now())
	require.NoError(t, err)
	require.Len(t, held, 1)
	require.Equal(t, "li", held[0].Covers)
	require.True(t, since.Equal(*held[0].Since))
	require.True(t, since.Add(2*time.Hour).Equal(*held[0].Until))
	require.NoError(t, b.EndAbsence(t.Context(), id, now()))
	held, err = b.Holdings(t.Context(), "zhou", now())
	require.NoError(t, err)
	require.True(t, held[0].Standby)
	require.Nil(t, held[0].Since)
}

// What others did while he was away, on his posts alone (R168); and the open clocks
// of what lies there (R164).
func TestWhatWasDoneMeanwhile(t *testing.T) {
	t.Parallel()
	b := setup(t)
	none, err := b.LastAway(t.Context(), "li")
	require.NoError(t, err)
	require.Nil(t, none)
	since := now().Add(-time.Hour).Truncate(time.Second)
	id := b.leaves(t, "li", since)
	number := b.register(t)
	own := step(number, 1,
		casework.Event{At: since.Add(time.Minute), Name: casework.Accepted, Actor: "zhou"},
		casework.Event{At: since.Add(-time.Minute), Name: casework.Chased, Actor: "zhou"},
		casework.Event{At: since.Add(time.Minute), Name: casework.Supplemented, Actor: "li"})
	b.commit(t, own)
	require.NoError(t, b.EndAbsence(t.Context(), id, since.Add(30*time.Minute)))
	away, err := b.LastAway(t.Context(), "li")
	require.NoError(t, err)
	require.True(t, since.Equal(away.From))
	require.True(t, since.Add(30*time.Minute).Equal(away.To))
	done, err := b.Meanwhile(t.Context(), "li", []string{own.State.Post}, *away)
	require.NoError(t, err)
	require.Len(t, done, 1)
	require.Equal(t, number, done[0].Number)
	require.Equal(t, casework.Accepted, done[0].Name)
	require.Equal(t, "zhou", done[0].Actor)
	elsewhere, err := b.Meanwhile(t.Context(), "li", []string{"gate"}, *away)
	require.NoError(t, err)
	require.Empty(t, elsewhere)

	// What was handed on lay there until then, and is his to know of; what the next desk
	// did with it is not.
	moved := b.register(t)
	handed := step(moved, 1,
		casework.Event{At: since.Add(2 * time.Minute), Name: casework.Supplemented, Actor: "zhou"},
		casework.Event{At: since.Add(3 * time.Minute), Name: casework.Transferred, Actor: "zhou", Detail: map[string]string{"from": "window", "to": "head"}},
		casework.Event{At: since.Add(4 * time.Minute), Name: casework.Accepted, Actor: "wang"})
	handed.State.Post = "head"
	b.commit(t, handed)
	done, err = b.Meanwhile(t.Context(), "li", []string{"window"}, *away)
	require.NoError(t, err)
	require.Len(t, done, 3)
	require.Equal(t, []casework.EventName{casework.Supplemented, casework.Transferred}, []casework.EventName{done[1].Name, done[2].Name})
	require.Equal(t, moved, done[2].Number)
	next, err := b.Meanwhile(t.Context(), "wang-too", []string{"head"}, *away)
	require.NoError(t, err)
	require.Len(t, next, 1)
	require.Equal(t, casework.Accepted, next[0].Name)

	rows, err := b.OpenOn(t.Context(), []string{own.State.Post})
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.NotEmpty(t, rows[0].Clocks)
}
