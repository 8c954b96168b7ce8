package kind_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// The twenty items of deduction (R124), the ten prohibitions (R126), drinking at noon, as host or
// guest and when working late (R127, R128), and gifts (R235): each once, and each said.
func TestFindingsAreTheItemsOfTheRegulations(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	for _, list := range kind.Findings {
		count[list.Rule] += len(list.Items)
	}
	require.Equal(t, map[string]int{"R124": 20, "R126": 10, "R127": 3, "R235": 1}, count)
	all := kind.FindingItems()
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(all))), len(all), "none stands twice")
	for _, of := range []string{"inspection", "rectification"} {
		for _, d := range kind.Office().All() {
			for _, item := range all {
				if string(d.Kind) == of {
					require.NotEmpty(t, d.Says["fact."+item].Zh, item)
					require.NotEmpty(t, d.Says["choice."+item].En, item)
				}
			}
		}
	}
	require.Equal(t, "R126", kind.FindingRule("drinking"))
	require.Empty(t, kind.FindingRule("anything"))
	require.Equal(t, "covert_finding", kind.FindingCost(kind.ModeCovert))
	require.Equal(t, "open_finding", kind.FindingCost(kind.ModeOpen))
}

// Three of R224, and the four on the spot of R241.
func TestMethodsOfACheck(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"stakeout", "as_client", "tracking", "spot_check", "fixed_point", "surprise", "return_visit"}, kind.Methods)
}

// Who said that it is mended does not see for himself; nor does anybody outside the group find
// anything, or anybody but its head report.
func TestWhoReportedDoesNotVerify(t *testing.T) {
	t.Parallel()
	bars := func(of casework.Kind, command, person string, facts map[string]string) casework.Code {
		if err := kind.Office().Of(of).Bars(&casework.State{Kind: of, Facts: facts}, command, person, nil); err != nil {
			return err.Code
		}
		return ""
	}
	reported := map[string]string{kind.FactReporter: "p1"}
	require.Equal(t, casework.OwnCase, bars(kind.Rectification, kind.VerifyMended, "p1", reported))
	require.Empty(t, bars(kind.Rectification, kind.VerifyMended, "p2", reported))
	sent := map[string]string{kind.FactLeader: "p1", kind.FactGroup: "p2 p3"}
	require.Empty(t, bars(kind.Inspection, kind.RecordFinding, "p3", sent))
	require.Equal(t, casework.NotCompetent, bars(kind.Inspection, kind.RecordFinding, "p4", sent))
	require.Empty(t, bars(kind.Inspection, casework.Report, "p1", sent))
	require.Equal(t, casework.NotCompetent, bars(kind.Inspection, casework.Report, "p2", sent))
}
