package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// TestAStandingCatalogueIsGivenNoNewKind: while an office is upgraded, a worker of the
// release before that starts once more reads the whole catalogue, and refuses a matter of
// a kind it does not know. Whoever runs alone brings it.
func TestAStandingCatalogueIsGivenNoNewKind(t *testing.T) {
	st := newStreet(t)
	ctx, db := t.Context(), st.house.store
	known := func() (out map[casework.Kind]int) {
		items, err := db.Items(ctx)
		require.NoError(t, err)
		out = map[casework.Kind]int{}
		for _, it := range items {
			out[it.Kind]++
		}
		return out
	}
	whole := known()
	require.Positive(t, whole[kind.Petition])

	items, err := db.Items(ctx)
	require.NoError(t, err)
	for _, it := range items {
		if it.Kind == kind.Petition {
			require.NoError(t, db.WithdrawItem(ctx, it.ID)) // as it stood before petitions were known
		}
	}
	require.NoError(t, seed(ctx, db, kind.Office(), true, true))
	require.Zero(t, known()[kind.Petition])
	require.NoError(t, seed(ctx, db, kind.Office(), true, false))
	require.Equal(t, whole, known())
}
