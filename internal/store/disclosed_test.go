package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/disclosed"
	"github.com/shixian/shixian/internal/kind"
)

// shownOf is where disclosures are public.
var shownOf = []disclosed.Of{{
	Kind: kind.Disclosure, Stage: kind.StageShown, Event: kind.Disclosed, Checked: kind.ShownChecked, Check: kind.ClockCheck, Mend: kind.ClockAmend,
}}

// disclose registers a disclosure and brings it to a stage by these events, with these clocks.
func disclose(t *testing.T, b *bundle, stage casework.Stage, clocks []casework.Clock, events ...casework.Event) string {
	t.Helper()
	in := newCase()
	in.Kind, in.Facts = kind.Disclosure, map[string]string{"category": "fee", "audience": "everybody"}
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	st := step(number, 1, events...)
	st.State.Kind, st.State.Facts, st.State.Stage, st.State.Clocks = kind.Disclosure, in.Facts, stage, clocks
	b.commit(t, st)
	return number
}

// Only what was made public, and stands there, is shown; with when it was looked at, when that
// was left out, and whether it is being mended (R204, R205, R209).
func TestWhatIsPublic(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at := now().Add(-72 * time.Hour)
	public := casework.Event{Name: kind.Disclosed, At: at, Rule: "R198"}
	missed := casework.Event{Name: casework.RoundMissed, At: at.Add(time.Hour), Clock: kind.ClockCheck}
	owed := handle(at.Add(240 * time.Hour))
	owed.Name = kind.ClockAmend

	plain := disclose(t, b, kind.StageShown, nil, public)
	stale := disclose(t, b, kind.StageShown, []casework.Clock{owed}, casework.Event{Name: kind.Disclosed, At: at.Add(-time.Hour)}, missed)
	disclose(t, b, casework.StageApprove, nil, casework.Event{Name: kind.Vetted, At: at})                // never approved
	disclose(t, b, kind.StageShown, nil, casework.Event{Name: kind.Disclosed, At: now().Add(time.Hour)}) // lies ahead
	gone := disclose(t, b, kind.StageShown, nil, public)
	st := step(gone, 2, casework.Event{Name: kind.TakenDown, At: now()})
	st.State.Kind, st.State.Stage, st.State.Result, st.State.Clocks = kind.Disclosure, casework.StageClosed, "taken_down", nil
	b.commit(t, st)

	rows, err := b.Disclosed(t.Context(), shownOf)
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Equal(t, plain, rows[0].Number)
	require.Equal(t, stale, rows[1].Number)
	require.Equal(t, "fee", rows[0].Facts["category"])
	require.WithinDuration(t, at, rows[0].Public, time.Second)
	require.False(t, rows[0].Stale() || rows[0].Mending)
	require.True(t, rows[1].Stale() && rows[1].Mending)
	require.WithinDuration(t, missed.At, rows[1].Missed, time.Second)
}

// The rates are counted from the clocks: met in time is kept, met late is public and not kept,
// what ran out and is open is neither, what is due later does not count yet (R227).
func TestRates(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at := now()
	promised := func(due, ended time.Time) []casework.Clock {
		k := handle(due)
		k.Start = at.Add(-1000 * time.Hour)
		if !ended.IsZero() {
			k.Status, k.Ended = casework.Met, ended
		}
		return []casework.Clock{k}
	}
	day := 24 * time.Hour
	disclose(t, b, kind.StageShown, promised(at.Add(-2*day), at.Add(-3*day))) // in time
	late := disclose(t, b, kind.StageShown, promised(at.Add(-4*day), at.Add(-day)))
	disclose(t, b, kind.StagePublish, promised(at.Add(-day), time.Time{}))      // not yet, and over
	disclose(t, b, kind.StagePublish, promised(at.Add(5*day), time.Time{}))     // its day is to come
	disclose(t, b, kind.StageShown, promised(at.Add(5*day), at.Add(-day)))      // before its day
	disclose(t, b, kind.StageShown, promised(at.Add(-40*day), at.Add(-41*day))) // before the half-year

	nobodys := newCase()
	nobodys.Kind, nobodys.Item = casework.Document, "" // of no matter that anybody promised
	number, _, err := b.RegisterCase(t.Context(), nobodys)
	require.NoError(t, err)
	of := step(number, 1)
	of.State.Kind, of.State.Item, of.State.Clocks = nobodys.Kind, "", promised(at.Add(-2*day), time.Time{})
	b.commit(t, of)

	since, in := at.Add(-30*day), newCase()
	units, err := b.RatesByUnit(t.Context(), since, at)
	require.NoError(t, err)
	require.Equal(t, []casework.UnitTally{{Unit: in.Unit, Tally: casework.Tally{Owed: 4, Public: 3}}}, units)
	got, err := b.Tally(t.Context(), casework.TallyRequest{Number: "CN2026-000001", Unit: in.Unit, Item: in.Item, Since: since, At: at, Rates: true})
	require.NoError(t, err)
	require.Equal(t, casework.Tally{Due: 4, Kept: 2, Owed: 4, Public: 3}, got)
	b.commit(t, casework.Step{At: at, State: casework.State{
		Number: b.checkOf(t, casework.Accountability, nil, ""), Kind: casework.Accountability, Unit: in.Unit, Post: in.Post, Run: 1, Revision: 2, Stage: casework.StageClosed,
		Received: at, Registered: at, Result: "no_fault", ClosedAt: at.Add(-time.Hour), Cause: &casework.Cause{Number: late, Clock: "handle", Round: 1, At: at},
	}})
	_, err = b.raw.Exec(`UPDATE cases SET parent = $1, parent_key = 'x' WHERE kind = 'accountability'`, late)
	require.NoError(t, err)
	got, err = b.Tally(t.Context(), casework.TallyRequest{Unit: in.Unit, Item: in.Item, Since: since, At: at, Rates: true})
	require.NoError(t, err)
	require.Equal(t, casework.Tally{Due: 4, Kept: 2, Excused: 1, Owed: 4, Public: 3}, got, "whoever looked into it found nobody to answer")
	personal, err := b.Tally(t.Context(), casework.TallyRequest{Unit: in.Unit, Since: since, At: at, Rates: true})
	require.NoError(t, err)
	require.Equal(t, casework.Tally{Owed: 4, Public: 3}, personal, "who promises no matter of the catalogue is not held against the documents of the house")
	none, err := b.Tally(t.Context(), casework.TallyRequest{Unit: "efficiency", Item: "another", Since: since, At: at, Rates: true})
	require.NoError(t, err)
	require.Zero(t, none)
}
