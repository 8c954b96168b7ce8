package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// The unit sees by the day alone what came before the forwarding; no office time is
// made up from midnight, neither against the efficiency office nor for it (R082).
func TestNoTurnIsBookedBehindTheVeil(t *testing.T) {
	t.Parallel()
	b := staffed(t)
	b.complaint(nil)
	forwarded := time.Date(2026, 3, 4, 2, 30, 0, 0, time.UTC) // 10:30 in the office
	b.store.Events[complained] = append(b.store.Events[complained], casework.TimelineRow{
		ID: 86, Name: casework.TurnChanged, At: forwarded, Detail: map[string]string{"from": string(casework.EfficiencyOffice), "to": string(casework.Handler)},
	})
	b.now = time.Date(2026, 3, 4, 3, 30, 0, 0, time.UTC) // 11:30
	seen, err := b.Turns(t.Context(), handler(), complained)
	require.NoError(t, err)
	require.Len(t, seen, 1)
	require.Equal(t, casework.Handler, seen[0].Role)
	require.Equal(t, int64(3600), seen[0].Seconds)

	whole, err := b.Turns(t.Context(), efficiency(), complained)
	require.NoError(t, err)
	require.Len(t, whole, 2, "the efficiency office sees its own time")
}
