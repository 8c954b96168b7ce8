package cases

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/store/kernel"
)

// A case that could not be started, and now is, stands still no longer.
const updateStarted = `
WITH freed AS (DELETE FROM parked WHERE number = $1 AND doing = '` + cases.StartStep + `')
UPDATE cases SET started_at = COALESCE(started_at, now()) WHERE number = $1`

// MarkStarted implements cases.Store; the first start stands.
func (s *Room) MarkStarted(ctx context.Context, number string) error {
	n, err := kernel.Exec(ctx, s.db, updateStarted, number)
	if err != nil {
		return fmt.Errorf("mark %s started: %w", number, err)
	}
	if n == 0 {
		return casework.Errorf(casework.NotFound, "case %s", number)
	}
	return nil
}

const selectUnstarted = `
SELECT state FROM cases
WHERE started_at IS NULL AND voided_at IS NULL AND registered_at < $1 AND opens_at <= now()
  AND NOT EXISTS (SELECT FROM parked p WHERE p.number = cases.number AND p.released_at IS NULL)
ORDER BY registered_at, number LIMIT $2`

// Unstarted implements cases.Store.
func (s *Room) Unstarted(ctx context.Context, before time.Time, limit int) ([]casework.State, error) {
	return s.states(ctx, "unstarted", selectUnstarted, before, limit)
}

// A closed case may still wait: an explanation owed outlives it (R059).
const selectSuspects = `
SELECT state FROM cases
WHERE next_at < $1 AND next_at < 'infinity' AND started_at < $1 AND voided_at IS NULL
ORDER BY next_at, number LIMIT $2`

// Suspects implements cases.Store. A started case whose first step never came
// is one of them.
func (s *Room) Suspects(ctx context.Context, before time.Time, limit int) ([]casework.State, error) {
	return s.states(ctx, "suspect", selectSuspects, before, limit)
}

func (s *Room) states(ctx context.Context, what, query string, before time.Time, limit int) ([]casework.State, error) {
	var texts []json.RawMessage
	if err := kernel.List(ctx, s.db, &texts, query, before, limit); err != nil {
		return nil, fmt.Errorf("select %s cases: %w", what, err)
	}
	out := make([]casework.State, len(texts))
	for i, text := range texts {
		if err := json.Unmarshal(text, &out[i]); err != nil {
			return nil, fmt.Errorf("decode state of %s case: %w", what, err)
		}
	}
	return out, nil
}

// The revision begins again with the run, so that the first step of the new run
// passes the projection's guard and no late one of the old run does. A new run tries
// by itself the step the old one was parked at.
const nextRun = `
WITH gone AS (DELETE FROM parked WHERE number = $1 AND run = $2)
UPDATE cases SET run = run + 1, revision = 0,
       state = state || jsonb_build_object('run', run + 1, 'revision', 0)
WHERE number = $1 AND run = $2 AND voided_at IS NULL
RETURNING state`

// NextRun implements cases.Store. The state comes back with the new run and
// revision 0.
func (s *Room) NextRun(ctx context.Context, number string, run int) (casework.State, error) {
	var state casework.State
	var text json.RawMessage
	err := kernel.Get(ctx, s.db, &text, nextRun, number, run)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return state, casework.Errorf(casework.CaseNotClosed, "case %s is no longer in run %d", number, run)
	case err != nil:
		return state, fmt.Errorf("take next run of %s: %w", number, err)
	}
	if err := json.Unmarshal(text, &state); err != nil {
		return state, fmt.Errorf("decode state of %s: %w", number, err)
	}
	return state, nil
}
