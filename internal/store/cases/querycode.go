package cases

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// A code issued again replaces the one before.
	upsertCode = `
INSERT INTO query_codes (number, hash) VALUES ($1, $2)
ON CONFLICT (number) DO UPDATE SET hash = excluded.hash, issued_at = now()`

	copyCode = `INSERT INTO query_codes (number, hash) SELECT $2, hash FROM query_codes WHERE number = $1 ON CONFLICT DO NOTHING`

	selectCode = `SELECT hash FROM query_codes WHERE number = $1`
)

// SaveCode implements cases.QueryCodes.
func (s *Room) SaveCode(ctx context.Context, number string, hash []byte) error {
	return saveCode(ctx, s.db, number, hash)
}

func saveCode(ctx context.Context, q kernel.Querier, number string, hash []byte) error {
	if _, err := kernel.Exec(ctx, q, upsertCode, number, hash); err != nil {
		return fmt.Errorf("save query code of %s: %w", number, err)
	}
	return nil
}

// CodeHash implements cases.QueryCodes: NotFound for a case without a code.
func (s *Room) CodeHash(ctx context.Context, number string) ([]byte, error) {
	var hash []byte
	err := kernel.Get(ctx, s.db, &hash, selectCode, number)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, casework.Errorf(casework.NotFound, "query code of %s", number)
	case err != nil:
		return nil, fmt.Errorf("select query code of %s: %w", number, err)
	}
	return hash, nil
}
