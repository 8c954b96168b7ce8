package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.temporal.io/server/common/log"
	v12 "go.temporal.io/server/schema/postgresql/v12"
	"go.temporal.io/server/tools/common/schema"
)

// upgrade brings both databases to the schema this binary was built with and
// leaves visibility with the indexes Shixian uses.
func upgrade(ctx context.Context, pg postgres) error {
	err := inTransaction(ctx, pg, historyDatabase, func(tx *schemaTx) error {
		return tx.migrate("postgresql/v12/temporal", v12.Version)
	})
	if err != nil {
		return err
	}
	return inTransaction(ctx, pg, visibilityDatabase, func(tx *schemaTx) error {
		if err := tx.restoreIndexes(v12.VisibilityVersion); err != nil {
			return err
		}
		if err := tx.migrate("postgresql/v12/visibility", v12.VisibilityVersion); err != nil {
			return err
		}
		return tx.trimIndexes()
	})
}

// schemaTx runs the server's schema tasks in one transaction. Their own
// connection (tools/sql) commits statement by statement, and a machine that
// dies in the middle leaves a database no later start can upgrade.
type schemaTx struct {
	ctx      context.Context
	tx       *sql.Tx
	database string
}

var _ schema.DB = (*schemaTx)(nil)

func inTransaction(ctx context.Context, pg postgres, database string, work func(*schemaTx) error) error {
	db, err := pg.open(database)
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("open database %s: %w", database, err)
	}
	defer tx.Rollback() // after a commit it does nothing
	if err := work(&schemaTx{ctx: ctx, tx: tx, database: database}); err != nil {
		return fmt.Errorf("upgrade database %s: %w", database, err)
	}
	return tx.Commit()
}

// migrate sets up an empty database and upgrades an older one; a newer one is
// refused, for an older server would misread it.
func (s *schemaTx) migrate(name, target string) error {
	logger := log.NewNoopLogger()
	setup := &schema.SetupConfig{InitialVersion: "0.0"}
	if err := schema.NewSetupSchemaTask(s, setup, logger).Run(); err != nil {
		return err
	}
	if err := schema.NewUpdateSchemaTask(s, &schema.UpdateConfig{SchemaName: name}, logger).Run(); err != nil {
		return err
	}
	if version, err := s.ReadSchemaVersion(); err != nil || version != target {
		return errors.Join(err, fmt.Errorf("schema version %q, this engine needs %q", version, target))
	}
	return nil
}

// Exec runs one statement. Indexes of an upgrade are built inside the
// transaction: nobody else is connected, so nothing is gained concurrently.
func (s *schemaTx) Exec(stmt string, args ...any) error {
	_, err := s.tx.ExecContext(s.ctx, strings.Replace(stmt, "INDEX CONCURRENTLY", "INDEX", 1), args...)
	return err
}

// DropAllTables is refused: the engine never empties a database.
func (s *schemaTx) DropAllTables() error {
	return errors.New("the engine drops no tables")
}

// The version tables are those of temporal-sql-tool; the server reads them
// when it starts.
const (
	createVersion = `
		CREATE TABLE IF NOT EXISTS schema_version (
			version_partition INT NOT NULL,
			db_name VARCHAR(255) NOT NULL,
			creation_time TIMESTAMP,
			curr_version VARCHAR(64),
			min_compatible_version VARCHAR(64),
			PRIMARY KEY (version_partition, db_name))`
	createVersionHistory = `
		CREATE TABLE IF NOT EXISTS schema_update_history (
			version_partition INT NOT NULL,
			year INT NOT NULL,
			month INT NOT NULL,
			update_time TIMESTAMP NOT NULL,
			description VARCHAR(255),
			manifest_md5 VARCHAR(64),
			new_version VARCHAR(64),
			old_version VARCHAR(64),
			PRIMARY KEY (version_partition, year, month, update_time))`
	readVersion  = `SELECT curr_version FROM schema_version WHERE version_partition = 0 AND db_name = $1`
	writeVersion = `
		INSERT INTO schema_version (version_partition, db_name, creation_time, curr_version, min_compatible_version)
		VALUES (0, $1, $2, $3, $4)
		ON CONFLICT (version_partition, db_name) DO UPDATE
		SET creation_time = excluded.creation_time, curr_version = excluded.curr_version,
		    min_compatible_version = excluded.min_compatible_version`
	writeVersionHistory = `
		INSERT INTO schema_update_history
			(version_partition, year, month, update_time, old_version, new_version, manifest_md5, description)
		VALUES (0, $1, $2, $3, $4, $5, $6, $7)`
)

// CreateSchemaVersionTables makes the two version tables unless they exist.
func (s *schemaTx) CreateSchemaVersionTables() error {
	return errors.Join(s.Exec(createVersion), s.Exec(createVersionHistory))
}

// ReadSchemaVersion returns sql.ErrNoRows for a database not yet set up.
func (s *schemaTx) ReadSchemaVersion() (string, error) {
	var version string
	err := s.tx.QueryRowContext(s.ctx, readVersion, s.database).Scan(&version)
	return version, err
}

// UpdateSchemaVersion records the version reached.
func (s *schemaTx) UpdateSchemaVersion(newVersion, minCompatibleVersion string) error {
	return s.Exec(writeVersion, s.database, time.Now().UTC(), newVersion, minCompatibleVersion)
}

// WriteSchemaUpdateLog records how it was reached.
func (s *schemaTx) WriteSchemaUpdateLog(oldVersion, newVersion, manifestMD5, description string) error {
	now := time.Now().UTC()
	return s.Exec(writeVersionHistory, now.Year(), int(now.Month()), now, oldVersion, newVersion, manifestMD5, description)
}

// Close leaves the transaction to whoever opened it.
func (s *schemaTx) Close() {}

// Type names the family of embedded schemas.
func (s *schemaTx) Type() string { return "sql" }
