//go:build record

// Lives of who is on post and who answers: absence, cover, accountability.

package workflows_test

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// absence of a person, from so many seconds on and for so many.
func (l *life) absence(person, form string, from, length int) {
	l.Helper()
	leaves := time.Now().Add(time.Duration(from) * time.Second).Truncate(time.Second)
	l.start(casework.State{
		Kind: casework.Absence, Unit: "permits",
		Facts: map[string]string{"person": person, "form": form, "approver": string(casework.LeaderInCharge)},
		Term:  &casework.Span{From: leaves, To: leaves.Add(time.Duration(length) * time.Second)},
	}, nil)
}

var granted = casework.Args{Approve: &yes}

func absenceReturned(l *life) {
	l.absence("handler", "leave", 15, 90)
	l.does(casework.LeaderInCharge, casework.Approve, granted)
	l.await(casework.ActingHolderChanged) // armed ahead
	time.Sleep(time.Until(l.r.state(l.name).Term.From))
	l.does(casework.Handler, casework.ReportReturn, casework.Args{})
	l.ends()
}

func absenceCancelled(l *life) {
	l.absence("handler", "leave", 60, 90)
	l.does(casework.LeaderInCharge, casework.Approve, granted)
	l.does(casework.Handler, casework.Withdraw, casework.Args{})
	l.ends()
}

func absenceUndecided(l *life) {
	l.absence("handler", "outing", 10, 60)
	l.refused(casework.OwnCase, casework.Handler, casework.Approve, granted)
	l.await(casework.CaseClosed)
	l.ends()
}

// absenceEmergency leaves a post empty: somebody is designated at once.
func absenceEmergency(l *life) {
	l.absence("section_head", "emergency", 0, 90)
	l.does(casework.LeaderInCharge, casework.Designate, casework.Args{Post: "permits-head", Person: "handler"})
	l.does(casework.SectionHead, casework.ReportReturn, casework.Args{})
	l.does(casework.SectionHead, casework.FilePapers, casework.Args{ReasonID: "t1"})
	l.ends()
}

// absenceLate: granted before leaving, nobody designated, not back in time.
func absenceLate(l *life) {
	l.absence("section_head", "outing", 10, 20)
	l.does(casework.LeaderInCharge, casework.Approve, granted)
	l.await(casework.AccountabilityOpened)
	l.does(casework.SectionHead, casework.ReportReturn, casework.Args{})
	l.ends()
}

func (l *life) accountability() {
	l.Helper()
	l.start(casework.State{Kind: casework.Accountability, Unit: "permits", Cause: &casework.Cause{
		Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "practice-desk",
	}}, nil)
}

var (
	recommended = casework.Args{Measure: "admonition", ReasonID: "t4"}
	voted       = casework.Args{Measure: "admonition", Members: 7, Present: 5, InFavour: 4, ReasonID: "t5"}
)

func (l *life) formallyOpened() {
	l.Helper()
	l.accountability()
	l.does(casework.EfficiencyOffice, casework.StateFacts, casework.Args{Outcome: "formal", Person: "handler", ReasonID: "t1"})
}

