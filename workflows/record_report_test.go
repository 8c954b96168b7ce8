//go:build record

package workflows_test

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// reportScenes are lives of what is told upward.
var reportScenes = map[string]func(*life){
	"report-by-word":    reportByWord,
	"report-classified": reportClassified,
	"report-untouched":  reportUntouched,
	"signed-report":     reportClosed,
	"void-report":       takenBack(casework.State{Kind: kind.Report, Unit: "permits", Post: "food-desk", Facts: map[string]string{kind.FactEvent: "disaster"}}, casework.Handler),
}

func (l *life) happened(facts map[string]string) {
	l.Helper()
	l.newest(casework.State{Kind: kind.Report, Unit: "permits", Post: "food-desk", Facts: facts})
}

// reportByWord: a leader who can be reached lets it go, denies it once, signs for it late; more
// is told, and all of it adopted.
func reportByWord(l *life) {
	l.happened(map[string]string{kind.FactEvent: "disaster", kind.FactKnown: time.Now().Format(time.RFC3339)})
	l.refused(kind.Unsigned, casework.Handler, kind.SendReport, casework.Args{Category: "government", Means: "network"})
	said := casework.Args{Category: string(casework.LeaderInCharge), Means: "phone", Received: time.Now().Add(time.Second).Truncate(time.Millisecond)}
	l.refused(casework.FutureDate, casework.Handler, kind.TakeWord, said)
	said.Received = time.Now().Truncate(time.Millisecond)
	l.does(casework.Handler, kind.TakeWord, said)
	l.does(casework.LeaderInCharge, kind.SignReport, casework.Args{Approve: &no, ReasonID: "t1"})
	l.does(casework.Handler, kind.TakeWord, said)
	l.does(casework.Handler, kind.SendReport, casework.Args{Category: "government", Means: "network"})
	l.awaits(casework.ClockBreached, casework.PartOf(kind.ClockWord, string(casework.LeaderInCharge)))
	l.does(casework.LeaderInCharge, kind.SignReport, casework.Args{Approve: &yes})
	l.does(casework.Handler, kind.TellMore, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, kind.SignReport, casework.Args{Approve: &yes})
	l.does(casework.Handler, kind.SendReport, casework.Args{Category: "state_council", Means: "network"})
	l.does(casework.GeneralOffice, kind.Adopt, casework.Args{Category: "superior"})
	l.does(casework.Handler, kind.EndReport, casework.Args{ReasonID: "t1"})
	l.ends()
}

// reportClosed is closed unsent, by two.
func reportClosed(l *life) {
	l.happened(map[string]string{kind.FactEvent: "trend"})
	l.does(casework.GeneralOffice, casework.Close, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}

// reportClassified leaves by the secure channel alone.
func reportClassified(l *life) {
	l.happened(map[string]string{kind.FactEvent: kind.SortOther, casework.FactSecrecy: "secret"})
	l.does(casework.LeaderInCharge, kind.SignReport, casework.Args{Approve: &yes})
	l.refused(casework.Invalid, casework.Handler, kind.SendReport, casework.Args{Category: "government", Means: "fax"})
	l.does(casework.Handler, kind.SendReport, casework.Args{Category: "government", Means: kind.SecureChannel})
	l.ends()
}

// reportUntouched is not told in its time, and climbs.
func reportUntouched(l *life) {
	l.happened(map[string]string{kind.FactEvent: "emergency"})
	l.awaits(casework.AccountabilityOpened, "urgent")
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t1"})
	l.does(casework.SectionHead, casework.Chase, casework.Args{})
	l.keepsRecord()
	l.asksUrgently(casework.Close)
	l.does(casework.LeaderInCharge, kind.SignReport, casework.Args{Approve: &yes})
	l.does(casework.Handler, kind.SendReport, casework.Args{Category: "government", Means: "network"})
	l.does(casework.Handler, kind.EndReport, casework.Args{ReasonID: "t1"})
	l.ends()
}
