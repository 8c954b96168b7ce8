package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store/messages"
)

// Who must step aside from a petition is told by name, wherever he stands (信访工作条例 28),
// and beside him the desk that had it; whom it accuses hears nothing of it, neither on the
// post he holds nor by name (30).
func TestWhoMustStepAsideIsTold(t *testing.T) {
	t.Parallel()
	for accused, want := range map[string]map[string]int{
		"":     {"li": 1, "zhou": 1, "sun": 1, "wang": 0},
		"li":   {"li": 0, "zhou": 1, "sun": 1, "wang": 0},
		"zhou": {"li": 1, "zhou": 0, "sun": 1, "wang": 0},
	} {
		b := setup(t)
		facts := map[string]string{casework.FactAgainstPerson: accused}
		number := complainOf(t, b, facts, now().Add(-time.Minute), "")
		s := step(number, 2, casework.Event{
			At: now(), Name: kind.Recused, To: []casework.Role{casework.PersonConcerned, casework.ActingHolder, casework.EfficiencyOffice}, Detail: map[string]string{"person": "zhou"},
		})
		s.State.Kind, s.State.Facts = kind.Petition, facts
		b.commit(t, s)
		mail := map[string]int{}
		rows, err := b.ClaimOutbox(t.Context(), 100, time.Minute, messages.AnyChannel)
		require.NoError(t, err)
		for _, r := range rows {
			mail[r.Person]++
		}
		for person, n := range want {
			require.Len(t, b.inbox(t, person), n, "%s, where %q is accused", person, accused)
			require.Equal(t, n, mail[person], "mail to %s, where %q is accused", person, accused)
		}
	}
}
