package cases

import (
	"context"
	"errors"
	"fmt"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
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
func (c *Room) Parked(ctx context.Context) ([]casework.ParkedCase, error) {
	return c.lot.Parked(ctx)
}

// ParkedCases is Parked for the operator's page.
func (c *Room) ParkedCases(ctx context.Context, p casework.Principal) ([]casework.ParkedCase, error) {
	if err := c.Installation(ctx, p, access.OperatorView); err != nil {
		return nil, err
	}
	return c.Parked(ctx)
}

// Release lets a parked case try its step again. It is kept first: while the
// engine is away the sweep tells the case later.
func (c *Room) Release(ctx context.Context, p casework.Principal, number string) error {
	if err := c.Installation(ctx, p, access.CaseRelease); err != nil {
		return err
	}
	if err := c.lot.ReleaseParked(ctx, number, p.Person); err != nil {
		return err
	}
	if err := c.Audit(ctx, p, access.CaseRelease, number); err != nil {
		return err
	}
	if _, err := c.sweepReleased(ctx, number); err != nil {
		c.Log.WarnContext(ctx, "release waits", "case", number, "error", err)
	}
	return nil
}

// sweepReleased tells a case that it was released. A workflow that is missing is
// started anew by the sweep and tries its step by itself.
func (c *Room) sweepReleased(ctx context.Context, number string) (func(*core.Swept), error) {
	short, cancel := context.WithTimeout(ctx, core.ResendWait)
	defer cancel()
	if err := c.engine.Release(short, number); err != nil && !errors.Is(err, ErrGone) {
		return nil, fmt.Errorf("release %s: %w", number, err)
	}
	if err := c.lot.MarkTold(ctx, number); err != nil {
		return nil, err
	}
	return func(s *core.Swept) { s.Released++ }, nil
}
