package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// What is decided on the spot is accepted and decided in one act (R004, R022).
func TestCompletedStraightFromIntake(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-02T09:40:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.update("2026-03-02T09:50:00", "", casework.Deliver, casework.Clerk, handed)
	o.run("2026-04-30T00:00:00")
	o.allAccepted(2)
	require.NoError(t, o.env.GetWorkflowError(), "ended by itself")
	var names []casework.EventName
	for _, e := range o.standing()[2:] {
		names = append(names, e.Name)
	}
	require.Equal(t, []casework.EventName{
		casework.ClockMet, casework.Accepted, casework.Decided, casework.ClockStarted, // intake met, deliver begun
		casework.ClockMet, casework.Delivered, casework.CaseClosed,
	}, names)
	require.Nil(t, o.last().Clock("handle"))
	require.Equal(t, "completed", o.last().Result)
}

func TestDenied(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-09T10:00:00", "", casework.Deny, casework.Handler, casework.Args{ReasonID: "t1", BasisID: "t2"})
	o.update("2026-03-10T10:00:00", "", casework.Deliver, casework.Clerk, handed)
	o.run("2026-04-30T00:00:00")
	o.allAccepted(3)
	decided := o.find(casework.Decided, "")
	require.Equal(t, "denied", decided[0].Level)
	require.Equal(t, map[string]string{"basis_id": "t2"}, decided[0].Detail)
	require.Equal(t, "t1", decided[0].TextID)
	require.Equal(t, "denied", o.last().Result)
}

func TestDeclinedWhileTheApplicantWasAsked(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-03T10:00:00", "", casework.OneTimeNotice, casework.Handler, casework.Args{Materials: []string{"layout"}})
	o.update("2026-03-20T10:00:00", "", casework.Decline, casework.Handler, casework.Args{BasisID: "t2"})
	o.run("2026-04-30T00:00:00")
	o.allAccepted(2)
	require.NoError(t, o.env.GetWorkflowError(), "ended by itself")
	require.Len(t, o.find(casework.ClockMet, "intake"), 1, "met by the notice, not again by declining")
	require.Equal(t, casework.StageSupplement, o.last().ClosedFrom)
}

// Silence after a supplement accepts as of the supplement: 5wd from 3-09 end on
// 3-16, the promise of 10wd counts from 3-09 and ends on 3-23 (行政许可法 32).
func TestSecondRoundDeemedAsOfTheSupplement(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-05T09:30:00")
	o.update("2026-03-05T15:00:00", "", casework.OneTimeNotice, casework.Handler, casework.Args{Materials: []string{"layout"}})
	o.update("2026-03-09T10:00:00", "", casework.Supplement, casework.Clerk, casework.Args{})
	o.run("2026-03-20T00:00:00")
	deemed := o.find(casework.ClockDeemed, "intake")
	require.Len(t, deemed, 1)
	require.Equal(t, "2026-03-16 17:30", day(deemed[0].At))
	require.Equal(t, 2, deemed[0].Round)
	accepted := o.find(casework.Accepted, "")
	require.Equal(t, map[string]string{"deemed": "true", "as_of": "2026-03-09"}, accepted[0].Detail)
	require.Equal(t, "2026-03-23", o.last().Clock("handle").Date)
}

// Another service is not accepted by silence: 5wd from 3-02 are breached on 3-09.
// Accepted late on 3-10, before level 2 at closing, the ladder ends.
func TestIntakeBreachedThenAccepted(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "information-correction", "2026-03-02T09:30:00")
	o.accept("2026-03-10T10:00:00")
	o.run("2026-03-20T00:00:00")
	o.allAccepted(1)
	require.Equal(t, []string{"2026-03-09 17:30"}, o.told(casework.ClockBreached, "intake"))
	require.Equal(t, []string{"2026-03-09 17:30 1"}, o.told(casework.Escalated, "intake"))
	met := o.find(casework.ClockMet, "intake")
	require.Equal(t, map[string]string{"late": "true"}, met[0].Detail)
	require.Equal(t, "2026-03-31", o.last().Clock("handle").Date) // 15wd from 3-10
	// The explanation is owed all the same: 2wd from 3-09, breached on 3-11.
	require.Equal(t, []string{"2026-03-11 17:30"}, o.told(casework.ClockBreached, "explain"))
}

