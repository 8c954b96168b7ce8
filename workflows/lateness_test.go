package workflows_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// enteredLate is a case received before it was entered, by the window.
func enteredLate(t tester, item, received, registered string) *office {
	t.Helper()
	o := newOffice(t, item, received)
	o.start.Registered = shanghai(t, registered)
	o.start.Entry = &casework.Entry{Post: "window", Role: casework.Clerk, TextID: "why"}
	return o
}

// Received on Thursday 2026-11-05 and entered on Saturday 11-28: 5wd of intake ended
// on 11-12, and the breach stands there with its yellow card. What it brings counts
// from the entry: the explanation 2wd from 11-28 is due on Tuesday 12-01 and so is
// nothing before it; level 2 on Monday 11-30, level 3 with the red card and the
// verification on Wednesday 12-02. The window, which registered it, is asked.
func TestEnteredLate(t *testing.T) {
	t.Parallel()
	o := enteredLate(t, "senior-card", "2026-11-05T10:00:00", "2026-11-28T10:00:00")
	o.run("2026-12-03T00:00:00")
	require.Equal(t, []string{"2026-11-12 17:30"}, o.told(casework.ClockBreached, "intake"))
	require.Equal(t, []string{"2026-11-12 17:30 1", "2026-11-30 17:30 2", "2026-12-02 17:30 3"}, o.told(casework.Escalated, "intake"))
	require.Equal(t, []string{"2026-11-12 17:30 yellow", "2026-12-02 17:30 red"}, o.told(casework.CardIssued, "intake"))
	require.Equal(t, []string{"2026-11-28 10:00"}, o.told(casework.ExplanationDue, ""))
	require.Equal(t, "2026-12-01", o.find(casework.ClockStarted, "explain")[0].Due.Date)
	require.Equal(t, []string{"2026-12-01 17:30"}, o.told(casework.ClockBreached, "explain"), "not before it could be given")

	breach, begun := o.find(casework.ClockBreached, "intake")[0], o.find(casework.CaseRegistered, "")[0]
	require.Equal(t, "why", begun.TextID)
	require.Equal(t, map[string]string{"received": "2026-11-05T10:00:00+08:00", "turn": "clerk", "post": "window"}, begun.Detail)
	require.Equal(t, "why", breach.TextID, "it says from when it counts, and why")
	require.Equal(t, "2026-11-28T10:00:00+08:00", breach.Detail["known"])
	require.Equal(t, "clerk", o.find(casework.CardIssued, "intake")[0].Detail["turn"])
	asked := o.find(casework.AccountabilityOpened, "")
	require.Len(t, asked, 1)
	require.Equal(t, "window clerk", asked[0].Detail["post"]+" "+asked[0].Detail["turn"])
}

// Silence accepted the permit on 11-12, as of its receipt; the promise of 5wd from
// 11-05 ends with it. The deeming and the breach have their legal instants, and the
// ladder counts from the entry all the same.
func TestEnteredLateAndDeemed(t *testing.T) {
	t.Parallel()
	o := enteredLate(t, "food-permit", "2026-11-05T10:00:00", "2026-11-28T10:00:00")
	o.run("2026-12-03T00:00:00")
	require.Equal(t, []string{"2026-11-12 17:30"}, o.told(casework.ClockDeemed, "intake"))
	require.Equal(t, []string{"2026-11-19 17:30"}, o.told(casework.ClockBreached, "handle"), "10wd from 11-05")
	require.Equal(t, []string{"2026-11-19 17:30 yellow", "2026-12-02 17:30 red"}, o.told(casework.CardIssued, "handle"))
}

// Entered late and in time all the same: nothing is different from then on. 5wd from
// 11-26 are due on 12-03, the case asks for it until then.
func TestEnteredLateInTime(t *testing.T) {
	t.Parallel()
	o := enteredLate(t, "senior-card", "2026-11-26T10:00:00", "2026-11-28T10:00:00")
	o.run("2026-12-09T00:00:00")
	require.Equal(t, []string{"2026-12-03 17:30 1", "2026-12-04 17:30 2", "2026-12-08 17:30 3"}, o.told(casework.Escalated, "intake"))
	require.Equal(t, "handler", o.find(casework.AccountabilityOpened, "")[0].Detail["turn"])
	require.Empty(t, o.find(casework.ClockBreached, "intake")[0].Detail["known"])
}

