package core_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// TestStatesAreSharedAndNotMixed: two readers of one state see each what holds at his instant,
// and a state that was written anew is another one.
func TestStatesAreSharedAndNotMixed(t *testing.T) {
	t.Parallel()
	states := &core.States{}
	view := casework.CaseView{Number: "BJ2026-000001", Stage: "handle", State: []byte(`{"stage": "closed", "revision": 2, "clocks": [{"name": "handle", "round": 1, "status": "breached"}]}`)}
	armed := view
	armed.Clocks = []casework.ClockView{{Name: "handle", Round: 1, Status: casework.Running}}
	for range 2 {
		require.Equal(t, core.StateOf(armed), states.Of(armed))
		require.Equal(t, core.StateOf(view), states.Of(view), "whoever comes later is not told what another saw")
	}
	view.State = []byte(`{"stage": "closed", "revision": 3}`)
	require.Equal(t, 3, states.Of(view).Revision)
	for i := range 10_000 {
		view.State = fmt.Appendf(nil, `{"revision": %d}`, i)
		require.Equal(t, i, states.Of(view).Revision)
	}
	require.Equal(t, core.StateOf(armed), states.Of(armed), "what was forgotten is read anew")
}
