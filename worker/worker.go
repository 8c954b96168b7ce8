// Package worker runs what stands behind the counter: case workflows and their
// activities, the sweep that brings kept work to the engine, and the courier
// that carries messages out.
//
// Any number of workers may run. The package refuses to decide anything about a
// case and to serve a page.
package worker

import (
	"context"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows"
)

// Limits of one worker process on the small machine of an office.
const (
	stickyCache   = 2000             // cases kept in memory between steps
	stickyTimeout = 60 * time.Second // a closing time's storm must not fall off the cache (design section 7)
	concurrent    = 40               // activities and workflow tasks at once
	stopTimeout   = 5 * time.Second
	sweepEvery    = 2 * time.Second
	sealEvery     = 2 * time.Second
)

// Config is what a worker works with; all but OnReady are required.
type Config struct {
	Lives      workflows.Workflows // the kinds its cases are of, and what acts do to them
	Client     client.Client
	Activities *activities.Activities
	Courier    *Courier
	// Sweep brings to the engine what the counter kept while it was away.
	Sweep func(ctx context.Context)
	// Seal chains audit rows that were added since it last ran.
	Seal   func(ctx context.Context) error
	Logger *slog.Logger
	// OnReady is called once workflows and activities are being polled.
	OnReady func()
}

// Run works until ctx ends or a part fails for good.
func Run(ctx context.Context, cfg Config) error {
	if err := cfg.Lives.Check(); err != nil {
		return err
	}
	worker.SetStickyWorkflowCacheSize(stickyCache)
	w := worker.New(cfg.Client, casework.TaskQueue, worker.Options{
		StickyScheduleToStartTimeout:            stickyTimeout,
		MaxConcurrentActivityExecutionSize:      concurrent,
		MaxConcurrentLocalActivityExecutionSize: concurrent,
		MaxConcurrentWorkflowTaskExecutionSize:  concurrent,
		WorkerStopTimeout:                       stopTimeout,
		DisableRegistrationAliasing:             true,
	})
	for name, fn := range cfg.Lives.All() {
		w.RegisterWorkflowWithOptions(fn, workflow.RegisterOptions{Name: name})
	}
	cfg.Activities.Register(w)
	if err := w.Start(); err != nil {
		return err
	}
	defer w.Stop()
	if cfg.OnReady != nil {
		cfg.OnReady()
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return every(ctx, sweepEvery, cfg.Sweep) })
	g.Go(func() error {
		return every(ctx, sealEvery, func(ctx context.Context) {
			if err := cfg.Seal(ctx); err != nil && ctx.Err() == nil {
				cfg.Logger.Warn("audit will be sealed later", "error", err)
			}
		})
	})
	g.Go(func() error { return cfg.Courier.Run(ctx) })
	return g.Wait()
}

// every repeats a task until ctx ends. What a round could not do is still there
// in the next.
func every(ctx context.Context, pause time.Duration, task func(context.Context)) error {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		task(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
