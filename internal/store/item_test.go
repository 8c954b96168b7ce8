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

// TestADraftBecomesAVersion: a draft is nothing a case is received under; published it is the
// next version and is offered, in its place; what two people published no seeding takes back.
func TestADraftBecomesAVersion(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	first := office().Items[0]
	edited := first
	edited.Promised = "5wd"
	edit := func(by string, it policy.Item) func(*policy.ItemDraft, policy.ItemVersion) error {
		return func(d *policy.ItemDraft, newest policy.ItemVersion) error {
			return d.Edit(by, d.Revision, newest.Version, it, now())
		}
	}
	require.NoError(t, b.ChangeItems(ctx, []string{first.ID}, edit("qian", edited)))
	fresh := policy.Item{Kind: first.Kind, Class: first.Class, Name: "新事项", Policy: first.Policy, Promised: "3wd"}
	require.NoError(t, b.ChangeItems(ctx, []string{"fresh"}, edit("qian", fresh)))
	drafts, err := b.ItemDrafts(ctx)
	require.NoError(t, err)
	require.Len(t, drafts, 2)
	offered, err := b.Items(ctx)
	require.NoError(t, err)
	require.Equal(t, []policy.Item{first}, offered, "a draft offers nothing")

	both := []string{"fresh", first.ID}
	failing := casework.FieldError(casework.SecondPerson, "principal", "")
	err = b.ChangeItems(ctx, both, func(d *policy.ItemDraft, _ policy.ItemVersion) error {
		if d.ID == first.ID {
			return failing
		}
		return d.Request("qian", 1, now())
	})
	require.ErrorIs(t, err, failing)
	drafts, err = b.ItemDrafts(ctx)
	require.NoError(t, err)
	require.Nil(t, drafts[0].RequestedAt, "all or none")
	require.NoError(t, b.ChangeItems(ctx, both, func(d *policy.ItemDraft, _ policy.ItemVersion) error { return d.Request("qian", 1, now()) }))
	require.NoError(t, b.ChangeItems(ctx, both, func(d *policy.ItemDraft, _ policy.ItemVersion) error { return d.Consent("sun", 1, now()) }))
	drafts, err = b.ItemDrafts(ctx)
	require.NoError(t, err)
	require.Empty(t, drafts)
	require.NoError(t, b.Seed(ctx, office()), "seeding again")
	offered, err = b.Items(ctx)
	require.NoError(t, err)
	require.Len(t, offered, 2)
	require.Equal(t, []string{first.ID, "5wd", "fresh"}, []string{offered[0].ID, offered[0].Promised, offered[1].ID})
	all, err := b.ItemVersions(ctx)
	require.NoError(t, err)
	require.Len(t, all, 3)
	for _, v := range all {
		if v.Version == 2 || v.ID == "fresh" {
			require.Equal(t, []string{"qian", "sun"}, []string{v.By, v.Consent})
		}
	}
	require.NoError(t, b.ChangeItems(ctx, []string{"fresh"}, edit("sun", fresh)))
	require.NoError(t, b.ChangeItems(ctx, []string{"fresh"}, func(d *policy.ItemDraft, _ policy.ItemVersion) error { d.State = ""; return nil }))
	drafts, err = b.ItemDrafts(ctx)
	require.NoError(t, err)
	require.Empty(t, drafts, "given up")
}
