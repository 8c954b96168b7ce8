//go:build record

package workflows_test

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// leaveScenes are absences before which something is owed, and after.
var leaveScenes = map[string]func(*life){
	"absence-handed-over":  absenceHandedOver,
	"absence-reported":     absenceReported,
	"absence-by-telephone": absenceByTelephone,
	"absence-lengthened":   absenceLengthened,
	"absence-relieved":     absenceRelieved,
	"absence-unrelieved":   absenceUnrelieved,
}

// absenceLengthened: a sickness that gets longer is signed by two, on a certificate (R190, R232).
func absenceLengthened(l *life) {
	leaves := time.Now().Add(20 * time.Second).Truncate(time.Second)
	l.newest(casework.State{
		Kind: casework.Absence, Unit: "permits", Post: "practice-desk", Term: &casework.Span{From: leaves, To: leaves.Add(90 * time.Second)},
		Facts: map[string]string{
			"person": "handler", "form": "leave", "approver": string(casework.SectionHead), kind.FactSort: "sick",
			kind.FactLonger:     kind.WriteLonger([]kind.Longer{{Until: leaves.Add(time.Hour), Signers: []casework.Role{casework.SectionHead}}, {Signers: []casework.Role{casework.SectionHead, casework.LeaderInCharge}}}),
			kind.FactShownAfter: leaves.Add(time.Hour).Format(time.RFC3339) + "=" + casework.PurposeHospital,
		},
	})
	l.does(casework.SectionHead, casework.Approve, granted)
	time.Sleep(time.Until(leaves))
	l.awaits(casework.ClockStarted, "return")
	l.does(casework.Handler, casework.RequestExtension, casework.Args{Clock: "return", Days: 3, ReasonID: "t1"})
	l.refused(casework.Invalid, casework.SectionHead, casework.DecideExtension, casework.Args{Clock: "return", Approve: &yes, ReasonID: "t2"})
	l.does(casework.SectionHead, casework.DecideExtension, casework.Args{Clock: "return", Approve: &yes, ReasonID: "t2", Proof: "f1"})
	l.refused(casework.NotDecider, casework.SectionHead, casework.DecideExtension, casework.Args{Clock: "return", Approve: &yes, ReasonID: "t3"})
	l.does(casework.LeaderInCharge, casework.DecideExtension, casework.Args{Clock: "return", Approve: &yes, ReasonID: "t3"})
	l.does(casework.Handler, casework.ReportReturn, casework.Args{})
	l.ends()
}

// absenceByTelephone is leave once its papers are in and both have signed them (R183, R232).
func absenceByTelephone(l *life) {
	leaves := time.Now().Truncate(time.Second)
	l.newest(casework.State{
		Kind: casework.Absence, Unit: "permits", Post: "practice-desk", Term: &casework.Span{From: leaves, To: leaves.Add(90 * time.Second)},
		Facts: map[string]string{
			"person": "handler", "form": "emergency", "approver": string(casework.SectionHead), kind.FactSigners: string(casework.LeaderInCharge),
			kind.FactFiled: string(casework.SupervisionOffice),
		},
	})
	l.does(casework.Handler, casework.FilePapers, casework.Args{ReasonID: "t1"})
	l.refused(casework.NotDecider, casework.LeaderInCharge, casework.Approve, granted)
	l.does(casework.SectionHead, casework.Approve, granted)
	l.does(casework.Handler, casework.ReportReturn, casework.Args{})
	l.does(casework.LeaderInCharge, casework.Approve, granted)
	l.ends()
}

// absenceHandedOver: A hands over before he leaves, B confirms once he stands there (R164).
func absenceHandedOver(l *life) {
	leaves := time.Now().Add(20 * time.Second).Truncate(time.Second)
	l.newest(casework.State{
		Kind: casework.Absence, Unit: "permits", Post: "practice-desk", Term: &casework.Span{From: leaves, To: leaves.Add(90 * time.Second)},
		Facts: map[string]string{"person": "handler", "form": "leave", "approver": string(casework.LeaderInCharge), kind.FactHandover: kind.HandoverOwed},
	})
	l.does(casework.LeaderInCharge, casework.Approve, granted)
	l.does(casework.Handler, kind.HandOver, casework.Args{ReasonID: "t1"})
	time.Sleep(time.Until(leaves))
	l.awaits(casework.ClockStarted, kind.ClockTaken)
	l.does(casework.SectionHead, casework.ConfirmReceipt, casework.Args{})
	l.does(casework.Handler, casework.ReportReturn, casework.Args{})
	l.ends()
}

// absenceReported: an outing with a plan is over with its report (R237).
func absenceReported(l *life) {
	leaves := time.Now().Add(15 * time.Second).Truncate(time.Second)
	l.newest(casework.State{
		Kind: casework.Absence, Unit: "permits", Post: "permits-head", Term: &casework.Span{From: leaves, To: leaves.Add(90 * time.Second)},
		Facts: map[string]string{"person": "handler", "form": "outing", "approver": string(casework.LeaderInCharge), kind.FactReport: kind.ReportOwed},
	})
	l.does(casework.LeaderInCharge, casework.Approve, granted)
	time.Sleep(time.Until(leaves))
	l.awaits(casework.ClockStarted, "return")
	l.does(casework.Handler, casework.ReportReturn, casework.Args{})
	l.does(casework.Handler, casework.Report, casework.Args{ReasonID: "t1"})
	l.ends()
}

// fromASingleWindow is a leave that begins once somebody stands there (R187).
func (l *life) fromASingleWindow() (leaves time.Time) {
	l.Helper()
	leaves = time.Now().Add(15 * time.Second).Truncate(time.Second)
	l.newest(casework.State{
		Kind: casework.Absence, Unit: "permits", Post: "practice-desk", Term: &casework.Span{From: leaves, To: leaves.Add(90 * time.Second)},
		Facts: map[string]string{"person": "handler", "form": "leave", "approver": string(casework.LeaderInCharge), kind.FactRelief: kind.ReliefOwed},
	})
	l.does(casework.LeaderInCharge, casework.Approve, granted)
	return leaves
}

func absenceRelieved(l *life) {
	leaves := l.fromASingleWindow()
	l.refused(casework.OwnCase, casework.Handler, kind.Relieve, casework.Args{})
	l.does(casework.SectionHead, kind.Relieve, casework.Args{ReasonID: "t1"})
	time.Sleep(time.Until(leaves))
	l.awaits(casework.ClockStarted, "return")
	l.does(casework.Handler, casework.ReportReturn, casework.Args{})
	l.ends()
}

// absenceUnrelieved: nobody stands there, and it is not left.
func absenceUnrelieved(l *life) {
	l.fromASingleWindow()
	l.await(casework.AbsenceCancelled)
	l.ends()
}
