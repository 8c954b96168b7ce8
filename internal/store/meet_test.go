package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// Two transactions meet: the first is stopped where it wants a table that the test
// holds, the second comes, and only then the first goes on. What each locks before
// shows in what both leave behind.

// hold takes a table until the returned function lets it go.
func (b *bundle) hold(t *testing.T, table string) (letGo func()) {
	t.Helper()
	tx, err := b.raw.BeginTxx(t.Context(), nil)
	require.NoError(t, err)
	_, err = tx.ExecContext(t.Context(), `LOCK TABLE `+table+` IN SHARE MODE`)
	require.NoError(t, err)
	t.Cleanup(func() { _ = tx.Rollback() }) // no-op once let go
	return func() { require.NoError(t, tx.Rollback()) }
}

// stopped waits until so many transactions of this database wait for a lock, or one
// of those that were to wait is over instead.
func (b *bundle) stopped(t *testing.T, n int, over <-chan error) {
	t.Helper()
	require.Eventually(t, func() bool {
		return len(over) > 0 || count(t, b, `SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND pid IN
			(SELECT pid FROM pg_stat_activity WHERE datname = current_database())`) >= n
	}, 20*time.Second, 10*time.Millisecond)
}

// Two files for a case with room for one: one is kept, whichever comes first.
func TestTwoFilesAtOnceForTheLastPlace(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	for i := range casework.MaxFiles - 1 {
		_, _, err := b.SaveCommand(t.Context(), attach(number, file(t, "a.txt", strings.Repeat("a", i+1))))
		require.NoError(t, err)
	}
	letGo := b.hold(t, "attachment_pieces")
	done := make(chan error, 2)
	for i, text := range []string{"one more", "and one more"} {
		in := attach(number, file(t, "b.txt", text))
		go func() {
			_, _, err := b.SaveCommand(t.Context(), in)
			done <- err
		}()
		b.stopped(t, i+1, done)
	}
	letGo()
	first, second := <-done, <-done
	if first != nil {
		first, second = second, first
	}
	require.NoError(t, first)
	require.Equal(t, casework.FilesTooMany, casework.CodeOf(second))
	require.Equal(t, casework.MaxFiles, b.count(t, "attachments"))
}

// A case is merged while its leading case is being answered: the merge waits for the
// answer and hears of it. Without the leader's lock it would read a promise still
// running, and the leader, which looked for followers already, would not see it.
func TestAMergeMeetsAnAnswerBeingGiven(t *testing.T) {
	t.Parallel()
	b := setup(t)
	leader, follower := b.handled(t), b.handled(t)
	answered := b.promised(t, leader, casework.ClockMet, now())
	answered.Events = append(answered.Events, casework.Event{ // makes the commit take a number, after it looked for followers
		Key: "1.2.9", At: now(), Name: casework.AccountabilityOpened, Clock: "handle", Round: 1, Detail: map[string]string{"post": "window"},
	})
	merged := b.next(t, follower, casework.Event{At: now(), Name: casework.Merged, Other: leader, Actor: "sun"})
	merged.State.Stage, merged.State.Follows = casework.StageMerged, leader

	letGo := b.hold(t, "serials")
	answering, merging := make(chan error, 1), make(chan error, 1)
	go func() {
		_, err := b.Commit(t.Context(), answered, "run", nil)
		answering <- err
	}()
	b.stopped(t, 1, answering)
	go func() {
		_, err := b.Commit(t.Context(), merged, "run", nil)
		merging <- err
	}()
	b.stopped(t, 2, merging)
	letGo()
	require.NoError(t, <-answering)
	require.NoError(t, <-merging)
	require.Equal(t, casework.Answered, b.waiting(t)[follower].Command.Args.Outcome)
}
