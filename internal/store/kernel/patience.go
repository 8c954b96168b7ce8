package kernel

import (
	"context"
	"database/sql/driver"
	"errors"
	"net"
	"os"
	"sync"
	"time"
)

// ErrSilent is returned when the database did not say a word within the bound.
var ErrSilent = errors.New("the database does not answer")

// Bounds of the wait for the database. A server that is stopped rather than dead
// keeps its connections and heeds neither its own statement_timeout nor a cancel:
// only a deadline on the socket ends the wait.
const (
	// Patience is how long a statement may stay without an answer unless Options
	// say otherwise.
	Patience = 30 * time.Second
	// long is for the few statements over every open case.
	long = 10 * time.Minute
)

type patienceKey struct{}

// patient lets the statements of ctx take long.
func patient(ctx context.Context) context.Context {
	return context.WithValue(ctx, patienceKey{}, long)
}

// dialer makes connections whose every read and write ends.
type dialer struct{ bound time.Duration }

// DialContext implements pq.DialerContext.
func (d dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	raw, err := (&net.Dialer{Timeout: d.bound}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	l := &line{Conn: raw, usual: d.bound}
	if here, ok := ctx.Value(lineKey{}).(**line); ok {
		*here = l
	}
	l.serve(ctx)
	return l, nil
}

// Dial and DialTimeout implement pq.Dialer; a cancel request takes this way.
func (d dialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d dialer) DialTimeout(network, address string, within time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

// line is a socket that serves one context at a time: it falls silent with it, and
// never waits longer than the bound for one word.
type line struct {
	net.Conn
	usual time.Duration

	mu    sync.Mutex
	turn  int // which context is served
	bound time.Duration
	stop  func() bool
	cut   bool
}

// serve ends whoever was served before and serves ctx.
func (l *line) serve(ctx context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.free()
	if own, ok := ctx.Value(patienceKey{}).(time.Duration); ok {
		l.bound = max(own, l.usual)
	}
	turn := l.turn
	l.stop = context.AfterFunc(ctx, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.turn == turn {
			l.cut = true
			_ = l.Conn.SetDeadline(time.Now()) // the read under way ends now
		}
	})
}

// rest serves nobody: an idle connection outlives the request that used it.
func (l *line) rest() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.free()
}

// free is rest under the lock.
func (l *line) free() {
	if l.stop != nil {
		l.stop()
	}
	l.turn, l.bound, l.stop = l.turn+1, l.usual, nil
	if l.cut {
		l.cut = false
		_ = l.Conn.SetDeadline(time.Time{})
	}
}

func (l *line) await(set func(time.Time) error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.cut {
		_ = set(time.Now().Add(l.bound))
	}
}

func (l *line) Read(b []byte) (int, error) {
	l.await(l.Conn.SetReadDeadline)
	return l.Conn.Read(b)
}

func (l *line) Write(b []byte) (int, error) {
	l.await(l.Conn.SetWriteDeadline)
	return l.Conn.Write(b)
}

type lineKey struct{}

// bounded is a connection whose statements end with their context, whatever the
// server does. The driver asks a stopped server to cancel and stays in its read.
type bounded struct {
	native
	line *line
	kept kept
}

// native is what the driver's connection can do and database/sql asks of it.
type native interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
	driver.NamedValueChecker
}

func (b *bounded) Ping(ctx context.Context) error {
	b.line.serve(ctx)
	return said(ctx, b.native.Ping(ctx))
}

func (b *bounded) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	b.line.serve(ctx)
	s, err := b.keep(ctx, query, args)
	if err != nil {
		return nil, said(ctx, err)
	}
	if s == nil {
		r, err := b.native.ExecContext(ctx, query, args)
		return r, said(ctx, err)
	}
	r, err := s.ExecContext(unwatched(ctx), args)
	if b.stale(query, err) {
		if again, failed := b.native.ExecContext(ctx, query, args); failed == nil {
			return again, nil
		}
	}
	return r, said(ctx, err)
}

// QueryContext leaves the line to ctx: rows are read under it too.
func (b *bounded) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	b.line.serve(ctx)
	s, err := b.keep(ctx, query, args)
	if err != nil {
		return nil, said(ctx, err)
	}
	if s == nil {
		r, err := b.native.QueryContext(ctx, query, args)
		return r, said(ctx, err)
	}
	r, err := s.QueryContext(unwatched(ctx), args)
	if b.stale(query, err) {
		if again, failed := b.native.QueryContext(ctx, query, args); failed == nil {
			return again, nil
		}
	}
	return r, said(ctx, err)
}

func (b *bounded) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	b.line.serve(ctx)
	s, err := b.native.PrepareContext(ctx, query)
	return s, said(ctx, err)
}

func (b *bounded) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	b.line.serve(ctx)
	tx, err := b.native.BeginTx(ctx, opts)
	if err != nil {
		return nil, said(ctx, err)
	}
	return &boundedTx{tx, ctx, b.line}, nil
}

// IsValid is asked when a connection goes back to the pool.
func (b *bounded) IsValid() bool {
	b.line.rest()
	return b.native.IsValid()
}

// boundedTx ends under the context it began with: a statement in between may have
// had a shorter one.
type boundedTx struct {
	driver.Tx
	ctx  context.Context
	line *line
}

func (t *boundedTx) Commit() error {
	t.line.serve(t.ctx)
	return said(t.ctx, t.Tx.Commit())
}

// Rollback is not bound to ctx, which may be why it is rolled back.
func (t *boundedTx) Rollback() error {
	t.line.rest()
	return t.Tx.Rollback()
}

// said names a silence: the context's end where that was it.
func said(ctx context.Context, err error) error {
	if err == nil || !errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return ErrSilent
}
