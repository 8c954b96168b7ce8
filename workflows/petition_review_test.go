package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// answeredPetition was answered on 3-10 by its handler and received on 3-11: the right
// to ask for a review ends with 4-10, a Friday.
func answeredPetition(t *testing.T) *office {
	t.Helper()
	o := petitionWith(t, nil)
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.hears("2026-03-06T10:00:00")
	o.update("2026-03-10T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "unsupported", ReasonID: "t1"})
	o.update("2026-03-11T16:00:00", "", casework.Serve, casework.Handler, casework.Args{Received: shanghai(t, "2026-03-11T15:00:00")})
	return o
}

// Asked for on 3-20, decided here by 30d, 4-19, a Sunday: 4-20; served, and the final
// review asked for in its own 30 days and decided in another 30, a hearing of 3 days
// left out (35, 36). Who decided the petition decides neither.
func TestPetitionReviewedHere(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-20T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t3"})
	o.update("2026-04-10T10:00:00", "", casework.DecideReview, casework.Handler, casework.Args{Outcome: "upheld"})
	o.keeps("2026-04-13T10:00:00", casework.DecideReview, casework.Args{Outcome: "changed", ReasonID: "t4"})
	o.keeps("2026-04-15T10:00:00", casework.Serve, casework.Args{Received: shanghai(t, "2026-04-15T09:00:00")}) // 30d: 5-15
	o.keeps("2026-04-20T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t5"})          // 30d: 5-20
	o.keeps("2026-05-11T10:00:00", casework.Pause, casework.Args{Category: "hearing", Proof: "notice", Until: shanghai(t, "2026-05-14T10:00:00")})
	o.keeps("2026-05-21T10:00:00", casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t6"})
	o.update("2026-05-22T10:00:00", "", casework.DecideReview, casework.PrincipalLeader, casework.Args{Outcome: "upheld", ReasonID: "t6"})
	o.run("2026-06-30T00:00:00")
	require.Equal(t, []string{
		"screen 2026-03-17", "handle 2026-04-17", "statutory 2026-05-06", "serve 2026-03-17", "ask_review 2026-04-10",
		"review 2026-04-20", "serve 2026-04-20", "ask_final 2026-05-15", "final_review 2026-05-20",
	}, o.clocks())
	require.Equal(t, casework.DecidedBefore, o.verdicts["decide-review@2026-04-10T10:00:00"].Code)
	require.Equal(t, casework.DecidedBefore, o.verdicts["decide-review@2026-05-21T10:00:00"].Code, "who decided the review decides no final one")
	require.Equal(t, casework.WrongStage, kind.Office().Of(kind.Petition).Admits(o.last(), casework.AskReview, shanghai(t, "2026-05-25T10:00:00")).Code, "after the final review there is none (36)")
	require.Equal(t, "2026-05-25", o.last().Clock(kind.RoundFinal).Date, "5-20 and three days: 5-23, a Saturday")
	require.Equal(t, []any{"final", "信访工作条例第三十六条第二款"}, []any{o.last().Result, o.find(casework.NoticeIssued, "")[3].Basis})
	require.Empty(t, o.find(casework.CardIssued, ""))
}

// An organ outside takes its own time: it is looked at every thirty days, and nobody here
// is late for it, not for a year.
func TestPetitionReviewedOutside(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-20T10:00:00", casework.AskReview, casework.Args{Category: "outside", BasisID: "t3"})
	o.run("2027-03-20T00:00:00")
	o.accepted()
	require.Equal(t, casework.Role(""), o.last().Turn)
	require.NotEmpty(t, o.find(casework.ClockRecurred, "review_outside"))
	for _, name := range []casework.EventName{casework.CardIssued, casework.Escalated, casework.ClockBreached, casework.AccountabilityOpened} {
		require.Empty(t, o.find(name, ""), name)
	}
	o = answeredPetition(t)
	o.keeps("2026-03-20T10:00:00", casework.AskReview, casework.Args{Category: "outside", BasisID: "t3"})
	o.keeps("2026-05-20T10:00:00", casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t4"})
	o.run("2026-05-21T00:00:00")
	o.accepted()
	require.Equal(t, kind.StageAnswered, o.last().Stage)
}

// The organ outside serves its own answer: nobody here is late with it, and the day the
// petitioner received it may lie before the day this office heard of it. Received on 5-12:
// 30d end with 6-11 (36).
func TestPetitionServedFromOutside(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-20T10:00:00", casework.AskReview, casework.Args{Category: "outside", BasisID: "t3"})
	o.keeps("2026-05-20T10:00:00", casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t4"})
	o.keeps("2026-05-29T10:00:00", casework.Serve, casework.Args{Received: shanghai(t, "2026-03-19T09:00:00")})
	o.keeps("2026-05-29T11:00:00", casework.Serve, casework.Args{Received: shanghai(t, "2026-05-12T09:00:00")})
	o.keeps("2026-05-29T12:00:00", casework.Serve, casework.Args{Received: shanghai(t, "2026-05-12T09:00:00"), Proof: "slip"})
	o.run("2026-05-30T00:00:00")
	require.Equal(t, casework.Invalid, o.verdicts["serve@2026-05-29T10:00:00"].Code, "before anybody was asked")
	unshown := o.verdicts["serve@2026-05-29T11:00:00"]
	require.Equal(t, []any{casework.Invalid, "proof", "R087"}, []any{unshown.Code, unshown.Field, unshown.Rule}, "nothing shows the day")
	require.Equal(t, "2026-06-11", o.last().Clock("ask_final").Date)
	require.Equal(t, casework.Met, o.last().Clock("review_outside").Status)
	require.Equal(t, "2026-03-17", o.last().Clock("serve").Date, "ours was the first answer alone")
	for _, name := range []casework.EventName{casework.CardIssued, casework.ClockBreached} {
		require.Empty(t, o.find(name, ""), name)
	}
}

// Who asked an organ that did not admit it has had no review: he asks the right one for
// the same, still within the 30 days that end with 4-10.
func TestPetitionReviewNotAdmitted(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-20T10:00:00", casework.AskReview, casework.Args{Category: "outside", BasisID: "t3"})
	o.keeps("2026-03-25T10:00:00", casework.DecideReview, casework.Args{Outcome: "not_admitted", ReasonID: "t4"})
	o.run("2026-03-26T00:00:00")
	o.accepted()
	require.Equal(t, []any{"answered", ""}, []any{o.last().Result, o.last().Facts[kind.FactRound]})
	again := petitionWith(t, nil)
	again.start = *o.last()
	again.start.Run++
	again.from = shanghai(t, "2026-04-10T16:00:00")
	again.resume = &casework.Command{ID: "ask", Name: casework.AskReview, Actor: "efficiency_office", Roles: []casework.Role{casework.EfficiencyOffice}, At: again.from, Args: casework.Args{Category: "here", BasisID: "t5"}}
	again.run("2026-04-11T00:00:00")
	asked := again.find(casework.ReviewAsked, "")
	require.Equal(t, []any{kind.RoundReview, ""}, []any{asked[0].Level, asked[0].Detail["late"]})
}

// A new answer has its own thirty days: what ran out for the one before does not make the
// request late. And nobody asks before he is answered.
func TestPetitionAskedAnewAboutANewAnswer(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-20T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t3"})
	o.keeps("2026-04-17T10:00:00", casework.DecideReview, casework.Args{Outcome: "redo", ReasonID: "t4"})
	o.hears("2026-05-07T10:00:00")
	o.update("2026-05-08T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "explained", ReasonID: "t5"})
	o.keeps("2026-05-11T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t6", Received: shanghai(t, "2026-05-07T10:00:00")})
	o.keeps("2026-05-11T11:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t6"})
	o.run("2026-05-12T00:00:00")
	require.Equal(t, casework.Invalid, o.verdicts["ask-review@2026-05-11T10:00:00"].Code)
	require.Equal(t, "2026-06-10", o.last().Clock("review").Date)
	require.Empty(t, o.find(casework.ReviewAsked, "")[1].Detail["late"])
}

// A hearing stops the final review for 30 days at most: nobody stops it for a year.
func TestPetitionHearingHasAnEnd(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-20T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t3"})
	o.keeps("2026-04-13T10:00:00", casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t4"})
	o.keeps("2026-04-20T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t5"})
	o.keeps("2026-05-11T10:00:00", casework.Pause, casework.Args{Category: "hearing", Proof: "notice", Until: shanghai(t, "2027-05-11T10:00:00")})
	o.run("2026-05-12T00:00:00")
	require.Equal(t, casework.OverCap, o.verdicts["pause@2026-05-11T10:00:00"].Code)
}

// The thirty-first day, 4-11: the matter had ended with the day before. The request is
// registered, marked late, and people decide. One that came in time and was only entered
// later is not late.
func TestPetitionReviewAskedLate(t *testing.T) {
	for received, late := range map[string]string{"2026-04-11T09:00:00": "true", "2026-04-10T16:00:00": ""} {
		o := answeredPetition(t)
		o.keeps("2026-04-13T09:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t3", Received: shanghai(t, received)})
		o.run("2026-04-12T00:00:00")
		require.Equal(t, []any{"answered", "2026-04-11 00:00"}, []any{o.last().Result, o.last().ClosedAt.Format("2006-01-02 15:04")})
		again := petitionWith(t, nil)
		again.start = *o.last()
		again.start.Run++
		again.resume = &casework.Command{ID: "ask", Name: casework.AskReview, Actor: "efficiency_office", Roles: []casework.Role{casework.EfficiencyOffice}, At: shanghai(t, "2026-04-13T09:00:00"), Args: casework.Args{Category: "here", BasisID: "t3", Received: shanghai(t, received)}}
		again.from = again.resume.At
		again.keeps("2026-04-20T09:00:00", casework.DecideReview, casework.Args{Outcome: "not_admitted", ReasonID: "t4"})
		again.run("2026-06-01T00:00:00")
		again.accepted()
		asked := again.find(casework.ReviewAsked, "")
		require.Equal(t, []any{late, "here"}, []any{asked[0].Detail["late"], asked[0].Detail["organ"]}, received)
		require.Equal(t, "answered", again.last().Result)
	}
}

// Sent back with ten days, it is decided anew, and may be asked about anew.
func TestPetitionSentBackByReview(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-20T10:00:00", casework.AskReview, casework.Args{Category: "outside", BasisID: "t3"})
	o.keeps("2026-03-30T10:00:00", casework.DecideReview, casework.Args{Outcome: "redo", Limit: "10d", ReasonID: "t4"})
	o.hears("2026-04-07T10:00:00")
	o.update("2026-04-08T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "supported", ReasonID: "t5"})
	o.keeps("2026-04-09T10:00:00", casework.AskReview, casework.Args{Category: "here", BasisID: "t6"})
	o.run("2026-04-10T00:00:00")
	o.accepted()
	require.Equal(t, "2026-04-09", o.last().Clock("redo").Date)
	require.Equal(t, kind.RoundReview, o.last().Facts[kind.FactRound])
	require.Equal(t, kind.StageRecheck, o.last().Stage)
}

// Whoever has an interest in it gives it away and does no act of it any more; no day is
// won by it (28).
func TestPetitionRecusal(t *testing.T) {
	o := petitionWith(t, nil)
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.hears("2026-03-05T11:00:00")
	o.keeps("2026-03-06T10:00:00", casework.Recuse, casework.Args{Person: "handler", Post: "road-desk"})
	o.update("2026-03-09T10:00:00", "", casework.Reply, casework.Handler, casework.Args{Outcome: "explained"})
	o.run("2026-03-10T00:00:00")
	require.Equal(t, casework.OwnCase, o.verdicts["reply@2026-03-09T10:00:00"].Code)
	require.Equal(t, []any{"road-desk", "2026-04-17"}, []any{o.last().Post, o.last().Clock("handle").Date})
}

// Whoever has an interest in it does not decide on its time either, give it away or
// take it back for the petitioner, whoever else was recused after him.
func TestPetitionRecusedFromEveryAct(t *testing.T) {
	o := petitionWith(t, map[string]string{casework.FactAgainstPost: "road-desk"})
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.keeps("2026-03-06T10:00:00", casework.Recuse, casework.Args{Person: "handler", Post: "hygiene-desk", Unit: "permits"})
	o.keeps("2026-03-06T11:00:00", casework.Recuse, casework.Args{Person: "principal_leader", Post: "food-desk", Unit: "permits"})
	o.update("2026-03-09T10:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 5})
	o.update("2026-03-09T11:00:00", "", casework.RequestExtension, casework.SectionHead, casework.Args{Clock: "handle", Days: 5})
	o.update("2026-03-09T12:00:00", "", casework.DecideExtension, casework.PrincipalLeader, casework.Args{Clock: "handle", Approve: &yes})
	o.update("2026-03-09T13:00:00", "", casework.Transfer, casework.SectionHead, casework.Args{Post: "road-desk", Unit: "permits"})
	o.keeps("2026-03-09T14:00:00", casework.Recuse, casework.Args{Person: "backup", Post: "road-desk", Unit: "permits"})
	o.run("2026-03-10T00:00:00")
	for _, refused := range []string{"request-extension@2026-03-09T10:00:00", "decide-extension@2026-03-09T12:00:00", "transfer@2026-03-09T13:00:00", "recuse@2026-03-09T14:00:00"} {
		require.Equal(t, casework.OwnCase, o.verdicts[refused].Code, refused)
	}
	require.Equal(t, "food-desk", o.last().Post, "never on the post it is about (30)")
}

// Several brought it, one takes it back: the matter goes on. Only where several did is
// there one of them to step back.
func TestPetitionOneOfSeveralWithdraws(t *testing.T) {
	o := petitionWith(t, map[string]string{"in_common": "true"})
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.keeps("2026-03-06T10:00:00", kind.WithdrawOne, casework.Args{ReasonID: "t1"})
	o.run("2026-03-10T00:00:00")
	o.accepted()
	require.Equal(t, casework.StageHandle, o.last().Stage)
	require.True(t, o.last().Clock("handle").Open())

	alone := petitionWith(t, nil)
	alone.keeps("2026-03-03T10:00:00", kind.WithdrawOne, casework.Args{ReasonID: "t1"})
	alone.keeps("2026-03-03T11:00:00", casework.Withdraw, casework.Args{Proof: "letter", ReasonID: "t1"})
	alone.update("2026-03-03T12:00:00", "", casework.Countersign, casework.PartyGroup, casework.Args{Approve: &yes}) // the office owes the sorting itself
	alone.run("2026-03-10T00:00:00")
	require.Equal(t, casework.NothingOwed, alone.verdicts["withdraw-one@2026-03-03T10:00:00"].Code)
	require.Equal(t, "withdrawn", alone.last().Result)
}

// Two brought the same matter and it was joined: what one of them takes back ends his
// own, and the answer of the leading one is told to the other.
func TestPetitionMerged(t *testing.T) {
	o := petitionWith(t, nil)
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.keeps("2026-03-06T10:00:00", casework.Merge, casework.Args{Case: "XF2026-000002"})
	o.update("2026-03-16T10:00:00", "", casework.Follow, "", casework.Args{Case: "XF2026-000002", Outcome: casework.Answered})
	o.run("2026-03-17T00:00:00")
	require.Equal(t, "merged", o.last().Result)
	told := o.find(casework.NoticeIssued, "")
	require.Equal(t, "petition_reply", told[len(told)-1].Detail["notice"])

	back := petitionWith(t, nil)
	back.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	back.keeps("2026-03-06T10:00:00", casework.Merge, casework.Args{Case: "XF2026-000002"})
	back.keeps("2026-03-09T10:00:00", casework.Withdraw, casework.Args{Proof: "letter", ReasonID: "t1"})
	back.run("2026-03-17T00:00:00")
	back.accepted()
	require.Equal(t, "withdrawn", back.last().Result)
}

// New facts in a matter that ended are a case of their own, with a link to the first (36).
func TestPetitionNewFacts(t *testing.T) {
	o := petitionWith(t, map[string]string{casework.FactMatter: "XF2025-000007"})
	o.keeps("2026-03-05T10:00:00", casework.Screen, toTheDesk)
	o.run("2026-03-06T00:00:00")
	o.accepted()
	linked := o.find(casework.Linked, "")
	require.Equal(t, []any{"XF2025-000007", string(casework.ArisesFrom)}, []any{linked[0].Other, linked[0].Level})
}

// What the unit made of a proposal is answered in writing, within what was stated, even
// once the petition has ended (40, R088).
func TestPetitionProposal(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-12T10:00:00", casework.Advise, casework.Args{Category: "improve_work", Limit: "10wd", ReasonID: "t3"})
	o.keeps("2026-03-13T10:00:00", casework.Withdraw, casework.Args{Proof: "letter", ReasonID: "t4"})
	o.update("2026-03-27T10:00:00", "", casework.Report, casework.Handler, casework.Args{Category: "adoption", ReasonID: "t5"})
	o.run("2026-04-30T00:00:00")
	o.accepted()
	require.Equal(t, "2026-03-26", o.last().Clock("adoption").Date)
	require.Len(t, o.find(casework.ClockBreached, "adoption"), 1)
	require.Equal(t, casework.Met, o.last().Clock("adoption").Status)
}

// A second proposal does not let go what the first still waits for.
func TestPetitionProposedTwice(t *testing.T) {
	o := answeredPetition(t)
	o.keeps("2026-03-12T10:00:00", casework.Advise, casework.Args{Category: "improve_work", Limit: "5wd", ReasonID: "t3"})
	o.keeps("2026-03-20T10:00:00", casework.Advise, casework.Args{Category: "hold_to_account", ReasonID: "t4"})
	o.run("2026-03-21T00:00:00")
	o.accepted()
	require.Equal(t, []any{"2026-03-19", casework.Breached}, []any{o.last().Clock("adoption").Date, o.last().Clock("adoption").Status})
	require.Len(t, o.find(casework.Advised, ""), 2)
}

// What went upward is nobody's of those it went past, to the last rung (条例 30; design
// section 5).
func TestPetitionUpward(t *testing.T) {
	o := petitionWith(t, map[string]string{"office": "discipline_office", "office_post": "discipline-office", "urgent": "true"})
	o.update("2026-03-04T10:30:00", "", casework.Screen, casework.DisciplineOffice, toTheDesk)
	o.run("2026-09-01T00:00:00")
	o.accepted()
	heard := o.heard()
	for _, role := range []casework.Role{casework.EfficiencyOffice, casework.PrincipalLeader, casework.SupervisionOffice} {
		require.False(t, heard[role], role)
	}
	require.NotEmpty(t, o.find(casework.AccountabilityOpened, ""), "late is late there too")
}
