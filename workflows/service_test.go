package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

var yes, no = true, false

// handed is how a result reaches the applicant mostly: into his hands, for a signature.
var handed = casework.Args{Means: casework.WayDirect, Receiver: "self", SignerID: "signer", Proof: "receipt"}

// day writes an instant the way the tests read it.
func day(at time.Time) string {
	return at.In(time.FixedZone("CST", 8*3600)).Format("2006-01-02 15:04")
}

// Untouched, the permit runs as design section 5 and issue 1/9 say: 5wd from
// Thursday 2026-09-24 end on 10-09 (9-25 to 9-27 and 10-1 to 10-7 off; 9-28, 29,
// 30, 10-8, 10-9 count); 10wd end on 10-15 with 10-10 a make-up Saturday.
func TestUntouchedPermitClimbsToAccountability(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.run("2026-10-25T00:00:00")

	deemed := o.find(casework.ClockDeemed, "intake")
	require.Len(t, deemed, 1)
	require.Equal(t, "2026-10-09 17:30", day(deemed[0].At))
	warned := o.find(casework.ClockWarned, "handle")
	require.Len(t, warned, 2)
	require.Equal(t, "2026-10-10 08:30", day(warned[0].At))
	require.Equal(t, casework.LevelHalf, warned[0].Level)
	require.Equal(t, "2026-10-14 08:30", day(warned[1].At))
	require.Equal(t, []casework.Role{casework.ActingHolder, casework.NextBackup, casework.SectionHead}, warned[1].To)
	require.Equal(t, "2026-10-15 17:30", day(o.find(casework.ClockBreached, "handle")[0].At))
	rungs := o.find(casework.Escalated, "handle")
	require.Len(t, rungs, 3)
	for i, want := range []string{"2026-10-15 17:30", "2026-10-16 17:30", "2026-10-20 17:30"} {
		require.Equal(t, want, day(rungs[i].At), rungs[i].Level)
	}
	opened := o.find(casework.AccountabilityOpened, "")
	require.Len(t, opened, 1)
	require.Equal(t, "2026-10-20 17:30", day(opened[0].At))
	require.Equal(t, "food-desk", opened[0].Detail["post"])
}

// At one instant: the lapsed extension, the outcome, the card, the escalation,
// the accountability (design section 1).
func TestOrderAtOneInstant(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-14T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.run("2026-10-21T00:00:00")
	require.Equal(t, []casework.EventName{
		casework.ExtensionLapsed, casework.ClockBreached, casework.CardIssued, casework.Escalated,
	}, o.namesAt("2026-10-15 17:30", "handle"))
	require.Equal(t, []casework.EventName{
		casework.CardIssued, casework.Escalated, casework.AccountabilityOpened,
	}, o.namesAt("2026-10-20 17:30", "handle"))
}

