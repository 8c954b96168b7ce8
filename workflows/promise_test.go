package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// The check may be made on any day of its half-year. What falls due after it is held against its clocks
// by the next one, what was promised before nobody promised, and a second look in the same
// half-year does not begin after the first (R227).
func TestEachCheckOfAPromiseGoesBackToTheOneBefore(t *testing.T) {
	t.Parallel()
	since := func(revision int) (out []string) {
		o := newMatter(t, kind.Promise, "2026-03-02T09:00:00", nil)
		o.start.Declared = revision
		yes := true
		o.update("2026-03-03T10:00:00", "", kind.Fix, casework.PartyGroup, casework.Args{Approve: &yes, Item: "food-permit", Limit: "8wd"})
		o.update("2026-03-04T10:00:00", "", kind.Pledge, casework.GeneralOffice, casework.Args{Means: "posted"})
		for _, on := range []string{"2026-03-05T10:00:00", "2026-03-09T10:00:00", "2026-07-03T10:00:00"} {
			o.update(on, "", kind.CheckPromise, casework.EfficiencyOffice, casework.Args{Outcome: kind.Broken})
		}
		o.run("2026-07-04T00:00:00")
		o.accepted()
		for _, ask := range o.tallied {
			out = append(out, day(ask.Since))
		}
		return out
	}
	require.Equal(t, []string{"2026-03-04 10:00", "2026-03-04 10:00", "2026-03-09 10:00"}, since(2))
	require.Equal(t, []string{"2026-01-01 00:00", "2026-01-01 00:00", "2026-01-01 00:00"}, since(1), "each went back to the first half-year, and one late case denied them all")
}
