package counter

import (
	"context"
	"errors"
	"fmt"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Parking is what is kept of cases that stand still because a step of theirs can
// never be committed as things are.
type Parking interface {
	// Parked lists them, the oldest first.
	Parked(ctx context.Context) ([]casework.ParkedCase, error)
	// ReleaseParked keeps that a case is to try again; NotParked where it stands
	// still no longer.
	ReleaseParked(ctx context.Context, number, by string) error
	// Released lists the cases that were released and not told.
	Released(ctx context.Context, limit int) ([]string, error)
	MarkTold(ctx context.Context, number string) error
	// Park keeps that a case stands still.
	Park(ctx context.Context, req casework.ParkRequest) error
}

// Parked lists the cases that stand still, for checks and metrics.
func (c *Counter) Parked(ctx context.Context) ([]casework.ParkedCase, error) {
	return c.store.Parked(ctx)
}

// ParkedCases is Parked for the operator's page.
func (c *Counter) ParkedCases(ctx context.Context, p casework.Principal) ([]casework.ParkedCase, error) {
	if err := c.installation(ctx, p, access.OperatorView); err != nil {
		return nil, err
	}
	return c.Parked(ctx)
}

// Release lets a parked case try its step again. It is kept first: while the
// engine is away the sweep tells the case later.
func (c *Counter) Release(ctx context.Context, p casework.Principal, number string) error {
	if err := c.installation(ctx, p, access.CaseRelease); err != nil {
		return err
	}
	if err := c.store.ReleaseParked(ctx, number, p.Person); err != nil {
		return err
	}
	if err := c.audit(ctx, p, access.CaseRelease, number); err != nil {
		return err
	}
	if _, err := c.sweepReleased(ctx, number); err != nil {
		c.log.WarnContext(ctx, "release waits", "case", number, "error", err)
	}
	return nil
}

// sweepReleased tells a case that it was released. A workflow that is missing is
// started anew by the sweep and tries its step by itself.
func (c *Counter) sweepReleased(ctx context.Context, number string) (func(*Swept), error) {
	short, cancel := context.WithTimeout(ctx, resendWait)
	defer cancel()
	if err := c.engine.Release(short, number); err != nil && !errors.Is(err, ErrGone) {
		return nil, fmt.Errorf("release %s: %w", number, err)
	}
	if err := c.store.MarkTold(ctx, number); err != nil {
		return nil, err
	}
	return func(s *Swept) { s.Released++ }, nil
}