func accountabilityReversed(l *life) {
	l.formallyOpened()
	l.refused(casework.NotHeard, casework.EfficiencyOffice, casework.Recommend, recommended)
	l.does(casework.Handler, casework.Hear, casework.Args{ReasonID: "t2"})
	l.does(casework.EfficiencyOffice, casework.Split, casework.Args{Person: "handler", Share: casework.ShareMain, ReasonID: "t3"})
	l.does(casework.EfficiencyOffice, casework.Recommend, recommended)
	l.does(casework.PartyGroup, casework.Decide, voted)
	l.does(casework.EfficiencyOffice, casework.Serve, casework.Args{})
	l.does(casework.Handler, casework.AskReview, casework.Args{ReasonID: "t6"})
	l.does(casework.PartyGroup, casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t7"})
	l.does(casework.Handler, casework.AskReview, casework.Args{ReasonID: "t8"})
	l.does(casework.PartyGroup, casework.DecideReview, casework.Args{Outcome: "reversed", ReasonID: "t9"})
	l.ends()
}

// accountabilityUnheard: not heard in time, and beyond the office's authority.
func accountabilityUnheard(l *life) {
	l.formallyOpened()
	l.await(casework.ClockLapsed)
	l.does(casework.EfficiencyOffice, casework.Recommend, casework.Args{Measure: "demotion", ReasonID: "t2"})
	l.does(casework.PartyGroup, casework.Decide, casework.Args{Measure: "demotion", Members: 7, Present: 5, InFavour: 5, ReasonID: "t3"})
	l.ends()
}

// accountabilityLateReview records the second run: asked after its day.
func accountabilityLateReview(l *life) {
	l.formallyOpened()
	l.does(casework.Handler, casework.Hear, casework.Args{ReasonID: "t2"})
	l.does(casework.EfficiencyOffice, casework.Recommend, recommended)
	l.does(casework.PartyGroup, casework.Decide, voted)
	l.does(casework.EfficiencyOffice, casework.Serve, casework.Args{})
	l.ends()
	s := l.r.state(l.name)
	s.Run++
	l.start(s, &casework.Command{ID: "late", Name: casework.AskReview, Actor: "handler", At: time.Now().Truncate(time.Millisecond)})
	l.await(casework.ReviewAsked)
	l.does(casework.PartyGroup, casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t6"})
	l.does(casework.Handler, casework.AskReview, casework.Args{ReasonID: "t7"})
	l.does(casework.PartyGroup, casework.DecideReview, casework.Args{Outcome: "upheld", ReasonID: "t8"})
	l.ends()
}

func accountabilityNoFault(l *life) {
	l.accountability()
	l.does(casework.EfficiencyOffice, casework.StateFacts, casework.Args{Outcome: "no_fault", ReasonID: "t1"})
	l.ends()
}

func accountabilityUntouched(l *life) {
	l.accountability()
	l.await(casework.ClockBreached)
	l.does(casework.EfficiencyOffice, casework.StateFacts, casework.Args{Outcome: "reminder", Ground: casework.GroundCodes()[0], ReasonID: "t1"})
	l.ends()
}

// absenceVacancy: nobody stands on a desk, the leader is late to name somebody, and
// somebody comes.
func absenceVacancy(l *life) {
	l.start(casework.State{Kind: casework.Absence, Unit: "permits", Post: "food-desk", Facts: map[string]string{"form": "vacancy"}}, nil)
	l.refused(casework.Invalid, casework.LeaderInCharge, casework.Designate, casework.Args{Post: "food-desk", Person: "clerk"})
	l.await(casework.Escalated)
	l.does(casework.LeaderInCharge, casework.Designate, casework.Args{
		Post: "food-desk", Person: "clerk", Until: time.Now().Add(time.Hour).Truncate(time.Second), ReasonID: "t1",
	})
	l.does("", casework.Manned, casework.Args{})
	l.ends()
}

// supervisionUrgent: a short cover asks for an act, is refused, asks again and may.
func supervisionUrgent(l *life) {
	l.ordinary()
	l.does(casework.SupervisionOffice, casework.Issue, desk)
	ask := casework.Args{Act: casework.Reply, ReasonID: "t1"}
	l.does("backup", casework.AskUrgent, ask)
	l.does(casework.LeaderInCharge, casework.DecideUrgent, casework.Args{Approve: &no, ReasonID: "t2"})
	l.refused(casework.NoUrgent, casework.LeaderInCharge, casework.DecideUrgent, granted)
	l.does("backup", casework.AskUrgent, ask)
	l.does(casework.LeaderInCharge, casework.DecideUrgent, granted)
	l.does("backup", casework.Reply, casework.Args{ReasonID: "t3"})
	l.does(casework.SupervisionOffice, casework.SignOff, casework.Args{ReasonID: "t4"})
	l.await(casework.CaseClosed)
	l.ends()
}

// supervisionUrgentTimed: the leader leaves one request unanswered, refuses the next
// and grants the third, each in the time he has now.
func supervisionUrgentTimed(l *life) {
	l.ordinary()
	l.does(casework.SupervisionOffice, casework.Issue, casework.Args{Post: "food-desk", Limit: "80s"})
	ask := casework.Args{Act: casework.Reply, ReasonID: "t1"}
	l.does("backup", casework.AskUrgent, ask)
	l.refused(casework.UrgentPending, "backup", casework.AskUrgent, ask)
	l.await(casework.UrgentLapsed)
	l.does("backup", casework.AskUrgent, ask)
	l.does(casework.LeaderInCharge, casework.DecideUrgent, casework.Args{Approve: &no, ReasonID: "t2"})
	l.does("backup", casework.AskUrgent, ask)
	l.does(casework.LeaderInCharge, casework.DecideUrgent, granted)
	l.does("backup", casework.Reply, casework.Args{ReasonID: "t3"})
	l.does(casework.SupervisionOffice, casework.SignOff, casework.Args{ReasonID: "t4"})
	l.await(casework.CaseClosed)
	l.ends()
}

// absenceTwoStandins: two posts need somebody; whoever is away is not named, and the
// second name ends the leader's time.
func absenceTwoStandins(l *life) {
	l.absence("general_office", "emergency", 0, 90)
	name := func(post, person string) casework.Args { return casework.Args{Post: post, Person: person} }
	l.refused(casework.StandinAway, casework.LeaderInCharge, casework.Designate, name("archive", "auditor"))
	l.does(casework.LeaderInCharge, casework.Designate, name("archive", "clerk"))
	l.refused(casework.Invalid, casework.LeaderInCharge, casework.Designate, name("food-desk", "clerk"))
	l.does(casework.LeaderInCharge, casework.Designate, name("general-office", "clerk"))
	l.does("general_office", casework.ReportReturn, casework.Args{})
	l.does("general_office", casework.FilePapers, casework.Args{ReasonID: "t1"})
	l.ends()
}
