package kernel

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/lib/pq"
)

// maxKept is how many statements one connection keeps: more than the pages of any one reader
// ask. Whoever asks ever others begins anew.
const maxKept = 96

// kept are the statements a session of the server keeps parsed, and planned where one plan does
// for whatever is asked: taking a list apart and planning it costs about what running it does.
// They are by their text; nil keeps none, as behind a pooler, where the next transaction may be
// another session's.
type kept map[string]statement

// statement is what the driver's own is.
type statement interface {
	driver.Stmt
	driver.StmtQueryContext
	driver.StmtExecContext
}

// direct tells whether the server sees this very connection. Behind a pooler of transactions that nobody
// told of, the next one is another session's, where the name of a statement may stand for another's
// statement: it would be run with our arguments. What only passes on, as a proxy does, is not told from
// that, and goes without.
func (b *bounded) direct(ctx context.Context) (bool, error) {
	rows, err := b.native.QueryContext(ctx, `SELECT COALESCE(inet_client_port(), 0)::text, current_setting('port')`, nil)
	if err != nil {
		return false, said(ctx, err)
	}
	defer rows.Close()
	seen := make([]driver.Value, 2)
	if err := rows.Next(seen); err != nil {
		return false, said(ctx, err)
	}
	if at, ok := b.line.LocalAddr().(*net.TCPAddr); ok {
		return fmt.Sprint(at.Port) == fmt.Sprint(seen[0]), nil
	}
	return strings.HasSuffix(b.line.RemoteAddr().String(), fmt.Sprint(".", seen[1])), nil // a socket is named after its server's port
}

type plannedKey struct{}

// Planned has the statements of ctx planned each time they are asked: how many rows lie within a span of
// time decides how they are best found, and a plan for any span knows nothing of it.
func Planned(ctx context.Context) context.Context { return context.WithValue(ctx, plannedKey{}, true) }

// keep has the session keep a statement; nil where it goes without.
func (b *bounded) keep(ctx context.Context, query string, args []driver.NamedValue) (statement, error) {
	if b.kept == nil || len(args) == 0 || ctx.Value(plannedKey{}) != nil { // some of those without arguments are several in one
		return nil, nil //nolint:nilnil // none is kept
	}
	if s, ok := b.kept[query]; ok {
		return s, nil
	}
	if len(b.kept) >= maxKept {
		for text := range b.kept {
			if err := b.forget(text); err != nil {
				return nil, err
			}
		}
	}
	made, err := b.native.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s, ok := made.(statement)
	if !ok { // COPY is none
		return nil, made.Close()
	}
	b.kept[query] = s
	return s, nil
}

// unwatched is ctx for a statement that is kept: it ends by its line, which ctx cuts. The driver would
// ask the server besides to give up, and waits ten seconds for one that is frozen; the server itself
// looks whether anybody is left to be answered (tune).
func unwatched(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

func (b *bounded) forget(query string) error {
	s := b.kept[query]
	delete(b.kept, query)
	return s.Close()
}

// stale forgets a statement whose table was altered under it, or which the server forgot. It was not run,
// and is asked once more as it stands; in a transaction, which has failed, that fails too.
func (b *bounded) stale(query string, err error) bool {
	const altered, unknown = "0A000", "26000" // cached plan must not change result type; no such statement
	var own *pq.Error
	if err == nil || !errors.As(err, &own) || own.Code != altered && own.Code != unknown {
		return false
	}
	delete(b.kept, query) // in a transaction that failed it cannot be closed
	return true
}
