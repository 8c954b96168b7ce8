package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// Registered on 2026-03-05 as received on 3-02 and deemed accepted on 3-09, the promise of 10wd is late since
// 3-16. Withdrawn after that and taken up again on Wednesday 3-25, its receipt is
// corrected on 3-26: the date moves, and nothing of the lateness is written into the time
// in which the case was closed, which is a pause of the clock and of its ladder.
func TestNoLatenessWhileClosed(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		withdrawn, received  string
		breached, cards, led []string
		opened               string
	}{
		// To 3-17, and (3-17, 3-25] are six days: 18, 19, 20, 23, 24, 25.
		"the date lies in the closed time": {
			"2026-03-17T10:00:00", "2026-03-03T09:30:00",
			[]string{"2026-03-25 17:30"}, []string{"2026-03-25 17:30 yellow", "2026-03-30 17:30 red"},
			[]string{"2026-03-25 17:30 1", "2026-03-26 17:30 2", "2026-03-30 17:30 3"}, "2026-03-30 17:30 3",
		},
		// To 3-17, a day before the closing: level 2 of 3-18 and level 3 of 3-20 wait for
		// the five days of (3-18, 3-25].
		"a rung does": {
			"2026-03-18T09:00:00", "2026-03-03T09:30:00",
			[]string{"2026-03-17 17:30"}, []string{"2026-03-17 17:30 yellow", "2026-03-27 17:30 red"},
			[]string{"2026-03-17 17:30 1", "2026-03-25 17:30 2", "2026-03-27 17:30 3"}, "2026-03-27 17:30 3",
		},
		// To 3-18, and six days: 3-26, after the correction. It is late no more until then;
		// level 2 of 3-17 came on 3-25, as the date stood.
		"it is late no more": {
			"2026-03-17T10:00:00", "2026-03-04T09:30:00",
			[]string{"2026-03-16 17:30", "2026-03-26 17:30"},
			[]string{"2026-03-16 17:30 yellow", "2026-03-26 17:30 yellow", "2026-03-31 17:30 red"},
			[]string{"2026-03-16 17:30 1", "2026-03-25 17:30 2", "2026-03-26 17:30 1", "2026-03-27 17:30 2", "2026-03-31 17:30 3"}, "2026-03-31 17:30 3",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, "food-permit", "2026-03-05T09:30:00")
			o.update("2026-03-05T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-03-02T09:30:00"))
			o.update(tt.withdrawn, "", casework.Withdraw, casework.Handler, casework.Args{})
			o.update("2026-03-25T10:00:00", "", casework.Reopen, casework.SectionHead, casework.Args{})
			o.update("2026-03-26T10:00:00", "", casework.Correct, casework.SectionHead, received(t, tt.received))
			o.run("2026-04-03T00:00:00")
			o.allAccepted(4)
			require.Equal(t, tt.breached, o.told(casework.ClockBreached, "handle"))
			require.Equal(t, tt.cards, o.told(casework.CardIssued, "handle"))
			require.Equal(t, tt.led, o.told(casework.Escalated, "handle"))
			require.Equal(t, []string{tt.opened}, o.told(casework.AccountabilityOpened, "handle"))
			consistent(o)
		})
	}
}

// A ladder goes on where the closing left it: level 1 on 3-16; of level 2 (3-17) and
// level 3 (3-19) the six days of (3-17, 3-25] are left out: 3-25 and 3-27. So it does
// where the matter was answered too late, and the answer is taken back.
func TestALadderClimbsOnAfterAClosing(t *testing.T) {
	t.Parallel()
	for name, acts := range map[string][]string{
		"withdrawn": {casework.Withdraw}, "answered": {casework.Complete, casework.Deliver},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
			for _, act := range acts {
				o.update("2026-03-17T10:00:00", "", act, casework.Handler, casework.Args{})
			}
			o.update("2026-03-25T10:00:00", "", casework.Reopen, casework.SectionHead, casework.Args{})
			o.run("2026-04-03T00:00:00")
			o.allAccepted(len(acts) + 1)
			require.Equal(t, []string{"2026-03-16 17:30 1", "2026-03-25 17:30 2", "2026-03-27 17:30 3"}, o.told(casework.Escalated, "handle"))
			require.Equal(t, []string{"2026-03-16 17:30 yellow", "2026-03-27 17:30 red"}, o.told(casework.CardIssued, "handle"))
			require.Len(t, o.find(casework.ClockBreached, "handle"), 1)
			require.Equal(t, []string{"2026-03-27 17:30 3"}, o.told(casework.AccountabilityOpened, "handle"))
			consistent(o)
		})
	}
}

// Closed on its due day, in time, and taken up again when the office has closed for the
// day: what was left of the last day is left of the next one.
func TestReopenedAfterClosingTime(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ reopened, due string }{
		"in the evening": {"2026-03-25T18:00:00", "2026-03-26"},
		"on a Saturday":  {"2026-03-28T10:00:00", "2026-03-30"},
		"in the morning": {"2026-03-25T10:00:00", "2026-03-25"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
			o.accept("2026-03-02T10:00:00")
			o.update("2026-03-16T10:00:00", "", casework.Withdraw, casework.Handler, casework.Args{})
			o.run("2026-03-17T00:00:00")
			again := o.reopened(tt.reopened)
			again.run("2026-03-31T00:00:00")
			require.Equal(t, []string{tt.due + " 17:30"}, again.told(casework.ClockBreached, "handle"))
			require.Equal(t, tt.due, again.last().Clock("handle").Date)
		})
	}
}

// So does a rung: level 2 of 3-17 was still to come when the matter was closed that
// morning.
func TestARungAfterReopeningInTheEvening(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-17T10:00:00", "", casework.Withdraw, casework.Handler, casework.Args{})
	o.update("2026-03-25T18:00:00", "", casework.Reopen, casework.SectionHead, casework.Args{})
	o.run("2026-04-03T00:00:00")
	o.allAccepted(2)
	require.Equal(t, []string{"2026-03-16 17:30 1", "2026-03-26 17:30 2", "2026-03-27 17:30 3"}, o.told(casework.Escalated, "handle"))
	consistent(o)
}
