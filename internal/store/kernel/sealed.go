package kernel

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"maps"
	"slices"
	"strings"

	"github.com/shixian/shixian/internal/casework"
)

// Sealing is one value on its way to the table.
type Sealing struct {
	Number, Field, Plain, By string
	IsText                   bool
}

const insertSealed = `
INSERT INTO sealed_values (id, number, field, is_text, key_id, data, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)`

// Seal encrypts a value and stores it under a new id, which it returns.
func (d *DB) Seal(ctx context.Context, q Querier, v Sealing) (string, error) {
	id := rand.Text()
	keyID, data, err := d.Sealer.Seal(id, v.Plain)
	if err != nil {
		return "", fmt.Errorf("seal %s: %w", v.Field, err)
	}
	_, err = Exec(ctx, q, insertSealed, id, Optional(v.Number), v.Field, v.IsText, keyID, data, v.By)
	switch {
	case Violates(err, ForeignKeyViolation, "sealed_values_number_fkey"):
		return "", casework.Errorf(casework.NotFound, "case %s", v.Number)
	case err != nil:
		return "", fmt.Errorf("insert sealed %s: %w", v.Field, err)
	}
	return id, nil
}

// Sealed is one value as the table has it.
type Sealed struct {
	ID    string
	Field string
	KeyID string `db:"key_id"`
	Data  []byte
}

// Open opens values, each under the name it is to have.
func (d *DB) Open(rows []Sealed, name func(Sealed) string) (map[string]string, error) {
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		plain, err := d.Sealer.Open(r.ID, r.KeyID, r.Data)
		if err != nil {
			return nil, fmt.Errorf("open sealed %s: %w", r.ID, err)
		}
		out[name(r)] = plain
	}
	return out, nil
}

// noHead is the head of a case that has none.
const noHead = "none"

// HeadColumn brings with a row of view case_now, unopened, by what people tell the case from its
// fellows: whoever may open it need not ask again.
func (d *DB) HeadColumn() string {
	when := ""
	for _, k := range d.Kinds.All() {
		if field := k.Head(); field != "" {
			when += fmt.Sprintf(" WHEN '%s' THEN '%s'", k.Kind, field)
		}
	}
	if when == "" {
		return `'` + noHead + `' AS head`
	}
	return `COALESCE((SELECT concat_ws(' ', h.id, h.key_id, encode(h.data, 'hex')) FROM sealed_values h
       WHERE h.number = case_now.number AND NOT h.is_text AND h.field = CASE case_now.kind` + when + ` END), '` + noHead + `') AS head`
}

// OpenHead opens what HeadColumn brought.
func (d *DB) OpenHead(head string) (string, error) {
	if head == noHead {
		return "", nil
	}
	parts := strings.Fields(head)
	if len(parts) != 3 {
		return "", errors.New("open sealed head: it is none")
	}
	data, err := hex.DecodeString(parts[2])
	if err != nil {
		return "", fmt.Errorf("open sealed head %s: %w", parts[0], err)
	}
	plain, err := d.Sealer.Open(parts[0], parts[1], data)
	if err != nil {
		return "", fmt.Errorf("open sealed head %s: %w", parts[0], err)
	}
	return plain, nil
}

// SortedKeys are the keys of a map in their order.
func SortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Sealer encrypts personal values. The id of the row is bound into the seal, so
// that a value moved to another row does not open.
type Sealer interface {
	Seal(id, plain string) (keyID string, data []byte, err error)
	Open(id, keyID string, data []byte) (string, error)
	// Content is a keyed digest of what is written to it, within a domain: it
	// finds what was stored before and cannot be guessed at.
	Content(domain string) hash.Hash
}
