package access_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Somebody who holds every role there is does to his own case what the column of the
// person concerned gives him, and beyond it reads lists at most: action by action, so
// that no new one is forgotten (公务员法第七十六条).
func TestWhoIsConcernedDoesWhatIsHisOwnAndNoMore(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	all := casework.Principal{Person: "he", Unit: "permits"}
	for _, role := range casework.Roles() {
		all.Holdings = append(all.Holdings, casework.Holding{Post: "his-" + string(role), Role: role, Unit: "permits"})
	}
	beyond := map[string]bool{access.ApprovalsList: true}
	for _, kind := range []casework.Kind{casework.Accountability, casework.Absence} {
		for _, row := range table.Rows() {
			if row.Kind != kind {
				continue
			}
			own := row.Scopes[casework.PersonConcerned] > access.None
			s := access.Subject{Kind: kind, Number: "his", Unit: "permits", Post: "desk", Concerned: "he"}
			roles, err := table.Decide(all, row.Action, s, o.tree())
			require.Equal(t, own || beyond[row.Action] && row.View, err == nil, "%s %s", kind, row.Action)
			if own {
				require.Equal(t, []casework.Role{casework.PersonConcerned}, roles, "%s %s: as nobody else", kind, row.Action)
			}
			if kind != casework.Accountability {
				continue
			}
			s.Concerned, s.Beside = "she", []string{"he"}
			_, err = table.Decide(all, row.Action, s, o.tree())
			require.Equal(t, casework.Forbidden, casework.CodeOf(err), "%s beside", row.Action)
			s.Beside, s.Recused = nil, []string{"he"}
			_, err = table.Decide(all, row.Action, s, o.tree())
			require.Equal(t, row.View, err == nil, "%s recused", row.Action)
			s.Concerned, s.Recused = "", nil
			_, err = table.Decide(casework.Principal{Person: "he"}, row.Action, s, o.tree())
			require.Equal(t, casework.Forbidden, casework.CodeOf(err), "%s of a case that names nobody", row.Action)
		}
	}
}
