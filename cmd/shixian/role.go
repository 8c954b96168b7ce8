package main

import (
	"context"
	"errors"
	"log/slog"
)

var errNoServers = errors.New("DATABASE_URL and TEMPORAL_ADDRESS name the servers; shixian up starts its own")

// apiCmd is the API role as a process of its own.
type apiCmd struct{}

// Run serves until it is told to stop.
func (apiCmd) Run(ctx context.Context, logger *slog.Logger) error {
	return withHouse(ctx, logger, func(h *house) error { return h.runAPI(ctx, nil) })
}

// workerCmd is the worker role as a process of its own.
type workerCmd struct{}

// Run works until it is told to stop.
func (workerCmd) Run(ctx context.Context, logger *slog.Logger) error {
	return withHouse(ctx, logger, func(h *house) error { return h.runWorker(ctx, nil) })
}

func withHouse(ctx context.Context, logger *slog.Logger, do func(*house) error) error {
	s, err := readSettings(cli.DataDir)
	if err != nil {
		return err
	}
	if s.databaseURL == "" || s.temporalAddress == "" {
		return errNoServers
	}
	h, err := open(ctx, s, logger)
	if err != nil {
		return err
	}
	defer h.close()
	return quiet(ctx, do(h))
}
