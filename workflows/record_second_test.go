//go:build record

package workflows_test

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// secondScenes are cases of each kind that one person would have ended, and two did (R048).
var secondScenes = map[string]func(*life){
	"signed-service":        signedService,
	"signed-meanwhile":      signedMeanwhile,
	"signed-handed-on":      signedHandedOn,
	"signed-urgent":         signedUrgent,
	"withdrawn-late":        withdrawnLate,
	"withdrawn-at-once":     withdrawnAtOnce,
	"published-service":     publishedService,
	"signed-document":       signedBy(casework.Document, casework.GeneralOffice, casework.Close, casework.LeaderInCharge),
	"signed-complaint":      signedBy(casework.Complaint, casework.EfficiencyOffice, casework.Withdraw, casework.PrincipalLeader),
	"signed-petition":       signedBy(kind.Petition, casework.EfficiencyOffice, casework.Withdraw, casework.PartyGroup),
	"signed-supervision":    signedBy(casework.Supervision, casework.SupervisionOffice, casework.Close, casework.LeaderInCharge),
	"supervision-absent":    supervisionAbsent,
	"signed-duties":         signedBy(casework.Duties, casework.SupervisionOffice, casework.Close, casework.PrincipalLeader),
	"void-service":          takenBack(casework.State{Kind: casework.Service, Item: "practice", Unit: "permits", Post: "practice-desk"}, casework.Clerk),
	"void-document":         takenBack(casework.State{Kind: casework.Document, Unit: "permits"}, casework.GeneralOffice),
	"void-supervision":      takenBack(casework.State{Kind: casework.Supervision, Unit: "permits"}, casework.SupervisionOffice),
	"signed-accountability": signedBy(casework.Accountability, casework.EfficiencyOffice, casework.Close, casework.PartyGroup),
}

// newest starts a case under the newest revision of its kind.
func (l *life) newest(s casework.State) {
	l.Helper()
	s.Declared = kind.Office().Of(s.Kind).Revision
	l.start(s, nil)
}

func signedBy(of casework.Kind, by casework.Role, act string, second casework.Role) func(*life) {
	return func(l *life) {
		s := casework.State{Kind: of, Unit: "permits"}
		if of == casework.Accountability {
			s.Cause = &casework.Cause{Number: "BJ2026-000001", Clock: "handle", Round: 1, Post: "practice-desk"}
		}
		l.newest(s)
		l.does(by, act, casework.Args{ReasonID: "t1"})
		l.does(second, casework.Countersign, casework.Args{Approve: &yes})
		l.ends()
	}
}

// takenBack: whoever registered it takes that back, alone.
func takenBack(s casework.State, by casework.Role) func(*life) {
	return func(l *life) {
		s.Facts = map[string]string{casework.FactRegistrar: string(by)}
		l.newest(s)
		l.refused(casework.NotRegistrar, "somebody_else", casework.VoidCase, casework.Args{ReasonID: "t1"})
		l.does(by, casework.VoidCase, casework.Args{ReasonID: "t1"})
		l.ends()
	}
}

