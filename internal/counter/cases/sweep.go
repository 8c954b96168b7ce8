package cases

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// What a sweep looks for, and how much of it at once.
const (
	unstartedAfter = 3 * time.Second // a request that is under way starts its own case
	undecidedAfter = 5 * time.Second // a request that is under way waits so long itself
	suspectAfter   = time.Minute     // a loaded engine may be late; it is not missing
	sweepRows      = 500             // of each sort in one sweep
)

// Sweep does what was promised with 202: it starts cases the engine has not got,
// sends commands that have no verdict again, and starts workflows that are
// missing from the state the projection keeps. Every error is logged and none
// stops the rest. One process of an installation should sweep at a time.
func (c *Room) Sweep(ctx context.Context) core.Swept {
	s := c.SweepPromised(ctx)
	now := c.Now()
	core.SweepEach(ctx, c.Core, &s, "list suspects", func(ctx context.Context) ([]casework.State, error) {
		return c.own.Suspects(ctx, now.Add(-suspectAfter), sweepRows)
	}, c.sweepSuspect)
	core.SweepEach(ctx, c.Core, &s, "list released", func(ctx context.Context) ([]string, error) {
		return c.lot.Released(ctx, sweepRows)
	}, c.sweepReleased)
	for _, sweep := range c.asks.Sweeps {
		sweep(ctx, &s)
	}
	return s
}

// SweepPromised is what of a sweep looks at no clock of a case: it starts what was opened and
// sends what has no verdict.
func (c *Room) SweepPromised(ctx context.Context) (s core.Swept) {
	now := c.Now()
	core.SweepEach(ctx, c.Core, &s, "list unstarted", func(ctx context.Context) ([]casework.State, error) {
		return c.own.Unstarted(ctx, now.Add(-unstartedAfter), sweepRows)
	}, c.sweepStart)
	core.SweepEach(ctx, c.Core, &s, "list undecided", func(ctx context.Context) ([][]core.Waiting, error) {
		all, err := c.own.Undecided(ctx, now.Add(-undecidedAfter), sweepRows)
		return byCase(all), err
	}, c.sweepCase)
	return s
}

func (c *Room) sweepStart(ctx context.Context, state casework.State) (func(*core.Swept), error) {
	if err := c.start(ctx, casework.Start{State: state}, false); err != nil {
		return nil, err
	}
	return func(s *core.Swept) { s.Started++ }, nil
}

// byCase parts what waits into what waits for one case each, in its order.
func byCase(all []core.Waiting) (out [][]core.Waiting) {
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
func (c *Room) sweepCase(ctx context.Context, waiting []core.Waiting) (func(*core.Swept), error) {
	var sum core.Swept
	for i, w := range waiting {
		if i > 0 {
			w.Closed = nil // as it was listed; the case itself says how it stands now
		}
		before := sum.Decided
		count, err := c.SweepCommand(ctx, w)
		if err != nil {
			c.Log.WarnContext(ctx, "sweep", "error", err)
			count = func(s *core.Swept) { s.Failed++ }
		}
		count(&sum)
		if sum.Decided == before {
			sum.Waiting += len(waiting) - i - 1
			break
		}
	}
	return func(s *core.Swept) {
		s.Decided += sum.Decided
		s.Waiting += sum.Waiting
		s.Repaired += sum.Repaired
		s.Late += sum.Late
		s.Failed += sum.Failed
	}, nil
}

// SweepCommand sends a command again under the same id, which the case takes once.
func (c *Room) SweepCommand(ctx context.Context, w core.Waiting) (func(*core.Swept), error) {
	short, cancel := context.WithTimeout(ctx, core.ResendWait)
	defer cancel()
	verdict, err := c.bring(short, w.Number, w.Closed, w.Command)
	switch {
	case err == nil && verdict == nil:
		return func(s *core.Swept) { s.Waiting++ }, nil
	case err == nil:
		return func(s *core.Swept) { s.Decided++ }, nil
	case errors.Is(err, ErrGone):
		return c.sweepGone(ctx, w)
	case errors.Is(err, context.DeadlineExceeded):
		return func(s *core.Swept) { s.Waiting++ }, nil
	}
	return nil, fmt.Errorf("command %s for %s: %w", w.Command.ID, w.Number, err)
}

// sweepGone looks after a command whose workflow is not there: the case has not
// been started, has ended meanwhile, or has lost its workflow.
func (c *Room) sweepGone(ctx context.Context, w core.Waiting) (func(*core.Swept), error) {
	view, err := c.Store.Case(ctx, w.Number)
	if err != nil {
		return nil, fmt.Errorf("case %s of command %s: %w", w.Number, w.Command.ID, err)
	}
	if view.Started == nil || view.Closed != nil {
		return func(s *core.Swept) { s.Waiting++ }, nil // the next sweep sees it in its place
	}
	return c.sweepSuspect(ctx, casework.State{Number: w.Number, Run: view.Run})
}

// LiveOn starts the workflow of a case that goes on and has none, without waiting for a sweep to
// miss it.
func (c *Room) LiveOn(ctx context.Context, number string) error {
	view, err := c.Store.Case(ctx, number)
	if err != nil {
		return fmt.Errorf("live on: %w", err)
	}
	if running, err := c.engine.Running(ctx, number); err != nil || running {
		return err
	}
	_, err = c.runAgain(ctx, number, view.Run)
	return err
}

// sweepSuspect starts the workflow of an open case again if it is missing.
func (c *Room) sweepSuspect(ctx context.Context, suspect casework.State) (func(*core.Swept), error) {
	running, err := c.engine.Running(ctx, suspect.Number)
	if err != nil {
		return nil, fmt.Errorf("look after %s: %w", suspect.Number, err)
	}
	if running {
		c.Log.WarnContext(ctx, "case is behind its clocks", "case", suspect.Number)
		return func(s *core.Swept) { s.Late++ }, nil
	}
	run, err := c.runAgain(ctx, suspect.Number, suspect.Run)
	if err != nil {
		return nil, err
	}
	c.Log.WarnContext(ctx, "workflow was missing and runs again", "case", suspect.Number, "run", run)
	return func(s *core.Swept) { s.Repaired++ }, nil
}

// runAgain starts a workflow anew from what the projection keeps and the run before remembers.
func (c *Room) runAgain(ctx context.Context, number string, run int) (int, error) {
	trail, err := c.engine.Trail(ctx, number)
	if err != nil && !errors.Is(err, ErrGone) { // of a run that cannot even be replayed: it goes on from the record
		c.Log.WarnContext(ctx, "is repaired without its last steps", "case", number, "error", err)
	}
	state, err := c.own.NextRun(ctx, number, run)
	if err != nil {
		return 0, fmt.Errorf("repair %s: %w", number, err)
	}
	if err := c.start(ctx, casework.Start{State: state, Trail: c.leading(ctx, trail, state), Forgotten: trail.Forgotten}, true); err != nil {
		return 0, fmt.Errorf("repair: %w", err)
	}
	return state.Run, nil
}
