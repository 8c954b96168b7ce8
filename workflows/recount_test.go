package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
)

// recountedBook is the embedded book with a second version of the calendar, in
// which the days of a typhoon are off.
func recountedBook(t *testing.T, off ...string) *policy.Book {
	t.Helper()
	return bookOfLists(t, off)
}

// bookOfLists has a further version of the calendar for each list of days off.
func bookOfLists(t *testing.T, lists ...[]string) *policy.Book {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	versions := []policy.CalendarVersion{{ID: "cn", Version: 1, Spec: ref.National, Published: true}}
	for i, off := range lists {
		next := ref.National
		next.Off = append(append([]string{}, next.Off...), off...)
		versions = append(versions, policy.CalendarVersion{ID: "cn", Version: i + 2, Spec: next})
	}
	book, err := policy.Shelve(kind.Office(), ref.Policies, ref.Items, versions, nil, shanghai(t, "2026-09-01T00:00:00"))
	require.NoError(t, err)
	return book
}

// TestRecountTellsTheHolder: a moved date is told to who holds the post, not at
// once, and stands in the ledger with its cause; what did not move says nothing.
func TestRecountTellsTheHolder(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-09-28"), "road-permit", "2026-09-21T09:00:00") // handle: 5wd from the 22nd
	o.accept("2026-09-22T10:00:00")
	o.update("2026-09-24T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-09-24T10:00:00")
	moved := o.find(casework.ClockMoved, "handle")
	require.Len(t, moved, 1)
	require.Equal(t, "2026-09-30", o.find(casework.ClockStarted, "handle")[0].Due.Date)
	require.Equal(t, "2026-10-08", moved[0].Due.Date, "from 30 September over the national days")
	require.Equal(t, "recounted", moved[0].Due.Cause)
	require.Equal(t, []casework.Role{casework.ActingHolder}, moved[0].To)
	require.False(t, moved[0].Prompt)
	require.Equal(t, "cn@2", o.last().Calendar)
}

// TestLateMeanwhile: met in time by one list, the promise is counted by another once the
// case is taken up again, and by that it had run out on 30 September. Nobody could know:
// the breach stands at its instant, and what it asks for counts from the reopening.
func TestLateMeanwhile(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-09-28"), "road-permit", "2026-09-21T09:00:00")
	o.accept("2026-09-22T10:00:00")
	o.update("2026-09-24T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"}) // due 8 October
	o.update("2026-10-08T10:00:00", "", casework.Complete, casework.Handler, casework.Args{})
	o.update("2026-10-08T10:01:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@1"})
	o.update("2026-10-08T10:02:00", "", casework.Deliver, casework.Clerk, handed)
	o.run("2026-10-08T10:03:00")
	again := o.reopened("2026-10-12T10:00:00")
	again.run("2026-10-12T11:00:00")
	breached := again.find(casework.ClockBreached, "handle")
	require.Len(t, breached, 1)
	require.Equal(t, "2026-09-30 17:30", day(breached[0].At))
	require.Equal(t, "2026-10-12T10:00:00+08:00", breached[0].Detail["known"])
	require.Equal(t, "2026-10-12 10:00", day(again.last().Clock("explain").Start), "two days to explain from when it could be known")
}

// TestRecountUndoesABreach: the cards of a breach that is none any more are
// voided with the reason, and the clock runs on.
func TestRecountUndoesABreach(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, recountedBook(t, "2026-09-28"), "road-permit", "2026-09-21T09:00:00")
	o.accept("2026-09-22T10:00:00")
	o.update("2026-10-08T09:00:00", "", casework.Recount, casework.Admin, casework.Args{Calendar: "cn@2"})
	o.run("2026-10-08T10:00:00")
	require.Len(t, o.find(casework.ClockBreached, "handle"), 1, "it was late by the old list")
	voided := o.find(casework.CardVoided, "handle")
	require.Len(t, voided, 1)
	require.Equal(t, "recounted", voided[0].Detail["cause"])
	require.Equal(t, casework.Running, o.last().Clock("handle").Status)
	require.Equal(t, "2026-10-08", o.last().Clock("handle").Date)
}
