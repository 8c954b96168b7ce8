package counter_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

const kept = "ZR2026-000001"

// dutied is a bench with the duties of the bureau: the list of 9-14 filed, that of
// 9-21 missed, and two self-checks missed.
func dutied(t *testing.T) *bench {
	t.Helper()
	b := papered(t)
	clear(b.store.Cases)
	b.store.Put(casework.State{
		Number: kept, Kind: casework.Duties, Unit: "bureau", Post: "chief", Stage: casework.StageStanding, Run: 1,
		Proposed: []casework.Proposed{
			{Clock: "self_check", Round: 1, Rule: "R110", Measure: casework.NotFiled, At: officeTime("2026-04-01 17:30")},
			{Clock: "self_check", Round: 2, Rule: "R110", Measure: casework.NotFiled, At: officeTime("2026-07-01 17:30")},
			{Clock: "self_check", Round: 3, Rule: "R110", Measure: casework.NotFiled, At: officeTime("2026-10-08 17:30")}, // armed ahead
		},
	})
	round := func(name string, owner casework.Role, n int, due string, status casework.ClockStatus) casework.ClockView {
		c := clockOf(name, due, status, "")
		c.Round, c.Owner, c.Outcome = n, owner, casework.Recur
		return c
	}
	v := b.store.Cases[kept]
	v.Clocks = []casework.ClockView{
		round("self_check", casework.GeneralOffice, 4, "2027-01-04 17:30", casework.Running),
		round("target_check", casework.EfficiencyOffice, 3, "2026-10-08 17:30", casework.Running),
		round("monday_list", casework.SupervisionOffice, 1, "2026-09-14 17:30", casework.Recurred),
		round("monday_list", casework.SupervisionOffice, 2, "2026-09-21 17:30", casework.Recurred),
		round("monday_list", casework.SupervisionOffice, 3, "2026-09-28 17:30", casework.Running),
	}
	b.store.Cases[kept] = v
	b.store.Events[kept] = []casework.TimelineRow{
		{Name: casework.DutyDone, Clock: "monday_list", Round: 1, At: officeTime("2026-09-14 08:50"), Actor: "feng", ActorName: "冯雪梅"},
		{Name: casework.DutyDone, Clock: "target_check", Round: 3, At: officeTime("2026-09-23 15:00"), Actor: "zheng", ActorName: "郑文斌"},
	}
	return b
}

func TestStandingDuties(t *testing.T) {
	t.Parallel()
	b := dutied(t)
	found, err := b.StandingDuties(t.Context(), general())
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, casework.Duties, b.store.LastCases.Kind)
	require.True(t, *b.store.LastCases.Open)
	require.NotContains(t, b.store.LastCases.Scope, core.Scope{All: true})
	require.Equal(t, "局", found[0].UnitName)
	var names []string
	for _, d := range found[0].Duties {
		names = append(names, d.Clock.Name)
	}
	require.Equal(t, []string{"monday_list", "target_check", "self_check"}, names, "the next instant first")
	monday := found[0].Duties[0]
	require.Equal(t, []appraisal.DutyRound{
		{Round: 2, Due: officeTime("2026-09-21 17:30")},
		{Round: 1, Due: officeTime("2026-09-14 17:30"), Filed: &appraisal.Filing{At: officeTime("2026-09-14 08:50"), By: "feng", ByName: "冯雪梅"}},
	}, monday.Past)
	require.Nil(t, monday.Filed)
	require.True(t, monday.File)
	require.Equal(t, "monday_list", monday.Paper.Code)
	check := found[0].Duties[1]
	require.NotNil(t, check.Filed)
	require.False(t, check.File, "a round is filed once")
	require.Nil(t, check.Paper)

	proposed := found[0].Proposed
	require.Len(t, proposed, 2, "what is armed is not yet so")
	require.Equal(t, -3, proposed[0].Points)
	require.Equal(t, "考评单位按季自查并形成自查报告送效能办，未报送的扣3分", proposed[0].Note)
	require.False(t, proposed[0].Decide, "the general office does not score itself")
}

// Whoever owes a duty files that one and no other (R213); the efficiency office decides
// the oldest proposal of a clock first (R110); who has no part in any is refused.
func TestWhoFilesWhichDuty(t *testing.T) {
	t.Parallel()
	b := dutied(t)
	found, err := b.StandingDuties(t.Context(), efficiency())
	require.NoError(t, err)
	for _, d := range found[0].Duties {
		require.False(t, d.File, d.Clock.Name)
		require.Nil(t, d.Paper, "nor does it compile the list")
	}
	require.Equal(t, []bool{true, false}, []bool{found[0].Proposed[0].Decide, found[0].Proposed[1].Decide})
	delete(b.store.Events, kept)
	found, err = b.StandingDuties(t.Context(), efficiency())
	require.NoError(t, err)
	for _, d := range found[0].Duties {
		require.Equal(t, d.Clock.Name == "target_check", d.File, d.Clock.Name)
	}
	_, err = b.StandingDuties(t.Context(), countertest.Principal(countertest.Handler))
	require.Equal(t, casework.Forbidden, casework.CodeOf(err))
}

// The form on the case page offers him those alone.
func TestFileDutyOffersOnesOwn(t *testing.T) {
	t.Parallel()
	b := dutied(t)
	b.store.Put(casework.State{Number: kept, Kind: casework.Duties, Unit: "bureau", Post: "chief", Stage: casework.StageStanding, Run: 1, Clocks: []casework.Clock{
		{Name: "monday_list", Round: 3, Owner: casework.SupervisionOffice, Outcome: casework.Recur, Status: casework.Running},
		{Name: "target_check", Round: 3, Owner: casework.EfficiencyOffice, Outcome: casework.Recur, Status: casework.Running},
	}})
	offered := func(p casework.Principal) []string {
		forms, err := b.Actions(t.Context(), p, b.store.Cases[kept])
		require.NoError(t, err)
		for _, f := range forms {
			if f.Command == casework.FileDuty {
				return f.Fields[0].Choices
			}
		}
		return nil
	}
	require.Equal(t, []string{"target_check"}, offered(efficiency()))
	require.Equal(t, []string{"monday_list", "target_check"}, offered(general()))

	// This quarter's is in; the last one's was missed, and is brought late all the same (R110).
	met := b.now.Add(-time.Hour)
	standing := casework.State{Number: kept, Kind: casework.Duties, Unit: "bureau", Post: "chief", Stage: casework.StageStanding, Run: 1, Revision: 1, Declared: kind.ToldWhich, Clocks: []casework.Clock{
		{Name: "monday_list", Round: 3, Owner: casework.SupervisionOffice, Outcome: casework.Recur, Status: casework.Running},
		{Name: "self_check", Round: 1, Owner: casework.GeneralOffice, Outcome: casework.Recur, Status: casework.Recurred},
		{Name: "self_check", Round: 2, Owner: casework.GeneralOffice, Outcome: casework.Recur, Status: casework.Running, Filed: met},
	}}
	b.store.Put(standing)
	require.Equal(t, []string{"monday_list", "self_check"}, offered(general()))
	standing.Clocks[1].Filed = met
	b.store.Put(standing)
	require.Equal(t, []string{"monday_list"}, offered(general()))
}
