package offline

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

// TestSimulatorPlaysADraft is what the API's simulate button runs.
func TestSimulatorPlaysADraft(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	book, err := ref.Book()
	require.NoError(t, err)
	received, err := cases.ParseTime("2026-09-24T09:30")
	require.NoError(t, err)
	sample := core.Sample{Kind: "service", Item: "food-permit", Received: received, Until: received.AddDate(0, 1, 0)}
	lines, err := new(Simulator).Play(t.Context(), book, sample)
	require.NoError(t, err)
	require.Equal(t, "2026-09-24T09:30:00+08:00", lines[0].At)
	require.Greater(t, len(lines), 5)
	sample.Acts = append(sample.Acts, []byte(`{"at":"soon"}`))
	_, err = new(Simulator).Play(t.Context(), book, sample)
	require.ErrorContains(t, err, "acts[0]")
}
