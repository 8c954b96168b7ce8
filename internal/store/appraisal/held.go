package appraisal

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/store/kernel"
)

// How the rules of the window were kept, from the same clocks as the year's (R236): whoever was
// asked first, the one notice at intake, and the limits of what was taken in.
const selectHeld = yearClocks + `
SELECT what, count(*) FILTER (WHERE NOT late AND ended_as = 'met' AND ended_at <= now()) AS kept,
       count(*) FILTER (WHERE late AND NOT excused) AS late, count(*) FILTER (WHERE late AND excused) AS excused
FROM (
    SELECT ended.*, CASE WHEN kind = 'contact' THEN 'first_contact' WHEN name = 'intake' THEN 'notice' ELSE 'limit' END AS what FROM ended
    WHERE kind = 'contact' OR kind = 'service' AND split_part(name, ':', 1) IN ('intake', 'handle', 'statutory', 'deliver', 'step')
) e GROUP BY what`

// A later notice that asked for what the first could have (R025) counts where the case lies, and
// for whoever stood on its post that day.
const countAgain = `
SELECT count(*) FROM timeline_now t JOIN cases c ON c.number = t.number
WHERE t.name = 'notice_added' AND t.at >= $3 AND t.at < $4 AND c.kind = 'service' AND c.voided_at IS NULL
  AND ($1 = '' OR EXISTS (SELECT FROM duty_segments d WHERE d.post = c.post AND d.person = $1 AND d.from_at <= t.at AND t.at < d.to_at))
  AND (cardinality($2::text[]) = 0 OR c.unit = ANY($2))`

// What those served thought of it, by matter. What two persons set aside does not count, nor is
// it lost; a person's is what he handled himself.
const selectRatings = `
SELECT r.kind, r.item, COALESCE(max(i.name), '') AS name,
       count(*) FILTER (WHERE level = 'very_satisfied') AS very_satisfied, count(*) FILTER (WHERE level = 'satisfied') AS satisfied,
       count(*) FILTER (WHERE level = 'basically') AS basically, count(*) FILTER (WHERE level = 'unsatisfied') AS unsatisfied,
       count(*) FILTER (WHERE level = 'very_unsatisfied') AS very_unsatisfied
FROM (
    SELECT t.at, t.name, t.level, c.kind, COALESCE(c.item, '') AS item, c.item_version, lead(t.name) OVER (PARTITION BY t.number ORDER BY t.at, t.id) AS next
    FROM timeline_now t JOIN cases c ON c.number = t.number
    WHERE t.name IN ('rated', 'rating_set_aside') AND t.at >= $3 AND c.kind IN ('service', 'contact') AND c.voided_at IS NULL
      AND ($1 = '' OR c.state #>> '{facts,handled_by}' = $1) AND (cardinality($2::text[]) = 0 OR c.unit = ANY($2))
) r LEFT JOIN item_versions i ON i.id = r.item AND i.version = r.item_version
WHERE r.name = 'rated' AND r.next IS DISTINCT FROM 'rating_set_aside' AND r.at < $4
GROUP BY r.kind, r.item ORDER BY r.kind DESC, r.item`

// RulesKept implements appraisal.Store.
func (s *Room) RulesKept(ctx context.Context, f appraisal.PointFilter, units []string, from, to time.Time) (out appraisal.Held, err error) {
	if units == nil {
		units = []string{}
	}
	for _, part := range []func() error{
		func() error { return kernel.List(ctx, s.db, &out.Rules, selectHeld, f.Person, units, from, to) },
		func() error { return kernel.Get(ctx, s.db, &out.Again, countAgain, f.Person, units, from, to) },
		func() error { return kernel.List(ctx, s.db, &out.Ratings, selectRatings, f.Person, units, from, to) },
	} {
		if err := part(); err != nil {
			return out, fmt.Errorf("how the rules were kept: %w", err)
		}
	}
	return out, nil
}
