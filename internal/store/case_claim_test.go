package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// keeps stores a command at an instant, as the counter does while the engine is away.
func (b *bundle) keeps(t *testing.T, number, id string, at time.Time) casework.Command {
	t.Helper()
	in := core.NewCommand{Number: number, Digest: []byte(id), Command: casework.Command{
		ID: id, Name: casework.Chase, Actor: "wang", Roles: []casework.Role{casework.SectionHead}, At: at,
	}}
	cmd, _, err := b.SaveCommand(t.Context(), in)
	require.NoError(t, err)
	return cmd
}

// Clocks run out late, after an outage: what was stored before their instant, and
// only that, comes first, oldest first, and nothing is written.
func TestAStepOfClocksComesAfterWhatWasStoredBeforeIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number, other := b.register(t), b.register(t)
	b.commit(t, step(number, 1, started(now())))
	due := now().Add(-10 * time.Minute)
	first, second := b.keeps(t, number, "first", due.Add(-2*time.Minute)), b.keeps(t, number, "second", due.Add(-time.Microsecond))
	b.keeps(t, number, "at the instant", due)
	b.keeps(t, other, "of another case", due.Add(-time.Hour))
	b.keeps(t, number, "decided", due.Add(-time.Hour))
	require.NoError(t, b.SaveVerdict(t.Context(), number, casework.Verdict{ID: "decided", Command: casework.Chase, Accepted: true, At: due}))

	late := step(number, 2, breached(due, casework.ActingHolder))
	late.At, late.Asks = due, true
	for range 2 { // a lost answer is given again
		answer, err := b.Commit(t.Context(), late, "run", nil)
		require.NoError(t, err)
		require.Equal(t, casework.Committed{Earlier: []casework.Command{first, second}}, answer)
		require.False(t, answer.Written())
	}
	require.Equal(t, []casework.EventName{casework.ClockStarted}, b.events(t, number))
	require.Equal(t, []casework.EventName{casework.ClockStarted}, b.inbox(t, "li"))
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM steps WHERE number = $1`, number))

	for _, c := range []casework.Command{first, second} {
		require.NoError(t, b.SaveVerdict(t.Context(), number, casework.Verdict{ID: c.ID, Command: c.Name, Accepted: true, At: c.At}))
	}
	b.commit(t, late)
	b.commit(t, late) // twice is once
	require.ElementsMatch(t, []casework.EventName{casework.ClockStarted, casework.ClockBreached}, b.events(t, number))
}

// A command waits for what was stored before it, and for nothing else: not for itself,
// nor for what came after it, though its step has armed a later instant.
func TestACommandComesAfterWhatWasStoredBeforeIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now())))
	first, second := b.keeps(t, number, "first", now().Add(-time.Minute)), b.keeps(t, number, "second", now().Add(-time.Second))
	obeys := func(revision int, c casework.Command) casework.Step {
		s := step(number, revision)
		s.Verdict = &casework.Verdict{ID: c.ID, Command: c.Name, Accepted: true, At: c.At}
		s.Command, s.Asks, s.At = &c, true, now().Add(-time.Millisecond)
		return s
	}
	answer, err := b.Commit(t.Context(), obeys(2, second), "run", nil)
	require.NoError(t, err)
	require.Equal(t, []casework.Command{first}, answer.Earlier)
	b.commit(t, obeys(2, first))
	b.commit(t, obeys(3, second))
}

// Who does not read the answer is written; so is a step whose maker has seen all there
// is. Each is the same step, whether it asks or not.
func TestWhatDoesNotAskIsWritten(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.keeps(t, number, "waits", now().Add(-time.Hour))
	b.keeps(t, number, "lies ahead", now().Add(time.Hour))
	silent := step(number, 1, started(now()))
	b.commit(t, silent)
	silent.Heeds, silent.Asks = true, true
	b.commit(t, silent)

	obeyed := step(number, 2)
	obeyed.Verdict = &casework.Verdict{ID: "waits", Command: casework.Chase, Accepted: true, At: now()}
	b.commit(t, obeyed)
	armed := step(number, 3)
	armed.Asks, armed.At = true, now().Add(2*time.Hour)
	b.commit(t, armed) // what will be so later waits for nothing now
}

// However much waits, one answer stays small: it stands in the engine's history.
func TestOneAnswerIsBounded(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	for i := range 40 {
		b.keeps(t, number, "c"+string(rune('A'+i)), now().Add(time.Duration(i-100)*time.Second))
	}
	late := step(number, 1)
	late.Asks = true
	answer, err := b.Commit(t.Context(), late, "run", nil)
	require.NoError(t, err)
	require.Len(t, answer.Earlier, 16)
	require.Equal(t, "cA", answer.Earlier[0].ID)
}
