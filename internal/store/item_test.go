package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// TestItemsAreVersions: an edit is a version, the same catalogue again is none, and a
// case keeps the version in force at its receipt, whenever it is entered and whatever
// becomes of the item.
func TestItemsAreVersions(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := office().Items[0]
	early := b.register(t)
	edited := first
	edited.Name, edited.Promised = "施工许可（新）", "5wd"
	from := now().Add(-30 * time.Minute) // the cases below were received an hour ago
	require.NoError(t, b.PublishItems(t.Context(), []policy.Item{edited}, "qian", from))
	require.NoError(t, b.PublishItems(t.Context(), []policy.Item{edited}, "qian", now()), "the same again")
	require.NoError(t, b.Seed(t.Context(), office()), "seeding never overwrites: what the binary says is a version too")

	all, err := b.ItemVersions(t.Context())
	require.NoError(t, err)
	require.Len(t, all, 3)
	require.Equal(t, []string{first.Name, edited.Name, first.Name}, []string{all[0].Name, all[1].Name, all[2].Name})
	require.Equal(t, []int{1, 2, 3}, []int{all[0].Version, all[1].Version, all[2].Version})
	require.True(t, from.Equal(all[1].From))
	offered, err := b.Items(t.Context())
	require.NoError(t, err)
	require.Equal(t, []policy.Item{first}, offered)

	fresh := newCase()
	fresh.Received, fresh.Registered = from.Add(time.Minute), now()
	later, _, err := b.RegisterCase(t.Context(), fresh)
	require.NoError(t, err)
	late := b.register(t) // entered now, received before the edit
	require.NoError(t, b.WithdrawItem(t.Context(), first.ID))
	for number, want := range map[string]casework.CaseView{
		early: {ItemVersion: 1, ItemName: first.Name}, late: {ItemVersion: 1, ItemName: first.Name}, later: {ItemVersion: 2, ItemName: edited.Name},
	} {
		view, err := b.Case(t.Context(), number)
		require.NoError(t, err)
		require.Equal(t, want, casework.CaseView{ItemVersion: view.ItemVersion, ItemName: view.ItemName})
	}
	offered, err = b.Items(t.Context())
	require.NoError(t, err)
	require.Empty(t, offered, "what is given up takes in no new case")
	require.Equal(t, casework.UnknownItem, casework.CodeOf(b.WithdrawItem(t.Context(), first.ID)))
	_, err = b.raw.ExecContext(t.Context(), "UPDATE item_versions SET doc = '{}'")
	require.ErrorContains(t, err, "a published item never changes")
}
