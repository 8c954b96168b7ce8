package trace_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	otel "go.opentelemetry.io/otel/trace"

	"github.com/shixian/shixian/api/trace"
)

func TestNamed(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		id   string
		kept bool
	}{
		"a proxy's id is taken over":    {"req-2026.11_28-abc", true},
		"none is made":                  {"", false},
		"a short one is made anew":      {"abc", false},
		"one of two lines is made anew": {"abcdefgh\nlevel=ERROR", false},
		"a long one is made anew":       {strings.Repeat("a", 65), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("X-Request-Id", tt.id)
			r, id := trace.Named(r)
			require.Equal(t, id, trace.RequestID(r.Context()))
			require.Equal(t, tt.kept, id == tt.id)
			require.NotEmpty(t, id)
		})
	}
}

// The example of W3C Trace Context, section 3.2.
func TestNamedKeepsTheTrace(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
	r, _ = trace.Named(r)
	require.Equal(t, "4bf92f3577b34da6a3ce929d0e0e4736", otel.SpanContextFromContext(r.Context()).TraceID().String())

	r = httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Traceparent", "00-nonsense-01")
	r, _ = trace.Named(r)
	require.True(t, otel.SpanContextFromContext(r.Context()).IsValid(), "a bad one is replaced")
}

func TestWhoHangsUpIsNoError(t *testing.T) {
	t.Parallel()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	require.Equal(t, slog.LevelInfo, trace.Level(gone, fmt.Errorf("read case: %w", context.Canceled)))
	require.Equal(t, slog.LevelError, trace.Level(gone, errors.New("disk full")))
	require.Equal(t, slog.LevelError, trace.Level(t.Context(), context.Canceled))
}
