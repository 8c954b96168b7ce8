package counter_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/testkit"
)

// benchClocks is how many open clocks the issue asks a preview to go over.
const benchClocks = 100_000

// many copies a case of two open clocks until there are enough.
const many = `
INSERT INTO cases (number, kind, item, unit, post, stage, turn, prev_stage, stage_at, received_at, registered_at, started_at,
                   run, revision, policy, calendar, next_at, opens_at, state)
SELECT 'BJ2026-' || 100000 + n, kind, item, unit, post, stage, turn, prev_stage, stage_at, received_at, registered_at, now(),
       run, revision, policy, calendar, next_at, opens_at, jsonb_set(state, '{number}', to_jsonb('BJ2026-' || 100000 + n))
FROM cases, generate_series(1, $2) n WHERE number = $1`

// BenchmarkPreview counts 100,000 open clocks, all of which move, and keeps the
// answer; BenchmarkApply counts them again and adds a command for each case.
func BenchmarkPreview(b *testing.B) {
	w := openCrowded(b)
	for b.Loop() {
		r, err := w.Preview(b.Context(), w.admin, "cn@2", "")
		require.NoError(b, err)
		require.Equal(b, benchClocks, r.Clocks)
	}
	b.ReportMetric(float64(benchClocks)*float64(b.N)/b.Elapsed().Seconds(), "clocks/s")
}

func BenchmarkApply(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		w := openCrowded(b)
		r, err := w.Preview(b.Context(), w.admin, "cn@2", "")
		require.NoError(b, err)
		b.StartTimer()
		applied, err := w.ApplyRecount(b.Context(), w.second, r.ID)
		require.NoError(b, err)
		require.Equal(b, benchClocks/2, applied.Commands)
	}
}

func openCrowded(b *testing.B) *town {
	b.Helper()
	url := testkit.Schema(b)
	w := openTownAt(b, url)
	number := w.accepted("road-permit", "2026-12-24T09:00")
	db, err := sqlx.Open("postgres", url)
	require.NoError(b, err)
	defer db.Close()
	_, err = db.ExecContext(b.Context(), many, number, benchClocks/2-1)
	require.NoError(b, err)
	_, err = db.ExecContext(b.Context(), `ANALYZE cases`)
	require.NoError(b, err)
	_, err = w.bring(made)
	require.NoError(b, err)
	return w
}

// done closes the case they are copied from, its promise kept on the day of its limit, so that a
// shorter one would not have been.
const done = `
UPDATE cases SET closed_at = now() - interval '1 day', result = 'completed', stage = 'closed', policy = 'service-permit@2', state = jsonb_set(state, '{clocks}', (
    SELECT jsonb_agg(c || jsonb_build_object('outcome', 'breach', 'status', 'met', 'ended', c ->> 'due')) FROM jsonb_array_elements(state -> 'clocks') c))
WHERE number = $1`

// BenchmarkBacktest holds a draft against 100,000 closed cases of two clocks each, read from the
// database and counted anew.
func BenchmarkBacktest(b *testing.B) {
	url := testkit.Schema(b)
	w := openTownAt(b, url)
	number := w.accepted("road-permit", "2026-11-02T09:00")
	db, err := sqlx.Open("postgres", url)
	require.NoError(b, err)
	defer db.Close()
	_, err = db.ExecContext(b.Context(), done, number)
	require.NoError(b, err)
	_, err = db.ExecContext(b.Context(), strings.NewReplacer("opens_at, state)", "opens_at, closed_at, result, state)", "opens_at, jsonb", "opens_at, closed_at, result, jsonb").Replace(many), number, benchClocks-1)
	require.NoError(b, err)
	_, err = db.ExecContext(b.Context(), `ANALYZE cases`)
	require.NoError(b, err)
	ref, err := reference.Load(kind.Office())
	require.NoError(b, err)
	draft := ref.Policies[slices.IndexFunc(ref.Policies, func(p policy.Policy) bool { return p.Ref() == "service-permit@2" })]
	now := time.Now()
	for b.Loop() {
		got, err := w.BacktestBy(b.Context(), w.admin, draft, now.AddDate(0, -1, 0), now)
		require.NoError(b, err)
		require.Equal(b, benchClocks, got.Cases)
		require.Equal(b, 2*benchClocks, got.Done)
	}
	b.ReportMetric(float64(benchClocks)*float64(b.N)/b.Elapsed().Seconds(), "cases/s")
}
