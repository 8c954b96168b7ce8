package kind_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

// Whoever may be late finds on his desk the act that answers: every clock of every policy
// that breaches is met by an act of its kind. An accountability case as a whole is owed by
// a group, which meets and decides.
func TestWhatIsOwedHasAnAct(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	for _, p := range ref.Policies {
		for _, r := range p.Rules {
			if r.Outcome != casework.Breach || p.Kind == casework.Accountability && r.Clock == "handle" {
				continue
			}
			assert.NotEmpty(t, kind.Office().Of(p.Kind).Answer(casework.Ruling(r.Clock)), "%s of %s", r.Clock, p.Ref())
		}
	}
}
