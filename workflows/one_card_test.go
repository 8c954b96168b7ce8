package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// A permit received on Wednesday 2026-09-09 and entered on 9-24: 10wd of the promise end
// on 9-22 (9-10, 11, 14, 15, 16, 17, 18, the make-up Sunday 20, 21 and 22), 20wd of the
// statute on 10-13 (9-23, 24, 28, 29, 30, 10-08, 9, the make-up Saturday 10, 12 and 13).
// A correction of 10-14 moves the promise to that very 10-13, and the statute ten days on,
// to 10-27. The matter is late since 10-13 as before, by another clock: its yellow card
// stands there once, is not voided, and its ladder goes on from it (1wd: 10-14, 3wd:
// 10-16), with 2wd for the explanation.
//
// The first is the life that TestEveryLifeIsConsistent drew: three notices and a
// request-extension at the entry and a decline at the closing of 9-24, all refused, and
// a correct of 17:28:01 that arrives an hour late, behind the rung of 17:30.
func TestALatenessGoesOnByAnotherClock(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(*office){
		"corrected an hour late": func(o *office) {
			o.update("2026-10-14T18:28:01", "2026-10-14T17:28:01", casework.Correct, casework.SectionHead, received(o, "2026-09-22T09:30:00"))
		},
		"corrected": func(o *office) {
			o.update("2026-10-14T10:00:00", "", casework.Correct, casework.SectionHead, received(o, "2026-09-22T09:30:00"))
		},
		// A list in which ten working days of the promise are off, all to 9-23 but the Sunday.
		"counted by another list": func(o *office) {
			o.update("2026-10-14T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			book := recountedBook(t, "2026-09-10", "2026-09-11", "2026-09-14", "2026-09-15", "2026-09-16", "2026-09-17", "2026-09-18", "2026-09-21", "2026-09-22", "2026-09-23")
			o := newOfficeOf(t, book, "food-permit", "2026-09-09T09:30:00")
			o.start.Registered = shanghai(t, "2026-09-24T09:30:00")
			o.start.Entry = &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
			act(o)
			o.run("2026-11-10T00:00:00")
			o.allAccepted(1)
			require.Empty(t, o.find(casework.CardVoided, ""))
			require.Equal(t, []string{"2026-10-13 17:30"}, o.told(casework.ClockBreached, "handle"))
			require.Equal(t, []string{"2026-10-13 17:30 yellow", "2026-10-16 17:30 red"}, o.told(casework.CardIssued, "handle"))
			require.Equal(t, []string{"2026-10-13 17:30 1", "2026-10-14 17:30 2", "2026-10-16 17:30 3"}, o.told(casework.Escalated, "handle"))
			require.Equal(t, []string{"2026-10-27 17:30"}, o.told(casework.ClockBreached, "statutory"))
			require.Equal(t, []string{"2026-10-27 17:30 yellow", "2026-10-30 17:30 red"}, o.told(casework.CardIssued, "statutory"))
			require.Equal(t, []string{"2026-10-13 17:30"}, o.told(casework.ExplanationDue, "explain"))
			require.Equal(t, "2026-10-15", o.find(casework.ClockStarted, "explain")[0].Due.Date)
			consistent(o)
		})
	}
}

// The promise, extended to the end of the statute, breached with it on 2026-10-29 and
// climbed with it; a list of 11-04 makes the days 10-14 to 23 off, and both are late no
// more until 11-10. The cards were given in the name of the promise, and are
// voided in it: who counts cards finds none.
func TestACardIsVoidedInTheNameInWhichItWasGiven(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-10-14", "2026-10-15", "2026-10-16", "2026-10-19", "2026-10-20", "2026-10-21", "2026-10-22", "2026-10-23"), "food-permit", "2026-09-24T09:30:00")
	o.accept("2026-09-24T10:00:00")
	yes := true
	o.update("2026-09-28T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 10})
	o.update("2026-09-28T11:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
	o.update("2026-11-04T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-11-06T00:00:00")
	o.allAccepted(4)
	require.Equal(t, []string{"2026-10-29 17:30 yellow", "2026-11-03 17:30 red"}, o.told(casework.CardIssued, "handle"))
	require.Equal(t, []string{"2026-11-04 10:00 yellow", "2026-11-04 10:00 red"}, o.told(casework.CardVoided, "handle"))
	require.Empty(t, o.find(casework.CardIssued, "statutory"))
	require.Empty(t, o.find(casework.CardVoided, "statutory"))
	consistent(o)
}

// As in TestALaterClockJoinsTheCardThatStands both clocks are late since the deeming of
// 10-09, with one card. On 10-13 the receipt is corrected back to 9-10: the statute ends
// on 10-14 and is late no more, the promise is, in its own name alone.
func TestWhoIsLateNoMoreIsNamedNoMore(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-10T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-09-10T09:30:00"))
	o.update("2026-10-12T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-09-01T09:30:00"))
	o.update("2026-10-13T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-09-10T09:30:00"))
	o.run("2026-10-13T12:00:00")
	o.allAccepted(3)
	require.Equal(t, []string{"2026-10-09 17:30 yellow"}, o.told(casework.CardIssued, ""))
	require.Empty(t, o.find(casework.CardVoided, ""))
	for _, e := range append(o.find(casework.CardIssued, "handle"), o.find(casework.Escalated, "handle")...) {
		require.Empty(t, e.Detail["with"], "%s %s", e.Name, e.Level)
	}
	consistent(o)
}

