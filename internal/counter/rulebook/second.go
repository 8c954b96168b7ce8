package rulebook

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// byTwo refuses to put in force what p brought himself: which days and hours count is law, and
// whoever brought a draft is not who consents to it, as with a policy. Who sets an office up
// does so alone.
func (c *Room) byTwo(ctx context.Context, p casework.Principal, versions []CalendarVersion, refs []string) error {
	own := func(v CalendarVersion) bool {
		return waits(v) && v.ImportedBy == p.Person && slices.Contains(refs, v.Ref())
	}
	if !slices.ContainsFunc(versions, own) {
		return nil
	}
	alone, err := c.alone(ctx, p)
	if err != nil || alone {
		return err
	}
	return casework.FieldError(casework.SecondPerson, "principal", "")
}

func (c *Room) alone(ctx context.Context, p casework.Principal) (bool, error) {
	if c.asks.Alone == nil {
		return false, nil
	}
	alone, err := c.asks.Alone(ctx, p)
	if err != nil {
		return false, fmt.Errorf("who sets the office up: %w", err)
	}
	return alone, nil
}
