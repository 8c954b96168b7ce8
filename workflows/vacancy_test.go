package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// newVacancy prepares the case of a desk nobody stands on from Monday 2026-03-02,
// 10:00 on.
func newVacancy(t *testing.T) *office {
	t.Helper()
	o := newOffice(t, "food-permit", "2026-03-02T10:00:00")
	o.start.Number, o.start.Kind, o.start.Item = "LG2026-000001", casework.Absence, ""
	o.start.Facts = map[string]string{"form": "vacancy"}
	return o
}

// Nobody answers: the section head and the leader in charge hear at once, the
// principal leader after half an hour of office time, he and the efficiency office
// with the end of the next working day (R169, R171).
func TestEmptyPostClimbs(t *testing.T) {
	o := newVacancy(t)
	o.run("2026-03-05T00:00:00")
	told := o.find(casework.PostEmpty, "")
	require.Len(t, told, 1)
	require.Equal(t, []casework.Role{casework.SectionHead}, told[0].To)
	asked := o.find(casework.DesignationAsked, "")
	require.Len(t, asked, 1)
	require.Equal(t, []casework.Role{casework.LeaderInCharge}, asked[0].To)
	require.Equal(t, "2026-03-02 10:00", day(told[0].At))
	require.Equal(t, "2026-03-02 10:30", day(o.find(casework.ClockBreached, "designate")[0].At))
	rungs := map[string]casework.Event{}
	for _, e := range o.find(casework.Escalated, "designate") {
		rungs[e.Level+" "+day(e.At)] = e
	}
	require.Contains(t, rungs["1 2026-03-02 10:30"].To, casework.PrincipalLeader)
	require.Contains(t, rungs["2 2026-03-03 17:30"].To, casework.EfficiencyOffice)
	require.Equal(t, casework.StageVacant, o.last().Stage, "open until somebody stands there")
}

// Somebody was named and came: what was told of the gap ends with it. A sweep that
// finds him late still counts from the instant he came, and the breach between was
// none.
func TestEmptyPostIsMannedAgain(t *testing.T) {
	until := shanghai(t, "2026-03-06T17:30:00")
	o := newVacancy(t)
	o.update("2026-03-02T10:20:00", "", casework.Designate, casework.LeaderInCharge, casework.Args{Post: "food-desk", Person: "clerk", Until: until})
	o.update("2026-03-02T10:45:00", "2026-03-02T10:20:00", casework.Manned, "", casework.Args{})
	o.run("2026-03-05T00:00:00")
	standin := o.find(casework.StandinDesignated, "")
	require.Len(t, standin, 1)
	require.Equal(t, "2026-03-02T10:20:00+08:00", standin[0].Detail["from"])
	require.Equal(t, until.Format(time.RFC3339), standin[0].Detail["until"])
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Len(t, o.find(casework.PostManned, ""), 1)
	require.Equal(t, "manned", o.last().Result)
}

func TestEmptyPostRefusals(t *testing.T) {
	later := shanghai(t, "2026-03-06T17:30:00")
	for name, tt := range map[string]struct {
		args  casework.Args
		field string
	}{
		"another post":      {casework.Args{Post: "road-desk", Person: "clerk", Until: later}, "post"},
		"for good":          {casework.Args{Post: "food-desk", Person: "clerk"}, "until"},
		"for the time gone": {casework.Args{Post: "food-desk", Person: "clerk", Until: shanghai(t, "2026-03-02T09:00:00")}, "until"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newVacancy(t)
			o.update("2026-03-02T10:10:00", "", casework.Designate, casework.LeaderInCharge, tt.args)
			o.run("2026-03-02T10:15:00")
			require.Equal(t, tt.field, o.last().Seen[0].Field)
			require.Empty(t, o.find(casework.StandinDesignated, ""))
		})
	}
}
