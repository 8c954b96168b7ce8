package cases

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

// oneOfAKey is the constraint that keeps one case of a key.
const oneOfAKey = "cases_registered_key_key"

// RegisterCase implements cases.Store. Numbers of a kind and year are
// consecutive, whatever is registered at the same time.
func (s *Room) RegisterCase(ctx context.Context, in core.NewCase) (string, bool, error) {
	if number, err := registered(ctx, s.db, in); number != "" || err != nil {
		return number, number != "", err
	}
	var number string
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		var err error
		number, err = s.register(ctx, tx, in)
		return err
	})
	switch {
	case kernel.Violates(err, kernel.UniqueViolation, oneOfAKey): // the same key, a moment earlier
		first, err := registered(ctx, s.db, in)
		return first, first != "", err
	case kernel.Violates(err, kernel.ForeignKeyViolation, "cases_unit_fkey"):
		return "", false, casework.FieldError(casework.Invalid, "unit", "")
	case kernel.Violates(err, kernel.ForeignKeyViolation, "cases_post_fkey"):
		return "", false, casework.FieldError(casework.Invalid, "post", "")
	case err != nil:
		return "", false, fmt.Errorf("register %s: %w", in.Kind, err)
	}
	return number, false, nil
}

// errKeepNone undoes a transaction whose outcome alone was asked for.
var errKeepNone = errors.New("keep none of them")

// RegisterCases implements cases.Store: all of them in one transaction, or none. A second
// time finds what another has taken in a moment earlier.
func (s *Room) RegisterCases(ctx context.Context, in []core.NewCase, dry bool) (out []core.Registered, err error) {
	for range 2 {
		if out, err = s.registerAll(ctx, in, dry); !kernel.Violates(err, kernel.UniqueViolation, oneOfAKey) {
			break
		}
	}
	return out, err
}

func (s *Room) registerAll(ctx context.Context, in []core.NewCase, dry bool) (out []core.Registered, err error) {
	out = make([]core.Registered, len(in))
	err = s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		keep := !dry
		for i, one := range in {
			number, err := registered(ctx, tx, one)
			out[i] = core.Registered{Number: number, Known: number != "", Other: casework.CodeOf(err) == casework.KeyReused}
			switch {
			case out[i].Other:
				keep = false
			case err != nil:
				return err
			case number == "":
				if out[i].Number, err = s.register(ctx, tx, one); err != nil {
					return err
				}
			}
		}
		if !keep {
			return errKeepNone
		}
		return nil
	})
	if errors.Is(err, errKeepNone) {
		return out, nil
	}
	if err != nil {
		return nil, fmt.Errorf("register %d cases: %w", len(in), err)
	}
	return out, nil
}

const selectRegistered = `SELECT number, digest FROM cases WHERE registered_key = $1`

// registered finds the case that took the key, "" when none did.
func registered(ctx context.Context, q kernel.Querier, in core.NewCase) (string, error) {
	if in.Key == "" {
		return "", nil
	}
	var row struct {
		Number string
		Digest []byte
	}
	err := kernel.Get(ctx, q, &row, selectRegistered, in.Key)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("select registered %s: %w", in.Kind, err)
	case !bytes.Equal(row.Digest, in.Digest):
		return "", casework.Errorf(casework.KeyReused, "case %s", row.Number)
	}
	return row.Number, nil
}

// CaseOfKey is the number of the case that was taken in under a key, "" where none was.
func (s *Room) CaseOfKey(ctx context.Context, key string) (number string, err error) {
	err = kernel.Get(ctx, s.db, &number, `SELECT number FROM cases WHERE registered_key = $1`, key)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("select the case of a key: %w", err)
	}
	return number, nil
}

const insertCase = `
INSERT INTO cases (number, kind, item, unit, post, stage, prev_stage, stage_at, received_at, registered_at,
                   registered_by, materials, opens_at, next_at, state, registered_key, digest)
VALUES ($1, $2, $3, $4, $5, $6, $6, now(), $7, $8, $9, $10, now(), $8, $11, $12, $13)`

func (s *Room) register(ctx context.Context, tx *sqlx.Tx, in core.NewCase) (string, error) {
	received, registered := kernel.Stamp(in.Received), kernel.Stamp(in.Registered)
	number, err := s.nextNumber(ctx, tx, in.Kind, registered.In(s.db.Zone).Year())
	if err != nil {
		return "", err
	}
	stage := s.db.Kinds.Of(in.Kind).Opens
	state, err := kernel.JSON(casework.State{
		Number: number, Kind: in.Kind, Item: in.Item, Unit: in.Unit, Post: in.Post, Run: 1,
		Stage: stage, Received: received, Registered: registered, Entry: in.Entry, Facts: in.Facts, Term: in.Term,
	})
	if err != nil {
		return "", err
	}
	materials := in.Materials
	if materials == nil {
		materials = []string{}
	}
	if _, err := kernel.Exec(ctx, tx, insertCase, number, in.Kind, in.Item, in.Unit, in.Post, stage, received, registered,
		in.By, materials, state, kernel.Optional(in.Key), in.Digest); err != nil {
		return "", err
	}
	if err := s.asks.Term(ctx, tx, number, in); err != nil {
		return "", err
	}
	if err := s.checkDuties(ctx, tx, number, in); err != nil {
		return "", err
	}
	if in.CodeHash != nil {
		if err := saveCode(ctx, tx, number, in.CodeHash); err != nil {
			return "", err
		}
	}
	for _, field := range kernel.SortedKeys(in.Fields) {
		if _, err := s.db.Seal(ctx, tx, kernel.Sealing{Number: number, Field: field, Plain: in.Fields[field], By: in.By}); err != nil {
			return "", err
		}
	}
	return number, s.asks.Enter(ctx, tx, number, in.Kind, in.Unit, in.Fields)
}

const (
	// Those of one bureau are registered one at a time, so that the second sees the first.
	lockDuties = `SELECT pg_advisory_xact_lock(hashtextextended('duties ' || $1, 0))`

	selectDuties = `
SELECT count(*) FROM cases WHERE kind = $3 AND unit = ANY($1) AND number <> $2 AND closed_at > now() AND voided_at IS NULL`
)

// checkDuties refuses a bureau its standing duties a second time while the first
// case stands: two of them would file and miss the same round (R100).
func (s *Room) checkDuties(ctx context.Context, tx *sqlx.Tx, number string, in core.NewCase) error {
	if in.Kind != s.db.Kinds.Standing() {
		return nil
	}
	if _, err := kernel.Exec(ctx, tx, lockDuties, in.Unit); err != nil {
		return fmt.Errorf("lock duties of %s: %w", in.Unit, err)
	}
	var standing int
	err := kernel.Get(ctx, tx, &standing, selectDuties, in.Within, number, in.Kind)
	switch {
	case err != nil:
		return fmt.Errorf("count duties of %s: %w", in.Unit, err)
	case standing > 0:
		return casework.FieldError(casework.DutiesStand, "item", "R100")
	}
	return nil
}
