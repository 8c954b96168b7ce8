package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"github.com/shixian/shixian/internal/casework"
)

// The permit received on 2026-09-24 is deemed accepted on 10-09 at 17:30 and due
// on 10-15 at 17:30; both are armed 2 to 15 minutes early.

func TestSeveralCommandsInOneArmedWindow(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-15T17:28:30", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.update("2026-10-15T17:28:40", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.update("2026-10-15T17:28:50", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
	o.update("2026-10-15T17:29:00", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.run("2026-10-20T00:00:00")
	o.allAccepted(4)
	require.Len(t, o.find(casework.Chased, ""), 2)
	require.Len(t, o.find(casework.ExtensionRequested, ""), 1)
	require.Empty(t, o.find(casework.ExtensionLapsed, ""))
	require.Equal(t, []string{"2026-10-19 17:30"}, o.told(casework.ClockBreached, "handle")) // 10-16, 10-19
	require.Equal(t, []string{"2026-10-19 17:30 1"}, o.told(casework.Escalated, "handle"))
}

// Asked in the last minute and not decided: the file is on the leader's desk when
// the promise breaks, and the armed step says so.
func TestAnArmedStepSaysWhoseTurnItIs(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-15T17:29:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.run("2026-10-15T17:29:50")
	require.Equal(t, []string{"2026-10-15 17:30"}, o.told(casework.ExtensionLapsed, "handle"))
	rung := o.find(casework.Escalated, "handle")
	require.Len(t, rung, 1)
	require.Equal(t, "leader_in_charge", rung[0].Detail["turn"])
	require.Equal(t, []casework.EventName{
		casework.ExtensionLapsed, casework.ClockBreached, casework.CardIssued, casework.Escalated,
	}, o.namesAt("2026-10-15 17:30", "handle"))
}

// Messages name posts: what was armed for the old post is said again to the new.
func TestATransferReaddressesTheArmedStep(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-15T17:29:00", "", casework.Transfer, casework.SectionHead, casework.Args{Post: "hygiene-desk"})
	o.run("2026-10-21T00:00:00")
	require.NotEmpty(t, o.takenBack())
	breach := o.find(casework.ClockBreached, "handle")
	require.Len(t, breach, 1)
	said := o.steps[len(o.steps)-1]
	for _, s := range o.steps {
		for _, e := range s.Events {
			if e.Key == breach[0].Key {
				said = s
			}
		}
	}
	require.Equal(t, "hygiene-desk", said.State.Post)
	opened := o.find(casework.AccountabilityOpened, "")
	require.Len(t, opened, 1)
	require.Equal(t, "food-desk", opened[0].Detail["post"], "who used the time up answers for it")
}

func TestTransferThereAndBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	to := func(at, post string) {
		o.update(at, "", casework.Transfer, casework.SectionHead, casework.Args{Post: post})
	}
	to("2026-10-12T10:00:00", "hygiene-desk")
	to("2026-10-13T10:00:00", "food-desk")
	to("2026-10-21T10:00:00", "hygiene-desk") // after the promise's level 3 of 10-20
	o.run("2026-11-10T00:00:00")
	o.allAccepted(3)
	require.Equal(t, "2026-10-15", o.last().Clock("handle").Date, "no clock is reset (R016)")
	var posts []string
	for _, e := range o.find(casework.AccountabilityOpened, "") {
		posts = append(posts, e.Clock+" "+e.Detail["post"])
	}
	// The law's 20wd from 9-24 end on 10-29, level 3 on 11-03.
	require.Equal(t, []string{"handle food-desk", "statutory hygiene-desk"}, posts)
}

func TestALaterBreachJoinsTheOpenAccountabilityCase(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.run("2026-11-10T00:00:00")
	require.Equal(t, []string{"2026-10-20 17:30 3"}, o.told(casework.AccountabilityOpened, "handle"))
	require.Equal(t, []string{"2026-11-03 17:30 3"}, o.told(casework.AccountabilityJoined, "statutory"))
	require.Equal(t, []string{"food-desk"}, o.last().Accountable)
}

