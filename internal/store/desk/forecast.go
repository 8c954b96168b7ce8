package desk

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/store/kernel"
)

// series is the beginning of a number, which tells the kind.
const series = `rtrim(number, '-0123456789')`

// past are the last that each of these posts ended, however much it ended before: by the index of
// what a post has, backwards.
const past = `past AS (
SELECT h.post, h.series, h.name, count(*) AS n,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY h.took) AS half, percentile_cont(0.9) WITHIN GROUP (ORDER BY h.took) AS most
FROM (SELECT DISTINCT post FROM due) p CROSS JOIN LATERAL (
    SELECT post, ` + series + ` AS series, name, ended_as, ended_at - start_at AS took
    FROM clocks WHERE post = p.post AND ended_at <= now() ORDER BY ended_at DESC LIMIT 400) h
WHERE h.ended_as = 'met' GROUP BY 1, 2, 3)`

// Forecast implements desk.Store: what is owed and falls due in a time, and is not paused, by post
// and clock, against how long the post took for what it did last.
func (s *Room) Forecast(ctx context.Context, f desk.ForecastFilter) ([]desk.Forecast, error) {
	w := kernel.Where{}
	w.Add(kernel.Owed+` AND c.outcome = 'breach' AND c.post IS NOT NULL AND c.due_at > now() AND c.due_at <= ?
    AND NOT (c.pause_from IS NOT NULL AND c.pause_from <= now() AND c.pause_until > now())`, f.Until)
	owed := w.Conditions[0]
	w.Conditions = nil
	w.Add("number = ANY(ARRAY(SELECT number FROM owed))")
	w.Add("opens_at <= now()")
	w.Add("voided_at IS NULL")
	w.ScopeOfCases(f.Scope)
	query := `
WITH owed AS MATERIALIZED (SELECT c.number, c.name, c.post, c.start_at, c.due_at FROM clocks c WHERE ` + owed + `),
due AS MATERIALIZED (SELECT o.*, ` + series + ` AS series FROM owed o JOIN (SELECT number FROM cases` + w.SQL() + `) k USING (number)),
` + past + `,
held AS (SELECT d.*, p.n, p.half, p.most, d.due_at - d.start_at < p.half AS low,
       d.due_at - d.start_at < p.most OR now() - d.start_at > p.most AS high
FROM due d LEFT JOIN past p USING (post, series, name))
SELECT post, series, name AS clock, count(*) AS due, COALESCE(max(n), 0) AS past, COALESCE(extract(epoch FROM max(half)), 0) AS half, COALESCE(extract(epoch FROM max(most)), 0) AS most,
       count(*) FILTER (WHERE low) AS low, count(*) FILTER (WHERE high) AS high,
       COALESCE((array_agg(number ORDER BY due_at, number) FILTER (WHERE high))[1:10], '{}') AS numbers
FROM held GROUP BY 1, 2, 3 ORDER BY high DESC, due DESC, post, series, clock LIMIT 200`
	var rows []struct {
		Post, Series, Clock  string
		Due, Past, Low, High int
		Half, Most           float64
		Numbers              pq.StringArray
	}
	if err := kernel.List(kernel.Planned(ctx), s.db, &rows, query, w.Args...); err != nil {
		return nil, fmt.Errorf("forecast: %w", err)
	}
	out := make([]desk.Forecast, len(rows))
	for i, r := range rows {
		out[i] = desk.Forecast{
			Post: r.Post, Series: r.Series, Clock: r.Clock, Due: r.Due, Past: r.Past, Low: r.Low, High: r.High, Numbers: r.Numbers,
			Half: time.Duration(r.Half * float64(time.Second)), Most: time.Duration(r.Most * float64(time.Second)),
		}
	}
	return out, nil
}
