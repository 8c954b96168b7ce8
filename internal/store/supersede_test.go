package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/messages"
)

func opened(at time.Time) casework.Event {
	return casework.Event{
		At: at, Name: casework.AccountabilityOpened, Clock: "handle", Round: 1, DueVersion: 1,
		To:     []casework.Role{casework.PrincipalLeader, casework.EfficiencyOffice},
		Detail: map[string]string{"post": "window", "clock": "handle", "round": "1"},
	}
}

func TestOpenedCase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	at := now().Add(1200 * time.Millisecond)
	first := step(number, 1, started(now()), opened(at))
	due := first.State.Clocks[0].Due
	b.commit(t, first)
	unstarted := func() []casework.State {
		states, err := b.Unstarted(t.Context(), now().Add(time.Hour), 10)
		require.NoError(t, err)
		return states
	}
	require.Empty(t, unstarted(), "nothing before the instant")
	appears(t, func() bool { return len(unstarted()) == 1 })

	v, err := b.Case(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, v.Opened, 1)
	zz, err := b.Case(t.Context(), v.Opened[0])
	require.NoError(t, err)
	require.Equal(t, number, zz.Parent)
	require.Equal(t, "efficiency", zz.Unit)
	require.Equal(t, "eff", zz.Post)
	require.Equal(t, casework.StageVerify, zz.Stage)
	require.WithinDuration(t, at, zz.Registered, 0)
	for _, state := range unstarted() {
		if state.Kind == casework.Accountability {
			require.Equal(t, casework.Cause{Number: number, Clock: "handle", Round: 1, Post: "window", At: at, Due: due}, *state.Cause, "what it answers for is named by the day it was due")
			require.Equal(t, v.Opened[0], state.Number)
			return
		}
	}
	t.Fatal("no accountability case to start")
}

func TestTakenBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	at := now().Add(-time.Minute)
	breach := breached(at, casework.ActingHolder, casework.SectionHead)
	breach.Due = &casework.DueChange{Cause: "extended", New: at, Date: "2026-01-01", Start: at, Limit: "10wd"}
	armed := breached(now().Add(time.Hour), casework.LeaderInCharge)
	armed.Name, armed.Level = casework.Escalated, "2"
	b.commit(t, step(number, 1, started(now()), breach, opened(at), armed))
	require.Len(t, b.inbox(t, "li"), 2)
	require.Equal(t, []casework.EventName{casework.ClockBreached}, b.inbox(t, "wang"))

	claimed, err := b.ClaimOutbox(t.Context(), 100, time.Minute, messages.AnyChannel)
	require.NoError(t, err)
	for _, row := range claimed {
		if row.Person == "wang" { // the section head has his mail already
			require.NoError(t, b.Sent(t.Context(), row.ID))
		}
	}
	s := step(number, 2, casework.Event{At: at, Name: casework.ClockMet, Clock: "handle", Round: 1})
	s.TakenBack = []string{key(1, 1), key(1, 2), key(1, 3)}
	b.commit(t, s)

	require.Equal(t, []casework.EventName{casework.ClockMet, casework.ClockStarted}, b.events(t, number))
	ledger, err := b.Ledger(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, ledger, 1)
	require.Equal(t, []casework.EventName{casework.ClockStarted}, b.inbox(t, "li"), "not told outside, so nothing to correct")
	require.Equal(t, []casework.EventName{messages.Correction}, b.inbox(t, "wang"))
	v, err := b.Case(t.Context(), number)
	require.NoError(t, err)
	require.Empty(t, v.Opened)
	states, err := b.Unstarted(t.Context(), now().Add(time.Hour), 10)
	require.NoError(t, err)
	require.Empty(t, states, "the opened case stays void")
	require.Equal(t, 3, count(t, b, `SELECT count(*) FROM timeline WHERE takes_back IS NOT NULL`), "nothing was removed")

	rows, err := b.ClaimOutbox(t.Context(), 100, time.Minute, messages.AnyChannel)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, messages.Correction, rows[0].Event)
	require.Equal(t, casework.ClockBreached, rows[0].Of)
	require.Equal(t, "wang", rows[0].Person)
}

func TestTakenBackAndArmedAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	at := now().Add(-time.Minute)
	b.commit(t, step(number, 1, breached(at, casework.ActingHolder)))
	s := step(number, 2, breached(at, casework.ActingHolder))
	s.TakenBack = []string{key(1, 0)}
	b.commit(t, s)
	require.Equal(t, []casework.EventName{casework.ClockBreached}, b.events(t, number))
	require.Equal(t, []casework.EventName{casework.ClockBreached}, b.inbox(t, "li"))

	b.commit(t, step(number, 3, breached(at, casework.ActingHolder)))
	require.Equal(t, []casework.EventName{casework.ClockBreached}, b.inbox(t, "li"), "the same message is told once")
}

func TestSentWhileTakenBackIsCorrected(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, breached(now().Add(-time.Minute), casework.ActingHolder)))
	rows, err := b.ClaimOutbox(t.Context(), 1, time.Minute, messages.AnyChannel) // on its way
	require.NoError(t, err)
	require.Len(t, rows, 1)
	s := step(number, 2)
	s.TakenBack = []string{key(1, 0)}
	b.commit(t, s)
	require.Empty(t, b.inbox(t, "li"))
	require.NoError(t, b.Sent(t.Context(), rows[0].ID))
	require.Equal(t, []casework.EventName{messages.Correction}, b.inbox(t, "li"))
	require.NoError(t, b.Sent(t.Context(), rows[0].ID))
	require.Equal(t, []casework.EventName{messages.Correction}, b.inbox(t, "li"), "once")
}

