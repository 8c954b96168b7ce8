package policy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// edited is a book in which the promise of the food permit went from 10wd to 5wd on
// 12 October, and an item the office gave up.
func edited(t *testing.T) *policy.Book {
	t.Helper()
	ref := load(t)
	book, err := ref.Book()
	require.NoError(t, err)
	food, ok := book.Item("food-permit")
	require.True(t, ok)
	shorter, gone := food, food
	shorter.Promised = "5wd"
	gone.ID, gone.Promised = "given-up", "7wd"
	return book.Hold([]policy.ItemVersion{
		{Item: shorter, Version: 2, From: instant(t, "2026-10-12T00:00")},
		{Item: food, Version: 1, From: instant(t, "2026-01-01T00:00")},
		{Item: gone, Version: 1, From: instant(t, "2026-01-01T00:00")},
	})
}

// TestItemGovernsFromReceipt: what governs is the version in force at the receipt,
// whenever that was entered; a case that pins one keeps it, and a grant counts from
// its promise (the promise was cut, and granting two days came out six days earlier).
func TestItemGovernsFromReceipt(t *testing.T) {
	t.Parallel()
	book := edited(t)
	for name, tt := range map[string]struct {
		item     string
		pin      int
		received string
		granted  int
		limit    string
		version  int
		due      string
	}{
		"received before the edit":          {"food-permit", 0, "2026-09-24T09:30", 0, "10wd", 1, "2026-10-15"},
		"received on the day of the edit":   {"food-permit", 0, "2026-10-12T00:00", 0, "5wd", 2, "2026-10-19"},
		"received before there was an item": {"food-permit", 0, "2025-12-01T09:30", 0, "10wd", 1, "2025-12-15"},
		"pinned before the edit":            {"food-permit", 1, "2026-10-13T09:30", 0, "10wd", 1, "2026-10-27"},
		"pinned, and two days granted":      {"food-permit", 1, "2026-09-24T09:30", 2, "10wd", 1, "2026-10-19"},
		"an item that is gone":              {"given-up", 0, "2026-09-24T09:30", 0, "7wd", 1, "2026-10-12"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := instant(t, tt.received)
			plan, err := book.Plan(casework.PlanRequest{
				Number: "BJ2026-000001", Kind: casework.Service, Item: tt.item, ItemVersion: tt.pin, Received: at,
				Clocks: []casework.PlanClock{{Name: "handle", Start: at, Granted: tt.granted}},
			})
			require.NoError(t, err)
			require.Equal(t, tt.version, plan.ItemVersion)
			require.Equal(t, tt.limit, plan.Clocks[0].Clock.Limit)
			require.Equal(t, tt.due, plan.Clocks[0].Clock.Date)
		})
	}
	_, err := book.Plan(casework.PlanRequest{Kind: casework.Service, Item: "food-permit", ItemVersion: 3})
	require.Error(t, err, "a version nobody published is never guessed")
}

// TestRecountKeepsTheItem: another calendar moves nothing because an item was edited.
func TestRecountKeepsTheItem(t *testing.T) {
	t.Parallel()
	start := instant(t, "2026-09-24T09:30")
	moves, err := edited(t).Recount(&casework.State{
		Number: "BJ2026-000001", Kind: casework.Service, Item: "food-permit", Received: start, Policy: "service-permit@1", Calendar: "cn@1",
		Clocks: []casework.Clock{{Name: "handle", Round: 1, Status: casework.Running, Start: start, Due: instant(t, "2026-10-15T17:30")}},
	}, "", "", start.Add(time.Hour))
	require.NoError(t, err)
	require.Empty(t, moves)
}
