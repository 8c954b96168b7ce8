package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/store/kernel"
)

// counts of matters, by rank.
const counts = `
count(*) FILTER (WHERE rank = 1) AS red, count(*) FILTER (WHERE rank = 2) AS today, count(*) FILTER (WHERE rank = 3) AS yellow,
count(*) FILTER (WHERE rank = 4) AS green, count(*) FILTER (WHERE rank = 5) AS paused, count(*) FILTER (WHERE rank IN (2, 3, 4) AND due_at <= ?) AS week`

// query is a statement in the making; ? stands for the next argument.
type query struct{ kernel.Where }

func (q *query) part(text string, args ...any) string {
	n := len(q.Conditions)
	q.Add(text, args...)
	text = q.Conditions[n]
	q.Conditions = q.Conditions[:n]
	return text
}

// urgency is one number for how urgent a clock is, the least the most: its rank, then the
// microsecond it is due. Of many clocks it is found without sorting them; urgent takes it apart.
const (
	urgency = `rank * 100000000000000000 + (date_part('epoch', LEAST(due_at, '9999-12-31')) * 1000000)::bigint`
	urgent  = `timestamptz 'epoch' + (of % 100000000000000000) * interval '1 microsecond' AS due_at, (of / 100000000000000000)::int AS rank`
)

// apart are the few cases that are not as nearly all are: looked at first, void, about somebody,
// or opened by another one, ahead it may be. An index holds these alone (cases_apart).
const apart = `(urgent OR voided_at IS NOT NULL OR accused IS NOT NULL OR parent IS NOT NULL)`

// seen is the part of a statement that brings each matter of a filter once, as table seen.
func (q *query) seen(f desk.Filter) string {
	clocks := `SELECT c.number, c.post AS owed_by, c.due_at, ` + q.part(kernel.RankByDay, f.Midnight) + ` AS rank
    FROM clocks c WHERE ` + kernel.Owed
	own := clocks
	switch {
	case f.Holder != "":
		own += ` AND c.post = ANY(` + q.part(kernel.Standing, f.Holder) + `) UNION ALL ` + clocks + ` AND c.owner = '` + string(casework.PersonConcerned) +
			`' AND c.number IN (` + q.part(`SELECT number FROM cases WHERE concerned = ? AND (closed_at = 'infinity' OR next_at < 'infinity')`, f.Holder) + `)`
	case f.Person == desk.Nobody:
		own += ` AND NOT EXISTS (SELECT FROM duty_segments d WHERE d.post = c.post AND d.person <> '' AND d.from_at <= now() AND now() < d.to_at)`
	case f.Person != "":
		own += ` AND c.post = ANY(` + q.part(kernel.Standing, f.Person) + `)`
	}
	head := `
WITH own AS (` + own + `),`
	switch {
	case f.By == desk.ByPerson: // whose post owes it is asked for, too
		return head + `
m AS MATERIALIZED (SELECT DISTINCT ON (number COLLATE "C") number, owed_by, due_at, rank FROM own ORDER BY number COLLATE "C", rank, due_at),` + q.among(f)
	case f.Holder == "" && f.Person == "":
		return head + q.within(f)
	}
	head += `
m AS MATERIALIZED (SELECT number, '' AS owed_by, ` + urgent + ` FROM (SELECT number, min(` + urgency + `) AS of FROM own GROUP BY number) o),`
	if f.Holder != "" && len(f.Units) == 0 && len(f.Scope) == 1 && f.Scope[0].All && f.Scope[0].Kind == "" {
		return head + q.his(f.Holder)
	}
	return head + q.among(f)
}

// his keeps the matters of one's own desk. Nearly all are shown: only those that stand apart
// are looked up.
func (q *query) his(holder string) string {
	return `
k AS MATERIALIZED (SELECT number, urgent, opens_at <= now() AND voided_at IS NULL AND ` + q.part(`accused IS DISTINCT FROM ?`, holder) + ` AS shown
    FROM cases WHERE number = ANY(ARRAY(SELECT number FROM m)) AND ` + apart + `),
seen AS MATERIALIZED (SELECT number, owed_by, due_at, rank, COALESCE(urgent, false) AS urgent, '' AS unit FROM m LEFT JOIN k USING (number)
    WHERE COALESCE(shown, true) AND ` + q.part(`number NOT IN (SELECT number FROM beside WHERE person = ?)`, holder) + `)`
}

// among keeps those of some matters that are in reach, each looked up.
func (q *query) among(f desk.Filter) string {
	return `
k AS MATERIALIZED (SELECT number, urgent, unit FROM cases WHERE number = ANY(ARRAY(SELECT number FROM m)) AND ` + q.fits(f) + `),
seen AS MATERIALIZED (SELECT number, owed_by, due_at, rank, urgent, unit FROM m JOIN k USING (number))`
}

