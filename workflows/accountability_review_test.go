package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// servedOn is a case formally opened on 3-05, decided on 3-16 and served on 3-18,
// a Wednesday.
func servedOn(t *testing.T, facts casework.Args, decision casework.Args) *office {
	t.Helper()
	o := newAccountability(t)
	o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, facts)
	o.update("2026-03-06T10:00:00", "", casework.Hear, casework.Role(facts.Person), casework.Args{})
	o.update("2026-03-10T10:00:00", "", casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: decision.Measure})
	decision.Members, decision.Present, decision.InFavour = 7, 5, 4
	o.update("2026-03-16T10:00:00", "", casework.Decide, casework.PartyGroup, decision)
	o.update("2026-03-18T10:00:00", "", casework.Serve, casework.EfficiencyOffice, casework.Args{})
	return o
}

// The person goes to the organ above at once: the right to a review falls away
// with it, and what is decided there is final (公务员法 95).
func TestDirectAppeal(t *testing.T) {
	o := servedOn(t, formal, casework.Args{Measure: "admonition"})
	o.update("2026-04-17T23:59:00", "", casework.AskReview, casework.Handler, casework.Args{Category: casework.RoundAppeal})
	o.update("2026-05-20T10:00:00", "", casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "upheld"})
	o.update("2026-05-21T10:00:00", "", casework.DecideReview, casework.DisciplineOffice, casework.Args{Outcome: "upheld"})
	o.run("2026-12-31T00:00:00")
	require.Equal(t, []string{
		"verify 2026-04-14", "handle 2026-09-07", "statement 2026-03-12", "serve 2026-03-23",
		"ask_review 2026-04-17", "direct_appeal 2026-04-17", // 30 days from 3-18, both at 24:00
		"appealed 2026-06-16", // 60 days from 4-17
	}, o.clocks())
	require.Equal(t, casework.Met, o.last().Clock("direct_appeal").Status)
	require.Equal(t, casework.Dropped, o.last().Clock("ask_review").Status)
	require.Equal(t, casework.DecidedBefore, o.verdicts["decide-review@2026-05-20T10:00:00"].Code)
	require.Equal(t, "final", o.last().Result)
	require.Equal(t, "2026-05-21 10:00", day(o.last().ClosedAt), "nothing stands open after the organ above")
	asked := o.find(casework.ReviewAsked, "")
	require.Len(t, asked, 1)
	require.Equal(t, casework.RoundAppeal, asked[0].Level)
	require.Empty(t, asked[0].Detail["late"])
}

// Who decides which round, and who does not: refused with the rule, on record,
// and the round stays under way.
func TestTheRightOrganDecides(t *testing.T) {
	review, appeal := casework.Args{Category: casework.RoundReview}, casework.Args{Category: casework.RoundAppeal}
	for name, tt := range map[string]struct {
		asked casework.Args
		by    casework.Role
		code  casework.Code
		rule  string
	}{
		"a review by who decided":            {review, casework.PartyGroup, "", ""},
		"a review by the organ above":        {review, casework.DisciplineOffice, casework.NotCompetent, "R143"},
		"an appeal by the organ above":       {appeal, casework.DisciplineOffice, "", ""},
		"an appeal by who decided":           {appeal, casework.PartyGroup, casework.DecidedBefore, "公务员法第九十五条"},
		"a review, where nothing is said":    {casework.Args{}, casework.PartyGroup, "", ""},
		"an appeal by the person's own hand": {appeal, casework.Handler, casework.OwnCase, "R142"},
	} {
		t.Run(name, func(t *testing.T) {
			o := servedOn(t, formal, casework.Args{Measure: "admonition"})
			o.update("2026-03-20T10:00:00", "", casework.AskReview, casework.Handler, tt.asked)
			o.update("2026-03-23T10:00:00", "", casework.DecideReview, tt.by, casework.Args{Outcome: "upheld"})
			o.run("2026-03-24T00:00:00")
			v := o.verdicts["decide-review@2026-03-23T10:00:00"]
			require.Equal(t, tt.code, v.Code)
			require.Equal(t, tt.rule, v.Rule)
			require.Equal(t, tt.code == "", v.Accepted)
			if tt.code != "" {
				require.Equal(t, casework.StageReview, o.last().Stage)
				require.Len(t, o.find(casework.CommandRefused, ""), 1)
				require.Empty(t, o.find(casework.ReviewDecided, ""))
			}
		})
	}
}

