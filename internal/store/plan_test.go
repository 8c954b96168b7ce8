package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
)

func TestPlanOfAPost(t *testing.T) {
	t.Parallel()
	b := setup(t)
	from := now().Add(time.Hour)
	add := func(p roster.PostPlan) int64 {
		t.Helper()
		p.Post, p.Proposed = "window", roster.Consent{By: "wang", At: now()}
		id, err := b.AddPlan(t.Context(), p)
		require.NoError(t, err)
		return id
	}
	id := add(roster.PostPlan{Holders: []string{"zhou", "sun"}, From: from, Outside: []string{"sun"}})
	require.Equal(t, "li", b.on(t, "window", from), "proposed is not approved")
	require.Equal(t, casework.Stale, casework.CodeOf(b.FilePlan(t.Context(), id, "sun")), "filed before it was approved")
	require.NoError(t, b.ExceptPlan(t.Context(), id, "qian"))
	require.NoError(t, b.ApprovePlan(t.Context(), id, "zhao"))
	require.Equal(t, casework.Stale, casework.CodeOf(b.ApprovePlan(t.Context(), id, "zhao")))
	require.NoError(t, b.FilePlan(t.Context(), id, "sun"))

	require.Equal(t, "li", b.on(t, "window", from.Add(-time.Second)))
	require.Equal(t, "zhou", b.on(t, "window", from))
	kept, err := b.Plan(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, "qian", kept.Excepted.By)
	require.Equal(t, "zhao", kept.Approved.By)
	require.Equal(t, "sun", kept.Filed.By)
	require.Equal(t, []string{"zhou", "sun"}, kept.Holders)

	vacant := from.Add(time.Hour)
	until := vacant.Add(time.Hour)
	require.NoError(t, b.ApprovePlan(t.Context(), add(roster.PostPlan{Standin: "wang", Until: &until, From: vacant}), "zhao"))
	require.Equal(t, "wang", b.on(t, "window", vacant), "a vacant post is somebody's")
	line, err := b.Line(t.Context(), vacant)
	require.NoError(t, err)
	var window []duty.Assignment
	for _, a := range line {
		if a.Post == "window" {
			window = append(window, a)
		}
	}
	require.Len(t, window, 1)
	require.Equal(t, duty.Standin, window[0].Rank)

	plans, err := b.Plans(t.Context(), "window")
	require.NoError(t, err)
	require.Len(t, plans, 2)
	require.Nil(t, plans[0].Filed)
	_, err = b.Plan(t.Context(), 99)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))
}

// Approved after its date, a plan begins when it is approved.
func TestPlanApprovedLate(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id, err := b.AddPlan(t.Context(), roster.PostPlan{
		Post: "window", Holders: []string{"zhou"}, From: now().Add(-time.Hour), Proposed: roster.Consent{By: "wang", At: now().Add(-2 * time.Hour)},
	})
	require.NoError(t, err)
	before := now()
	require.NoError(t, b.ApprovePlan(t.Context(), id, "zhao"))
	require.Equal(t, "li", b.on(t, "window", before.Add(-time.Second)))
	require.Equal(t, "zhou", b.on(t, "window", now().Add(time.Second)))
}

func TestOpenOnListsWhatIsHandedOver(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now())))
	late := b.register(t)
	s := step(late, 1, started(now()))
	s.State.Clocks[0].Due = now().Add(-time.Minute)
	b.commit(t, s)
	sooner := b.register(t)
	s = step(sooner, 1, started(now()))
	s.State.Clocks[0].Due = now().Add(12 * time.Hour)
	b.commit(t, s)
	b.away(t, now().Add(time.Hour), now().Add(2*time.Hour)) // no work of anybody's
	rows, err := b.OpenOn(t.Context(), []string{"window", "head"})
	require.NoError(t, err)
	var order []string
	for _, r := range rows {
		order = append(order, r.Number)
	}
	require.Equal(t, []string{late, sooner, number}, order, "the most urgent first: by light, then by what is owed next")
	rows, err = b.OpenOn(t.Context(), []string{"head"})
	require.NoError(t, err)
	require.Empty(t, rows)
}
