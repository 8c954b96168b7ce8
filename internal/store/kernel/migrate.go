package kernel

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/shixian/shixian/schema"
)

// Migrate brings the tables up to date and returns how many migrations it ran.
// One that landed on main after a later one is run all the same: each stands on
// what was there when it was written, and never on its neighbours by number.
// Any number of processes may call it at once: a lock held by the session lets
// one through at a time, so it goes by the direct connection.
func (d *DB) Migrate(ctx context.Context) (int, error) {
	files, err := fs.Sub(schema.Migrations, "migrations")
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, d.direct.DB, files,
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

const (
	selectMigrations = `SELECT version_id FROM goose_db_version WHERE is_applied`
	undefinedTable   = "42P01"
)

// Unmigrated names the migrations of this binary that the tables have not seen, the
// oldest first. Those a newer binary ran beyond them are none of its concern.
func (d *DB) Unmigrated(ctx context.Context) (names []string, err error) {
	var done []int64
	var f *Fault
	if err := List(ctx, d, &done, selectMigrations); err != nil && !(errors.As(err, &f) && f.State == undefinedTable) {
		return nil, fmt.Errorf("select migrations: %w", err)
	}
	files, err := fs.Glob(schema.Migrations, "migrations/*.sql")
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	for _, file := range files {
		version, err := goose.NumericComponent(file)
		if err != nil {
			return nil, fmt.Errorf("migration %s: %w", file, err)
		}
		if !slices.Contains(done, version) {
			names = append(names, path.Base(file))
		}
	}
	return names, nil
}