// A deeming that makes the promise overdue at once breaks it at the deeming, and
// the ladder counts from there: 3wd of promise from 3-02 would have ended on 3-05.
func TestDeemedAndOverdueAtOnce(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, lawBook(t, "3wd", "20wd", 10, 10), "made-up", "2026-03-02T09:30:00")
	o.run("2026-03-13T00:00:00")
	require.Equal(t, []string{"2026-03-09 17:30"}, o.told(casework.ClockDeemed, "intake"))
	require.Empty(t, o.find(casework.ClockWarned, "handle"))
	require.Equal(t, []string{"2026-03-09 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{
		"2026-03-09 17:30 1", "2026-03-10 17:30 2", "2026-03-12 17:30 3",
	}, o.told(casework.Escalated, "handle"))
}

// lawBook is the reference book with one more permit, whose promise may be
// extended by most units and stretches the law by at most stretch.
func lawBook(t tester, promised, statutory string, most, stretch int) *policy.Book {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	for i := range ref.Policies {
		for j := range ref.Policies[i].Rules {
			if x := ref.Policies[i].Rules[j].Extension; x != nil {
				x.Cap, x.Stretch = most, stretch
			}
		}
	}
	made := ref.Items[0]
	made.ID, made.Promised, made.Statutory = "made-up", promised, statutory
	cal, err := calendar.New(ref.National)
	require.NoError(t, err)
	book, err := policy.NewBook(kind.Office(), ref.Policies, append(ref.Items, made), map[string]*calendar.Calendar{"cn@1": cal}, "cn@1", policy.DefaultSpread)
	require.NoError(t, err)
	return book
}

