package appraisal

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/kernel"
)

const upsertPointRule = `
INSERT INTO point_rules (measure, person, unit, head, rule) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (measure) DO UPDATE SET person = excluded.person, unit = excluded.unit, head = excluded.head, rule = excluded.rule`

// What the table does not name any more costs nothing from now on.
const deletePointRules = `DELETE FROM point_rules WHERE measure <> ALL($1)`

// SeedPoints keeps what an act costs. Seeding that brings no table leaves the one there is.
func SeedPoints(ctx context.Context, tx *sqlx.Tx, rules []policy.PointRule) error {
	if len(rules) == 0 {
		return nil
	}
	measures := make([]string, len(rules))
	for i, p := range rules {
		measures[i] = p.Measure
	}
	if _, err := kernel.Exec(ctx, tx, deletePointRules, measures); err != nil {
		return fmt.Errorf("points for what is gone: %w", err)
	}
	for _, p := range rules {
		if _, err := kernel.Exec(ctx, tx, upsertPointRule, p.Measure, p.Person, p.Unit, p.Head, p.Rule); err != nil {
			return fmt.Errorf("points for %s: %w", p.Measure, err)
		}
	}
	return nil
}

const (
	// The unit is the one the case is against, else that of the post it stands
	// against; the head is whoever stood on its section head's post when it happened
	// (R145). Who is his own head answers once, as the person.
	insertPoints = `
WITH w AS (
    SELECT r.*, a.unit AS of_unit, h.person AS of_head
    FROM point_rules r
    CROSS JOIN LATERAL (SELECT COALESCE(NULLIF($9, ''), (SELECT unit FROM posts WHERE id = $5)) AS unit) a
    LEFT JOIN unit_roles u ON u.unit = a.unit AND u.role = 'section_head'
    LEFT JOIN duty_segments h ON h.post = u.post AND h.from_at <= $6 AND $6 < h.to_at
    WHERE r.measure = ANY($3)
), due AS (
    SELECT NULLIF($4, '') AS person, NULL::text AS unit, w.person AS points, rule, measure FROM w
    UNION ALL SELECT NULL, of_unit, w.unit, rule, measure FROM w
    UNION ALL SELECT of_head, NULL, head, rule, measure FROM w WHERE w.person = 0 OR of_head IS DISTINCT FROM NULLIF($4, '')
)
INSERT INTO points (person, unit, year, points, measure, rule, number, event_key, at)
SELECT person, unit, $8, points, measure, rule, $1, $2, $7 FROM due
WHERE points <> 0 AND (person IS NOT NULL OR unit IS NOT NULL)
ON CONFLICT DO NOTHING`

	// All that a case cost and that was not given back yet.
	reversePoints = `
INSERT INTO points (person, unit, year, points, measure, rule, number, event_key, at, reverses)
SELECT person, unit, year, -points, measure, rule, number, $2, $3, id FROM points o
WHERE number = $1 AND reverses IS NULL AND (cardinality($4::text[]) = 0 OR event_key = ANY($4))
  AND NOT EXISTS (SELECT FROM points r WHERE r.reverses = o.id)
ON CONFLICT DO NOTHING`
)