// He who brought in the decision sits in the organ above by now: not he.
func TestNobodyDecidesTheAppealTwice(t *testing.T) {
	s := casework.State{Facts: map[string]string{
		casework.FactReview: casework.RoundAppeal, casework.FactDecidedBy: "shen", casework.FactReviewedBy: "wu",
	}}
	above := []casework.Role{casework.DisciplineOffice}
	require.Nil(t, s.Judges("han", above))
	require.Equal(t, casework.DecidedBefore, s.Judges("shen", above).Code)
	require.Equal(t, casework.DecidedBefore, s.Judges("wu", above).Code)
	require.Equal(t, casework.DecidedBefore, s.Judges("han", append(above, casework.PartyGroup)).Code, "a member of both")
}

// Neither right used in time, both lapse at the end of the day and the decision is
// final; after a review only the appeal is left.
func TestRightsRunOut(t *testing.T) {
	o := servedOn(t, formal, casework.Args{Measure: "admonition"})
	o.run("2026-12-31T00:00:00")
	for _, right := range []string{"ask_review", "direct_appeal"} {
		require.Equal(t, "2026-04-18 00:00", day(o.find(casework.ClockLapsed, right)[0].At))
	}
	require.Len(t, o.find(casework.CaseClosed, ""), 1)
	require.Equal(t, "final", o.last().Result)

	o = servedOn(t, formal, casework.Args{Measure: "admonition"})
	o.update("2026-04-01T10:00:00", "", casework.AskReview, casework.Handler, casework.Args{})
	o.update("2026-04-20T10:00:00", "", casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "upheld"})
	o.update("2026-04-21T10:00:00", "", casework.AskReview, casework.Handler, casework.Args{Category: casework.RoundReview})
	o.run("2026-04-22T00:00:00")
	require.Equal(t, casework.WrongStage, o.verdicts["ask-review@2026-04-21T10:00:00"].Code)
	require.Equal(t, casework.StageServed, o.last().Stage)
}

// A direct appeal after its day is registered and marked late; the organ above
// decides.
func TestLateDirectAppeal(t *testing.T) {
	o := servedOn(t, formal, casework.Args{Measure: "admonition"})
	o.run("2026-12-31T00:00:00")
	state := *o.last()
	again := newAccountability(t)
	at := shanghai(t, "2026-05-06T10:00:00")
	state.Run++
	again.start, again.start.Registered = state, at
	again.resume = &casework.Command{ID: "late", Name: casework.AskReview, Actor: "handler", At: at, Args: casework.Args{Category: casework.RoundAppeal}}
	again.update("2026-05-08T10:00:00", "", casework.DecideReview, casework.DisciplineOffice, casework.Args{Outcome: "upheld"})
	again.run("2026-12-31T00:00:00")
	asked := again.find(casework.ReviewAsked, casework.RoundAppeal)
	require.Len(t, again.find(casework.ReviewAsked, ""), 1, "%v", asked)
	require.Equal(t, "true", again.find(casework.ReviewAsked, "")[0].Detail["late"])
	require.Equal(t, "final", again.last().Result)
}

