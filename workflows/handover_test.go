package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// newHandedAbsence is two days of leave from Tuesday on, before which the work is handed over.
func newHandedAbsence(t *testing.T, form, from string) *office {
	t.Helper()
	o := newAbsence(t, form, from, "2026-03-04T17:30:00")
	o.start.Declared = kind.Office().Of(casework.Absence).Revision
	o.start.Facts[kind.FactHandover] = kind.HandoverOwed
	o.left = []string{"BJ2026-000001", "GW2026-000002"}
	return o
}

// Handed over and confirmed before he leaves: nothing is late, and the record says so (R164).
func TestHandOver(t *testing.T) {
	o := newHandedAbsence(t, "leave", "2026-03-03T08:30:00")
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T15:00:00", "", kind.HandOver, casework.Handler, casework.Args{})
	o.update("2026-03-02T16:00:00", "", casework.ConfirmReceipt, casework.SectionHead, casework.Args{})
	o.update("2026-03-04T17:00:00", "", casework.ReportReturn, casework.Handler, casework.Args{})
	o.run("2026-03-06T00:00:00")
	handed := o.find(kind.HandedOver, "")
	require.Len(t, handed, 1, "%v", o.last().Seen)
	require.Equal(t, "BJ2026-000001,GW2026-000002", handed[0].Detail["cases"])
	require.Equal(t, []casework.Role{casework.NextBackup}, handed[0].To)
	require.Empty(t, o.find(casework.ClockStarted, kind.ClockTaken), "confirmed before he left")
	require.Empty(t, o.find(casework.ClockBreached, ""))
	require.Equal(t, kind.HandoverAccepted, o.find(casework.AbsenceEnded, "")[0].Detail[kind.FactHandover])
	require.Equal(t, "returned", o.last().Result)
}

// Handed over and not confirmed: B answers for the post from the time of leaving, and for
// his word from then on.
func TestHandOverNotConfirmed(t *testing.T) {
	o := newHandedAbsence(t, "leave", "2026-03-03T08:30:00")
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-02T15:00:00", "", kind.HandOver, casework.Handler, casework.Args{})
	o.run("2026-03-06T00:00:00")
	require.Len(t, o.find(casework.ClockStarted, kind.ClockTaken), 1)
	require.Equal(t, "2026-03-03 08:30", day(o.find(casework.ClockStarted, kind.ClockTaken)[0].At))
	require.Equal(t, "2026-03-04 17:30", day(o.find(casework.ClockBreached, kind.ClockTaken)[0].At))
	require.Empty(t, o.find(casework.ClockBreached, "handover"), "A has done his part")
}

// Nothing was handed over: the absence begins all the same, and its record says so. Back
// at work he owes it no longer.
func TestLeftWithoutHandOver(t *testing.T) {
	o := newHandedAbsence(t, "leave", "2026-03-03T08:30:00")
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-04T17:00:00", "", casework.ReportReturn, casework.Handler, casework.Args{})
	o.run("2026-03-06T00:00:00")
	require.Len(t, o.find(casework.ClockBreached, "handover"), 1)
	require.Equal(t, "2026-03-03 08:30", day(o.find(casework.ClockBreached, "handover")[0].At))
	require.Equal(t, kind.HandoverOwed, o.find(casework.ActingHolderChanged, "")[0].Detail[kind.FactHandover])
	require.Len(t, o.find(casework.ClockDropped, "handover"), 1)
	require.Equal(t, "returned", o.last().Result)
}

// Told by telephone: he has left already, and hands over within a working day to whoever
// acts there.
func TestHandOverByTelephone(t *testing.T) {
	o := newHandedAbsence(t, "emergency", "2026-03-02T09:00:00")
	o.update("2026-03-02T14:00:00", "", kind.HandOver, casework.Handler, casework.Args{})
	o.run("2026-03-03T12:00:00")
	require.Equal(t, "2026-03-03 17:30", day(o.find(casework.ClockStarted, "handover")[0].Due.New))
	require.Equal(t, []casework.Role{casework.ActingHolder}, o.find(kind.HandedOver, "")[0].To)
	require.Equal(t, "2026-03-02 14:00", day(o.find(casework.ClockStarted, kind.ClockTaken)[0].At))
}

// A head's outing is over with its report, two working days after the return (R237).
func TestOutingIsReported(t *testing.T) {
	o := newHandedAbsence(t, "outing", "2026-03-03T08:30:00")
	o.start.Facts[kind.FactReport] = kind.ReportOwed
	o.update("2026-03-02T09:30:00", "", casework.Approve, casework.SectionHead, casework.Args{Approve: &yes})
	o.update("2026-03-04T17:00:00", "", casework.ReportReturn, casework.Handler, casework.Args{})
	o.update("2026-03-06T10:00:00", "", casework.Report, casework.Handler, casework.Args{ReasonID: "t1"})
	o.run("2026-03-10T00:00:00")
	require.Equal(t, "2026-03-06 17:30", day(o.find(casework.ClockStarted, "report")[0].Due.New))
	require.Equal(t, "2026-03-04 17:00", day(o.find(casework.ClockDropped, "handover")[0].At), "back at work, while the report is owed")
	require.Empty(t, o.find(casework.ClockBreached, "report"))
	require.Equal(t, "2026-03-06 10:00", day(o.find(casework.CaseClosed, "")[0].At))
}
