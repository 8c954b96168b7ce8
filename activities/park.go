package activities

import (
	"context"
	"errors"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"github.com/shixian/shixian/internal/casework"
)

// Lot keeps which cases stand still.
type Lot interface {
	Park(ctx context.Context, req casework.ParkRequest) error
}

// Park keeps in sight that a case stands still, or that it goes on.
func (a *Activities) Park(ctx context.Context, req casework.ParkRequest) error {
	return a.Lot.Park(ctx, req)
}

// sure is the attempt at which a refusal of the database is taken for its last word:
// two steps that meet may be refused once each.
const sure = 3

// final tells a refusal for good from a failure worth another try. What lies in the
// database stands in the way, or what was asked cannot be kept at all; trying again
// would go on for ever, and nobody would see it.
func final(ctx context.Context, err error) error {
	var refusal interface {
		Lasting() (casework.Fault, bool)
	}
	fault := casework.Fault{On: "cases"}
	lasting := casework.CodeOf(err) == casework.NotFound
	if errors.As(err, &refusal) {
		fault, lasting = refusal.Lasting()
	}
	if !lasting || activity.GetInfo(ctx).Attempt < sure {
		return err
	}
	return temporal.NewNonRetryableApplicationError("the database refuses this step for good", string(casework.Unwritable), err, fault)
}
