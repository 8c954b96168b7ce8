package core

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// Installation asks the table about an act that concerns no case.
func (c *Core) Installation(ctx context.Context, p casework.Principal, action string) error {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", action, err)
	}
	_, err = c.Decide(p, action, access.Subject{}, office)
	return err
}

// Audit writes down that p did something that concerns no case, or what was not read
// from one.
func (c *Core) Audit(ctx context.Context, p casework.Principal, action, object string) error {
	if err := c.Store.Audit(ctx, p.Person, action, object, ""); err != nil {
		return fmt.Errorf("audit %s %s: %w", action, object, err)
	}
	return nil
}
