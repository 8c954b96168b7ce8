package roster

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/kind"
)

// What the house says of the board is what the board can leave unsaid, and nothing beside it.
func TestEveryThingShownIsKnown(t *testing.T) {
	t.Parallel()
	var shown []string
	for _, s := range kind.Office().Posts().Board {
		shown = append(shown, s.Name)
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(hidden)), shown)
}

func TestWhatThePublicReads(t *testing.T) {
	t.Parallel()
	row := BoardRow{HolderName: "A", Backups: []string{"B"}, Reason: "-", Place: "-", Contact: "0", Phone: "1"}
	require.Equal(t, []BoardRow{{HolderName: "A", Backups: []string{"B"}, Phone: "1"}}, Shown(kind.Office().Posts(), []BoardRow{row}, true))
	require.Equal(t, []BoardRow{row}, Shown(kind.Office().Posts(), []BoardRow{row}, false))
}
