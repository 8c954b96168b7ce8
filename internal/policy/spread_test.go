package policy

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestLeadsAreSpread: ten thousand cases due at one closing wake over the whole
// spread, not at one minute of it.
func TestLeadsAreSpread(t *testing.T) {
	t.Parallel()
	b := &Book{spread: DefaultSpread}
	minutes := map[time.Duration]int{}
	for i := range 10_000 {
		lead := b.lead(fmt.Sprintf("BJ2026-%06d", i+1))
		require.GreaterOrEqual(t, lead, 2*time.Minute)
		require.Less(t, lead, 15*time.Minute)
		minutes[lead.Truncate(time.Minute)]++
	}
	require.Len(t, minutes, 13)
	for minute, n := range minutes {
		require.InDelta(t, 10_000.0/13, n, 150, "%s before closing", minute)
	}
	require.Equal(t, b.lead("BJ2026-000001"), b.lead("BJ2026-000001"))
}
