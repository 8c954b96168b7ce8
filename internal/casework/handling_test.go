package casework_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// A permit good till 2026-04-01 may be renewed by silence where its holder asked by 3-02,
// thirty days before; it ends with that day (行政许可法 50).
func TestRenewal(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	for name, tt := range map[string]struct {
		expires, asked string
		early, over    bool
	}{
		"thirty days before":       {"2026-04-01T00:00:00+08:00", "2026-03-02T17:29:00+08:00", true, false},
		"and entered with an hour": {"2026-04-01T15:00:00+08:00", "2026-03-02T09:00:00+08:00", true, false},
		"the evening of that day":  {"2026-04-01T00:00:00+08:00", "2026-03-02T15:59:00Z", true, false},
		"a day later":              {"2026-04-01T00:00:00+08:00", "2026-03-03T09:00:00+08:00", false, false},
		"on its last day":          {"2026-04-01T00:00:00+08:00", "2026-04-01T23:00:00+08:00", false, false},
		"when it had expired":      {"2026-04-01T00:00:00+08:00", "2026-04-02T00:00:00+08:00", false, true},
	} {
		asked, err := time.Parse(time.RFC3339, tt.asked)
		require.NoError(t, err)
		end, early, ok := casework.Renewal(tt.expires, asked)
		require.True(t, ok, name)
		require.True(t, end.Equal(time.Date(2026, 4, 2, 0, 0, 0, 0, zone)), name)
		require.Equal(t, tt.early, early, name)
		require.Equal(t, tt.over, !end.After(asked), name)
	}
	_, _, ok := casework.Renewal("soon", time.Now())
	require.False(t, ok)
}
