package papers

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	insertEntry = `
INSERT INTO register_entries (register, subject, field, id, key_id, data, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`

	selectEntries = `
SELECT subject, field, id, key_id, data FROM register_entries WHERE register = $1 AND subject = ANY($2)`
)

// AddEntry implements papers.Store.
func (s *Room) AddEntry(ctx context.Context, e papers.Entry) error {
	id := rand.Text()
	keyID, data, err := s.db.Sealer.Seal(id, e.Value)
	if err != nil {
		return fmt.Errorf("seal entry of %s: %w", e.Register, err)
	}
	_, err = kernel.Exec(ctx, s.db, insertEntry, e.Register, e.Subject, e.Field, id, keyID, data, e.By)
	switch {
	case kernel.Violates(err, kernel.UniqueViolation, "register_entries_once"):
		return casework.FieldError(casework.EntryMade, e.Field, "")
	case err != nil:
		return fmt.Errorf("insert entry of %s: %w", e.Register, err)
	}
	return nil
}

// Entries implements papers.Store.
func (s *Room) Entries(ctx context.Context, register string, subjects []string) (map[string]map[string]string, error) {
	var rows []struct {
		Subject string
		kernel.Sealed
	}
	if err := kernel.List(ctx, s.db, &rows, selectEntries, register, subjects); err != nil {
		return nil, fmt.Errorf("select entries of %s: %w", register, err)
	}
	out := map[string]map[string]string{}
	for _, r := range rows {
		value, err := s.db.Sealer.Open(r.ID, r.KeyID, r.Data)
		if err != nil {
			return nil, fmt.Errorf("open entry of %s: %w", register, err)
		}
		if out[r.Subject] == nil {
			out[r.Subject] = map[string]string{}
		}
		out[r.Subject][r.Field] = value
	}
	return out, nil
}
