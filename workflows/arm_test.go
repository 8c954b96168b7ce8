package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// The permit of ten working days received on 2026-09-24 is deemed accepted on
// 2026-10-09 and due on 2026-10-15 at 17:30 (design section 1; national notice
// for 2026: 9-25 to 9-27 and 10-1 to 10-7 off, 10-10 worked).

func TestBreachIsArmedBeforeItsInstant(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.run("2026-10-15T17:29:00")
	breach := o.find(casework.ClockBreached, "handle")
	require.Len(t, breach, 1, "armed 2 to 15 minutes early")
	require.True(t, breach[0].At.Equal(shanghai(t, "2026-10-15T17:30:00")), "with its legal instant")
	last := o.steps[len(o.steps)-1]
	require.True(t, last.At.Equal(breach[0].At), "readers see the new state only from then")
}

func TestCompletionASecondBeforeClosingSupersedesTheArmedBreach(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-15T17:29:59", "", casework.Complete, casework.Handler, casework.Args{})
	o.run("2026-10-16T12:00:00")
	require.Empty(t, o.find(casework.ClockBreached, "handle"))
	require.Empty(t, o.find(casework.CardIssued, ""))
	require.Empty(t, o.find(casework.ClockStarted, "explain"))
	met := o.find(casework.ClockMet, "handle")
	require.Len(t, met, 1)
	require.Empty(t, met[0].Detail, "in time")
}

// A completion stored before closing but delivered after an outage undoes the
// breach written meanwhile; one stored at closing itself does not.
func TestLateDeliveryCountsFromTheInstantItWasStored(t *testing.T) {
	for name, tt := range map[string]struct {
		stored   string
		breached int
	}{
		"stored a second before closing": {"2026-10-15T17:29:59", 0},
		"stored at closing":              {"2026-10-15T17:30:00", 1},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
			o.update("2026-10-15T20:00:00", tt.stored, casework.Complete, casework.Handler, casework.Args{})
			o.run("2026-10-16T12:00:00")
			require.Len(t, o.find(casework.ClockBreached, "handle"), tt.breached)
			require.Len(t, o.find(casework.ClockMet, "handle"), 1)
			for _, v := range o.verdicts {
				require.True(t, v.Accepted, v.Code)
			}
			require.Len(t, o.verdicts, 1)
		})
	}
}

// A command between arming and closing that changes nothing about the breach
// leaves the armed rows as they stand: nothing is taken back or said twice.
func TestWhatStillHoldsIsNeitherTakenBackNorRepeated(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-15T17:29:00", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.update("2026-10-15T17:29:30", "", casework.Chase, casework.SectionHead, casework.Args{})
	o.run("2026-10-15T17:29:50")
	var taken []string
	for _, s := range o.steps {
		taken = append(taken, s.TakenBack...)
	}
	require.Empty(t, taken)
	require.Len(t, o.find(casework.ClockBreached, "handle"), 1)
	require.Len(t, o.find(casework.Chased, ""), 2)
	require.Equal(t, casework.Breached, o.last().Clock("handle").Status)
	require.Equal(t, "2026-10-15 17:30", o.steps[len(o.steps)-1].At.In(time.FixedZone("", 8*3600)).Format("2006-01-02 15:04"))
}

// A refused command does not go back behind an armed step either.
func TestARefusalLeavesTheArmedStepAlone(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-15T17:29:00", "", casework.Deliver, casework.Handler, handed)
	o.run("2026-10-15T17:29:50")
	require.Len(t, o.find(casework.CommandRefused, ""), 1)
	require.Len(t, o.find(casework.ClockBreached, "handle"), 1)
	require.Equal(t, casework.WrongStage, o.verdicts["deliver@2026-10-15T17:29:00"].Code)
}

// An extension granted in the last minutes moves the date: the armed breach and
// its explanation vanish, and the warnings are computed anew.
func TestAnExtensionGrantedAfterArmingMovesTheDate(t *testing.T) {
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	yes := true
	o.update("2026-10-15T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.update("2026-10-15T17:29:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: &yes})
	o.run("2026-10-16T12:00:00")
	require.Empty(t, o.find(casework.ClockBreached, "handle"))
	require.Empty(t, o.find(casework.ExtensionLapsed, ""))
	require.Equal(t, "2026-10-19", o.last().Clock("handle").Date) // 10-16, 10-19
	near := o.find(casework.ClockWarned, "handle")
	require.Equal(t, "2026-10-16 08:30", near[len(near)-1].At.In(shanghai(t, "2026-10-16T00:00:00").Location()).Format("2006-01-02 15:04"))
}

// A leave begins at 8:27:02, three minutes before the papers are reminded of. Both would be
// armed at about 8:20, and until the second came true readers would be shown what stands before
// it: that he is away, while he is not. The second is armed once the first has come true.
func TestOneStepIsArmedAtATime(t *testing.T) {
	t.Parallel()
	o := newAbsence(t, "emergency", "2026-03-03T08:27:02", "2026-03-03T15:00:00")
	begins := shanghai(t, "2026-03-03T08:27:02")
	var ahead []casework.Stage
	o.refuses = func(s casework.Step) error {
		if o.env.Now().Before(begins) && s.Before != nil {
			ahead = append(ahead, s.Before.Stage)
		}
		return nil
	}
	o.run("2026-03-03T08:29:00")
	require.NotContains(t, ahead, casework.StageAway)
	require.Equal(t, []string{"2026-03-03 08:27"}, o.told(casework.ActingHolderChanged, ""), "armed")
	require.Equal(t, []string{"2026-03-03 08:30 near"}, o.told(casework.ClockWarned, "papers"), "armed")
}
