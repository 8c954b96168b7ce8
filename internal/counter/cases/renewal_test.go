package cases

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// What had expired before it was asked for is not prolonged: refused at its field, under the
// article; asked late it is taken in, and never deemed (行政许可法 50).
func TestNothingExpiredIsRenewed(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 4, 2, 10, 0, 0, 0, core.Zone)
	renewal := policy.Item{DeemRenew: true}
	for name, tt := range map[string]struct {
		item     policy.Item
		expires  string
		received *time.Time
		refused  bool
	}{
		"yesterday":                           {renewal, "2026-04-01T00:00", nil, true},
		"today":                               {renewal, "2026-04-02T00:00", nil, false},
		"yesterday, and asked the day before": {renewal, "2026-04-01T00:00", new(now.AddDate(0, 0, -2)), false},
		"no renewal":                          {policy.Item{}, "2026-04-01T00:00", nil, false},
		"no instant":                          {renewal, "soon", nil, false}, // refused as none
	} {
		in := core.Registration{Fields: map[string]string{casework.FactExpires: tt.expires}, Received: tt.received}
		got := checkRenewal(tt.item, in, now)
		if !tt.refused {
			require.Empty(t, got, name)
			continue
		}
		require.Len(t, got, 1, name)
		require.Equal(t, casework.AfterExpiry, got[0].Code)
		require.Equal(t, "fields.expires", got[0].Field)
		require.Equal(t, "行政许可法第五十条", got[0].Rule)
	}
}
