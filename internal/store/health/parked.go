package health

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// A case parked anew by the same step keeps since when it stands; who releases it
// must do so again. A run that is not the case's any more parks nothing: the case goes on.
const (
	upsertParked = `
INSERT INTO parked AS p (number, run, doing, at, code, sqlstate, on_what) 
SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (SELECT FROM cases WHERE number = $1 AND run <> $2)
ON CONFLICT (number) DO UPDATE SET run = excluded.run, doing = excluded.doing, at = excluded.at, code = excluded.code,
    sqlstate = excluded.sqlstate, on_what = excluded.on_what, released_at = NULL, released_by = '', told_at = NULL`

	deleteParked = `DELETE FROM parked WHERE number = $1`
)

// Park keeps that a case stands still, or, with Gone, that it goes on.
func (s *Room) Park(ctx context.Context, req casework.ParkRequest) error {
	var err error
	if req.Gone {
		_, err = kernel.Exec(ctx, s.db, deleteParked, req.Number)
	} else {
		_, err = kernel.Exec(ctx, s.db, upsertParked, req.Number, req.Run, req.Doing, req.At, req.Code, req.Fault.State, req.Fault.On)
	}
	if err != nil {
		return fmt.Errorf("park %s: %w", req.Number, err)
	}
	return nil
}

const selectParked = `
SELECT number, run, doing, at, since, code, sqlstate, on_what, released_at, released_by
FROM parked ORDER BY since, number`

// Parked implements cases.Parking.
func (s *Room) Parked(ctx context.Context) ([]casework.ParkedCase, error) {
	var rows []casework.ParkedCase
	if err := kernel.List(ctx, s.db, &rows, selectParked); err != nil {
		return nil, fmt.Errorf("select parked cases: %w", err)
	}
	return rows, nil
}

const updateReleased = `UPDATE parked SET released_at = now(), released_by = $2, told_at = NULL WHERE number = $1`

// ReleaseParked implements cases.Parking.
func (s *Room) ReleaseParked(ctx context.Context, number, by string) error {
	n, err := kernel.Exec(ctx, s.db, updateReleased, number, by)
	switch {
	case err != nil:
		return fmt.Errorf("release %s: %w", number, err)
	case n == 0:
		return casework.FieldError(casework.NotParked, "number", "")
	}
	return nil
}

const (
	selectReleased = `SELECT number FROM parked WHERE released_at IS NOT NULL AND told_at IS NULL ORDER BY released_at LIMIT $1`
	updateTold     = `UPDATE parked SET told_at = now() WHERE number = $1 AND released_at IS NOT NULL`
)

// Released implements cases.Parking.
func (s *Room) Released(ctx context.Context, limit int) ([]string, error) {
	var numbers []string
	if err := kernel.List(ctx, s.db, &numbers, selectReleased, limit); err != nil {
		return nil, fmt.Errorf("select released cases: %w", err)
	}
	return numbers, nil
}

// MarkTold implements cases.Parking.
func (s *Room) MarkTold(ctx context.Context, number string) error {
	if _, err := kernel.Exec(ctx, s.db, updateTold, number); err != nil {
		return fmt.Errorf("mark release of %s: %w", number, err)
	}
	return nil
}
