package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"
)

var errNoServers = errors.New("DATABASE_URL and TEMPORAL_ADDRESS name the servers; shixian up starts its own")

// Roles of a process, as the others see it.
const (
	roleAPI    = "api"
	roleWorker = "worker"
)

// apiCmd is the API role as a process of its own.
type apiCmd struct{}

// Run serves until it is told to stop.
func (apiCmd) Run(ctx context.Context, logger *slog.Logger) error {
	return withHouse(ctx, logger, roleAPI, func(ctx context.Context, h *house) error { return h.runAPI(ctx, nil) })
}

// workerCmd is the worker role as a process of its own.
type workerCmd struct{}

// Run works until it is told to stop.
func (workerCmd) Run(ctx context.Context, logger *slog.Logger) error {
	return withHouse(ctx, logger, roleWorker, func(ctx context.Context, h *house) error { return h.runWorker(ctx, nil) })
}

func withHouse(ctx context.Context, logger *slog.Logger, role string, do func(context.Context, *house) error) error {
	s, err := readSettings(cli.DataDir, cli.kinds)
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
	return quiet(ctx, h.run(ctx, role, do))
}

// settleEvery is how often an engine that was away at the start is tried again.
const settleEvery = 5 * time.Second

// run does a role's work after what must be right at a start was looked at, and
// keeps this process in sight of the others meanwhile.
func (h *house) run(ctx context.Context, role string, do func(context.Context, *house) error) error {
	if err := h.doctor.Start(ctx); err != nil {
		return err
	}
	if err := h.store.AdmitKeys(ctx, trialOf(h.keys)); err != nil {
		return fmt.Errorf("%w\n    shixian migrate   # if the tables are of an older version", err)
	}
	settled, err := h.settle(ctx)
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g.Go(func() error {
		defer cancel() // the rest goes with it
		return do(ctx, h)
	})
	g.Go(func() error {
		h.live(ctx, role)
		return nil
	})
	if !settled {
		g.Go(func() error { return h.settleLater(ctx) })
	}
	return g.Wait()
}

// settle agrees with the engine on whose it is and on the numbers given out. While
// the engine is away there is nothing to agree on, and it is tried again.
func (h *house) settle(ctx context.Context) (done bool, err error) {
	short, cancel := context.WithTimeout(ctx, settleEvery)
	defer cancel()
	if err = h.claim(short); err == nil {
		err = h.resumeNumbers(short)
	}
	if errors.Is(err, errForeignEngine) {
		return false, err
	}
	if err != nil {
		h.log.Warn("the engine is asked again later whose it is", "error", err)
	}
	return err == nil, nil
}

func (h *house) settleLater(ctx context.Context) error {
	tick := time.NewTicker(settleEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if done, err := h.settle(ctx); done || err != nil {
			return err
		}
	}
}
