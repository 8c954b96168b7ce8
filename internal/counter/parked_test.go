package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// The operator sees what stands still and releases it; nobody else may. Kept while
// the engine is away, the sweep tells the case.
func TestReleaseParked(t *testing.T) {
	t.Parallel()
	d := setup(t)
	d.store.Standing = []casework.ParkedCase{{Number: "BJ2026-000001", Code: casework.Unwritable, SQLState: "23514"}}
	d.engine.Run("BJ2026-000001", true)
	admin := countertest.Principal(countertest.Admin)
	rows, err := d.ParkedCases(t.Context(), admin)
	require.NoError(t, err)
	require.Len(t, rows, 1)
	for _, id := range []string{countertest.Handler, countertest.Chief, countertest.Efficiency} {
		require.Equal(t, casework.Forbidden, casework.CodeOf(d.Release(t.Context(), countertest.Principal(id), "BJ2026-000001")), id)
	}
	require.Equal(t, casework.NotParked, casework.CodeOf(d.Release(t.Context(), admin, "BJ2026-000002")))

	d.engine.SetAway(true)
	require.NoError(t, d.Release(t.Context(), admin, "BJ2026-000001"))
	require.Empty(t, d.engine.Freed)
	require.Contains(t, d.store.Audits, "p-admin admin.case_release BJ2026-000001 ")
	d.engine.SetAway(false)
	require.Equal(t, 1, d.Sweep(t.Context()).Released)
	require.Equal(t, []string{"BJ2026-000001"}, d.engine.Freed)
	require.Zero(t, d.Sweep(t.Context()).Released, "told once")
}
