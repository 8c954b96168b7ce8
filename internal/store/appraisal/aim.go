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
	aimColumns = `a.id, a.year, COALESCE(a.person, '') AS person, COALESCE(a.unit, '') AS unit, a.drafted_by, a.drafted_at,
       COALESCE(a.decided_by, '') AS decided_by, a.decided_at, COALESCE(a.approved, false) AS approved, a.work, COALESCE(a.learning, '') AS learning`

	selectAims = `SELECT ` + aimColumns + ` FROM aims a
WHERE a.year = $1 AND COALESCE(a.person, '') = $2 AND COALESCE(a.unit, '') = $3 ORDER BY a.id DESC LIMIT 20`
	selectAim = `SELECT ` + aimColumns + ` FROM aims a WHERE a.id = $1`

	selectAimTexts = `SELECT id, field, key_id, data FROM sealed_values WHERE id = ANY($1)`

	insertAim = `
INSERT INTO aims (year, person, unit, work, learning, drafted_by, drafted_at, decided_by, decided_at, approved)
VALUES ($1, NULLIF($2, ''), NULLIF($3, ''), $4, NULLIF($5, ''), $6, $7, CASE WHEN $8 THEN $6 END, CASE WHEN $8 THEN $7::timestamptz END, CASE WHEN $8 THEN true END)`

	// Who drafted anew meant the later one.
	decideAim = `
UPDATE aims a SET approved = $2, decided_by = $3, decided_at = $4
WHERE a.id = $1 AND a.decided_at IS NULL
  AND NOT EXISTS (SELECT FROM aims n WHERE n.id > a.id AND n.year = a.year AND n.person IS NOT DISTINCT FROM a.person AND n.unit IS NOT DISTINCT FROM a.unit)`

	selectWaiting = `
SELECT COALESCE(a.person, '') AS person, COALESCE(a.unit, '') AS unit, a.drafted_at, a.year, a.drafted_by FROM (
    SELECT DISTINCT ON (person, unit) * FROM aims WHERE year = $1 ORDER BY person, unit, id DESC
) a LEFT JOIN persons h ON h.id = a.person
WHERE a.decided_at IS NULL AND COALESCE(a.unit, h.unit) = ANY($2) ORDER BY a.drafted_at, a.id`
)

// Aims implements appraisal.Store.
func (s *Room) Aims(ctx context.Context, f appraisal.PointFilter) ([]appraisal.Aim, error) {
	return s.readAims(ctx, selectAims, f.Year, f.Person, f.Unit)
}

// Aim implements appraisal.Store.
func (s *Room) Aim(ctx context.Context, id int64) (appraisal.Aim, error) {
	rows, err := s.readAims(ctx, selectAim, id)
	switch {
	case err != nil:
		return appraisal.Aim{}, err
	case len(rows) == 0:
		return appraisal.Aim{}, casework.FieldError(casework.NotFound, "id", "R226")
	}
	return rows[0], nil
}

func (s *Room) readAims(ctx context.Context, query string, args ...any) ([]appraisal.Aim, error) {
	var rows []appraisal.Aim
	if err := kernel.List(ctx, s.db, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("select aims: %w", err)
	}
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.Work, r.Learning)
	}
	if ids == nil {
		return nil, nil
	}
	var sealed []kernel.Sealed
	if err := kernel.List(ctx, s.db, &sealed, selectAimTexts, ids); err != nil {
		return nil, fmt.Errorf("select words of aims: %w", err)
	}
	plain, err := s.db.Open(sealed, func(v kernel.Sealed) string { return v.ID })
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Work, rows[i].Learning = plain[rows[i].Work], plain[rows[i].Learning]
	}
	return rows, nil
}

// AddAim implements appraisal.Store.
func (s *Room) AddAim(ctx context.Context, a appraisal.NewAim, by string, at time.Time) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		var ids [2]string
		for i, text := range []string{a.Work, a.Learning} {
			if text == "" {
				continue
			}
			var err error
			if ids[i], err = s.db.Seal(ctx, tx, kernel.Sealing{Field: "aim", Plain: text, By: by, IsText: true}); err != nil {
				return err
			}
		}
		_, err := kernel.Exec(ctx, tx, insertAim, a.Year, a.Person, a.Unit, ids[0], ids[1], by, at, a.Settled)
		return err
	})
	if err != nil {
		return fmt.Errorf("add aim: %w", err)
	}
	return nil
}

// DecideAim implements appraisal.Store.
func (s *Room) DecideAim(ctx context.Context, id int64, approve bool, by string, at time.Time) error {
	n, err := kernel.Exec(ctx, s.db, decideAim, id, approve, by, at)
	switch {
	case err != nil:
		return fmt.Errorf("decide aim %d: %w", id, err)
	case n == 0:
		return casework.FieldError(casework.Stale, "aim", "R226")
	}
	return nil
}

// AimsWaiting implements appraisal.Store.
func (s *Room) AimsWaiting(ctx context.Context, year int, units []string) ([]appraisal.AimWaits, error) {
	rows := []appraisal.AimWaits{}
	if err := kernel.List(ctx, s.db, &rows, selectWaiting, year, units); err != nil {
		return nil, fmt.Errorf("select waiting aims: %w", err)
	}
	return rows, nil
}
