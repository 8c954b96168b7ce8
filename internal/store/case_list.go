package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

// ListCases implements counter.Store: newest first, with the number of all that
// fit. Clocks are not filled in.
func (s *Store) ListCases(ctx context.Context, f counter.CaseFilter) ([]casework.CaseView, int, error) {
	w := where{}
	w.scope(f.Scope)
	w.equal("kind", string(f.Kind))
	w.equal("stage", string(f.Stage))
	w.equal("policy", f.Policy)
	w.light(f.Light)
	if f.Number != "" {
		w.add("starts_with(number, ?)", f.Number)
	}
	if f.Open != nil {
		w.add("open = ?", *f.Open)
	}
	if !f.From.IsZero() {
		w.add("received_at >= ?", f.From)
	}
	if !f.Until.IsZero() {
		w.add("received_at < ?", f.Until)
	}
	if !f.StoodAt.IsZero() {
		w.add("(open OR closed_at >= ?)", f.StoodAt)
	}
	if f.Pending {
		w.add("open AND (pending_extension OR state -> 'urgent' IS NOT NULL AND state -> 'urgent' -> 'granted' IS NULL)")
	}
	var total int
	if err := get(ctx, s.db, &total, `SELECT count(*) FROM case_now`+w.sql(), w.args...); err != nil {
		return nil, 0, fmt.Errorf("count cases: %w", err)
	}
	rows := []casework.CaseView{}
	query := `SELECT ` + caseColumns + ` FROM case_now` + w.sql() +
		` ORDER BY registered_at DESC, number DESC` + w.page(f.Offset, f.Limit)
	if err := list(ctx, s.db, &rows, query, w.args...); err != nil {
		return nil, 0, fmt.Errorf("list cases: %w", err)
	}
	for i := range rows {
		if err := readState(&rows[i]); err != nil {
			return nil, 0, err
		}
	}
	return rows, total, nil
}

// where gathers conditions and their arguments; ? stands for the next argument.
type where struct {
	conditions []string
	args       []any
}

func (w *where) add(condition string, args ...any) {
	for _, a := range args {
		w.args = append(w.args, a)
		condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(w.args)), 1)
	}
	w.conditions = append(w.conditions, condition)
}

func (w *where) equal(column, value string) {
	if value != "" {
		w.add(column+" = ?", value)
	}
}

// light keeps cases by the most urgent of their clocks; grey is a case that
// nobody waits for.
func (w *where) light(l casework.Light) {
	switch l {
	case "":
	case casework.Grey:
		w.add(`number NOT IN (SELECT number FROM clock_now WHERE open AND light <> 'grey')`)
	default:
		w.add(`number IN (SELECT number FROM clock_now WHERE open GROUP BY number
HAVING min(array_position(ARRAY['red', 'yellow', 'green', 'grey'], light)) =
           array_position(ARRAY['red', 'yellow', 'green', 'grey'], ?))`, string(l))
	}
}

// scope narrows to what somebody may see: the reaches add up, and none of them
// is nothing at all.
func (w *where) scope(reaches []counter.Scope) {
	seen := make([]string, 0, len(reaches))
	for _, r := range reaches {
		one := where{args: w.args}
		if !r.All {
			one.within(r)
		}
		one.about(r)
		one.equal("kind", string(r.Kind))
		w.args = one.args
		seen = append(seen, "("+strings.Join(append(one.conditions, "true"), " AND ")+")")
	}
	w.conditions = append(w.conditions, "("+strings.Join(append(seen, "false"), " OR ")+")")
}

// within is a reach that has an end.
func (w *where) within(r counter.Scope) {
	reach, args := "unit = ANY(?) OR post = ANY(?)", []any{r.Units, r.Posts}
	if r.Person != "" {
		reach, args = reach+" OR registered_by = ?", append(args, r.Person)
	}
	if r.Joint {
		reach, args = reach+" OR number IN ("+jointly+")", append(args, r.Posts, r.Units)
	}
	w.add("("+reach+w.upward(r)+")", args...)
}

// upward adds what went upward to a post of his, and the units where what did not
// is all he reaches.
func (w *where) upward(r counter.Scope) string {
	if !r.Upward {
		return ""
	}
	w.args = append(w.args, r.Posts, r.Aside)
	return fmt.Sprintf(" OR number IN (SELECT number FROM cases WHERE office = ANY($%d))"+
		" OR unit = ANY($%d) AND number NOT IN (SELECT number FROM cases WHERE office IS NOT NULL)", len(w.args)-1, len(w.args))
}

// jointly are the cases in which a post, or one of a unit, has a part (R044).
const jointly = `SELECT c.number FROM clocks c JOIN posts p ON p.id = c.post
WHERE starts_with(c.name, 'step:') AND (c.post = ANY(?) OR p.unit = ANY(?))`

// about adds cases about the person himself, and leaves out those against a post
// of his that he has not been told of.
func (w *where) about(r counter.Scope) {
	if len(r.Against) > 0 {
		w.add("number NOT IN (SELECT number FROM cases WHERE against = ANY(?))", r.Against)
	}
	if r.Accused != "" {
		w.add("number NOT IN (SELECT number FROM cases WHERE accused = ?)", r.Accused)
	}
	if r.Beside != "" {
		w.add("number NOT IN (SELECT number FROM beside WHERE person = ?)", r.Beside)
	}
	if r.Concerned == "" {
		return
	}
	others := strings.Join(slices.Concat(w.conditions, []string{"true"}), " AND ")
	w.conditions = nil
	w.add("(("+others+") OR number IN (SELECT number FROM cases WHERE concerned = ?))", r.Concerned)
}

func (w *where) sql() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

// maxPage bounds a list nobody gave a limit to.
const maxPage = 500

func (w *where) page(offset, limit int) string {
	if limit <= 0 || limit > maxPage {
		limit = maxPage
	}
	return fmt.Sprintf(" LIMIT %d OFFSET %d", limit, max(offset, 0))
}
