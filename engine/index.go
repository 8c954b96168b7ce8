package main

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// usedIndexes are those of executions_visibility that a query of Shixian, of
// its operators or of the UI's lists can use. The other fifty-odd serve
// attributes nobody sets, and cost 15 times the bytes and 3 times the WAL.
var usedIndexes = []string{
	"executions_visibility_pkey",
	"default_idx", // close time, start time, run id: the order of every list
	"by_workflow_id",
	"by_workflow_type",
	"by_status",
	"by_keyword_01", // Kind, see searchAttributes
	"by_keyword_02", // Unit
}

// A dropped index is remembered: an upgrade may name it, and then finds it.
const (
	createDropped = `
		CREATE TABLE IF NOT EXISTS shixian_dropped_index (
			name TEXT PRIMARY KEY,
			definition TEXT NOT NULL)`
	listIndexes = `
		SELECT indexname, indexdef FROM pg_indexes
		WHERE schemaname = current_schema() AND tablename = 'executions_visibility'
		ORDER BY indexname`
	listDropped = `
		SELECT name, definition FROM shixian_dropped_index
		WHERE to_regclass(quote_ident(name)) IS NULL ORDER BY name`
	rememberIndex = `
		INSERT INTO shixian_dropped_index (name, definition) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET definition = excluded.definition`
	forgetIndexes = `DELETE FROM shixian_dropped_index`
)

type index struct{ name, definition string }

// restoreIndexes puts back what trimIndexes took when an upgrade is due. Must
// run before the upgrade.
func (s *schemaTx) restoreIndexes(target string) error {
	if err := errors.Join(s.CreateSchemaVersionTables(), s.Exec(createDropped)); err != nil {
		return err
	}
	version, err := s.ReadSchemaVersion()
	if err == nil && version == target || errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	dropped, err := s.indexes(listDropped)
	if err != nil {
		return err
	}
	for _, ix := range dropped {
		if err := s.Exec(ix.definition); err != nil {
			return fmt.Errorf("restore index %s: %w", ix.name, err)
		}
	}
	return s.Exec(forgetIndexes)
}

// trimIndexes drops every index outside usedIndexes; nothing to do is the
// usual case.
func (s *schemaTx) trimIndexes() error {
	present, err := s.indexes(listIndexes)
	if err != nil {
		return err
	}
	for _, ix := range present {
		if slices.Contains(usedIndexes, ix.name) {
			continue
		}
		err := s.Exec(rememberIndex, ix.name, ix.definition)
		if err == nil {
			err = s.Exec(fmt.Sprintf("DROP INDEX %q", ix.name))
		}
		if err != nil {
			return fmt.Errorf("drop index %s: %w", ix.name, err)
		}
	}
	return nil
}

func (s *schemaTx) indexes(query string) ([]index, error) {
	rows, err := s.tx.QueryContext(s.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("list indexes: %w", err)
	}
	defer rows.Close()
	var found []index
	for rows.Next() {
		var ix index
		if err := rows.Scan(&ix.name, &ix.definition); err != nil {
			return nil, fmt.Errorf("list indexes: %w", err)
		}
		found = append(found, ix)
	}
	return found, rows.Err()
}
