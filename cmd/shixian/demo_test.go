package main

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/store"
)

// TestEveryDeskOfTheDemoCanBeSatAt: whoever a matter of the demo comes to has an account, and so has each role.
func TestEveryDeskOfTheDemoCanBeSatAt(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	played := players(ref)
	for _, role := range casework.Roles() {
		require.Contains(t, played, string(role))
	}
	for _, it := range ref.Items {
		segments := duty.Segments(it.Post, ref.Office.Holders, nil)
		require.Len(t, segments, 1, it.ID)
		require.Contains(t, played, segments[0].Person, it.ID)
	}
	require.Contains(t, played, "backup", "who stands behind the handler")
	require.Less(t, len(played), len(ref.Office.Persons), "the others get one by shixian user add")
}

// TestADemoStaffedOtherwiseGetsNoYear: one seeded by an earlier version keeps its posts, so whoever acts in
// the year could not; it goes without, rather than with a piece of it.
func TestADemoStaffedOtherwiseGetsNoYear(t *testing.T) {
	h, _, _, _ := yearHouse(t)
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	lacks, err := h.lacksYear(t.Context(), ref)
	require.NoError(t, err)
	require.True(t, lacks)

	i := slices.IndexFunc(ref.Office.Holders, func(a duty.Assignment) bool { return a.Post == "signboard-desk" && a.Rank == duty.A })
	was, since := ref.Office.Holders[i], time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	was.To = since
	require.NoError(t, h.store.Seed(t.Context(), store.Reference{Assignments: []duty.Assignment{
		was, {Post: was.Post, Person: "inspector", From: since},
	}}))
	lacks, err = h.lacksYear(t.Context(), ref)
	require.NoError(t, err)
	require.False(t, lacks)
}
