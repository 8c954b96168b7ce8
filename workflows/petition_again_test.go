package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// reopens takes up what was sorted wrongly.
func reopens() casework.Command {
	return casework.Command{
		Name: casework.Reopen, Actor: string(casework.EfficiencyOffice), Roles: []casework.Role{casework.EfficiencyOffice}, Args: casework.Args{ReasonID: "t2"},
	}
}

// A claim that is decided anew is a claim: 60 days at most, whoever sends it back (34).
func TestPetitionSentBackForTooLong(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-20T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t3"})
	o.keeps("2026-03-30T10:00:00", casework.DecideReview, casework.Args{Outcome: "redo", Limit: "61d", ReasonID: "t4"})
	o.run("2026-03-31T00:00:00")
	v := o.verdicts["decide-review@2026-03-30T10:00:00"]
	require.Equal(t, []any{casework.OverCap, "limit", "R087"}, []any{v.Code, v.Field, v.Rule})
	require.Equal(t, kind.StageRecheck, o.last().Stage, "nothing of it was done")
}

// Received on 2-26 and not on 3-02, the petitioner had to be told by 3-13, a Friday: the
// days of a claim sorted on 3-20 run from there. 3-16 is day 1, 3-20 day 5, 3-27 day 10,
// 4-03 day 15, 4-10 day 19, 4-17 day 24, 4-24 day 29, 4-27 day 30; 60d: 18 to 3-31, 48 to
// 4-30, 5-12 (条例 23, 34). Sorted in time and received on 2-10, which is over with 2-25:
// 2-26 is day 1, 2-28 is worked and day 3, 3-06 day 8, 3-27 day 23, 4-03 day 28, 4-08 day
// 30. Received later than was entered, on 3-05, it was sorted in time on 3-20, the last
// day: 3-27 is day 5, 4-03 day 10, 4-10 day 14, 4-24 day 24, 4-30 day 28, 5-07 day 30.
func TestPetitionReceiptCorrectedAfterItsSorting(t *testing.T) {
	for name, tt := range map[string]struct{ sorted, received, handle, statutory string }{
		"sorted late":          {"2026-03-20T10:00:00", "2026-02-26T09:00:00", "2026-04-27", "2026-05-12"},
		"late by the new day":  {"2026-03-05T10:00:00", "2026-02-10T09:00:00", "2026-04-08", "2026-04-27"},
		"in time by the new":   {"2026-03-20T10:00:00", "2026-03-05T09:00:00", "2026-05-07", "2026-05-19"},
		"in time, by each day": {"2026-03-05T10:00:00", "2026-03-01T09:00:00", "2026-04-17", "2026-05-06"},
	} {
		t.Run(name, func(t *testing.T) {
			o := petitionWith(t, nil)
			o.start.Registered = shanghai(t, "2026-03-05T09:30:00")
			o.from = o.start.Registered
			o.keeps(tt.sorted, casework.Screen, toTheDesk)
			o.keeps("2026-03-23T10:00:00", casework.Correct, casework.Args{Received: shanghai(t, tt.received), ReasonID: "t1"})
			o.update("2026-03-23T11:00:00", "", casework.Countersign, casework.PrincipalLeader, casework.Args{Approve: new(true)})
			o.run("2026-03-24T00:00:00")
			o.accepted()
			require.Equal(t, []string{tt.handle, tt.statutory}, []string{o.last().Clock("handle").Date, o.last().Clock("statutory").Date})
		})
	}
}