// within keeps all matters in reach. Open cases are read once, by their index, with the clocks
// that run, and put together by their number; those that ended and owe something still are
// looked up.
func (q *query) within(f desk.Filter) string {
	fits := q.fits(f)
	return `
m AS MATERIALIZED (SELECT number, min(of) AS of, bool_or(shown) AS shown, bool_or(urgent) AS urgent, max(unit) AS unit FROM (
    SELECT number, ` + urgency + ` AS of, NULL::boolean AS shown, NULL::boolean AS urgent, NULL AS unit FROM own
    UNION ALL SELECT number, NULL, COALESCE(` + fits + `, false), urgent, unit FROM cases WHERE closed_at > now()) o GROUP BY number),
ended AS MATERIALIZED (SELECT number, urgent, unit FROM cases WHERE number = ANY(ARRAY(SELECT number FROM m WHERE of IS NOT NULL AND shown IS NULL)) AND ` + fits + `),
seen AS MATERIALIZED (SELECT number, '' AS owed_by, ` + urgent + `, urgent, unit FROM (
    SELECT number, of, urgent, unit FROM m WHERE of IS NOT NULL AND shown
    UNION ALL SELECT number, of, e.urgent, e.unit FROM m JOIN ended e USING (number)) s)`
}

// fits is the condition of a filter's reach on table cases.
func (q *query) fits(f desk.Filter) string {
	where := kernel.Where{Args: q.Args}
	where.Add("opens_at <= now()")
	where.Add("voided_at IS NULL")
	where.ScopeOfCases(f.Scope)
	if f.Holder != "" {
		where.Add("accused IS DISTINCT FROM ?", f.Holder)
		where.Add("number NOT IN (SELECT number FROM beside WHERE person = ?)", f.Holder)
	}
	if len(f.Units) > 0 {
		where.Add("unit = ANY(?)", f.Units)
	}
	q.Args = where.Args
	return strings.Join(where.Conditions, " AND ")
}

// narrow keeps the matters of a light, and those behind a mark.
func (q *query) narrow(f desk.Filter) string {
	var by []string
	switch {
	case f.Light == desk.DueThisWeek:
		by = append(by, q.part("rank IN (2, 3, 4) AND due_at <= ?", f.Week))
	case f.Light == casework.Yellow && f.Midnight.IsZero():
		by = append(by, "rank IN (2, 3)")
	case f.Light == core.DueToday:
		by = append(by, q.part("rank = ?", kernel.RankToday))
	case f.Light != "":
		by = append(by, q.part("rank = ?", kernel.Ranked[f.Light]))
	}
	if f.After.Rank > 0 {
		a := f.After
		by = append(by, q.part("(rank, NOT urgent, due_at, number) > (?, ?, ?, ?)", a.Rank, a.Later, a.Due, a.Number))
	}
	return strings.Join(append(by, "true"), " AND ")
}

// place is where a matter stands in a page; before the page come the counts of the whole, one
// row of each unit or person where they are asked for.
type place struct {
	desk.Tally
	Number string     `db:"number"` // empty: counts
	Rank   int        `db:"rank"`
	Urgent bool       `db:"urgent"`
	Due    *time.Time `db:"due_at"`
	Window bool       `db:"at_window"`
}

// OpenMatters implements desk.Store.
func (s *Room) OpenMatters(ctx context.Context, f desk.Filter) (desk.Found, error) {
	if f.Limit <= 0 || f.Limit > kernel.MaxPage {
		f.Limit = kernel.MaxPage
	}
	statement, args := chosen(f)
	var places []place
	if err := kernel.List(ctx, s.db, &places, statement, args...); err != nil {
		return desk.Found{}, fmt.Errorf("select matters: %w", err)
	}
	out := desk.Found{}
	for len(places) > 0 && places[0].Number == "" {
		out.Counts, places = append(out.Counts, places[0].Tally), places[1:]
	}
	if out.More = len(places) > f.Limit; out.More {
		places = places[:f.Limit]
	}
	if len(places) == 0 {
		return out, nil
	}
	last := places[len(places)-1]
	out.Last = desk.Mark{Rank: last.Rank, Later: !last.Urgent, Number: last.Number}
	if last.Due != nil {
		out.Last.Due = *last.Due
	}
	numbers := make([]string, len(places))
	for i, p := range places {
		numbers[i] = p.Number
	}
	whole, err := s.whole(ctx, numbers, f.Holder)
	if err != nil {
		return out, err
	}
	for i, number := range numbers {
		out.Rows = append(out.Rows, desk.Row{CaseView: whole[number], Window: places[i].Window})
	}
	return out, nil
}

// chosen is the statement of a page: every matter is brought once, whatever is counted of it
// and shown.
func chosen(f desk.Filter) (string, []any) {
	q := query{}
	if f.Registered != "" {
		return q.window(f), q.Args
	}
	of, join := "''", ""
	switch f.By {
	case desk.Together, desk.ByItem, desk.ByKind: // in one sum
	case desk.ByUnit:
		of = "unit"
	case desk.ByPerson:
		of, join = "COALESCE(d.person, '')", " LEFT JOIN duty_segments d ON d.post = seen.owed_by AND d.from_at <= now() AND now() < d.to_at"
	}
	statement := q.seen(f) + `
SELECT * FROM (SELECT ` + of + ` AS of, ` + q.part(counts, f.Week) + `, '' AS number, 0 AS rank, false AS urgent, NULL::timestamptz AS due_at, false AS at_window
FROM seen` + join + ` GROUP BY 1
UNION ALL (SELECT '', 0, 0, 0, 0, 0, 0, number, rank, urgent, due_at, false FROM seen WHERE ` + q.narrow(f) + `
    ORDER BY rank, NOT urgent, due_at, number LIMIT ` + q.part("?", f.Limit+1) + `)
) p ORDER BY rank, red DESC, today DESC, yellow DESC, of, NOT urgent, due_at, number`
	return statement, q.Args
}