// Late since 9-22 when it was entered on 9-24, the promise is corrected to 9-18 and due on
// 10-09 (9-20, 21, 22, 23, 24, 28, 29, 30, 10-08 and 9): the card of 9-22 is voided. It
// breaches on 10-09, and a list of 10-20 in which 9-29 is off moves that to Saturday 10-10,
// a working day, and red to 10-14. What is written anew is the breach that stands;
// the one that was undone for itself stays as it was told, with its card and its voiding.
func TestWhatWasUndoneStays(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-09-29"), "food-permit", "2026-09-09T09:30:00")
	o.start.Registered = shanghai(t, "2026-09-24T09:30:00")
	o.start.Entry = &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
	o.update("2026-09-24T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-09-18T09:30:00"))
	o.update("2026-10-20T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-10-21T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-09-22 17:30", "2026-10-10 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{"2026-09-22 17:30 yellow", "2026-10-10 17:30 yellow", "2026-10-14 17:30 red"}, o.told(casework.CardIssued, "handle"))
	require.Equal(t, []string{"2026-09-24 10:00 yellow"}, o.told(casework.CardVoided, "handle"))
	consistent(o)
}

// Entered on 9-24 for 8-15, promise (8-28) and statute (9-11) climb from the entry: level
// 3 on 9-30 (9-28, 29, 30), where the window is asked. A list of 10-12 in which 9-10 and
// 9-30 are off moves the statute to 9-14 and level 3 to 10-08, and is taken back on 10-13:
// the promise's level 3 is that of 9-30 again, which has asked, and asks for none anew.
func TestARungAsksOnceWhereverItWasInBetween(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-09-10", "2026-09-30"), "food-permit", "2026-08-15T09:30:00")
	o.start.Registered = shanghai(t, "2026-09-24T09:30:00")
	o.start.Entry = &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
	o.update("2026-10-12T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.update("2026-10-13T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@1"})
	o.run("2026-10-14T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-09-30 17:30 red"}, o.told(casework.CardIssued, "handle")[1:])
	require.Equal(t, []string{"2026-09-30 17:30 3"}, o.told(casework.AccountabilityOpened, "handle"))
	require.Equal(t, []string{"2026-10-08 17:30 3"}, o.told(casework.AccountabilityJoined, "handle"))
	consistent(o)
}

// A complaint forwarded on Monday 3-02 is late on 3-16 (10wd), advice of 3-06 on 3-17 (7wd:
// 3-09 to 13, 16 and 17); on 3-18 the advice is answered and the complaint explained. By a
// list in which 3-10 is off the complaint is late on 3-17: the matter has that card already,
// by the advice. By one in which 3-11 and 12 are off too it is due on 3-19: the card is not
// its own, and stands.
func TestACardLiesOnAClockThatHasEnded(t *testing.T) {
	t.Parallel()
	three := []string{"2026-03-10", "2026-03-11", "2026-03-12"}
	for name, lists := range map[string][]string{"moved to it": {"cn@2"}, "and away": {"cn@2", "cn@3"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := complaintWith(t, nil)
			o.book = bookOfLists(t, three[:1], three)
			o.update("2026-03-06T11:30:00", "", casework.Advise, casework.EfficiencyOffice, casework.Args{Category: "rectify", Limit: "7wd"})
			o.update("2026-03-18T10:00:00", "", casework.Report, casework.SectionHead, casework.Args{})
			o.update("2026-03-18T10:30:00", "", casework.Explain, casework.SectionHead, casework.Args{})
			for i, list := range lists {
				o.update([]string{"2026-03-18T11:00:00", "2026-03-18T14:00:00"}[i], "", casework.Recount, casework.Admin, casework.Args{Calendar: list})
			}
			o.run("2026-03-19T12:00:00")
			o.allAccepted(4 + len(lists))
			require.Equal(t, []string{"2026-03-17 17:30"}, o.told(casework.ClockBreached, "handle"))
			require.Equal(t, []string{"2026-03-17 17:30 yellow"}, o.told(casework.CardIssued, ""))
			require.Empty(t, o.find(casework.CardVoided, ""))
			require.Equal(t, []string{"2026-03-16 17:30"}, o.told(casework.ExplanationDue, ""))
			consistent(o)
		})
	}
}

