package workflows_test

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/workflows"
)

// recorded are the steps that a history committed.
func recorded(t *testing.T, file string) (steps []casework.Step) {
	t.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	var history struct {
		Events []struct {
			Scheduled *struct {
				Type  struct{ Name string } `json:"activityType"`
				Input struct{ Payloads []struct{ Data string } }
			} `json:"activityTaskScheduledEventAttributes"`
		}
	}
	require.NoError(t, json.Unmarshal(raw, &history), file)
	for _, e := range history.Events {
		if e.Scheduled == nil || e.Scheduled.Type.Name != casework.CommitActivity {
			continue
		}
		data, err := base64.StdEncoding.DecodeString(e.Scheduled.Input.Payloads[0].Data)
		require.NoError(t, err, file)
		var step casework.Step
		require.NoError(t, json.Unmarshal(data, &step), file)
		steps = append(steps, step)
	}
	return steps
}

// TestHistoriesPassThroughEverything: what no history passes through may change
// unnoticed under the cases open today. Every command of every kind was carried
// out in one, and every clock of every kind ran. Who adds one records it
// (docs/CONTRIBUTING.md).
func TestHistoriesPassThroughEverything(t *testing.T) {
	t.Parallel()
	type of struct {
		kind casework.Kind
		name string
	}
	done, ran := map[of]bool{}, map[of]bool{}
	for _, file := range histories(t) {
		for _, step := range recorded(t, file) {
			kind := step.State.Kind
			if v := step.Verdict; v != nil && v.Accepted {
				done[of{kind, v.Command}] = true
			}
			for _, c := range step.State.Clocks {
				whose := kind
				if c.Name == casework.ClockUrgent || c.Name == casework.ClockCountersign { // of who else there is, whatever case it runs in
					whose = casework.Absence
				}
				ran[of{whose, casework.Ruling(c.Name)}] = true
			}
		}
	}
	lives := workflows.Of(kind.Office()).All()
	for _, declared := range kind.Office().All() {
		require.Contains(t, lives, string(declared.Kind))
		for _, command := range kind.Office().Commands() {
			if _, takes := declared.Act(command); takes && !done[of{declared.Kind, command}] {
				t.Errorf("no history carries out %s of a %s", command, declared.Kind)
			}
		}
	}
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	for _, p := range ref.Policies {
		for _, r := range p.Rules {
			if !ran[of{p.Kind, r.Clock}] {
				t.Errorf("no history runs the clock %s of a %s", r.Clock, p.Kind)
			}
		}
	}
}

// TestEveryChangeStandsInAHistory: a guarded change that no history took the new way
// through could be changed again under the cases open today.
func TestEveryChangeStandsInAHistory(t *testing.T) {
	t.Parallel()
	changes := map[string]bool{}
	for _, file := range sources(t) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`\bSince\("([a-z-]+)"\)`).FindAllStringSubmatch(string(text), -1) {
			changes[m[1]] = true
		}
	}
	require.NotEmpty(t, changes)
	for _, file := range histories(t) {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		for change := range changes {
			if marker := base64.StdEncoding.EncodeToString([]byte(`"` + change + `"`)); strings.Contains(string(raw), marker) {
				delete(changes, change)
			}
		}
	}
	require.Empty(t, slices.Sorted(maps.Keys(changes)), "record them (docs/CONTRIBUTING.md)")
}

// sources are the files of the kinds, of the machine and of its host.
func sources(t *testing.T) (files []string) {
	t.Helper()
	for _, folder := range []string{"*.go", "machine/*.go"} {
		some, err := filepath.Glob(folder)
		require.NoError(t, err)
		files = append(files, some...)
	}
	return slices.DeleteFunc(files, func(file string) bool { return strings.HasSuffix(file, "_test.go") })
}
