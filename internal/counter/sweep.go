package counter

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/casework"
)

// What a sweep looks for, and how much of it at once.
const (
	unstartedAfter = 3 * time.Second // a request that is under way starts its own case
	undecidedAfter = 5 * time.Second // a request that is under way waits so long itself
	suspectAfter   = time.Minute     // a loaded engine may be late; it is not missing
	sweepRows      = 500             // of each sort in one sweep
	sweepHands     = 8               // calls to the engine at one time
)

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

// Sweep does what was promised with 202: it starts cases the engine has not got,
// sends commands that have no verdict again, and starts workflows that are
// missing from the state the projection keeps. Every error is logged and none
// stops the rest. One process of an installation should sweep at a time.
func (c *Counter) Sweep(ctx context.Context) Swept {
	var s Swept
	now := c.now()
	sweepEach(ctx, c, &s, "list unstarted", func(ctx context.Context) ([]casework.State, error) {
		return c.store.Unstarted(ctx, now.Add(-unstartedAfter), sweepRows)
	}, c.sweepStart)
	sweepEach(ctx, c, &s, "list undecided", func(ctx context.Context) ([][]Waiting, error) {
		all, err := c.store.Undecided(ctx, now.Add(-undecidedAfter), sweepRows)
		return byCase(all), err
	}, c.sweepCase)
	sweepEach(ctx, c, &s, "list suspects", func(ctx context.Context) ([]casework.State, error) {
		return c.store.Suspects(ctx, now.Add(-suspectAfter), sweepRows)
	}, c.sweepSuspect)
	sweepEach(ctx, c, &s, "list released", func(ctx context.Context) ([]string, error) {
		return c.store.Released(ctx, sweepRows)
	}, c.sweepReleased)
	c.sweepVacancies(ctx, &s)
	c.sweepRecounts(ctx, &s)
	return s
}

// sweepEach works through one list with a few hands. Each piece answers with what
// it did, so that only this function counts.
func sweepEach[T any](
	ctx context.Context, c *Counter, s *Swept, what string,
	list func(context.Context) ([]T, error), work func(context.Context, T) (func(*Swept), error),
) {
	rows, err := list(ctx)
	if err != nil {
		c.log.ErrorContext(ctx, "sweep: "+what, "error", err)
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
				c.log.WarnContext(ctx, "sweep", "error", err)
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

func (c *Counter) sweepStart(ctx context.Context, state casework.State) (func(*Swept), error) {
	if err := c.start(ctx, casework.Start{State: state}, false); err != nil {
		return nil, err
	}
	return func(s *Swept) { s.Started++ }, nil
}

// byCase parts what waits into what waits for one case each, in its order.
func byCase(all []Waiting) (out [][]Waiting) {
	at := map[string]int{}
	for _, w := range all {
		i, ok := at[w.Number]
		if !ok {
			i = len(out)
			at[w.Number], out = i, append(out, nil)
		}
		out[i] = append(out[i], w)
	}
	return out
}

// sweepCase sends what waits for one case again, one after the other as it was stored:
// what came first may take back the end that the next would be refused for. Behind one
// that gets no verdict now, the rest waits.
func (c *Counter) sweepCase(ctx context.Context, waiting []Waiting) (func(*Swept), error) {
	var sum Swept
	for i, w := range waiting {
		if i > 0 {
			w.Closed = nil // as it was listed; the case itself says how it stands now
		}
		before := sum.Decided
		count, err := c.sweepCommand(ctx, w)
		if err != nil {
			c.log.WarnContext(ctx, "sweep", "error", err)
			count = func(s *Swept) { s.Failed++ }
		}
		count(&sum)
		if sum.Decided == before {
			sum.Waiting += len(waiting) - i - 1
			break
		}
	}
	return func(s *Swept) {
		s.Decided += sum.Decided
		s.Waiting += sum.Waiting
		s.Repaired += sum.Repaired
		s.Late += sum.Late
		s.Failed += sum.Failed
	}, nil
}

// sweepCommand sends a command again under the same id, which the case takes once.
func (c *Counter) sweepCommand(ctx context.Context, w Waiting) (func(*Swept), error) {
	short, cancel := context.WithTimeout(ctx, resendWait)
	defer cancel()
	verdict, err := c.bring(short, w.Number, w.Closed, w.Command)
	switch {
	case err == nil && verdict == nil:
		return func(s *Swept) { s.Waiting++ }, nil
	case err == nil:
		return func(s *Swept) { s.Decided++ }, nil
	case errors.Is(err, ErrGone):
		return c.sweepGone(ctx, w)
	case errors.Is(err, context.DeadlineExceeded):
		return func(s *Swept) { s.Waiting++ }, nil
	}
	return nil, fmt.Errorf("command %s for %s: %w", w.Command.ID, w.Number, err)
}

// sweepGone looks after a command whose workflow is not there: the case has not
// been started, has ended meanwhile, or has lost its workflow.
func (c *Counter) sweepGone(ctx context.Context, w Waiting) (func(*Swept), error) {
	view, err := c.store.Case(ctx, w.Number)
	if err != nil {
		return nil, fmt.Errorf("case %s of command %s: %w", w.Number, w.Command.ID, err)
	}
	if view.Started == nil || view.Closed != nil {
		return func(s *Swept) { s.Waiting++ }, nil // the next sweep sees it in its place
	}
	return c.sweepSuspect(ctx, casework.State{Number: w.Number, Run: view.Run})
}

// sweepSuspect starts the workflow of an open case again if it is missing.
func (c *Counter) sweepSuspect(ctx context.Context, suspect casework.State) (func(*Swept), error) {
	running, err := c.engine.Running(ctx, suspect.Number)
	if err != nil {
		return nil, fmt.Errorf("look after %s: %w", suspect.Number, err)
	}
	if running {
		c.log.WarnContext(ctx, "case is behind its clocks", "case", suspect.Number)
		return func(s *Swept) { s.Late++ }, nil
	}
	trail, err := c.engine.Trail(ctx, suspect.Number)
	if err != nil && !errors.Is(err, ErrGone) { // of a run that cannot even be replayed: it goes on from the record
		c.log.WarnContext(ctx, "is repaired without its last steps", "case", suspect.Number, "error", err)
	}
	state, err := c.store.NextRun(ctx, suspect.Number, suspect.Run)
	if err != nil {
		return nil, fmt.Errorf("repair %s: %w", suspect.Number, err)
	}
	if err := c.start(ctx, casework.Start{State: state, Trail: c.leading(ctx, trail, state)}, true); err != nil {
		return nil, fmt.Errorf("repair: %w", err)
	}
	c.log.WarnContext(ctx, "workflow was missing and runs again", "case", suspect.Number, "run", state.Run)
	return func(s *Swept) { s.Repaired++ }, nil
}
