package workflows_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/reference"
)

// TestActsLeadToThePapersTheyDeclare: a form says after which events it may be issued, a
// declaration which act leads to it. In every recorded life the two are one: what an act
// said opens the forms it declares, and no other; and each declared one was opened, or would
// have been at another level of what was said, for not every outcome of an act is recorded.
// Forms that wait for no event are the kind's own, from the registration on.
func TestActsLeadToThePapersTheyDeclare(t *testing.T) {
	t.Parallel()
	kinds := kind.Office()
	ref, err := reference.Load(kinds)
	require.NoError(t, err)
	opened, waits := map[string]bool{}, map[string]bool{} // kind, act and form; the latter at whatever level
	for _, f := range ref.Papers {
		if f.Scope == paper.OfCase && len(f.After) == 0 {
			opened[fmt.Sprint(f.Kind, " registration ", f.Code)] = true
		}
	}
	for _, step := range obeyed(t) {
		for _, f := range ref.Papers {
			if f.Scope != paper.OfCase || f.Kind != step.State.Kind {
				continue
			}
			led := fmt.Sprint(f.Kind, " ", step.Command.Name, " ", f.Code)
			for _, e := range step.Events {
				detail, level := narrowed(f, e)
				if detail || !slices.Contains(f.After, e.Name) || e.Actor != step.Command.Actor {
					continue
				}
				waits[led] = true
				if !level {
					opened[led] = true
				}
			}
		}
	}
	declared := map[string]bool{}
	for _, d := range kinds.All() {
		for _, form := range d.Paper {
			declared[fmt.Sprint(d.Kind, " registration ", form)] = true
		}
		for _, revision := range append(slices.Clone(d.Earlier), d) { // the lives of earlier ones stand among the recorded
			for _, act := range revision.Acts {
				for _, form := range act.Paper {
					declared[fmt.Sprint(d.Kind, " ", act.Name, " ", form)] = true
				}
			}
		}
	}
	maps.Copy(waits, opened)
	for led := range opened {
		require.True(t, declared[led], "undeclared: %s", led)
	}
	for led := range declared {
		require.True(t, waits[led], "no recorded life led to it: %s", led)
	}
}

// narrowed tells whether a form waits for such an event with another detail, or at another level.
func narrowed(f paper.Form, e casework.Event) (detail, level bool) {
	for source, asks := range f.When {
		group, rest, _ := strings.Cut(source, ".")
		name, key, _ := strings.Cut(rest, ".")
		if name != string(e.Name) {
			continue
		}
		detail = detail || group == "detail" && !slices.Contains(asks, e.Detail[key])
		level = level || group == "level" && !slices.Contains(asks, e.Level)
	}
	return detail, level
}

// TestActsTellWhomTheyDeclare: an act tells the roles it declares, by one event or by one
// to each, and each declared one was told in some recorded life, so that none is declared
// which nobody reads.
func TestActsTellWhomTheyDeclare(t *testing.T) {
	t.Parallel()
	kinds := kind.Office()
	told := map[string]bool{}
	for _, step := range obeyed(t) {
		act, known := kinds.Of(step.State.Kind).Act(step.Command.Name)
		var to []casework.Role
		for _, e := range step.Events {
			if e.Actor == step.Command.Actor {
				to = append(to, e.To...)
			}
		}
		unheard := func(r casework.Role) bool { return !slices.Contains(to, r) }
		if known && !slices.ContainsFunc(step.State.Parts(act.Tells), unheard) {
			told[fmt.Sprint(step.State.Kind, " ", act.Name)] = true
		}
	}
	for _, d := range kinds.All() {
		for _, act := range d.Acts {
			if len(act.Tells) > 0 && !told[fmt.Sprint(d.Kind, " ", act.Name)] {
				t.Errorf("%s: no recorded %s told %v", d.Kind, act.Name, act.Tells)
			}
		}
	}
}

// obeyed are the steps of all histories in which an act was done, as they are replayed.
func obeyed(t *testing.T) []casework.Step {
	t.Helper()
	steps.Do(func() { steps.all = obeyedIn(t) })
	return steps.all
}

var steps struct {
	sync.Once
	all []casework.Step
}

func obeyedIn(t *testing.T) (out []casework.Step) {
	t.Helper()
	for _, file := range histories(t) {
		for _, a := range replayHeard(t, file) {
			if a.Activity != casework.CommitActivity {
				continue
			}
			var args []json.RawMessage
			var step casework.Step
			require.NoError(t, json.Unmarshal(a.Input, &args))
			require.NoError(t, json.Unmarshal(args[0], &step))
			if step.Command != nil && step.Verdict != nil && step.Verdict.Accepted {
				out = append(out, step)
			}
		}
	}
	return out
}
