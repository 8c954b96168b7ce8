package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// sealing is one value on its way to the table.
type sealing struct {
	number, field, plain, by string
	isText                   bool
}

const insertSealed = `
INSERT INTO sealed_values (id, number, field, is_text, key_id, data, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)`

// seal encrypts a value and stores it under a new id, which it returns.
func (s *Store) seal(ctx context.Context, q querier, v sealing) (string, error) {
	id := rand.Text()
	keyID, data, err := s.sealer.Seal(id, v.plain)
	if err != nil {
		return "", fmt.Errorf("seal %s: %w", v.field, err)
	}
	_, err = exec(ctx, q, insertSealed, id, optional(v.number), v.field, v.isText, keyID, data, v.by)
	switch {
	case violates(err, foreignKeyViolation, "sealed_values_number_fkey"):
		return "", casework.Errorf(casework.NotFound, "case %s", v.number)
	case err != nil:
		return "", fmt.Errorf("insert sealed %s: %w", v.field, err)
	}
	return id, nil
}

// SaveText implements counter.Store.
func (s *Store) SaveText(ctx context.Context, by, number, text string) (string, error) {
	return s.seal(ctx, s.db, sealing{number, "text", text, by, true})
}

const (
	selectFields = `
SELECT id, field, key_id, data FROM sealed_values WHERE number = $1 AND NOT is_text`

	// A text written before its case was named opens on the case that uses it.
	selectTexts = `
SELECT id, field, key_id, data FROM sealed_values
WHERE id = ANY($2) AND is_text AND (number = $1 OR number IS NULL)`
)

type sealedRow struct {
	ID    string
	Field string
	KeyID string `db:"key_id"`
	Data  []byte
}

// OpenFields implements counter.Store: the personal fields of a case by name.
func (s *Store) OpenFields(ctx context.Context, number string) (map[string]string, error) {
	var rows []sealedRow
	if err := list(ctx, s.db, &rows, selectFields, number); err != nil {
		return nil, fmt.Errorf("select fields of %s: %w", number, err)
	}
	return s.open(rows, func(r sealedRow) string { return r.Field })
}

const selectFieldNames = `SELECT field FROM sealed_values WHERE number = $1 AND NOT is_text ORDER BY field`

// FieldNames implements counter.Store.
func (s *Store) FieldNames(ctx context.Context, number string) ([]string, error) {
	names := []string{}
	if err := list(ctx, s.db, &names, selectFieldNames, number); err != nil {
		return nil, fmt.Errorf("select field names of %s: %w", number, err)
	}
	return names, nil
}

// OpenTexts implements counter.Store: texts by id. Ids of other cases are left out.
func (s *Store) OpenTexts(ctx context.Context, number string, ids []string) (map[string]string, error) {
	if len(ids) == 0 {
		return map[string]string{}, nil
	}
	return s.textsIn(ctx, s.db, number, ids)
}

func (s *Store) textsIn(ctx context.Context, q querier, number string, ids []string) (map[string]string, error) {
	var rows []sealedRow
	if err := list(ctx, q, &rows, selectTexts, number, ids); err != nil {
		return nil, fmt.Errorf("select texts of %s: %w", number, err)
	}
	return s.open(rows, func(r sealedRow) string { return r.ID })
}

func (s *Store) open(rows []sealedRow, name func(sealedRow) string) (map[string]string, error) {
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		plain, err := s.sealer.Open(r.ID, r.KeyID, r.Data)
		if err != nil {
			return nil, fmt.Errorf("open sealed %s: %w", r.ID, err)
		}
		out[name(r)] = plain
	}
	return out, nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
