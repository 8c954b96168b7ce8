package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
)

// querier is a pool or a transaction.
type querier interface {
	sqlx.QueryerContext
	sqlx.ExecerContext
}

// get reads one row; sql.ErrNoRows stays itself.
func get(ctx context.Context, q querier, dest any, query string, args ...any) error {
	if r := readingOf(ctx, q); r != nil {
		return r.read(dest, query, args, func(tx querier) error { return get(ctx, tx, dest, query, args...) })
	}
	return clean(sqlx.GetContext(ctx, q, dest, query, args...))
}

// list reads all rows into a slice.
func list(ctx context.Context, q querier, dest any, query string, args ...any) error {
	if r := readingOf(ctx, q); r != nil {
		return r.read(dest, query, args, func(tx querier) error { return list(ctx, tx, dest, query, args...) })
	}
	return clean(sqlx.SelectContext(ctx, q, dest, query, args...))
}

// exec runs a statement and tells how many rows it touched.
func exec(ctx context.Context, q querier, query string, args ...any) (int64, error) {
	if r := readingOf(ctx, q); r != nil {
		q = r.tx
	}
	res, err := q.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, clean(err)
	}
	n, err := res.RowsAffected()
	return n, clean(err)
}

// inTx runs fn in one transaction, which is rolled back when fn errs; under a Reading,
// in that one.
func (s *Store) inTx(ctx context.Context, fn func(tx *sqlx.Tx) error) error {
	if r := readingOf(ctx, s.db); r != nil {
		return fn(r.tx)
	}
	tx, err := s.db.BeginTxx(ctx, nil)
	if err != nil {
		return clean(err)
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return clean(tx.Commit())
}

// asJSON is a value as a jsonb parameter. It is a string: with binary parameters
// the driver would send bytes as bytea.
func asJSON(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("encode %T: %w", v, err)
	}
	return string(b), nil
}

// stamp is an instant as the database keeps it, so that what is written and what
// is answered are the same.
func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// optional turns the zero instant and the empty text into NULL.
func optional[T comparable](v T) sql.Null[T] {
	var zero T
	return sql.Null[T]{V: v, Valid: v != zero}
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
