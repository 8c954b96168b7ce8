package people

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Back is the announced end, which an extension has moved on if it was granted.
const selectBoard = `
SELECT p.unit, COALESCE(u.name, '') AS unit_name, p.id AS post, p.name AS post_name, p.role,
       COALESCE(a.person, '') AS holder, COALESCE(h.name, '') AS holder_name,
       ARRAY(SELECT q.name FROM post_holders b JOIN persons q ON q.id = b.person
             WHERE b.post = p.id AND b.rank > 0 AND b.from_at <= now() AND now() < b.to_at ORDER BY b.rank) AS backups,
       COALESCE(d.person, '') AS acting, COALESCE(w.name, '') AS acting_name,
       COALESCE(l.id, '') AS absence, COALESCE(l.kind, '') AS form, l.from_at AS since, l.until_at AS back,
       COALESCE(l.until_at <= now(), false) AS late,
       COALESCE(v.number, '') AS alarm, CASE WHEN d.person IS NULL THEN d.from_at END AS empty
FROM posts p
LEFT JOIN units u ON u.id = p.unit
LEFT JOIN post_holders a ON a.post = p.id AND a.rank = 0 AND a.from_at <= now() AND now() < a.to_at
LEFT JOIN persons h ON h.id = a.person
LEFT JOIN duty_segments d ON d.post = p.id AND d.from_at <= now() AND now() < d.to_at
LEFT JOIN persons w ON w.id = d.person
LEFT JOIN LATERAL (
    SELECT * FROM absences b WHERE b.person = a.person AND b.from_at <= now() AND (b.returned_at IS NULL OR now() < b.returned_at)
    ORDER BY b.until_at DESC LIMIT 1
) l ON true
LEFT JOIN LATERAL (
    SELECT number FROM cases k WHERE k.kind = 'absence' AND k.state -> 'facts' ->> 'form' = 'vacancy' AND k.post = p.id
      AND k.closed_at = 'infinity' AND d.person IS NULL ORDER BY k.received_at DESC LIMIT 1
) v ON true
ORDER BY u.level, p.unit, p.id`

// Board implements roster.Store.
func (s *Room) Board(ctx context.Context) ([]roster.BoardRow, error) {
	var rows []struct {
		roster.BoardRow
		Names pq.StringArray `db:"backups"`
	}
	if err := kernel.List(ctx, s.db, &rows, selectBoard); err != nil {
		return nil, fmt.Errorf("select board: %w", err)
	}
	out := make([]roster.BoardRow, 0, len(rows))
	for _, r := range rows {
		r.Backups = r.Names
		out = append(out, r.BoardRow)
	}
	return out, nil
}

const selectFuture = `
SELECT post, person, rank, from_at, NULLIF(to_at, 'infinity') AS to_at
FROM post_holders WHERE to_at > $1 ORDER BY post, rank, from_at`

// Line implements core.Store.
func (s *Room) Line(ctx context.Context, from time.Time) ([]duty.Assignment, error) {
	return lineFrom(ctx, s.db, from)
}

func lineFrom(ctx context.Context, q kernel.Querier, from time.Time) ([]duty.Assignment, error) {
	var rows []assignmentRow
	if err := kernel.List(ctx, q, &rows, selectFuture, from); err != nil {
		return nil, fmt.Errorf("select holders: %w", err)
	}
	out := make([]duty.Assignment, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.assignment())
	}
	return out, nil
}
