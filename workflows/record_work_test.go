//go:build record

package workflows_test

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// workScenes are service cases on which others work beside their desk.
var workScenes = map[string]func(*life){
	"service-joint":          serviceJoint,
	"service-joint-declined": serviceJointDeclined,
	"service-reviewed":       serviceReviewed,
	"service-rated":          serviceRated,
	"service-served":         serviceServed,
	"service-announced":      serviceAnnounced,
	"service-looked-again":   serviceLookedAgain,
	"service-deemed":         serviceDeemed,
	"service-deemed-stands":  serviceDeemedStands,
	"service-renewed":        serviceRenewed,
	"service-disclosed":      serviceDisclosed,
}

// serviceDisclosed: what an office holds is asked for, under its own regulation: it stands still for a
// third party alone, the head of the office that discloses lends time, and the answer goes where the
// applicant has said since (政府信息公开条例 30, 33).
func serviceDisclosed(l *life) {
	l.service("information-request")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	until := time.Now().Add(48 * time.Hour)
	l.refused(casework.PauseCategory, casework.Handler, casework.Pause, casework.Args{Category: "inspection", Until: until, Proof: "a1", ReasonID: "t1"})
	l.does(casework.Handler, casework.Pause, casework.Args{Category: "third_party", Until: until, Proof: "a1", ReasonID: "t1"})
	l.does(casework.Handler, casework.Resume, casework.Args{})
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "handle", Days: 5, ReasonID: "t2"})
	l.does(casework.SectionHead, casework.DecideExtension, casework.Args{Clock: "handle", Approve: &yes, Days: 5, ReasonID: "t3"})
	l.refused(casework.Invalid, casework.Clerk, kind.ChangeService, casework.Args{Means: casework.WayMail, EmailID: "t4"})
	l.does(casework.Clerk, kind.ChangeService, casework.Args{Means: casework.WayMail, EmailID: "t4", AddressID: "t5", Approve: &yes, Proof: "a2"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, casework.Args{Means: casework.WayOnline, Proof: "a3"})
	l.ends()
}

