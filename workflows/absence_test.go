package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// newAbsence prepares an absence of the handler, asked for on Monday 2026-03-02.
func newAbsence(t *testing.T, form, from, until string) *office {
	t.Helper()
	o := newOffice(t, "food-permit", "2026-03-02T09:00:00")
	o.start.Number, o.start.Kind, o.start.Item = "LG2026-000001", casework.Absence, ""
	o.start.Facts = map[string]string{"person": "handler", "form": form, "approver": string(casework.SectionHead)}
	o.start.Term = &casework.Span{From: shanghai(t, from), To: shanghai(t, until)}
	return o
}

// Asked in the morning, granted, A leaves at noon and is back by two: the post
// changes hands for exactly that time, and nothing is late.
func TestAbsenceGrantedAndReported(t *testing.T) {
	o := newAbsence(t, "outing", "2026-03-02T12:00:00", "2026-03-02T15:00:00")
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T14:50:00", "", casework.ReportReturn, casework.Handler, casework.Args{})
	o.run("2026-03-04T00:00:00")
	granted := o.find(casework.AbsenceApproved, "")
	require.Len(t, granted, 1)
	require.Equal(t, "2026-03-02T12:00:00+08:00", granted[0].Detail["from"])
	changed := o.find(casework.ActingHolderChanged, "")
	require.Len(t, changed, 1)
	require.Equal(t, "2026-03-02 12:00", day(changed[0].At))
	require.Equal(t, "2026-03-02 14:50", day(o.find(casework.AbsenceEnded, "")[0].At))
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Equal(t, "returned", o.last().Result)
}

// Not back at the stated time is a breach that climbs to accountability (R159):
// 15:00 on 3-02, level 2 at closing on 3-03, level 3 on 3-05.
func TestLateReturnClimbs(t *testing.T) {
	o := newAbsence(t, "outing", "2026-03-02T12:00:00", "2026-03-02T15:00:00")
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.run("2026-03-06T00:00:00")
	require.Equal(t, "2026-03-02 15:00", day(o.find(casework.ClockBreached, "return")[0].At))
	var rungs []string
	for _, e := range o.find(casework.Escalated, "return") {
		rungs = append(rungs, e.Level+" "+day(e.At))
	}
	require.Equal(t, []string{"1 2026-03-02 15:00", "2 2026-03-03 17:30", "3 2026-03-05 17:30"}, rungs)
	require.Len(t, o.find(casework.AccountabilityOpened, ""), 1)
}

func TestAbsenceRefusals(t *testing.T) {
	for name, tt := range map[string]struct {
		by   casework.Role
		args casework.Args
		code casework.Code
	}{
		"approved by oneself":          {casework.Handler, casework.Args{Approve: &yes}, casework.OwnCase},
		"approved by another's leader": {casework.PrincipalLeader, casework.Args{Approve: &yes}, casework.NotDecider},
		"neither yes nor no":           {casework.SectionHead, casework.Args{}, casework.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			o := newAbsence(t, "leave", "2026-03-03T08:30:00", "2026-03-04T17:30:00")
			o.update("2026-03-02T09:30:00", "", casework.Approve, tt.by, tt.args)
			o.run("2026-03-02T12:00:00")
			require.NotEmpty(t, o.last().Seen, "%v", o.env.GetWorkflowError())
			require.Equal(t, tt.code, o.last().Seen[0].Code)
			require.Empty(t, o.find(casework.AbsenceApproved, ""))
		})
	}
}

// Undecided at the time of leaving, nobody may leave.
func TestAbsenceUndecidedLapses(t *testing.T) {
	o := newAbsence(t, "leave", "2026-03-03T08:30:00", "2026-03-04T17:30:00")
	o.run("2026-03-05T00:00:00")
	require.Equal(t, "2026-03-03 08:30", day(o.find(casework.AbsenceRefused, "")[0].At))
	require.Equal(t, "undecided", o.last().Result)
	require.Empty(t, o.find(casework.AbsenceApproved, ""))
}

// An emergency begins by phone; its papers follow within a working day (R183).
func TestEmergencyPapers(t *testing.T) {
	o := newAbsence(t, "emergency", "2026-03-02T09:00:00", "2026-03-02T17:30:00")
	o.update("2026-03-02T16:00:00", "", casework.ReportReturn, casework.Handler, casework.Args{})
	o.update("2026-03-03T10:00:00", "", casework.FilePapers, casework.Handler, casework.Args{})
	o.run("2026-03-10T00:00:00")
	require.Len(t, o.find(casework.AbsenceApproved, ""), 1)
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Equal(t, "returned", o.last().Result)

	late := newAbsence(t, "emergency", "2026-03-02T09:00:00", "2026-03-02T17:30:00")
	late.update("2026-03-02T16:00:00", "", casework.ReportReturn, casework.Handler, casework.Args{})
	late.run("2026-03-10T00:00:00")
	require.Equal(t, "2026-03-03 17:30", day(late.find(casework.ClockBreached, "papers")[0].At))
}

// A and every B away: the leader in charge is asked at once, and if he is silent
// for half an hour of office time the principal leader hears (R169).
func TestBothAwayAsksTheLeader(t *testing.T) {
	o := newAbsence(t, "outing", "2026-03-02T14:00:00", "2026-03-02T17:00:00")
	o.empty = []string{"food-desk"}
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T10:30:00", "", casework.Designate, casework.LeaderInCharge, casework.Args{Post: "food-desk", Person: "clerk"})
	o.run("2026-03-02T12:00:00")
	require.Equal(t, []casework.Role{casework.LeaderInCharge}, o.find(casework.DesignationAsked, "")[0].To)
	require.Equal(t, "2026-03-02 10:00", day(o.find(casework.ClockBreached, "designate")[0].At))
	standin := o.find(casework.StandinDesignated, "")
	require.Len(t, standin, 1)
	require.Equal(t, "2026-03-02T14:00:00+08:00", standin[0].Detail["from"])
}