// Accepted on Wednesday 9-09, the promise is late on 9-22, the statute on 10-13, while that is
// still to be explained; it is on 10-14. By a list in which 9-30 is off the statute ends on
// 10-14 as well: that one explanation was for both (R059).
func TestWhatWasExplainedIsNotAskedForByAnotherClock(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-09-30"), "food-permit", "2026-09-09T09:30:00")
	o.accept("2026-09-09T10:00:00")
	o.update("2026-10-14T10:00:00", "", casework.Explain, casework.SectionHead, casework.Args{})
	o.update("2026-10-15T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-10-16T00:00:00")
	o.allAccepted(3)
	require.Equal(t, []string{"2026-10-14 17:30"}, o.told(casework.ClockBreached, "statutory"))
	require.Equal(t, []string{"2026-09-22 17:30"}, o.told(casework.ExplanationDue, ""))
	consistent(o)
}

// By a list in which ten days are off the promise is late on 10-13 only, and the statute would
// end on 10-27. Answered on 10-14 and taken up again, the matter is counted without it: the
// statute ran out on that 10-13 as well. One lateness, one card, and both are named.
func TestLateMeanwhileWithAnotherIsOneLateness(t *testing.T) {
	t.Parallel()
	book := recountedBook(t, "2026-09-10", "2026-09-11", "2026-09-14", "2026-09-15", "2026-09-16", "2026-09-17", "2026-09-18", "2026-09-21", "2026-09-22", "2026-09-23")
	o := newOfficeOf(t, book, "food-permit", "2026-09-09T09:30:00")
	o.accept("2026-09-09T10:00:00")
	o.update("2026-09-09T11:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.update("2026-10-14T10:00:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.update("2026-10-14T10:01:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@1"})
	o.update("2026-10-14T10:02:00", "", casework.Deliver, casework.Clerk, handed)
	o.update("2026-10-14T10:03:00", "", casework.Explain, casework.SectionHead, casework.Args{})
	o.run("2026-10-14T10:04:00")
	o.allAccepted(6)
	require.Equal(t, []string{"2026-10-13 17:30 yellow"}, o.told(casework.CardIssued, "handle"))
	again := o.reopened("2026-10-14T15:00:00")
	again.run("2026-10-14T16:00:00")
	require.Equal(t, []string{"2026-10-13 17:30"}, again.told(casework.ClockBreached, "statutory"))
	require.Equal(t, []string{"2026-10-13 17:30 yellow"}, again.told(casework.CardIssued, ""))
	card := again.find(casework.CardIssued, "handle")
	require.Len(t, card, 1)
	require.Equal(t, "statutory", card[0].Detail["with"])
}

// A co-unit's part of four hours is late on 9-22 at 14:00 and the promise at 17:30; both climb at
// closing of 9-23. By a list in which 9-21 and 9-23 are off the promise is late on 9-24, and the
// part, which climbed with it, is written anew. What its head owed since it is owed anew, too,
// though by that list it is not late yet: it was late no more and gone in one step.
func TestWhatIsLateNoMoreIsOwedAnew(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-09-21", "2026-09-23"), "food-permit", "2026-09-09T09:30:00")
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.accept("2026-09-09T10:00:00")
	o.update("2026-09-22T09:00:00", "", kind.NameLead, casework.PrincipalLeader, casework.Args{})
	o.update("2026-09-22T10:00:00", "", casework.AssignStep, casework.Handler, casework.Args{Post: "road-desk", Unit: "roads", Limit: "4h", ReasonID: "t1"})
	o.update("2026-09-24T18:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-09-24T18:10:00")
	o.allAccepted(4)
	require.Equal(t, []string{"2026-09-24 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{"2026-09-22 14:00"}, o.told(casework.ClockBreached, "step:road-desk"))
	require.Equal(t, []string{"2026-09-22 14:00"}, o.told(casework.ExplanationDue, "explain:road-desk"))
	require.Empty(t, o.told(casework.ClockBreached, "explain:road-desk"))
	require.Equal(t, "2026-09-28", o.last().Clock("explain:road-desk").Date)
	consistent(o)
}

// A permit of Monday 3-02 is taken as accepted on 3-09 and due on 3-16; the answer its handler
// agreed upon that day is due on Tuesday 3-17. Level 3 of the permit on 3-19 opens the
// verification, that of the answer on 3-20 joins it. By a list in which 3-10 is off the permit
// was due on 3-17 as well, and both climb together: that the answer joined it on 3-20 stands,
// and is not said a second time because the permit comes to it now, too.
func TestAVerificationIsJoinedOnceAtAnInstant(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-03-10"), "food-permit", "2026-03-02T09:30:00")
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.update("2026-03-09T10:00:00", "", kind.Consult, casework.Handler, casework.Args{Means: kind.AgreedMeans[0], Until: shanghai(t, "2026-03-17T12:00:00"), ReasonID: "t1"})
	o.update("2026-03-24T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-03-25T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-03-17 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{"2026-03-19 17:30 3"}, o.told(casework.AccountabilityOpened, "handle"))
	require.Equal(t, []string{"2026-03-20 17:30 3"}, o.told(casework.AccountabilityJoined, kind.ClockFeedback))
	consistent(o)
}
