// Package trace names a request for the logs and carries its trace on to whatever is
// done for it.
//
// It refuses to record spans and to send them anywhere: an office that wants them reads
// the headers this package passes on.
package trace

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"regexp"

	"go.opentelemetry.io/otel/propagation"
	otel "go.opentelemetry.io/otel/trace"
)

type requestKey struct{}

// RequestID names a request in the logs; empty outside one.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// wellNamed is what a proxy's name of a request may look like to be taken over;
// anything else could write lines of its own into the log.
var wellNamed = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// Named gives a request its id and its trace: the caller's X-Request-Id and
// traceparent (W3C Trace Context) where he sent good ones, new ones otherwise. The
// trace goes on to the engine and to what the worker does for it.
func Named(r *http.Request) (*http.Request, string) {
	id := r.Header.Get("X-Request-Id")
	if !wellNamed.MatchString(id) {
		id = rand.Text()[:12]
	}
	ctx := context.WithValue(r.Context(), requestKey{}, id)
	ctx = propagation.TraceContext{}.Extract(ctx, propagation.HeaderCarrier(r.Header))
	if !otel.SpanContextFromContext(ctx).IsValid() {
		ctx = otel.ContextWithSpanContext(ctx, newSpan())
	}
	return r.WithContext(ctx), id
}

func newSpan() otel.SpanContext {
	var t otel.TraceID
	var s otel.SpanID
	rand.Read(t[:]) // never fails (crypto/rand)
	rand.Read(s[:])
	return otel.NewSpanContext(otel.SpanContextConfig{TraceID: t, SpanID: s})
}

// Level is how loud a failure is said: one whose caller hung up is no fault of
// the house.
func Level(ctx context.Context, err error) slog.Level {
	if errors.Is(err, context.Canceled) && errors.Is(ctx.Err(), context.Canceled) {
		return slog.LevelInfo
	}
	return slog.LevelError
}