// signedService: left unsigned, refused, and signed once the promise is broken: it never was.
func signedService(l *life) {
	matter, _ := l.r.book.Item("practice")
	l.newest(casework.State{Kind: casework.Service, Item: "practice", Unit: matter.Unit, Post: matter.Post})
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.does(casework.Handler, casework.Close, casework.Args{ReasonID: "t1"})
	l.does(casework.SectionHead, casework.Countersign, casework.Args{Approve: &no})
	l.does(casework.Handler, casework.Close, casework.Args{ReasonID: "t1"})
	l.awaits(casework.ClockBreached, "handle")
	l.does(casework.SectionHead, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}

// signedMeanwhile: it was chased in between, and ends with that.
func signedMeanwhile(l *life) {
	l.newest(casework.State{Kind: casework.Document, Unit: "permits"})
	l.does(casework.GeneralOffice, casework.Close, casework.Args{ReasonID: "t1"})
	l.does(casework.GeneralOffice, casework.Chase, casework.Args{})
	l.does(casework.LeaderInCharge, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}

// supervisionAbsent: one co-unit refuses its part and another is silent; the lead goes on, and
// what the first owes climbs past the sign-off until it does it after all (R045).
func supervisionAbsent(l *life) {
	l.newest(casework.State{Kind: casework.Supervision, Unit: "permits", Facts: map[string]string{"origin": kind.Ordinary, kind.FactConfirmed: kind.Ordinary}})
	l.does(casework.SupervisionOffice, casework.Issue, casework.Args{Post: "food-desk", Limit: "90s", ReasonID: "t1"})
	l.does(casework.SupervisionOffice, casework.AssignStep, casework.Args{Post: "road-desk", Limit: "30s", ReasonID: "t2"})
	l.does(casework.SupervisionOffice, casework.AssignStep, casework.Args{Post: "card-desk", Limit: "5s", ReasonID: "t2"})
	l.refused(casework.NotAbsent, casework.Handler, kind.DeemStep, casework.Args{Post: "road-desk", ReasonID: "t3"})
	l.does("backup", kind.DeclineStep, casework.Args{Clock: "step:road-desk", ReasonID: "t4"})
	l.does(casework.Handler, kind.DeemStep, casework.Args{Post: "road-desk", ReasonID: "t5"})
	l.awaits(casework.ClockBreached, "step:card-desk")
	l.does(casework.Handler, kind.DeemStep, casework.Args{Post: "card-desk", ReasonID: "t6"})
	l.does(casework.Handler, casework.Reply, casework.Args{ReasonID: "t7"})
	l.does(casework.SupervisionOffice, casework.SignOff, casework.Args{ReasonID: "t8"})
	l.does(casework.LeaderInCharge, casework.Countersign, casework.Args{Approve: &yes})
	l.await(casework.CaseClosed)
	l.awaits(casework.ClockBreached, "step:road-desk")
	l.does("backup", casework.CompleteStep, casework.Args{Clock: "step:road-desk", ReasonID: "t9"})
	l.does("backup", casework.CompleteStep, casework.Args{Clock: "step:card-desk", ReasonID: "t9"})
	l.does("backup", casework.Explain, casework.Args{Clock: "explain:road-desk", ReasonID: "t10"})
	l.does("backup", casework.Explain, casework.Args{Clock: "explain:card-desk", ReasonID: "t10"})
	l.ends()
}

// signedHandedOn: another desk has it once it is late; who used the time up answers for it.
func signedHandedOn(l *life) {
	matter, _ := l.r.book.Item("practice")
	l.newest(casework.State{Kind: casework.Service, Item: "practice", Unit: matter.Unit, Post: matter.Post})
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.awaits(casework.ClockBreached, "handle")
	l.does(casework.SectionHead, casework.Transfer, casework.Args{Post: "road-desk", ReasonID: "t1"})
	l.does(casework.LeaderInCharge, casework.Countersign, casework.Args{Approve: &yes})
	l.await(casework.AccountabilityOpened)
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t2"})
	l.does(casework.Handler, casework.Close, casework.Args{ReasonID: "t3"})
	l.does(casework.SectionHead, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}

// signedUrgent: the leader who let a short cover close it has signed it.
func signedUrgent(l *life) {
	l.newest(casework.State{Kind: casework.Document, Unit: "permits"})
	l.asksUrgently(casework.Close)
	l.does("backup", casework.Close, casework.Args{ReasonID: "t1"})
	l.ends()
}

// withdrawnLate: the applicant's paper came in before it broke, and is entered after.
func withdrawnLate(l *life) {
	matter, _ := l.r.book.Item("practice")
	l.newest(casework.State{Kind: casework.Service, Item: "practice", Unit: matter.Unit, Post: matter.Post})
	l.does(casework.Handler, casework.Accept, casework.Args{})
	asked := time.Now().Truncate(time.Millisecond)
	l.awaits(casework.ClockBreached, "handle")
	l.does(casework.Handler, casework.Withdraw, casework.Args{Proof: "a1", Received: asked})
	l.ends()
}

// withdrawnAtOnce: a letter of the minute of receipt, as a form writes it.
func withdrawnAtOnce(l *life) {
	matter, _ := l.r.book.Item("practice")
	received := time.Now().Truncate(time.Millisecond)
	l.start(casework.State{Kind: casework.Service, Item: "practice", Unit: matter.Unit, Post: matter.Post, Run: 1, Received: received, Registered: received}, nil)
	l.does(casework.Clerk, casework.Withdraw, casework.Args{Proof: "a1", Received: received.Truncate(time.Minute)})
	l.ends()
}

// publishedService: the promise is broken, and why is made public (R240).
func publishedService(l *life) {
	matter, _ := l.r.book.Item("practice")
	l.newest(casework.State{Kind: casework.Service, Item: "practice", Unit: matter.Unit, Post: matter.Post})
	l.does(casework.Handler, casework.Accept, casework.Args{})
	l.awaits(casework.ClockBreached, "handle")
	l.does(casework.SectionHead, kind.PublishReason, casework.Args{ReasonID: "t1"})
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t2"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
}
