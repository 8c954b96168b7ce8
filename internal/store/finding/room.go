// Package finding keeps by which pieces cases are found (ADR 35): keyed hashes of what
// their kind declares, each bureau's with a key of its own.
//
// It refuses to keep a word, to say who may look, and to answer with a case: whoever lists
// cases narrows his own query by it and opens what he found.
package finding

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/find"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Room is the store's room of this subject.
type Room struct{ db *kernel.DB }

// New furnishes the room.
func New(db *kernel.DB) *Room { return &Room{db: db} }

const (
	selectBureau = `
WITH RECURSIVE above AS (
    SELECT id, parent FROM units WHERE id = $1
    UNION ALL
    SELECT u.id, u.parent FROM units u JOIN above a ON u.id = a.parent
)
SELECT id FROM above WHERE COALESCE(parent, '') = ''`

	selectBureaus = `SELECT id FROM units WHERE COALESCE(parent, '') = '' ORDER BY id`

	insertFoundBy    = `INSERT INTO found_by (number, terms) VALUES ($1, $2) ON CONFLICT (number) DO UPDATE SET terms = excluded.terms`
	deleteNotEntered = `DELETE FROM not_entered WHERE number = $1`
)

// Enter enters a case under what its kind is found by, in the transaction that seals it.
func (s *Room) Enter(ctx context.Context, q kernel.Querier, number string, k casework.Kind, unit string, fields map[string]string) error {
	var pieces []string
	for _, f := range s.db.Kinds.Of(k).Found {
		pieces = append(pieces, piecesOf(f, fields[f.Field])...)
	}
	if len(pieces) > 0 {
		var bureau string
		if err := kernel.Get(ctx, q, &bureau, selectBureau, unit); err != nil {
			return fmt.Errorf("bureau of %s: %w", unit, err)
		}
		if _, err := kernel.Exec(ctx, q, insertFoundBy, number, s.terms(bureau, pieces)); err != nil {
			return fmt.Errorf("enter %s: %w", number, err)
		}
	}
	if _, err := kernel.Exec(ctx, q, deleteNotEntered, number); err != nil {
		return fmt.Errorf("enter %s: %w", number, err)
	}
	return nil
}

func piecesOf(f kind.Finding, value string) []string {
	if f.Number {
		return find.Number(value)
	}
	return find.Words(value)
}

// terms are keyed hashes of pieces, cut to what a column of integers holds: two that fall
// together bring a case too many, which whoever opens it finds out.
func (s *Room) terms(bureau string, pieces []string) pq.Int32Array {
	out := make(pq.Int32Array, 0, len(pieces))
	for _, piece := range pieces {
		h := s.db.Sealer.Content("find v1 " + bureau)
		h.Write([]byte(piece))
		out = append(out, int32(binary.BigEndian.Uint32(h.Sum(nil)))) //nolint:gosec // half of all hashes are negative
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Narrow narrows a list of cases to those that may hold what is known of them, in whichever
// bureau; the list's own reach says in which one may look.
func (s *Room) Narrow(ctx context.Context, w *kernel.Where, known core.Known) error {
	var bureaus []string
	if err := kernel.List(ctx, s.db, &bureaus, selectBureaus); err != nil {
		return fmt.Errorf("bureaus: %w", err)
	}
	var by []string
	var args []any
	for _, bureau := range bureaus {
		for _, pieces := range [][]string{known.Words, known.Number} {
			if len(pieces) > 0 {
				by, args = append(by, "terms @> ?"), append(args, s.terms(bureau, pieces))
			}
		}
	}
	w.Add("number IN (SELECT number FROM found_by WHERE "+strings.Join(append(by, "false"), " OR ")+")", args...)
	return nil
}

const (
	selectNotEntered = `SELECT u.number, c.kind, c.unit FROM not_entered u JOIN cases c USING (number) LIMIT $1 FOR UPDATE OF u SKIP LOCKED`
	selectFields     = `SELECT id, field, key_id, data FROM sealed_values WHERE number = $1 AND NOT is_text`
)

// EnterSome enters up to most of the cases that are not entered yet and tells how many.
func (s *Room) EnterSome(ctx context.Context, most int) (n int, err error) {
	err = s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		var rows []struct {
			Number, Unit string
			Kind         casework.Kind
		}
		if err := kernel.List(ctx, tx, &rows, selectNotEntered, most); err != nil {
			return fmt.Errorf("select cases to enter: %w", err)
		}
		for n = range rows {
			if err := s.enterSealed(ctx, tx, rows[n].Number, rows[n].Kind, rows[n].Unit); err != nil {
				return err
			}
		}
		n = len(rows)
		return nil
	})
	return n, err
}

func (s *Room) enterSealed(ctx context.Context, tx *sqlx.Tx, number string, k casework.Kind, unit string) error {
	var sealed []kernel.Sealed
	if len(s.db.Kinds.Of(k).Found) > 0 {
		if err := kernel.List(ctx, tx, &sealed, selectFields, number); err != nil {
			return fmt.Errorf("select fields of %s: %w", number, err)
		}
	}
	fields, err := s.db.Open(sealed, func(r kernel.Sealed) string { return r.Field })
	if err != nil {
		return err
	}
	return s.Enter(ctx, tx, number, k, unit, fields)
}
