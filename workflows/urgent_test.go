package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// A short cover asks, the leader consents, the act is done; the consent is spent (R166).
func TestUrgentActWithConsent(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:00:00")
	o.update("2026-03-02T09:30:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-02T10:00:00", "", casework.AskUrgent, "backup", casework.Args{Act: casework.Complete})
	o.update("2026-03-02T10:05:00", "", casework.DecideUrgent, "backup", casework.Args{Approve: &yes})
	o.update("2026-03-02T10:10:00", "", casework.DecideUrgent, casework.LeaderInCharge, casework.Args{Approve: &yes})
	o.update("2026-03-02T10:15:00", "", casework.DecideUrgent, casework.LeaderInCharge, casework.Args{Approve: &yes})
	o.update("2026-03-02T10:20:00", "", casework.Complete, "backup", casework.Args{})
	o.run("2026-03-02T12:00:00")
	require.Equal(t, []casework.Role{casework.LeaderInCharge}, o.find(casework.UrgentAsked, "")[0].To)
	granted := o.find(casework.UrgentGranted, "")
	require.Len(t, granted, 1)
	require.Equal(t, map[string]string{"act": casework.Complete, "asked_by": "backup"}, granted[0].Detail)
	require.Equal(t, casework.OwnCase, o.verdicts["decide-urgent@2026-03-02T10:05:00"].Code)
	require.Equal(t, casework.NoUrgent, o.verdicts["decide-urgent@2026-03-02T10:15:00"].Code, "decided already")
	require.True(t, o.verdicts["complete@2026-03-02T10:20:00"].Accepted)
	require.Nil(t, o.last().Urgent, "for one act")
}

func TestUrgentActRefused(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:00:00")
	o.update("2026-03-02T09:10:00", "", casework.AskUrgent, "backup", casework.Args{Act: casework.Accept})
	o.update("2026-03-02T09:20:00", "", casework.AskUrgent, "backup", casework.Args{Act: casework.SignOff})
	o.update("2026-03-02T09:30:00", "", casework.AskUrgent, "backup", casework.Args{Act: casework.Deny})
	o.update("2026-03-02T09:40:00", "", casework.DecideUrgent, casework.LeaderInCharge, casework.Args{})
	no := false
	o.update("2026-03-02T09:50:00", "", casework.DecideUrgent, casework.LeaderInCharge, casework.Args{Approve: &no})
	o.run("2026-03-02T12:00:00")
	for at, field := range map[string]string{"ask-urgent@2026-03-02T09:10:00": "act", "ask-urgent@2026-03-02T09:20:00": "act", "decide-urgent@2026-03-02T09:40:00": "approve"} {
		require.Equal(t, casework.Invalid, o.verdicts[at].Code, at)
		require.Equal(t, field, o.verdicts[at].Field, at)
		require.Equal(t, "R166", o.verdicts[at].Rule)
	}
	require.Len(t, o.find(casework.UrgentRefused, ""), 1)
	require.Nil(t, o.last().Urgent)
}

// The leader has two hours of office time; the file is on his desk meanwhile, and the
// turn is his. Answered, it goes back to whose it was (R166).
func TestUrgentActIsTheLeadersTurn(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:00:00")
	o.update("2026-03-02T09:30:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-02T10:00:00", "", casework.AskUrgent, "backup", casework.Args{Act: casework.Complete, ReasonID: "t1"})
	o.update("2026-03-02T10:10:00", "", casework.AskUrgent, "backup", casework.Args{Act: casework.Deny})
	o.update("2026-03-02T11:00:00", "", casework.DecideUrgent, casework.LeaderInCharge, casework.Args{Approve: &yes})
	o.run("2026-03-02T12:00:00")
	require.Equal(t, casework.FieldError(casework.UrgentPending, "act", "R166"), o.verdicts["ask-urgent@2026-03-02T10:10:00"].Err(), "one at a time")
	clock := o.last().Clock(casework.ClockUrgent)
	require.Equal(t, casework.LeaderInCharge, clock.Owner)
	require.Equal(t, "2026-03-02 12:00", day(clock.Due), "two hours of work, used up at closing")
	require.Equal(t, casework.Met, clock.Status)
	require.Equal(t, "t1", o.last().Urgent.TextID)
	turns := o.find(casework.TurnChanged, "")
	require.Len(t, turns, 2)
	require.Equal(t, map[string]string{"from": "handler", "to": "leader_in_charge"}, turns[0].Detail)
	require.Equal(t, "2026-03-02 10:00", day(turns[0].At))
	require.Equal(t, map[string]string{"from": "leader_in_charge", "to": "handler"}, turns[1].Detail)
	require.Equal(t, "2026-03-02 11:00", day(turns[1].At))
}

