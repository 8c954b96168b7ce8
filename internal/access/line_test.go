package access_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Whatever somebody is asked to decide, the next in line may decide as well: a matter
// does not lapse because one person is on leave (R043, R166, R169). Offices that see
// what is sealed from the leaders have backups of their own.
func TestTheNextInLineMayDecide(t *testing.T) {
	t.Parallel()
	asked := []string{casework.DecideExtension, casework.DecideUrgent, casework.Approve, casework.Designate}
	held := 0
	for _, row := range table.Rows() {
		if !slices.Contains(asked, row.Action) || row.Kind == casework.Accountability {
			continue
		}
		for role, scope := range row.Scopes {
			next := casework.InLine(role)[1:]
			if scope == access.None || len(next) == 0 {
				continue
			}
			held++
			require.True(t, slices.ContainsFunc(next, func(r casework.Role) bool { return row.Scopes[r] > access.None }),
				"%s of %s: nobody decides while the %s is away", row.Action, row.Kind, role)
		}
	}
	require.Greater(t, held, 12)
}

// A leader's signature does not pass to his cover, unless the cover leads himself: a
// deputy signs as one of those who lead the organ. An office's decision is the office's
// and passes to its backup with a full cover (R070, R165).
func TestASignatureOfACover(t *testing.T) {
	t.Parallel()
	o := demoOffice(t)
	deputy := o.covering(t, "principal_leader", "approval-leader", "leader_in_charge")
	deputy.Holdings = append(o.sign(t, "principal_leader").Holdings, deputy.Holdings...)
	complaint := access.Subject{Kind: casework.Complaint, Unit: "permits", Post: "food-desk"}
	for name, tt := range map[string]struct {
		p      casework.Principal
		action string
		s      access.Subject
		code   casework.Code
	}{
		"a leader who covers a leader":   {deputy, casework.DecideExtension, food, ""},
		"and consents to an urgent act":  {deputy, casework.DecideUrgent, food, ""},
		"an office that covers a leader": {o.covering(t, "general_office", "approval-leader", "leader_in_charge"), casework.DecideExtension, food, casework.Forbidden},
		"the backup of an office":        {o.covering(t, "supervision_office", "efficiency-office", "efficiency_office"), casework.DecideExtension, complaint, ""},
		"not for an hour":                {o.short(t, "supervision_office", "efficiency-office", "efficiency_office"), casework.DecideExtension, complaint, casework.LimitedCover},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			roles, err := table.Decide(tt.p, tt.action, tt.s, o.tree())
			require.Equal(t, tt.code, casework.CodeOf(err), "%v", err)
			if err == nil {
				i := slices.IndexFunc(tt.p.Holdings, func(h casework.Holding) bool { return h.Covers != "" })
				require.Contains(t, roles, tt.p.Holdings[i].Role, "as whom he covers, and not only as himself")
			}
		})
	}
}
