package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"
	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"

	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/testkit"
	"github.com/shixian/shixian/internal/vitals"
)

func TestMain(m *testing.M) {
	cli.kinds = kind.Office() // as run does
	testkit.Main(m)
}

// What a request began is found by its trace in the engine's history and in every
// line the worker writes for it; the engine client's figures are in the metrics.
func TestATraceGoesOnToTheEngine(t *testing.T) {
	t.Parallel()
	v := vitals.New()
	options, err := observed(v, client.Options{HostPort: testkit.Engine(t).Address(), Namespace: testkit.Namespace})
	require.NoError(t, err)
	c, err := client.Dial(options)
	require.NoError(t, err)
	t.Cleanup(c.Close)

	id := trace.TraceID{0x4b, 0xf9, 2}
	ctx := trace.ContextWithSpanContext(t.Context(), trace.NewSpanContext(trace.SpanContextConfig{TraceID: id, SpanID: trace.SpanID{7}}))
	run, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "traced", TaskQueue: "nobody"}, "service")
	require.NoError(t, err)
	first, err := c.GetWorkflowHistory(t.Context(), run.GetID(), run.GetRunID(), false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT).Next()
	require.NoError(t, err)
	header := fmt.Sprint(first.GetWorkflowExecutionStartedEventAttributes().GetHeader().GetFields())
	require.Contains(t, header, id.String())

	families, err := v.Registry().Gather()
	require.NoError(t, err)
	names := map[string]bool{}
	for _, f := range families {
		names[f.GetName()] = true
	}
	require.True(t, names["temporal_request_total"], names)
}
