//go:build record

package workflows_test

import (
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// inspectScenes are lives of checks, and of what they find.
var inspectScenes = map[string]func(*life){
	"rectification-put-right":  rectificationPutRight,
	"rectification-taken-back": rectificationTakenBack,
	"rectification-untouched":  rectificationUntouched,
	"signed-rectification":     signedBy(kind.Rectification, casework.EfficiencyOffice, casework.Close, casework.PrincipalLeader),
	"inspection-covert":        inspectionCovert,
	"inspection-open":          inspectionOpen,
	"inspection-late":          inspectionLate,
	"inspection-year":          inspectionYear,
	"signed-inspection":        inspectionClosed,
	"void-inspection":          takenBack(casework.State{Kind: kind.Inspection, Unit: "efficiency"}, casework.EfficiencyOffice),
	"void-rectification":       takenBack(casework.State{Kind: kind.Rectification, Unit: "efficiency"}, casework.EfficiencyOffice),
}

func (l *life) found(mode string) {
	l.Helper()
	l.newest(casework.State{Kind: kind.Rectification, Unit: "efficiency", Post: "efficiency-office", Facts: map[string]string{kind.FactMode: mode, kind.FactFinding: "off_post"}})
	l.does(casework.EfficiencyOffice, casework.Issue, casework.Args{Post: "food-desk", Unit: "permits", Limit: "30s", ReasonID: "t1"})
}

// rectificationPutRight: the objection is rejected, the first mending sent back.
func rectificationPutRight(l *life) {
	l.found(kind.ModeCovert)
	l.does(casework.Handler, casework.Object, casework.Args{ReasonID: "t2"})
	l.does(casework.EfficiencyOffice, casework.DecideObjection, casework.Args{Approve: &no, ReasonID: "t3"})
	l.thinksAgain(kind.ClockRectify, 5)
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: kind.ClockRectify, Days: 5, ReasonID: "t4"})
	l.does(casework.EfficiencyOffice, casework.DecideExtension, casework.Args{Clock: kind.ClockRectify, Approve: &yes, ReasonID: "t5"})
	l.does(casework.EfficiencyOffice, casework.Chase, casework.Args{})
	l.does(casework.Handler, casework.Report, casework.Args{ReasonID: "t6"})
	l.does(casework.EfficiencyOffice, kind.VerifyMended, casework.Args{Approve: &no, Limit: "30s", ReasonID: "t7"})
	l.does(casework.SectionHead, casework.Report, casework.Args{ReasonID: "t8"})
	l.does(casework.EfficiencyOffice, kind.CallInterview, casework.Args{Until: l.run0().AddDate(0, 0, 9), ReasonID: "t9"})
	l.does(casework.EfficiencyOffice, kind.VerifyMended, casework.Args{Approve: &yes, ReasonID: "t10"})
	l.ends()
}

func rectificationTakenBack(l *life) {
	l.found(kind.ModeOpen)
	l.does(casework.Handler, casework.Object, casework.Args{ReasonID: "t2"})
	l.does(casework.PrincipalLeader, casework.DecideObjection, casework.Args{Approve: &yes, ReasonID: "t3"})
	l.ends()
}

// rectificationUntouched: nobody objects, and it climbs to the verification.
func rectificationUntouched(l *life) {
	l.found(kind.ModeOpen)
	l.awaits(casework.ClockLapsed, kind.ClockObject)
	l.awaits(casework.AccountabilityOpened, kind.ClockRectify)
	l.does(casework.SectionHead, casework.Explain, casework.Args{ReasonID: "t2"})
	l.keepsRecord()
	l.does(casework.Handler, casework.Report, casework.Args{ReasonID: "t3"})
	l.does(casework.EfficiencyOffice, kind.VerifyMended, casework.Args{Approve: &yes, ReasonID: "t4"})
	l.ends()
}

// A seed, and its SM3 digest.
const (
	seedOfDraw   = "00112233445566778899aabbccddeeff"
	digestOfSeed = "8d89d2bceb53fc0fec31397074c548ec5b23d965ea06346061df1e439cab087d"
)

func (l *life) checked(mode string) {
	l.Helper()
	l.newest(casework.State{Kind: kind.Inspection, Unit: "efficiency", Post: "efficiency-office", Facts: map[string]string{kind.FactMode: mode}})
}

func (l *life) sends(args casework.Args) {
	l.Helper()
	args.Person, args.Persons, args.Approve, args.ReasonID = "inspector", []string{"efficiency_office"}, &yes, "t1"
	l.does(casework.EfficiencyOffice, kind.SendGroup, args)
}

// drawn is the unit the lots fell on.
func (l *life) drawn() (unit string) {
	l.Helper()
	require.True(l, l.r.saidSo(l.name, func(e casework.Event) bool {
		unit = e.Detail["drawn"]
		return e.Name == kind.DrawPublished
	}))
	return unit
}

