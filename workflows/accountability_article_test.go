package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// inquiry asks the head for a preliminary inquiry into the handler, a civil servant whom
// this house appoints, by two investigators (处分条例 39, 41).
var inquiry = casework.Args{
	Outcome: "inquiry", Person: "handler", Persons: []string{"inspector", "auditor"}, Employment: casework.CivilServant,
}

// begun is a case of the first revision, nobody named yet.
func begun(t *testing.T) *office {
	t.Helper()
	o := newAccountability(t)
	o.start.Declared = 1
	return o
}

// opened is one formally opened on Thursday 2026-03-05 at 10:00 and heard the next day.
func opened(t *testing.T, ask casework.Args) *office {
	t.Helper()
	o := begun(t)
	o.update("2026-03-03T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, ask)
	o.update("2026-03-04T10:00:00", "", casework.Approve, casework.PrincipalLeader, agrees)
	o.update("2026-03-04T15:00:00", "", casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "formal", Ground: "time_limit"})
	o.update("2026-03-05T10:00:00", "", casework.Approve, casework.PrincipalLeader, agrees)
	o.update("2026-03-06T10:00:00", "", casework.Hear, casework.Role(ask.Person), casework.Args{})
	o.update("2026-03-10T10:00:00", "", casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: mildest(ask)})
	return o
}

func mildest(ask casework.Args) string {
	if ask.Unit != "" {
		return "unit_points"
	}
	return "criticism_education"
}

var agrees, declines = casework.Args{Approve: new(true)}, casework.Args{Approve: new(false)}

// decidedSo is opened, and decided on 3-16 by four of seven.
func decidedSo(t *testing.T, ask, decision casework.Args) *office {
	t.Helper()
	o := opened(t, ask)
	decision.Members, decision.Present, decision.InFavour = 7, 5, 4
	o.update("2026-03-16T10:00:00", "", casework.Decide, casework.PartyGroup, decision)
	return o
}

