package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
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
