package appraisal

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// The last row of a figure stands.
	standingTargets = `
SELECT DISTINCT ON (figure) figure, weight, goal, set_by, set_at FROM targets
WHERE year = $1 AND COALESCE(person, '') = $2 AND COALESCE(unit, '') = $3
ORDER BY figure, id DESC`

	selectTargets = `SELECT * FROM (` + standingTargets + `) t WHERE weight > 0 ORDER BY weight DESC, figure`

	// One at a time for a unit or a person, so that two cannot pass the hundred
	// between them.
	lockTargeted = `SELECT pg_advisory_xact_lock(hashtextextended('targets ' || $1 || ' ' || $2 || ' ' || $3, 0))::text`
	sumWeights   = `SELECT COALESCE(sum(weight), 0) FROM (` + standingTargets + `) t WHERE figure <> $4`

	insertTarget = `
INSERT INTO targets (year, person, unit, figure, weight, goal, set_by, set_at)
VALUES ($1, NULLIF($2, ''), NULLIF($3, ''), $4, $5, $6, $7, $8)`

	selectMarks = `
SELECT DISTINCT ON (figure, quarter) figure, quarter, value, marked_by, marked_at FROM target_marks
WHERE year = $1 AND COALESCE(person, '') = $2 AND COALESCE(unit, '') = $3
ORDER BY figure, quarter, id DESC`

	insertMark = `
INSERT INTO target_marks (year, quarter, person, unit, figure, value, marked_by, marked_at)
VALUES ($1, $2, NULLIF($3, ''), NULLIF($4, ''), $5, $6, $7, $8)`
)

// Targets implements appraisal.Store.
func (s *Room) Targets(ctx context.Context, f appraisal.PointFilter) ([]appraisal.Target, error) {
	rows := []appraisal.Target{}
	if err := kernel.List(ctx, s.db, &rows, selectTargets, f.Year, f.Person, f.Unit); err != nil {
		return nil, fmt.Errorf("select targets: %w", err)
	}
	return rows, nil
}

// AddTarget implements appraisal.Store.
func (s *Room) AddTarget(ctx context.Context, t appraisal.NewTarget, by string, at time.Time) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		var locked string
		if err := kernel.Get(ctx, tx, &locked, lockTargeted, t.Year, t.Person, t.Unit); err != nil {
			return err
		}
		var others int
		if err := kernel.Get(ctx, tx, &others, sumWeights, t.Year, t.Person, t.Unit, t.Figure); err != nil {
			return err
		}
		if others+t.Weight > 100 {
			return casework.FieldError(casework.OverCap, "weight", "R212")
		}
		_, err := kernel.Exec(ctx, tx, insertTarget, t.Year, t.Person, t.Unit, t.Figure, t.Weight, t.Goal, by, at)
		return err
	})
	if err != nil {
		return fmt.Errorf("add target: %w", err)
	}
	return nil
}

// Marks implements appraisal.Store.
func (s *Room) Marks(ctx context.Context, f appraisal.PointFilter) ([]appraisal.Mark, error) {
	rows := []appraisal.Mark{}
	if err := kernel.List(ctx, s.db, &rows, selectMarks, f.Year, f.Person, f.Unit); err != nil {
		return nil, fmt.Errorf("select marks: %w", err)
	}
	return rows, nil
}

// AddMark implements appraisal.Store.
func (s *Room) AddMark(ctx context.Context, m appraisal.NewMark, by string, at time.Time) error {
	if _, err := kernel.Exec(ctx, s.db, insertMark, m.Year, m.Quarter, m.Person, m.Unit, m.Figure, m.Value, by, at); err != nil {
		return fmt.Errorf("add mark: %w", err)
	}
	return nil
}

// foundNobody is that a case z over a clock k did.
const foundNobody = `z.parent = k.number AND z.kind = 'accountability' AND z.closed_at <= now()
        AND z.state #>> '{cause,clock}' = k.name AND (z.state #>> '{cause,round}')::integer = k.round
        AND z.result IN ('no_fault', 'exempt', 'reversed')`

// Promises that fell due or were kept in the year, by whoever stood on the post
// then, or by the post's unit. What was not owed any more is left out; so are cases
// about people themselves. A breach is excused where the case it opened found nobody
// to answer or was reversed. A card counts unless it was voided. Complaints lie with
// a unit.
const yearClocks = `
WITH mine AS (
    SELECT c.kind, k.number, k.name, k.round, k.due_at, k.ended_at, k.ended_as, k.post
    FROM clocks k JOIN cases c ON c.number = k.number LEFT JOIN posts p ON p.id = k.post
    WHERE c.kind NOT IN ('accountability', 'absence', 'duties') AND c.voided_at IS NULL AND c.opens_at <= now()
      AND k.outcome = 'breach' AND k.visible_at <= now()
      AND ($1 = '' OR EXISTS (SELECT FROM duty_segments d WHERE d.post = k.post AND d.person = $1
                              AND d.from_at <= LEAST(k.due_at, k.ended_at) AND LEAST(k.due_at, k.ended_at) < d.to_at))
      AND (cardinality($2::text[]) = 0 OR COALESCE(p.unit, c.unit) = ANY($2))
), ended AS (
    SELECT k.*, k.due_at <= now() AND k.ended_at > k.due_at AS late, EXISTS (SELECT FROM cases z WHERE ` + foundNobody + `) AS excused
    FROM mine k WHERE LEAST(k.due_at, k.ended_at) >= $3 AND LEAST(k.due_at, k.ended_at) < $4
)`

const countYear = yearClocks + `
SELECT count(*) FILTER (WHERE NOT late AND ended_as = 'met' AND ended_at <= now()) AS kept,
       count(*) FILTER (WHERE late AND NOT excused) AS breaches,
       count(*) FILTER (WHERE late AND excused) AS excused,
       (SELECT count(*) FROM timeline_now t JOIN timeline g USING (id) JOIN mine m ON m.number = t.number AND m.name = t.clock AND m.round = t.round
        WHERE t.name = 'card_issued' AND t.at >= $3 AND t.at < $4 AND NOT EXISTS (
            SELECT FROM timeline_now v JOIN timeline u USING (id) WHERE v.number = t.number AND v.name = 'card_voided' AND v.clock = t.clock
            AND v.round = t.round AND v.level = t.level AND u.due_version > g.due_version)) AS cards,
       (SELECT count(*) FROM cases c WHERE $1 = '' AND c.kind = 'complaint' AND c.unit = ANY($2) AND c.state #>> '{facts,proven}' = 'true'
        AND EXISTS (SELECT FROM timeline_now t WHERE t.number = c.number AND t.name = 'confirm_passed' AND t.at >= $3 AND t.at < $4)) AS complaints
FROM ended`

// Counted implements appraisal.Store.
func (s *Room) Counted(ctx context.Context, f appraisal.PointFilter, units []string, from, to time.Time) (appraisal.Counted, error) {
	var n appraisal.Counted
	if units == nil {
		units = []string{}
	}
	if err := kernel.Get(ctx, s.db, &n, countYear, f.Person, units, from, to); err != nil {
		return n, fmt.Errorf("count promises: %w", err)
	}
	return n, nil
}
