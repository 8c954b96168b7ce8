//go:build record

package workflows_test

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// attendanceScenes are what attendance comes to.
var attendanceScenes = map[string]func(*life){
	"attendance-off-post":    attendanceOffPost,
	"attendance-covered":     attendanceCovered,
	"attendance-settled":     attendanceSettled,
	"attendance-not-at-once": attendanceNotAtOnce,
	"attendance-meeting":     attendanceMeeting,
	"attendance-arrival":     attendanceArrival,
	"signed-attendance":      signedBy(kind.Attendance, casework.SupervisionOffice, casework.Close, casework.EfficiencyOffice),
}

func (l *life) attends(matter string, happened time.Time) {
	l.Helper()
	facts := map[string]string{casework.FactPersonConcerned: "handler", kind.FactMatter: matter}
	if !happened.IsZero() {
		facts[kind.FactHappened] = happened.Format(time.RFC3339)
	}
	l.newest(casework.State{Kind: kind.Attendance, Unit: "permits", Post: "supervision-office", Facts: facts})
}

// attendanceOffPost: nobody came back in time; he objects, and somebody else upholds it.
func attendanceOffPost(l *life) {
	l.attends(kind.CheckedEmpty, time.Time{})
	l.refused(casework.WrongStage, casework.SupervisionOffice, kind.Settle, casework.Args{Outcome: kind.Absented, ReasonID: "t1"})
	l.awaits(casework.ClockDeemed, kind.ClockAway)
	l.does("handler", casework.Object, casework.Args{ReasonID: "t2"})
	l.does(casework.SupervisionOffice, casework.Attach, casework.Args{Attachment: "f1"})
	l.does(casework.SupervisionOffice, casework.Link, casework.Args{Case: "GW2026-000009", Relation: casework.Related})
	l.does(casework.SupervisionOffice, casework.Unlink, casework.Args{Case: "GW2026-000009", ReasonID: "t3"})
	l.does(casework.Admin, casework.Recount, casework.Args{Calendar: "cn@1"})
	l.does(casework.EfficiencyOffice, casework.DecideObjection, casework.Args{Approve: &yes, ReasonID: "t4"})
	l.ends()
}

func attendanceCovered(l *life) {
	l.attends(kind.CheckedAlone, time.Time{})
	l.does(casework.Inspector, kind.Back, casework.Args{Outcome: "covered"})
	l.ends()
}

// attendanceSettled: reported at once, found late by video, and nobody objects.
func attendanceSettled(l *life) {
	l.attends(kind.ClockFailed, time.Now().Add(-time.Minute))
	l.does(casework.SupervisionOffice, kind.Settle, casework.Args{Outcome: kind.CameLate, Means: "video", ReasonID: "t1"})
	l.awaits(casework.ClockLapsed, kind.ClockObject)
	l.ends()
}

func attendanceNotAtOnce(l *life) {
	l.attends(kind.ClockFailed, time.Now().Add(-2*time.Hour))
	l.awaits(casework.ClockLapsed, kind.ClockAtOnce)
	l.ends()
}

// attendanceMeeting: leave asked two hours before it.
func attendanceMeeting(l *life) {
	l.attends(kind.NotAtMeeting, time.Now().Add(2*time.Hour))
	l.does(casework.SupervisionOffice, kind.Settle, casework.Args{Outcome: kind.Excused, ReasonID: "t1"})
	l.ends()
}

// attendanceArrival: nine minutes before is late.
func attendanceArrival(l *life) {
	l.attends(kind.AtMeeting, time.Now().Add(9*time.Minute))
	l.awaits(casework.ClockLapsed, kind.ClockObject)
	l.ends()
}
