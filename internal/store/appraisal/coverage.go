package appraisal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// Visits are what the timeline tells; a check that was voided was none. What was found and
	// taken back was nothing (R121).
	coverage = `
WITH visits AS (
    SELECT t.detail ->> 'unit' AS unit, t.at, t.number, c.state #>> '{facts,mode}' AS mode
    FROM timeline_now t JOIN cases c ON c.number = t.number AND c.voided_at IS NULL
    WHERE t.rule = 'R115' AND t.name = 'visited' AND t.at <= $1
), found AS (
    SELECT f.state #>> '{facts,found_in}' AS unit, f.number, f.registered_at AS at, f.parent, f.state #>> '{facts,mode}' AS mode
    FROM (SELECT DISTINCT number FROM visits) v JOIN cases f ON f.parent = v.number
    WHERE f.voided_at IS NULL AND f.state #>> '{facts,found_in}' <> '' AND f.result NOT IN ('taken_back', 'void') AND f.registered_at <= $1
), must AS (
    -- until it is visited openly by another check than found it (上次发现问题的单位下次为必查单位)
    SELECT f.unit, min(f.at) AS since, min(f.number) AS number
    FROM found f WHERE f.mode = 'open' AND NOT EXISTS (
        SELECT FROM visits v WHERE v.unit = f.unit AND v.mode = 'open' AND v.number <> f.parent AND v.at > f.at)
    GROUP BY f.unit
)`

	selectLeft = coverage + `
SELECT DISTINCT u FROM unnest($3::text[]) u WHERE NOT EXISTS (SELECT FROM visits v WHERE v.unit = u AND v.mode = 'open' AND v.at >= $2) ORDER BY u`

	selectMust = coverage + ` SELECT unit FROM must WHERE unit = ANY($2) ORDER BY unit`

	selectCoverage = coverage + `, plan AS (
    SELECT DISTINCT ON (t.number) t.number, string_to_array(t.detail ->> 'units', ' ') AS units
    FROM timeline_now t JOIN cases c ON c.number = t.number AND c.voided_at IS NULL
    WHERE t.rule = 'R112' AND t.name = 'year_planned' AND c.unit = ANY($3) AND c.received_at >= $2
    ORDER BY t.number, t.at DESC, t.id DESC
)
SELECT u.id AS unit, u.name AS unit_name,
       COALESCE((SELECT p.number FROM plan p WHERE u.id = ANY(p.units) ORDER BY p.number DESC LIMIT 1), '') AS plan,
       (SELECT count(*) FROM visits v WHERE v.unit = u.id AND v.mode = 'open' AND v.at >= $2) AS open,
       (SELECT count(*) FROM visits v WHERE v.unit = u.id AND v.mode = 'covert' AND v.at >= $2) AS covert,
       (SELECT count(*) FROM found f WHERE f.unit = u.id AND f.at >= $2) AS found,
       l.at AS last_at, COALESCE(l.number, '') AS last, COALESCE(l.mode, '') AS last_mode,
       m.since AS must_since, COALESCE(m.number, '') AS must
FROM units u
LEFT JOIN LATERAL (SELECT v.* FROM visits v WHERE v.unit = u.id ORDER BY v.at DESC, v.number DESC LIMIT 1) l ON true
LEFT JOIN must m ON m.unit = u.id
WHERE u.id = ANY($3)
ORDER BY u.level, u.id`
)

// covers answers who of some units was not visited openly since the year began, and who of
// their office must be (R112).
func (s *Room) covers(ctx context.Context, req casework.TallyRequest) (n casework.Tally, err error) {
	var units []string
	if err := kernel.List(ctx, s.db, &units, selectBureau, req.Unit); err != nil {
		return n, fmt.Errorf("units of the bureau of %s: %w", req.Unit, err)
	}
	asked := req.Covers
	if req.Everybody && len(units) > 0 {
		asked = slices.Concat(asked, units[1:]) // the bureau itself is who assesses
	}
	if err := kernel.List(ctx, s.db, &n.Left, selectLeft, req.At, req.Since, asked); err != nil {
		return n, fmt.Errorf("who was not visited, for %s: %w", req.Number, err)
	}
	if err := kernel.List(ctx, s.db, &n.Must, selectMust, req.At, units); err != nil {
		return n, fmt.Errorf("who must be visited, for %s: %w", req.Number, err)
	}
	return n, nil
}

// selectBureau are the units of the bureau that a unit is of.
const selectBureau = `
WITH RECURSIVE up AS (
    SELECT id, parent FROM units WHERE id = $1
    UNION ALL SELECT u.id, u.parent FROM units u JOIN up ON u.id = up.parent
), down AS (
    SELECT id FROM up WHERE COALESCE(parent, '') = ''
    UNION ALL SELECT u.id FROM units u JOIN down d ON u.parent = d.id
)
SELECT id FROM down ORDER BY COALESCE((SELECT u.parent FROM units u WHERE u.id = down.id), '') <> '', id`

// Visits implements appraisal.Store.
func (s *Room) Visits(ctx context.Context, units []string, from, now time.Time) ([]appraisal.Visits, error) {
	rows := []appraisal.Visits{}
	if err := kernel.List(ctx, s.db, &rows, selectCoverage, now, from, units); err != nil {
		return nil, fmt.Errorf("select visits: %w", err)
	}
	return rows, nil
}
