package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"
)

func TestLogSetting(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		setting             string
		info, debug, isJSON bool
	}{
		"unset is info as text":   {"", true, false, false},
		"debug as text":           {"debug", true, true, false},
		"errors alone":            {"error,text", false, false, false},
		"json at the usual level": {"json", true, false, true},
		"both, with a space":      {"DEBUG, json", true, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			log, err := newLogger(tt.setting, &out)
			require.NoError(t, err)
			log.Debug("deep")
			require.Equal(t, tt.debug, bytes.Contains(out.Bytes(), []byte("deep")))
			log.Info("request")
			require.Equal(t, tt.info, bytes.Contains(out.Bytes(), []byte("request")))
			out.Reset()
			log.Error("broken")
			require.Equal(t, tt.isJSON, json.Valid(out.Bytes()))
		})
	}
	for _, wrong := range []string{"loud", "info,xml", "info,json,more"} {
		_, err := newLogger(wrong, &bytes.Buffer{})
		require.ErrorContains(t, err, "SHIXIAN_LOG", wrong)
	}
}

func TestLogNamesTheTrace(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log, err := newLogger("json", &out)
	require.NoError(t, err)
	id := trace.TraceID{0xab, 1}
	span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: id, SpanID: trace.SpanID{1}})
	log.With("case", "BJ2026-000001").InfoContext(trace.ContextWithSpanContext(t.Context(), span), "request")
	require.Contains(t, out.String(), id.String())
}
