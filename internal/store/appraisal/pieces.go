package appraisal

import (
	"context"
	"fmt"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/store/kernel"
)

// A piece is a case, however often it was told more of.
const selectPieces = `
SELECT k.unit, k.registered_by AS person,
       count(DISTINCT k.number) FILTER (WHERE t.name = $1 AND t.at >= $3) AS sent,
       count(DISTINCT k.number) FILTER (WHERE t.name = $2 AND t.at >= $3) AS adopted,
       max(t.at) FILTER (WHERE t.name = $1) AS last
FROM timeline_now t JOIN cases k ON k.number = t.number AND k.voided_at IS NULL
WHERE t.name IN ($1, $2) AND t.at < $4 AND k.kind = ANY($5) AND k.number IN (SELECT number FROM case_now`

// Pieces implements appraisal.Store.
func (s *Room) Pieces(ctx context.Context, f appraisal.PieceFilter) ([]appraisal.PieceRow, error) {
	kinds := make([]string, len(f.Kinds))
	for i, k := range f.Kinds {
		kinds[i] = string(k)
	}
	w := kernel.Where{Args: []any{f.Sent, f.Adopted, f.From, f.Until, pq.Array(kinds)}}
	w.Scope(f.Scope)
	var rows []appraisal.PieceRow
	if err := kernel.List(ctx, s.db, &rows, selectPieces+w.SQL()+") GROUP BY k.unit, k.registered_by", w.Args...); err != nil {
		return nil, fmt.Errorf("select pieces: %w", err)
	}
	return rows, nil
}