// 5wd from 2026-09-22 ended on 9-30. By a list in which the 24th is off as well they
// end on 10-08: breach, cards and rungs follow. Level 2 stands on 10-09; level 3 would
// have been red on 10-10, by the old date, and is due on 10-12 now. The case that asks
// who answers was opened on 10-10: people are at work on it, and the new rung joins it.
func TestALateMatterFollowsItsDate(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-09-24"), "road-permit", "2026-09-21T09:00:00")
	o.accept("2026-09-22T10:00:00")
	o.update("2026-10-12T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-10-14T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-10-08 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{"2026-10-08 17:30 yellow", "2026-10-12 17:30 red"}, o.told(casework.CardIssued, "handle"))
	require.Equal(t, []string{"2026-10-08 17:30 1", "2026-10-09 17:30 2", "2026-10-12 17:30 3"}, o.told(casework.Escalated, "handle"))
	require.Equal(t, []string{"2026-10-08 17:30"}, o.told(casework.ExplanationDue, ""))
	require.Equal(t, "2026-10-10", o.find(casework.ClockStarted, "explain")[0].Due.Date, "2wd from 10-08, a make-up Saturday")
	require.Len(t, o.find(casework.ClockStarted, "explain"), 1)
	require.Equal(t, []string{"2026-10-10 17:30 3"}, o.told(casework.AccountabilityOpened, ""))
	require.Equal(t, []string{"2026-10-12 17:30 3"}, o.told(casework.AccountabilityJoined, ""))
	require.Equal(t, 1, revisionsOf(o, casework.CardIssued, "2026-10-08"), "in the revision of the recount")
	consistent(o)
}

// revisionsOf counts the steps that say a standing event of a day.
func revisionsOf(o *office, name casework.EventName, date string) (n int) {
	taken := o.takenBack()
	for _, s := range o.steps {
		for _, e := range s.Events {
			if e.Name == name && e.At.Format("2006-01-02") == date && !slices.Contains(taken, e.Key) {
				n++
				break
			}
		}
	}
	return n
}

// What was explained is not asked for twice, whatever the date becomes.
func TestExplainedOnce(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-09-24"), "road-permit", "2026-09-21T09:00:00")
	o.accept("2026-09-22T10:00:00")
	o.update("2026-10-09T09:00:00", "", casework.Explain, casework.SectionHead, casework.Args{})
	o.update("2026-10-10T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-10-20T00:00:00")
	o.allAccepted(3)
	require.Equal(t, []string{"2026-10-08 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Len(t, o.find(casework.ClockStarted, "explain"), 1)
	require.Equal(t, casework.Met, o.last().Clock("explain").Status)
}

// A late matter corrected to an earlier receipt is late since an earlier day, which
// nobody knew: 5wd from Friday 2-27, over the make-up Saturday 2-28, ended on 3-05.
func TestCorrectedAndStillLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "senior-card", "2026-03-02T10:00:00")
	o.update("2026-03-12T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-03-01T10:00:00"))
	o.update("2026-03-13T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-02-27T10:00:00"))
	o.run("2026-03-13T12:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-03-05 17:30"}, o.told(casework.ClockBreached, "intake"))
	require.Equal(t, []string{"2026-03-05 17:30 yellow"}, o.told(casework.CardIssued, "intake"), "earlier than anybody knew: red waits")
	require.Equal(t, []string{"2026-03-13 10:00"}, o.told(casework.ExplanationDue, ""))
	consistent(o)
}

