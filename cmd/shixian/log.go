package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"go.opentelemetry.io/otel/trace"
)

// newLogger reads SHIXIAN_LOG, "level,format": debug, info, warn or error, and text or
// json. Either may be left out; unset is info,text. The lines go to w; none holds a
// word a person typed.
func newLogger(setting string, w io.Writer) (*slog.Logger, error) {
	level, format, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(setting, " ", "")), ",")
	if level == "text" || level == "json" {
		level, format = "", level
	}
	var o slog.HandlerOptions
	least := new(slog.LevelVar)
	if err := least.UnmarshalText([]byte(cmp.Or(level, "info"))); err != nil {
		return nil, fmt.Errorf("SHIXIAN_LOG %q: want level,format: debug, info, warn or error, and text or json", setting)
	}
	o.Level = least
	switch format {
	case "", "text":
		return slog.New(traced{slog.NewTextHandler(w, &o)}), nil
	case "json":
		return slog.New(traced{slog.NewJSONHandler(w, &o)}), nil
	}
	return nil, fmt.Errorf("SHIXIAN_LOG %q: the format is text or json", setting)
}

// traced adds the trace a line belongs to, so that what a request did is found in the
// worker's lines, too.
type traced struct{ slog.Handler }

func (t traced) Handle(ctx context.Context, r slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.HasTraceID() {
		r.AddAttrs(slog.String("trace", span.TraceID().String()))
	}
	return t.Handler.Handle(ctx, r)
}

func (t traced) WithAttrs(attrs []slog.Attr) slog.Handler { return traced{t.Handler.WithAttrs(attrs)} }

func (t traced) WithGroup(name string) slog.Handler { return traced{t.Handler.WithGroup(name)} }
