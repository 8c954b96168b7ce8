package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/policy"
)

// Calendar is one version of a calendar as written down (calendar.Spec).
type Calendar struct {
	ID            string          `db:"id"`
	Version       int             `db:"version"`
	Spec          json.RawMessage `db:"spec"`
	Source        string          `db:"source"`
	ImportedBy    string          `db:"imported_by"`
	EffectiveFrom time.Time       `db:"effective_from"`
	Created       time.Time       `db:"created_at"`
}

// Ref is how a case pins a calendar: cn@1.
func (c Calendar) Ref() string { return fmt.Sprintf("%s@%d", c.ID, c.Version) }

const selectCalendars = `
SELECT id, version, spec, source, imported_by, effective_from, created_at FROM calendars ORDER BY id, version`

// Calendars lists every version of every calendar, the latest of an id last.
func (s *Store) Calendars(ctx context.Context) ([]Calendar, error) {
	var rows []Calendar
	if err := list(ctx, s.db, &rows, selectCalendars); err != nil {
		return nil, fmt.Errorf("select calendars: %w", err)
	}
	return rows, nil
}

// Policies lists every published version, the latest of an id last.
func (s *Store) Policies(ctx context.Context) ([]policy.Policy, error) {
	return docs[policy.Policy](ctx, s.db, "policies", `SELECT doc FROM policies ORDER BY id, version`)
}

// Items lists the catalogue in its own order.
func (s *Store) Items(ctx context.Context) ([]policy.Item, error) {
	return docs[policy.Item](ctx, s.db, "items", `SELECT doc FROM items ORDER BY ordinal, id`)
}

func docs[T any](ctx context.Context, q querier, what, query string) ([]T, error) {
	var texts []json.RawMessage
	if err := list(ctx, q, &texts, query); err != nil {
		return nil, fmt.Errorf("select %s: %w", what, err)
	}
	out := make([]T, len(texts))
	for i, text := range texts {
		if err := json.Unmarshal(text, &out[i]); err != nil {
			return nil, fmt.Errorf("decode %s: %w", what, err)
		}
	}
	return out, nil
}
