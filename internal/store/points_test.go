package store_test

import (
	"cmp"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

var pointRules = []policy.PointRule{
	{Measure: "points_deducted", Person: -10, Rule: "R144"},
	{Measure: "written_self_criticism", Person: -3, Rule: "R144"},
	{Measure: "unit_points", Unit: -5, Head: -10, Rule: "R145"},
}

// judged opens an accountability case against the window and prepares its steps
// as formally opened against li.
func (b *bundle) judged(t *testing.T) func(n int, events ...casework.Event) casework.Step {
	t.Helper()
	r := office()
	r.Points = pointRules
	require.NoError(t, b.Seed(t.Context(), r))
	cause := b.register(t)
	at := now().Add(-time.Minute)
	b.commit(t, step(cause, 1, started(now()), opened(at)))
	view, err := b.Case(t.Context(), cause)
	require.NoError(t, err)
	zz, err := b.Case(t.Context(), view.Opened[0])
	require.NoError(t, err)
	return func(n int, events ...casework.Event) casework.Step {
		facts := map[string]string{"person": "li"}
		for i, e := range events {
			events[i].At, events[i].Key = now(), fmt.Sprintf("1.%d.%d", n, i+1)
			facts[casework.FactMeasure] = cmp.Or(e.Detail["measure"], e.Level)
		}
		return casework.Step{At: now(), Events: events, State: casework.State{
			Number: zz.Number, Kind: casework.Accountability, Unit: zz.Unit, Post: zz.Post, Run: 1, Revision: n, Stage: casework.StageServed,
			Received: zz.Received, Registered: zz.Registered, Facts: facts, Declared: 1,
			Cause: &casework.Cause{Number: cause, Clock: "handle", Round: 1, Post: "window", At: at},
		}}
	}
}

// entries are the points of everybody, as "whose points measure", oldest first.
func (b *bundle) entries(t *testing.T) []string {
	t.Helper()
	rows, err := b.Points(t.Context(), appraisal.PointFilter{Year: now().In(time.FixedZone("CST", 8*3600)).Year()})
	require.NoError(t, err)
	out := []string{}
	for _, r := range rows {
		out = append(out, fmt.Sprintf("%s%s %d %s", r.Person, r.Unit, r.Points, r.Measure))
	}
	return out
}

func decided(measure string) casework.Event {
	return casework.Event{Name: casework.MeasureDecided, Level: measure}
}

func served(measure string) casework.Event {
	return casework.Event{Name: casework.DecisionServed, Level: measure, To: []casework.Role{casework.PersonConcerned}}
}

// A decision counts from the day it is made, served or not (处分条例 46); only what the
// table names costs points, and no circular does by itself (R144). Before the first
// revision it counted from its service.
func TestPointsOfADecisionInForce(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		event    casework.Event
		declared int
		want     []string
	}{
		"a person":                       {decided("points_deducted"), 1, []string{"li -10 points_deducted"}},
		"several together, each its own": {decided("written_self_criticism,circulated_criticism,points_deducted"), 1, []string{"li -3 written_self_criticism", "li -10 points_deducted"}},
		"a unit and its head":            {decided("unit_points"), 1, []string{"permits -5 unit_points", "wang -10 unit_points"}},
		"a circular":                     {decided("circulated_criticism"), 1, []string{}},
		"served, counted already":        {served("points_deducted"), 1, []string{}},
		"of before, served":              {served("points_deducted"), 0, []string{"li -10 points_deducted"}},
		"of before, not served":          {decided("points_deducted"), 0, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			build := b.judged(t)
			s := build(1, tt.event)
			s.State.Declared = tt.declared
			b.commit(t, s)
			b.commit(t, s)
			require.ElementsMatch(t, tt.want, b.entries(t))
		})
	}
}

// What a newer table does not name costs nothing any more; seeding without a table
// leaves the one there is.
func TestTheTableOfPointsIsTheNewest(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := office()
	measures := func() int { return count(t, b, `SELECT count(*) FROM point_rules`) }
	r.Points = []policy.PointRule{{Measure: "circulated_criticism", Person: -10, Rule: "R144"}}
	require.NoError(t, b.Seed(t.Context(), r))
	r.Points = pointRules
	require.NoError(t, b.Seed(t.Context(), r))
	require.Equal(t, len(pointRules), measures())
	r.Points = nil
	require.NoError(t, b.Seed(t.Context(), r))
	require.Equal(t, len(pointRules), measures())
}