// An appeal may take 30 days more, and not one further (公务员法 96).
func TestAppealIsExtended(t *testing.T) {
	o := servedOn(t, formal, casework.Args{Measure: "admonition"})
	o.update("2026-03-20T10:00:00", "", casework.AskReview, casework.Handler, casework.Args{Category: casework.RoundAppeal})
	o.update("2026-05-11T10:00:00", "", casework.RequestExtension, casework.DisciplineOffice, casework.Args{Clock: "appealed", Days: 31})
	o.update("2026-05-11T11:00:00", "", casework.RequestExtension, casework.DisciplineOffice, casework.Args{Clock: "appealed", Days: 30})
	o.update("2026-05-12T10:00:00", "", casework.DecideExtension, casework.PrincipalLeader, casework.Args{Clock: "appealed", Approve: &yes})
	o.run("2026-05-13T00:00:00")
	require.Equal(t, casework.OverCap, o.verdicts["request-extension@2026-05-11T10:00:00"].Code)
	require.Equal(t, "2026-06-18", o.last().Clock("appealed").Date, "90 days from 3-20")
}

// Against a unit: its head is heard and served for it, and the ladder is the
// units' own (R139).
func TestAgainstAUnit(t *testing.T) {
	unit := casework.Args{Outcome: "formal", Person: "section_head", Unit: "permits"}
	o := servedOn(t, unit, casework.Args{Measure: "unit_points"})
	o.update("2026-03-20T10:00:00", "", casework.AskReview, casework.SectionHead, casework.Args{})
	o.update("2026-03-23T10:00:00", "", casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "lighter", Measure: "admonition"})
	o.update("2026-03-24T10:00:00", "", casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "reversed"})
	o.run("2026-04-01T00:00:00")
	opened := o.find(casework.FormallyOpened, "")[0]
	require.Equal(t, "permits", opened.Detail["unit"])
	require.Equal(t, "section_head", o.find(casework.DecisionServed, "")[0].Detail["person"])
	require.Contains(t, o.find(casework.DecisionServed, "")[0].To, casework.PersonConcerned)
	require.Equal(t, casework.HeavierThanAsked, o.verdicts["decide-review@2026-03-23T10:00:00"].Code, "off the units' ladder")
	require.Equal(t, "reversed", o.last().Result)
}

// What does not fit whom the case is against, or is beyond the office, is refused,
// stands on record and changes nothing (R138, R139, R142).
func TestMeasuresThatDoNotFit(t *testing.T) {
	unit := casework.Args{Outcome: "formal", Person: "handler", Unit: "permits"}
	for name, tt := range map[string]struct {
		facts    casework.Args
		decision casework.Args
		code     casework.Code
		rule     string
	}{
		"off every ladder":                    {formal, casework.Args{Measure: "fine"}, casework.NotOnLadder, "R138"},
		"a unit's against a person":           {formal, casework.Args{Measure: "unit_points"}, casework.NotOnLadder, "R139"},
		"a person's against a unit":           {unit, casework.Args{Measure: "admonition"}, casework.NotOnLadder, "R139"},
		"a demotion imposed":                  {formal, casework.Args{Measure: "demotion"}, casework.AboveAuthority, "R142"},
		"a demotion imposed in so many words": {formal, casework.Args{Measure: "demotion", Outcome: casework.Impose}, casework.AboveAuthority, "R142"},
		"an admonition referred":              {formal, casework.Args{Measure: "admonition", Outcome: casework.Refer}, casework.Invalid, "R142"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newAccountability(t)
			o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, tt.facts)
			o.update("2026-03-05T11:00:00", "", casework.Hear, casework.Handler, casework.Args{})
			fits := "admonition"
			if tt.facts.Unit != "" {
				fits = "unit_warned"
			}
			o.update("2026-03-05T12:00:00", "", casework.Recommend, casework.EfficiencyOffice, casework.Args{Measure: fits})
			tt.decision.Present, tt.decision.InFavour = 5, 5
			o.update("2026-03-06T10:00:00", "", casework.Decide, casework.PartyGroup, tt.decision)
			o.run("2026-03-07T00:00:00")
			v := o.verdicts["decide@2026-03-06T10:00:00"]
			require.Equal(t, tt.code, v.Code)
			require.Equal(t, tt.rule, v.Rule)
			require.Len(t, o.find(casework.CommandRefused, ""), 1)
			require.Empty(t, o.find(casework.MeasureDecided, ""))
			require.Equal(t, casework.StageDecide, o.last().Stage)
			require.Empty(t, o.last().Facts[casework.FactMeasure])
		})
	}
}