// Nobody is named before the head has agreed to the inquiry, nor told before he has
// agreed to the opening; six months run from that word (处分条例 39, 44).
func TestEachOpeningIsTheHeadsWord(t *testing.T) {
	o := begun(t)
	formalNow := casework.Args{Outcome: "formal", Ground: "time_limit"}
	o.update("2026-03-03T09:00:00", "", casework.StateFacts, casework.EfficiencyOffice, formalNow)
	o.update("2026-03-03T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, inquiry)
	o.update("2026-03-03T11:00:00", "", casework.Approve, casework.EfficiencyOffice, agrees) // who asked
	o.update("2026-03-03T12:00:00", "", casework.Approve, casework.Handler, agrees)          // whom it would be about
	o.update("2026-03-03T15:00:00", "", casework.Approve, casework.PrincipalLeader, declines)
	o.update("2026-03-04T09:00:00", "", casework.StateFacts, casework.EfficiencyOffice, inquiry)
	o.update("2026-03-04T10:00:00", "", casework.Approve, casework.PrincipalLeader, agrees)
	o.update("2026-03-04T15:00:00", "", casework.StateFacts, casework.EfficiencyOffice, formalNow)
	o.update("2026-03-05T09:00:00", "", casework.Approve, casework.PrincipalLeader, declines)
	o.update("2026-03-05T09:30:00", "", casework.StateFacts, casework.EfficiencyOffice, formalNow)
	o.update("2026-03-06T10:00:00", "", casework.Approve, casework.PrincipalLeader, agrees)
	o.run("2026-03-07T00:00:00")

	require.Equal(t, casework.WrongStage, o.verdicts["state-facts@2026-03-03T09:00:00"].Code, "an inquiry comes first")
	require.Equal(t, casework.OwnCase, o.verdicts["approve@2026-03-03T11:00:00"].Code)
	require.Equal(t, casework.OwnCase, o.verdicts["approve@2026-03-03T12:00:00"].Code)
	require.Len(t, o.find(kind.OpeningRefused, ""), 2)
	require.Len(t, o.find(casework.FormallyOpened, ""), 1)
	require.Equal(t, "2026-03-06 10:00", day(o.find(casework.FormallyOpened, "")[0].At))
	for _, s := range o.steps {
		if s.At.Before(shanghai(t, "2026-03-06T10:00:00")) {
			require.Empty(t, s.State.Facts["person"], "nobody is concerned before it is opened")
			for _, e := range s.Events {
				require.NotContains(t, e.To, casework.PersonConcerned, e.Name)
			}
		}
		if s.At.Equal(shanghai(t, "2026-03-03T15:00:00")) {
			require.Empty(t, s.State.Facts[casework.FactInquired], "an inquiry nobody agreed to leaves no name")
			require.Equal(t, casework.StageVerify, s.State.Stage)
		}
	}
	require.Equal(t, []string{"verify 2026-04-14", "handle 2026-09-07", "statement 2026-03-13"}, o.clocks()) // 6 months from 3-06 is Sunday
	require.Equal(t, casework.Met, o.last().Clock("verify").Status, "it ran until the opening")
	require.Equal(t, "handler", o.last().Facts["person"])
}

// Two investigators, neither of them the person himself; whoever is recused acts no
// more and leaves two (处分条例 41, 42). Where a higher organ appoints the person, it is
// the party group that is asked.
func TestTwoInvestigateAndTheRecusedDoNot(t *testing.T) {
	for name, persons := range map[string][]string{"one": {"inspector"}, "one twice": {"inspector", "inspector"}, "himself": {"inspector", "handler"}} {
		t.Run(name, func(t *testing.T) {
			o := begun(t)
			ask := inquiry
			ask.Persons = persons
			o.update("2026-03-03T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, ask)
			o.run("2026-03-04T00:00:00")
			v := o.verdicts["state-facts@2026-03-03T10:00:00"]
			require.Equal(t, "investigators 行政机关公务员处分条例第四十一条", v.Field+" "+v.Rule)
			require.Equal(t, casework.StageVerify, o.last().Stage)
			require.Empty(t, o.last().Facts[casework.FactInquired])
		})
	}
	o := begun(t)
	ask := inquiry
	ask.Appointed = casework.Above
	o.update("2026-03-03T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, ask)
	o.update("2026-03-04T10:00:00", "", casework.Approve, casework.PartyGroup, agrees)
	o.update("2026-03-04T11:00:00", "", casework.Recuse, casework.PartyGroup, casework.Args{Person: "auditor"})
	o.update("2026-03-04T12:00:00", "", casework.Recuse, casework.PartyGroup, casework.Args{Person: "auditor", Persons: []string{"general_office"}})
	o.update("2026-03-04T13:00:00", "", casework.Recuse, casework.PartyGroup, casework.Args{Person: "efficiency_office"})
	o.update("2026-03-04T14:00:00", "", casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "no_fault"})
	o.run("2026-03-05T00:00:00")
	require.Equal(t, []casework.Role{casework.PartyGroup}, o.find(kind.OpeningAsked, "")[0].To)
	require.Equal(t, "investigators", o.verdicts["recuse@2026-03-04T11:00:00"].Field, "two remain")
	require.Equal(t, "general_office inspector", o.last().Facts[casework.FactInvestigators])
	require.Equal(t, casework.OwnCase, o.verdicts["state-facts@2026-03-04T14:00:00"].Code, "the recused acts no more")
}

// A tier is one decision: 通报批评, 书面检查 and the year's merit together (R135), at tier
// three the person moved and sanctioned (R136). What belongs to the appointing organ is
// imposed in so many words, on whom this house appoints; a party member with two thirds
// present (党组工作条例 27).
func TestATierIsOneDecision(t *testing.T) {
	two := []string{"merit_loss", "circulated_criticism", "written_self_criticism"}
	three := []string{"reassignment", "demerit"}
	above, lent := inquiry, inquiry
	above.Appointed, lent.Employment = casework.Above, casework.Seconded
	contract, institution := inquiry, inquiry
	contract.Employment, institution.Employment = casework.Contract, casework.PublicInstitution
	for name, tt := range map[string]struct {
		ask      casework.Args
		decision casework.Args
		code     casework.Code
		rule     string
		measure  string // what is imposed
		referred string
	}{
		"tier two":                     {inquiry, casework.Args{Measures: two}, "", "", "written_self_criticism,circulated_criticism,merit_loss", ""},
		"tier three, not said by whom": {inquiry, casework.Args{Measures: three}, casework.AboveAuthority, "R142", "", ""},
		"tier three, referred in part": {inquiry, casework.Args{Measures: three, Outcome: casework.Refer}, "", "", "reassignment", "demerit"},
		"tier three, imposed":          {inquiry, casework.Args{Measures: three, Outcome: casework.Impose, Category: casework.NotAMember}, "", "", "reassignment,demerit", ""},
		"a member or not":              {inquiry, casework.Args{Measures: three, Outcome: casework.Impose}, casework.Invalid, "中国共产党党组工作条例第二十七条", "", ""},
		"a leader":                     {above, casework.Args{Measures: three, Outcome: casework.Impose, Category: casework.NotAMember}, casework.AboveAuthority, "R142", "", ""},
		"lent by his home unit":        {lent, casework.Args{Measures: three, Outcome: casework.Impose, Category: casework.NotAMember}, casework.AboveAuthority, "R142", "", ""},
		"no sanction on a contract":    {contract, casework.Args{Measure: "warning", Outcome: casework.Refer}, casework.NotOnLadder, "R223", "", ""},
		"a contract is ended":          {contract, casework.Args{Measure: "discharge", Outcome: casework.Impose}, "", "", "discharge", ""},
		"an institution's own ladder":  {institution, casework.Args{Measure: "grave_demerit", Outcome: casework.Refer}, casework.NotOnLadder, "R223", "", ""},
		"mended by when":               {inquiry, casework.Args{Measures: []string{"admonition", "mend_by_term"}}, casework.Invalid, "R134", "", ""},
		"mended by a day":              {inquiry, casework.Args{Measures: []string{"mend_by_term", "admonition"}, Limit: "10wd"}, "", "", "admonition,mend_by_term", ""},
		"to the courts, never here":    {inquiry, casework.Args{Measure: "judicial_transfer", Outcome: casework.Impose}, casework.AboveAuthority, "R142", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := decidedSo(t, tt.ask, tt.decision)
			o.run("2026-03-17T00:00:00")
			v := o.verdicts["decide@2026-03-16T10:00:00"]
			require.Equal(t, tt.code, v.Code)
			require.Equal(t, tt.rule, v.Rule)
			require.Equal(t, tt.measure, o.last().Facts[casework.FactMeasure])
			require.Equal(t, tt.referred, o.last().Facts[casework.FactReferred])
			if tt.code == "" {
				require.Equal(t, casework.StageServe, o.last().Stage)
			}
		})
	}
	o := opened(t, inquiry)
	o.update("2026-03-16T10:00:00", "", casework.Decide, casework.PartyGroup, casework.Args{
		Measure: "warning", Outcome: casework.Impose, Category: casework.PartyMember, Members: 9, Present: 5, InFavour: 5,
	})
	o.update("2026-03-16T11:00:00", "", casework.Decide, casework.PartyGroup, casework.Args{
		Measure: "warning", Outcome: casework.Impose, Category: casework.PartyMember, Members: 9, Present: 6, InFavour: 5,
	})
	o.run("2026-03-17T00:00:00")
	require.Equal(t, "no_quorum present", string(o.verdicts["decide@2026-03-16T10:00:00"].Code)+" "+o.verdicts["decide@2026-03-16T10:00:00"].Field)
	require.True(t, o.verdicts["decide@2026-03-16T11:00:00"].Accepted, "six of nine are two thirds")
}

// An appeal lies against what 公务员法 95 lists, for a civil servant; what else was decided
// is reviewed by who decided it, and ends there (R143, R223).
func TestWhoMayAppealAndAgainstWhat(t *testing.T) {
	contract, institution, unit := inquiry, inquiry, inquiry
	contract.Employment, institution.Employment = casework.Contract, casework.PublicInstitution
	unit.Person, unit.Unit = "section_head", "permits"
	sanction := casework.Args{Measure: "warning", Outcome: casework.Impose, Category: casework.NotAMember}
	for name, tt := range map[string]struct {
		ask, decision casework.Args
		appeal        bool
	}{
		"a sanction":                   {inquiry, sanction, true},
		"a bonus withheld":             {inquiry, casework.Args{Measures: []string{"circulated_criticism", "bonus_withheld"}}, true},
		"criticism alone":              {inquiry, casework.Args{Measure: "circulated_criticism"}, false},
		"a public institution's staff": {institution, sanction, false},
		"staff on a contract":          {contract, casework.Args{Measure: "discharge", Outcome: casework.Impose}, false},
		"a unit":                       {unit, casework.Args{Measure: "unit_points"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			o := decidedSo(t, tt.ask, tt.decision)
			by := casework.Role(tt.ask.Person)
			o.update("2026-03-18T10:00:00", "", casework.Serve, casework.EfficiencyOffice, casework.Args{})
			o.update("2026-03-19T10:00:00", "", casework.AskReview, by, casework.Args{Category: casework.RoundAppeal})
			if !tt.appeal {
				o.update("2026-03-20T10:00:00", "", casework.AskReview, by, casework.Args{})
				o.update("2026-03-23T10:00:00", "", casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "upheld"})
			}
			o.run("2026-12-31T00:00:00")
			v := o.verdicts["ask-review@2026-03-19T10:00:00"]
			require.Equal(t, tt.appeal, v.Accepted)
			require.Equal(t, tt.appeal, o.last().Clock("direct_appeal") != nil)
			if !tt.appeal {
				require.Equal(t, "公务员法第九十五条", v.Rule)
				require.Equal(t, "final", o.last().Result, "nothing stands open after the review")
			}
		})
	}
}

