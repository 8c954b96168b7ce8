package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// A cover of a worked day or more is full, a shorter one limited; who stays away
// longer than he said hands over more (R160, R165, R166). 2026-09-21 is a Monday.
func TestHowFarACoverGoes(t *testing.T) {
	t.Parallel()
	at := func(s string) *time.Time { got, _ := cases.ParseTime(s); return &got }
	for name, tt := range map[string]struct {
		since, until, now string
		limited           bool
	}{
		"two hours":            {"2026-09-21T09:00", "2026-09-21T11:00", "2026-09-21T10:00", true},
		"an afternoon":         {"2026-09-21T12:00", "2026-09-21T17:30", "2026-09-21T15:00", true},
		"a day":                {"2026-09-21T08:30", "2026-09-21T17:30", "2026-09-21T09:00", false},
		"noon to noon":         {"2026-09-21T12:00", "2026-09-22T12:00", "2026-09-21T15:00", false},
		"a week":               {"2026-09-21T08:30", "2026-09-28T17:30", "2026-09-21T09:00", false},
		"hours that became it": {"2026-09-21T09:00", "2026-09-21T11:00", "2026-09-22T09:00", false},
	} {
		b := staffed(t)
		b.now = *at(tt.now)
		b.store.Held = map[string][]casework.Holding{countertest.Handler: {
			{Post: "permit-2", Unit: "permits", Role: casework.Handler, Covers: countertest.Head, Since: at(tt.since), Until: at(tt.until)},
			{Post: "permit-1", Unit: "permits", Role: casework.Handler},
		}}
		p, err := b.Principal(t.Context(), countertest.Handler)
		require.NoError(t, err)
		require.Equal(t, tt.limited, p.Holdings[0].Limited, name)
		require.False(t, p.Holdings[1].Limited, "his own")
	}
}

// covers is the handler of the first desk standing in on the second for some hours.
func (b *bench) covers() casework.Principal {
	since, until := b.now.Add(-time.Hour), b.now.Add(time.Hour)
	p := handler()
	p.Holdings = append(p.Holdings, casework.Holding{
		Post: "permit-2", Unit: "permits", Role: casework.Handler, Covers: countertest.Head, Since: &since, Until: &until, Limited: true,
	})
	return p
}

// What lies on the covered posts, and what was done on one's own: nothing of why.
func TestCovering(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	b.store.Put(casework.State{Number: "BJ2026-000701", Kind: casework.Service, Unit: "permits", Post: "permit-2", Run: 1, Stage: casework.StageHandle})
	b.store.Put(casework.State{Number: "BJ2026-000702", Kind: casework.Service, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageHandle})
	b.store.Put(casework.State{Number: "LG2026-000703", Kind: casework.Absence, Unit: "permits", Post: "permit-2", Run: 1, Stage: casework.StageAway})
	got, err := b.Covering(t.Context(), b.covers())
	require.NoError(t, err)
	require.Len(t, got.Covers, 1)
	require.Equal(t, "permit-2", got.Covers[0].Post)
	require.NotEmpty(t, got.Covers[0].Holder)
	require.Len(t, got.Covers[0].Cases, 1)
	require.Equal(t, "BJ2026-000701", got.Covers[0].Cases[0].Number)
	require.Nil(t, got.Back)

	from, to := b.now.Add(-48*time.Hour), b.now.Add(-24*time.Hour)
	b.store.Roster.Gone = &casework.Span{From: from, To: to}
	b.store.Roster.Done = []casework.TimelineRow{
		{Number: "BJ2026-000702", Actor: countertest.Head, At: from.Add(time.Hour), Name: casework.Accepted},
		{Number: "BJ2026-000702", Actor: countertest.Head, At: to.Add(time.Hour), Name: casework.Decided},
	}
	got, err = b.Covering(t.Context(), handler())
	require.NoError(t, err)
	require.Empty(t, got.Covers)
	require.Len(t, got.Back.Done, 1, "what was done meanwhile (R168)")
	b.now = to.AddDate(0, 0, 8)
	got, err = b.Covering(t.Context(), handler())
	require.NoError(t, err)
	require.Nil(t, got.Back, "he has been back for long")
	_, err = b.Covering(t.Context(), casework.Principal{})
	require.Equal(t, casework.Unauthenticated, casework.CodeOf(err))
}