// Promise 10wd (3-16), law 12wd (3-18). Five more days outrun the law by three,
// which is granted along (行政许可法 42): both end on 3-23. Five again make eight.
func TestAGrantThatOutrunsTheLawCarriesItAlong(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, lawBook(t, "10wd", "12wd", 10, 10), "made-up", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	grant := func(at, decided string, days int) {
		o.update(at, "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: days})
		o.update(decided, "", casework.DecideExtension, casework.PrincipalLeader, casework.Args{Clock: "handle", Approve: &yes})
	}
	grant("2026-03-03T10:00:00", "2026-03-03T11:00:00", 1) // 3-17, within the law
	grant("2026-03-04T10:00:00", "2026-03-04T11:00:00", 4)
	grant("2026-03-05T10:00:00", "2026-03-05T11:00:00", 5)
	o.update("2026-03-06T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 1})
	o.run("2026-03-07T00:00:00")
	var moved []string
	for _, e := range o.find(casework.ClockMoved, "") {
		moved = append(moved, e.Clock+" "+e.Due.Date)
	}
	require.Equal(t, []string{
		"handle 2026-03-17", "handle 2026-03-23", "statutory 2026-03-23", "handle 2026-03-30", "statutory 2026-03-30",
	}, moved)
	require.Equal(t, casework.OverCap, o.verdicts["request-extension@2026-03-06T10:00:00"].Code)
}

// The law may be stretched by three days here: what goes past them is refused
// though the policy's own cap is ten, and nothing is trimmed.
func TestAGrantPastTheLawIsRefused(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, lawBook(t, "10wd", "12wd", 10, 3), "made-up", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-03T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 6})
	o.update("2026-03-03T11:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 5})
	o.run("2026-03-04T00:00:00")
	require.Equal(t, casework.OverCap, o.verdicts["request-extension@2026-03-03T10:00:00"].Code)
	require.True(t, o.verdicts["request-extension@2026-03-03T11:00:00"].Accepted)
	require.Equal(t, "2026-03-16", o.last().Clock("handle").Date)
}

// What was asked for falls away with the clock it was asked for.
func TestARequestEndsWithItsClock(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-03T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.update("2026-03-04T10:00:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.update("2026-03-04T11:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
	o.run("2026-03-05T00:00:00")
	require.Nil(t, o.last().Extension)
	require.Equal(t, casework.Handler, o.last().Turn)
	require.Equal(t, casework.ClockNotRunning, o.verdicts["decide-extension@2026-03-04T11:00:00"].Code)
}

// A law without an extension is a wall: 15wd promised, 20wd by law, cap 5.
func TestExtensionWithinAnUnstretchedLaw(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "information-correction", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-03T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 6})
	o.update("2026-03-03T11:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 5})
	o.update("2026-03-03T12:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
	o.run("2026-03-04T00:00:00")
	require.Equal(t, casework.OverCap, o.verdicts["request-extension@2026-03-03T10:00:00"].Code)
	require.Equal(t, o.last().Clock("statutory").Date, o.last().Clock("handle").Date)
	require.Zero(t, o.last().Clock("statutory").Granted)
}

// One explanation for all breaches of one incident (R059); a later incident owes
// its own.
func TestExplanations(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-14T10:00:00", "", casework.Explain, casework.SectionHead, casework.Args{})
	o.update("2026-10-16T10:00:00", "", casework.Explain, casework.SectionHead, casework.Args{})
	o.run("2026-11-01T00:00:00") // the law's 20wd break on 10-29
	require.Equal(t, casework.NothingOwed, o.verdicts["explain@2026-10-14T10:00:00"].Code)
	require.True(t, o.verdicts["explain@2026-10-16T10:00:00"].Accepted)
	var owed []string
	for _, e := range o.find(casework.ExplanationDue, "explain") {
		owed = append(owed, e.Detail["for"]+" "+day(e.At))
	}
	require.Equal(t, []string{"handle 2026-10-15 17:30", "statutory 2026-10-29 17:30"}, owed)
	require.Equal(t, 2, o.last().Clock("explain").Round)
}

// Every command at every stage either happens or says why not, and a refusal
// changes nothing but the timeline.
func TestRefusedAtTheWrongStage(t *testing.T) {
	t.Parallel()
	for command, tt := range map[string]struct {
		args casework.Args
		code casework.Code
	}{
		casework.Supplement:        {casework.Args{}, casework.WrongStage},
		casework.Deliver:           {casework.Args{}, casework.WrongStage},
		casework.OneTimeNotice:     {casework.Args{}, casework.MissingPaper},
		casework.Reopen:            {casework.Args{}, casework.CaseNotClosed},
		casework.Resume:            {casework.Args{}, casework.NotPaused},
		casework.Explain:           {casework.Args{}, casework.NothingOwed},
		casework.Transfer:          {casework.Args{Post: "food-desk"}, casework.Invalid},
		casework.WithdrawExtension: {casework.Args{Clock: "intake"}, casework.NoExtension},
		casework.RequestExtension:  {casework.Args{Clock: "intake", Days: 1}, casework.NotExtendable},
		casework.DecideExtension:   {casework.Args{Clock: "nonsense", Approve: &yes}, casework.NoSuchClock},
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
			o.update("2026-03-03T10:00:00", "", command, casework.LeaderInCharge, tt.args)
			o.run("2026-03-04T00:00:00")
			require.Equal(t, tt.code, o.verdicts[command+"@2026-03-03T10:00:00"].Code)
			require.Len(t, o.steps, 2)
			refused := o.steps[1]
			require.Len(t, refused.Events, 1)
			require.Equal(t, casework.CommandRefused, refused.Events[0].Name)
			was := o.steps[0].State
			was.Revision, was.Seen = refused.State.Revision, refused.State.Seen
			require.Equal(t, was, refused.State)
		})
	}
}
