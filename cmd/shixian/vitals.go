package main

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/propagation"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/opentelemetry"
	"go.temporal.io/sdk/interceptor"

	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/vitals"
)

// facts lends the store's figures to the metrics.
type facts struct{ store *store.Store }

func (f facts) Facts(ctx context.Context) (vitals.Facts, error) {
	got, err := f.store.Facts(ctx)
	out := vitals.Facts{
		Open: got.Open, Unstarted: got.Unstarted, Behind: got.Behind, Parked: got.Parked,
		Undecided: got.Undecided, OldestWait: got.OldestWait, Bytes: got.Bytes,
	}
	for _, o := range got.Outbox {
		out.Outbox = append(out.Outbox, vitals.Outbox(o))
	}
	return out, err
}

// observed completes what a client of the engine is opened with: its own figures go
// to the metrics of this process, and a request's trace goes on with what it asks for.
func observed(v *vitals.Vitals, o client.Options) (client.Options, error) {
	var err error
	if o.MetricsHandler, err = v.Engine(); err != nil {
		return o, err
	}
	tracing, err := opentelemetry.NewTracingInterceptor(opentelemetry.TracerOptions{
		TextMapPropagator: propagation.TraceContext{}, DisableBaggage: true, AllowInvalidParentSpans: true,
	})
	if err != nil {
		return o, err
	}
	o.Interceptors = []interceptor.ClientInterceptor{tracing}
	return o, nil
}

// swept counts what a round of the sweep did.
func swept(v *vitals.Vitals, at time.Time, s core.Swept) {
	v.Swept(at, map[string]int{
		"started": s.Started, "decided": s.Decided, "waiting": s.Waiting, "repaired": s.Repaired, "late": s.Late,
		"emptied": s.Emptied, "manned": s.Manned, "released": s.Released, "failed": s.Failed,
	})
}