// The appeal is another organ's: sixty days from its acceptance, watched and never
// carded; its decision is entered by who neither decided nor reviewed (公务员法 95, 96).
func TestAnAppealIsWatchedFromItsAcceptance(t *testing.T) {
	o := decidedSo(t, inquiry, casework.Args{Measures: []string{"circulated_criticism", "bonus_withheld"}})
	o.update("2026-03-18T10:00:00", "", casework.Serve, casework.EfficiencyOffice, casework.Args{})
	o.update("2026-04-01T10:00:00", "", casework.AskReview, casework.Handler, casework.Args{})
	o.update("2026-04-20T10:00:00", "", casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "lighter", Measures: []string{"bonus_withheld"}})
	o.update("2026-05-05T20:00:00", "", casework.AskReview, casework.Handler, casework.Args{})
	o.update("2026-05-12T10:00:00", "", casework.Accept, casework.EfficiencyOffice, casework.Args{Category: "organ_above", Received: shanghai(t, "2026-05-11T09:00:00")})
	o.update("2026-05-13T10:00:00", "", casework.Accept, casework.EfficiencyOffice, casework.Args{Category: "party_group", Received: shanghai(t, "2026-05-11T09:00:00")})
	o.update("2026-07-14T10:00:00", "", casework.DecideReview, casework.DisciplineOffice, casework.Args{Outcome: "upheld"})
	o.update("2026-07-14T11:00:00", "", casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "upheld"})
	o.update("2026-07-15T10:00:00", "", casework.DecideReview, casework.EfficiencyOffice, casework.Args{Outcome: "lighter", Measures: []string{"circulated_criticism", "bonus_withheld"}})
	o.update("2026-07-15T11:00:00", "", casework.DecideReview, casework.EfficiencyOffice, casework.Args{Outcome: "upheld"})
	o.run("2026-12-31T00:00:00")
	require.Equal(t, "2026-05-06", o.last().Clock("appeal").Date, "15 days from 4-20 are 5-05, off")
	first := o.find(casework.ClockStarted, "appeal_outside")
	require.Len(t, first, 3, "from the asking, from the acceptance, and its next round")
	require.Equal(t, "2026-07-10", first[1].Due.Date, "60 days from 5-11")
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Empty(t, o.find(casework.CardIssued, ""))
	require.Equal(t, casework.Invalid, o.verdicts["accept@2026-05-13T10:00:00"].Code)
	require.Equal(t, casework.NotCompetent, o.verdicts["decide-review@2026-07-14T10:00:00"].Code, "the discipline office is neither organ")
	require.Equal(t, casework.DecidedBefore, o.verdicts["decide-review@2026-07-14T11:00:00"].Code)
	require.Equal(t, casework.HeavierThanAsked, o.verdicts["decide-review@2026-07-15T10:00:00"].Code)
	require.Equal(t, "final", o.last().Result)
	require.Equal(t, "bonus_withheld", o.last().Facts[casework.FactMeasure])
}

