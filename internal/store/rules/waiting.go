package rules

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/store/kernel"
)

// A draft of days waits while it stands upon what is published, by itself and not laid upon another
// draft; of previews the newest of its version, until one is applied, and none that puts a draft in
// force, which waits itself.
const selectWaiting = `
SELECT 'calendar' AS what, c.id || '@' || c.version AS ref, '' AS id, c.imported_by AS by, c.created_at AS at FROM calendars c
WHERE c.published_at IS NULL AND c.discarded_at IS NULL
  AND COALESCE(c.built_on, c.version - 1) = COALESCE((SELECT max(p.version) FROM calendars p WHERE p.id = c.id AND p.published_at IS NOT NULL), 0)
  AND NOT EXISTS (SELECT FROM calendars b WHERE b.id || '@' || b.version = c.base AND b.published_at IS NULL)
UNION ALL
SELECT 'policy', id || '@' || version, '', drafted_by, requested_at FROM policies WHERE state = 'draft' AND requested_at IS NOT NULL
UNION ALL
SELECT 'item', COALESCE(doc->>'name', id), id, drafted_by, requested_at FROM item_drafts WHERE requested_at IS NOT NULL
UNION ALL
SELECT 'recount', r.calendar || r.policy, r.id::text, r.created_by, r.created_at FROM recounts r
WHERE r.applied_at IS NULL AND r.cases > 0 AND r.created_at >= $1
  AND NOT EXISTS (SELECT FROM recounts n WHERE n.calendar = r.calendar AND n.policy = r.policy AND (n.id > r.id OR n.applied_at >= r.created_at))
  AND NOT EXISTS (SELECT FROM calendars c WHERE c.id || '@' || c.version = ANY(r.publishes) AND c.published_at IS NULL)
ORDER BY at, what, ref`

// RulesWaiting implements rulebook.Store.
func (s *Room) RulesWaiting(ctx context.Context, since time.Time) ([]rulebook.Waits, error) {
	rows := []rulebook.Waits{}
	if err := kernel.List(ctx, s.db, &rows, selectWaiting, since); err != nil {
		return nil, fmt.Errorf("select what waits for a second person: %w", err)
	}
	return rows, nil
}