// Award enters what a decision costs once it is in force, which is the day it is made
// (处分条例 46; for cases begun before the first revision, its service), and gives back
// what a review or an appeal undoes (R143, R145); or what a unit is scored for a duty
// nobody filed (R110).
func (s *Room) Award(ctx context.Context, w *kernel.Writing) error {
	if !s.db.Kinds.Of(w.Step.State.Kind).Scored {
		return nil
	}
	if len(w.Step.TakenBack) > 0 {
		if err := s.giveBack(ctx, w, "taken_back", w.Now, w.Step.TakenBack); err != nil {
			return err
		}
	}
	for _, e := range w.Step.Events {
		var err error
		switch {
		case e.Name == inForce(w.Step.State):
			err = s.charge(ctx, w, e, w.Step.State.Facts[casework.FactMeasure])
		case e.Name == casework.PointsDecided && e.Level == "consented": // R110
			err = s.charge(ctx, w, e, e.Detail["measure"])
		case e.Name == casework.ReviewDecided && e.Level == "reversed":
			err = s.giveBack(ctx, w, e.Key, e.At, nil)
		case e.Name == casework.ReviewDecided && e.Level == "lighter":
			if err = s.giveBack(ctx, w, e.Key, e.At, nil); err == nil {
				err = s.charge(ctx, w, e, e.Detail["measure"])
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// inForce is the event from which a decision counts.
func inForce(s casework.State) casework.EventName {
	if s.Declared > 0 {
		return casework.MeasureDecided
	}
	return casework.DecisionServed
}

func (s *Room) charge(ctx context.Context, w *kernel.Writing, e casework.Event, measure string) error {
	st := w.Step.State
	var against casework.Cause
	if st.Cause != nil {
		against = *st.Cause
	}
	unit := st.Facts[casework.FactUnit]
	if st.Kind != s.db.Kinds.Opened() { // what the unit owed and filed not, or what was found there
		unit = st.Unit
	}
	_, err := kernel.Exec(ctx, w.Tx, insertPoints, st.Number, e.Key, casework.Apart(measure), st.Facts["person"], against.Post, against.At,
		e.At, e.At.In(s.db.Zone).Year(), unit)
	if err != nil {
		return fmt.Errorf("enter points: %w", err)
	}
	return nil
}

func (s *Room) giveBack(ctx context.Context, w *kernel.Writing, key string, at time.Time, of []string) error {
	if of == nil {
		of = []string{}
	}
	if _, err := kernel.Exec(ctx, w.Tx, reversePoints, w.Step.State.Number, key, at, of); err != nil {
		return fmt.Errorf("reverse points: %w", err)
	}
	return nil
}

const selectPoints = `
SELECT p.id, COALESCE(p.person, '') AS person, COALESCE(h.name, '') AS person_name, COALESCE(p.unit, '') AS unit,
       COALESCE(u.name, '') AS unit_name, p.year, p.points, p.measure, p.rule, p.number, p.event_key, p.at,
       COALESCE(p.reverses, 0) AS reverses
FROM points p LEFT JOIN persons h ON h.id = p.person LEFT JOIN units u ON u.id = p.unit
WHERE p.year = $1 AND p.at <= now() AND ($2 = '' OR p.person = $2) AND ($3 = '' OR p.unit = $3 OR h.unit = $3)
ORDER BY p.at, p.id`

// Points implements appraisal.Store: the rows of a year, of a person, or of a unit
// and those who belong to it, oldest first.
func (s *Room) Points(ctx context.Context, f appraisal.PointFilter) ([]appraisal.PointRow, error) {
	rows := []appraisal.PointRow{}
	if err := kernel.List(ctx, s.db, &rows, selectPoints, f.Year, f.Person, f.Unit); err != nil {
		return nil, fmt.Errorf("select points: %w", err)
	}
	return rows, nil
}

// Proven are decisions in force against a person or his unit, from the day they were made
// (before the first revision: served) and not reversed since; on reports, those that a
// proven complaint brought. A matter for which several answer counts once. What was proven of a unit is not its head's own (R145 charges him).
const countProven = `
SELECT count(DISTINCT k.split) FROM cases k
WHERE k.kind = 'accountability' AND k.split IS DISTINCT FROM (SELECT split FROM cases WHERE number = $4) AND k.voided_at IS NULL
  AND (k.concerned = $1 AND k.state #>> '{facts,unit}' IS NULL OR $1 = '' AND EXISTS (SELECT FROM posts p WHERE p.id = k.against AND p.unit = $2))
  AND EXISTS (SELECT FROM timeline_now t WHERE t.number = k.number AND t.name = CASE WHEN k.state->'declared' IS NOT NULL THEN 'measure_decided' ELSE 'decision_served' END AND t.at >= $3 AND t.at < $5)
  AND COALESCE(k.state #>> '{facts,measure}', '') <> ''
  AND (NOT $6 OR COALESCE(k.state #>> '{cause,clock}', '') = '')
  AND NOT EXISTS (SELECT FROM timeline_now t WHERE t.number = k.number AND t.name = 'review_decided' AND t.level = 'reversed')`

// Proven implements appraisal.Store.
func (s *Room) Proven(ctx context.Context, f appraisal.ProvenFilter) (int, error) {
	var n int
	if err := kernel.Get(ctx, s.db, &n, countProven, f.Person, f.Unit, f.From, f.Except, f.To, f.Reports); err != nil {
		return 0, fmt.Errorf("count proven: %w", err)
	}
	return n, nil
}
