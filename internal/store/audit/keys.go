package audit

import (
	"bytes"
	"context"
	"crypto/hmac"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/store/kernel"
)

// KeyPrint tells one key from all others and tells nothing of it.
type KeyPrint struct {
	ID    string
	Print []byte
}

// KeyTrial is what a process brings to prove that its keys are this database's.
type KeyTrial struct {
	Prints []KeyPrint
	MAC    string                                 // the id under which the secret of the audit chain stands among them
	Link   func(prev []byte, row AuditRow) []byte // nil: the chain is not tried
}

// ForeignKeys says which keys do not fit this database: Lost are those it knows and
// the file has not, Other those that bear a known name and are another key.
type ForeignKeys struct{ Lost, Other []string }

func (e *ForeignKeys) Error() string {
	var parts []string
	if len(e.Lost) > 0 {
		parts = append(parts, "no key "+strings.Join(e.Lost, ", "))
	}
	if len(e.Other) > 0 {
		parts = append(parts, "another key under the name "+strings.Join(e.Other, ", "))
	}
	return "the key file is not this database's: " + strings.Join(parts, "; ")
}

const (
	selectPrints = `SELECT id, print FROM key_prints`
	lockPrints   = `LOCK TABLE key_prints IN SHARE ROW EXCLUSIVE MODE`
	insertPrint  = `INSERT INTO key_prints (id, print) VALUES ($1, $2)`
)

// CheckKeys tells whether the keys are this database's: *ForeignKeys if not. It
// writes nothing.
func (s *Room) CheckKeys(ctx context.Context, t KeyTrial) error {
	_, err := s.judgeKeys(ctx, s.db, t)
	return err
}

// AdmitKeys is CheckKeys, and keeps the prints of keys it had not seen. One process
// at a time, so that two with two files cannot both be the first.
func (s *Room) AdmitKeys(ctx context.Context, t KeyTrial) error {
	return s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := kernel.Exec(ctx, tx, lockPrints); err != nil {
			return fmt.Errorf("lock key prints: %w", err)
		}
		fresh, err := s.judgeKeys(ctx, tx, t)
		if err != nil {
			return err
		}
		for _, p := range fresh {
			if _, err := kernel.Exec(ctx, tx, insertPrint, p.ID, p.Print); err != nil {
				return fmt.Errorf("keep print of key %s: %w", p.ID, err)
			}
		}
		return nil
	})
}

// judgeKeys answers the prints not kept yet.
func (s *Room) judgeKeys(ctx context.Context, q kernel.Querier, t KeyTrial) (fresh []KeyPrint, err error) {
	var known []KeyPrint
	if err := kernel.List(ctx, q, &known, selectPrints); err != nil {
		return nil, fmt.Errorf("select key prints: %w", err)
	}
	foreign := &ForeignKeys{}
	for _, k := range known {
		i := slices.IndexFunc(t.Prints, func(p KeyPrint) bool { return p.ID == k.ID })
		switch {
		case i < 0:
			foreign.Lost = append(foreign.Lost, k.ID)
		case !bytes.Equal(t.Prints[i].Print, k.Print):
			foreign.Other = append(foreign.Other, k.ID)
		}
	}
	for _, p := range t.Prints {
		if !slices.ContainsFunc(known, func(k KeyPrint) bool { return k.ID == p.ID }) {
			fresh = append(fresh, p)
		}
	}
	if len(fresh) > 0 {
		if err := s.tryKeys(ctx, q, t, fresh, foreign); err != nil {
			return nil, err
		}
	}
	if len(known) == 0 && len(t.Prints) > 0 { // sealed before prints were kept
		if err := lostKeys(ctx, q, t, foreign); err != nil {
			return nil, err
		}
	}
	if len(foreign.Lost)+len(foreign.Other) > 0 {
		return nil, foreign
	}
	return fresh, nil
}

const (
	selectNewestSealed = `
SELECT id, field, key_id, data FROM sealed_values WHERE key_id = $1 ORDER BY created_at DESC LIMIT 1`

	selectSealedKeys = `
SELECT key_id FROM (
    SELECT key_id FROM sealed_values UNION SELECT key_id FROM attachments UNION SELECT key_id FROM papers UNION SELECT key_id FROM certificates
) k ORDER BY key_id`

	selectLastLinks = `
SELECT c.seq, a.at, a.actor, a.action, a.object, a.detail, c.link
FROM audit_chain c JOIN audit a ON a.id = c.audit_id WHERE c.seq IS NOT NULL ORDER BY c.seq DESC LIMIT 2`
)

// tryKeys opens, with each key that has no print yet, the newest value sealed under
// its name, and follows the last link of the audit chain with the secret of links.
func (s *Room) tryKeys(ctx context.Context, q kernel.Querier, t KeyTrial, fresh []KeyPrint, foreign *ForeignKeys) error {
	for _, p := range fresh {
		if p.ID == t.MAC {
			fits, err := linkFits(ctx, q, t)
			if err != nil {
				return err
			}
			if !fits {
				foreign.Other = append(foreign.Other, p.ID)
			}
			continue
		}
		var row kernel.Sealed
		err := kernel.Get(ctx, q, &row, selectNewestSealed, p.ID)
		if errors.Is(err, sql.ErrNoRows) {
			continue // it has sealed nothing
		}
		if err != nil {
			return fmt.Errorf("select newest value sealed with %s: %w", p.ID, err)
		}
		if _, err := s.db.Sealer.Open(row.ID, row.KeyID, row.Data); err != nil {
			foreign.Other = append(foreign.Other, p.ID)
		}
	}
	return nil
}

func linkFits(ctx context.Context, q kernel.Querier, t KeyTrial) (bool, error) {
	var rows []SealedRow
	if err := kernel.List(ctx, q, &rows, selectLastLinks); err != nil {
		return false, fmt.Errorf("select last links: %w", err)
	}
	if len(rows) == 0 || t.Link == nil {
		return true, nil
	}
	var prev []byte
	if len(rows) == 2 {
		prev = rows[1].Link
	}
	return hmac.Equal(t.Link(prev, rows[0].AuditRow), rows[0].Link), nil
}

// lostKeys finds names that values are sealed under and the file does not have.
func lostKeys(ctx context.Context, q kernel.Querier, t KeyTrial, foreign *ForeignKeys) error {
	var ids []string
	if err := kernel.List(ctx, q, &ids, selectSealedKeys); err != nil {
		return fmt.Errorf("select keys of sealed values: %w", err)
	}
	for _, id := range ids {
		if !slices.ContainsFunc(t.Prints, func(p KeyPrint) bool { return p.ID == id }) {
			foreign.Lost = append(foreign.Lost, id)
		}
	}
	return nil
}

const selectTables = `
SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relname = 'cases' AND n.nspname = current_schema())`

// Virgin tells whether nothing was ever kept here: not even the tables are made.
func (s *Room) Virgin(ctx context.Context) (bool, error) {
	var made bool
	if err := kernel.Get(ctx, s.db, &made, selectTables); err != nil {
		return false, fmt.Errorf("look for tables: %w", err)
	}
	return !made, nil
}

const selectInstallation = `SELECT id FROM installation`

// Installation is the id this database was born with; a copy has the same.
func (s *Room) Installation(ctx context.Context) (string, error) {
	var id string
	if err := kernel.Get(ctx, s.db, &id, selectInstallation); err != nil {
		return "", fmt.Errorf("select installation: %w", err)
	}
	return id, nil
}
