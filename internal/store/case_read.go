package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
)

const caseColumns = `number, kind, item, item_name, class, unit, unit_name, post, post_name, holder, holder_name,
       stage, turn, received_at, registered_at, registered_by, started_at, run, revision, policy, calendar,
       result, closed_at, COALESCE(state -> 'cause' ->> 'number', '') AS parent, light, urgent, state`

const (
	selectCase = `SELECT ` + caseColumns + ` FROM case_now WHERE number = $1`

	selectOpened = `
SELECT number FROM cases WHERE parent = $1 AND kind = 'accountability' AND opens_at <= now() AND voided_at IS NULL
ORDER BY registered_at, number`
)

// Case implements counter.Store: the case with its clocks and the cases it
// opened. One that is void, or whose opening lies ahead, is NotFound.
func (s *Store) Case(ctx context.Context, number string) (casework.CaseView, error) {
	var v casework.CaseView
	err := get(ctx, s.db, &v, selectCase, number)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return v, casework.Errorf(casework.NotFound, "case %s", number)
	case err != nil:
		return v, fmt.Errorf("select case %s: %w", number, err)
	}
	if err := readState(&v); err != nil {
		return v, err
	}
	if v.Clocks, err = s.Clocks(ctx, number); err != nil {
		return v, err
	}
	if v.Kind == casework.Accountability { // what was split from it stands among the links
		return v, s.beside(ctx, &v)
	}
	if err := list(ctx, s.db, &v.Opened, selectOpened, number); err != nil {
		return v, fmt.Errorf("select cases opened by %s: %w", number, err)
	}
	return v, nil
}

// readState takes out of the state what readers see of it.
func readState(v *casework.CaseView) error {
	var state struct {
		Extension *casework.Extension `json:"extension"`
	}
	if err := json.Unmarshal(v.State, &state); err != nil {
		return fmt.Errorf("decode state of %s: %w", v.Number, err)
	}
	v.Extension = state.Extension
	return nil
}
