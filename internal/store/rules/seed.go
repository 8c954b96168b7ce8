package rules

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	insertPolicy = `
INSERT INTO policies (id, version, kind, doc, state)
SELECT $1, $2, $3, $4, CASE
    WHEN NOT EXISTS (SELECT FROM cases) OR EXISTS (SELECT FROM policies p WHERE p.kind = $3 AND p.state = 'published') THEN 'published'
    ELSE 'added' END
ON CONFLICT (id, version) DO NOTHING`

	insertCalendar = `
INSERT INTO calendars (id, version, spec, source, imported_by, effective_from)
VALUES ($1, $2, $3, $4, $5, COALESCE($6, now())) ON CONFLICT (id, version) DO NOTHING`
)

// SeedRules keeps versions of policies and calendars; one that is there already is left
// as it is. In an office at work, a policy of a kind that was never there is added: the
// release before, whose worker may still run, does not read it.
func SeedRules(ctx context.Context, tx *sqlx.Tx, policies []policy.Policy, calendars []Calendar) error {
	for _, p := range policies {
		doc, err := kernel.JSON(p)
		if err != nil {
			return err
		}
		if _, err := kernel.Exec(ctx, tx, insertPolicy, p.ID, p.Version, p.Kind, doc); err != nil {
			return fmt.Errorf("policy %s: %w", p.Ref(), err)
		}
	}
	for _, c := range calendars {
		if _, err := kernel.Exec(ctx, tx, insertCalendar, c.ID, c.Version, string(c.Spec), c.Source, c.ImportedBy,
			kernel.Optional[time.Time](c.EffectiveFrom)); err != nil {
			return fmt.Errorf("calendar %s: %w", c.Ref(), err)
		}
	}
	return nil
}
