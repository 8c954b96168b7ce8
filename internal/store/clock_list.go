package store

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

const clockColumns = `number, name, round, rule, basis, owner, post, post_name, holder, holder_name, outcome, status,
       start_at, limit_text, granted, due_at, due_date, provisional, near_at, half_at, ended_at, prompt, light,
       kind, item, item_name, stage, turn`

const selectClocks = `SELECT ` + clockColumns + ` FROM clock_now WHERE number = $1 ORDER BY start_at, name, round`

// Clocks implements counter.Store: every round of every clock of a case.
func (s *Store) Clocks(ctx context.Context, number string) ([]casework.ClockView, error) {
	rows := []casework.ClockView{}
	if err := list(ctx, s.db, &rows, selectClocks, number); err != nil {
		return nil, fmt.Errorf("select clocks of %s: %w", number, err)
	}
	return rows, nil
}

// ListClocks implements counter.Store: clocks that wait for somebody, the most
// urgent first, paused ones last, with the number of all that fit.
func (s *Store) ListClocks(ctx context.Context, f counter.ClockFilter) ([]casework.ClockView, int, error) {
	w := where{}
	w.add("open")
	w.scope(f.Scope)
	w.equal("on_post", f.Holder)
	w.equal("light", string(f.Light))
	var total int
	if err := get(ctx, s.db, &total, `SELECT count(*) FROM clock_now`+w.sql(), w.args...); err != nil {
		return nil, 0, fmt.Errorf("count clocks: %w", err)
	}
	rows := []casework.ClockView{}
	query := `SELECT ` + clockColumns + ` FROM clock_now` + w.sql() +
		` ORDER BY status = 'paused', due_at, number, name` + w.page(f.Offset, f.Limit)
	if err := list(ctx, s.db, &rows, query, w.args...); err != nil {
		return nil, 0, fmt.Errorf("list clocks: %w", err)
	}
	return rows, total, nil
}
