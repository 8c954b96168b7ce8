//go:build record

package workflows_test

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// proposalScenes are lives of what a congress or a conference assigned.
var proposalScenes = map[string]func(*life){
	"proposal-answered":  proposalAnswered,
	"proposal-returned":  proposalReturned,
	"proposal-late":      proposalReturnedLate,
	"proposal-untouched": proposalUntouched,
	"signed-proposal":    signedBy(kind.Proposal, casework.GeneralOffice, casework.Close, casework.PrincipalLeader),
	"void-proposal":      takenBack(casework.State{Kind: kind.Proposal, Unit: "permits"}, casework.GeneralOffice),
}

func (l *life) spokenWith() {
	l.Helper()
	l.does(casework.Handler, kind.ContactAuthor, casework.Args{Means: "visit", Received: time.Now().Truncate(time.Millisecond), ReasonID: "t1"})
}

func (l *life) proposalGiven() {
	l.Helper()
	l.newest(casework.State{Kind: kind.Proposal, Unit: "permits"})
	l.does(casework.GeneralOffice, casework.Assign, casework.Args{Post: "food-desk", Unit: "permits"})
}

// proposalAnswered: three co-units, more time lent, a reply sent back and signed, an author who
// is not satisfied at first.
func proposalAnswered(l *life) {
	l.proposalGiven()
	l.does(casework.GeneralOffice, casework.AssignStep, casework.Args{Post: "road-desk", Limit: "20s", ReasonID: "t1"})
	l.does(casework.GeneralOffice, casework.AssignStep, casework.Args{Post: "card-desk", Limit: "20s", ReasonID: "t1"})
	l.does("backup", casework.ConfirmReceipt, casework.Args{Clock: "receipt:road-desk"})
	l.does("backup", casework.CompleteStep, casework.Args{Clock: "step:road-desk", ReasonID: "t2"})
	l.does("backup", kind.DeclineStep, casework.Args{Clock: "step:card-desk", ReasonID: "t2"})
	l.does(casework.Handler, kind.DeemStep, casework.Args{Post: "card-desk", ReasonID: "t2"})
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "handle", Days: 3, ReasonID: "t1"})
	l.does(casework.GeneralOffice, casework.DecideExtension, casework.Args{Clock: "handle", Approve: &yes, BasisID: "t2", ReasonID: "t1"})
	l.does(casework.SupervisionOffice, casework.Recheck, casework.Args{Outcome: "in_progress", ReasonID: "t1"})
	l.refused(casework.NotHeard, casework.Handler, casework.Propose, casework.Args{ReasonID: "t1"})
	l.spokenWith()
	l.does(casework.Handler, casework.Propose, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Reply, casework.Args{Approve: &no, ReasonID: "t2"})
	l.does(casework.Handler, casework.Propose, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Reply, casework.Args{Approve: &yes})
	l.does(casework.GeneralOffice, casework.Rate, casework.Args{Outcome: "unsatisfied", Proof: "slip", ReasonID: "t1"})
	l.spokenWith()
	l.does(casework.Handler, casework.Propose, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Reply, casework.Args{Approve: &yes})
	l.awaits(casework.ClockLapsed, kind.ClockOpinion)
	l.awaits(casework.ClockBreached, "step:card-desk")
	l.does("backup", casework.CompleteStep, casework.Args{Clock: "step:card-desk", ReasonID: "t2"})
	l.does(casework.SectionHead, casework.Explain, casework.Args{Clock: "explain:card-desk", ReasonID: "t2"})
	l.ends()
}

// proposalReturned in time: the unit goes on once, and is believed the next time.
func proposalReturned(l *life) {
	l.proposalGiven()
	l.does(casework.Handler, casework.Return, casework.Args{ReasonID: "t1"})
	l.refused(casework.OwnCase, casework.Handler, casework.DecideReturn, casework.Args{Approve: &no})
	l.does(casework.GeneralOffice, casework.DecideReturn, casework.Args{Approve: &no, ReasonID: "t1"})
	l.asksUrgently(casework.Return)
	l.does("backup", casework.Return, casework.Args{ReasonID: "t1"})
	l.does(casework.GeneralOffice, casework.DecideReturn, casework.Args{Approve: &yes, ReasonID: "t1"})
	l.ends()
}

// proposalReturnedLate: with the assigner's consent alone.
func proposalReturnedLate(l *life) {
	l.proposalGiven()
	l.awaits(casework.ClockLapsed, "return")
	l.does(casework.Handler, casework.Return, casework.Args{ReasonID: "t1"})
	l.refused(casework.Invalid, casework.GeneralOffice, casework.DecideReturn, casework.Args{Approve: &yes, ReasonID: "t1"})
	l.awaits(casework.ClockBreached, "decide_return")
	l.does(casework.GeneralOffice, casework.DecideReturn, casework.Args{Approve: &yes, BasisID: "t2", ReasonID: "t1"})
	l.ends()
}

// proposalUntouched: given out late, and a part with it, it climbs to the verification; then
// the head does not sign, nor the unit answer anew.
func proposalUntouched(l *life) {
	l.newest(casework.State{Kind: kind.Proposal, Unit: "permits"})
	l.awaits(casework.ClockBreached, "assign")
	l.does(casework.GeneralOffice, casework.Assign, casework.Args{Post: "food-desk", Unit: "permits"})
	l.does(casework.GeneralOffice, casework.AssignStep, casework.Args{Post: "road-desk", Limit: "5s", ReasonID: "t1"})
	l.awaits(casework.ClockBreached, "receipt:road-desk")
	l.awaits(casework.AccountabilityOpened, "step:road-desk")
	l.thinksAgain("handle", 2)
	l.awaits(casework.RoundMissed, "follow_up")
	l.awaits(casework.AccountabilityOpened, "handle")
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t1"})
	l.does(casework.SectionHead, casework.Chase, casework.Args{})
	l.keepsRecord()
	l.does("backup", casework.CompleteStep, casework.Args{Clock: "step:road-desk", ReasonID: "t1"})
	l.does(casework.SectionHead, casework.Explain, casework.Args{Clock: "explain:road-desk", ReasonID: "t1"})
	l.spokenWith()
	l.does(casework.Handler, casework.Propose, casework.Args{ReasonID: "t1"})
	l.awaits(casework.ClockBreached, kind.ClockSign)
	l.does(casework.PrincipalLeader, casework.Reply, casework.Args{Approve: &yes})
	l.does(casework.GeneralOffice, casework.Rate, casework.Args{Outcome: "unsatisfied", Proof: "slip", ReasonID: "t1"})
	l.awaits(casework.ClockBreached, kind.ClockRedo)
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t1"})
	l.spokenWith()
	l.does(casework.Handler, casework.Propose, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Reply, casework.Args{Approve: &yes})
	l.does(casework.GeneralOffice, casework.Rate, casework.Args{Outcome: "satisfied", Proof: "slip", ReasonID: "t1"})
	l.ends()
}