// serviceJoint: one co-unit does its part, the other is silent; the lead goes on without it,
// and what it owes climbs past the end of the case (R044, R045).
func serviceJoint(l *life) {
	l.service("food-permit")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.refused(casework.LeadUnnamed, casework.Handler, casework.AssignStep, casework.Args{Post: "road-desk", Limit: "90s", ReasonID: "t1"})
	l.does(casework.PrincipalLeader, kind.NameLead, casework.Args{})
	l.does(casework.Handler, casework.AssignStep, casework.Args{Post: "road-desk", Limit: "90s", ReasonID: "t1"})
	l.does(casework.Handler, casework.AssignStep, casework.Args{Post: "card-desk", Limit: "5s", ReasonID: "t1"})
	l.refused(casework.OwnReceipt, casework.Handler, casework.ConfirmReceipt, casework.Args{Clock: "receipt:road-desk"})
	l.does("backup", casework.ConfirmReceipt, casework.Args{Clock: "receipt:road-desk"})
	l.refused(casework.PartsOwed, casework.Handler, casework.Complete, casework.Args{})
	l.does("backup", casework.CompleteStep, casework.Args{Clock: "step:road-desk", ReasonID: "t2"})
	l.awaits(casework.ClockBreached, "step:card-desk")
	l.does(casework.Handler, kind.DeemStep, casework.Args{Post: "card-desk", ReasonID: "t3"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Handler, casework.Deliver, handed)
	l.await(casework.CaseClosed)
	l.does("backup", casework.CompleteStep, casework.Args{Clock: "step:card-desk", ReasonID: "t4"})
	l.does("backup", casework.Explain, casework.Args{Clock: "explain:card-desk", ReasonID: "t5"})
	l.ends()
}

// serviceJointDeclined: a co-unit refuses, another has not answered yet; denied, nobody waits
// for either any more.
func serviceJointDeclined(l *life) {
	l.service("food-permit")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.does(casework.PrincipalLeader, kind.NameLead, casework.Args{})
	l.does(casework.Handler, casework.AssignStep, casework.Args{Post: "road-desk", Limit: "900s", ReasonID: "t1"})
	l.does(casework.Handler, casework.AssignStep, casework.Args{Post: "card-desk", Limit: "900s", Category: kind.PartPermit, ReasonID: "t1"})
	l.does("backup", kind.DeclineStep, casework.Args{Clock: "step:road-desk", ReasonID: "t2"})
	l.does(casework.Handler, kind.DeemStep, casework.Args{Post: "road-desk", ReasonID: "t3"})
	l.refused(casework.OwnPermit, casework.Handler, kind.DeemStep, casework.Args{Post: "card-desk", ReasonID: "t3"})
	l.does(casework.Handler, casework.Deny, casework.Args{ReasonID: "t4", BasisID: "t5"})
	l.does(casework.Handler, casework.Deliver, handed)
	l.ends()
}

// serviceReviewed: the leader is asked and the applicant answered as agreed; what the desk
// proposes is sent back once, and then reviewed and decided.
func serviceReviewed(l *life) {
	l.service("hygiene-permit")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.does(casework.Handler, kind.Consult, casework.Args{Until: time.Now().Add(time.Hour).Truncate(time.Millisecond), Means: "phone", ReasonID: "t1"})
	l.does(casework.LeaderInCharge, kind.Guide, casework.Args{ReasonID: "t2"})
	l.does(casework.Handler, kind.Feedback, casework.Args{ReasonID: "t3"})
	l.refused(casework.NeedsReview, casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Handler, casework.Propose, casework.Args{Outcome: "completed", ReasonID: "t4"})
	l.does(casework.SectionHead, kind.Examine, casework.Args{Approve: &no, ReasonID: "t5"})
	l.does(casework.Handler, casework.Propose, casework.Args{Outcome: "completed", ReasonID: "t6", NumberID: "t7", Until: time.Now().Add(time.Hour).Truncate(time.Millisecond)})
	l.does(casework.SectionHead, kind.Examine, casework.Args{Approve: &yes})
	l.does(casework.LeaderInCharge, casework.Decide, casework.Args{Approve: &yes})
	l.does(casework.Handler, casework.Deliver, handed)
	l.ends()
}

// serviceServed: a notice is served electronically, as he agreed on his form, and what he is
// refused by post; his days to turn to others count from there, past the end of the case.
func serviceServed(l *life) {
	l.newest(casework.State{Kind: casework.Service, Item: "food-permit", Unit: "permits", Post: "food-desk", Facts: map[string]string{casework.FactElectronic: "true"}})
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.refused(casework.Invalid, casework.Clerk, casework.Serve, casework.Args{Paper: "acceptance_notice", Means: casework.WayOnline})
	l.does(casework.Clerk, casework.Serve, casework.Args{Paper: "acceptance_notice", Means: casework.WayOnline, Proof: "a1"})
	l.does(casework.Handler, casework.Deny, casework.Args{ReasonID: "t1", BasisID: "t2"})
	on := time.Now().Truncate(time.Millisecond)
	l.does(casework.Clerk, casework.Deliver, casework.Args{Means: casework.WayPost, Proof: "a2", Received: on})
	l.await(casework.CaseClosed)
	l.ends()
}

// serviceAnnounced: nobody knows where he is, and the refusal is served by a public notice.
func serviceAnnounced(l *life) {
	l.service("food-permit")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.does(casework.Handler, casework.Deny, casework.Args{ReasonID: "t1", BasisID: "t2"})
	l.refused(casework.Invalid, casework.Handler, casework.Deliver, casework.Args{Means: casework.WayAnnounce, Proof: "a1"})
	l.does(casework.Handler, casework.Deliver, casework.Args{Means: casework.WayAnnounce, Proof: "a1", ReasonID: "t3"})
	l.refused(casework.AlreadyDone, casework.Handler, casework.Deliver, handed)
	l.awaits(casework.ClockDeemed, "public_notice:denial_decision")
	l.await(casework.CaseClosed)
	l.ends()
}

// serviceRated: rated badly, called back and mended.
func serviceRated(l *life) {
	l.service("food-permit")
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.ratedBadly(casework.Handler, casework.Clerk)
	l.does(casework.Clerk, casework.Rate, casework.Args{Outcome: "basically"})
	l.does(casework.Handler, casework.Deliver, handed)
	l.ends()
}

// serviceLookedAgain: refused, he has another office look at it; it is put right and reported.
func serviceLookedAgain(l *life) {
	l.service("food-permit")
	l.refused(casework.WrongStage, casework.Clerk, kind.AskLook, casework.Args{ReasonID: "t1"})
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.does(casework.Handler, casework.Deny, casework.Args{ReasonID: "t1", BasisID: "t2"})
	l.does(casework.Clerk, kind.AskLook, casework.Args{ReasonID: "t3"})
	l.does(casework.EfficiencyOffice, kind.LookAgain, casework.Args{Outcome: kind.PutRight, ReasonID: "t4"})
	l.does(casework.Handler, kind.Redo, casework.Args{ReasonID: "t5"})
	l.does(casework.Handler, casework.Deliver, handed)
	l.ends()
}

// serviceDeemed: entered when its five days were over, so what the law decided awaits the
// general office, which sets it aside with a leader's signature (ADR 38).
func serviceDeemed(l *life) {
	enteredAfterSilence(l)
	l.refused(casework.NotDecider, casework.EfficiencyOffice, kind.ConfirmDeemed, casework.Args{Approve: &yes, ReasonID: "t1"})
	l.does(casework.GeneralOffice, kind.ConfirmDeemed, casework.Args{Approve: &no, ReasonID: "t1"})
	l.does(casework.LeaderInCharge, casework.Countersign, casework.Args{Approve: &yes})
	l.does(casework.Handler, casework.Decline, casework.Args{ReasonID: "t2", BasisID: "t3"})
	l.ends()
}

// serviceDeemedStands is the same, confirmed.
func serviceDeemedStands(l *life) {
	enteredAfterSilence(l)
	l.does(casework.GeneralOffice, kind.ConfirmDeemed, casework.Args{Approve: &yes, ReasonID: "t1"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
}

// enteredAfterSilence registers what came nine days ago: the law has accepted it, and the
// office has to confirm that.
func enteredAfterSilence(l *life) {
	now := time.Now().Truncate(time.Millisecond)
	l.start(casework.State{
		Kind: casework.Service, Item: "food-permit", Unit: "permits", Post: "food-desk", Run: 1, Received: now.AddDate(0, 0, -9), Registered: now,
		Entry: &casework.Entry{Post: "window", Role: casework.Clerk},
	}, nil)
	l.await(casework.Accepted)
}

// serviceRenewed: entered when the permit had expired with nobody deciding; confirmed, it is
// renewed by law, and delivered (行政许可法 50).
func serviceRenewed(l *life) {
	now := time.Now().Truncate(time.Millisecond)
	l.newest(casework.State{
		Kind: casework.Service, Item: "food-renewal", Unit: "permits", Post: "food-desk", Run: 1, Received: now.AddDate(0, 0, -40), Registered: now,
		Intake: casework.IntakeComplete, Papers: brought("application", "licence", "id-card"), Facts: map[string]string{casework.FactExpires: now.AddDate(0, 0, -2).Format(time.RFC3339)},
		Entry: &casework.Entry{Post: "window", Role: casework.Clerk},
	})
	l.await(kind.Renewed)
	l.does(casework.GeneralOffice, kind.ConfirmDeemed, casework.Args{Approve: &yes, ReasonID: "t1"})
	l.does(casework.Handler, casework.Deliver, handed)
}