// Thursday's one-time notice meets the intake; the supplement on Monday starts a
// second look of its own (R024, R025); acceptance starts the promise (R023).
func TestNoticeSupplementAcceptCompleteDeliver(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-05T09:30:00")
	o.update("2026-03-05T15:00:00", "", casework.OneTimeNotice, casework.Handler, casework.Args{Materials: []string{"layout"}})
	o.update("2026-03-09T10:00:00", "", casework.Supplement, casework.Clerk, casework.Args{})
	o.update("2026-03-10T10:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-16T10:00:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.update("2026-03-17T10:00:00", "", casework.Deliver, casework.Clerk, handed)
	o.run("2026-06-01T00:00:00")

	for id, v := range o.verdicts {
		require.True(t, v.Accepted, "%s: %s", id, v.Code)
	}
	require.Len(t, o.verdicts, 5)
	started := o.find(casework.ClockStarted, "")
	var got []string
	for _, e := range started {
		got = append(got, e.Clock+" "+e.Due.Date)
	}
	require.Equal(t, []string{
		"intake 2026-03-12",    // 3-6, 9, 10, 11, 12
		"intake 2026-03-16",    // from 3-9: 10, 11, 12, 13, 16
		"handle 2026-03-24",    // from 3-10, ten working days
		"statutory 2026-04-08", // twenty; 4-4 to 4-6 Qingming off
		"deliver 2026-03-30",   // ten from 3-16
	}, got)
	require.Empty(t, o.find(casework.ClockBreached, ""))
	last := o.last()
	require.True(t, last.Closed())
	require.Equal(t, "completed", last.Result)
	require.NoError(t, o.env.GetWorkflowError())
}

// A pause for a test of three working days moves the promise by three and the
// law's limit with it; resumed a day early, both come back by one (R028, 许可法45).
func TestPauseMovesPromiseAndLaw(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-02T10:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-03T10:00:00", "", casework.Pause, casework.Handler, casework.Args{Category: "test", Until: shanghai(t, "2026-03-06T10:00:00")})
	o.update("2026-03-05T10:00:00", "", casework.Resume, casework.Handler, casework.Args{})
	o.run("2026-03-06T00:00:00")
	var moved []string
	for _, e := range o.find(casework.ClockMoved, "") {
		moved = append(moved, e.Clock+" "+e.Due.Cause+" "+e.Due.Date)
	}
	require.Equal(t, []string{
		"handle paused 2026-03-19", "statutory paused 2026-04-02", // 3-16 and 3-30, three later
		"handle resumed 2026-03-18", "statutory resumed 2026-04-01",
	}, moved)
	require.Equal(t, casework.Running, o.last().Clock("handle").Status)
}

// Left alone, a pause ends at its announced end, and the date stands.
func TestPauseEndsAsAnnounced(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-02T10:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-03T10:00:00", "", casework.Pause, casework.Handler, casework.Args{Category: "hearing", Until: shanghai(t, "2026-03-06T10:00:00")})
	o.run("2026-03-10T00:00:00")
	require.Equal(t, "2026-03-06 10:00", day(o.find(casework.ClockResumed, "handle")[0].At))
	require.Len(t, o.find(casework.ClockMoved, "handle"), 1)
	require.Nil(t, o.last().Pause)
}

func TestExtensionRules(t *testing.T) {
	ask := casework.Args{Clock: "handle", Days: 2}
	for name, tt := range map[string]struct {
		play func(o *office)
		code casework.Code // of the last command; empty is accepted
		date string        // of the promise in the end
	}{
		"granted in full": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, ask)
			o.update("2026-03-10T10:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
		}, "", "2026-03-18"},
		"granted for a day": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, ask)
			o.update("2026-03-10T10:00:00", "", casework.DecideExtension, casework.PrincipalLeader, casework.Args{Clock: "handle", Approve: &yes, Days: 1})
		}, "", "2026-03-17"},
		"refused": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, ask)
			o.update("2026-03-10T10:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &no})
		}, "", "2026-03-16"},
		"more than asked": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, ask)
			o.update("2026-03-10T10:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes, Days: 3})
		}, casework.MoreThanAsked, "2026-03-16"},
		"a second decision": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, ask)
			o.update("2026-03-10T10:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
			o.update("2026-03-10T11:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
		}, casework.NoExtension, "2026-03-18"},
		"two at a time": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, ask)
			o.update("2026-03-09T11:00:00", "", casework.RequestExtension, casework.Handler, ask)
		}, casework.ExtensionPending, "2026-03-16"},
		"over the cap of ten": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 11})
		}, casework.OverCap, "2026-03-16"},
		"over the cap in two steps": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 8})
			o.update("2026-03-10T10:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
			o.update("2026-03-11T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 3})
		}, casework.OverCap, "2026-03-26"},
		"withdrawn": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, ask)
			o.update("2026-03-10T10:00:00", "", casework.WithdrawExtension, casework.Handler, casework.Args{Clock: "handle"})
		}, "", "2026-03-16"},
		"decided by one who may not": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, ask)
			o.update("2026-03-10T10:00:00", "", casework.DecideExtension, casework.EfficiencyOffice, casework.Args{Clock: "handle", Approve: &yes})
		}, casework.NotDecider, "2026-03-16"},
		"asked after expiry": {func(o *office) {
			o.update("2026-03-17T10:00:00", "", casework.RequestExtension, casework.Handler, ask)
		}, casework.AfterExpiry, "2026-03-16"},
		"decided after expiry": {func(o *office) {
			o.update("2026-03-16T10:00:00", "", casework.RequestExtension, casework.Handler, ask)
			o.update("2026-03-17T10:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
		}, casework.AfterExpiry, "2026-03-16"},
		"the law itself is not extended": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "statutory", Days: 1})
		}, casework.NotExtendable, "2026-03-16"},
		"no such clock": {func(o *office) {
			o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "deliver", Days: 1})
		}, casework.NoSuchClock, "2026-03-16"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
			o.update("2026-03-02T10:00:00", "", casework.Accept, casework.Handler, casework.Args{}) // due 2026-03-16
			tt.play(o)
			o.run("2026-03-20T00:00:00")
			require.Equal(t, tt.code, o.last().Seen[len(o.last().Seen)-1].Code)
			require.Equal(t, tt.date, o.last().Clock("handle").Date)
		})
	}
}

