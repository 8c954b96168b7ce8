package people

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// The A a cover stands in for is the one assigned when the cover began.
const selectDuty = `
SELECT d.post, COALESCE(d.person, '') AS person, COALESCE(h.name, '') AS person_name,
       CASE WHEN a.person <> d.person THEN a.person ELSE '' END AS covers,
       GREATEST(d.from_at, $2) AS from_at, LEAST(d.to_at, $3) AS to_at
FROM duty_segments d
LEFT JOIN persons h ON h.id = d.person
LEFT JOIN post_holders a ON a.post = d.post AND a.rank = 0 AND a.from_at <= d.from_at AND d.from_at < a.to_at
WHERE d.post = $1 AND d.from_at < $3 AND $2 < d.to_at
ORDER BY d.from_at`

const selectCovered = `
SELECT d.post, d.person, h.name AS person_name, a.person AS covers, GREATEST(d.from_at, $2) AS from_at, LEAST(d.to_at, $3) AS to_at
FROM duty_segments d
JOIN persons h ON h.id = d.person
JOIN post_holders a ON a.post = d.post AND a.rank = 0 AND a.from_at <= d.from_at AND d.from_at < a.to_at
WHERE d.person = $1 AND a.person <> d.person AND d.from_at < $3 AND $2 < d.to_at
ORDER BY d.from_at, d.post`

// Covered implements appraisal.Store.
func (s *Room) Covered(ctx context.Context, person string, from, to time.Time) ([]casework.DutySpan, error) {
	rows := []casework.DutySpan{}
	if err := kernel.List(ctx, s.db, &rows, selectCovered, person, from, to); err != nil {
		return nil, fmt.Errorf("select cover by %s: %w", person, err)
	}
	return rows, nil
}

// Duty implements core.Store.
func (s *Room) Duty(ctx context.Context, post string, from, to time.Time) ([]casework.DutySpan, error) {
	rows := []casework.DutySpan{}
	if err := kernel.List(ctx, s.db, &rows, selectDuty, post, from, to); err != nil {
		return nil, fmt.Errorf("select duty of %s: %w", post, err)
	}
	return rows, nil
}
