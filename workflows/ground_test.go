package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// What kind of failing was found stands in the record with the rule it comes from.
func TestFactsNameTheGround(t *testing.T) {
	o := newAccountability(t)
	o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, casework.Args{
		Outcome: "formal", Person: "handler", Ground: "false_whereabouts",
	})
	o.run("2026-03-06T00:00:00")
	stated := o.find(casework.FactsStated, "")
	require.Len(t, stated, 1)
	require.Equal(t, "R177", stated[0].Rule)
	require.Equal(t, "false_whereabouts", stated[0].Detail["ground"])
	require.Contains(t, o.find(casework.FormallyOpened, "")[0].To, casework.PersonConcerned, "he is told")
}

// Called off before leaving, the post never changes hands; who has left reports
// back instead.
func TestAbsenceWithdrawn(t *testing.T) {
	for name, tt := range map[string]struct {
		at        string
		code      casework.Code
		cancelled int
	}{
		"before it was granted": {"2026-03-02T09:10:00", "", 0},
		"granted, not yet left": {"2026-03-02T11:00:00", "", 1},
		"left already":          {"2026-03-02T13:00:00", casework.WrongStage, 0},
	} {
		t.Run(name, func(t *testing.T) {
			o := newAbsence(t, "outing", "2026-03-02T12:00:00", "2026-03-02T15:00:00")
			if tt.at != "2026-03-02T09:10:00" {
				o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
			}
			o.update(tt.at, "", casework.Withdraw, casework.Handler, casework.Args{})
			o.run("2026-03-02T14:00:00")
			seen := o.last().Seen
			require.Equal(t, tt.code, seen[len(seen)-1].Code)
			require.Len(t, o.find(casework.AbsenceCancelled, ""), tt.cancelled)
			require.Equal(t, tt.code != "", o.last().Stage == casework.StageAway)
		})
	}
}
