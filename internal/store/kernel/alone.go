package kernel

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// sweepLock is the advisory lock of the one sweeper.
const sweepLock = 7418530002

const (
	lockAlone   = `SELECT pg_try_advisory_lock($1)`
	unlockAlone = `SELECT pg_advisory_unlock($1)`
)

// ErrSwept tells that another process went on sweeping.
var ErrSwept = errors.New("another process sweeps")

// askAgain is the pause between two attempts at the sweep's lock.
const askAgain = 100 * time.Millisecond

// Sweeping runs a round of the sweep unless another process is in one: two that
// repair the same case would take two runs for one start. A process that dies
// gives the lock back with its connection, which therefore passes no pooler.
func (d *DB) Sweeping(ctx context.Context, round func(context.Context)) error {
	if err := d.alone(ctx, round); !errors.Is(err, ErrSwept) {
		return err
	}
	return nil
}

// Unswept does what no sweep may meet half-way. It waits for one that is under way, so long and
// no longer: then ErrSwept, and nothing was done.
func (d *DB) Unswept(ctx context.Context, within time.Duration, do func(context.Context)) error {
	patience := time.NewTimer(within)
	defer patience.Stop()
	again := time.NewTicker(askAgain)
	defer again.Stop()
	for {
		if err := d.alone(ctx, do); !errors.Is(err, ErrSwept) {
			return err
		}
		select {
		case <-again.C:
		case <-patience.C:
			return ErrSwept
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (d *DB) alone(ctx context.Context, do func(context.Context)) error {
	conn, err := d.direct.Connx(ctx)
	if err != nil {
		return fmt.Errorf("sweep: %w", Clean(err))
	}
	defer conn.Close()
	var mine bool
	switch err := conn.GetContext(ctx, &mine, lockAlone, int64(sweepLock)); {
	case err != nil:
		return Clean(err)
	case !mine:
		return ErrSwept
	}
	do(ctx)
	_, err = conn.ExecContext(context.WithoutCancel(ctx), unlockAlone, int64(sweepLock))
	return Clean(err)
}
