package machine_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows"
	"github.com/shixian/shixian/workflows/machine"
)

// A new run is given up to 64 steps of a case in which an act waits for a second signature, and
// no more than the engine takes: where each is heavy, those are left that are too many, and the
// run knows up to which it cannot go back.
func TestARunIsGivenWhatItCanCarry(t *testing.T) {
	t.Parallel()
	asked := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct{ clocks, least, most int }{
		"light steps": {1, 64, 64}, "heavy ones": {16, 17, 40},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state := casework.State{Number: "BJ2026-000001", Kind: casework.Service, Second: &casework.Second{At: asked, Command: casework.Command{ID: "c0"}}}
			for i := range tt.clocks {
				c := casework.Clock{Name: fmt.Sprintf("step:road-desk-%d", i), Status: casework.Running, Start: asked, Due: asked.AddDate(0, 1, 0)}
				for j := range 4 {
					c.Alarms = append(c.Alarms, casework.Alarm{At: asked.AddDate(0, 1, j), Kind: casework.AlarmRung, To: []casework.Role{casework.LeaderInCharge}})
				}
				state.Clocks = append(state.Clocks, c)
			}
			in := casework.Start{State: state}
			for i := range 70 {
				in.Trail = append(in.Trail, casework.Mark{At: asked.Add(time.Duration(i+1) * time.Minute), Before: *state.Clone()})
			}
			got := machine.NewKeeper(nil, kind.Office().Of(casework.Service), workflows.Matters()[casework.Service], in).Trail()
			require.GreaterOrEqual(t, len(got.Marks), tt.least)
			require.LessOrEqual(t, len(got.Marks), tt.most)
			require.LessOrEqual(t, len(mustJSON(got)), mostStart)
			require.Equal(t, in.Trail[69-len(got.Marks)].At, got.Forgotten)
		})
	}
}
