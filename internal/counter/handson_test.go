package counter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// Whatever hands a petition on is held against whom it is about, transfer and recusal
// alike (R073): nobody judges himself by the way round.
func TestAPetitionIsNotHandedToWhomItIsAbout(t *testing.T) {
	t.Parallel()
	for command, person := range map[string]string{casework.Transfer: "", casework.Recuse: countertest.Stranger} {
		for about, want := range map[string]casework.Code{"permit-1": casework.OwnCase, "other-1": ""} {
			b := setup(t)
			b.store.Put(casework.State{
				Number: "XF2026-000001", Kind: kind.Petition, Unit: "permits", Post: "efficiency", Run: 1, Revision: 2, Stage: casework.StageHandle,
				Facts: map[string]string{casework.FactAgainstPost: about},
			})
			b.store.Texts["t1"] = "说明"
			got, err := b.Authorize(t.Context(), casework.AuthorizeRequest{
				Number: "XF2026-000001", Command: command, Actor: countertest.Efficiency, To: "permit-1", Args: casework.Args{Post: "permit-1", Person: person, ReasonID: "t1"},
			})
			require.NoError(t, err)
			require.Equal(t, want, got.Code, "%s, about %s", command, about)
		}
	}
}
