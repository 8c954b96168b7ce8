//go:build record

// Lives of accountability cases: who answers.

package workflows_test

import (
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

func accountabilityByHand(l *life) {
	l.start(casework.State{Kind: casework.Accountability, Unit: "permits", Cause: &casework.Cause{
		Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "practice-desk",
	}}, nil)
	l.signal("s1", casework.Chase, "section_head", casework.Args{})
	l.await(casework.Chased)
	accepts(l, l.update(casework.Close, casework.EfficiencyOffice, casework.Args{ReasonID: "t1"}))
	l.ends()
}

// blame starts a case against the practice desk; formally is it opened against
// the handler, heard and recommended.
func blame(l *life) {
	l.start(casework.State{Kind: casework.Accountability, Unit: "permits", Cause: &casework.Cause{
		Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "practice-desk",
	}}, nil)
}

func formally(l *life, measure string) {
	blame(l)
	accepts(l, l.update(casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "formal", Person: "handler", Ground: "time_limit", ReasonID: "t1"}))
	require.Equal(l, casework.NotHeard, l.update(casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: measure}).Code)
	accepts(l, l.update(casework.Hear, casework.Handler, casework.Args{ReasonID: "t2"}))
	accepts(l, l.update(casework.Split, casework.EfficiencyOffice, casework.Args{Person: "handler", Share: casework.ShareFull, ReasonID: "t3"}))
	accepts(l, l.update(casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: measure, ReasonID: "t4"}))
}

// accountabilityDirect goes to the organ above at once; the term to mend outlives
// the end of the case.
func accountabilityDirect(l *life) {
	formally(l, "admonition")
	accepts(l, l.update(casework.Decide, casework.PartyGroup, casework.Args{Measure: "admonition", Limit: "10wd", Members: 7, Present: 5, InFavour: 4, ReasonID: "t5"}))
	accepts(l, l.update(casework.Serve, casework.EfficiencyOffice, casework.Args{}))
	require.Equal(l, casework.WrongStage, l.update(casework.Close, casework.EfficiencyOffice, casework.Args{ReasonID: "t6"}).Code)
	accepts(l, l.update(casework.AskReview, casework.Handler, casework.Args{Category: casework.RoundAppeal, ReasonID: "t7"}))
	require.Equal(l, casework.DecidedBefore, l.update(casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "upheld", ReasonID: "t8"}).Code)
	accepts(l, l.update(casework.DecideReview, casework.DisciplineOffice, casework.Args{Outcome: "upheld", ReasonID: "t9"}))
	accepts(l, l.update(casework.Report, casework.Handler, casework.Args{ReasonID: "t10"}))
	l.ends()
}

// accountabilityOfAUnit is reviewed, made lighter, appealed and reversed.
func accountabilityOfAUnit(l *life) {
	blame(l)
	accepts(l, l.update(casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "formal", Person: "section_head", Unit: "permits", ReasonID: "t1"}))
	accepts(l, l.update(casework.Hear, casework.SectionHead, casework.Args{ReasonID: "t2"}))
	require.Equal(l, casework.NotOnLadder, l.update(casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: "admonition"}).Code)
	accepts(l, l.update(casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: "unit_warned", ReasonID: "t3"}))
	accepts(l, l.update(casework.Decide, casework.PartyGroup, casework.Args{Measure: "unit_warned", Limit: "30d", Members: 7, Present: 5, InFavour: 4, ReasonID: "t4"}))
	accepts(l, l.update(casework.Serve, casework.EfficiencyOffice, casework.Args{}))
	accepts(l, l.update(casework.AskReview, casework.SectionHead, casework.Args{Category: casework.RoundReview, ReasonID: "t5"}))
	require.Equal(l, casework.NotCompetent, l.update(casework.DecideReview, casework.DisciplineOffice, casework.Args{Outcome: "reversed"}).Code)
	accepts(l, l.update(casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "lighter", Measure: "unit_points", ReasonID: "t6"}))
	accepts(l, l.update(casework.AskReview, casework.SectionHead, casework.Args{ReasonID: "t7"}))
	accepts(l, l.update(casework.DecideReview, casework.DisciplineOffice, casework.Args{Outcome: "reversed", ReasonID: "t8"}))
	l.ends()
}

// accountabilityAskedFor is excused once it is said who asked.
func accountabilityAskedFor(l *life) {
	blame(l)
	require.Equal(l, casework.Invalid, l.update(casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "exempt", ReasonID: "t1"}).Code)
	accepts(l, l.update(casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "exempt", AskedBy: "section_head", ReasonID: "t2"}))
	l.ends()
}

// accountabilityReferral is refused as a decision of the office's own first.
func accountabilityReferral(l *life) {
	formally(l, "demotion")
	imposed := casework.Args{Measure: "demotion", Members: 7, Present: 5, InFavour: 5, ReasonID: "t5"}
	require.Equal(l, casework.AboveAuthority, l.update(casework.Decide, casework.PartyGroup, imposed).Code)
	imposed.Outcome = casework.Refer
	accepts(l, l.update(casework.Decide, casework.PartyGroup, imposed))
	l.ends()
}

// accountabilityAppealed is of the time before the appeal went to the organ above:
// the party group decided it again, and a unit's measure stood against a person.
func accountabilityAppealed(l *life) {
	formally(l, "unit_points")
	require.Equal(l, casework.NoQuorum, l.update(casework.Decide, casework.PartyGroup, casework.Args{Measure: "unit_points", Members: 7, Present: 6, InFavour: 3}).Code)
	accepts(l, l.update(casework.Decide, casework.PartyGroup, casework.Args{Measure: "unit_points", Members: 7, Present: 5, InFavour: 4, ReasonID: "t5"}))
	accepts(l, l.update(casework.Serve, casework.EfficiencyOffice, casework.Args{}))
	accepts(l, l.update(casework.AskReview, casework.Handler, casework.Args{ReasonID: "t6"}))
	accepts(l, l.update(casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "lighter", Measure: "admonition", ReasonID: "t7"}))
	accepts(l, l.update(casework.AskReview, casework.Handler, casework.Args{ReasonID: "t8"}))
	accepts(l, l.update(casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "reversed", ReasonID: "t9"}))
	l.ends()
}

// accountabilityExcused is of the time before it was asked who asked for it.
func accountabilityExcused(l *life) {
	blame(l)
	accepts(l, l.update(casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "exempt", ReasonID: "t1"}))
	l.ends()
}

// accountabilityReferred is of the time when a measure beyond the office's own
// authority was referred without being asked to.
func accountabilityReferred(l *life) {
	formally(l, "demotion")
	accepts(l, l.update(casework.Decide, casework.PartyGroup, casework.Args{Measure: "demotion", Members: 7, Present: 5, InFavour: 5, ReasonID: "t5"}))
	l.ends()
}