// Split in a case of the first revision, a further person's own is opened by the head's
// word; split in an older one it stands opened, as it always did.
func TestAFurtherPersonsCaseIsTheHeadsWordToo(t *testing.T) {
	first := *begun(t).start.Clone()
	first.Facts = map[string]string{"person": "handler", casework.FactInvestigators: "auditor inspector"}
	at := shanghai(t, "2026-03-09T11:00:00")
	split := casework.Event{At: at, Actor: "efficiency_office", Detail: map[string]string{"person": "section_head", "share": casework.ShareMain, "employment": "contract"}}
	o := begun(t)
	o.start = casework.SplitOff(first, split, at)
	o.start.Number, o.start.Declared = "ZZ2026-000002", 1
	o.update("2026-03-10T10:00:00", "", casework.Hear, casework.SectionHead, casework.Args{})
	o.update("2026-03-11T10:00:00", "", casework.Approve, casework.PrincipalLeader, agrees)
	o.run("2026-03-12T00:00:00")
	require.False(t, o.verdicts["hear@2026-03-10T10:00:00"].Accepted, "not before it is opened")
	require.Equal(t, "section_head contract", o.last().Facts["person"]+" "+o.last().Facts[casework.FactEmployment])
	require.Equal(t, "2026-03-11 10:00", day(o.find(casework.FormallyOpened, "")[0].At))
	require.Equal(t, casework.StageHear, o.last().Stage)

	old := first
	old.Declared = 0
	before := casework.SplitOff(old, split, at)
	require.Equal(t, casework.StageHear, before.Stage)
	require.Equal(t, "section_head", before.Facts["person"])
}
