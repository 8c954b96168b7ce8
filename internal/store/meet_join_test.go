package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// merging is the step by which a case follows another.
func (b *bundle) merging(t *testing.T, number, leader string) casework.Step {
	t.Helper()
	s := b.next(t, number, casework.Event{At: now(), Name: casework.Merged, Other: leader, Actor: "sun"})
	s.State.Stage, s.State.Follows = casework.StageMerged, leader
	return s
}

// A case is merged while its leading case is being answered: the merge waits for the
// answer and hears of it. Without the leader's lock it would read a promise still
// running, and the leader, which looked for followers already, would not see it.
func TestAMergeMeetsAnAnswerBeingGiven(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	leader, follower := c.handled(t), c.handled(t)
	answered := c.promised(t, leader, casework.ClockMet, now())
	answering, merging := c.meet(t, aboutToEnd, c.commits(t, answered), c.commits(t, c.merging(t, follower, leader)))
	require.NoError(t, answering)
	require.NoError(t, merging)
	require.Equal(t, casework.Answered, c.waiting(t)[follower].Command.Args.Outcome)
}

// deadlock is the SQLSTATE of whom PostgreSQL lets go where two wait for each other.
const deadlock = "40P01"

// Two cases are merged into each other at once. Each has its own row and waits for the
// other's, so the database sends one of them back; tried again, as activities are, it
// finds itself followed and is let go: no circle of cases that never answer.
func TestTwoMergesIntoEachOther(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	one, other := c.handled(t), c.handled(t)
	steps := []casework.Step{c.merging(t, one, other), c.merging(t, other, one)}
	first, second := c.meet(t, "FOR SHARE", c.commits(t, steps[0]), c.commits(t, steps[1]))
	again := 0
	for i, err := range []error{first, second} {
		if err == nil {
			continue
		}
		var fault *kernel.Fault
		require.True(t, errors.As(err, &fault) && fault.State == deadlock, err)
		require.NoError(t, c.commits(t, steps[i])())
		again++
	}
	require.Equal(t, 1, again)
	told := c.waiting(t)
	require.Len(t, told, 1, "one leads")
	for _, w := range told {
		require.Equal(t, casework.Released, w.Command.Args.Outcome)
	}
}

// Two late duplicates on one post ask at once who answers for them: one case is opened,
// and the second joins it (design section 1).
func TestTwoDuplicatesAskAtOnce(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	leader, follower := c.handled(t), c.handled(t)
	c.mergeInto(t, follower, leader)
	asks := func(number, follows string) func() error {
		s := c.next(t, number, casework.Event{At: now(), Name: casework.AccountabilityOpened, Detail: map[string]string{"post": "window"}})
		s.State.Follows = follows
		return c.commits(t, s)
	}
	first, second := c.meet(t, aboutToEnd, asks(leader, ""), asks(follower, leader))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Equal(t, 1, count(t, c.bundle, `SELECT count(*) FROM cases WHERE kind = 'accountability'`))
}

// Two who answer for one matter are judged at once: whoever is second finds the first
// ended, and the complaint is told what came of it (R131 to R133).
func TestTheLastTwoOfAMatterEndAtOnce(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	complaint := c.handled(t)
	account := c.asks(t, complaint)
	split := c.outcome(t, account, complaint, "", time.Time{})
	split.At = now()
	split.Events[0] = casework.Event{
		Key: split.Events[0].Key, At: split.At, Name: casework.AccountabilityOpened, Level: casework.LevelSplit, Actor: "sun",
		Detail: map[string]string{"person": "zhao", "share": casework.ShareMain},
	}
	c.commit(t, split)
	ties, err := c.Links(t.Context(), account)
	require.NoError(t, err)
	require.Len(t, ties, 1)

	ends := func(number string, facts map[string]string) func() error {
		s := c.outcome(t, number, complaint, "no_fault", now())
		s.State.Facts = facts
		return c.commits(t, s)
	}
	first, second := c.meet(t, aboutToEnd, ends(ties[0].Number, map[string]string{"person": "zhao", casework.FactSplitFrom: account}),
		ends(account, map[string]string{"person": "li"}))
	require.NoError(t, first)
	require.NoError(t, second)
	require.Equal(t, casework.Accounted, c.waiting(t)[complaint].Command.Name)
}

// A late duplicate joins the accountability case of its leader while that is being
// closed: it is told the outcome, or asks in a case of its own; never neither.
func TestADuplicateJoinsWhatIsBeingClosed(t *testing.T) {
	t.Parallel()
	for name, joinFirst := range map[string]bool{"it joins first": true, "the closing is first": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := meeting(t)
			leader, follower := c.handled(t), c.handled(t)
			c.mergeInto(t, follower, leader)
			account := c.asks(t, leader)
			join := c.next(t, follower, casework.Event{At: now(), Name: casework.AccountabilityOpened, Detail: map[string]string{"post": "window"}})
			join.State.Follows = leader
			first, second := c.commits(t, join), c.commits(t, c.outcome(t, account, leader, "no_fault", now()))
			if !joinFirst {
				first, second = second, first
			}
			ofFirst, ofSecond := c.meet(t, aboutToEnd, first, second)
			require.NoError(t, ofFirst)
			require.NoError(t, ofSecond)
			_, told := c.waiting(t)[follower]
			require.Equal(t, joinFirst, told)
			view, err := c.Case(t.Context(), follower)
			require.NoError(t, err)
			require.Equal(t, !joinFirst, len(view.Opened) == 1)
		})
	}
}
