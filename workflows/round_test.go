package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// No ladder ends in silence (design section 1). The opinion on a document received on
// Monday 2026-03-02 is owed that day (R051). Its last rung is the head of the bureau, on
// 3-03, and he hears of it again 5wd later, 3-10 and 3-17, until it is written on 3-18.
func TestWhatTheHouseOwesItselfComesRound(t *testing.T) {
	t.Parallel()
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	o.update("2026-03-18T10:00:00", "", casework.Propose, casework.GeneralOffice, casework.Args{})
	o.run("2026-05-31T00:00:00")
	o.allAccepted(1)
	require.Equal(t, []string{"2026-03-02 17:30 1", "2026-03-03 17:30 2", "2026-03-10 17:30 2", "2026-03-17 17:30 2"}, o.told(casework.Escalated, "propose"))
	for i, e := range o.find(casework.Escalated, "propose")[1:] {
		require.Equal(t, []casework.Role{casework.PrincipalLeader}, e.To)
		require.Equal(t, []string{"", "1", "2"}[i], e.Detail["times"])
		require.False(t, e.Quiet)
	}
	require.Empty(t, o.find(casework.AccountabilityOpened, "propose"), "nobody is asked who answers by machine")
	require.Empty(t, o.last().Clock("propose").Alarms)
}

// A year later the state remembers the first rung and the last round, no more.
func TestRoundsDoNotFillTheState(t *testing.T) {
	t.Parallel()
	o := newMatter(t, casework.Document, "2026-03-02T09:00:00", nil)
	o.run("2026-12-31T00:00:00")
	late := o.last().Clock("propose")
	require.Greater(t, len(o.find(casework.Escalated, "propose")), 35)
	require.Len(t, late.Climbed, 2)
	require.Len(t, late.Alarms, 1)
}

// headsDelay is a permit whose extension lies on the desk of the principal leader, the
// leader in charge being on leave: received on 9-24, accepted by silence on 10-09, due on
// 10-15. He lets it lapse, and the turn stays his.
func headsDelay(t *testing.T) *office {
	t.Helper()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.away = []casework.Role{casework.LeaderInCharge}
	o.update("2026-10-12T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	return o
}

// Over the head of the house no case is opened by machine: from the third rung on, 10-20,
// party group and general office hear of it, and again 5wd later, 10-27 and 11-03.
func TestTheHeadsOwnDelayComesRound(t *testing.T) {
	t.Parallel()
	o := headsDelay(t)
	o.run("2026-11-08T00:00:00")
	o.allAccepted(1)
	require.Empty(t, o.find(casework.AccountabilityOpened, ""))
	require.Equal(t, []string{"2026-10-15 17:30 1", "2026-10-16 17:30 2", "2026-10-20 17:30 3", "2026-10-27 17:30 3", "2026-11-03 17:30 3"},
		o.told(casework.Escalated, "handle"))
	for _, e := range o.find(casework.Escalated, "handle")[2:] {
		require.Subset(t, e.To, []casework.Role{casework.PartyGroup, casework.GeneralOffice})
		require.Equal(t, string(casework.PrincipalLeader), e.Detail["turn"])
	}
	require.Equal(t, []string{"2026-10-15 17:30 yellow", "2026-10-20 17:30 red"}, o.told(casework.CardIssued, "handle"), "one card, though the statute comes to its red one on 11-03")
	require.Len(t, o.find(casework.ExplanationDue, "explain"), 1)
	consistent(o)
}

// A date that moves takes the rounds along: by a receipt of 9-22, as corrected on Friday
// 10-30, the promise ended on 10-13 (9-23, 24, 28, 29, 30, 10-08, 9, the make-up Saturday
// 10, 12, 13) and the statute on 10-27. Nobody could know before: their rungs are 11-02 and
// 11-04, and come round together on 11-11. What was told on 10-20 and 10-27 is taken back.
func TestRoundsFollowTheDate(t *testing.T) {
	t.Parallel()
	o := headsDelay(t)
	o.update("2026-10-30T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-09-22T09:30:00"))
	o.run("2026-11-15T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-10-13 17:30 1", "2026-11-02 17:30 2", "2026-11-04 17:30 3", "2026-11-11 17:30 3"},
		o.told(casework.Escalated, "handle"))
	require.Equal(t, []string{"2026-10-27 17:30 1"}, o.told(casework.Escalated, "statutory"))
	require.Equal(t, "statutory", o.find(casework.Escalated, "handle")[3].Detail["with"])
	consistent(o)
}

// Closed and taken up again, it goes on where it stood: withdrawn on 10-28, taken up on
// Wednesday 11-04. (10-28, 11-04] are five days, and the round of 11-03 comes on 11-10. The
// turn is the desk's by then, and who answers is asked.
func TestRoundsGoOnWhenACaseIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	o := headsDelay(t)
	o.update("2026-10-28T10:00:00", "", casework.Withdraw, casework.Handler, casework.Args{})
	o.update("2026-11-04T10:00:00", "", casework.Reopen, casework.SectionHead, casework.Args{})
	o.run("2026-11-19T00:00:00")
	o.allAccepted(3)
	require.Equal(t, []string{"2026-10-15 17:30 1", "2026-10-16 17:30 2", "2026-10-20 17:30 3", "2026-10-27 17:30 3", "2026-11-10 17:30 3"},
		o.told(casework.Escalated, "handle"))
	require.Equal(t, []string{"2026-11-10 17:30 3"}, o.told(casework.AccountabilityOpened, "handle"))
	consistent(o)
}
