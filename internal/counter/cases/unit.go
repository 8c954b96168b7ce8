package cases

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// spokenFor names who speaks for a unit against which a case is formally opened:
// whoever stands on the post of its head now is heard, and served, for it (R139).
// A case is against a person or a unit, never both.
func (c *Room) spokenFor(ctx context.Context, office *core.Office, cmd *casework.Command) error {
	unit := cmd.Args.Unit
	switch {
	case cmd.Name != casework.StateFacts || unit == "":
		return nil
	case cmd.Args.Outcome != "formal" || cmd.Args.Person != "":
		return casework.FieldError(casework.Invalid, "unit", "R139")
	}
	post, led := headOf(office, unit)
	if !led {
		return casework.FieldError(casework.NobodySpeaks, "unit", "R139")
	}
	spans, err := c.Store.Duty(ctx, post, cmd.At, cmd.At.Add(time.Microsecond))
	if err != nil {
		return fmt.Errorf("head of %s: %w", unit, err)
	}
	if len(spans) == 0 || spans[0].Person == "" {
		return casework.FieldError(casework.NobodySpeaks, "unit", "R139")
	}
	cmd.Args.Person = spans[0].Person
	return nil
}

// headOf finds the post that answers for a unit: its section head's, or that of
// the leader in charge. A bureau answers to those above it, not here.
func headOf(office *core.Office, unit string) (post string, led bool) {
	i := slices.IndexFunc(office.Posts, func(p casework.Post) bool {
		return p.Unit == unit && (p.Role == casework.SectionHead || p.Role == casework.LeaderInCharge)
	})
	if i < 0 {
		return "", false
	}
	return office.Posts[i].ID, true
}
