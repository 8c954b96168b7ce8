package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// Days: 10wd from Tuesday 2026-09-15 are 9-16, 17, 18, the make-up Sunday 20, 21, 22, 23,
// 24, 28 (the 25th is off) and 29; 20wd go on with 9-30, 10-08, 9, the make-up Saturday
// 10, 12, 13, 14, 15, 16 and end on Monday 10-19. The promise and the statute of the permit
// run out at different instants, and their rungs meet: 1wd and 3wd from 10-19 are 10-20
// and 10-22, whatever the hour of 10-19 from which they count.
func TestRungsThatMeetAreOne(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		office   func(*testing.T) *office
		breached string   // of the promise
		asked    []string // clock, post and turn of the cases opened
	}{
		// Received on 9-24, silence accepted it on 10-09. In the first minute of Monday 10-19
		// its receipt is corrected to 9-15: the promise, over since 9-29, is due no earlier
		// than the deeming and counts from the correction; the statute ends at 17:30.
		"counted from a correction": {
			office: func(t *testing.T) *office {
				o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
				o.update("2026-10-19T00:00:01", "", casework.Correct, casework.SectionHead, received(t, "2026-09-15T09:30:00"))
				return o
			},
			breached: "2026-10-09 17:30",
			asked:    []string{"handle food-desk handler"},
		},
		// Received on 9-15 and entered on the morning of 10-19: the promise ran out before
		// that and is put to the window, the statute since and is put to the desk. One card
		// and one rung all the same.
		"counted from an entry": {
			office: func(t *testing.T) *office {
				return enteredLate(t, "food-permit", "2026-09-15T09:30:00", "2026-10-19T09:00:00")
			},
			breached: "2026-09-29 17:30",
			asked:    []string{"handle window clerk", "statutory food-desk handler"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := tt.office(t)
			o.run("2026-11-10T00:00:00")
			require.Equal(t, []string{tt.breached}, o.told(casework.ClockBreached, "handle"))
			require.Equal(t, []string{"2026-10-19 17:30"}, o.told(casework.ClockBreached, "statutory"))
			require.Equal(t, []string{tt.breached + " yellow", "2026-10-22 17:30 red"}, o.told(casework.CardIssued, "handle"))
			require.Equal(t, []string{"2026-10-19 17:30 yellow"}, o.told(casework.CardIssued, "statutory"))
			require.Equal(t, []string{tt.breached + " 1", "2026-10-20 17:30 2", "2026-10-22 17:30 3"}, o.told(casework.Escalated, "handle"))
			require.Equal(t, []string{"2026-10-19 17:30 1"}, o.told(casework.Escalated, "statutory"))
			for _, e := range append(o.find(casework.Escalated, "handle")[1:], o.find(casework.CardIssued, "handle")[1]) {
				require.Equal(t, "statutory", e.Detail["with"], "%s %s names both", e.Name, e.Level)
			}
			for _, clock := range []string{"handle", "statutory"} {
				require.Equal(t, []string{"yellow", "red"}, o.last().Clock(clock).Cards, clock)
			}
			var asked []string
			for _, e := range o.find(casework.AccountabilityOpened, "") {
				require.Equal(t, "2026-10-22 17:30", day(e.At))
				asked = append(asked, e.Clock+" "+e.Detail["post"]+" "+e.Detail["turn"])
			}
			require.Equal(t, tt.asked, asked)
			require.Empty(t, o.find(casework.AccountabilityJoined, ""))
			consistent(o)
		})
	}
}

// What was told together is told apart where one date moves away. On Friday 10-23 the
// receipt is corrected once more, to 9-16: the promise (10wd: 9-30) is due at the deeming
// of 10-09 as before and keeps its ladder, in its own name; the statute ends on Tuesday
// 10-20, level 2 on 10-21 and level 3 on 10-23. The case that asks was opened on 10-22 and
// stands, asked for once.
func TestRungsThatMetAreToldApart(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-19T00:00:01", "", casework.Correct, casework.SectionHead, received(t, "2026-09-15T09:30:00"))
	o.update("2026-10-23T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-09-16T09:30:00"))
	o.run("2026-11-10T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-10-09 17:30 yellow", "2026-10-22 17:30 red"}, o.told(casework.CardIssued, "handle"))
	require.Equal(t, []string{"2026-10-20 17:30 yellow", "2026-10-23 17:30 red"}, o.told(casework.CardIssued, "statutory"))
	require.Equal(t, []string{"2026-10-09 17:30 1", "2026-10-20 17:30 2", "2026-10-22 17:30 3"}, o.told(casework.Escalated, "handle"))
	require.Equal(t, []string{"2026-10-20 17:30 1", "2026-10-21 17:30 2", "2026-10-23 17:30 3"}, o.told(casework.Escalated, "statutory"))
	for _, e := range o.standing() {
		if e.Clock == "handle" || e.Clock == "statutory" { // what the head owes of both, he owes together
			require.Empty(t, e.Detail["with"], "%s of %s on %s", e.Name, e.Clock, day(e.At))
		}
	}
	require.Equal(t, []string{"2026-10-22 17:30 3"}, o.told(casework.AccountabilityOpened, ""))
	require.Equal(t, []string{"2026-10-23 17:30 3"}, o.told(casework.AccountabilityJoined, ""))
	consistent(o)
}

