package health

import (
	"context"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/store/kernel"
)

// A list of numbers longer than the memory it is given goes to a file, some 300 KB of
// one that ends with the statement: it asks of the server's disk what a new page of a
// table asks, wherever that disk is, and leaves neither a row nor a line in the log.
// What changes a row in its place goes on being possible while no table can grow.
const (
	littleMemory = `SET LOCAL work_mem = '64kB'`
	fillFile     = `SELECT count(*) FROM generate_series(1, 10000)`
)

// TryRoom tells whether PostgreSQL has room to write something new.
func (s *Room) TryRoom(ctx context.Context) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := kernel.Exec(ctx, tx, littleMemory); err != nil {
			return err
		}
		var n int
		return kernel.Get(ctx, tx, &n, fillFile)
	})
	if err != nil {
		return fmt.Errorf("try for room: %w", err)
	}
	return nil
}

// SelectDataDirectory: a server elsewhere has its directory elsewhere; one that shows it to nobody but
// pg_read_all_settings is not asked.
const SelectDataDirectory = `
SELECT CASE WHEN (inet_server_addr() IS NULL OR inet_server_addr() <<= '127.0.0.0/8' OR inet_server_addr() = '::1')
             AND pg_has_role('pg_read_all_settings', 'USAGE')
       THEN current_setting('data_directory') ELSE '' END`

// ownName is how a cluster of shixian up is started: a name nobody but itself can follow.
const ownName = "/proc/self/"

// DataDirectory is where PostgreSQL keeps its files on this machine; empty where it
// does not, does not say so, or they lie in our own data directory.
func (s *Room) DataDirectory(ctx context.Context) (dir string, err error) {
	if err := kernel.Get(ctx, s.db, &dir, SelectDataDirectory); err != nil {
		return "", fmt.Errorf("select the data directory: %w", err)
	}
	if strings.HasPrefix(dir, ownName) {
		return "", nil
	}
	return dir, nil
}
