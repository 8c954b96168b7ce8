package core

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
)

const sweepHands = 8 // calls to the engine at one time

// ResendWait is how long the sweep waits for a command it sends again.
const ResendWait = 2 * time.Second

// Swept counts what one sweep did, for logs and metrics.
type Swept struct {
	Started  int // cases the engine had not got
	Decided  int // commands that got their verdict
	Waiting  int // commands still without one
	Repaired int // cases whose workflow was missing
	Late     int // cases whose workflow runs but is behind
	Emptied  int // posts found empty, and told of
	Manned   int // posts found manned again
	Released int // parked cases told to try again
	Failed   int // attempts that ended in an error
}

// SweepEach works through one list with a few hands. Each piece answers with what
// it did, so that only this function counts.
func SweepEach[T any](
	ctx context.Context, c *Core, s *Swept, what string,
	list func(context.Context) ([]T, error), work func(context.Context, T) (func(*Swept), error),
) {
	rows, err := list(ctx)
	if err != nil {
		c.Log.ErrorContext(ctx, "sweep: "+what, "error", err)
		s.Failed++
		return
	}
	done := make([]func(*Swept), len(rows))
	var hands errgroup.Group
	hands.SetLimit(sweepHands)
	for i, row := range rows {
		hands.Go(func() error {
			count, err := work(ctx, row)
			if err != nil {
				c.Log.WarnContext(ctx, "sweep", "error", err)
				count = func(s *Swept) { s.Failed++ }
			}
			done[i] = count
			return nil // one that fails must not stop the others
		})
	}
	_ = hands.Wait() // no hand returns an error
	for _, count := range done {
		count(s)
	}
}
