package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
)

// TestForecast: what falls due is held against the twelve last of the post, which took one hour to
// twelve: half of them six and a half at most, nine in ten 10.9.
func TestForecast(t *testing.T) {
	t.Parallel()
	b := setup(t)
	number := b.register(t)
	b.commit(t, step(number, 1, started(now())))
	_, err := b.raw.ExecContext(t.Context(), `
INSERT INTO clocks (number, name, round, rule, basis, owner, post, outcome, visible_at, start_at, due_at, due_date, due_version, ended_at, ended_as, limit_text)
SELECT number, name, 100 + g, rule, basis, owner, post, outcome, visible_at, now() - g * interval '1 day', now(), due_date, due_version,
       now() - g * interval '1 day' + g * interval '1 hour', 'met', limit_text
FROM clocks, generate_series(1, 12) g WHERE number = $1 AND name = 'handle'`, number)
	require.NoError(t, err)
	reach := []core.Scope{{Units: []string{"permits"}}}
	for name, tt := range map[string]struct {
		begun, left time.Duration
		low, high   int
	}{
		"six hours in all: half would miss it":           {time.Hour, 5 * time.Hour, 1, 1},
		"ten: nine in ten would not make it, half would": {time.Hour, 9 * time.Hour, 0, 1},
		"twelve: all make it":                            {time.Hour, 11 * time.Hour, 0, 0},
		"longer already than nine in ten":                {11 * time.Hour, 5 * time.Hour, 0, 1},
	} {
		_, err := b.raw.ExecContext(t.Context(), `UPDATE clocks SET start_at = now() - $2 * interval '1 second', due_at = now() + $3 * interval '1 second'
WHERE number = $1 AND name = 'handle' AND round < 100`, number, tt.begun.Seconds(), tt.left.Seconds())
		require.NoError(t, err)
		rows, err := b.Forecast(t.Context(), desk.ForecastFilter{Scope: reach, Until: now().AddDate(0, 0, 7)})
		require.NoError(t, err)
		require.Len(t, rows, 1, name)
		r := rows[0]
		require.Equal(t, []int{1, 12, tt.low, tt.high}, []int{r.Due, r.Past, r.Low, r.High}, name)
		require.Equal(t, 390*time.Minute, r.Half.Round(time.Minute))
		require.Equal(t, 654*time.Minute, r.Most.Round(time.Minute))
		require.Len(t, r.Numbers, tt.high, name)
	}
	rows, err := b.Forecast(t.Context(), desk.ForecastFilter{Scope: []core.Scope{{Units: []string{"window"}}}, Until: now().AddDate(0, 0, 7)})
	require.NoError(t, err)
	require.Empty(t, rows, "beyond one's reach")
	rows, err = b.Forecast(t.Context(), desk.ForecastFilter{Scope: reach, Until: now().Add(time.Minute)})
	require.NoError(t, err)
	require.Empty(t, rows, "due later")
}