// Unanswered, the request is gone with the leader's time: B is told and may not act,
// the leader's turn is on record, and B may ask anew (R166).
func TestUrgentActLapses(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:00:00")
	o.update("2026-03-02T09:30:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-02T10:00:00", "", casework.AskUrgent, "backup", casework.Args{Act: casework.Complete})
	o.update("2026-03-02T14:10:00", "", casework.DecideUrgent, casework.LeaderInCharge, casework.Args{Approve: &yes})
	o.update("2026-03-02T14:20:00", "", casework.AskUrgent, "backup", casework.Args{Act: casework.Complete})
	o.update("2026-03-02T14:30:00", "", casework.DecideUrgent, casework.LeaderInCharge, casework.Args{Approve: &yes})
	o.run("2026-03-02T15:00:00")
	lapsed := o.find(casework.UrgentLapsed, casework.ClockUrgent)
	require.Len(t, lapsed, 1)
	require.Equal(t, "2026-03-02 12:00", day(lapsed[0].At))
	require.Equal(t, []casework.Role{casework.ActingHolder}, lapsed[0].To)
	require.Equal(t, "R166", lapsed[0].Rule)
	told := o.find(casework.ClockLapsed, casework.ClockUrgent)
	require.Len(t, told, 1)
	require.Equal(t, []casework.Role{casework.LeaderInCharge}, told[0].To)
	warned := o.find(casework.ClockWarned, casework.ClockUrgent)
	require.Len(t, warned, 1, "at four fifths of his time; the second asking he answers before")
	require.Equal(t, []casework.Role{casework.LeaderInCharge}, warned[0].To)
	require.Empty(t, o.find(casework.ClockBreached, ""), "it costs the right to wait, and nobody a card")
	require.Equal(t, casework.NoUrgent, o.verdicts["decide-urgent@2026-03-02T14:10:00"].Code)
	require.True(t, o.verdicts["decide-urgent@2026-03-02T14:30:00"].Accepted)
	require.Equal(t, 2, o.last().Clock(casework.ClockUrgent).Round)
	turns := o.find(casework.TurnChanged, "")
	require.Equal(t, "leader_in_charge", turns[0].Detail["to"])
	require.Equal(t, "2026-03-02 12:00", day(turns[1].At), "two hours of it were the leader's")
}

// What breaches while the request lies with the leader names his turn.
func TestBreachWhileTheLeaderIsAsked(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:00:00")
	o.update("2026-03-02T09:30:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-16T16:00:00", "", casework.AskUrgent, "backup", casework.Args{Act: casework.Complete})
	o.run("2026-03-16T17:40:00")
	breach := o.find(casework.Escalated, "handle")
	require.NotEmpty(t, breach)
	require.Equal(t, "2026-03-16 17:30", day(breach[0].At))
	require.Equal(t, "leader_in_charge", breach[0].Detail["turn"])
}

// A is back and does it himself: nobody owes an answer any more. What ends the case
// another way ends the asking too.
func TestUrgentActDoneWithoutTheAnswer(t *testing.T) {
	for name, act := range map[string]string{"A does it": casework.Complete, "he denies instead": casework.Deny} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, "food-permit", "2026-03-02T09:00:00")
			o.update("2026-03-02T09:30:00", "", casework.Accept, casework.Handler, casework.Args{})
			o.update("2026-03-02T10:00:00", "", casework.AskUrgent, "backup", casework.Args{Act: casework.Complete})
			o.update("2026-03-02T10:30:00", "", act, casework.Handler, casework.Args{ReasonID: "t1", BasisID: "t2"})
			o.update("2026-03-02T10:40:00", "", casework.Deliver, casework.Handler, handed)
			o.run("2026-03-02T15:00:00")
			require.True(t, o.last().Closed())
			require.Nil(t, o.last().Urgent)
			require.Equal(t, casework.Dropped, o.last().Clock(casework.ClockUrgent).Status)
			require.Empty(t, o.find(casework.UrgentLapsed, ""))
		})
	}
}
