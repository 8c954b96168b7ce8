package workflows_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows"
	"github.com/shixian/shixian/workflows/machine"
)

// waves is a kind whose second revision takes a wave at once, as the first does not.
type waves struct{}

func (waves) Open(s *machine.Step) error { s.Stand("still"); return nil }
func (waves) Act(s *machine.Step, c casework.Command) error {
	if c.Name == "nod" {
		s.Stand("nodded")
		return nil
	}
	s.Close("waved")
	return nil
}
func (waves) RanOut(*machine.Step, casework.Clock) error { return nil }

func waving(revision int, from casework.Stage, before ...*kind.Declaration) *kind.Declaration {
	anybody := kind.Scopes{casework.Handler: kind.All}
	said := kind.Words{Zh: "挥手", En: "Wave"}
	return &kind.Declaration{
		Kind: "waves", Prefix: "HS", Title: said, Revision: revision, Earlier: before,
		Opens: "still", Stages: []casework.Stage{"still", "nodded"}, Ends: []string{"waved"}, Entry: kind.ByForm,
		Acts: []kind.Act{
			{Name: "nod", Basis: "test", At: []casework.Stage{"still"}, Who: anybody, Do: said, Hint: said},
			{Name: "wave", Basis: "test", At: []casework.Stage{"nodded", from}, Who: anybody, Do: said, Hint: said},
		},
	}
}

// wave lives a case that began under a revision, which somebody waves at.
func wave(t *testing.T, lives workflows.Workflows, pinned int) (result string, said []casework.Event, err error) {
	t.Helper()
	suite := &testsuite.WorkflowTestSuite{}
	env := suite.NewTestWorkflowEnvironment()
	for name, fn := range lives.All() {
		env.RegisterWorkflowWithOptions(fn, workflow.RegisterOptions{Name: name})
	}
	env.RegisterActivityWithOptions(func(context.Context, casework.PlanRequest) (casework.Plan, error) {
		return casework.Plan{Policy: "waves@1", Calendar: "cn@1"}, nil
	}, activity.RegisterOptions{Name: casework.PlanActivity})
	env.RegisterActivityWithOptions(func(_ context.Context, s casework.Step) (casework.Committed, error) {
		require.Equal(t, pinned, s.State.Declared, "kept with the case")
		said = append(said, s.Events...)
		return casework.Committed{}, nil
	}, activity.RegisterOptions{Name: casework.CommitActivity})
	env.RegisterActivityWithOptions(func(context.Context, casework.AuthorizeRequest) (casework.Authority, error) {
		return casework.Authority{Allowed: true, Roles: []casework.Role{casework.Handler}}, nil
	}, activity.RegisterOptions{Name: casework.AuthorizeActivity})
	for i, command := range []string{"wave", "nod", "wave"} {
		env.RegisterDelayedCallback(func() {
			if !env.IsWorkflowCompleted() {
				env.SignalWorkflow(command, casework.Signal{ID: command + string(rune('0'+i)), Actor: "he"})
			}
		}, time.Duration(i+1)*time.Minute)
	}
	at := env.Now()
	env.ExecuteWorkflow("waves", casework.Start{State: casework.State{
		Number: "HS2026-000001", Kind: "waves", Declared: pinned, Run: 1, Received: at, Registered: at,
	}})
	if err = env.GetWorkflowError(); err == nil {
		require.NoError(t, env.GetWorkflowResult(&result))
	}
	return result, said, err
}

// A case is asked by the revision it began under, whatever the worker's newest is; one
// that a newer process pinned stops this worker, and loses nothing.
func TestACaseIsHeldToItsRevision(t *testing.T) {
	t.Parallel()
	kinds, err := kind.NewSet(waving(1, "still", waving(0, "nodded")))
	require.NoError(t, err)
	lives := workflows.Workflows{Kinds: kinds, Matters: map[casework.Kind]machine.Matter{"waves": waves{}}}
	for pinned, refusals := range map[int]int{0: 1, 1: 0} {
		result, said, err := wave(t, lives, pinned)
		require.NoError(t, err)
		require.Equal(t, "waved", result)
		refused := 0
		for _, e := range said {
			if e.Name == casework.CommandRefused {
				require.Equal(t, string(casework.WrongStage), e.Detail["code"])
				refused++
			}
		}
		require.Equal(t, refusals, refused, "revision %d", pinned)
	}
	_, said, err := wave(t, lives, 2)
	require.ErrorContains(t, err, "HS2026-000001 stands under revision 2 of its kind, which this worker does not know")
	require.Empty(t, said)
}

// A worker does not start with a kind nobody says anything of.
func TestAKindWithoutLivesIsNamed(t *testing.T) {
	t.Parallel()
	kinds, err := kind.NewSet(append(kind.Office().All(), waving(0, "still"))...)
	require.NoError(t, err)
	require.NoError(t, workflows.Of(kind.Office()).Check())
	require.EqualError(t, workflows.Of(kinds).Check(), "kind waves: nothing says what its acts do")
}
