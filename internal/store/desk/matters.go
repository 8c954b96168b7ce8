package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Ranks of a matter, by the most urgent of its clocks. A rank is the view's light (clock_now)
// read from the columns alone, with the day's own apart.
const (
	rankRed = iota + 1
	rankToday
	rankYellow
	rankGreen
	rankPaused
)

const rank = `CASE WHEN c.outcome = 'breach' AND c.due_at <= now() THEN 1 WHEN c.pause_from <= now() AND now() < c.pause_until THEN 5
    WHEN c.near_at <= now() THEN CASE WHEN c.due_at <= ? THEN 2 ELSE 3 END ELSE 4 END`

// standing are the posts somebody stands on now, as an array an index is asked by.
const standing = `ARRAY(SELECT d.post FROM duty_segments d WHERE d.person = ? AND d.from_at <= now() AND now() < d.to_at)`

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

// seen is the part of a statement that brings each matter of a filter once, as table seen.
func (q *query) seen(f desk.Filter) string {
	clocks := `SELECT c.number, c.post AS owed_by, c.due_at, ` + q.part(rank, f.Midnight) + ` AS rank
    FROM clocks c WHERE c.ended_at > now() AND c.visible_at <= now()`
	own := clocks
	switch {
	case f.Holder != "":
		own += ` AND c.post = ANY(` + q.part(standing, f.Holder) + `) UNION ALL ` + clocks + ` AND c.owner = '` + string(casework.PersonConcerned) +
			`' AND c.number IN (` + q.part(`SELECT number FROM cases WHERE concerned = ? AND (closed_at = 'infinity' OR next_at < 'infinity')`, f.Holder) + `)`
	case f.Person != "":
		own += ` AND c.post = ANY(` + q.part(standing, f.Person) + `)`
	}
	where := kernel.Where{Args: q.Args}
	where.Add("opens_at <= now()")
	where.Add("voided_at IS NULL")
	where.Scope(f.Scope)
	if f.Holder != "" {
		where.Add("accused IS DISTINCT FROM ?", f.Holder)
		where.Add("number NOT IN (SELECT number FROM beside WHERE person = ?)", f.Holder)
	}
	if len(f.Units) > 0 {
		where.Add("unit = ANY(?)", f.Units)
	}
	q.Args = where.Args
	return `
WITH own AS (` + own + `),
m AS (SELECT DISTINCT ON (number COLLATE "C") number, owed_by, due_at, rank FROM own ORDER BY number COLLATE "C", rank, due_at),
seen AS MATERIALIZED (SELECT m.number, m.owed_by, m.due_at, m.rank, urgent, unit FROM m JOIN cases USING (number)` + where.SQL() + `)`
}

// narrow keeps the matters of a light, and those behind a mark.
func (q *query) narrow(f desk.Filter) string {
	var by []string
	switch {
	case f.Light == desk.DueThisWeek:
		by = append(by, q.part("rank IN (2, 3, 4) AND due_at <= ?", f.Week))
	case f.Light == casework.Yellow && f.Midnight.IsZero():
		by = append(by, "rank IN (2, 3)")
	case f.Light != "":
		by = append(by, q.part("rank = ?", ranked[f.Light]))
	}
	if f.After.Rank > 0 {
		a := f.After
		by = append(by, q.part("(rank, NOT urgent, due_at, number) > (?, ?, ?, ?)", a.Rank, a.Later, a.Due, a.Number))
	}
	return strings.Join(append(by, "true"), " AND ")
}

var ranked = map[casework.Light]int{
	casework.Red: rankRed, core.DueToday: rankToday, casework.Yellow: rankYellow, casework.Green: rankGreen, casework.Grey: rankPaused,
}

// place is where a matter stands in a page, with the counts of the whole beside it.
type place struct {
	core.Lights
	Week   int        `db:"week"`
	Number *string    `db:"number"`
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
	var numbers []string
	for _, p := range places {
		out.Lights, out.Week = p.Lights, p.Week
		if p.Number != nil {
			numbers = append(numbers, *p.Number)
		}
	}
	if out.More = len(numbers) > f.Limit; out.More {
		numbers = numbers[:f.Limit]
	}
	if len(numbers) == 0 {
		return out, nil
	}
	last := places[len(numbers)-1]
	out.Last = desk.Mark{Rank: last.Rank, Later: !last.Urgent, Number: *last.Number}
	if last.Due != nil {
		out.Last.Due = *last.Due
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

// chosen is the statement of a page.
func chosen(f desk.Filter) (string, []any) {
	q := query{}
	if f.Registered != "" {
		return q.window(f), q.Args
	}
	statement := q.seen(f) + `
SELECT n.*, p.* FROM (SELECT ` + q.part(counts, f.Week) + ` FROM seen) n
LEFT JOIN LATERAL (SELECT number, rank, due_at, urgent FROM seen WHERE ` + q.narrow(f) + `
    ORDER BY rank, NOT urgent, due_at, number LIMIT ` + q.part("?", f.Limit+1) + `) p ON true`
	// Where nothing is left of a page its columns are null.
	statement = strings.Replace(statement, "n.*, p.*", "n.*, p.number, COALESCE(p.rank, 0) AS rank, p.due_at, COALESCE(p.urgent, false) AS urgent, false AS at_window", 1)
	return statement, q.Args
}

// window is the statement of what lies at the counter.
func (q *query) window(f desk.Filter) string {
	where := kernel.Where{Args: q.Args}
	where.Scope(f.Scope)
	waits := `(CASE WHEN stage_at <= now() THEN turn ELSE prev_turn END = '` + string(casework.Applicant) + `' OR number IN (SELECT c.number FROM clocks c WHERE c.ended_at > now() AND c.visible_at <= now() AND c.name = ANY(?)))`
	q.Args = where.Args
	waits = q.part(waits, pq.StringArray(f.Window))
	return `
SELECT number, at_window, urgent, 0 AS rank FROM (
    SELECT number, urgent, registered_at, registered_by, (` + waits + `) AND ` + strings.TrimPrefix(where.SQL(), " WHERE ") + ` AS at_window
    FROM cases WHERE closed_at > now() AND opens_at <= now() AND voided_at IS NULL) w
WHERE at_window OR registered_by = ` + q.part("?", f.Registered) + `
ORDER BY NOT at_window, NOT urgent, registered_at DESC, number DESC LIMIT ` + q.part("?", f.Limit+1)
}

// CountMatters implements desk.Store.
func (s *Room) CountMatters(ctx context.Context, f desk.Filter, byPerson bool) ([]desk.Tally, error) {
	q := query{}
	statement := q.seen(f)
	of, join := "unit", ""
	if byPerson {
		of, join = "COALESCE(d.person, '')", " LEFT JOIN duty_segments d ON d.post = seen.owed_by AND d.from_at <= now() AND now() < d.to_at"
	}
	statement += ` SELECT ` + of + ` AS of, ` + q.part(counts, f.Week) + ` FROM seen` + join + ` GROUP BY 1 ORDER BY red DESC, today DESC, yellow DESC, 1`
	rows := []desk.Tally{}
	if err := kernel.List(ctx, s.db, &rows, statement, q.Args...); err != nil {
		return nil, fmt.Errorf("count matters: %w", err)
	}
	return rows, nil
}
