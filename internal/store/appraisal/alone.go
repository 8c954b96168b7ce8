package appraisal

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	selectAlone = `
SELECT e.what, k.number, k.kind, COALESCE(i.name, '') AS item_name, k.unit, e.at, e.act,
       e.actor, COALESCE(a.name, '') AS actor_name, e.asked_by, COALESCE(f.name, '') AS asked_name
FROM alone_acts e
JOIN cases k ON k.number = e.number AND k.voided_at IS NULL
LEFT JOIN item_versions i ON i.id = k.item AND i.version = k.item_version
LEFT JOIN persons a ON a.id = e.actor
LEFT JOIN persons f ON f.id = e.asked_by
WHERE e.number IN (SELECT number FROM case_now`

	inTurn = ` ORDER BY e.at, k.number`
)

// AloneActs implements appraisal.Store.
func (s *Room) AloneActs(ctx context.Context, f appraisal.AloneFilter) ([]appraisal.Alone, error) {
	w := kernel.Where{}
	w.Scope(f.Scope)
	within := w.SQL()
	w.Add("e.known_at >= ? AND e.known_at < ?", f.From, f.Until)
	between := w.Conditions[len(w.Conditions)-1]
	var rows []appraisal.Alone
	if err := kernel.List(ctx, s.db, &rows, selectAlone+within+") AND "+between+inTurn+w.Page(0, f.Limit), w.Args...); err != nil {
		return nil, fmt.Errorf("select acts of one: %w", err)
	}
	return rows, nil
}
