package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// No petition is handled past day 90 from acceptance (信访工作条例 34), by whichever preset.
// 60d from 3-05 end on 5-04, off till 5-05: 5-06; 90d on 6-03, counted from the start and
// not from the rolled day. From 2-10, of which 5-11 is day 90, the Spring Festival (15 to
// 23), 4-04 to 06 and 5-01 to 05 leave 57 working days (14, 28 and 5-09 are worked): of
// thirty asked for, 27 may be granted, and no day is trimmed.
func TestAPetitionEndsByDayNinety(t *testing.T) {
	t.Parallel()
	matter := func(id string) policy.Item {
		return policy.Item{ID: id, Kind: kind.Petition, Policy: id, Promised: "30wd", Statutory: "60d"}
	}
	book := bookOf(t, policy.DefaultSpread, matter("petition"), matter("petition-statute"))
	for _, tt := range []struct {
		item, start string
		granted     int
		due         string
		refused     casework.Code
	}{
		{"petition-statute", "2026-03-05T10:00", 0, "2026-05-06", ""},
		{"petition-statute", "2026-03-05T10:00", 30, "2026-06-03", ""},
		{"petition-statute", "2026-03-05T10:00", 31, "", casework.OverCap},
		{"petition", "2026-03-05T10:00", 30, "2026-06-02", ""},
		{"petition", "2026-03-05T10:00", 31, "", casework.OverCap},
		{"petition", "2026-02-10T10:00", 27, "2026-05-11", ""},
		{"petition", "2026-02-10T10:00", 28, "", casework.OverCap},
	} {
		got := countOf(t, book, tt.item, casework.PlanClock{Name: "handle", Start: instant(t, tt.start), Granted: tt.granted})
		require.Equal(t, tt.refused, got.Refused, "%v", tt)
		if tt.due != "" {
			require.Equal(t, tt.due, got.Clock.Date, "%v", tt)
		}
	}
}
