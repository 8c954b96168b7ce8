package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// Who does not give a name is heard as a suggestion: no unit gets it as a
// complaint with a reply to owe, not even past the screening (R067).
func TestAnonymousIsNotForwarded(t *testing.T) {
	o := newMatter(t, casework.Complaint, "2026-03-02T09:00:00", map[string]string{"anonymous": "true"})
	o.update("2026-03-02T10:00:00", "", casework.Forward, casework.EfficiencyOffice, casework.Args{Post: "road-desk"})
	o.update("2026-03-02T11:00:00", "", casework.Screen, casework.EfficiencyOffice, casework.Args{Outcome: "suggestion"})
	o.run("2026-03-20T00:00:00")
	refused := o.verdicts["forward@2026-03-02T10:00:00"]
	require.False(t, refused.Accepted)
	require.Equal(t, "R067", refused.Rule)
	require.Empty(t, o.find(casework.Forwarded, ""))
	require.Len(t, o.find(casework.CommandRefused, ""), 1)
	require.Equal(t, "suggestion", o.last().Result)
}
