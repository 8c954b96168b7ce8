package people

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// Posts nobody stands on now, unless it is told already: by a case of its own,
	// or by an absence whose leader still has time to name somebody (R169).
	selectEmptied = `
SELECT d.post, p.unit, p.role, d.from_at AS since, '' AS number
FROM duty_segments d JOIN posts p ON p.id = d.post
WHERE d.person IS NULL AND d.from_at <= now() AND now() < d.to_at
  AND NOT EXISTS (SELECT FROM cases k WHERE k.kind = 'absence' AND k.state -> 'facts' ->> 'form' = 'vacancy'
                  AND k.post = d.post AND k.received_at >= d.from_at)
  AND NOT EXISTS (SELECT FROM clocks c JOIN timeline t ON t.number = c.number AND t.name = 'designation_asked'
                  WHERE c.name = 'designate' AND c.ended_at > now() AND c.due_at > now()
                  AND d.post = ANY(string_to_array(t.detail ->> 'posts', ',')))
ORDER BY d.post`

	// Cases of posts on which somebody came to stand after they had been opened.
	selectManned = `
SELECT k.post, k.unit, p.role, GREATEST(d.since, k.received_at) AS since, k.number
FROM cases k JOIN posts p ON p.id = k.post
JOIN LATERAL (SELECT min(s.from_at) AS since FROM duty_segments s
              WHERE s.post = k.post AND s.person IS NOT NULL AND s.to_at > k.received_at) d ON d.since <= now()
WHERE k.kind = 'absence' AND k.state -> 'facts' ->> 'form' = 'vacancy' AND k.closed_at = 'infinity'
ORDER BY k.number`
)

// Emptied implements roster.Store.
func (s *Room) Emptied(ctx context.Context) ([]roster.Vacancy, error) {
	return s.vacancies(ctx, "empty posts", selectEmptied)
}

// Manned implements roster.Store.
func (s *Room) Manned(ctx context.Context) ([]roster.Vacancy, error) {
	return s.vacancies(ctx, "posts manned again", selectManned)
}

func (s *Room) vacancies(ctx context.Context, what, query string) ([]roster.Vacancy, error) {
	rows := []roster.Vacancy{}
	if err := kernel.List(ctx, s.db, &rows, query); err != nil {
		return nil, fmt.Errorf("select %s: %w", what, err)
	}
	return rows, nil
}