// Whoever must step aside is told so, and so are the desk that had it and the office that
// keeps petitions; the office takes a recusal back, he himself does not (28).
func TestPetitionRecusalIsToldAndTakenBack(t *testing.T) {
	o := petitionWith(t, nil)
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.keeps("2026-03-06T09:00:00", kind.EndRecusal, casework.Args{Person: "handler", ReasonID: "t1"})
	o.keeps("2026-03-06T10:00:00", casework.Recuse, casework.Args{Person: "handler", Post: "road-desk", ReasonID: "t1"})
	o.keeps("2026-03-06T11:00:00", casework.Recuse, casework.Args{Person: "backup", Post: "hygiene-desk", ReasonID: "t1"})
	o.keeps("2026-03-09T10:00:00", kind.EndRecusal, casework.Args{Person: "section_head", ReasonID: "t1"})
	o.keeps("2026-03-09T11:00:00", kind.EndRecusal, casework.Args{Person: "handler", ReasonID: "t1"})
	o.hears("2026-03-09T12:00:00")
	o.run("2026-03-10T00:00:00")
	told := o.find(kind.Recused, "")
	require.Equal(t, []casework.Role{casework.PersonConcerned, casework.ActingHolder, casework.EfficiencyOffice}, told[0].To)
	require.Equal(t, []any{"food-desk", "handler"}, []any{told[0].Post, told[0].Detail["person"]}, "who had it")
	require.Equal(t, told[0].To, o.find(kind.RecusalEnded, "")[0].To)
	require.Equal(t, casework.NothingOwed, o.verdicts["end-recusal@2026-03-06T09:00:00"].Code, "nobody was recused")
	require.Equal(t, casework.NothingOwed, o.verdicts["end-recusal@2026-03-09T10:00:00"].Code, "he was not")
	require.Equal(t, "backup", o.last().Facts[kind.FactRecused])
	require.Equal(t, "true", o.last().Facts[kind.FactHeard], "he acts again")
	require.Equal(t, "hygiene-desk", o.last().Post)
	require.Equal(t, "2026-04-17", o.last().Clock("handle").Date, "no day is won by it")
}

