package cases

import (
	"context"
	"fmt"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	selectUnknown = `SELECT n FROM unnest($1::text[]) n WHERE NOT EXISTS (SELECT FROM cases WHERE number = n) ORDER BY n`

	selectUnattended = `
SELECT number FROM cases
WHERE started_at < now() - interval '5 minutes' AND voided_at IS NULL AND (closed_at IS NULL OR closed_at > now())
  AND NOT number = ANY($1) ORDER BY number LIMIT $2`
)

// Unknown are the numbers of a list that no case here has.
func (s *Room) Unknown(ctx context.Context, numbers []string) (unknown []string, err error) {
	if err := kernel.List(ctx, s.db, &unknown, selectUnknown, pq.StringArray(numbers)); err != nil {
		return nil, fmt.Errorf("look for cases: %w", err)
	}
	return unknown, nil
}

// Unattended are open cases the engine was given that are not on a list.
func (s *Room) Unattended(ctx context.Context, attended []string, limit int) (numbers []string, err error) {
	if err := kernel.List(ctx, s.db, &numbers, selectUnattended, pq.StringArray(attended), limit); err != nil {
		return nil, fmt.Errorf("look for unattended cases: %w", err)
	}
	return numbers, nil
}
