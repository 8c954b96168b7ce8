package kernel

import (
	"context"
	"fmt"
)

const InsertAudit = `INSERT INTO audit (actor, action, object, detail) VALUES ($1, $2, $3, $4)`

// Audit implements core.Store. Object and detail are codes and numbers, never
// what a person wrote.
func (d *DB) Audit(ctx context.Context, actor, action, object, detail string) error {
	if _, err := Exec(ctx, d, InsertAudit, actor, action, object, detail); err != nil {
		return fmt.Errorf("audit %s %s: %w", action, object, err)
	}
	return nil
}