func TestRecordIsAppendOnly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now())))
	require.NoError(t, b.Audit(t.Context(), "li", "read", number, ""))
	for _, table := range []string{"timeline", "ledger", "audit"} {
		for _, statement := range []string{"UPDATE %s SET at = now()", "DELETE FROM %s", "TRUNCATE %s CASCADE"} {
			_, err := b.raw.ExecContext(t.Context(), fmt.Sprintf(statement, table))
			require.ErrorContains(t, err, "only ever added", "%s of %s", statement, table)
		}
		require.Equal(t, 1, count(t, b, fmt.Sprintf("SELECT count(*) FROM %s", table)))
	}
}

func TestAStageThatNeverCameIsNoPreviousStage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now())))
	for revision := 2; revision < 4; revision++ { // armed, taken back, armed again
		at := now().Add(time.Hour)
		s := step(number, revision, casework.Event{At: at, Name: casework.CaseClosed})
		s.At, s.Before = at, &casework.Standing{Stage: casework.StageHandle, Turn: casework.Handler}
		s.State.Stage, s.State.ClosedAt = casework.StageClosed, at
		s.TakenBack = []string{key(revision-1, 0)}
		b.commit(t, s)
		v, err := b.Case(t.Context(), number)
		require.NoError(t, err)
		require.Equal(t, casework.StageHandle, v.Stage)
	}
}

// What a breach brought is taken back by its clock and round, whatever steps said it;
// what is written anew in the same step stands, and so does the case that was opened.
func TestWrittenAnew(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	at := now().Add(-time.Hour)
	card := breached(at)
	card.Name, card.Level = casework.CardIssued, casework.LevelYellow
	other := breached(at)
	other.Clock = "statutory"
	owed := casework.Event{At: at, Name: casework.ClockStarted, Clock: "explain", Round: 1, DueVersion: 1}
	b.commit(t, step(number, 1, started(now()), breached(at, casework.SectionHead), card))
	b.commit(t, step(number, 2, other, owed, opened(at)))
	again := breached(at.Add(time.Minute), casework.SectionHead)
	again.DueVersion = 2
	s := step(number, 3, again)
	s.Rewritten = []casework.Rewritten{{Clock: "handle", Round: 1}, {Clock: "explain", Round: 1, Whole: true}}
	b.commit(t, s)
	b.commit(t, s)
	rows, err := b.Timeline(t.Context(), number)
	require.NoError(t, err)
	var stand []string
	for _, r := range rows {
		stand = append(stand, r.Key+" "+string(r.Name)+" "+r.Clock)
	}
	require.ElementsMatch(t, []string{
		key(1, 0) + " clock_started handle", key(2, 0) + " clock_breached statutory", key(2, 2) + " accountability_opened handle", key(3, 0) + " clock_breached handle",
	}, stand)
	require.Equal(t, []casework.EventName{casework.ClockBreached}, b.inbox(t, "wang"), "told of it once, as it stands")
	v, err := b.Case(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, v.Opened, 1)
}

// What an earlier date brought was undone for itself, and stands as it was told.
func TestWhatWasUndoneStays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	at := now().Add(-time.Hour)
	late := func(version int) casework.Event {
		e := breached(at.Add(time.Duration(version) * time.Minute))
		e.DueVersion = version
		return e
	}
	b.commit(t, step(number, 1, started(now()), late(1)))
	b.commit(t, step(number, 2, late(2)))
	s := step(number, 3, late(3))
	s.Rewritten = []casework.Rewritten{{Clock: "handle", Round: 1, From: 2}}
	b.commit(t, s)
	rows, err := b.Timeline(t.Context(), number)
	require.NoError(t, err)
	var stand []string
	for _, r := range rows {
		stand = append(stand, r.Key)
	}
	require.ElementsMatch(t, []string{key(1, 0), key(1, 1), key(3, 0)}, stand)
}

// A round of a standing duty that was begun, and over, in steps since taken back leaves
// the table with them; one that is over and stands stays there, though the state has
// forgotten it.
func TestARoundTakenBackIsNoRound(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	begun := func(round int) casework.Event {
		e := started(now().Add(-time.Minute))
		e.Round = round
		return e
	}
	revision := func(n, round int, events ...casework.Event) casework.Step {
		s := step(number, n, events...)
		s.State.Clocks[0].Round = round
		if round > 1 {
			over := s.State.Clocks[0]
			over.Round, over.Status, over.Ended = round-1, casework.Recurred, now().Add(-time.Minute)
			s.State.Clocks = append(s.State.Clocks, over)
		}
		return s
	}
	rounds := func() (out []int) {
		require.NoError(t, b.raw.Select(&out, `SELECT round FROM clocks WHERE number = $1 ORDER BY round`, number))
		return out
	}
	b.commit(t, revision(1, 1, begun(1)))
	b.commit(t, revision(2, 2, begun(2)))
	b.commit(t, revision(3, 3, begun(3)))
	b.commit(t, revision(4, 4, begun(4)))
	require.Equal(t, []int{1, 2, 3, 4}, rounds())
	back := revision(5, 2)
	back.TakenBack = []string{key(3, 0), key(4, 0)}
	back.State.Clocks = back.State.Clocks[:1]
	b.commit(t, back)
	require.Equal(t, []int{1, 2}, rounds())
}
