//go:build record

package workflows_test

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// petitionScenes are lives of petitions.
var petitionScenes = map[string]func(*life){
	"petition-untouched":    petitionUntouched,
	"petition-sorted-out":   petitionSortedOut,
	"petition-sent-back":    petitionSentBack,
	"petition-assigned":     petitionAssigned,
	"petition-reviewed":     petitionReviewed,
	"petition-followed":     petitionFollowed,
	"petition-common":       petitionCommon,
	"petition-anew":         petitionAnew,
	"petition-sorted-again": petitionSortedAgain,
}

const keeper = casework.EfficiencyOffice

var claimed = casework.Args{Outcome: "claim", Post: "road-desk", Unit: "permits"}

// petitionUntouched climbs to the verification, given to a desk that answers nothing.
func petitionUntouched(l *life) {
	l.matter(kind.Petition, map[string]string{"urgent": "true"})
	l.awaits(casework.ClockBreached, "urgent_report")
	l.does(keeper, casework.Report, casework.Args{Category: "urgent", ReasonID: "t1"})
	l.awaits(casework.ClockBreached, "screen")
	l.does(keeper, casework.Screen, claimed)
	l.awaits(casework.ClockBreached, "handle")
	l.awaits(casework.AccountabilityOpened, "handle")
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t1"})
	l.does(casework.Handler, casework.Hear, casework.Args{Category: "statement", ReasonID: "t1"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "unsupported", ReasonID: "t2"})
	l.does(casework.Handler, casework.Serve, casework.Args{Received: time.Now().Truncate(time.Millisecond)})
	l.does(keeper, casework.Rate, casework.Args{Outcome: "unsatisfied"})
	l.awaits(casework.ClockLapsed, "ask_review")
	l.ends()
}

// petitionSortedOut leads to its own procedure.
func petitionSortedOut(l *life) {
	l.matter(kind.Petition, nil)
	l.does(keeper, casework.Correct, casework.Args{Received: l.run0().Add(-2 * time.Second), ReasonID: "t1"})
	l.keepsRecord()
	l.does(keeper, casework.Screen, casework.Args{Outcome: "accusation", BasisID: "t2", ReasonID: "t1"})
	l.ends()
}

func petitionSentBack(l *life) {
	l.matter(kind.Petition, map[string]string{"referral": "sent"})
	l.does(keeper, casework.Object, casework.Args{ReasonID: "t1"})
	l.refused(casework.NotCompetent, keeper, casework.DecideObjection, casework.Args{Approve: &yes, ReasonID: "t2"})
	l.does(casework.PrincipalLeader, casework.DecideObjection, casework.Args{Approve: &yes, ReasonID: "t2"})
	l.ends()
}

// petitionAssigned is answered, extended once, and reported on after its end.
func petitionAssigned(l *life) {
	until := time.Now().Add(40 * time.Second).Truncate(time.Second)
	l.matter(kind.Petition, map[string]string{"referral": "assigned", "until": until.Format(time.RFC3339)})
	l.awaits(casework.ClockLapsed, "object")
	l.does(keeper, casework.Screen, claimed)
	l.does(casework.Handler, casework.Hear, casework.Args{Category: "statement", ReasonID: "t1"})
	l.does(casework.SectionHead, casework.Chase, casework.Args{})
	l.thinksAgain("handle", 10)
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "handle", Days: 20, ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.DecideExtension, casework.Args{Clock: "handle", Approve: &yes})
	l.refused(casework.NotExtendable, casework.Handler, casework.RequestExtension, casework.Args{Clock: "handle", Days: 5, ReasonID: "t1"})
	l.asksUrgently(casework.Reply)
	l.does("backup", casework.Reply, casework.Args{Outcome: "supported", ReasonID: "t1"})
	l.does(casework.Handler, casework.Serve, casework.Args{Received: time.Now().Truncate(time.Millisecond)})
	l.does(keeper, casework.Advise, casework.Args{Category: "improve_work", ReasonID: "t1"})
	l.awaits(casework.ClockLapsed, "ask_review")
	l.awaits(casework.ClockBreached, "report_back")
	l.does(keeper, casework.Report, casework.Args{Category: "result", ReasonID: "t1"})
	l.does(casework.Handler, casework.Report, casework.Args{Category: "adoption", ReasonID: "t1"})
	l.ends()
}

