package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// A unit that was exempted is visited all the same where it is planned afterwards, for nobody is taken off the
// plan, and where something was found there since: 上次发现问题的单位下次为必查单位 (R112).
func TestAnExemptionEndsWhereItsUnitIsPlannedOrFoundFaultWith(t *testing.T) {
	t.Parallel()
	left := casework.Tally{Left: []string{"window"}}
	for name, tt := range map[string]struct {
		plans    []string
		then     casework.Tally
		revision int
		want     casework.Code
	}{
		"exempted":                       {nil, left, 2, ""},
		"planned afterwards":             {[]string{"window"}, left, 2, kind.NotVisited},
		"found fault with since":         {nil, casework.Tally{Left: left.Left, Must: left.Left}, 2, kind.NotVisited},
		"found fault with, and visited":  {nil, casework.Tally{Must: left.Left}, 2, ""},
		"planned, of the plans before":   {[]string{"window"}, left, 1, ""},
		"found fault with, of the plans": {nil, casework.Tally{Left: left.Left, Must: left.Left}, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newMatter(t, kind.Inspection, "2026-03-02T09:00:00", map[string]string{kind.FactMode: kind.ModeYear})
			o.start.Declared = tt.revision
			plan := func(at string, units []string, outcome string) {
				o.update(at, "", kind.PlanYear, casework.EfficiencyOffice, casework.Args{Units: units, Outcome: outcome, ReasonID: "why"})
			}
			plan("2026-03-03T10:00:00", []string{"permits"}, "plan_units")
			plan("2026-03-04T10:00:00", []string{"window"}, kind.ExemptUnits)
			yes := true
			o.update("2026-03-05T10:00:00", "", casework.Countersign, casework.PrincipalLeader, casework.Args{Approve: &yes})
			if tt.plans != nil {
				plan("2026-03-06T10:00:00", tt.plans, "plan_units")
			}
			o.update("2026-12-07T10:00:00", "", kind.ReportCoverage, casework.EfficiencyOffice, casework.Args{ReasonID: "all"})
			o.tallies = func(req casework.TallyRequest) casework.Tally {
				if req.At.Before(shanghai(t, "2026-12-01T00:00:00")) {
					return left
				}
				return tt.then
			}
			o.run("2026-12-08T00:00:00")
			require.Equal(t, tt.want, o.verdicts["report-coverage@2026-12-07T10:00:00"].Code)
		})
	}
}
