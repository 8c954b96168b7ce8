package kernel

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/kind"
)

// DB is the office's database as its rooms ask it.
type DB struct {
	Sealer Sealer
	Zone   *time.Location // whose years number the cases
	Kinds  *kind.Set

	pool   *sqlx.DB
	direct *sqlx.DB // session locks: the sweep's and the migrations'
}

// Dial is how a database is reached.
type Dial struct {
	Address  string
	Direct   string        // passes no transaction pooler; empty is Address
	MaxConns int           // open connections; 0 is 16
	Patience time.Duration // how long a statement may stay without an answer; 0 is the package's
	Remade   bool          // a commit does not wait for the disk: what a crash takes of it is made again
}

// Connect prepares connections and makes none: nothing is asked of a database before
// it is needed.
func Connect(d Dial) (*DB, error) {
	pooled := d.Direct != "" && d.Direct != d.Address
	db, err := pool(d.Address, cmp.Or(d.MaxConns, usualConns), tuned{patience: cmp.Or(d.Patience, Patience), pooled: pooled, remade: d.Remade})
	if err != nil {
		return nil, err
	}
	direct, err := pool(cmp.Or(d.Direct, d.Address), directConns, tuned{patience: Patience, pooled: pooled})
	if err != nil {
		db.Close()
		return nil, err
	}
	return &DB{pool: db, direct: direct}, nil
}

// Sizes of the two pools of a store.
const (
	usualConns  = 16
	directConns = 4
)

// pool prepares connections and makes none.
func pool(address string, conns int, as tuned) (*sqlx.DB, error) {
	connector, err := pq.NewConnector(dsn(address))
	if err != nil {
		return nil, errors.New("open store: the database address cannot be read") // the driver would quote its password
	}
	connector.Dialer(dialer{bound: as.patience})
	as.Connector = connector
	db := sqlx.NewDb(sql.OpenDB(as), "postgres")
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return db, nil
}

// Close gives the connections back.
func (d *DB) Close() error { return errors.Join(d.pool.Close(), d.direct.Close()) }

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	if err := d.pool.PingContext(ctx); err != nil {
		return fmt.Errorf("ping store: %w", Clean(err))
	}
	return nil
}

// Pool is the pool itself, for its figures.
func (d *DB) Pool() *sql.DB { return d.pool.DB }

// tuned connects with just-in-time compilation off (compiling one of our lists
// takes half a second, running it some milliseconds), with a page's statement in one process
// (to begin others costs more than a page, and takes the processor from its neighbour) and with bounds on what one
// session may do to the others: wait for a lock, hold one while it sleeps, run on (for nobody any more: a second, where
// the server can look; one on Windows cannot).
// They cannot be parameters of the address, which a pooler would refuse.
type tuned struct {
	driver.Connector
	patience time.Duration
	pooled   bool // the next transaction may be another session's
	remade   bool // what a crash takes is made again
}

const tune = `
SET jit = off; SET max_parallel_workers_per_gather = 0; SET lock_timeout = %d; SET statement_timeout = %d; SET idle_in_transaction_session_timeout = %d;
DO $$ BEGIN SET client_connection_check_interval = 1000; EXCEPTION WHEN invalid_parameter_value THEN NULL; END $$`

func (c tuned) Connect(ctx context.Context) (driver.Conn, error) {
	var own *line
	raw, err := c.Connector.Connect(context.WithValue(ctx, lineKey{}, &own))
	if err != nil {
		return nil, said(ctx, err)
	}
	conn := &bounded{native: raw.(native), line: own}
	// The lock's bound is the first to end, so that the server says so in words.
	bounds := fmt.Sprintf(tune, (c.patience * 3 / 4).Milliseconds(), long.Milliseconds(), (4 * Patience).Milliseconds())
	if c.remade {
		bounds += "; SET synchronous_commit = off"
	}
	if _, err := conn.ExecContext(ctx, bounds, nil); err != nil {
		conn.Close()
		return nil, err
	}
	if c.pooled {
		return conn, nil
	}
	direct, err := conn.direct(ctx)
	if err != nil {
		conn.Close()
		return nil, err
	}
	if direct {
		conn.kept = kept{}
	}
	return conn, nil
}

// QueryContext asks the pool; a room asks by Get and List, which know of a Reading.
func (d *DB) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return d.pool.QueryContext(ctx, query, args...)
}

// QueryxContext is QueryContext with rows that scan into structs.
func (d *DB) QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error) {
	return d.pool.QueryxContext(ctx, query, args...)
}

// QueryRowxContext is QueryxContext of one row.
func (d *DB) QueryRowxContext(ctx context.Context, query string, args ...any) *sqlx.Row {
	return d.pool.QueryRowxContext(ctx, query, args...)
}

// ExecContext has the pool run a statement; a room does by Exec.
func (d *DB) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return d.pool.ExecContext(ctx, query, args...)
}