// petitionReviewed is asked about outside, sent back, decided anew, reviewed here and
// finally, with a hearing; who decided before decides no review.
func petitionReviewed(l *life) {
	l.matter(kind.Petition, map[string]string{casework.FactMatter: "XF2025-000001"})
	l.does(keeper, casework.Screen, claimed)
	l.refused(casework.NotHeard, casework.Handler, casework.Reply, casework.Args{Outcome: "explained", ReasonID: "t1"})
	l.does(casework.Handler, casework.Hear, casework.Args{Category: "statement", ReasonID: "t1"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "explained", ReasonID: "t1"})
	l.does(keeper, casework.AskReview, casework.Args{Category: "outside", BasisID: "t1"})
	l.awaits(casework.ClockRecurred, "review_outside")
	l.does(keeper, casework.DecideReview, casework.Args{Outcome: "redo", Limit: "50s", ReasonID: "t1"})
	l.does(casework.Handler, casework.Hear, casework.Args{Category: "statement", ReasonID: "t1"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "supported", ReasonID: "t1"})
	l.does(keeper, casework.AskReview, casework.Args{Category: "here", BasisID: "t1"})
	l.refused(casework.DecidedBefore, casework.Handler, casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t1"})
	l.does(keeper, casework.DecideReview, casework.Args{Outcome: "changed", ReasonID: "t1"})
	l.does(keeper, casework.Serve, casework.Args{Received: time.Now().Truncate(time.Millisecond)})
	l.does(keeper, casework.AskReview, casework.Args{Category: "here", BasisID: "t1"})
	l.does(keeper, casework.Pause, casework.Args{Category: "hearing", Until: time.Now().Add(20 * time.Second).Truncate(time.Millisecond)})
	l.does(keeper, casework.Resume, casework.Args{})
	l.refused(casework.DecidedBefore, keeper, casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t1"})
	l.ends()
}

// petitionFollowed is a duplicate, let go once.
func petitionFollowed(l *life) {
	l.matter(kind.Petition, nil)
	l.does(keeper, casework.Screen, claimed)
	l.does(keeper, casework.Merge, casework.Args{Case: "XF2026-000009", ReasonID: "t1"})
	l.does(keeper, casework.Unmerge, casework.Args{ReasonID: "t1"})
	l.does(keeper, casework.Merge, casework.Args{Case: "XF2026-000008", ReasonID: "t1"})
	l.does("", casework.Follow, casework.Args{Case: "XF2026-000008", Outcome: casework.Answered})
	l.ends()
}

// petitionCommon was brought by several: one steps back, its handler has an interest in
// it, and both reviews are other organs'.
func petitionCommon(l *life) {
	l.matter(kind.Petition, map[string]string{kind.FactInCommon: "true"})
	l.does(keeper, casework.Screen, claimed)
	l.does(keeper, kind.WithdrawOne, casework.Args{ReasonID: "t1"})
	l.does(casework.Handler, casework.Hear, casework.Args{Category: "statement", ReasonID: "t1"})
	l.does(keeper, casework.Recuse, casework.Args{Person: "handler", Post: "food-desk", ReasonID: "t1"})
	l.refused(casework.OwnCase, casework.Handler, casework.Reply, casework.Args{Outcome: "explained", ReasonID: "t1"})
	l.refused(casework.OwnCase, casework.Handler, casework.RequestExtension, casework.Args{Clock: "handle", Days: 5, ReasonID: "t1"})
	l.does(casework.SectionHead, casework.Transfer, casework.Args{Post: "hygiene-desk", ReasonID: "t1"})
	l.does("backup", casework.Reply, casework.Args{Outcome: "explained", ReasonID: "t1"})
	l.does("backup", casework.Serve, casework.Args{Received: time.Now().Truncate(time.Millisecond)})
	l.does(keeper, casework.AskReview, casework.Args{Category: "outside", BasisID: "t1"})
	l.does(keeper, casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t1"})
	l.does(keeper, casework.Serve, casework.Args{Received: time.Now().Truncate(time.Millisecond)})
	l.does(keeper, casework.AskReview, casework.Args{Category: "outside", BasisID: "t1"})
	l.awaits(casework.ClockRecurred, "final_outside")
	l.does(keeper, casework.Withdraw, casework.Args{ReasonID: "t1"})
	l.ends()
}

// petitionAnew is given to its recused handler again, counts from another receipt, and is
// sent back out of the hearing of its final review.
func petitionAnew(l *life) {
	l.matter(kind.Petition, nil)
	l.does(keeper, casework.Screen, claimed)
	l.does(keeper, casework.Recuse, casework.Args{Person: "handler", Post: "food-desk", ReasonID: "t1"})
	l.does(keeper, kind.EndRecusal, casework.Args{Person: "handler", ReasonID: "t1"})
	l.does(keeper, casework.Correct, casework.Args{Received: l.run0().Add(-40 * time.Second), ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &yes})
	l.does(casework.Handler, casework.Hear, casework.Args{Category: "statement", ReasonID: "t1"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "explained", ReasonID: "t1"})
	l.does(keeper, casework.AskReview, casework.Args{Category: "here", BasisID: "t1"})
	l.does(keeper, casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t1"})
	l.does(keeper, casework.AskReview, casework.Args{Category: "here", BasisID: "t1"})
	l.does(keeper, casework.Pause, casework.Args{Category: "hearing", Proof: "f1", Until: time.Now().Add(20 * time.Second).Truncate(time.Millisecond)})
	l.does(casework.PrincipalLeader, casework.DecideReview, casework.Args{Outcome: "redo", ReasonID: "t1"})
	l.refused(casework.NotHeard, casework.Handler, casework.Reply, casework.Args{Outcome: "supported", ReasonID: "t1"})
	l.does(casework.Handler, casework.Hear, casework.Args{Category: "statement", ReasonID: "t1"})
	l.does(casework.Handler, casework.Reply, casework.Args{Outcome: "supported", ReasonID: "t1"})
	l.does(keeper, casework.Withdraw, casework.Args{Proof: "f1", ReasonID: "t1"})
	l.ends()
}

// petitionSortedAgain was sorted wrongly, and is a claim once it is late; its second run.
func petitionSortedAgain(l *life) {
	l.matter(kind.Petition, nil)
	l.does(keeper, casework.Screen, casework.Args{Outcome: "suggestion", ReasonID: "t1"})
	l.ends()
	s := l.r.state(l.name)
	s.Run++
	l.start(s, &casework.Command{
		ID: "reopen", Name: casework.Reopen, Actor: string(keeper), Roles: []casework.Role{keeper}, At: time.Now().Truncate(time.Millisecond), Args: casework.Args{ReasonID: "t1"},
	})
	l.awaits(casework.ClockBreached, "screen")
	l.does(keeper, casework.Screen, claimed)
	l.does(keeper, casework.Withdraw, casework.Args{Proof: "f1", ReasonID: "t1"})
	l.ends()
}
