package people

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	selectUnits   = `SELECT id, COALESCE(parent, '') AS parent, name, name_en, level, reconsiders, court FROM units ORDER BY level, id`
	selectPersons = `SELECT id, name, unit, email, title, active, employment, COALESCE(until, '0001-01-01 00:00Z') AS until FROM persons ORDER BY id`
	selectPosts   = `SELECT id, unit, name, name_en, role, line FROM posts ORDER BY id`
)

// Staffed is the office without its items.
func Staffed(ctx context.Context, q kernel.Querier) (*core.Office, error) {
	o := &core.Office{}
	for _, part := range []struct {
		dest  any
		query string
	}{{&o.Units, selectUnits}, {&o.Persons, selectPersons}, {&o.Posts, selectPosts}} {
		if err := kernel.List(ctx, q, part.dest, part.query); err != nil {
			return nil, fmt.Errorf("select office: %w", err)
		}
	}
	for i, p := range o.Persons {
		if p.Until.IsZero() {
			o.Persons[i].Until = time.Time{} // nothing stands there
		}
	}
	return o, sheetsInForce(ctx, q, o.Posts)
}

// A holder of any rank is shown the post; he acts on it when the segment of the
// instant names him. covers is the absent A he stands in for.
const selectHoldings = `
SELECT DISTINCT ON (p.id) p.id AS post, p.name, p.role, p.unit, p.line,
       CASE WHEN d.person = $1 AND a.person <> $1 THEN a.person ELSE '' END AS covers,
       d.person IS DISTINCT FROM $1 AS standby, l.from_at AS since, l.until_at AS until
FROM post_holders h
JOIN posts p ON p.id = h.post
LEFT JOIN post_holders a ON a.post = h.post AND a.rank = 0 AND a.from_at <= $2 AND $2 < a.to_at
LEFT JOIN duty_segments d ON d.post = h.post AND d.from_at <= $2 AND $2 < d.to_at
LEFT JOIN LATERAL (
    SELECT from_at, until_at FROM absences b
    WHERE b.person = a.person AND d.person = $1 AND a.person <> $1 AND b.from_at <= $2 AND (b.returned_at IS NULL OR $2 < b.returned_at)
    ORDER BY b.until_at DESC LIMIT 1
) l ON true
WHERE h.person = $1 AND h.from_at <= $2 AND $2 < h.to_at
ORDER BY p.id, h.rank`

// Holdings implements core.Store: the posts a person is on at an instant.
func (s *Room) Holdings(ctx context.Context, person string, at time.Time) ([]casework.Holding, error) {
	holdings := []casework.Holding{}
	if err := kernel.List(ctx, s.db, &holdings, selectHoldings, person, at); err != nil {
		return nil, fmt.Errorf("select holdings of %s: %w", person, err)
	}
	return holdings, nil
}
