package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// What was made public on cases of a matter, the newest first and so many: what lies ahead,
// was taken back or stands on a void registration was never said (R240).
func TestWhatWasSaidOfAMatter(t *testing.T) {
	t.Parallel()
	b := setup(t)
	said := func(at time.Time) casework.Event {
		return casework.Event{At: at, Name: kind.ReasonPublished, Rule: "R240", TextID: "why"}
	}
	older, newer := b.register(t), b.register(t)
	b.commit(t, step(older, 1, said(now().Add(-time.Hour)), casework.Event{At: now(), Name: casework.Explained, Rule: "R059"}))
	b.commit(t, step(newer, 1, said(now().Add(-time.Minute))))
	b.commit(t, step(b.register(t), 1, said(now().Add(time.Hour))))
	back, void := b.register(t), b.register(t)
	b.commit(t, step(back, 1, said(now().Add(-time.Minute))))
	s := step(back, 2)
	s.TakenBack = []string{key(1, 0)}
	b.commit(t, s)
	b.commit(t, step(void, 1, said(now().Add(-time.Minute))))
	_, err := b.raw.ExecContext(t.Context(), `UPDATE cases SET voided_at = now() WHERE number = $1`, void)
	require.NoError(t, err)

	of := func(item string, most int) (numbers []string) {
		rows, err := b.Said(t.Context(), kind.ReasonPublished, "R240", item, most)
		require.NoError(t, err)
		for _, row := range rows {
			require.Equal(t, "why", row.TextID)
			numbers = append(numbers, row.Number)
		}
		return numbers
	}
	item := newCase().Item
	require.Equal(t, []string{newer, older}, of(item, 20))
	require.Equal(t, []string{newer}, of(item, 1))
	require.Empty(t, of("another", 20))
}
