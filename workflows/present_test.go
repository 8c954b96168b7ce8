package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// The leader in charge is on leave: the head of the bureau hears of the request at once,
// the turn is his, he is reminded, and he decides. Nothing lapses for want of a leader.
func TestTheNextInLineIsAsked(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.away = []casework.Role{casework.LeaderInCharge}
	o.accept("2026-09-24T10:00:00")
	o.update("2026-10-13T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.update("2026-10-15T09:00:00", "", casework.DecideExtension, casework.PrincipalLeader, casework.Args{Clock: "handle", Approve: &yes})
	o.run("2026-10-15T10:00:00")
	o.allAccepted(3)
	asked := o.find(casework.ExtensionRequested, "handle")[0]
	require.Equal(t, []casework.Role{casework.PrincipalLeader}, asked.To)
	require.Equal(t, "leader_in_charge", asked.Detail["instead_of"])
	turns := o.find(casework.TurnChanged, "")
	require.Equal(t, "principal_leader", turns[0].Detail["to"])
	require.Equal(t, "principal_leader", turns[1].Detail["from"])
	for _, e := range o.find(casework.ClockWarned, "handle") {
		require.NotContains(t, e.To, casework.LeaderInCharge)
	}
}

// He is there: he is asked, and nobody beside him.
func TestTheLeaderWhoIsThereIsAsked(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.accept("2026-09-24T10:00:00")
	o.update("2026-10-13T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.run("2026-10-13T11:00:00")
	asked := o.find(casework.ExtensionRequested, "handle")[0]
	require.Equal(t, []casework.Role{casework.LeaderInCharge}, asked.To)
	require.Empty(t, asked.Detail["instead_of"])
}

// The leader's own leave: he is not asked who stands in for him.
func TestTheLeaderDoesNotDesignateForHimself(t *testing.T) {
	t.Parallel()
	o := newAbsence(t, "outing", "2026-03-02T14:00:00", "2026-03-02T17:00:00")
	o.empty = []string{"approval-leader"}
	o.away = []casework.Role{casework.LeaderInCharge}
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T10:30:00", "", casework.Designate, casework.PrincipalLeader, casework.Args{Post: "approval-leader", Person: "clerk"})
	o.run("2026-03-02T12:00:00")
	o.allAccepted(2)
	require.Equal(t, []casework.Role{casework.PrincipalLeader}, o.find(casework.DesignationAsked, "")[0].To)
	started := o.find(casework.ClockStarted, "designate")[0]
	require.Equal(t, []casework.Role{casework.PrincipalLeader}, started.To, "the clock is his")
	require.Equal(t, casework.PrincipalLeader, o.last().Clock("designate").Owner)
}

// Who may grant a leave is away: the next above him is asked, and grants it.
func TestALeaveIsGrantedInLine(t *testing.T) {
	t.Parallel()
	o := newAbsence(t, "outing", "2026-03-02T14:00:00", "2026-03-02T17:00:00")
	o.away = []casework.Role{casework.SectionHead}
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.LeaderInCharge, casework.Args{Approve: &yes})
	o.run("2026-03-02T12:00:00")
	o.allAccepted(1)
	require.Len(t, o.find(casework.AbsenceApproved, ""), 1)
}
