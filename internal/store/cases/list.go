package cases

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
)

// ListCases implements core.Store: newest first, with the number of all that fit, counted as
// far as the filter says. Clocks are not filled in.
//
// Which cases they are is asked of their own columns alone; only those of the page are read
// with all that is shown of them.
func (s *Room) ListCases(ctx context.Context, f core.CaseFilter) ([]casework.CaseView, int, error) {
	if f.Pending {
		if anything, err := s.anyAsks(ctx); err != nil || !anything {
			return []casework.CaseView{}, 0, err
		}
	}
	w, err := s.fitting(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	var found []struct {
		casework.CaseView
		Total int `db:"total"`
	}
	query := s.pageOf(f, &w)
	if err := kernel.List(ctx, s.db, &found, query, w.Args...); err != nil {
		return nil, 0, fmt.Errorf("list cases: %w", err)
	}
	rows, total := make([]casework.CaseView, len(found)), 0
	for i, row := range found {
		rows[i], total = row.CaseView, row.Total
		if err := readState(&rows[i]); err != nil {
			return nil, 0, err
		}
	}
	if len(rows) == 0 && f.Offset > 0 { // beyond the last there are those before it
		_, limit := kernel.Cut(f.Offset, f.Limit)
		f.Count, f.Offset, f.Limit = max(f.Count, f.Offset+limit+1), 0, 1
		_, total, err = s.ListCases(ctx, f)
	}
	return rows, total, err
}

// fitting are the conditions of a filter on table cases.
func (s *Room) fitting(ctx context.Context, f core.CaseFilter) (kernel.Where, error) {
	w := kernel.Where{}
	w.Add("opens_at <= now()")
	w.Add("voided_at IS NULL")
	w.ScopeOfCases(f.Scope)
	w.Equal("kind", string(f.Kind))
	w.Equal("CASE WHEN stage_at <= now() THEN stage ELSE prev_stage END", string(f.Stage))
	w.Equal("policy", f.Policy)
	byLight(&w, f.Light)
	if f.Number != "" {
		w.Add("starts_with(number, ?)", f.Number)
	}
	w.Among("number", f.Numbers)
	w.Among("item", f.Items)
	w.Among("unit", f.Units)
	if f.By != nil {
		w.Add("(post = ANY(?) OR post = ANY(ARRAY(SELECT d.post FROM duty_segments d WHERE d.person = ANY(?) AND d.from_at <= now() AND now() < d.to_at)))", f.By.Posts, f.By.Persons)
	}
	if f.Figure != nil {
		figured(&w, *f.Figure)
	}
	if f.Known.Any() {
		if err := s.asks.Narrow(ctx, &w, f.Known); err != nil {
			return w, err
		}
	}
	if f.Open != nil && *f.Open {
		w.Add("closed_at > now()")
	} else if f.Open != nil {
		w.Add("closed_at <= now()")
	}
	if !f.From.IsZero() {
		w.Add("received_at >= ?", f.From)
	}
	if !f.Until.IsZero() {
		w.Add("received_at < ?", f.Until)
	}
	if !f.StoodAt.IsZero() {
		w.Add("(closed_at > now() OR closed_at >= ?)", f.StoodAt)
	}
	if !f.LateSince.IsZero() {
		w.Add(`number IN (SELECT number FROM clock_now WHERE outcome = 'breach' AND
    (open AND status = 'breached' OR status = 'met' AND ended_at > due_at AND ended_at >= ?))`, f.LateSince)
	}
	if f.Pending {
		w.Add("number = ANY(ARRAY(" + asking + "))")
	}
	return w, nil
}

// pageOf is the statement of a page: the cases on it, each with the count of all that fit
// from its beginning on. The count ends where nobody counts further, so that a long list costs
// what its beginning does.
func (s *Room) pageOf(f core.CaseFilter, w *kernel.Where) string {
	order, behind := "DESC", "<"
	if f.Oldest {
		order, behind = "ASC", ">"
	}
	if f.After.Number != "" {
		w.Add("(registered_at, number) "+behind+" (?, ?)", f.After.At, f.After.Number)
	}
	_, limit := kernel.Cut(f.Offset, f.Limit)
	most := max(core.Many, f.Count, f.Offset+limit+1) // whoever pages sees that there is more
	by := fmt.Sprintf(" ORDER BY registered_at %[1]s, number %[1]s", order)
	return `
WITH found AS MATERIALIZED (SELECT number, registered_at FROM cases` + w.SQL() + by + fmt.Sprintf(" LIMIT %d", most) + `),
page AS MATERIALIZED (SELECT number FROM found` + by + w.Page(f.Offset, f.Limit) + `)
SELECT ` + caseColumns + `, ` + s.db.HeadColumn() + `, (SELECT count(*) FROM found) AS total
FROM case_now WHERE number = ANY(ARRAY(SELECT number FROM page))` + by
}

// anyAsks tells whether anything waits for anybody's word. Every page of whoever may give it
// asks, and mostly nothing does: then nobody has to say, and have planned, how far he may look.
func (s *Room) anyAsks(ctx context.Context) (anything bool, err error) {
	if err := kernel.Get(ctx, s.db, &anything, `SELECT EXISTS (`+asking+`)`); err != nil {
		return false, fmt.Errorf("list what waits for a word: %w", err)
	}
	return anything, nil
}

// asking are the cases in which something waits for somebody's word. They are found first, by
// index cases_asking: of a condition on a state the database expects that nearly every case
// meets it, and would look at all of them for a page.
const asking = `SELECT number FROM cases WHERE closed_at > now() AND ((state -> 'extension') IS NOT NULL OR (state -> 'urgent') IS NOT NULL AND state -> 'urgent' -> 'granted' IS NULL OR (state -> 'second') IS NOT NULL)`

// running are the cases of which a clock runs. What clocks or events tell is asked as an array,
// so that it comes first and cases are found by their number: of a join the database may read
// all of them.
const running = `SELECT c.number FROM clocks c WHERE ` + kernel.Owed

// byLight keeps cases by the most urgent of their clocks, read from the clocks that run alone;
// grey is a case that nobody waits for.
func byLight(w *kernel.Where, l casework.Light) {
	switch l {
	case "":
	case casework.Grey:
		w.Add("number NOT IN ("+running+" AND "+kernel.Rank+" < ?)", kernel.RankPaused)
	default:
		w.Add("number = ANY(ARRAY("+running+" GROUP BY c.number HAVING min("+kernel.Rank+") = ?))", kernel.Ranked[l])
	}
}