// Signals count like Updates: deduplicated by id, authority checked, refusals
// written down.
func TestSignals(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.signal("2026-03-02T10:00:00", "s1", casework.Accept, "handler", casework.Args{})
	o.signal("2026-03-03T10:00:00", "s2", casework.RequestExtension, "handler", casework.Args{Clock: "handle", Days: 2})
	o.signal("2026-03-03T10:00:01", "s2", casework.RequestExtension, "handler", casework.Args{Clock: "handle", Days: 2})
	o.signal("2026-03-04T10:00:00", "s3", casework.DecideExtension, "stranger", casework.Args{Clock: "handle", Approve: &yes})
	o.signal("2026-03-04T10:00:01", "s4", casework.DecideExtension, "leader_in_charge", casework.Args{Clock: "handle", Approve: &yes})
	o.signal("2026-03-04T10:00:02", "", casework.Chase, "section_head", casework.Args{})
	o.run("2026-03-05T00:00:00")
	require.Equal(t, "2026-03-18", o.last().Clock("handle").Date)
	require.Len(t, o.find(casework.ExtensionRequested, ""), 1, "s2 came twice")
	refused := o.find(casework.CommandRefused, "")
	require.Len(t, refused, 2)
	require.Equal(t, "forbidden", refused[0].Detail["code"])
	require.Equal(t, "stranger", refused[0].Actor)
	require.Equal(t, "id", refused[1].Detail["field"])
}

// The answer of a commit may be lost: the same step comes again and nothing shows.
func TestALostAnswerRepeatsTheSameStep(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.commitFails = 3
	o.update("2026-03-02T10:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.run("2026-03-03T00:00:00")
	require.Len(t, o.steps, 2)
	require.Equal(t, 1, o.steps[0].State.Revision)
	require.Equal(t, 2, o.steps[1].State.Revision)
}

// Reopened, the promise goes on from its old start; the days it was closed are a
// pause, nothing is reset. Closed on day 4 (3-6), reopened on 3-11: three days.
func TestReopenResetsNoClock(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-02T10:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-06T10:00:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.update("2026-03-06T11:00:00", "", casework.Deliver, casework.Clerk, handed)
	o.run("2026-03-07T00:00:00")
	again := o.reopened("2026-03-11T10:00:00")
	again.run("2026-03-12T00:00:00")
	require.Equal(t, casework.StageHandle, again.last().Stage)
	require.Equal(t, "2026-03-19", again.last().Clock("handle").Date) // 3-16 and three
	require.Len(t, again.find(casework.CaseReopened, ""), 1)
}

// What is missing is told under what rules this matter's intake, and no law of permits where
// it is none (R024).
func TestANoticeCitesWhatItRestsOn(t *testing.T) {
	for item, own := range map[string]string{"food-permit": "行政许可法第三十二条", "senior-card": "优化营商环境条例第三十六条：期限为本单位预设"} {
		for _, declared := range []int{0, kind.Office().Of(casework.Service).Revision} {
			basis := own
			if declared == 0 {
				basis = "行政许可法第三十二条" // as cases of that revision always said
			}
			o := newOffice(t, item, "2026-03-02T09:30:00")
			o.start.Declared = declared
			o.update("2026-03-02T10:00:00", "", casework.OneTimeNotice, casework.Handler, casework.Args{Materials: []string{"photo"}})
			o.run("2026-03-03T00:00:00")
			notices := o.find(casework.NoticeIssued, "")
			require.Len(t, notices, 1, item)
			require.Equal(t, basis, notices[0].Basis, item)
		}
	}
}

// An explanation owed outlives the case (R059); nothing else does.
func TestExplanationOutlivesTheCase(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-02T10:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-17T09:00:00", "", casework.Complete, casework.Handler, casework.Args{}) // breached on 3-16
	o.update("2026-03-17T10:00:00", "", casework.Deliver, casework.Clerk, handed)
	o.update("2026-03-17T11:00:00", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.update("2026-03-18T10:00:00", "", casework.Explain, casework.SectionHead, casework.Args{})
	o.run("2026-04-30T00:00:00")
	require.NoError(t, o.env.GetWorkflowError(), "ended by itself")
	require.Equal(t, "true", o.find(casework.ClockMet, "handle")[0].Detail["late"])
	require.Equal(t, casework.CaseIsClosed, o.verdicts["chase@2026-03-17T11:00:00"].Code)
	require.Len(t, o.find(casework.Explained, ""), 1)
	require.Empty(t, o.find(casework.ClockBreached, "explain"))
	require.Len(t, o.find(casework.Escalated, "handle"), 1, "met late, the ladder ends")
}

// Receipt entered for the past: warnings gone by are skipped, the breach is
// written with its legal instant.
func TestReceiptInThePast(t *testing.T) {
	o := newOffice(t, "senior-card", "2026-03-12T10:00:00")
	o.start.Received = shanghai(t, "2026-03-02T10:00:00")
	o.run("2026-03-12T10:01:00")
	for _, e := range o.find(casework.ClockWarned, "intake") {
		require.False(t, e.At.Before(o.start.Registered), day(e.At))
	}
	breach := o.find(casework.ClockBreached, "intake")
	require.Len(t, breach, 1)
	require.Equal(t, "2026-03-09 17:30", day(breach[0].At)) // 5wd from 3-2
}