func TestAOneTimeNoticeASecondBeforeClosingSupersedesTheArmedDeeming(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-09T17:29:59", "", casework.OneTimeNotice, casework.Handler, casework.Args{Materials: []string{"layout"}})
	o.run("2026-10-20T00:00:00")
	o.allAccepted(1)
	require.Empty(t, o.find(casework.ClockDeemed, ""))
	require.Empty(t, o.find(casework.Accepted, ""))
	require.Equal(t, casework.StageSupplement, o.last().Stage)
	require.Equal(t, casework.Applicant, o.last().Turn)
	require.Len(t, o.last().Clocks, 1, "no promise was begun")
	require.Len(t, o.takenBack(), 4, "deemed, accepted, two clocks started")
}

// Until an armed deeming comes true readers see the intake, whatever else is
// done or refused meanwhile.
func TestReadersSeeWhatHoldsNow(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-09T17:29:00", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.update("2026-10-09T17:29:10", "", casework.Deliver, casework.Handler, handed)
	o.run("2026-10-09T17:29:50")
	require.Len(t, o.verdicts, 2)
	intake := &casework.Standing{Stage: casework.StageIntake, Turn: casework.Handler}
	for _, s := range o.steps[len(o.steps)-3:] { // armed, chased, refused
		require.Equal(t, casework.StageHandle, s.State.Stage)
		require.Equal(t, "2026-10-09 17:30", day(s.At))
		require.Equal(t, intake, s.Before)
	}
}

func TestWithdrawnWhileArmed(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-15T17:29:00", "", casework.Withdraw, casework.Handler, casework.Args{})
	o.run("2026-10-20T00:00:00")
	require.NoError(t, o.env.GetWorkflowError(), "ended by itself")
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Empty(t, o.find(casework.ClockStarted, "explain"))
	require.Equal(t, []string{"2026-10-15 17:29"}, o.told(casework.CaseClosed, ""))
	require.Equal(t, "withdrawn", o.last().Result)
}

// Commands overtake each other on their way: the completion kept a second before
// closing arrives behind a chaser of half a minute after it. It takes its place,
// and the chaser stands as it was told.
func TestALateCommandTakesItsPlace(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-15T17:30:30", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.update("2026-10-15T17:45:00", "2026-10-15T17:29:59", casework.Complete, casework.Handler, casework.Args{})
	o.run("2026-10-16T00:00:00")
	o.allAccepted(2)
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Empty(t, o.find(casework.CardIssued, ""))
	met := o.find(casework.ClockMet, "handle")
	require.Len(t, met, 1)
	require.Empty(t, met[0].Detail, "in time")
	chased := o.find(casework.Chased, "")
	require.Len(t, chased, 1)
	require.NotContains(t, o.takenBack(), chased[0].Key)
	require.Equal(t, casework.StageDeliver, o.last().Stage)
}

// What was done since and told as accepted is done again on the way: an
// acceptance kept an hour before the decision it arrives behind.
func TestALateCommandRedoesWhatItChanges(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-10T10:00:00", "", casework.Pause, casework.Handler, casework.Args{
		Category: "test", Until: shanghai(t, "2026-03-12T10:00:00"),
	})
	o.accept("2026-03-03T10:00:00") // due 3-17
	o.update("2026-03-10T11:00:00", "2026-03-10T09:00:00", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 1})
	o.update("2026-03-10T11:00:01", "2026-03-10T09:30:00", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
	o.run("2026-03-13T00:00:00")
	o.allAccepted(4)
	var moved []string
	for _, e := range o.find(casework.ClockMoved, "handle") {
		moved = append(moved, e.Due.Cause+" "+day(e.Due.Old)[:10]+" "+e.Due.Date)
	}
	// One day granted: 3-18; then two working days of pause, 3-11 and 3-12: 3-20.
	require.Equal(t, []string{"extended 2026-03-17 2026-03-18", "paused 2026-03-18 2026-03-20"}, moved)
	require.Equal(t, casework.Running, o.last().Clock("handle").Status, "resumed as announced")
}

// Asked a second before the due instant and heard only after level 2: the file
// was on the leader's desk all the while, and the rung says so. The practice
// promise of 60 s from 10:00:05 breaks at 10:01:05, level 2 follows 40 s later.
func TestALateRequestChangesWhoseTurnItWas(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "practice", "2026-03-02T10:00:00")
	o.accept("2026-03-02T10:00:05")
	o.update("2026-03-02T10:02:00", "2026-03-02T10:01:04", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 10})
	o.run("2026-03-02T10:02:10")
	o.allAccepted(2)
	require.Len(t, o.find(casework.ExtensionLapsed, "handle"), 1)
	rungs := o.find(casework.Escalated, "handle")
	require.Len(t, rungs, 2)
	for _, e := range rungs {
		require.Equal(t, "leader_in_charge", e.Detail["turn"], e.Level)
	}
}

