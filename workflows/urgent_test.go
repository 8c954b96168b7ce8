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
