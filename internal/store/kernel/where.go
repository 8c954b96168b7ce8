package kernel

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/counter/core"
)

// Where gathers conditions and their arguments; ? stands for the next argument.
type Where struct {
	Conditions []string
	Args       []any
}

// Add narrows by one condition more.
func (w *Where) Add(condition string, args ...any) {
	for _, a := range args {
		w.Args = append(w.Args, a)
		condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(w.Args)), 1)
	}
	w.Conditions = append(w.Conditions, condition)
}

// Equal narrows to a value; the empty one does not narrow.
func (w *Where) Equal(column, value string) {
	if value != "" {
		w.Add(column+" = ?", value)
	}
}

// Among narrows to some values; no list at all does not narrow, and an empty one leaves nothing.
func (w *Where) Among(column string, values []string) {
	if values != nil {
		w.Add(column+" = ANY(?)", values)
	}
}

// asks is where a condition finds what a reach looks at beside unit, post and kind: in the
// columns of table cases itself, or by the number, of a view that has only that.
type asks struct{ upward, level, against, accused, concerned string }

var (
	ofCases = asks{
		upward: "office = ANY($%d)", level: "office IS NULL", against: "(against IS NULL OR against <> ALL(?))",
		accused: "accused IS DISTINCT FROM ?", concerned: "concerned = ?",
	}
	ofViews = asks{
		upward: "number IN (SELECT number FROM cases WHERE office = ANY($%d))", level: "number NOT IN (SELECT number FROM cases WHERE office IS NOT NULL)",
		against: "number NOT IN (SELECT number FROM cases WHERE against = ANY(?))", accused: "number NOT IN (SELECT number FROM cases WHERE accused = ?)",
		concerned: "number IN (SELECT number FROM cases WHERE concerned = ?)",
	}
)

// Scope narrows a view of cases to what somebody may see: the reaches add up, and none of
// them is nothing at all.
func (w *Where) Scope(reaches []core.Scope) { w.scope(reaches, ofViews) }

// ScopeOfCases is Scope of table cases itself.
func (w *Where) ScopeOfCases(reaches []core.Scope) { w.scope(reaches, ofCases) }

// scope says what is the same of several kinds once: what is said twice is planned twice.
func (w *Where) scope(reaches []core.Scope, of asks) {
	seen := make([]string, 0, len(reaches))
	for _, r := range alike(reaches) {
		one := Where{Args: w.Args}
		if !r.All {
			one.within(r.Scope, of)
		}
		one.about(r.Scope, of)
		one.Among("kind", r.kinds)
		w.Args = one.Args
		seen = append(seen, "("+strings.Join(append(one.Conditions, "true"), " AND ")+")")
	}
	w.Conditions = append(w.Conditions, "("+strings.Join(append(seen, "false"), " OR ")+")")
}

// reach is one that goes as far in several kinds; kinds is nil for all there are.
type reach struct {
	core.Scope
	kinds []string
}

// alike puts reaches together that differ by their kind alone.
func alike(reaches []core.Scope) (out []reach) {
	for _, r := range reaches {
		k := string(r.Kind)
		if r.Kind = ""; r.All { // no unit or post narrows it
			r.Units, r.Posts, r.Person, r.Joint, r.Aside, r.Upward = nil, nil, "", false, nil, false
		}
		i := slices.IndexFunc(out, func(o reach) bool { return (o.kinds == nil) == (k == "") && reflect.DeepEqual(o.Scope, r) })
		switch {
		case i < 0 && k == "":
			out = append(out, reach{r, nil})
		case i < 0:
			out = append(out, reach{r, []string{k}})
		case k != "":
			out[i].kinds = append(out[i].kinds, k)
		}
	}
	return out
}

// within is a reach that has an end.
func (w *Where) within(r core.Scope, of asks) {
	reach, args := "unit = ANY(?) OR post = ANY(?)", []any{r.Units, r.Posts}
	if r.Person != "" {
		reach, args = reach+" OR registered_by = ?", append(args, r.Person)
	}
	if r.Joint {
		reach, args = reach+" OR number IN ("+jointly+")", append(args, r.Posts, r.Units)
	}
	w.Add("("+reach+w.upward(r, of)+")", args...)
}

// upward adds what went upward to a post of his, and the units where what did not
// is all he reaches.
func (w *Where) upward(r core.Scope, of asks) string {
	if !r.Upward {
		return ""
	}
	w.Args = append(w.Args, r.Posts, r.Aside)
	his, aside := len(w.Args)-1, len(w.Args)
	units := fmt.Sprintf("unit = ANY($%d)", aside)
	if r.Joint {
		units = fmt.Sprintf("(%s OR number IN (SELECT c.number FROM clocks c JOIN posts p ON p.id = c.post WHERE starts_with(c.name, 'step:') AND p.unit = ANY($%d)))", units, aside)
	}
	return fmt.Sprintf(" OR "+of.upward+" OR %s AND %s", his, units, of.level)
}

// jointly are the cases in which a post, or one of a unit, has a part (R044).
const jointly = `SELECT c.number FROM clocks c JOIN posts p ON p.id = c.post
WHERE starts_with(c.name, 'step:') AND (c.post = ANY(?) OR p.unit = ANY(?))`

// about adds cases about the person himself, and leaves out those against a post
// of his that he has not been told of.
func (w *Where) about(r core.Scope, of asks) {
	if len(r.Against) > 0 {
		w.Add(of.against, r.Against)
	}
	if r.Accused != "" {
		w.Add(of.accused, r.Accused)
	}
	if r.Beside != "" {
		w.Add("number NOT IN (SELECT number FROM beside WHERE person = ?)", r.Beside)
	}
	if r.Concerned == "" {
		return
	}
	others := strings.Join(slices.Concat(w.Conditions, []string{"true"}), " AND ")
	w.Conditions = nil
	w.Add("(("+others+") OR "+of.concerned+")", r.Concerned)
}

// SQL is the clause, with a space before it.
func (w *Where) SQL() string {
	if len(w.Conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.Conditions, " AND ")
}

// MaxPage bounds a list nobody gave a limit to.
const MaxPage = 500

// Page cuts the list, at MaxPage at the latest.
func (w *Where) Page(offset, limit int) string {
	offset, limit = Cut(offset, limit)
	return fmt.Sprintf(" LIMIT %d OFFSET %d", limit, offset)
}

// Cut are the rows to leave out and the most to bring.
func Cut(offset, limit int) (from, most int) {
	if limit <= 0 || limit > MaxPage {
		limit = MaxPage
	}
	return max(offset, 0), limit
}

// Total is how many rows of a view fit, of which a page was read: where that was the last
// page, nobody needs to count them.
func (w *Where) Total(ctx context.Context, q Querier, view string, offset, limit, rows int) (total int, err error) {
	if offset, limit = Cut(offset, limit); rows < limit && (rows > 0 || offset == 0) {
		return offset + rows, nil
	}
	if err := Get(ctx, q, &total, `SELECT count(*) FROM `+view+w.SQL(), w.Args...); err != nil {
		return 0, fmt.Errorf("count: %w", err)
	}
	return total, nil
}
