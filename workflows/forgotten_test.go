package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Received on Monday 03-02 and entered on 03-24, a card that is promised for the same day was
// due on 03-02 at closing. That its receipt was wrong, and on 03-03, is said on Friday 03-27 and
// signed on Monday; between the two it is accepted, which brings its breach of 03-02 to light, and
// its explanation is late since 03-26. Signed, all since Friday is made again: the breach of 03-02
// is taken back, though it lies long before what is remembered by its own instant.
func TestABreachOfThePastIsRememberedWithTheActThatBroughtIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "senior-card", "2026-03-24T09:30:00")
	o.start.Received = shanghai(t, "2026-03-02T09:30:00")
	o.start.Entry = &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.update("2026-03-27T09:00:00", "", casework.Correct, casework.Clerk, received(t, "2026-03-03T09:30:00"))
	o.update("2026-03-27T10:00:00", "", casework.Accept, casework.Handler, casework.Args{})
	o.update("2026-03-30T16:00:00", "", casework.Countersign, casework.SectionHead, casework.Args{Approve: &yes})
	o.run("2026-04-10T12:00:00")
	o.allAccepted(3)
	require.Equal(t, []string{"2026-03-03 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{"2026-03-03 17:30 yellow"}, o.told(casework.CardIssued, "handle")[:1])
	consistent(o)
}

// A permit of Monday 03-02 is taken as accepted on 03-09 and due on 03-16 at closing. A list by which
// 03-10 is off, and the permit due on 03-17, is published half an hour before that and reaches the
// case on the next day, when its section head has explained a breach that was none by then. No case
// is left behind because somebody acted in good faith meanwhile: it is counted anew after him.
func TestARecountIsObeyedAfterWhatWasDoneMeanwhile(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-03-10"), "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-17T09:00:00", "", casework.Explain, casework.SectionHead, casework.Args{ReasonID: "t1"})
	o.update("2026-03-17T10:00:00", "2026-03-16T17:00:00", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-03-17T12:00:00")
	o.allAccepted(2)
	require.Equal(t, "cn@2", o.last().Calendar)
	require.Equal(t, casework.Running, o.last().Clock("handle").Status)
	require.Equal(t, "2026-03-17", o.last().Clock("handle").Date)
	require.Equal(t, []string{"2026-03-17 09:00"}, o.told(casework.Explained, "explain"))
	require.Equal(t, []string{"2026-03-17 09:00 yellow"}, o.told(casework.CardVoided, "handle"))
	consistent(o)
}

// Received on 03-02 and entered on Monday 03-23: taken as accepted and late by its promise before
// that. On Tuesday at closing it is not confirmed that it was, and the reason is not made public: both
// climb from there. By the first policy there was nothing to make public; that clock runs on as it
// stands. A list by which Tuesday is off moves the other: its ladder is written anew, and of the clock
// that nothing counts any more nothing is taken back.
func TestWhatThePolicyKnowsNoLongerStands(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-03-24"), "hygiene-permit", "2026-03-23T09:30:00")
	o.start.Received = shanghai(t, "2026-03-02T09:30:00")
	o.start.Entry = &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
	o.start.Declared = kind.Office().Of(casework.Service).Revision
	o.update("2026-03-26T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Policy: "service-permit@1"})
	o.update("2026-03-27T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-03-28T12:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-03-25 17:30"}, o.told(casework.ClockBreached, "confirm_deemed:intake"))
	require.Equal(t, casework.Breached, o.last().Clock(kind.ClockPublish).Status)
	require.Equal(t, []string{"2026-03-24 17:30"}, o.told(casework.ClockBreached, kind.ClockPublish))
	consistent(o)
}

// By the first policy the ladder of an explanation ends where it breaks, and is silent from then on.
// Due on Wednesday 03-18, two working days after the permit, it is late; on Friday the office comes to
// count by the policy of now, by which an explanation that is not given comes round to the leader above:
// 5 working days on, on 03-27, and again on 04-03.
func TestALadderThatEndedInSilenceGoesOnByAnotherPolicy(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-10T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Policy: "service-permit@1"})
	o.update("2026-03-20T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Policy: "service-permit@2"})
	o.run("2026-04-04T12:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-03-18 17:30"}, o.told(casework.ClockBreached, "explain"))
	require.Equal(t, []string{"2026-03-18 17:30 1", "2026-03-27 17:30 2", "2026-04-03 17:30 2"}, o.told(casework.Escalated, "explain"))
	consistent(o)
}

// No clock of an inspection runs when it is registered; a new run of it is no new case all the same.
func TestACaseIsHeldToAPolicyFromItsRegistrationOn(t *testing.T) {
	t.Parallel()
	o := newMatter(t, kind.Inspection, "2026-03-02T10:00:00", nil)
	o.run("2026-03-02T11:00:00")
	require.NotEmpty(t, o.last().Policy)
}
