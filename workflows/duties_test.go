package workflows_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// A duty that the house had not when its duties were registered is owed from the recount by
// the policy that knows it, at whatever revision they stand (R222). The first round ends on
// the fifth working day of April: 1, 2, 3, 7 and 8 (4 to 6 Qingming).
func TestADutyIsOwedFromTheRecount(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	versions := slices.Clone(ref.Policies)
	newest := slices.IndexFunc(versions, func(p policy.Policy) bool { return p.ID == "duties" && p.Version == 6 })
	next := versions[newest]
	next.ID, next.Version = "duties-next", 1
	versions[newest] = next
	book, err := policy.Shelve(kind.Office(), versions, ref.Items, []policy.CalendarVersion{{ID: "cn", Version: 1, Spec: ref.National, Published: true}}, nil, shanghai(t, "2026-03-01T00:00:00"))
	require.NoError(t, err)
	for revision := range kind.Office().Of(casework.Duties).Revision + 1 {
		o := newOfficeOf(t, book, "food-permit", "2026-03-02T09:00:00")
		o.start.Number, o.start.Kind, o.start.Item, o.start.Declared = "ZR2026-000001", casework.Duties, "", revision
		o.start.Policy = "duties@4"
		o.update("2026-03-10T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Policy: "duties-next@1"})
		o.update("2026-03-11T10:00:00", "", casework.Recount, casework.Admin, casework.Args{Policy: "duties-next@1"})
		o.run("2026-04-09T00:00:00")
		o.accepted()
		began := o.find(casework.ClockStarted, "overdue_circular")
		require.Len(t, began, 2, "once, and the next round of it")
		require.Equal(t, []string{"2026-03-10 10:00", "2026-04-08"}, []string{day(began[0].At), began[0].Due.Date})
		require.Len(t, o.find(casework.RoundMissed, "overdue_circular"), 1)
	}
}

// A circular that was voided met nothing: its round is owed again, with its reminder; one
// that is over was missed. Heads of the sections on a circular hear of it (R058, R222).
func TestAVoidedCircularIsOwedAgain(t *testing.T) {
	t.Parallel()
	o := newMatter(t, casework.Duties, "2026-03-02T09:00:00", nil)
	circulate := func(when string) {
		o.update(when, "", casework.Circulate, casework.GeneralOffice, casework.Args{Outcome: "circulated", Units: []string{"permits", "roads"}})
	}
	void := func(when, issued string) {
		o.update(when, "", kind.VoidCircular, casework.GeneralOffice, casework.Args{Received: shanghai(t, issued)})
	}
	circulate("2026-03-10T10:00:00")
	void("2026-03-11T10:00:00", "2026-03-10T10:00:00")
	void("2026-03-12T10:00:00", "2026-03-10T10:00:00") // again: nothing is met any more
	circulate("2026-04-20T10:00:00")
	void("2026-05-12T10:00:00", "2026-04-20T10:00:00") // its round ended on 5-11
	o.run("2026-05-13T00:00:00")
	heard := o.find(kind.Circulated, "overdue_circular")
	require.Len(t, heard, 4)
	require.Equal(t, []any{"permits", "roads", []casework.Role{casework.SectionHead}}, []any{heard[0].Unit, heard[1].Unit, heard[0].To})
	warned := o.find(casework.ClockWarned, "overdue_circular")
	require.Len(t, warned, 1, "the first round is reminded of again, the second was met")
	require.Equal(t, "2026-04-07 08:30", day(warned[0].At))
	require.Len(t, o.find(casework.RoundMissed, "overdue_circular"), 1, "that of March")
	require.Len(t, o.find(kind.CircularVoided, "overdue_circular"), 2)
	require.Equal(t, casework.NothingOwed, o.verdicts["void-circular@2026-03-12T10:00:00"].Code)
	last := o.last()
	i := slices.IndexFunc(last.Clocks, func(c casework.Clock) bool { return c.Name == "overdue_circular" && c.Status == casework.Recurred })
	require.True(t, last.Clocks[i].Filed.IsZero(), "April stands as missed")
}

// What the public thinks is asked for twice a year, and what it said is entered, whatever
// form it took; saying that it was done is not enough (R231).
func TestOpinionsAreTaken(t *testing.T) {
	t.Parallel()
	o := newMatter(t, casework.Duties, "2026-03-02T09:00:00", nil)
	o.update("2026-03-10T10:00:00", "", casework.FileDuty, casework.EfficiencyOffice, casework.Args{Clock: kind.ClockOpinions})
	o.update("2026-03-11T10:00:00", "", kind.TakeOpinions, casework.EfficiencyOffice, casework.Args{})
	o.update("2026-03-12T10:00:00", "", kind.TakeOpinions, casework.EfficiencyOffice, casework.Args{Means: "forum"})
	o.update("2026-03-13T10:00:00", "", kind.TakeOpinions, casework.GeneralOffice, casework.Args{Means: "questionnaire"})
	o.run("2026-07-02T00:00:00")
	o.turnedAway(casework.FileDuty, "2026-03-10T10:00:00", casework.Invalid, "clock", "R231")
	o.turnedAway(kind.TakeOpinions, "2026-03-11T10:00:00", casework.Invalid, "means", "R231")
	o.turnedAway(kind.TakeOpinions, "2026-03-13T10:00:00", casework.NothingOwed, "", "R231")
	done := o.find(casework.DutyDone, kind.ClockOpinions)
	require.Len(t, done, 1)
	require.Equal(t, "forum", done[0].Level)
	require.Empty(t, o.find(casework.RoundMissed, kind.ClockOpinions))
	require.Equal(t, "2027-01-04", o.last().Clock(kind.ClockOpinions).Date)
}
