//go:build record

// Lives of accountability cases: who answers.

package workflows_test

import (
	"time"

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

// accountabilityByArticle names nobody before the head agrees, first to the inquiry, then
// to the opening; three of seven pass nothing, and several measures are one decision.
func accountabilityByArticle(l *life) {
	l.start(casework.State{Kind: casework.Accountability, Unit: "permits", Declared: 1, Cause: &casework.Cause{
		Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "practice-desk",
	}}, nil)
	inquiry := casework.Args{Outcome: "inquiry", Person: "handler", Persons: []string{"inspector", "auditor"}, Employment: casework.CivilServant, ReasonID: "t1"}
	formal := casework.Args{Outcome: "formal", Ground: "time_limit", ReasonID: "t2"}
	l.refused(casework.WrongStage, casework.EfficiencyOffice, casework.StateFacts, formal)
	l.does(casework.EfficiencyOffice, casework.StateFacts, inquiry)
	l.refused(casework.OwnCase, casework.EfficiencyOffice, casework.Approve, granted)
	l.does(casework.PrincipalLeader, casework.Approve, casework.Args{Approve: &no, ReasonID: "t3"})
	l.does(casework.EfficiencyOffice, casework.StateFacts, inquiry)
	l.does(casework.PrincipalLeader, casework.Approve, granted)
	l.does(casework.PrincipalLeader, casework.Recuse, casework.Args{Person: "auditor", Persons: []string{"supervision_office"}, ReasonID: "t4"})
	l.does(casework.EfficiencyOffice, casework.StateFacts, formal)
	l.does(casework.PrincipalLeader, casework.Approve, granted)
	l.does(casework.Handler, casework.Hear, casework.Args{ReasonID: "t5"})
	l.does(casework.EfficiencyOffice, casework.Split, casework.Args{Person: "section_head", Share: casework.ShareMain, Employment: casework.CivilServant, ReasonID: "t6"})
	tier := []string{"circulated_criticism", "bonus_withheld", "mend_by_term"}
	l.does(casework.EfficiencyOffice, casework.Recommend, casework.Args{Measures: tier, ReasonID: "t7"})
	vote := casework.Args{Measures: tier, Limit: "60s", Members: 7, Present: 5, InFavour: 3, ReasonID: "t8"}
	l.refused(casework.NoQuorum, casework.PartyGroup, casework.Decide, vote)
	vote.InFavour = 4
	l.does(casework.PartyGroup, casework.Decide, vote)
	l.does(casework.EfficiencyOffice, casework.Serve, casework.Args{})
	l.does(casework.Handler, casework.Report, casework.Args{ReasonID: "t9"})
	l.does(casework.Handler, casework.AskReview, casework.Args{ReasonID: "t10"})
	l.does(casework.PartyGroup, casework.DecideReview, casework.Args{Outcome: "lighter", Measures: tier[:2], ReasonID: "t11"})
	l.does(casework.Handler, casework.AskReview, casework.Args{ReasonID: "t12"})
	l.does(casework.EfficiencyOffice, casework.Accept, casework.Args{Category: "civil_service_department", Received: time.Now().Add(-time.Second).Truncate(time.Second)})
	l.awaits(casework.ClockRecurred, "appeal_outside")
	l.does(casework.EfficiencyOffice, casework.DecideReview, casework.Args{Outcome: "reversed", ReasonID: "t13"})
	l.ends()
}

// accountabilityByTwo: what the meeting voted, and what was decided elsewhere, is signed by
// another; who asked for that takes it back once. The appeal is accepted once.
func accountabilityByTwo(l *life) {
	blame(l)
	l.does(casework.EfficiencyOffice, casework.StateFacts, casework.Args{
		Outcome: "inquiry", Person: "handler", Persons: []string{"inspector", "auditor"}, Employment: casework.CivilServant, ReasonID: "t1",
	})
	l.does(casework.PrincipalLeader, casework.Approve, granted)
	l.does(casework.EfficiencyOffice, casework.StateFacts, casework.Args{Outcome: "formal", Ground: "time_limit", ReasonID: "t2"})
	l.does(casework.PrincipalLeader, casework.Approve, granted)
	l.does(casework.Handler, casework.Hear, casework.Args{ReasonID: "t3"})
	tier := []string{"circulated_criticism", "bonus_withheld"}
	l.does(casework.EfficiencyOffice, casework.Recommend, casework.Args{Measures: tier, ReasonID: "t4"})
	vote := casework.Args{Measures: tier, Members: 7, Present: 5, InFavour: 4, ReasonID: "t5"}
	l.does(casework.PartyGroup, casework.Decide, vote)
	l.refused(casework.OwnCase, casework.PartyGroup, casework.Countersign, casework.Args{Approve: &yes})
	l.does(casework.PartyGroup, casework.Countersign, casework.Args{Approve: &no})
	l.does(casework.PartyGroup, casework.Decide, vote)
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &yes})
	l.does(casework.EfficiencyOffice, casework.Serve, casework.Args{})
	l.does(casework.Handler, casework.AskReview, casework.Args{Category: casework.RoundAppeal, ReasonID: "t6"})
	accepted := casework.Args{Category: "organ_above", Received: time.Now().Truncate(time.Second), Proof: "f1"}
	l.does(casework.EfficiencyOffice, casework.Accept, accepted)
	l.refused(casework.AlreadyDone, casework.EfficiencyOffice, casework.Accept, accepted)
	l.does(casework.EfficiencyOffice, casework.DecideReview, casework.Args{Outcome: "reversed", ReasonID: "t7"})
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}

// accountabilitySplitOff: whether it is opened against a further person is the head's
// word too; a unit's warning leaves no appeal.
func accountabilitySplitOff(l *life) {
	l.start(casework.State{
		Kind: casework.Accountability, Unit: "permits", Declared: 1, Stage: casework.StageApprove,
		Cause: &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "practice-desk"},
		Facts: map[string]string{
			casework.FactInquired: "section_head", casework.FactAsked: "formal", casework.FactAskedBy: "efficiency_office", casework.FactShare: casework.ShareMain,
			casework.FactSplitFrom: "ZZ2026-000001", casework.FactStatedBy: "efficiency_office", casework.FactInvestigators: "auditor inspector",
		},
		Apart: []string{"handler"},
	}, nil)
	l.does(casework.PrincipalLeader, casework.Approve, granted)
	l.does(casework.SectionHead, casework.Hear, casework.Args{ReasonID: "t1"})
	l.does(casework.EfficiencyOffice, casework.Recommend, recommended)
	l.does(casework.PartyGroup, casework.Decide, voted)
	l.does(casework.EfficiencyOffice, casework.Serve, casework.Args{})
	l.refused(casework.Invalid, casework.SectionHead, casework.AskReview, casework.Args{Category: casework.RoundAppeal, ReasonID: "t2"})
	l.does(casework.SectionHead, casework.AskReview, casework.Args{ReasonID: "t3"})
	l.does(casework.PartyGroup, casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t4"})
	l.ends()
}
