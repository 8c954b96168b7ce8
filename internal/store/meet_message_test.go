package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/messages"
)

// Two couriers come at once, one of them for every channel, as after a change of what
// they serve: no message goes twice, and none waits for the other courier.
func TestTwoCouriersAtOnce(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	c.commit(t, step(c.register(t), 1, breached(now(), casework.ActingHolder, casework.SectionHead)))
	claims := func(rows *[]messages.OutboxRow, on messages.Channels) func() error {
		return func() (err error) {
			*rows, err = c.ClaimOutbox(t.Context(), 10, time.Minute, on)
			return err
		}
	}
	var mine, theirs []messages.OutboxRow
	first, second := c.meet(t, aboutToEnd, claims(&mine, messages.AnyChannel), claims(&theirs, messages.Channels{Names: []string{messages.Mail}}))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Len(t, mine, 2)
	require.Empty(t, theirs)
}

// A courier was slow to begin, and another has claimed his messages since: they are the
// other's.
func TestACourierMeetsTheNextOne(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	c.commit(t, step(c.register(t), 1, breached(now(), casework.ActingHolder)))
	rows, err := c.ClaimOutbox(t.Context(), 10, 0, messages.AnyChannel) // his time is over at once
	require.NoError(t, err)
	require.Len(t, rows, 1)
	begins := func(held *[]messages.OutboxRow) func() error {
		return func() (err error) {
			*held, err = c.BeginOutbox(t.Context(), rows, time.Minute)
			return err
		}
	}
	var late, next []messages.OutboxRow
	first, second := c.meet(t, "attempts = attempts + 1", begins(&late), func() (err error) {
		next, err = c.ClaimOutbox(t.Context(), 10, time.Minute, messages.AnyChannel)
		return err
	})
	require.NoError(t, first)
	require.NoError(t, second)
	require.Len(t, next, 1)
	require.Empty(t, late)
}

// A message has left and is being written down as sent when its event is taken back:
// who has it is told that it was untrue.
func TestAMessageSentMeetsItsTakingBack(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	number := c.register(t)
	c.commit(t, step(number, 1, breached(now().Add(-time.Minute), casework.ActingHolder)))
	rows, err := c.ClaimOutbox(t.Context(), 1, time.Minute, messages.AnyChannel)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	back := step(number, 2)
	back.TakenBack = []string{key(1, 0)}
	first, second := c.meet(t, "SET state = 'sent'", func() error { return c.Sent(t.Context(), rows[0].ID) }, c.commits(t, back))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Equal(t, []casework.EventName{messages.Correction}, c.inbox(t, "li"))
}