// Silence accepted the permit on 10-09. On Saturday 10-10, a working day, its receipt is
// corrected to 9-10: the promise is late since the deeming, with its yellow card; the
// statute ends on 10-14 (10wd to 9-23, then 24, 28, 29, 30, 10-08, 9, 10, 12, 13 and 14).
// On 10-12 it is corrected to 9-01: the statute (20wd end on 9-29) is late since the deeming
// too, and the card of that instant lies on both.
func TestALaterClockJoinsTheCardThatStands(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-10T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-09-10T09:30:00"))
	o.update("2026-10-12T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-09-01T09:30:00"))
	o.run("2026-10-12T12:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-10-09 17:30"}, o.told(casework.ClockBreached, "statutory"))
	require.Equal(t, []string{"2026-10-09 17:30 yellow"}, o.told(casework.CardIssued, ""))
	require.Equal(t, "statutory", o.find(casework.CardIssued, "handle")[0].Detail["with"])
	consistent(o)
}

// A receipt entered for the past and corrected as two acts of the same minute arrive out of
// their order: the explanation that the correction asks for anew stands through the
// recount done again behind it. Entered on Thursday 9-24 for 8-15; 2wd from the entry end
// on Tuesday 9-29 (the 25th is off), and nothing is asked for twice.
func TestOwedAnewStandsThroughWhatIsDoneAgain(t *testing.T) {
	t.Parallel()
	o := enteredLate(t, "food-permit", "2026-08-15T09:30:00", "2026-09-24T09:30:00")
	o.update("2026-09-24T09:30:32", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@1"})
	o.update("2026-09-24T09:40:00", "2026-09-24T09:30:18", casework.Correct, casework.SectionHead, received(t, "2026-09-07T09:30:00"))
	o.run("2026-09-24T12:00:00")
	o.allAccepted(2)
	require.Len(t, o.find(casework.ClockStarted, "explain"), 1)
	owed := o.last().Clock("explain")
	require.NotNil(t, owed)
	require.Equal(t, "running 2026-09-29", string(owed.Status)+" "+owed.Date)
	consistent(o)
}

// Entered on Thursday 9-24 for 8-15, the promise is late since 8-28 and the statute since
// 9-11. A correction to 9-07 takes that back; the completion kept two seconds before it
// arrives behind it, and was that of a matter as late as it was then: both breaches, both
// cards and the explanation of 9-24 (2wd: 9-29) stand again, once, and nothing else.
func TestWhatACorrectionTookBackIsSaidAgain(t *testing.T) {
	t.Parallel()
	o := enteredLate(t, "food-permit", "2026-08-15T09:30:00", "2026-09-24T09:30:00")
	o.update("2026-09-24T09:30:05", "", casework.Correct, casework.SectionHead, received(t, "2026-09-07T09:30:00"))
	o.update("2026-09-24T09:40:00", "2026-09-24T09:30:03", casework.Complete, casework.Handler, casework.Args{})
	o.run("2026-09-25T12:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-08-28 17:30"}, o.told(casework.ClockBreached, "handle"))
	require.Equal(t, []string{"2026-09-11 17:30"}, o.told(casework.ClockBreached, "statutory"))
	require.Equal(t, []string{"2026-08-28 17:30 yellow", "2026-09-11 17:30 yellow"}, o.told(casework.CardIssued, ""))
	require.Equal(t, "true", o.find(casework.ClockMet, "handle")[0].Detail["late"])
	require.Len(t, o.find(casework.ClockStarted, "explain"), 1)
	require.Equal(t, "2026-09-29", o.last().Clock("explain").Date)
	require.Empty(t, o.find(casework.CardVoided, ""))
	consistent(o)
}
