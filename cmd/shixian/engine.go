package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/alecthomas/kong"
)

// engineCmd looks after the namespace of an engine that is not ours alone; our own
// prepares its own.
type engineCmd struct {
	Prepare enginePrepareCmd `cmd:"" help:"Make the namespace and its search attributes, and write whose it is."`
}

type enginePrepareCmd struct {
	Retention int `help:"Days a closed case stays in a namespace made here." default:"1095"`
}

// Run may be repeated.
func (c *enginePrepareCmd) Run(ctx context.Context, k *kong.Kong, logger *slog.Logger) error {
	return examine(ctx, logger, func(h *house) error {
		if err := h.namespace.Prepare(ctx, time.Duration(c.Retention)*24*time.Hour); err != nil {
			return err
		}
		if err := h.claim(ctx); err != nil {
			return err
		}
		_, err := fmt.Fprintf(k.Stdout, "namespace %s is prepared\n", h.settings.temporalNamespace)
		return err
	})
}
