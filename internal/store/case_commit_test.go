package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

func TestCommitTwiceIsOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	s := step(number, 1, started(now()))
	s.Verdict = &casework.Verdict{ID: "signal-1", Command: casework.Accept, Accepted: true, At: now(), Revision: 1}
	s.Events[0].Actor = "li"
	s.Events[0].Detail = map[string]string{"days": "10"}

	b.commit(t, s)
	b.commit(t, s)

	rows, err := b.Timeline(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.Equal(t, []casework.Role{casework.ActingHolder}, rows[0].To)
	require.Equal(t, map[string]string{"days": "10"}, rows[0].Detail)
	require.Equal(t, "姓li", rows[0].ActorName)
	ledger, err := b.Ledger(t.Context(), number)
	require.NoError(t, err)
	require.Len(t, ledger, 1)
	require.Equal(t, "started", ledger[0].Cause)
	require.True(t, ledger[0].Old.IsZero())
	require.WithinDuration(t, s.Events[0].Due.New, ledger[0].New, 0)
	require.Equal(t, "cn@1", ledger[0].Calendar)
	require.Equal(t, []casework.EventName{casework.ClockStarted}, b.inbox(t, "li"))
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM outbox`))

	verdict, err := b.VerdictOf(t.Context(), "signal-1")
	require.NoError(t, err)
	require.True(t, verdict.Accepted)
	require.Equal(t, 1, count(t, b, `SELECT count(*) FROM commands WHERE actor = 'li' AND number = $1`, number), "a signal is written down")

	s.State.Stage = casework.StageDeliver
	_, err = b.Commit(t.Context(), s, "run", nil)
	require.Equal(t, casework.Diverged, casework.CodeOf(err))
	_, err = b.Commit(t.Context(), step("BJ2026-999999", 1), "run", nil)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

func TestCommitNeverGoesBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	later := step(number, 2)
	later.State.Stage = casework.StageDeliver
	b.commit(t, later)
	b.commit(t, step(number, 1, started(now())))

	v, err := b.Case(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, casework.StageDeliver, v.Stage)
	require.Equal(t, 2, v.Revision)
	require.Equal(t, []casework.EventName{casework.ClockStarted}, b.events(t, number), "the record is complete all the same")

	_, err = b.NextRun(t.Context(), number, 1)
	require.NoError(t, err)
	late := step(number, 9, breached(now(), casework.ActingHolder))
	late.State.Stage = casework.StageIntake
	_, err = b.Commit(t.Context(), late, "run", nil)
	require.Equal(t, casework.OldRun, casework.CodeOf(err))
	v, err = b.Case(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, casework.StageDeliver, v.Stage, "a late step of the old run")
	require.Equal(t, []casework.EventName{casework.ClockStarted}, b.events(t, number), "nor is it in the record")
	b.commit(t, later) // an answer lost on the way is asked for again, whatever run it is by now
	first := step(number, 1)
	first.State.Run = 2
	b.commit(t, first)
	v, err = b.Case(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, casework.StageHandle, v.Stage)
}

func TestClockStatusIsComputedWhenRead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	hour := time.Hour
	past, ahead := now().Add(-hour), now().Add(hour)
	for name, tt := range map[string]struct {
		change func(*casework.Clock)
		status casework.ClockStatus
		light  casework.Light
	}{
		"running": {func(*casework.Clock) {}, casework.Running, casework.Green},
		"near": {func(c *casework.Clock) {
			c.Alarms = append(c.Alarms, casework.Alarm{At: past, Kind: casework.AlarmNear})
		}, casework.Running, casework.Yellow},
		"near is still ahead": {func(c *casework.Clock) {
			c.Alarms = append(c.Alarms, casework.Alarm{At: ahead, Kind: casework.AlarmNear})
		}, casework.Running, casework.Green},
		"entered for the past: no warning is ahead, and it is near": {func(c *casework.Clock) {
			c.Start, c.Near = past.Add(-hour), past
		}, casework.Running, casework.Yellow},
		"as long as nothing warned of it otherwise": {func(c *casework.Clock) {
			c.Start, c.Near, c.Alarms = past.Add(-hour), past, append(c.Alarms, casework.Alarm{At: ahead, Kind: casework.AlarmNear})
		}, casework.Running, casework.Green},
		"breached, whatever the engine has got round to": {func(c *casework.Clock) { c.Due = past }, casework.Breached, casework.Red},
		"a right does not breach": {func(c *casework.Clock) {
			c.Due, c.Outcome = past, casework.Lapse
		}, casework.Running, casework.Green},
		"paused": {func(c *casework.Clock) {
			c.Status, c.Pauses = casework.Paused, []casework.Span{{From: past, To: ahead}}
		}, casework.Paused, casework.Grey},
		"a pause that ended": {func(c *casework.Clock) {
			c.Pauses = []casework.Span{{From: past.Add(-hour), To: past}}
		}, casework.Running, casework.Green},
		"the end of a pause is armed": {func(c *casework.Clock) {
			c.Pauses = []casework.Span{{From: past, To: ahead}}
		}, casework.Paused, casework.Grey},
		"met, late": {func(c *casework.Clock) {
			c.Due, c.Status, c.Ended = past.Add(-hour), casework.Met, past
		}, casework.Met, casework.Grey},
		"its end is armed": {func(c *casework.Clock) {
			c.Outcome, c.Status, c.Ended, c.Due = casework.Deem, casework.Deemed, ahead, ahead
		}, casework.Running, casework.Green},
	} {
		t.Run(name, func(t *testing.T) {
			number := b.register(t)
			s := step(number, 1, started(now()))
			tt.change(&s.State.Clocks[0])
			b.commit(t, s)
			clocks, err := b.Clocks(t.Context(), number)
			require.NoError(t, err)
			require.Len(t, clocks, 1)
			require.Equal(t, tt.status, clocks[0].Status)
			require.Equal(t, tt.light, clocks[0].Light)
			require.Equal(t, "window", clocks[0].Post)
			require.Equal(t, "li", clocks[0].HolderID)
		})
	}
}

func TestWarningsGivenAreRemembered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	near := now().Add(-time.Minute)
	s := step(number, 1, started(now()))
	s.State.Clocks[0].Alarms = append(s.State.Clocks[0].Alarms, casework.Alarm{At: near, Kind: casework.AlarmNear})
	b.commit(t, s)

	b.commit(t, step(number, 2)) // the alarm has fired and is gone from the state
	clocks, err := b.Clocks(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, casework.Yellow, clocks[0].Light)

	moved := step(number, 3)
	moved.State.Clocks[0].DueVersion = 2
	b.commit(t, moved)
	clocks, err = b.Clocks(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, casework.Green, clocks[0].Light, "a new due date warns anew")
}

// appears waits until the database's clock has passed an armed instant.
func appears(t *testing.T, what func() bool) {
	t.Helper()
	require.Eventually(t, what, 10*time.Second, 20*time.Millisecond)
}

func TestArmedStepShowsAtItsInstant(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now())))
	at := now().Add(4 * time.Second)
	deemed := breached(at, casework.ActingHolder)
	deemed.Name = casework.ClockDeemed
	closed := casework.Event{At: at, Name: casework.CaseClosed}
	s := step(number, 2, deemed, closed, casework.Event{At: at, Name: casework.ClockStarted, Clock: "deliver", Round: 1})
	s.At, s.Before = at, &casework.Standing{Stage: casework.StageHandle, Turn: casework.Handler}
	s.State.Stage, s.State.Turn, s.State.ClosedAt, s.State.Result = casework.StageClosed, "", at, "completed"
	s.State.Clocks[0].Outcome, s.State.Clocks[0].Status, s.State.Clocks[0].Ended = casework.Deem, casework.Deemed, at
	deliver := handle(now().Add(time.Hour))
	deliver.Name = "deliver"
	s.State.Clocks = append(s.State.Clocks, deliver)
	b.commit(t, s)

	v, err := b.Case(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, []casework.EventName{casework.ClockStarted}, b.events(t, number))
	require.Equal(t, []casework.EventName{casework.ClockStarted}, b.inbox(t, "li"))
	require.Equal(t, casework.StageHandle, v.Stage)
	require.Equal(t, casework.Handler, v.Turn)
	require.Nil(t, v.Closed)
	require.Empty(t, v.Result)
	require.Len(t, v.Clocks, 1, "the clock that begins then is hidden")
	require.Equal(t, casework.Running, v.Clocks[0].Status)

	appears(t, func() bool { return len(b.events(t, number)) == 4 })
	v, err = b.Case(t.Context(), number)
	require.NoError(t, err)
	require.Equal(t, casework.StageClosed, v.Stage)
	require.WithinDuration(t, at, *v.Closed, 0)
	require.Equal(t, "completed", v.Result)
	require.Len(t, v.Clocks, 2)
	require.ElementsMatch(t, []casework.EventName{casework.ClockStarted, casework.ClockDeemed}, b.inbox(t, "li"))
	require.WithinDuration(t, at, time.Now(), 9*time.Second)
}
