package access_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/reference"
)

// TestWhoIsNamedIssues: a form names those who issue it, the table says who may issue anything of
// its kind: whom the one names and the other refuses is a dead word.
func TestWhoIsNamedIssues(t *testing.T) {
	t.Parallel()
	all, err := reference.Load(kind.Office())
	require.NoError(t, err)
	named := 0
	for _, f := range all.Papers {
		if f.Scope == paper.Register { // kept, and issued by nobody
			continue
		}
		for _, role := range f.By {
			named++
			require.NotEqual(t, access.None, table.Allowed(role, access.PaperIssue, f.Kind), "%s of kind %q is issued by %s, who may issue nothing of it", f.Code, f.Kind, role)
		}
	}
	require.Greater(t, named, 100)
}
