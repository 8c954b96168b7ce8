package kernel

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/jmoiron/sqlx"
)

// reading is one snapshot of the database, and what was asked of it.
type reading struct {
	of    *DB
	tx    *sqlx.Tx
	asked map[string]answer
	notes []Note
}

// answer is what a question came to: the value, or that there is no row.
type answer struct {
	value reflect.Value
	err   error
}

type readingKey struct{}

// Reading runs fn with a context under which everything is read from one snapshot, by
// one connection, and a question asked again is answered as before without asking the
// database: the parts of a page agree with each other, however many methods read them.
// What fn writes under it (a record of having read) is part of the same transaction,
// and is there before Reading returns nil. One goroutine at a time may use the context.
func (d *DB) Reading(ctx context.Context, fn func(ctx context.Context) error) error {
	if readingOf(ctx, d) != nil {
		return fn(ctx)
	}
	tx, err := d.pool.BeginTxx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return Clean(err)
	}
	defer tx.Rollback()
	r := &reading{of: d, tx: tx, asked: map[string]answer{}}
	if err := fn(context.WithValue(ctx, readingKey{}, r)); err != nil {
		return err
	}
	if err := note(ctx, tx, r.notes); err != nil {
		return err
	}
	return Clean(tx.Commit())
}

// readingOf is the snapshot a context reads a pool by; nil: none.
func readingOf(ctx context.Context, q Querier) *reading {
	r, _ := ctx.Value(readingKey{}).(*reading)
	if r == nil || q != Querier(r.of) {
		return nil
	}
	return r
}

// Apart is ctx without the snapshot it reads by: for what is read by itself, beside the page that
// asked, because others will read it, too.
func Apart(ctx context.Context) context.Context { return context.WithValue(ctx, readingKey{}, nil) }

// read answers a question into dest, by ask unless it was asked before.
func (r *reading) read(dest any, query string, args []any, ask func(Querier) error) error {
	key := question(dest, query, args)
	into := reflect.ValueOf(dest).Elem()
	if a, ok := r.asked[key]; ok {
		into.Set(own(a.value))
		return a.err
	}
	err := ask(r.tx)
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		r.asked[key] = answer{own(into), err}
	}
	return err
}

// own is a value whose elements a caller may change for himself.
func own(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	if v.Kind() == reflect.Slice && !v.IsNil() {
		out.Set(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v))
	}
	return out
}

// question names a query with its arguments and the shape of its answer.
func question(dest any, query string, args []any) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%T\x00%s", dest, query)
	for _, arg := range args {
		if v, ok := arg.(driver.Valuer); ok {
			if value, err := v.Value(); err == nil {
				arg = value
			}
		}
		fmt.Fprintf(&b, "\x00%T %v", arg, arg)
	}
	return b.String()
}
