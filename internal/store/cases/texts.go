package cases

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/store/kernel"
)

// SaveText implements cases.Store.
func (s *Room) SaveText(ctx context.Context, by, number, text string) (string, error) {
	return s.db.Seal(ctx, s.db, kernel.Sealing{Number: number, Field: "text", Plain: text, By: by, IsText: true})
}

const (
	// What was filled in, and after it what its field reads as since (casework.FactNow).
	selectFields = `
SELECT v.id, v.field, v.key_id, v.data FROM sealed_values v
WHERE v.number = $1 AND (NOT v.is_text OR v.id = (SELECT k.state #>> ARRAY['facts', 'now_' || v.field] FROM cases k WHERE k.number = v.number))
ORDER BY v.is_text`

	// A text written before its case was named opens on the case that uses it.
	selectTexts = `
SELECT id, field, key_id, data FROM sealed_values
WHERE id = ANY($2) AND is_text AND (number = $1 OR number IS NULL)`
)

// OpenFields implements core.Store: the personal fields of a case by name.
func (s *Room) OpenFields(ctx context.Context, number string) (map[string]string, error) {
	var rows []kernel.Sealed
	if err := kernel.List(ctx, s.db, &rows, selectFields, number); err != nil {
		return nil, fmt.Errorf("select fields of %s: %w", number, err)
	}
	return s.db.Open(rows, func(r kernel.Sealed) string { return r.Field })
}

// OpenTexts implements core.Store: texts by id. Ids of other cases are left out.
func (s *Room) OpenTexts(ctx context.Context, number string, ids []string) (map[string]string, error) {
	if len(ids) == 0 {
		return map[string]string{}, nil
	}
	return s.textsIn(ctx, s.db, number, ids)
}

func (s *Room) textsIn(ctx context.Context, q kernel.Querier, number string, ids []string) (map[string]string, error) {
	var rows []kernel.Sealed
	if err := kernel.List(ctx, q, &rows, selectTexts, number, ids); err != nil {
		return nil, fmt.Errorf("select texts of %s: %w", number, err)
	}
	return s.db.Open(rows, func(r kernel.Sealed) string { return r.ID })
}
