package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// A petition is given to nobody it is about, by whichever act (信访工作条例 30), and is
// taken in no longer only where the earlier one came to its final review (36 III).
func TestPetitionActsRefused(t *testing.T) {
	t.Parallel()
	const petitioned, earlier = "XF2026-000001", "XF2025-000007"
	about := map[string]string{casework.FactAgainstPerson: countertest.Handler}
	for name, tt := range map[string]struct {
		facts   map[string]string
		stage   casework.Stage
		result  string // of the earlier one
		command string
		args    map[string]any
		code    casework.Code
		field   string
	}{
		"sorted to whom it is about":    {about, kind.StageSort, "", casework.Screen, map[string]any{"outcome": "claim", "post": "permit-1", "reason": "x"}, casework.OwnCase, "post"},
		"transferred to him":            {about, casework.StageHandle, "", casework.Transfer, map[string]any{"post": "permit-1", "reason": "x"}, casework.OwnCase, "post"},
		"recused in his favour":         {about, casework.StageHandle, "", casework.Recuse, map[string]any{"person": countertest.Head, "post": "permit-1", "reason": "x"}, casework.OwnCase, "post"},
		"sorted to another":             {about, kind.StageSort, "", casework.Screen, map[string]any{"outcome": "claim", "post": "other-1", "reason": "x"}, "", ""},
		"no longer, after the final":    {nil, kind.StageSort, "final", casework.Screen, map[string]any{"outcome": "no_longer", "matter": earlier, "reason": "x"}, "", ""},
		"no longer, answered only":      {nil, kind.StageSort, "answered", casework.Screen, map[string]any{"outcome": "no_longer", "matter": earlier, "reason": "x"}, casework.Invalid, "matter"},
		"no longer, taken back earlier": {nil, kind.StageSort, "withdrawn", casework.Screen, map[string]any{"outcome": "no_longer", "matter": earlier, "reason": "x"}, casework.Invalid, "matter"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.store.Put(casework.State{Number: petitioned, Kind: kind.Petition, Unit: "permits", Post: "other-1", Run: 1, Stage: tt.stage, Facts: tt.facts})
			b.store.Put(casework.State{Number: earlier, Kind: kind.Petition, Unit: "permits", Post: "other-1", Run: 1, Stage: casework.StageClosed, Result: tt.result})
			v := b.store.Cases[earlier]
			v.Result = tt.result
			b.store.Cases[earlier] = v
			_, err := b.Do(t.Context(), efficiency(), petitioned, tt.command, tt.args, "k")
			require.Equal(t, tt.code, casework.CodeOf(err))
			if tt.code != "" {
				require.Equal(t, tt.field, core.RefusalsOf(err)[0].Field)
				require.Empty(t, b.store.Commands, "nothing is kept")
			}
		})
	}
}
