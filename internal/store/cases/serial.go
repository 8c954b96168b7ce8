package cases

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

const takeSerial = `
INSERT INTO serials (kind, year, last) VALUES ($1, $2, 1)
ON CONFLICT (kind, year) DO UPDATE SET last = serials.last + 1
RETURNING last`

// nextNumber takes the next number of a kind and year. The row stays locked until
// the transaction ends, so a number taken back leaves no gap.
func (s *Room) nextNumber(ctx context.Context, tx *sqlx.Tx, k casework.Kind, year int) (string, error) {
	var serial int
	if err := kernel.Get(ctx, tx, &serial, takeSerial, k, year); err != nil {
		return "", fmt.Errorf("take number of %s %d: %w", k, year, err)
	}
	return s.db.Kinds.Number(k, year, serial), nil
}

const (
	selectSerial = `SELECT COALESCE(max(last), 0) FROM serials WHERE kind = $1 AND year = $2`

	raiseSerial = `
INSERT INTO serials (kind, year, last) VALUES ($1, $2, $3)
ON CONFLICT (kind, year) DO UPDATE SET last = greatest(serials.last, excluded.last)`
)

// Serial is the last number given to a kind in a year.
func (s *Room) Serial(ctx context.Context, k casework.Kind, year int) (last int, err error) {
	if err := kernel.Get(ctx, s.db, &last, selectSerial, k, year); err != nil {
		return 0, fmt.Errorf("select last number of %s %d: %w", k, year, err)
	}
	return last, nil
}

// RaiseSerial lets the numbers of a kind and year go on past last; they never go
// back.
func (s *Room) RaiseSerial(ctx context.Context, k casework.Kind, year, last int) error {
	if _, err := kernel.Exec(ctx, s.db, raiseSerial, k, year, last); err != nil {
		return fmt.Errorf("raise numbers of %s %d: %w", k, year, err)
	}
	return nil
}