// A hearing ends with its review: what was sent back meanwhile is counted from the day it
// was, and the next final review has a hearing of its own (36 II). What is decided anew is
// heard anew (31 VI).
func TestPetitionHearingEndsWithItsReview(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-20T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t3"})
	o.keeps("2026-03-23T10:00:00", casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t4"})
	o.keeps("2026-03-24T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t5"})
	o.keeps("2026-03-25T10:00:00", casework.Pause, casework.Args{Category: "hearing", Proof: "notice", Until: shanghai(t, "2026-04-20T10:00:00")})
	o.update("2026-03-26T10:00:00", "", casework.DecideReview, casework.PrincipalLeader, casework.Args{Outcome: "redo", Limit: "15d", ReasonID: "t6"}) // 4-10
	o.update("2026-03-27T09:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "explained", ReasonID: "t7"})
	o.hears("2026-03-27T10:00:00")
	o.update("2026-03-30T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "explained", ReasonID: "t7"})
	o.keeps("2026-03-31T10:00:00", casework.AskReview, casework.Args{Category: "outside", BasisID: "t3"})
	o.keeps("2026-04-01T10:00:00", casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t4"})
	o.keeps("2026-04-02T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t5"}) // 30d: 5-02, off: 5-06
	o.keeps("2026-04-03T10:00:00", casework.Pause, casework.Args{Category: "hearing", Proof: "notice", Until: shanghai(t, "2026-04-13T10:00:00")})
	o.run("2026-04-14T00:00:00")
	require.Equal(t, casework.NotHeard, o.verdicts["reply@2026-03-27T09:00:00"].Code)
	require.Equal(t, "2026-04-10", o.last().Clock("redo").Date)
	require.True(t, o.verdicts["pause@2026-04-03T10:00:00"].Accepted)
	require.Equal(t, "2026-05-12", o.last().Clock(kind.RoundFinal).Date, "30d and the ten of the hearing")
}

// Sorted wrongly on 3-05 and taken up again on 4-01: the fifteen days ran on and ended
// with 3-17, and whoever is late with them is so from 4-01: the red card comes 3wd on,
// 4-02, 03, 07. The claim counts from 3-17, as one that was sorted late (TestPetitionSortedLate).
func TestPetitionSortedAgain(t *testing.T) {
	wrong := petitionWith(t, nil)
	wrong.keeps("2026-03-05T10:00:00", casework.Screen, casework.Args{Outcome: "procedure", Category: "arbitration", ReasonID: "t1"})
	wrong.run("2026-03-31T00:00:00")
	o := wrong.again("2026-04-01T10:00:00", reopens())
	o.keeps("2026-04-08T10:00:00", casework.Screen, toTheDesk)
	o.run("2026-04-09T00:00:00")
	o.accepted()
	late := o.find(casework.ClockBreached, "screen")
	require.Len(t, late, 1)
	require.Equal(t, []any{"2026-03-17T17:30", "2026-04-01T10:00:00+08:00"}, []any{late[0].At.Format("2006-01-02T15:04"), late[0].Detail["known"]})
	require.Equal(t, "2026-04-07", o.find(casework.AccountabilityOpened, "screen")[0].At.Format(time.DateOnly))
	require.Equal(t, "procedure", o.find(casework.CaseReopened, "")[0].Detail["was"])
	require.Equal(t, []any{casework.StageHandle, "2026-04-29", "2026-05-18"}, []any{o.last().Stage, o.last().Clock("handle").Date, o.last().Clock("statutory").Date})

	o = wrong.again("2026-03-10T10:00:00", reopens())
	o.keeps("2026-03-11T10:00:00", casework.Screen, toTheDesk)
	o.run("2026-03-12T00:00:00")
	o.accepted()
	require.Equal(t, "2026-03-17", o.last().Clock("screen").Date)
	require.Empty(t, o.find(casework.CardIssued, ""))
	require.Equal(t, "2026-03-11", o.last().Clock("handle").Start.Format(time.DateOnly))
}

// It was sorted late, on 3-20, and wrongly: taken up again it is late as it was, by one
// card and one breach, and its ladder goes on where it stood, on 3-20 the third day.
func TestPetitionSortedLateAndAgain(t *testing.T) {
	wrong := petitionWith(t, nil)
	wrong.keeps("2026-03-19T10:00:00", casework.Screen, casework.Args{Outcome: "suggestion", ReasonID: "t1"})
	wrong.run("2026-03-31T00:00:00")
	require.Equal(t, []string{"2026-03-17 17:30 yellow"}, wrong.told(casework.CardIssued, "screen"))
	o := wrong.again("2026-04-01T10:00:00", reopens())
	o.keeps("2026-04-08T10:00:00", casework.Screen, toTheDesk)
	o.run("2026-04-09T00:00:00")
	o.accepted()
	require.Empty(t, o.find(casework.ClockBreached, "screen"), "it was told")
	require.Equal(t, []string{"2026-04-02 17:30 red"}, o.told(casework.CardIssued, "screen"), "a day was left of the three")
	require.Equal(t, []string{"2026-04-29", "2026-05-18"}, []string{o.last().Clock("handle").Date, o.last().Clock("statutory").Date})
}

// Taken up on 6-30, when a claim of 3-17 was long due, 4-29: the desk is late by the
// law, and answers for it no sooner than it could know (design section 1).
func TestPetitionTakenUpWhenItWasDue(t *testing.T) {
	o := petitionWith(t, nil)
	o.keeps("2026-06-30T10:00:00", casework.Screen, toTheDesk)
	o.run("2026-07-31T00:00:00")
	o.accepted()
	require.Equal(t, "2026-04-29", o.find(casework.ClockBreached, "handle")[0].At.Format(time.DateOnly))
	require.Equal(t, []string{"2026-04-29 17:30 yellow", "2026-07-03 17:30 red"}, o.told(casework.CardIssued, "handle"), "3wd from 6-30")
}

// Only what ended with its sorting is sorted again: an answer has its review, and what was
// taken back is brought anew.
func TestPetitionNotSortedAgain(t *testing.T) {
	o := petitionWith(t, nil)
	o.keeps("2026-03-05T10:00:00", casework.Screen, casework.Args{Outcome: "suggestion", ReasonID: "t1"})
	o.run("2026-03-06T00:00:00")
	declared := kind.Office().Of(kind.Petition)
	for result, want := range map[string]casework.Code{"suggestion": "", "no_longer": "", "answered": casework.WrongStage, "final": casework.WrongStage, "withdrawn": casework.WrongStage, "sent_back": casework.WrongStage} {
		s := o.last().Clone()
		s.Result = result
		why := declared.Admits(s, casework.Reopen, o.from)
		if want == "" {
			require.Nil(t, why, result)
			continue
		}
		require.NotNil(t, why, result)
		require.Equal(t, want, why.Code, result)
	}
}
