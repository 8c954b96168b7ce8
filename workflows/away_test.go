package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// The permit of ten working days received on 2026-09-24, as in arm_test.go: deemed
// accepted on 2026-10-09, due on 2026-10-15 at 17:30. The engine is away until the
// morning of the 21st, when level 3 is long past.
func awayUntil(t *testing.T, back string) *office {
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.from = shanghai(t, back)
	return o
}

// Every clock with an instant up to a command's own has run out before it, however
// late both come: what was done after the due instant was done late.
func TestClocksRunOutBeforeACommandStoredAfterThem(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		stored string
		late   bool
	}{
		"a second before closing": {"2026-10-15T17:29:59", false},
		"at closing":              {"2026-10-15T17:30:00", true},
		"the next morning":        {"2026-10-16T09:00:00", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := awayUntil(t, "2026-10-21T09:00:00")
			o.update("2026-10-21T09:00:00", tt.stored, casework.Complete, casework.Handler, casework.Args{})
			o.run("2026-10-21T12:00:00")
			o.allAccepted(1)
			met := o.find(casework.ClockMet, "handle")
			require.Len(t, met, 1)
			if tt.late {
				require.Len(t, o.find(casework.ClockBreached, "handle"), 1)
				require.Equal(t, map[string]string{"late": "true"}, met[0].Detail)
			} else {
				require.Empty(t, o.find(casework.ClockBreached, "handle"))
				require.Empty(t, met[0].Detail)
			}
		})
	}
}

// ever tells whether an event was committed, even if it was taken back later.
func (o *office) ever(name casework.EventName) bool {
	for _, s := range o.steps {
		for _, e := range s.Events {
			if e.Name == name {
				return true
			}
		}
	}
	return false
}

// What was stored in time is obeyed before a clock that runs out late, whether or not
// it has reached the case: no breach, card or mail is ever told, not even to be
// taken back.
func TestWhatWasStoredInTimeComesBeforeALateStep(t *testing.T) {
	t.Parallel()
	for name, brought := range map[string]string{
		"and comes after it":           "2026-10-21T09:00:30",
		"and comes with the engine":    "2026-10-21T09:00:00",
		"and is brought by the commit": "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := awayUntil(t, "2026-10-21T09:00:00")
			o.keep("2026-10-15T17:20:00", brought, casework.Complete, casework.Handler, casework.Args{})
			o.keep("2026-10-16T10:00:00", brought, casework.Deliver, casework.Clerk, casework.Args{})
			o.run("2026-10-21T12:00:00")
			require.False(t, o.ever(casework.ClockBreached))
			require.False(t, o.ever(casework.CardIssued))
			require.Empty(t, o.takenBack())
			met := o.find(casework.ClockMet, "handle")
			require.Len(t, met, 1)
			require.True(t, met[0].At.Equal(shanghai(t, "2026-10-15T17:20:00")))
			require.Empty(t, met[0].Detail)
			if brought != "" {
				require.Len(t, o.verdicts, 2)
			}
		})
	}
}

// A late act reaches the case before one that was in time: the clock between them
// waits for the earlier one.
func TestTheEarliestComesBeforeAClockRunsOut(t *testing.T) {
	t.Parallel()
	o := awayUntil(t, "2026-10-21T09:00:00")
	o.update("2026-10-21T09:00:00", "2026-10-16T10:00:00", casework.Complete, casework.Handler, casework.Args{}) // taken in first
	o.update("2026-10-21T09:00:00", "2026-10-15T17:20:00", casework.Pause, casework.Handler, paused(t, "2026-10-20T10:00:00"))
	o.run("2026-10-21T12:00:00")
	o.allAccepted(2)
	require.False(t, o.ever(casework.ClockBreached))
	require.Empty(t, o.takenBack())
}

// A store that goes on naming what the case has answered holds up no clock.
func TestWhatIsAnsweredHoldsUpNoClock(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-12T09:00:00", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.withheld = func(s casework.Step) (out casework.Committed) {
		if s.Asks && s.At.After(shanghai(t, "2026-10-12T09:00:00")) {
			out.Earlier = []casework.Command{{ID: "chase@2026-10-12T09:00:00", Name: casework.Chase, At: shanghai(t, "2026-10-12T09:00:00")}}
		}
		return out
	}
	o.run("2026-10-16T12:00:00")
	require.Len(t, o.find(casework.ClockBreached, "handle"), 1)
	require.Len(t, o.find(casework.Chased, ""), 1)
}