// The term to mend runs from service, outlives the decision's becoming final, is
// met by a report, climbs when it is not, and falls with a reversal (R134, R136).
func TestTermToMend(t *testing.T) {
	mend := casework.Args{Measure: "admonition", Limit: "30wd"}
	o := servedOn(t, formal, mend)
	o.update("2026-04-29T10:00:00", "", casework.Report, casework.Handler, casework.Args{})
	o.run("2026-12-31T00:00:00")
	require.Equal(t, "2026-04-30", o.last().Clock("mend").Date, "30wd from 3-18, Qingming off")
	require.Equal(t, "2026-04-18 00:00", day(o.last().ClosedAt), "final before it is mended")
	require.Equal(t, casework.Met, o.last().Clock("mend").Status)
	require.Len(t, o.find(casework.Reported, "mend"), 1)

	late := servedOn(t, formal, mend)
	late.run("2026-06-01T00:00:00")
	require.Equal(t, "2026-04-30 17:30", day(late.find(casework.ClockBreached, "mend")[0].At))
	require.Equal(t, "2026-05-06 17:30", day(late.find(casework.Escalated, "mend")[1].At), "5-01 to 5-05 off")
	require.Empty(t, late.find(casework.AccountabilityOpened, ""), "no case out of this case")

	gone := servedOn(t, formal, mend)
	gone.update("2026-03-20T10:00:00", "", casework.AskReview, casework.Handler, casework.Args{})
	gone.update("2026-03-23T10:00:00", "", casework.DecideReview, casework.PartyGroup, casework.Args{Outcome: "reversed"})
	gone.run("2026-12-31T00:00:00")
	require.Equal(t, casework.Dropped, gone.last().Clock("mend").Status)
	require.Empty(t, gone.find(casework.ClockBreached, ""))

	none := servedOn(t, formal, casework.Args{Measure: "admonition"})
	none.update("2026-03-20T10:00:00", "", casework.Report, casework.Handler, casework.Args{})
	none.run("2026-03-21T00:00:00")
	require.Equal(t, casework.NothingOwed, none.verdicts["report@2026-03-20T10:00:00"].Code)
}

// Who is to be excused has somebody who asked for it, and that is not the one who
// grants it.
func TestExemptionIsAskedFor(t *testing.T) {
	for name, tt := range map[string]struct {
		by     string
		code   casework.Code
		result string
	}{
		"by the section head":      {"section_head", "", "exempt"},
		"by nobody":                {"", casework.Invalid, ""},
		"by the one who grants it": {"efficiency_office", casework.OwnCase, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := newAccountability(t)
			o.update("2026-03-05T10:00:00", "", casework.StateFacts, casework.EfficiencyOffice, casework.Args{Outcome: "exempt", AskedBy: tt.by})
			o.run("2026-03-06T00:00:00")
			require.Equal(t, tt.code, o.last().Seen[0].Code)
			require.Equal(t, tt.result, o.last().Result)
			if tt.code == "" {
				require.Equal(t, tt.by, o.find(casework.FactsStated, "")[0].Detail["asked_by"])
				return
			}
			require.Equal(t, "asked_by", o.last().Seen[0].Field)
			require.Equal(t, casework.StageVerify, o.last().Stage)
		})
	}
}

// Once decided, no hand closes the case over the right to review.
func TestADecidedCaseIsNotClosedByHand(t *testing.T) {
	o := servedOn(t, formal, casework.Args{Measure: "admonition"})
	o.update("2026-03-20T10:00:00", "", casework.Close, casework.EfficiencyOffice, casework.Args{})
	o.run("2026-03-21T00:00:00")
	require.Equal(t, casework.WrongStage, o.verdicts["close@2026-03-20T10:00:00"].Code)
	require.Equal(t, casework.StageServed, o.last().Stage)
}
