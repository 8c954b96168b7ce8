package rulebook

import (
	"context"
	"time"

	"github.com/shixian/shixian/internal/counter/core"
)

// How recounts are brought to the engine: in small batches, for so long in one
// sweep, after everything people wait for. The next sweep follows at once.
const (
	recountRows  = 64
	recountRound = 2 * time.Second
)

// SweepRecounts sends recounts to their cases. They are ordinary commands without
// a verdict, so a process that dies in the middle loses none and repeats none:
// the case takes a command once. It goes round by id across sweeps, so that cases
// that do not answer hold up nobody behind them.
func (c *Room) SweepRecounts(ctx context.Context, s *core.Swept) {
	if _, err := c.own.GatherRecounts(ctx); err != nil {
		c.Log.ErrorContext(ctx, "sweep: gather recounts", "error", err)
		s.Failed++
	}
	for until := c.Now().Add(recountRound); ctx.Err() == nil && c.Now().Before(until); {
		n := 0
		core.SweepEach(ctx, c.Core, s, "list recounts", func(ctx context.Context) ([]core.Waiting, error) {
			rows, err := c.own.Recounting(ctx, c.recounted, recountRows)
			n = len(rows)
			c.recounted = ""
			if n > 0 {
				c.recounted = rows[n-1].Command.ID
			}
			return rows, err
		}, c.asks.Send)
		if n < recountRows { // the end of the round
			return
		}
	}
}