// inspectionCovert: lots are drawn, once; what is found is handed in, signed for and reported.
func inspectionCovert(l *life) {
	l.checked(kind.ModeCovert)
	lots := casework.Args{Units: []string{"permits", "window"}, Members: 1, Digest: digestOfSeed}
	l.does(casework.EfficiencyOffice, kind.CommitDraw, lots)
	l.refused(casework.AlreadyDone, casework.EfficiencyOffice, kind.CommitDraw, lots)
	l.refused(casework.Invalid, casework.EfficiencyOffice, kind.PublishDraw, casework.Args{Seed: "00112233445566778899aabbccddee00"})
	l.does(casework.EfficiencyOffice, kind.PublishDraw, casework.Args{Seed: seedOfDraw})
	unit := l.drawn()
	l.sends(casework.Args{Units: []string{unit}, Outcome: "stakeout"})
	l.refused(kind.NotVisited, casework.Inspector, casework.Report, casework.Args{ReasonID: "t3"})
	l.does(casework.Inspector, kind.VisitUnit, casework.Args{Unit: unit, Approve: &yes})
	l.does(casework.Inspector, kind.RecordFinding, casework.Args{Unit: unit, Category: "off_post", ReasonID: "t2"})
	l.does(casework.Inspector, casework.Attach, casework.Args{Attachment: "f1"})
	l.does(casework.Inspector, kind.SignResult, casework.Args{Unit: unit, Outcome: kind.SignedFor})
	l.does(casework.Inspector, casework.Report, casework.Args{ReasonID: "t3"})
	l.ends()
}

// inspectionOpen: one follows a case, is held up, and nobody signs.
func inspectionOpen(l *life) {
	l.checked(kind.ModeOpen)
	l.refused(casework.Invalid, casework.EfficiencyOffice, kind.SendGroup, casework.Args{Units: []string{"permits"}, Person: "inspector", Approve: &yes, Outcome: kind.Tracking})
	l.sends(casework.Args{Units: []string{"permits"}, Outcome: kind.Tracking, Case: "BJ2026-000009"})
	l.does(casework.Inspector, kind.VisitUnit, casework.Args{Unit: "permits", Approve: &yes})
	l.does(casework.Inspector, kind.ReportObstruction, casework.Args{Post: "food-desk", Unit: "permits", Category: "delay", ReasonID: "t2"})
	l.does(casework.Inspector, kind.SignResult, casework.Args{Unit: "permits", Outcome: kind.RefusedToSign, WitnessID: "t3"})
	l.does(casework.EfficiencyOffice, kind.ReportLeak, casework.Args{Post: "food-desk", Unit: "permits", ReasonID: "t4"})
	l.keepsRecord()
	l.does(casework.Inspector, casework.Report, casework.Args{ReasonID: "t5"})
	l.ends()
}

// inspectionLate: nobody publishes, hands in or reports in time.
func inspectionLate(l *life) {
	l.checked(kind.ModeCovert)
	l.does(casework.EfficiencyOffice, kind.CommitDraw, casework.Args{Units: []string{"permits", "window"}, Members: 1, Digest: digestOfSeed})
	l.awaits(casework.ClockBreached, kind.ClockPublishDraw)
	l.does(casework.EfficiencyOffice, kind.PublishDraw, casework.Args{Seed: seedOfDraw})
	l.awaits(casework.ClockBreached, kind.ClockSendGroup)
	unit := l.drawn()
	l.sends(casework.Args{Units: []string{unit}, Outcome: "surprise"})
	l.does(casework.Inspector, kind.VisitUnit, casework.Args{Unit: unit, Approve: &yes})
	l.does(casework.Inspector, kind.RecordFinding, casework.Args{Unit: unit, Category: "lunch_alcohol", ReasonID: "t2"})
	l.awaits(casework.ClockBreached, kind.ClockEvidence)
	l.awaits(casework.ClockBreached, kind.ClockResult)
	l.does(casework.Inspector, casework.Attach, casework.Args{Attachment: "f1"})
	l.does(casework.Inspector, casework.Report, casework.Args{ReasonID: "t3"})
	l.ends()
}

// inspectionYear: the plan of a year, and the record shows that everybody was visited.
func inspectionYear(l *life) {
	l.checked(kind.ModeYear)
	l.refused(kind.NotVisited, casework.EfficiencyOffice, kind.ReportCoverage, casework.Args{ReasonID: "t1"})
	l.does(casework.EfficiencyOffice, kind.PlanYear, casework.Args{Units: []string{"permits"}})
	l.awaits(casework.ClockBreached, kind.ClockCoverage)
	l.does(casework.EfficiencyOffice, kind.ReportCoverage, casework.Args{ReasonID: "t2"})
	l.ends()
}

// inspectionClosed: lots were drawn for it, and it is let go by two.
func inspectionClosed(l *life) {
	l.checked(kind.ModeCovert)
	l.does(casework.EfficiencyOffice, kind.CommitDraw, casework.Args{Units: []string{"permits", "window"}, Members: 1, Digest: digestOfSeed})
	l.does(casework.EfficiencyOffice, casework.Close, casework.Args{ReasonID: "t1"})
	l.does(casework.PrincipalLeader, casework.Countersign, casework.Args{Approve: &yes})
	l.ends()
}
