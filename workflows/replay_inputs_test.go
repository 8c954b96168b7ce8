package workflows_test

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/workflows"
)

// asked is one activity a workflow asked for.
type asked struct {
	Activity string
	Input    json.RawMessage
}

// listener hears every activity of one replay.
type listener struct {
	interceptor.WorkerInterceptorBase
	mu  sync.Mutex
	all []asked
}

func (l *listener) InterceptWorkflow(_ workflow.Context, next interceptor.WorkflowInboundInterceptor) interceptor.WorkflowInboundInterceptor {
	return &inbound{interceptor.WorkflowInboundInterceptorBase{Next: next}, l}
}

type inbound struct {
	interceptor.WorkflowInboundInterceptorBase
	l *listener
}

func (i *inbound) Init(next interceptor.WorkflowOutboundInterceptor) error {
	return i.Next.Init(&outbound{interceptor.WorkflowOutboundInterceptorBase{Next: next}, i.l})
}

type outbound struct {
	interceptor.WorkflowOutboundInterceptorBase
	l *listener
}

func (o *outbound) ExecuteActivity(ctx workflow.Context, name string, args ...any) workflow.Future {
	o.l.hear(name, args)
	return o.Next.ExecuteActivity(ctx, name, args...)
}

func (o *outbound) ExecuteLocalActivity(ctx workflow.Context, name string, args ...any) workflow.Future {
	o.l.hear(name, args)
	return o.Next.ExecuteLocalActivity(ctx, name, args...)
}

// hear writes down what was asked for; it runs in tests alone, and the same each time.
//
//workflowcheck:ignore
func (l *listener) hear(name string, args []any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	input, err := json.Marshal(args)
	if err != nil {
		panic(err)
	}
	l.all = append(l.all, asked{name, input})
}

// replayHeard replays a history and tells what was asked for. Each is replayed once, however
// many tests ask what it held.
func replayHeard(t *testing.T, file string) []asked {
	t.Helper()
	once, _ := replayed.LoadOrStore(file, sync.OnceValues(func() ([]asked, error) {
		l := &listener{}
		replayer, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{Interceptors: []interceptor.WorkerInterceptor{l}})
		if err != nil {
			return nil, err
		}
		for name, fn := range workflows.Of(kind.Office()).All() {
			replayer.RegisterWorkflowWithOptions(fn, workflow.RegisterOptions{Name: name})
		}
		err = replayer.ReplayWorkflowHistoryFromJSONFile(log.NewStructuredLogger(slog.New(slog.DiscardHandler)), file)
		return l.all, err
	}))
	all, err := once.(func() ([]asked, error))()
	require.NoError(t, err)
	return all
}

var replayed sync.Map // of a file, what its replay asks for

// TestHistoriesAskForWhatTheyRecorded compares what a replay asks of plan, authorize,
// commit and the rest with what stands in the history: the SDK itself compares ids and
// types alone, so that a rewritten machine might commit anything and stay green.
//
// testdata/inputs.golden holds the differences of old: what was added to an input
// before there was this test. It never grows. Whoever changes what is asked guards it
// by a since, so that a history recorded before goes its old way and asks the same.
// What a plan was asked for the engine does not keep: of these the file has a digest.
func TestHistoriesAskForWhatTheyRecorded(t *testing.T) {
	t.Parallel()
	var got strings.Builder
	for _, file := range histories(t) {
		for _, line := range differences(t, file) {
			fmt.Fprintln(&got, strings.TrimSuffix(filepath.Base(file), ".json"), line)
		}
	}
	const golden = "testdata/inputs.golden"
	if *updateInputs {
		require.NoError(t, os.WriteFile(golden, []byte(got.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, strings.Split(string(want), "\n"), strings.Split(got.String(), "\n"),
		"a case open today would go on from another state than was committed: guard it by a since. For a new history alone: -update-inputs, and read that only its lines came")
}

var updateInputs = flag.Bool("update-inputs", false, "write testdata/inputs.golden anew")

// differences lists where a replay asks for something else than its history holds, each
// place once, with how often.
func differences(t *testing.T, file string) []string {
	t.Helper()
	recorded := scheduled(t, file)
	found, plans, n := map[string]int{}, sha256.New(), 0
	for _, a := range replayHeard(t, file) {
		if n < len(recorded) && recorded[n].Activity == a.Activity {
			compare(found, a.Activity, decoded(t, a.Input), decoded(t, recorded[n].Input))
			n++
			continue
		}
		require.Equal(t, casework.PlanActivity, a.Activity, "%s: asked for what the history does not hold", file)
		plans.Write(a.Input)
		found["plan asked"]++
	}
	require.Len(t, recorded, n, "%s: what the history holds was not asked for", file)
	var out []string
	for place, times := range found {
		out = append(out, fmt.Sprintf("%s x%d", place, times))
	}
	slices.Sort(out)
	return append(out, fmt.Sprintf("plans %x", plans.Sum(nil)[:8]))
}

// scheduled are the activities a history holds, in order.
func scheduled(t *testing.T, file string) (out []asked) {
	t.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	var h historypb.History
	require.NoError(t, temporalproto.CustomJSONUnmarshalOptions{DiscardUnknown: true}.Unmarshal(raw, &h))
	for _, e := range h.Events {
		a := e.GetActivityTaskScheduledEventAttributes()
		if a == nil {
			continue
		}
		args := []json.RawMessage{}
		for _, p := range a.Input.GetPayloads() {
			args = append(args, p.Data)
		}
		input, err := json.Marshal(args)
		require.NoError(t, err)
		out = append(out, asked{a.ActivityType.Name, input})
	}
	return out
}

func decoded(t *testing.T, input json.RawMessage) (out any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(input, &out))
	return out
}

// compare notes where two inputs differ; places in lists stand without their number.
func compare(found map[string]int, place string, now, was any) {
	switch a := now.(type) {
	case map[string]any:
		b, _ := was.(map[string]any)
		for key, v := range a {
			if old, there := b[key]; there {
				compare(found, place+"."+key, v, old)
			} else {
				found[place+"."+key+" is new"]++
			}
		}
		for key := range b {
			if _, there := a[key]; !there {
				found[place+"."+key+" is gone"]++
			}
		}
	case []any:
		b, _ := was.([]any)
		if len(a) != len(b) {
			found[fmt.Sprintf("%s has %d, had %d", place, len(a), len(b))]++
			return
		}
		for i := range a {
			compare(found, place, a[i], b[i])
		}
	default:
		if now != was {
			found[fmt.Sprintf("%s is %v, was %v", place, now, was)]++
		}
	}
}
