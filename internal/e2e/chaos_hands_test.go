package e2e

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/rules"
)

// hit is what somebody at the engine's Web UI or command line does to a case.
type hit func(t *testing.T, h *house, engine client.Client, number string)

func hits() map[string]hit {
	return map[string]hit{
		"cancelled": func(t *testing.T, _ *house, engine client.Client, number string) {
			require.NoError(t, engine.CancelWorkflow(t.Context(), number, ""))
		},
		"terminated": func(t *testing.T, _ *house, engine client.Client, number string) {
			require.NoError(t, engine.TerminateWorkflow(t.Context(), number, "", "chaos"))
		},
		"reset to its beginning": func(t *testing.T, h *house, engine client.Client, number string) {
			reset(t, h, engine, number, func(finished []int64) int64 { return finished[0] })
		},
		"reset by half": func(t *testing.T, h *house, engine client.Client, number string) {
			reset(t, h, engine, number, func(finished []int64) int64 { return finished[len(finished)/2] })
		},
		"reset to its last task": func(t *testing.T, h *house, engine client.Client, number string) {
			reset(t, h, engine, number, func(finished []int64) int64 { return finished[len(finished)-1] })
		},
	}
}

// reset takes a workflow back to one of the tasks it has finished.
func reset(t *testing.T, h *house, engine client.Client, number string, which func([]int64) int64) {
	t.Helper()
	var finished []int64
	events := engine.GetWorkflowHistory(t.Context(), number, "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		e, err := events.Next()
		require.NoError(t, err)
		if e.GetEventType() == enumspb.EVENT_TYPE_WORKFLOW_TASK_COMPLETED {
			finished = append(finished, e.GetEventId())
		}
	}
	require.NotEmpty(t, finished, "%s has begun", number)
	_, err := engine.WorkflowService().ResetWorkflowExecution(t.Context(), &workflowservice.ResetWorkflowExecutionRequest{
		Namespace: h.servers.namespace, WorkflowExecution: &commonpb.WorkflowExecution{WorkflowId: number},
		Reason: "chaos", WorkflowTaskFinishEventId: which(finished), RequestId: number + "-reset",
	})
	require.NoError(t, err)
}

// life is one case under way.
type life struct {
	kind   casework.Kind
	fate   string // what is done to it; empty: nothing
	number string
}

// TestSurvivesHands: three cases are cancelled, terminated and reset, and each takes
// its next act as if nothing had been.
func TestSurvivesHands(t *testing.T) {
	t.Parallel()
	h := open(t)
	permit := matters()[casework.Service]
	lives := []life{{casework.Service, "", ""}}
	for _, fate := range []string{"cancelled", "terminated", "reset by half"} {
		lives = append(lives, life{casework.Service, fate, ""})
	}
	engine := h.dial()
	for i := range lives {
		l := &lives[i]
		l.number = h.as(permit.who).register(permit.form)
		keepAll(t, []*promise{next(h, *l, permit.acts[0])})
		if do := hits()[l.fate]; do != nil {
			do(t, h, engine, l.number)
		}
	}
	for _, a := range permit.acts[1:] {
		var all []*promise
		for _, l := range lives {
			all = append(all, next(h, l, a))
		}
		handAll(all)
		keepAll(t, all)
	}
	checkLivesAlike(t, h, lives)
}

