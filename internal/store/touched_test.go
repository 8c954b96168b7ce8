package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/store/rules"
)

// TestCasesARuleTouched: a case counts once, however often the rule is met in it; not by
// what was taken back, lies ahead or was long ago, nor by what its reader is not told.
func TestCasesARuleTouched(t *testing.T) {
	t.Parallel()
	b := setup(t)
	since := now().Add(-time.Hour)
	under := func(rule string, at time.Time) casework.Event {
		return casework.Event{At: at, Name: casework.Corrected, Rule: rule}
	}
	b.commit(t, step(b.register(t), 1, started(now()), breached(now(), casework.ActingHolder))) // R005, twice
	b.commit(t, step(b.register(t), 1, under("R043", now())))
	b.commit(t, step(b.register(t), 1, under("R005", since.Add(-time.Minute))))
	b.commit(t, step(b.register(t), 1, under("R005", now().Add(time.Hour))))
	undone := b.register(t)
	b.commit(t, step(undone, 1, under("R005", now())))
	s := step(undone, 2)
	s.TakenBack = []string{key(1, 0)}
	b.commit(t, s)
	void := b.register(t)
	b.commit(t, step(void, 1, under("R005", now())))
	_, err := b.raw.ExecContext(t.Context(), `UPDATE cases SET voided_at = now() WHERE number = $1`, void)
	require.NoError(t, err)

	sealed := complain(t, b, "", now(), "") // in the efficiency office, against the permit section
	s = step(sealed, 2, under("R082", now()), casework.Event{At: now(), Name: casework.ClockMet, Clock: "handle", Round: 1, Rule: "R069"})
	s.State.Kind = casework.Complaint
	b.commit(t, s)
	about := newCase()
	about.Kind, about.Item, about.Unit, about.Post, about.Facts = casework.Accountability, "", "efficiency", "eff", map[string]string{"person": "li"}
	number, _, err := b.RegisterCase(t.Context(), about)
	require.NoError(t, err)
	s = step(number, 1, under("R131", now()))
	s.State.Kind, s.State.Facts = casework.Accountability, about.Facts
	b.commit(t, s)

	from := []casework.Kind{casework.Complaint}
	parted := []casework.Kind{casework.Accountability}
	for name, tt := range map[string]struct {
		filter rulebook.TouchedFilter
		want   int
	}{
		"once a case":                    {rulebook.TouchedFilter{Rule: "R005", Scope: everything}, 1},
		"another rule":                   {rulebook.TouchedFilter{Rule: "R043", Scope: everything}, 1},
		"a rule nothing happened under":  {rulebook.TouchedFilter{Rule: "R061", Scope: everything}, 0},
		"of his units":                   {rulebook.TouchedFilter{Rule: "R005", Scope: []core.Scope{{Units: []string{"permits"}}}}, 1},
		"of other units":                 {rulebook.TouchedFilter{Rule: "R005", Scope: []core.Scope{{Units: []string{"efficiency"}}}}, 0},
		"out of every reach":             {rulebook.TouchedFilter{Rule: "R005"}, 0},
		"what is sealed":                 {rulebook.TouchedFilter{Rule: "R082", Scope: everything, Sealed: from}, 0},
		"to whom it is open":             {rulebook.TouchedFilter{Rule: "R082", Scope: everything}, 1},
		"a clock of a sealed case":       {rulebook.TouchedFilter{Rule: "R069", Scope: everything, Sealed: from}, 1},
		"a case about the reader":        {rulebook.TouchedFilter{Rule: "R131", Scope: everything, Parted: parted, Reader: "li"}, 0},
		"the same about somebody else":   {rulebook.TouchedFilter{Rule: "R131", Scope: everything, Parted: parted, Reader: "zhou"}, 1},
		"about him, of no parted kind":   {rulebook.TouchedFilter{Rule: "R131", Scope: everything, Reader: "li"}, 1},
		"reaches of two kinds, added up": {rulebook.TouchedFilter{Rule: "R005", Scope: []core.Scope{{Kind: casework.Service, All: true}, {Kind: casework.Complaint, All: true}}}, 1},
	} {
		tt.filter.Since = since
		got, err := b.Touched(t.Context(), tt.filter)
		require.NoError(t, err, name)
		require.Equal(t, tt.want, got, name)
	}
}

// TestTheIndexOfRulesAnswersAlone: what the count asks of the record stands in the index,
// so the widest table of the house is not read for it.
func TestTheIndexOfRulesAnswersAlone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	tx, err := b.raw.BeginTxx(t.Context(), nil)
	require.NoError(t, err)
	defer tx.Rollback()
	_, err = tx.ExecContext(t.Context(), `SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off`)
	require.NoError(t, err)
	var plan []string
	query := strings.NewReplacer("rule = ?", "rule = 'R069'", "at >= ?", "at >= now() - interval '1 year'").Replace(rules.CountTouched)
	require.NoError(t, tx.SelectContext(t.Context(), &plan, "EXPLAIN "+query))
	require.Contains(t, strings.Join(plan, "\n"), "Index Only Scan using timeline_rule")
}

// touchedCases is how many cases a page of a rule has to answer over.
const touchedCases = 100_000

// Each case gets ten rows of its own under ten rules, as a case of some weeks has.
const crowd = `
WITH made AS (
    INSERT INTO cases (number, kind, item, unit, post, stage, turn, prev_stage, stage_at, received_at, registered_at, started_at,
                       run, revision, policy, calendar, next_at, opens_at, state)
    SELECT 'BJ2026-' || 100000 + n, kind, item, unit, post, stage, turn, prev_stage, stage_at, received_at, registered_at, now(),
           run, revision, policy, calendar, next_at, opens_at, jsonb_set(state, '{number}', to_jsonb('BJ2026-' || 100000 + n))
    FROM cases, generate_series(1, $2) n WHERE number = $1 RETURNING number
)
INSERT INTO timeline (number, key, run, at, name, clock, round, rule, basis, detail)
SELECT number, '1.' || e || '.0', 1, now() - e * interval '1 minute', 'clock_warned', CASE WHEN e % 2 = 0 THEN 'handle' ELSE '' END, 1,
       'R0' || 40 + e, '行政许可法第四十二条', '{"to": "section_head"}'
FROM made, generate_series(1, 10) e`

// BenchmarkTouched counts the cases of a rule that touched every one of 100,000.
func BenchmarkTouched(b *testing.B) {
	s := setup(b)
	number := s.register(b)
	s.commit(b, step(number, 1, started(now())))
	for _, do := range []string{crowd, `VACUUM ANALYZE timeline`, `ANALYZE cases`} {
		var args []any
		if do == crowd {
			args = []any{number, touchedCases}
		}
		_, err := s.raw.ExecContext(b.Context(), do, args...)
		require.NoError(b, err)
	}
	f := rulebook.TouchedFilter{Rule: "R042", Since: now().Add(-24 * time.Hour), Scope: []core.Scope{{Kind: casework.Service, Units: []string{"permits"}, Posts: []string{"head"}}}}
	for b.Loop() {
		n, err := s.Touched(b.Context(), f)
		require.NoError(b, err)
		require.Equal(b, touchedCases, n)
	}
}
