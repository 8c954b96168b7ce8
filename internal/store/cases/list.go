package cases

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

// ListCases implements core.Store: newest first, with the number of all that
// fit. Clocks are not filled in.
func (s *Room) ListCases(ctx context.Context, f core.CaseFilter) ([]casework.CaseView, int, error) {
	w := kernel.Where{}
	w.Scope(f.Scope)
	w.Equal("kind", string(f.Kind))
	w.Equal("stage", string(f.Stage))
	w.Equal("policy", f.Policy)
	byLight(&w, f.Light)
	if f.Number != "" {
		w.Add("starts_with(number, ?)", f.Number)
	}
	if len(f.Numbers) > 0 {
		w.Add("number = ANY(?)", f.Numbers)
	}
	if len(f.Items) > 0 {
		w.Add("item = ANY(?)", f.Items)
	}
	if f.Known.Any() {
		if err := s.asks.Narrow(ctx, &w, f.Known); err != nil {
			return nil, 0, err
		}
	}
	if f.Open != nil {
		w.Add("open = ?", *f.Open)
	}
	if !f.From.IsZero() {
		w.Add("received_at >= ?", f.From)
	}
	if !f.Until.IsZero() {
		w.Add("received_at < ?", f.Until)
	}
	if !f.StoodAt.IsZero() {
		w.Add("(open OR closed_at >= ?)", f.StoodAt)
	}
	if !f.LateSince.IsZero() {
		w.Add(`number IN (SELECT number FROM clock_now WHERE outcome = 'breach' AND
    (open AND status = 'breached' OR status = 'met' AND ended_at > due_at AND ended_at >= ?))`, f.LateSince)
	}
	if f.Pending {
		w.Add("number = ANY(ARRAY(" + asking + "))")
	}
	rows := []casework.CaseView{}
	query := `SELECT ` + caseColumns + ` FROM case_now` + w.SQL() +
		` ORDER BY registered_at DESC, number DESC` + w.Page(f.Offset, f.Limit)
	if err := kernel.List(ctx, s.db, &rows, query, w.Args...); err != nil {
		return nil, 0, fmt.Errorf("list cases: %w", err)
	}
	for i := range rows {
		if err := readState(&rows[i]); err != nil {
			return nil, 0, err
		}
	}
	total, err := w.Total(ctx, s.db, "case_now", f.Offset, f.Limit, len(rows))
	return rows, total, err
}

// asking are the cases in which something waits for somebody's word. They are found first, by
// index cases_asking: of a condition on a state the database expects that nearly every case
// meets it, and would look at all of them for a page.
const asking = `SELECT number FROM cases WHERE closed_at > now() AND ((state -> 'extension') IS NOT NULL OR (state -> 'urgent') IS NOT NULL AND state -> 'urgent' -> 'granted' IS NULL OR (state -> 'second') IS NOT NULL)`

// byLight keeps cases by the most urgent of their clocks; grey is a case that
// nobody waits for.
func byLight(w *kernel.Where, l casework.Light) {
	switch l {
	case "":
	case casework.Grey:
		w.Add(`number NOT IN (SELECT number FROM clock_now WHERE open AND light <> 'grey')`)
	default:
		w.Add(`number IN (SELECT number FROM clock_now WHERE open GROUP BY number
HAVING min(array_position(ARRAY['red', 'yellow', 'green', 'grey'], light)) =
           array_position(ARRAY['red', 'yellow', 'green', 'grey'], ?))`, string(l))
	}
}
