package access_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// byName are told as who they are in the case, whatever their post sees of others.
var byName = []casework.Role{
	casework.Applicant, casework.PersonConcerned, casework.Investigator, casework.ActingHolder, casework.NextBackup, casework.Assigner,
}

// seesOnce is who sees a case once he is told of it, and no other of its kind (R239).
var seesOnce = map[casework.Kind]casework.Role{casework.Complaint: casework.PartyGroup}

// Whoever is told of an act is led to its case: he may see it, else the message ends at a
// page that says there is nothing.
func TestWhoeverIsToldSeesTheCase(t *testing.T) {
	t.Parallel()
	table := access.New(kind.Office())
	for _, d := range kind.Office().All() {
		for _, a := range d.Acts {
			for _, role := range a.Tells {
				if slices.Contains(byName, role) || seesOnce[d.Kind] == role {
					continue
				}
				require.Greater(t, table.Allowed(role, access.CaseView, d.Kind), access.None, "%s of %s tells %s", a.Name, d.Kind, role)
			}
		}
	}
}
