package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

func received(t tester, at string) casework.Args { return casework.Args{Received: shanghai(t, at)} }

// Received ten days earlier than entered: 5wd from 3-02 ended on 3-09, so the
// breach stands at its legal instant, in the same revision as the correction. Nobody
// could know before Friday 3-13: level 2 counts from there (Monday 3-16), and so does
// level 3 (3-18).
func TestCorrectedIntoThePast(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "senior-card", "2026-03-12T09:00:00")
	o.update("2026-03-13T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-03-02T10:00:00"))
	o.run("2026-03-13T12:00:00")
	o.allAccepted(1)
	moved := o.find(casework.ClockMoved, "intake")
	require.Len(t, moved, 1)
	require.Equal(t, "corrected 2026-03-09", moved[0].Due.Cause+" "+moved[0].Due.Date)
	require.Equal(t, []string{"2026-03-09 17:30"}, o.told(casework.ClockBreached, "intake"))
	require.Equal(t, []string{"2026-03-09 17:30 1"}, o.told(casework.Escalated, "intake"))
	require.Empty(t, o.find(casework.ClockWarned, "intake"), "past warnings are skipped")
	step := o.steps[1]
	require.True(t, step.Verdict.Accepted)
	require.Equal(t, casework.Breached, step.State.Clock("intake").Status)
}

// Silence has accepted the permit on 3-09, says the corrected receipt of 3-02.
// The promise counts from there to 3-16; its half (3-10) and near (3-13 08:30)
// lie before the correction and are not given any more.
func TestCorrectedIntoADeeming(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-12T09:00:00")
	o.update("2026-03-13T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-03-02T10:00:00"))
	o.run("2026-03-17T00:00:00")
	require.Equal(t, []string{"2026-03-09 17:30"}, o.told(casework.ClockDeemed, "intake"))
	require.Empty(t, o.find(casework.ClockWarned, "handle"))
	require.Equal(t, []string{"2026-03-16 17:30"}, o.told(casework.ClockBreached, "handle"))
}

// A breach that came from a wrong entry only is undone: the card is voided, no
// explanation is owed, and the clock runs to 5wd from 3-11, that is 3-18.
func TestCorrectedOutOfABreach(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "senior-card", "2026-03-10T09:00:00")
	o.start.Received = shanghai(t, "2026-03-02T10:00:00")
	o.start.Registered = shanghai(t, "2026-03-12T09:00:00")
	o.update("2026-03-12T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-03-11T10:00:00"))
	o.run("2026-03-18T17:00:00")
	o.allAccepted(1)
	intake := o.last().Clock("intake")
	require.Equal(t, "2026-03-18", intake.Date)
	require.Equal(t, []string{"2026-03-12 10:00 yellow"}, o.told(casework.CardVoided, "intake"))
	require.Len(t, o.find(casework.ClockDropped, "explain"), 1)
	require.Equal(t, []string{"2026-03-09 17:30 1", "2026-03-10 17:30 2"}, o.told(casework.Escalated, "intake")[:2])
}

// Deemed accepted, the promise counts from receipt. Corrected while it is paused
// it moves and stays paused: 10wd from 9-23 end on 10-14; 10-12 and 10-13 paused.
func TestCorrectedWhilePaused(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-09-24T09:30:00")
	o.update("2026-10-10T10:00:00", "", casework.Pause, casework.Handler, paused(t, "2026-10-13T10:00:00"))
	o.update("2026-10-12T10:00:00", "", casework.Correct, casework.SectionHead, received(t, "2026-09-23T09:30:00"))
	o.run("2026-10-12T11:00:00")
	o.allAccepted(2)
	require.Equal(t, casework.Paused, o.last().Clock("handle").Status)
	require.Equal(t, "2026-10-16", o.last().Clock("handle").Date)
	at, _, _ := o.last().Next()
	require.Equal(t, "2026-10-13 10:00", day(at), "the pause still ends as announced")
}

func TestCorrectRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		args casework.Args
		code casework.Code
	}{
		"no instant":             {casework.Args{}, casework.Invalid},
		"the same instant":       {received(t, "2026-03-02T09:30:00"), casework.Invalid},
		"after its registration": {received(t, "2026-03-02T09:30:01"), casework.FutureDate},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
			o.update("2026-03-03T10:00:00", "", casework.Correct, casework.SectionHead, tt.args)
			o.run("2026-03-04T00:00:00")
			require.Equal(t, tt.code, o.verdicts["correct@2026-03-03T10:00:00"].Code)
			require.Empty(t, o.find(casework.Corrected, ""))
		})
	}
}

// On a closed case a correction only sets the record straight.
func TestCorrectedAfterClosing(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-03T10:00:00", "", casework.Withdraw, casework.Handler, casework.Args{})
	o.run("2026-03-04T00:00:00")
	again := o.again("2026-03-05T10:00:00", casework.Command{Name: casework.Correct, Actor: "section_head", Args: received(t, "2026-02-27T10:00:00")})
	again.run("2026-04-30T00:00:00")
	require.NoError(t, again.env.GetWorkflowError(), "ended by itself")
	require.Len(t, again.find(casework.Corrected, ""), 1)
	require.Empty(t, again.find(casework.ClockMoved, ""))
	require.True(t, again.last().Closed())
}

// Reopened at the due instant's own breach, the clock stays breached and is not
// breached twice.
func TestReopenedAfterEndingAtTheDueInstant(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.accept("2026-03-02T10:00:00")
	o.update("2026-03-16T17:30:00", "", casework.Withdraw, casework.Handler, casework.Args{})
	o.run("2026-03-17T00:00:00")
	again := o.reopened("2026-03-18T10:00:00")
	again.run("2026-03-30T00:00:00")
	require.Equal(t, casework.Breached, again.last().Clock("handle").Status)
	require.Empty(t, again.find(casework.ClockBreached, "handle"), "it was breached on 3-16 already")
}

// Declined before acceptance, a reopened case goes on with its intake.
func TestReopenedAtIntake(t *testing.T) {
	t.Parallel()
	o := newOffice(t, "food-permit", "2026-03-02T09:30:00")
	o.update("2026-03-04T10:00:00", "", casework.Decline, casework.Handler, casework.Args{ReasonID: "t1", BasisID: "t2"})
	o.run("2026-03-05T00:00:00")
	require.Equal(t, "declined", o.last().Result)
	again := o.reopened("2026-03-06T10:00:00")
	again.run("2026-03-12T00:00:00")
	require.Equal(t, []string{"2026-03-11 17:30"}, again.told(casework.ClockDeemed, "intake")) // 3-09 and two
	require.Equal(t, casework.StageHandle, again.last().Stage)
}
