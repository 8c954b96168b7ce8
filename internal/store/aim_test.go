package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
)

// TestAimsAreDecidedOnce: what somebody set himself is kept sealed, waits for one word and
// changes never; a later draft takes the place of one that waits (R226).
func TestAimsAreDecidedOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	of := appraisal.PointFilter{Year: 2026, Person: "li"}
	add := func(f appraisal.PointFilter, work, learning string, settled bool) int64 {
		t.Helper()
		require.NoError(t, b.AddAim(t.Context(), appraisal.NewAim{PointFilter: f, Work: work, Learning: learning, Settled: settled}, "li", now()))
		rows, err := b.Aims(t.Context(), f)
		require.NoError(t, err)
		require.Equal(t, work, rows[0].Work)
		require.Equal(t, learning, rows[0].Learning)
		return rows[0].ID
	}
	first := add(of, "全部按时办结", "学完行政许可法", false)
	second := add(of, "全部提前办结", "学完行政许可法", false)
	section := add(appraisal.PointFilter{Year: 2026, Unit: "permits"}, "本科零超期", "", false)
	add(appraisal.PointFilter{Year: 2026, Unit: "bureau"}, "全局零超期", "", true)
	add(appraisal.PointFilter{Year: 2027, Person: "zhou"}, "明年的", "学", false)

	waiting, err := b.AimsWaiting(t.Context(), 2026, []string{"permits", "bureau"})
	require.NoError(t, err)
	require.Len(t, waiting, 2, "each once, and none of what holds already")
	require.Equal(t, "li", waiting[0].Person)
	require.Equal(t, "permits", waiting[1].Unit)
	waiting, err = b.AimsWaiting(t.Context(), 2026, []string{"efficiency"})
	require.NoError(t, err)
	require.Empty(t, waiting)

	require.Equal(t, casework.Stale, casework.CodeOf(b.DecideAim(t.Context(), first, true, "wang", now())), "he meant the later one")
	require.NoError(t, b.DecideAim(t.Context(), second, true, "wang", now()))
	require.Equal(t, casework.Stale, casework.CodeOf(b.DecideAim(t.Context(), second, false, "wang", now())))
	require.NoError(t, b.DecideAim(t.Context(), section, false, "zhao", now()))
	got, err := b.Aim(t.Context(), second)
	require.NoError(t, err)
	require.True(t, got.Approved)
	require.Equal(t, []string{"li", "wang"}, []string{got.By, got.Decider})
	_, err = b.Aim(t.Context(), 99)
	require.Equal(t, casework.NotFound, casework.CodeOf(err))

	require.Zero(t, count(t, b, `SELECT count(*) FROM sealed_values WHERE field = 'aim' AND position(convert_to('按时', 'UTF8') IN data) > 0`), "sealed")
	for _, change := range []string{`UPDATE aims SET approved = false WHERE approved`, `DELETE FROM aims`, `UPDATE aims SET year = 2030 WHERE decided_at IS NULL`} {
		_, err := b.raw.ExecContext(t.Context(), change)
		require.ErrorContains(t, err, "never changes", change)
	}
}
