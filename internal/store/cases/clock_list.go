package cases

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

const clockColumns = `number, name, round, rule, basis, owner, post, post_name, holder, holder_name, outcome, status,
       start_at, limit_text, granted, due_at, due_date, provisional, near_at, half_at, ended_at, prompt, light,
       kind, item, item_name, item_version, stage, turn, urgent,
       COALESCE((SELECT k.state->>'intake' FROM cases k WHERE k.number = clock_now.number), '') AS intake`

const selectClocks = `SELECT ` + clockColumns + ` FROM clock_now WHERE number = $1 ORDER BY start_at, name, round`

// Clocks implements core.Store: every round of every clock of a case.
func (s *Room) Clocks(ctx context.Context, number string) ([]casework.ClockView, error) {
	rows := []casework.ClockView{}
	if err := kernel.List(ctx, s.db, &rows, selectClocks, number); err != nil {
		return nil, fmt.Errorf("select clocks of %s: %w", number, err)
	}
	return rows, nil
}

const selectConcerned = `SELECT number FROM cases WHERE concerned = $1 AND (closed_at = 'infinity' OR next_at < 'infinity')`

// deskOf keeps the open clocks of a desk, whatever their light: those of the posts
// he stands on and those he owes himself. Few owe any; the others' desks ask for
// their posts alone, which an index finds.
func (s *Room) deskOf(ctx context.Context, f core.ClockFilter) (kernel.Where, error) {
	w := kernel.Where{}
	w.Add("open")
	w.Scope(f.Scope)
	if f.Holder == "" {
		return w, nil
	}
	w.Add("number NOT IN (SELECT number FROM cases WHERE accused = ?)", f.Holder)
	w.Add("number NOT IN (SELECT number FROM beside WHERE person = ?)", f.Holder)
	var own []string
	if err := kernel.List(ctx, s.db, &own, selectConcerned, f.Holder); err != nil {
		return w, fmt.Errorf("cases about %s: %w", f.Holder, err)
	}
	if len(own) == 0 {
		w.Add("on_post = ?", f.Holder)
		return w, nil
	}
	w.Add("(on_post = ? OR owner = '"+string(casework.PersonConcerned)+"' AND number = ANY(?))", f.Holder, own)
	return w, nil
}

// ListClocks implements cases.Store: clocks that wait for somebody, by light, the
// urgent matters first within it (R053), then by due date; paused ones last, with
// the number of all that fit.
func (s *Room) ListClocks(ctx context.Context, f core.ClockFilter) ([]casework.ClockView, int, error) {
	w, err := s.deskOf(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	switch {
	case f.Light == core.DueToday:
		w.Add("light = 'yellow' AND due_at <= ?", f.Midnight)
	case f.Light == casework.Yellow && !f.Midnight.IsZero():
		w.Add("light = 'yellow' AND due_at > ?", f.Midnight)
	default:
		w.Equal("light", string(f.Light))
	}
	rows := []casework.ClockView{}
	query := `SELECT ` + clockColumns + ` FROM clock_now` + w.SQL() +
		` ORDER BY array_position(ARRAY['red', 'yellow', 'green', 'grey'], light), NOT urgent, due_at, number, name` + w.Page(f.Offset, f.Limit)
	if err := kernel.List(ctx, s.db, &rows, query, w.Args...); err != nil {
		return nil, 0, fmt.Errorf("list clocks: %w", err)
	}
	total, err := w.Total(ctx, s.db, "clock_now", f.Offset, f.Limit, len(rows))
	return rows, total, err
}
