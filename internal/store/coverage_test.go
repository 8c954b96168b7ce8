package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// checkOf registers a case of a kind with facts, and commits events of it at their instants.
func (b *bundle) checkOf(t *testing.T, k casework.Kind, facts map[string]string, result string, events ...casework.Event) string {
	t.Helper()
	in := newCase()
	in.Kind, in.Item, in.Unit, in.Post, in.Facts = k, "", "efficiency", "eff", facts
	if len(events) > 0 {
		in.Received, in.Registered = events[0].At, events[0].At
	}
	number, _, err := b.RegisterCase(t.Context(), in)
	require.NoError(t, err)
	st := step(number, 1, events...)
	st.State.Kind, st.State.Item, st.State.Unit, st.State.Post, st.State.Facts, st.State.Result = k, "", "efficiency", "eff", facts, result
	st.State.Received, st.State.Registered = in.Received, in.Registered
	b.commit(t, st)
	return number
}

func visit(unit string, at time.Time) casework.Event {
	return casework.Event{Name: kind.Visited, Rule: "R115", At: at, Detail: map[string]string{"unit": unit}}
}

// Who was visited this year, who was not, and who must be next time: the timeline says it
// (R112). Only open visits cover; what was taken back was nothing; a visit of the check that
// found it is no second one.
func TestCoverage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at := now()
	year := at.AddDate(0, -6, 0)
	open, covert := map[string]string{"mode": "open"}, map[string]string{"mode": "covert"}
	found := func(check, unit, mode, result string, at time.Time) string {
		number := b.checkOf(t, kind.Rectification, map[string]string{"mode": mode, "found_in": unit}, result, casework.Event{Name: casework.CaseRegistered, At: at})
		_, err := b.raw.Exec(`UPDATE cases SET parent = $2, parent_key = $1 WHERE number = $1`, number, check)
		require.NoError(t, err)
		return number
	}
	tally := func() casework.Tally {
		t.Helper()
		n, err := b.Tally(t.Context(), casework.TallyRequest{Number: "MC2026-000009", Unit: "efficiency", Covers: []string{"permits", "efficiency"}, Since: year, At: now()})
		require.NoError(t, err)
		return n
	}
	require.Equal(t, []string{"efficiency", "permits"}, tally().Left)

	last := b.checkOf(t, kind.Inspection, open, "", visit("permits", year.AddDate(0, -1, 0)))
	finding := found(last, "permits", "open", "", year.AddDate(0, -1, 0).Add(time.Hour))
	b.checkOf(t, kind.Inspection, covert, "", visit("permits", at.AddDate(0, -2, 0)))
	require.Equal(t, casework.Tally{Left: []string{"efficiency", "permits"}, Must: []string{"permits"}}, tally(), "neither last year's visit nor a covert one covers")

	plan := b.checkOf(t, kind.Inspection, map[string]string{"mode": "year", "units": "permits"}, "",
		casework.Event{Name: kind.YearPlanned, Rule: "R112", At: at.AddDate(0, -5, 0), Detail: map[string]string{"units": "permits"}})
	rows, err := b.Visits(t.Context(), []string{"permits", "efficiency"}, year, now())
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Equal(t, "efficiency", rows[0].Unit)
	require.Empty(t, rows[0].Plan)
	require.Equal(t, []any{"permits", plan, 0, 1, 0, "covert", finding}, []any{rows[1].Unit, rows[1].Plan, rows[1].Open, rows[1].Covert, rows[1].Found, rows[1].LastMode, rows[1].Must})

	again := b.checkOf(t, kind.Inspection, open, "", visit("permits", at.AddDate(0, -1, 0)))
	require.Equal(t, casework.Tally{Left: []string{"efficiency"}}, tally(), "visited again")
	found(again, "permits", "open", "taken_back", at.AddDate(0, -1, 0).Add(time.Hour))
	found(again, "permits", "covert", "", at.AddDate(0, -1, 0).Add(time.Hour))
	everybody, err := b.Tally(t.Context(), casework.TallyRequest{Number: "MC2026-000009", Unit: "efficiency", Covers: []string{"permits"}, Everybody: true, Since: year, At: now()})
	require.NoError(t, err)
	require.Contains(t, everybody.Left, "efficiency", "everybody is every unit of the bureau, whoever is planned")
	require.NotContains(t, everybody.Left, "bureau", "but the bureau, which assesses")
	require.Empty(t, tally().Must, "what was taken back was nothing, and what was found covertly makes no open visit due")
	found(again, "permits", "open", "rectified", at.AddDate(0, -1, 0).Add(time.Hour))
	require.Equal(t, []string{"permits"}, tally().Must, "put right or not: something was found")
	b.checkOf(t, kind.Inspection, open, "void", visit("permits", at.Add(-time.Hour)))
	_, err = b.raw.Exec(`UPDATE cases SET voided_at = now() WHERE result = 'void'`)
	require.NoError(t, err)
	require.Equal(t, []string{"permits"}, tally().Must, "a check that is void was none")
}
