//go:build record

package workflows_test

import (
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// disclosureScenes are lives of what is made public, and of what is said of it.
var disclosureScenes = map[string]func(*life){
	"disclosure-shown":     disclosureShown,
	"disclosure-refused":   disclosureRefused,
	"disclosure-sent-back": disclosureSentBack,
	"disclosure-untouched": disclosureUntouched,
	"disclosure-over-head": disclosureOverHead,
	"promise-kept":         promiseKept,
	"promise-refused":      promiseRefused,
	"voice-answered":       voiceAnswered,
	"voice-reception":      voiceReception,
}

func (l *life) discloses(item string, facts map[string]string) {
	l.Helper()
	l.newest(casework.State{Kind: kind.Disclosure, Item: item, Unit: "bureau", Post: "general-office", Facts: facts})
}

// disclosureShown is checked once, and once not; what was wrong is mended after it was taken down.
func disclosureShown(l *life) {
	l.discloses("disclosure-item", map[string]string{kind.FactConcern: "true"})
	l.does(casework.DisciplineOffice, kind.Vet, casework.Args{Outcome: "sound", ReasonID: "t1"})
	l.refused(casework.WrongStage, casework.GeneralOffice, kind.MakePublic, casework.Args{Means: "posted"})
	l.does(casework.PrincipalLeader, casework.Approve, casework.Args{Approve: &yes, ReasonID: "t2"})
	l.refused(casework.Invalid, casework.GeneralOffice, kind.MakePublic, casework.Args{Means: "posted"})
	l.does(casework.GeneralOffice, kind.MakePublic, casework.Args{Means: kind.Announced})
	l.awaits(casework.RoundMissed, kind.ClockCheck)
	l.does(casework.DisciplineOffice, kind.CheckShown, casework.Args{Outcome: kind.Faulty, ReasonID: "t3"})
	l.does(casework.GeneralOffice, kind.TakeDown, casework.Args{ReasonID: "t4"})
	l.does(casework.GeneralOffice, kind.Amend, casework.Args{ReasonID: "t5"})
	l.ends()
}

func disclosureRefused(l *life) {
	l.discloses("disclosure-item", nil)
	l.does(casework.DisciplineOffice, kind.Vet, casework.Args{Outcome: "sound", ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Approve, casework.Args{Approve: &no, ReasonID: "t2"})
	l.ends()
}

// disclosureOverHead is refused by the head himself, once its days were over.
func disclosureOverHead(l *life) {
	l.discloses("disclosure-item", nil)
	l.does(casework.DisciplineOffice, kind.Vet, casework.Args{Outcome: "sound", ReasonID: "t1"})
	l.awaits(casework.ClockBreached, "handle")
	l.does(casework.PrincipalLeader, casework.Approve, casework.Args{Approve: &no, ReasonID: "t2"})
	l.ends()
}

func disclosureSentBack(l *life) {
	l.discloses("disclosure-item", nil)
	l.does(casework.DisciplineOffice, kind.Vet, casework.Args{Outcome: "unsound", ReasonID: "t1"})
	l.ends()
}

// disclosureUntouched is looked into, and approved by nobody: nobody sees it.
func disclosureUntouched(l *life) {
	l.discloses("disclosure-item", nil)
	l.does(casework.DisciplineOffice, kind.Vet, casework.Args{Outcome: "sound", ReasonID: "t1"})
	l.awaits(casework.ClockBreached, kind.ClockApproval)
	l.does(casework.GeneralOffice, casework.Close, casework.Args{ReasonID: "t2"})
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}

func voiceAnswered(l *life) {
	l.discloses("suggestion", nil)
	l.does(casework.SectionHead, casework.Transfer, casework.Args{Post: "food-desk", Unit: "permits", ReasonID: "t0"})
	l.does(casework.Handler, casework.Attach, casework.Args{Attachment: "f1"})
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "disclosure-voice@1"})
	l.does(casework.GeneralOffice, kind.Gather, casework.Args{ReasonID: "t1"})
	l.does(casework.Handler, casework.Reply, casework.Args{ReasonID: "t2", BasisID: "t3"})
	l.ends()
}

func voiceReception(l *life) {
	l.discloses("reception-day", nil)
	l.does(casework.GeneralOffice, kind.AskLeader, casework.Args{ReasonID: "t1"})
	l.awaits(casework.ClockBreached, kind.ClockAnswer)
	l.does(casework.GeneralOffice, casework.Reply, casework.Args{ReasonID: "t2"})
	l.ends()
}

// promiseKept is fixed late, made public, found broken and mended, and ended by who fixed it.
func promiseKept(l *life) {
	l.newest(casework.State{Kind: kind.Promise, Item: "service-promise", Unit: "bureau", Post: "general-office"})
	l.awaits(casework.ClockBreached, kind.ClockFix)
	l.refused(casework.Invalid, casework.PartyGroup, kind.Fix, casework.Args{Approve: &yes, Limit: "5wd", ReasonID: "t1"})
	l.does(casework.PartyGroup, kind.Fix, casework.Args{Approve: &yes, Item: "food-permit", Limit: "5wd", ReasonID: "t1"})
	l.does(casework.GeneralOffice, kind.Pledge, casework.Args{Means: "posted"})
	l.awaits(casework.RoundMissed, kind.ClockCheck)
	l.does(casework.EfficiencyOffice, kind.CheckPromise, casework.Args{Outcome: kind.Broken, ReasonID: "t2"})
	l.does(casework.SectionHead, casework.Transfer, casework.Args{Post: "food-desk", Unit: "permits", ReasonID: "t3"})
	l.does(casework.Handler, casework.Attach, casework.Args{Attachment: "f1"})
	l.does(casework.Handler, kind.Amend, casework.Args{ReasonID: "t4"})
	l.does(casework.Admin, casework.Recount, casework.Args{Policy: "promise@1"})
	l.does(casework.PartyGroup, kind.EndPromise, casework.Args{ReasonID: "t5"})
	l.ends()
}

// promiseRefused: one is not fixed; another is closed by two.
func promiseRefused(l *life) {
	l.newest(casework.State{Kind: kind.Promise, Item: "service-promise", Unit: "bureau", Post: "general-office"})
	l.does(casework.GeneralOffice, casework.Close, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &no})
	l.does(casework.PartyGroup, kind.Fix, casework.Args{Approve: &no, ReasonID: "t2"})
	l.ends()
}
