package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// guardKey is the advisory lock of the one engine on a database: "shixian" in
// ASCII.
const guardKey = 0x7368697869616e

const (
	takeLock   = `SELECT pg_try_advisory_lock($1)`
	checkEvery = 2 * time.Second
	waitForOld = 5 * time.Second
)

var errSecondEngine = errors.New("another engine serves this database")

// guard keeps a second engine off the databases. Hosts are static (server.go),
// so two engines would not know of each other and take shards in turns; the
// shards' range ids keep the data right even then, but nothing would get done.
type guard struct {
	db   *sql.DB
	conn *sql.Conn
}

// takeGuard waits a little for an engine that is just stopping.
func takeGuard(ctx context.Context, pg postgres) (*guard, error) {
	db, err := pg.open(historyDatabase)
	if err != nil {
		return nil, err
	}
	g := &guard{db: db}
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(waitForOld)
	for {
		err := g.take(ctx)
		if err == nil {
			return g, nil
		}
		select {
		case <-ctx.Done():
			err = ctx.Err()
		case <-deadline:
		case <-tick.C:
			if errors.Is(err, errSecondEngine) {
				continue
			}
		}
		db.Close()
		return nil, fmt.Errorf("reserve database %s: %w", historyDatabase, err)
	}
}

// take locks on a connection of its own: the lock lives as long as that does.
func (g *guard) take(ctx context.Context) error {
	conn, err := g.db.Conn(ctx)
	if err != nil {
		return err
	}
	var taken bool
	if err = conn.QueryRowContext(ctx, takeLock, guardKey).Scan(&taken); err == nil && !taken {
		err = errSecondEngine
	}
	if err != nil {
		conn.Close()
		return err
	}
	g.conn = conn
	return nil
}

// watch returns nil when ctx ends, and an error once another engine has taken
// the databases. A PostgreSQL that is away is waited for: the services
// reconnect by themselves, so does the lock.
func (g *guard) watch(ctx context.Context) error {
	tick := time.NewTicker(checkEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if g.conn != nil && g.conn.PingContext(ctx) == nil {
			continue
		}
		g.drop()
		if err := g.take(ctx); errors.Is(err, errSecondEngine) {
			return err
		}
	}
}

func (g *guard) drop() {
	if g.conn != nil {
		g.conn.Close()
		g.conn = nil
	}
}

func (g *guard) release() {
	g.drop()
	g.db.Close()
}
