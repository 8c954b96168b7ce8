package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// edits is a catalogue whose road permit was promised in 5wd and from an instant on
// in 3wd.
func edits(t *testing.T, at string) *policy.Book {
	t.Helper()
	book, err := loadBook()
	require.NoError(t, err)
	road, ok := book.Item("road-permit")
	require.True(t, ok)
	shorter := road
	shorter.Promised = "3wd"
	return book.Hold([]policy.ItemVersion{
		{Item: road, Version: 1, From: shanghai(t, "2026-01-01T00:00:00")},
		{Item: shorter, Version: 2, From: shanghai(t, at)},
	})
}

// TestEditedItemMovesNoOpenCase: the promise was cut while the case was open. Its due
// date stays, and two days granted move it two days later, not earlier.
func TestEditedItemMovesNoOpenCase(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, edits(t, "2026-09-23T00:00:00"), "road-permit", "2026-09-21T09:00:00")
	o.accept("2026-09-22T10:00:00") // 5wd: 30 September
	o.update("2026-09-24T09:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.update("2026-09-24T10:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: new(true)})
	o.run("2026-09-24T11:00:00")
	require.Equal(t, "2026-09-30", o.find(casework.ClockStarted, "handle")[0].Due.Date)
	moved := o.find(casework.ClockMoved, "handle")
	require.Len(t, moved, 1)
	require.Equal(t, "2026-10-09", moved[0].Due.Date, "the 8th and 9th, over the national days")
	require.Equal(t, 1, o.last().ItemVersion)
}

// TestCaseFromBeforeItemsHadVersions takes the version in force at its receipt, once,
// and keeps it: what it had been planned with knew of none.
func TestCaseFromBeforeItemsHadVersions(t *testing.T) {
	t.Parallel()
	before := newOfficeOf(t, edits(t, "2026-09-23T00:00:00"), "road-permit", "2026-09-21T09:00:00")
	before.accept("2026-09-22T10:00:00")
	before.run("2026-09-23T10:00:00")
	o := newOfficeOf(t, before.book, "road-permit", "2026-09-21T09:00:00")
	o.start, o.from = *before.last(), shanghai(t, "2026-09-23T10:00:00")
	o.start.ItemVersion, o.start.Run = 0, 2
	o.update("2026-09-24T09:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.run("2026-09-24T11:00:00")
	require.Equal(t, 1, o.last().ItemVersion, "in force at its receipt")
	require.Equal(t, "2026-09-30", o.last().Clock("handle").Date)
}

// TestAnItemEditedForThePastMovesNoOpenCase: a version published on the 23rd that is in
// force from before the receipt governs new cases; the open one is counted by what it
// was received under.
func TestAnItemEditedForThePastMovesNoOpenCase(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, edits(t, "2026-12-01T00:00:00"), "road-permit", "2026-09-21T09:00:00")
	o.accept("2026-09-22T10:00:00")
	backdated := edits(t, "2026-09-01T00:00:00")
	o.post("2026-09-23T09:00:00", func(*testsuite.TestWorkflowEnvironment) { o.book = backdated })
	o.update("2026-09-24T09:00:00", "", casework.RequestExtension, casework.Handler, casework.Args{Clock: "handle", Days: 2})
	o.update("2026-09-24T10:00:00", "", casework.DecideExtension, casework.LeaderInCharge, casework.Args{Clock: "handle", Approve: new(true)})
	o.run("2026-09-24T11:00:00")
	o.allAccepted(3)
	require.Equal(t, "2026-10-09", o.last().Clock("handle").Date, "5wd and two, not 3wd and two")
	require.Equal(t, 1, o.last().ItemVersion)
}