// TestHandedOverWaitsForB: whoever backs the post up finds what was handed over before he
// stands there, and nobody else does; once confirmed it is gone (R164).
func TestHandedOverWaitsForB(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	b.store.Put(casework.State{Number: "BJ2026-000701", Kind: casework.Service, Unit: "permits", Post: "permit-2", Run: 1, Stage: casework.StageHandle})
	leaving := casework.State{
		Number: "LG2026-000703", Kind: casework.Absence, Unit: "permits", Post: "permit-2", Run: 1, Revision: 2, Declared: kind.Office().Of(casework.Absence).Revision, Stage: casework.StageLeave,
		Facts: map[string]string{core.FactPerson: countertest.Head, kind.FactHandover: kind.HandoverSent},
		Term:  &casework.Span{From: b.now.Add(time.Hour), To: b.now.Add(48 * time.Hour)},
	}
	b.store.Put(leaving)
	backup := handler()
	backup.Holdings = append(backup.Holdings, casework.Holding{Post: "permit-2", Unit: "permits", Role: casework.Handler, Standby: true})
	got, err := b.Covering(t.Context(), backup)
	require.NoError(t, err)
	require.Len(t, got.Handed, 1)
	require.Equal(t, "LG2026-000703", got.Handed[0].Number)
	require.Equal(t, leaving.Term.From, got.Handed[0].From)

	got, err = b.Covering(t.Context(), handler())
	require.NoError(t, err)
	require.Empty(t, got.Handed, "another desk's")

	leaving.Facts = map[string]string{core.FactPerson: countertest.Head, kind.FactHandover: kind.HandoverAccepted}
	b.store.Put(leaving)
	got, err = b.Covering(t.Context(), backup)
	require.NoError(t, err)
	require.Empty(t, got.Handed)
}

// A short cover is refused by R166, is offered to ask, and the leader to answer.
func TestUrgentActs(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	state := casework.State{Number: "BJ2026-000701", Kind: casework.Service, Item: countertest.Permit, Unit: "permits", Post: "permit-2", Run: 1, Stage: casework.StageHandle}
	b.store.Put(state)
	b.engine.Run(state.Number, true)
	p := b.covers()
	names := func(p casework.Principal) (out []string, ask []string) {
		view, err := b.Case(t.Context(), p, state.Number)
		require.NoError(t, err)
		forms, err := b.Actions(t.Context(), p, view)
		require.NoError(t, err)
		for _, f := range forms {
			out = append(out, f.Command)
			if f.Command == casework.AskUrgent {
				ask = f.Fields[0].Choices
			}
		}
		return out, ask
	}
	offered, ask := names(p)
	require.NotContains(t, offered, casework.Complete)
	require.Contains(t, ask, casework.Complete)
	require.NotContains(t, ask, casework.Accept, "that he may do himself")

	_, err := b.Do(t.Context(), p, state.Number, casework.Complete, map[string]any{}, "urgent-1")
	refusals := core.RefusalsOf(err)
	require.Len(t, refusals, 1)
	require.Equal(t, casework.LimitedCover, refusals[0].Code)
	require.Equal(t, "R166", refusals[0].Rule)
	require.Empty(t, b.store.Commands, "nothing was kept")

	_, err = b.Do(t.Context(), p, state.Number, casework.AskUrgent, map[string]any{"act": "burn", "reason": "急"}, "urgent-2")
	require.Equal(t, "act", core.RefusalsOf(err)[0].Field)
	_, err = b.Do(t.Context(), p, state.Number, casework.AskUrgent, map[string]any{"act": casework.Complete, "reason": "当事人下午出境"}, "urgent-3")
	require.NoError(t, err)
	require.Equal(t, casework.Complete, b.store.Commands[0].Command.Args.Act)

	state.Urgent = &casework.Urgent{Act: casework.Complete, By: p.Person, At: b.now}
	b.store.Put(state)
	offered, _ = names(countertest.Principal(countertest.Leader))
	require.Contains(t, offered, casework.DecideUrgent)
	offered, _ = names(p)
	require.NotContains(t, offered, casework.AskUrgent, "one at a time")
	state.Urgent.Granted = true
	b.store.Put(state)
	offered, _ = names(p)
	require.Contains(t, offered, casework.Complete)
}
