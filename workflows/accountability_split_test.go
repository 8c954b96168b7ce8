package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// Whoever the case is not about gets one of his own, once; what is split for its own
// person is only recorded (R131 to R133).
func TestSplitOpensACaseForEachFurtherPerson(t *testing.T) {
	o := newAccountability(t)
	o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "formal", Person: "handler", Ground: "time_limit"})
	split := func(at, person, share string) {
		o.update(at, "", casework.Split, casework.EfficiencyOffice, casework.Args{Person: person, Share: share, ReasonID: "why-" + person})
	}
	split("2026-03-09T10:00:00", "handler", casework.ShareSecondary)
	split("2026-03-09T11:00:00", "leader_in_charge", casework.ShareMain)
	split("2026-03-09T12:00:00", "section_head", casework.ShareSecondary)
	split("2026-03-09T13:00:00", "leader_in_charge", casework.ShareFull)                                                                 // he has one
	split("2026-03-09T14:00:00", "efficiency_office", casework.ShareFull)                                                                // who splits it
	o.update("2026-03-09T15:00:00", "", casework.Split, casework.SectionHead, casework.Args{Person: "clerk", Share: casework.ShareFull}) // answers himself
	o.run("2026-03-10T00:00:00")

	opened := o.find(casework.AccountabilityOpened, "")
	require.Len(t, opened, 2)
	require.Equal(t, map[string]string{"person": "leader_in_charge", "share": casework.ShareMain}, opened[0].Detail)
	require.Equal(t, "why-leader_in_charge", opened[0].TextID)
	require.Empty(t, opened[0].To, "nobody hears of it but him, in his own case")
	require.Len(t, o.find(casework.LiabilitySplit, ""), 1)
	require.Equal(t, []string{"leader_in_charge", "section_head"}, o.last().Apart)
	for at, want := range map[string]casework.Verdict{
		"2026-03-09T13:00:00": {Code: casework.SplitAlready, Field: "person", Rule: "R131"},
		"2026-03-09T14:00:00": {Code: casework.OwnCase, Field: "person", Rule: "R142"},
		"2026-03-09T15:00:00": {Code: casework.OwnCase, Field: "actor", Rule: "R142"},
	} {
		got := o.verdicts["split@"+at]
		require.Equal(t, want, casework.Verdict{Code: got.Code, Field: got.Field, Rule: got.Rule}, at)
	}
}

// A unit's case asks no person: its head, who speaks for it, answers for himself in
// another one (R136, R139).
func TestAUnitsHeadAnswersForHimselfElsewhere(t *testing.T) {
	o := newAccountability(t)
	o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "formal", Person: "section_head", Unit: "permits"})
	o.update("2026-03-05T11:00:00", "", casework.Split, casework.EfficiencyOffice, casework.Args{Person: "section_head", Share: casework.ShareMain})
	o.update("2026-03-06T10:00:00", "", casework.Hear, casework.SectionHead, casework.Args{})
	o.run("2026-03-07T00:00:00")
	require.Len(t, o.find(casework.AccountabilityOpened, ""), 1)
	require.True(t, o.verdicts["hear@2026-03-06T10:00:00"].Accepted, "he still speaks for the unit")
}

// apart is the case of the leader in charge, split on Monday 2026-03-09 at 11:00.
func apart(t *testing.T) *office {
	t.Helper()
	first := newAccountability(t).start
	first.Facts = map[string]string{"person": "handler", casework.FactGround: "time_limit"}
	at := shanghai(t, "2026-03-09T11:00:00")
	o := newAccountability(t)
	o.start = casework.SplitOff(first, casework.Event{
		At: at, Actor: "efficiency_office", Detail: map[string]string{"person": "leader_in_charge", "share": casework.ShareMain},
	}, at)
	o.start.Number, o.start.Facts[casework.FactStatedIn] = "ZZ2026-000002", "retold"
	return o
}

// The case of a further person stands formally opened from its first instant, has
// every term of its own, and ends by itself.
func TestTheCaseOfAFurtherPersonIsHisOwn(t *testing.T) {
	o := apart(t)
	o.update("2026-03-10T10:00:00", "", casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: "admonition"})
	o.update("2026-03-11T10:00:00", "", casework.Hear, casework.LeaderInCharge, casework.Args{})
	o.update("2026-03-11T11:00:00", "", casework.Split, casework.EfficiencyOffice, casework.Args{Person: "leader_in_charge", Share: casework.ShareSecondary})
	o.update("2026-03-11T12:00:00", "", casework.Split, casework.EfficiencyOffice, casework.Args{Person: "clerk", Share: casework.ShareSecondary})
	o.update("2026-03-11T13:00:00", "", casework.Recommend, casework.Handler, casework.Args{Measure: "admonition"})
	o.update("2026-03-12T10:00:00", "", casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: "admonition"})
	o.update("2026-03-16T10:00:00", "", casework.Decide, casework.PartyGroup, casework.Args{Measure: "admonition", Members: 7, Present: 5, InFavour: 4})
	o.update("2026-03-18T10:00:00", "", casework.Serve, casework.EfficiencyOffice, casework.Args{})
	o.update("2026-03-20T10:00:00", "", casework.AskReview, casework.LeaderInCharge, casework.Args{Category: casework.RoundAppeal})
	o.update("2026-03-23T10:00:00", "", casework.DecideReview, casework.DisciplineOffice, casework.Args{Outcome: "reversed"})
	o.run("2026-12-31T00:00:00")

	stated, opened := o.find(casework.FactsStated, "")[0], o.find(casework.FormallyOpened, "")[0]
	require.Equal(t, "efficiency_office", stated.Actor)
	require.Equal(t, "retold", stated.TextID)
	require.Equal(t, map[string]string{"ground": "time_limit"}, stated.Detail)
	require.Equal(t, map[string]string{"person": "leader_in_charge"}, opened.Detail)
	require.Contains(t, opened.To, casework.PersonConcerned)
	require.Equal(t, casework.ShareMain, o.find(casework.LiabilitySplit, "")[0].Level)
	require.Equal(t, []string{
		"handle 2026-09-09",    // 6 months from 3-09
		"statement 2026-03-16", // 5wd, to the end of the day
		"serve 2026-03-23", "ask_review 2026-04-17", "direct_appeal 2026-04-17", "appealed 2026-05-19",
	}, o.clocks())
	require.Equal(t, casework.NotHeard, o.verdicts["recommend@2026-03-10T10:00:00"].Code)
	require.True(t, o.verdicts["split@2026-03-11T11:00:00"].Accepted, "his own share may change")
	require.Equal(t, casework.SplitElsewhere, o.verdicts["split@2026-03-11T12:00:00"].Code)
	require.Equal(t, casework.OwnCase, o.verdicts["recommend@2026-03-11T13:00:00"].Code, "he answers over the same matter")
	require.Equal(t, casework.ShareSecondary, o.last().Facts[casework.FactShare])
	require.Equal(t, "reversed", o.last().Result)
}
