package kind_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Whoever refused somebody is not whom the second look is answered by, whatever else he is
// (R234); another of the same office is.
func TestWhoRefusedDoesNotLookAgain(t *testing.T) {
	for _, k := range []casework.Kind{casework.Service, kind.Contact} {
		act, ok := kind.Office().Of(k).Act(kind.LookAgain)
		require.True(t, ok)
		require.NotNil(t, act.Never)
		refused := &casework.State{Kind: k, Facts: map[string]string{kind.FactHandled: "both"}}
		roles := []casework.Role{casework.Handler, casework.EfficiencyOffice}
		err := act.Never(refused, "both", roles)
		require.NotNil(t, err)
		require.Equal(t, casework.OwnCase, err.Code)
		require.Nil(t, act.Never(refused, "another", roles))
	}
}

// A matter is rated once it has its result, once, and a second look asked for once it was
// refused, once; whoever handled it neither enters a rating of it nor calls back (R234).
func TestARatingIsGivenOnceAndByAnother(t *testing.T) {
	at := time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
	for k, ended := range map[casework.Kind]struct{ result, refused string }{
		casework.Service: {"completed", "declined"}, kind.Contact: {"answered", "explained"},
	} {
		d := kind.Office().Of(k)
		state := func(result string, facts map[string]string) *casework.State {
			s := &casework.State{Kind: k, Stage: casework.StageHandle, Facts: facts}
			if result != "" {
				s.Stage, s.Result, s.ClosedAt = casework.StageClosed, result, at
			}
			return s
		}
		code := func(s *casework.State, act string) casework.Code {
			if err := d.Admits(s, act, at); err != nil {
				return err.Code
			}
			return ""
		}
		require.Equal(t, casework.WrongStage, code(state("", nil), casework.Rate))
		require.Empty(t, code(state(ended.result, nil), casework.Rate))
		require.Equal(t, casework.AlreadyRated, code(state(ended.result, map[string]string{casework.FactRated: "satisfied"}), casework.Rate))
		require.Equal(t, casework.WrongStage, code(state(ended.result, nil), kind.AskLook), "nobody refused him")
		require.Empty(t, code(state(ended.refused, nil), kind.AskLook))
		require.Equal(t, casework.AlreadyDone, code(state(ended.refused, map[string]string{kind.FactLook: kind.LookUpheld}), kind.AskLook))
		for _, name := range []string{casework.Rate, kind.CallBack} {
			act, ok := d.Act(name)
			require.True(t, ok)
			err := act.Never(state(ended.result, map[string]string{kind.FactHandled: "he"}), "he", nil)
			require.NotNil(t, err, name)
			require.Equal(t, casework.OwnCase, err.Code)
		}
	}
}
