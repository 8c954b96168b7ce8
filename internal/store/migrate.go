package store

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/shixian/shixian/schema"
)

// Migrate brings the tables up to date and returns how many migrations it ran.
// One that landed on main after a later one is run all the same: each stands on
// what was there when it was written, and never on its neighbours by number.
// Any number of processes may call it at once: a lock held by the session lets
// one through at a time, so it goes by the direct connection.
func (s *Store) Migrate(ctx context.Context) (int, error) {
	files, err := fs.Sub(schema.Migrations, "migrations")
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, s.direct.DB, files,
		goose.WithSessionLocker(locker), goose.WithAllowOutofOrder(true))
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	done, err := provider.Up(patient(ctx))
	if err != nil {
		return len(done), fmt.Errorf("migrate: %w", err)
	}
	return len(done), nil
}