// TestChaosHands does it to cases of every kind, while an Update waits for them and
// no worker runs, to practice cases on their way to a breach, and to cases whose
// breach at closing is armed. What each says in the end is what an untouched twin
// says.
func TestChaosHands(t *testing.T) {
	closing, cal := closingAfter(t, 180*time.Second)
	h := open(t, setting("SHIXIAN_ARM_AHEAD", "30s-90s"), with(store.Reference{Calendars: []rules.Calendar{cal}}))
	watchStanding(t, h)
	engine, fates := h.dial(), slices.Sorted(maps.Keys(hits()))
	armed := takeIn(t, h, len(fates)+1)
	lives := takeInMatters(t, h, fates)
	playAct(t, h, lives, 0)

	h.worker.kill(t)
	waiting := actsOf(h, lives, 1)
	handAll(waiting)
	for _, l := range lives {
		if do := hits()[l.fate]; do != nil {
			do(t, h, engine, l.number)
		}
	}
	h.startWorker()
	keepAll(t, waiting)
	playAct(t, h, lives, 2)
	checkLivesAlike(t, h, lives)

	practised := registerMany(t, h, 3*len(fates))
	const theirs = "SELECT count(*) FROM timeline WHERE name = 'clock_breached' AND clock = 'handle' AND number = ANY($1)"
	eventually(t, time.Until(closing), "every breach is armed", func() bool { // those of practice cases come beside them
		var n int
		require.NoError(t, h.db.GetContext(t.Context(), &n, theirs, pq.StringArray(armed)))
		return n >= len(armed)
	})
	for i, fate := range fates {
		hits()[fate](t, h, engine, armed[i])
		for n := range 3 {
			hits()[fate](t, h, engine, practised[3*i+n])
		}
	}
	require.True(t, h.now().Before(closing), "this machine is too slow to reach every case before closing")
	awaitLevelThree(t, h, practised)
	checkEveryLife(t, h, practised)
	checkEveryMessage(t, h, len(practised))
	for _, number := range armed {
		var at []time.Time
		eventually(t, recoveredWithin, "the breach of "+number, func() bool { // also one the sweep had to bring back
			at = nil
			require.NoError(t, h.db.SelectContext(t.Context(), &at,
				"SELECT at FROM timeline_now WHERE number = $1 AND clock = 'handle' AND name = 'clock_breached'", number))
			return len(at) > 0
		})
		require.Len(t, at, 1, number)
		require.True(t, at[0].Equal(closing), "%s: %s, not %s", number, at[0], closing)
	}
	nothingLost(t, h)
}

// takeInMatters registers one case of each kind for each fate, and one untouched.
func takeInMatters(t *testing.T, h *house, fates []string) (lives []life) {
	t.Helper()
	for kind, m := range matters() {
		clerk := h.as(m.who)
		for _, fate := range append([]string{""}, fates...) {
			lives = append(lives, life{kind, fate, clerk.register(m.form)})
		}
	}
	return lives
}

func next(h *house, l life, a act) *promise {
	return promised(h.as(a.who), "/cases/"+l.number+"/"+a.command, a.args)
}

// actsOf are the i-th acts of all lives.
func actsOf(h *house, lives []life, i int) (out []*promise) {
	people := map[string]*person{}
	for _, l := range lives {
		a := matters()[l.kind].acts[i]
		if people[a.who] == nil {
			people[a.who] = h.as(a.who)
		}
		out = append(out, promised(people[a.who], "/cases/"+l.number+"/"+a.command, a.args))
	}
	return out
}

func playAct(t *testing.T, h *house, lives []life, i int) []*promise {
	t.Helper()
	all := actsOf(h, lives, i)
	handAll(all)
	keepAll(t, all)
	return all
}

// checkLivesAlike: what was done to a case from outside left no trace in its life, nor
// in what anybody was told of it.
func checkLivesAlike(t *testing.T, h *house, lives []life) {
	t.Helper()
	office, twins, told := h.as("efficiency_office"), map[casework.Kind][]string{}, map[casework.Kind][]string{}
	for _, l := range lives {
		if l.fate == "" {
			twins[l.kind] = lifeOf(t, h, l.number)
			require.NotEmpty(t, twins[l.kind])
			told[l.kind] = heardOf(t, h, l.number)
			require.NotEmpty(t, told[l.kind])
		}
	}
	for _, l := range lives {
		require.Equal(t, twins[l.kind], lifeOf(t, h, l.number), "%s %s, %s", l.kind, l.number, l.fate)
		require.Equal(t, told[l.kind], heardOf(t, h, l.number), "%s %s, %s", l.kind, l.number, l.fate)
		cancels := count(office.timeline(l.number), named(casework.CancelIgnored))
		require.LessOrEqual(t, cancels, 1)
		require.Equal(t, l.fate == "cancelled", cancels == 1, "%s %s", l.number, l.fate)
	}
}
