package simulate_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/simulate"
)

// What was done of the cases of the demo office may be done, by whom it is said to be, and each of
// the newer kinds is among them. What already counts as done where a case is simulated is left out.
func TestTheDemoCasesAreDone(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	seen := map[casework.Kind]bool{}
	for i, in := range ref.Cases {
		item := ref.Items[slices.IndexFunc(ref.Items, func(it policy.Item) bool { return it.ID == in.Item })]
		seen[item.Kind] = true
		t.Run(fmt.Sprintf("%02d %s", i, in.Item), func(t *testing.T) {
			t.Parallel()
			facts := map[string]string{}
			for _, f := range item.Fields {
				if value := in.Fields[f.Name]; f.Fact && value != "" {
					facts[f.Name] = strings.ReplaceAll(value, reference.Now, "2026-03-02T09:00:00+08:00")
				}
			}
			declared := kind.Office().Of(item.Kind)
			if declared.About {
				facts[casework.FactPersonConcerned] = "person_concerned"
			}
			var script strings.Builder
			for j, act := range in.Acts {
				if declared.Done != nil && declared.Done.Act == act.Command {
					continue
				}
				at := fmt.Sprintf("2026-03-02T09:%02d", 10+5*j)
				args := maps.Clone(act.Args)
				for name, value := range args {
					if value == reference.Now {
						args[name] = at + ":00+08:00"
					}
				}
				line, err := json.Marshal(map[string]any{"at": at, "command": act.Command, "by": cmp.Or(act.By, in.By), "args": args})
				require.NoError(t, err)
				fmt.Fprintf(&script, "%s\n", line)
			}
			lines, err := runKind(t, simulate.Input{Kind: item.Kind, Item: item.ID, Facts: facts}, "2026-03-02T09:00", "2026-03-02T11:00", script.String())
			require.NoError(t, err)
			for _, l := range lines {
				require.NotEqual(t, casework.CommandRefused, l.Event, "%v", l.Detail)
				require.NotEqual(t, casework.CaseClosed, l.Event, "it is there to be worked upon")
			}
		})
	}
	for _, k := range []casework.Kind{kind.Proposal, kind.Inspection, kind.Rectification, kind.Report, kind.Attendance, kind.Disclosure, kind.Promise} {
		require.True(t, seen[k], k)
	}
}
