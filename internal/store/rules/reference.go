package rules

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Calendar is one version of a calendar as the binary carries it (calendar.Spec).
type Calendar struct {
	ID            string
	Version       int
	Spec          json.RawMessage
	Source        string
	ImportedBy    string
	EffectiveFrom time.Time
}

// Ref is how a case pins a calendar: cn@1.
func (c Calendar) Ref() string { return fmt.Sprintf("%s@%d", c.ID, c.Version) }

// Policies lists every published version, the latest of an id last.
func (s *Room) Policies(ctx context.Context) ([]policy.Policy, error) {
	return docs[policy.Policy](ctx, s.db, "policies", `SELECT doc FROM policies WHERE state <> 'draft' ORDER BY id, version`)
}

func docs[T any](ctx context.Context, q kernel.Querier, what, query string) ([]T, error) {
	var texts []json.RawMessage
	if err := kernel.List(ctx, q, &texts, query); err != nil {
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
