package appraisal

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// Of each act: the case it is about and who did it.
	watchedCase = `k.number, COALESCE(i.name, '') AS item_name, k.unit, COALESCE(u.name, '') AS unit_name,
       COALESCE(a.name, '') AS actor_name`

	ofWatchedCase = `
JOIN cases k ON k.number = e.number AND k.voided_at IS NULL
LEFT JOIN item_versions i ON i.id = k.item AND i.version = k.item_version
LEFT JOIN units u ON u.id = k.unit
LEFT JOIN persons a ON a.id = e.actor
WHERE e.number IN (SELECT number FROM case_now`

	// A pause that moved a due date in days has its row in the ledger; which days
	// were worked the calendar knows, the counter asks it.
	selectLatePauses = `
SELECT 'late_pause' AS what, ` + watchedCase + `, e.at, e.actor, e.clock, e.round, e.old_at, e.new_at,
       COALESCE(t.detail ->> 'category', '') AS category, e.start_at, e.limit_text, e.granted, e.calendar
FROM (SELECT * FROM ledger_now WHERE cause = 'paused' AND limit_text ~ '(wd|d|mo)$'
      AND old_at - at < interval '16 days') e
LEFT JOIN timeline_now t ON t.number = e.number AND t.name = 'clock_paused' AND t.clock = e.clock AND t.round = e.round AND t.at = e.at`

	selectReopened = `
SELECT 'reopened' AS what, ` + watchedCase + `, e.at, e.actor, c.at AS before_at, c.actor AS before_by, c.actor_name AS before_name,
       COALESCE(c.detail ->> 'result', '') AS result
FROM (SELECT * FROM timeline_now WHERE name = 'case_reopened') e
JOIN LATERAL (SELECT * FROM timeline_now c WHERE c.number = e.number AND c.name = 'case_closed' AND (c.at, c.id) < (e.at, e.id)
              ORDER BY c.at DESC, c.id DESC LIMIT 1) c ON true`

	// Each transfer with the one before it: straight back is ping-pong.
	selectPingPong = `
SELECT 'ping_pong' AS what, ` + watchedCase + `, e.at, e.actor, e.before_at, e.before_by, COALESCE(b.name, '') AS before_name,
       e.detail ->> 'from' AS from_post, e.detail ->> 'to' AS to_post
FROM (SELECT t.*, lag(t.detail) OVER w AS first, lag(t.at) OVER w AS before_at, lag(t.actor) OVER w AS before_by
      FROM timeline_now t WHERE t.name = 'transferred' WINDOW w AS (PARTITION BY t.number ORDER BY t.at, t.id)) e
LEFT JOIN persons b ON b.id = e.before_by`

	straightBack = `e.first ->> 'from' = e.detail ->> 'to' AND e.first ->> 'to' = e.detail ->> 'from'`
)

// Watched implements appraisal.Store.
func (s *Room) Watched(ctx context.Context, f appraisal.WatchFilter) ([]appraisal.Watched, error) {
	var out []appraisal.Watched
	for _, part := range []struct{ query, and string }{
		{selectLatePauses, "true"}, {selectReopened, "true"}, {selectPingPong, straightBack},
	} {
		w := kernel.Where{}
		w.Scope(f.Scope)
		within := w.SQL()
		w.Add("e.at >= ?", f.Since)
		since := w.Conditions[len(w.Conditions)-1]
		query := part.query + ofWatchedCase + within + ") AND " + since + " AND " + part.and +
			" ORDER BY e.at DESC, e.number" + w.Page(0, f.Limit)
		var rows []appraisal.Watched
		if err := kernel.List(ctx, s.db, &rows, query, w.Args...); err != nil {
			return nil, fmt.Errorf("select watched acts: %w", err)
		}
		out = append(out, rows...)
	}
	slices.SortStableFunc(out, func(a, b appraisal.Watched) int { return b.At.Compare(a.At) })
	return out[:min(len(out), f.Limit)], nil
}
