package kernel

import (
	"context"
	"fmt"
)

// sweepLock is the advisory lock of the one sweeper.
const sweepLock = 7418530002

const (
	lockAlone   = `SELECT pg_try_advisory_lock($1)`
	unlockAlone = `SELECT pg_advisory_unlock($1)`
)

// Sweeping runs a round of the sweep unless another process is in one: two that
// repair the same case would take two runs for one start. A process that dies
// gives the lock back with its connection, which therefore passes no pooler.
func (d *DB) Sweeping(ctx context.Context, round func(context.Context)) error {
	conn, err := d.direct.Connx(ctx)
	if err != nil {
		return fmt.Errorf("sweep: %w", Clean(err))
	}
	defer conn.Close()
	var mine bool
	if err := conn.GetContext(ctx, &mine, lockAlone, int64(sweepLock)); err != nil || !mine {
		return Clean(err)
	}
	round(ctx)
	_, err = conn.ExecContext(context.WithoutCancel(ctx), unlockAlone, int64(sweepLock))
	return Clean(err)
}
