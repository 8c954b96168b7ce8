package cases

import (
	"context"
	"time"
)

const startWait = 2 * time.Second // for the engine to take a new case

const firstWait = 2 * time.Second // for the first revision of a new case

const commandWait = 5 * time.Second // for the verdict on a command

// poll asks until done answers true, the wait is over or ctx ends. Each pause is
// longer than the one before, so that a quick engine is read quickly and a slow
// one is left alone.
func poll(ctx context.Context, wait time.Duration, done func(context.Context) (bool, error)) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for pause := 10 * time.Millisecond; ; pause = min(2*pause, 200*time.Millisecond) {
		if ok, err := done(ctx); ok || err != nil {
			return ok, err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return false, nil
		}
	}
}