// A decision against a unit charges that unit and its head, who is not counted as
// proven himself (R139, R145).
func TestPointsOfAUnitItself(t *testing.T) {
	t.Parallel()
	b := setup(t)
	build := b.judged(t)
	s := build(1, decided("unit_points"))
	s.State.Facts = map[string]string{"person": "wang", casework.FactUnit: "permits", casework.FactMeasure: "unit_points"}
	b.commit(t, s)
	require.ElementsMatch(t, []string{"permits -5 unit_points", "wang -10 unit_points"}, b.entries(t))
	year := appraisal.ProvenFilter{From: now().Add(-time.Hour), To: now().Add(time.Hour)}
	year.Person = "wang"
	n, err := b.Proven(t.Context(), year)
	require.NoError(t, err)
	require.Zero(t, n, "of him nothing was proven")
	year.Person, year.Unit = "", "permits"
	n, err = b.Proven(t.Context(), year)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	year.Reports = true
	n, err = b.Proven(t.Context(), year)
	require.NoError(t, err)
	require.Zero(t, n, "a clock brought it, and nobody's report (R144)")

	reversed := build(2, casework.Event{Name: casework.ReviewDecided, Level: "reversed"})
	reversed.State.Facts = s.State.Facts
	b.commit(t, reversed)
	require.Len(t, b.entries(t), 4, "what the head was charged comes back too")
}

func TestPointsAreReversedAndNeverEdited(t *testing.T) {
	t.Parallel()
	b := setup(t)
	build := b.judged(t)
	b.commit(t, build(1, decided("points_deducted")))
	proven := func() int {
		n, err := b.Proven(t.Context(), appraisal.ProvenFilter{Person: "li", From: now().Add(-time.Hour), To: now().Add(time.Hour)})
		require.NoError(t, err)
		return n
	}
	require.Equal(t, 1, proven())
	reports, err := b.Proven(t.Context(), appraisal.ProvenFilter{Person: "li", From: now().Add(-time.Hour), To: now().Add(time.Hour), Reports: true})
	require.NoError(t, err)
	require.Zero(t, reports, "a late permit is no report (R144)")
	unit, err := b.Proven(t.Context(), appraisal.ProvenFilter{Unit: "permits", From: now().Add(-time.Hour), To: now().Add(time.Hour)})
	require.NoError(t, err)
	require.Equal(t, 1, unit)

	b.commit(t, build(2, casework.Event{
		Name: casework.ReviewDecided, Level: "lighter", Detail: map[string]string{"measure": "written_self_criticism"},
	}))
	require.Equal(t, []string{"li -10 points_deducted", "li 10 points_deducted", "li -3 written_self_criticism"}, b.entries(t))
	require.Equal(t, 1, proven(), "lighter is still proven")
	b.commit(t, build(3, casework.Event{Name: casework.ReviewDecided, Level: "reversed"}))
	require.Len(t, b.entries(t), 4)
	require.Equal(t, "li 3 written_self_criticism", b.entries(t)[3])
	require.Zero(t, proven())
	require.Equal(t, 2, count(t, b, `SELECT count(*) FROM points WHERE reverses IS NOT NULL`))

	for _, edit := range []string{`UPDATE points SET points = 0`, `DELETE FROM points`, `TRUNCATE points`} {
		_, err := b.raw.ExecContext(t.Context(), edit)
		require.ErrorContains(t, err, "only ever added", edit)
	}
}

// An accountability case is on the list of nobody who stands on the post it is
// against, until it is about him.
func TestAgainstIsLeftOut(t *testing.T) {
	t.Parallel()
	b := setup(t)
	build := b.judged(t)
	lists := func(scope core.Scope) int {
		scope.Kind, scope.All = casework.Accountability, true
		rows, _, err := b.ListCases(t.Context(), core.CaseFilter{Scope: []core.Scope{scope}})
		require.NoError(t, err)
		return len(rows)
	}
	b.commit(t, build(1, served("admonition")))
	require.Equal(t, 1, lists(core.Scope{}))
	require.Zero(t, lists(core.Scope{Against: []string{"window"}}))
	require.Equal(t, 1, lists(core.Scope{Against: []string{"window"}, Concerned: "li"}))
	require.Equal(t, 1, lists(core.Scope{Against: []string{"head"}}))
	require.Equal(t, []casework.EventName{casework.DecisionServed, casework.ClockStarted}, b.inbox(t, "li"), "he is told himself")
}