// A permit promised in 10wd and extended by 10 ends with the statute's 20wd: both
// clocks run out on 2026-10-29 (4wd to 9-30 without the 25th, from 10-08 on with the
// make-up Saturday). One lateness: one card each of yellow and red, each rung once,
// one explanation, one case, nobody told twice; both clocks are named.
func TestOneLatenessOfTwoClocks(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.accept("2026-09-24T10:00:00")
	o.update("2026-09-28T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 10})
	yes := true
	o.update("2026-09-28T11:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
	o.run("2026-11-10T00:00:00")
	o.allAccepted(3)
	handle, law := o.last().Clock("handle"), o.last().Clock("statutory")
	require.True(t, handle.Due.Equal(law.Due), "%s and %s", handle.Due, law.Due)
	due := handle.Due
	require.Equal(t, casework.Breached, law.Status)
	for _, card := range []string{"yellow", "red"} {
		var issued []casework.Event
		for _, e := range o.find(casework.CardIssued, "") {
			if e.Level == card {
				issued = append(issued, e)
			}
		}
		require.Len(t, issued, 1, card)
		require.Equal(t, "handle with statutory", issued[0].Clock+" with "+issued[0].Detail["with"])
	}
	levels := map[string]int{}
	for _, e := range o.find(casework.Escalated, "") {
		if !owedAfter(e) {
			levels[e.Level]++
			require.Equal(t, "statutory", e.Detail["with"])
		}
	}
	require.Equal(t, map[string]int{"1": 1, "2": 1, "3": 1}, levels)
	require.Len(t, o.find(casework.ExplanationDue, ""), 1)
	require.Len(t, o.find(casework.AccountabilityOpened, ""), 1)
	require.Empty(t, o.find(casework.AccountabilityJoined, ""))
	told := map[casework.Role]int{}
	for _, e := range o.standing() {
		if e.At.Equal(due) && !e.Quiet && !owedAfter(e) {
			for _, r := range e.To {
				told[r]++
			}
		}
	}
	require.Equal(t, map[casework.Role]int{casework.ActingHolder: 1, casework.SectionHead: 1}, told)
	near := 0
	for _, e := range o.find(casework.ClockWarned, "") {
		if e.Level == "near" && !e.Quiet && !owedAfter(e) {
			near++
		}
	}
	require.Equal(t, 1, near, "and warned once")
	consistent(o)
}

// owedAfter are the clocks that a breach starts: the explanation, and the public reason.
func owedAfter(e casework.Event) bool { return e.Clock == "explain" || e.Clock == kind.ClockPublish }

// wantNames in the order of the law: what the clocks came to, then the card, then who
// hears, then what is owed, inside and in public (R240).
func TestOneLatenessInItsOrder(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.accept("2026-09-24T10:00:00")
	yes := true
	o.update("2026-09-28T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 10})
	o.update("2026-09-28T11:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
	o.run("2026-11-01T00:00:00")
	due, names := o.last().Clock("handle").Due, []casework.EventName{}
	for _, e := range o.standing() {
		if e.At.Equal(due) {
			names = append(names, e.Name)
		}
	}
	require.Equal(t, []casework.EventName{
		casework.ClockBreached, casework.ClockBreached, casework.CardIssued, casework.Escalated, casework.ClockStarted, casework.ExplanationDue, casework.ClockStarted,
	}, names)
}

// provisionalBook is the embedded book with a second version of the calendar, which
// knows the year 2027 and in which some days of it are off.
func provisionalBook(t *testing.T, off ...string) *policy.Book {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	next := ref.National
	next.Off, next.Years = slices.Concat(next.Off, []string{"2027-01-01"}, off), append(slices.Clone(next.Years), 2027)
	book, err := policy.Shelve(kind.Office(), ref.Policies, ref.Items, []policy.CalendarVersion{
		{ID: "cn", Version: 1, Spec: ref.National, Published: true}, {ID: "cn", Version: 2, Spec: next},
	}, nil, shanghai(t, "2026-09-01T00:00:00"))
	require.NoError(t, err)
	return book
}

// inJanuary is a permit of 5wd accepted on Tuesday 2027-01-05: due on 1-12, as far as
// anybody knows before the list of 2027 is out.
func inJanuary(t *testing.T, off ...string) *office {
	t.Helper()
	o := newOfficeOf(t, provisionalBook(t, off...), "road-permit", "2027-01-04T09:00:00")
	o.accept("2027-01-05T10:00:00")
	return o
}

// A breach by a date that is not certain is marked, climbs and gives its yellow card;
// it opens nothing and gives no red card, however long it lasts.
func TestProvisionalBreachOpensNothing(t *testing.T) {
	t.Parallel()
	o := inJanuary(t)
	o.run("2027-03-31T00:00:00")
	require.Equal(t, []string{"2027-01-12 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{"2027-01-12 17:30 yellow"}, o.told(casework.CardIssued, "handle"))
	require.Equal(t, []string{"2027-01-12 17:30 1", "2027-01-13 17:30 2", "2027-01-15 17:30 3"}, o.told(casework.Escalated, "handle"))
	require.Empty(t, o.find(casework.AccountabilityOpened, ""))
	require.Empty(t, o.last().Accountable)
	for _, name := range []casework.EventName{casework.ClockBreached, casework.CardIssued, casework.Escalated, casework.ExplanationDue} {
		for _, e := range o.find(name, "handle") {
			require.Equal(t, "true", e.Detail["provisional"], name)
		}
	}
}

// The list is in and the date stands: what was withheld counts from Monday 1-18, the
// third working day after is Thursday 1-21.
func TestProvisionalBreachBecomesCertain(t *testing.T) {
	t.Parallel()
	o := inJanuary(t)
	o.update("2027-01-18T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2027-01-31T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2027-01-18 09:00"}, o.told(casework.ClockSettled, "handle"))
	require.Equal(t, []string{"2027-01-12 17:30 yellow", "2027-01-21 17:30 red"}, o.told(casework.CardIssued, "handle"))
	require.Equal(t, []string{"2027-01-12 17:30 1", "2027-01-13 17:30 2", "2027-01-15 17:30 3", "2027-01-21 17:30 3"}, o.told(casework.Escalated, "handle"))
	require.Equal(t, []string{"2027-01-21 17:30 3"}, o.told(casework.AccountabilityOpened, ""))
	require.Empty(t, o.find(casework.CardIssued, "handle")[1].Detail["provisional"])
	require.Len(t, o.find(casework.ExplanationDue, ""), 1)
	consistent(o)
}

// The list is in and makes Friday 1-08 a day off: the breach stands on 1-13, for
// certain, and everything more than a yellow card counts from the recount.
func TestProvisionalBreachMoves(t *testing.T) {
	t.Parallel()
	o := inJanuary(t, "2027-01-08")
	o.update("2027-01-18T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2027-01-31T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2027-01-13 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{"2027-01-13 17:30 yellow", "2027-01-21 17:30 red"}, o.told(casework.CardIssued, "handle"))
	require.Equal(t, []string{"2027-01-13 17:30 1", "2027-01-19 17:30 2", "2027-01-21 17:30 3"}, o.told(casework.Escalated, "handle"))
	require.Equal(t, []string{"2027-01-18 09:00"}, o.told(casework.ExplanationDue, ""))
	require.Empty(t, o.find(casework.ClockBreached, "handle")[0].Detail["provisional"])
	consistent(o)
}
