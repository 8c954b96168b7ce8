package kernel

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
)

// Querier is a pool or a transaction.
type Querier interface {
	sqlx.QueryerContext
	sqlx.ExecerContext
}

// Get reads one row; sql.ErrNoRows stays itself.
func Get(ctx context.Context, q Querier, dest any, query string, args ...any) error {
	if r := readingOf(ctx, q); r != nil {
		return r.read(dest, query, args, func(tx Querier) error { return Get(ctx, tx, dest, query, args...) })
	}
	return Clean(sqlx.GetContext(ctx, q, dest, query, args...))
}

// List reads all rows into a slice.
func List(ctx context.Context, q Querier, dest any, query string, args ...any) error {
	if r := readingOf(ctx, q); r != nil {
		return r.read(dest, query, args, func(tx Querier) error { return List(ctx, tx, dest, query, args...) })
	}
	return Clean(sqlx.SelectContext(ctx, q, dest, query, args...))
}

// Exec runs a statement and tells how many rows it touched.
func Exec(ctx context.Context, q Querier, query string, args ...any) (int64, error) {
	if r := readingOf(ctx, q); r != nil {
		q = r.tx
	}
	res, err := q.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, Clean(err)
	}
	n, err := res.RowsAffected()
	return n, Clean(err)
}

// InTx runs fn in one transaction, which is rolled back when fn errs; under a Reading,
// in that one.
func (d *DB) InTx(ctx context.Context, fn func(tx *sqlx.Tx) error) error {
	if r := readingOf(ctx, d); r != nil {
		return fn(r.tx)
	}
	tx, err := d.pool.BeginTxx(ctx, nil)
	if err != nil {
		return Clean(err)
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return Clean(tx.Commit())
}

// JSON is a value as a jsonb parameter. It is a string: with binary parameters
// the driver would send bytes as bytea.
func JSON(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("encode %T: %w", v, err)
	}
	return string(b), nil
}

// Stamp is an instant as the database keeps it, so that what is written and what
// is answered are the same.
func Stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// Optional turns the zero instant and the empty text into NULL.
func Optional[T comparable](v T) sql.Null[T] {
	var zero T
	return sql.Null[T]{V: v, Valid: v != zero}
}

// Latest is the later of two instants.
func Latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
