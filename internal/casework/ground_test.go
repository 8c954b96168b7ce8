package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// TestGroundsNameTheirRules: every failing the sources name can be recorded, once.
func TestGroundsNameTheirRules(t *testing.T) {
	t.Parallel()
	rules, codes := map[string]int{}, map[string]bool{}
	for _, g := range casework.Grounds {
		require.False(t, codes[g.Code], g.Code)
		codes[g.Code] = true
		rules[g.Rule]++
		found, ok := casework.GroundOf(g.Code)
		require.True(t, ok)
		require.Equal(t, g, found)
	}
	require.Len(t, casework.GroundCodes(), len(casework.Grounds))
	for rule, n := range map[string]int{"R129": 2, "R141": 6, "R147": 3, "R148": 5, "R149": 1, "R151": 2, "R152": 1, "R159": 1, "R172": 1, "R177": 1} {
		require.Equal(t, n, rules[rule], rule)
	}
	_, ok := casework.GroundOf("bad luck")
	require.False(t, ok)
}

// TestMeasuresStandOnALadder: for persons those of the rules and of the law, the
// heavier ones beyond this office's authority; for units beside them.
func TestMeasuresStandOnALadder(t *testing.T) {
	t.Parallel()
	var persons, beyond, units []string
	for _, m := range casework.Measures {
		require.Regexp(t, `^R1(3[4-9]|4[0-5])$`, m.Rule, m.Code)
		switch {
		case m.Unit:
			units = append(units, m.Code)
		case m.Power != casework.Own:
			beyond = append(beyond, m.Code)
		default:
			persons = append(persons, m.Code)
		}
	}
	require.Equal(t, []string{
		"criticism_education", "admonition", "administrative_admonition", "mend_by_term", "written_self_criticism", "efficiency_warning",
		"circulated_criticism", "written_admonition", "points_deducted", "merit_loss", "bonus_withheld", "suspended_training", "suspension_training",
		"reassignment",
	}, persons)
	require.Equal(t, []string{
		"warning", "demerit", "grave_demerit", "lowered_post", "demotion", "lowered_grade", "removal", "ordered_resignation", "discharge",
		"dismissal", "judicial_transfer",
	}, beyond)
	require.Equal(t, []string{"unit_points", "unit_circulated_criticism", "unit_rectification", "unit_merit_loss", "unit_warned"}, units)
}
