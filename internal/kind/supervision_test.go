package kind_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Whoever registered an item does not confirm its origin (R099).
func TestAnotherReadsTheInstruction(t *testing.T) {
	t.Parallel()
	d := kind.Office().Of(casework.Supervision)
	s := &casework.State{Stage: casework.StageIssue, Facts: map[string]string{casework.FactRegistrar: "zhang"}}
	office := []casework.Role{casework.SupervisionOffice}
	why := d.Bars(s, casework.Propose, "zhang", office)
	require.NotNil(t, why)
	require.Equal(t, casework.OwnCase, why.Code)
	require.Nil(t, d.Bars(s, casework.Propose, "li", office))
}
