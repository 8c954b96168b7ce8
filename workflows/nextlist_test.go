package workflows_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// asking is a bureau's standing duties. The list of 2027 comes with cn@2, which is
// published for everybody where it is current. The office's own policies are without
// what lacks names.
func asking(t *testing.T, current bool, lacks ...string) *office {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	next := ref.National
	next.Years = append(slices.Clone(next.Years), 2027)
	own := slices.DeleteFunc(slices.Clone(ref.Policies), func(p policy.Policy) bool { return slices.Contains(lacks, p.Ref()) })
	book, err := policy.Shelve(kind.Office(), own, ref.Items, []policy.CalendarVersion{
		{ID: "cn", Version: 1, Spec: ref.National, Published: true}, {ID: "cn", Version: 2, Spec: next, Published: current},
	}, nil, shanghai(t, "2026-01-01T00:00:00"))
	require.NoError(t, err)
	o := newOfficeOf(t, book.Beside(ref.Policies), "food-permit", "2026-03-02T08:30:00")
	o.start.Number, o.start.Kind, o.start.Item = kind.Office().Number(casework.Duties, 2026, 1), casework.Duties, ""
	return o
}

func (o *office) instants(name casework.EventName) (out []string) {
	for _, e := range o.find(name, "next_list") {
		out = append(out, day(e.At))
	}
	return out
}

// TestNextListIsAskedForUntilItIsIn: every week from 1 November, a Sunday, on; who
// says it is in, while it is not, is refused. The recount that brings it files the
// round, and the next begins on 1 November 2027, a Monday, for the list of 2028.
func TestNextListIsAskedForUntilItIsIn(t *testing.T) {
	t.Parallel()
	o := asking(t, false)
	o.update("2026-06-01T09:00:00", "", casework.FileDuty, casework.GeneralOffice, casework.Args{Clock: "next_list"})
	o.update("2026-11-19T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.update("2026-11-20T09:00:00", "", casework.FileDuty, casework.GeneralOffice, casework.Args{Clock: "next_list"})
	o.update("2026-12-01T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"}) // nothing is in any more than it was
	o.run("2027-11-16T00:00:00")
	require.Equal(t, casework.ListMissing, o.verdicts["file-duty@2026-06-01T09:00:00"].Code)
	require.Equal(t, casework.AlreadyDone, o.verdicts["file-duty@2026-11-20T09:00:00"].Code)
	require.Equal(t, []string{"2026-11-19 09:00"}, o.instants(casework.DutyDone))
	require.Equal(t, []string{"2026-11-09 17:30", "2026-11-16 17:30", "2026-11-23 17:30", "2027-11-08 17:30", "2027-11-15 17:30"}, o.instants(casework.ClockRecurred))
	require.Equal(t, []string{"2026-11-09 17:30", "2026-11-16 17:30", "2027-11-08 17:30", "2027-11-15 17:30"}, o.instants(casework.RoundMissed))
	require.Empty(t, o.instants(casework.ClockMoved))
	require.Empty(t, o.instants(casework.PointsProposed))
	require.Empty(t, o.instants(casework.CardIssued))
	require.Equal(t, "2027-11-22", o.last().Clock("next_list").Date)
}

// TestNextListBeforeItsTime: a list that comes in October is asked for by nobody.
func TestNextListBeforeItsTime(t *testing.T) {
	t.Parallel()
	o := asking(t, false)
	o.update("2026-10-26T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-11-30T00:00:00")
	o.accepted()
	require.Equal(t, []string{"2026-10-26 09:00"}, o.instants(casework.DutyDone), "it is in, and what asked for it is filed")
	require.Empty(t, o.instants(casework.ClockMoved))
	require.Empty(t, o.instants(casework.RoundMissed))
	require.Equal(t, "2027-11-08", o.last().Clock("next_list").Date)
}

// TestARecountOnTheEveOfARound: kept three minutes before November and heard in the morning,
// it counts from when it was kept, though the list is asked for from midnight on.
func TestARecountOnTheEveOfARound(t *testing.T) {
	t.Parallel()
	o := asking(t, false)
	o.update("2026-11-01T08:00:00", "2026-10-31T23:57:00", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-11-30T00:00:00")
	o.accepted()
	require.Equal(t, []string{"2026-10-31 23:57"}, o.instants(casework.DutyDone))
}

// TestNextListWithoutARecount: a list that is published for everybody, and not for the
// cases that are open, is in all the same.
func TestNextListWithoutARecount(t *testing.T) {
	t.Parallel()
	o := asking(t, true)
	o.start.Calendar = "cn@1"
	o.run("2027-11-01T00:00:00")
	require.Equal(t, "cn@1", o.last().Calendar)
	require.Empty(t, o.instants(casework.RoundMissed))
	require.Empty(t, o.instants(casework.DutyDone), "it was in before the duty began")
	require.Equal(t, "2027-11-08", o.last().Clock("next_list").Date)
}

// TestNextListPublishedInTheMiddle: for new cases only, while this one is asked: its
// round is done when it ends, by nobody's hand, and is not missed.
func TestNextListPublishedInTheMiddle(t *testing.T) {
	t.Parallel()
	o, listed := asking(t, false), asking(t, true).book
	o.mail = append(o.mail, &delivery{at: shanghai(t, "2026-11-12T09:00:00"), send: func(*testsuite.TestWorkflowEnvironment, *delivery) { o.book = listed }})
	o.update("2026-11-11T09:00:00", "", casework.FileDuty, casework.GeneralOffice, casework.Args{Clock: "next_list"})
	o.run("2027-11-01T00:00:00")
	require.Equal(t, casework.ListMissing, o.verdicts["file-duty@2026-11-11T09:00:00"].Code)
	require.Equal(t, []string{"2026-11-09 17:30"}, o.instants(casework.RoundMissed))
	require.Equal(t, []string{"2026-11-16 17:30"}, o.instants(casework.DutyDone))
	require.Equal(t, "2027-11-08", o.last().Clock("next_list").Date)
}

// TestNextListOfNoOlderPolicy: a bureau has the duties its version lists,
// and the version the binary carries lends it none.
func TestNextListOfNoOlderPolicy(t *testing.T) {
	t.Parallel()
	o := asking(t, false, "duties@3", "duties@4", "duties@5", "duties@6")
	o.run("2026-11-30T00:00:00")
	require.Equal(t, "duties@2", o.last().Policy)
	require.NotEmpty(t, o.find(casework.RoundMissed, "monday_list"))
	require.Empty(t, o.instants(casework.ClockStarted))
}
