//go:build record

package workflows_test

import (
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// contactScenes are lives of first contacts, and of a service case that one became.
var contactScenes = map[string]func(*life){
	"contact-led-inside":   contactLedInside,
	"contact-guided":       contactGuided,
	"contact-filed":        contactFiled,
	"contact-explained":    contactExplained,
	"contact-looked-again": contactLookedAgain,
	"contact-declined":     contactDeclined,
	"contact-outside":      contactOutside,
	"contact-content":      contactContent,
	"contact-converted":    contactConverted,
	"contact-untouched":    contactUntouched,
	"service-followed":     serviceFollowed,
	"signed-contact":       signedBy(kind.Contact, casework.Clerk, casework.Close, casework.PrincipalLeader),
}

func (l *life) asked(facts map[string]string) {
	l.Helper()
	l.newest(casework.State{Kind: kind.Contact, Unit: "window", Post: "window-clerk", Facts: facts})
}

// contactLedInside: urgent, papers taken in for one desk, and another one led to, whose part
// outlives the answer.
func contactLedInside(l *life) {
	ledInside(l, func() {})
}

// contactGuided: the same, the leader is asked and answers, and a day is told by which he has
// his answer.
func contactGuided(l *life) {
	ledInside(l, func() {
		now := l.r.state(l.name)
		l.does(casework.Clerk, kind.PutOff, casework.Args{Until: now.Clock("handle").Due, BasisID: "t6", ReasonID: "t7"})
		l.does(casework.Clerk, kind.Coordinate, casework.Args{BasisID: "t8"})
		l.refused(casework.AlreadyDone, casework.Clerk, kind.GuideOut, casework.Args{Outcome: "told", BasisID: "t8", ReasonID: "t9"})
		l.does(casework.LeaderInCharge, kind.Guide, casework.Args{ReasonID: "t9"})
	})
}

func ledInside(l *life, asked func()) {
	l.asked(map[string]string{kind.FactUrgent: "true", kind.FactFor: "food-desk", kind.FactForUnit: "permits", kind.FactHelped: "true"})
	l.refused(casework.Invalid, casework.Clerk, casework.AssignStep, casework.Args{Post: "road-desk"})
	l.does(casework.Clerk, casework.AssignStep, casework.Args{Post: "road-desk", Limit: "20s", Means: kind.Accompanied})
	l.does(casework.Handler, casework.ConfirmReceipt, casework.Args{Clock: "receipt:road-desk"})
	l.does(casework.Handler, casework.CompleteStep, casework.Args{Clock: "step:road-desk", ReasonID: "t1"})
	l.does(casework.Clerk, kind.ReportUp, casework.Args{Category: "unsure", ReasonID: "t2"})
	asked()
	l.does(casework.PrincipalLeader, casework.Chase, casework.Args{})
	l.does(casework.Clerk, casework.Reply, casework.Args{ReasonID: "t4"})
	l.does(casework.Handler, casework.CompleteStep, casework.Args{Clock: "step:food-desk", ReasonID: "t5"})
	l.ends()
}

// contactFiled is chased once, and once not.
func contactFiled(l *life) {
	l.asked(nil)
	l.does(casework.Clerk, kind.FileUp, casework.Args{Received: time.Now().Truncate(time.Millisecond), BasisID: "t1"})
	l.does(casework.Clerk, kind.Urge, casework.Args{})
	l.awaits(casework.ClockRecurred, kind.ClockFollowUp)
	l.awaits(casework.RoundMissed, kind.ClockFollowUp)
	l.does(casework.SectionHead, casework.Transfer, casework.Args{Post: "food-desk", Unit: "permits", ReasonID: "t2"})
	l.does(casework.Handler, casework.Reply, casework.Args{ReasonID: "t3"})
	l.ends()
}

func contactDeclined(l *life) {
	l.asked(nil)
	l.does(casework.Clerk, casework.Decline, casework.Args{ReasonID: "t1", BasisID: "t2"})
	l.ends()
}

// contactExplained: he objects after the end, in a run of its own.
func contactExplained(l *life) {
	contactDeclined(l)
	s := l.r.state(l.name)
	s.Run++
	l.start(s, &casework.Command{ID: "object", Name: casework.Object, Actor: "clerk", Roles: []casework.Role{casework.Clerk}, At: time.Now().Truncate(time.Millisecond), Args: casework.Args{ReasonID: "t3"}})
	l.ends()
}

// contactLookedAgain: it was explained that it cannot be, and another office looks at it, in a
// run of its own.
func contactLookedAgain(l *life) {
	contactDeclined(l)
	s := l.r.state(l.name)
	s.Run++
	l.start(s, &casework.Command{ID: "ask-look", Name: kind.AskLook, Actor: "clerk", Roles: []casework.Role{casework.Clerk}, At: time.Now().Truncate(time.Millisecond), Args: casework.Args{ReasonID: "t3"}})
	l.awaits(casework.ClockStarted, kind.ClockLook)
	l.does(casework.EfficiencyOffice, kind.LookAgain, casework.Args{Outcome: kind.LookUpheld, ReasonID: "t4"})
	l.ends()
}

func contactOutside(l *life) {
	l.asked(nil)
	l.does(casework.Clerk, kind.GuideOut, casework.Args{Outcome: "contacted", BasisID: "t1", ReasonID: "t2"})
	l.ends()
}

// contactContent: he was not content, was called back, and is once it was mended; a mistaken
// word of his is set aside by two.
func contactContent(l *life) {
	l.newest(casework.State{Kind: kind.Contact, Item: "asked-until-content", Unit: "window", Post: "window-clerk"})
	l.does(casework.Clerk, casework.Reply, casework.Args{ReasonID: "t1"})
	l.awaits(casework.ClockBreached, kind.ClockContent)
	l.ratedBadly(casework.Clerk, casework.SectionHead)
	l.does(casework.SectionHead, casework.Rate, casework.Args{Outcome: "satisfied"})
	l.ends()
}

// ratedBadly: set aside once, then called back and mended.
func (l *life) ratedBadly(desk, rater casework.Role) {
	l.refused(casework.Invalid, rater, casework.Rate, casework.Args{Outcome: "splendid"})
	l.does(rater, casework.Rate, casework.Args{Outcome: "unsatisfied", ReasonID: "t1"})
	l.does(casework.SectionHead, kind.CallBack, casework.Args{Outcome: kind.Mistaken, ReasonID: "t2"})
	l.does(casework.EfficiencyOffice, casework.Countersign, casework.Args{Approve: &yes})
	l.does(rater, casework.Rate, casework.Args{Outcome: "very_unsatisfied", Category: "named", ReasonID: "t1"})
	l.does(casework.SectionHead, kind.CallBack, casework.Args{Outcome: kind.Founded, ReasonID: "t2"})
	l.does(desk, kind.Redo, casework.Args{ReasonID: "t3"})
}

func contactConverted(l *life) {
	l.asked(nil)
	l.refused(casework.UnknownItem, casework.Clerk, casework.Convert, casework.Args{Kind: casework.Service})
	l.does(casework.Clerk, casework.Convert, casework.Args{Kind: casework.Service, Item: "food-permit"})
	l.ends()
}

// contactUntouched climbs to the verification, with the desk that was led to.
func contactUntouched(l *life) {
	l.asked(nil)
	l.does(casework.Clerk, casework.AssignStep, casework.Args{Post: "road-desk", Unit: "permits", Limit: "8s"})
	l.awaits(casework.ClockBreached, "receipt:road-desk")
	l.awaits(casework.AccountabilityOpened, "step:road-desk")
	l.awaits(casework.AccountabilityOpened, "handle")
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t1"})
	l.keepsRecord()
	l.does(casework.Clerk, casework.Reply, casework.Args{ReasonID: "t2"})
	l.does(casework.Handler, casework.CompleteStep, casework.Args{Clock: "step:road-desk", ReasonID: "t1"})
	l.does(casework.SectionHead, casework.Explain, casework.Args{Clock: "explain:road-desk", ReasonID: "t1"})
	l.ends()
}

// serviceFollowed: who was asked first follows it to the result, and again once it is taken up.
func serviceFollowed(l *life) {
	matter, _ := l.r.book.Item("food-permit")
	l.newest(casework.State{Kind: casework.Service, Item: "food-permit", Unit: matter.Unit, Post: matter.Post, Facts: map[string]string{kind.FactFirst: "window-clerk", kind.FactFirstUnit: "window"}})
	l.does(casework.Clerk, kind.Urge, casework.Args{Clock: "follow_up:window-clerk"})
	l.does(casework.Handler, casework.Complete, casework.Args{})
	l.does(casework.Clerk, casework.Deliver, handed)
	l.ends()
}

// contented adds the policy of an office that asks whether he is content (R234).
func contented(ref *reference.Reference) {
	for _, p := range ref.Policies {
		if p.ID == "contact" {
			p.ID, p.Choices = "contact-content", map[string]string{policy.FirstContact: policy.UntilContent}
			ref.Policies = append(ref.Policies, p)
		}
	}
	i := slices.IndexFunc(ref.Items, func(it policy.Item) bool { return it.Kind == kind.Contact })
	asked := ref.Items[i]
	asked.ID, asked.Policy = "asked-until-content", "contact-content"
	ref.Items = append(ref.Items, asked)
}