// A verdict once told is never undone by a late command: that one is refused.
func TestALateCommandThatUndoesAVerdictIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-03T10:00:00")
	o.update("2026-03-03T10:01:00", "2026-03-03T09:59:00", casework.Withdraw, casework.Handler, casework.Args{})
	o.run("2026-03-04T00:00:00")
	require.Equal(t, casework.TooEarly, o.verdicts["withdraw@2026-03-03T10:01:00"].Code)
	require.Equal(t, casework.StageHandle, o.last().Stage)
	require.Len(t, o.find(casework.CommandRefused, ""), 1)
	require.Empty(t, o.find(casework.Withdrawn, ""))
	require.Empty(t, o.takenBack())
}

// At the very instant of an alarm the clock rings first, once.
func TestACommandAtTheInstantOfAnAlarm(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00") // due 3-16, near 3-13 08:30
	o.update("2026-03-13T08:30:00", "", casework.Pause, casework.Handler, casework.Args{
		Category: "test", Until: shanghai(t, "2026-03-13T12:00:00"),
	})
	o.update("2026-03-13T09:00:00", "", casework.Resume, casework.Handler, casework.Args{}) // nothing moved
	o.update("2026-03-16T17:30:00", "", casework.Withdraw, casework.Handler, casework.Args{})
	o.run("2026-03-20T00:00:00")
	o.allAccepted(4)
	require.Equal(t, []string{"2026-03-10 08:30 half", "2026-03-13 08:30 near"}, o.told(casework.ClockWarned, "handle"))
	require.Equal(t, []string{"2026-03-16 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{"2026-03-16 17:30 1"}, o.told(casework.Escalated, "handle"))
	require.Equal(t, []string{"2026-03-16 17:30"}, o.told(casework.CaseClosed, ""))
	require.Len(t, o.find(casework.ClockStarted, "explain"), 1, "the explanation outlives the case (R059)")
}

// One id is one act, however often and on whatever way it comes.
func TestARepeatIsAnsweredAndChangesNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	at := shanghai(t, "2026-03-03T10:00:00")
	c := casework.Command{ID: "c1", Name: casework.Chase, Actor: "section_head", At: at}
	o.deliver(at, c)
	o.deliver(at, c)
	o.deliver(at.Add(time.Hour), c)
	for range 2 {
		o.signal("2026-03-04T10:00:00", "s1", casework.Chase, "section_head", casework.Args{})
	}
	o.run("2026-03-05T00:00:00")
	require.Len(t, o.find(casework.Chased, ""), 2)
	require.Equal(t, map[string]int{"c1": 3}, o.answers)
	require.Len(t, o.last().Seen, 2)
}

// Two signals of one id in one task of the workflow are one act as well.
func TestARepeatInOneBreathIsOneAct(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.post("2026-03-02T09:30:00", func(env *testsuite.TestWorkflowEnvironment) {
		env.SignalWorkflow(casework.Chase, casework.Signal{ID: "s1", Actor: "section_head"})
		env.SignalWorkflow(casework.Chase, casework.Signal{ID: "s1", Actor: "section_head"})
	})
	o.run("2026-03-03T00:00:00")
	require.Len(t, o.find(casework.Chased, ""), 1)
	require.Len(t, o.last().Seen, 1)
}

// A signal that comes as the case ends is heard, and refused in writing.
func TestASignalAtTheEndIsNotLost(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-03T10:00:00", "", casework.Withdraw, casework.Handler, casework.Args{})
	o.run("2026-03-04T00:00:00")
	closed := *o.last()
	require.True(t, closed.Closed())

	end := newOffice(t, "food-permit", "2026-03-03T10:00:00")
	end.start, end.from = closed, shanghai(t, "2026-03-03T10:00:00")
	end.signal("2026-03-03T10:00:00", "s1", casework.Chase, "section_head", casework.Args{})
	end.run("2026-03-04T00:00:00")
	refused := end.find(casework.CommandRefused, "")
	require.Len(t, refused, 1)
	require.Equal(t, "case_closed", refused[0].Detail["code"])
}
