package cases

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/store/kernel"
)

// during: an event t stands that came in a time; answered: something owed, clock c, was done in it.
const (
	during = `name = ANY(?) AND t.at >= ? AND t.at < ? AND t.at <= now() AND t.takes_back IS NULL
    AND NOT EXISTS (SELECT FROM timeline x WHERE x.number = t.number AND x.takes_back = t.key)`
	answered = `c.outcome = 'breach' AND c.ended_as = 'met' AND c.ended_at >= ? AND c.ended_at < ? AND c.ended_at <= now()`
)

// happened and met are the cases of these.
const (
	happened = `number = ANY(ARRAY(SELECT t.number FROM timeline t WHERE t.` + during
	met      = `number = ANY(ARRAY(SELECT c.number FROM clocks c WHERE ` + answered
)

// statute tells the law's own limit from what was promised.
const statute = ` AND c.name = 'statutory'`

// events are the figures that an event makes, and what more it must be.
var events = map[string]struct {
	names []string
	more  string
}{
	core.FigureBreached:    {[]string{string(casework.ClockBreached)}, ""},
	core.FigureSecond:      {[]string{string(casework.Escalated)}, ` AND t.level = '2'`},
	core.FigureThird:       {[]string{string(casework.Escalated)}, ` AND t.level = '3'`},
	core.FigureDeemed:      {[]string{string(casework.ClockDeemed)}, ""},
	core.FigureExtended:    {[]string{string(casework.ExtensionApproved)}, ""},
	core.FigurePaused:      {[]string{string(casework.ClockPaused)}, ""},
	core.FigureRated:       {[]string{string(casework.Rated)}, ""},
	core.FigureUnsatisfied: {[]string{string(casework.Rated)}, ` AND t.level IN ('unsatisfied', 'very_unsatisfied')`},
	core.FigureProven:      {[]string{string(casework.Replied)}, ` AND t.level IN ('proven', 'partly')`},
	core.FigureUnproven:    {[]string{string(casework.Replied)}, ` AND t.level = 'unproven'`},
}

// done are those that an end of a clock makes.
var done = map[string]string{
	core.FigureDone: "", core.FigureDoneLate: ` AND c.ended_at > c.due_at`,
	core.FigureStatute: statute, core.FigureStatuteLate: statute + ` AND c.ended_at > c.due_at`,
}

// within are those of cases that came or were ended in a time.
var within = map[string]string{
	core.FigureReceived: `received_at >= ? AND received_at < ?`,
	core.FigureClosed:   `closed_at >= ? AND closed_at < ? AND closed_at <= now()`,
}

// stood are those of how cases stood when a time was over.
var stood = map[string]string{
	core.FigureOpen: `received_at < least(?, now()) AND closed_at > least(?, now())`,
	core.FigureOverdue: `number = ANY(ARRAY(SELECT c.number FROM clocks c WHERE c.outcome = 'breach' AND c.due_at <= least(?, now()) AND c.ended_at > least(?, now())
    AND c.visible_at <= now()))`,
}

var standing = map[string]int{core.FigureToday: kernel.RankToday, core.FigureNear: kernel.RankYellow, core.FigureLate: kernel.RankRed}

// figured keeps the cases one figure counts.
func figured(w *kernel.Where, f core.Figure) {
	if rank, ok := standing[f.Name]; ok {
		w.Add("number = ANY(ARRAY("+running+" GROUP BY c.number HAVING min("+kernel.RankByDay+") = ?))", f.Until, rank)
	} else if e, ok := events[f.Name]; ok {
		w.Add(happened+e.more+"))", pq.StringArray(e.names), f.From, f.Until)
	} else if more, ok := done[f.Name]; ok {
		w.Add(met+more+"))", f.From, f.Until)
	} else if columns, ok := within[f.Name]; ok {
		w.Add(columns, f.From, f.Until)
	} else if then, ok := stood[f.Name]; ok {
		w.Add(then, f.Until, f.Until)
	} else {
		w.Add("false")
	}
}

// CountFigures implements desk.Store: each figure counts the cases that the list of it holds.
// What makes figures is read once, a bit a figure, and then each case it is about once.
func (s *Room) CountFigures(ctx context.Context, f desk.FigureFilter) ([]desk.FigureCount, error) {
	w := kernel.Where{}
	var hits []string
	for _, g := range spans(f.Figures) {
		hits = append(hits, g.hits(&w)...)
	}
	hits = append(hits, `SELECT '', 0 WHERE false`)
	n := len(w.Conditions)
	w.Add("number = ANY(ARRAY(SELECT number FROM hit))")
	w.Add("opens_at <= now()")
	w.Add("voided_at IS NULL")
	w.ScopeOfCases(f.Scope)
	w.Equal("kind", string(f.Kind))
	w.Among("unit", f.Units)
	w.Conditions = w.Conditions[n:]
	of := map[desk.Division]string{desk.ByUnit: "unit", desk.ByItem: "item", desk.ByKind: "kind"}[f.By]
	if of == "" {
		of = "''"
	}
	sums := make([]string, len(f.Figures))
	for i := range f.Figures {
		sums[i] = fmt.Sprintf("count(*) FILTER (WHERE bits & %d <> 0)", 1<<i)
	}
	query := `
WITH hit AS MATERIALIZED (SELECT number, bit_or(bits) AS bits FROM (` + strings.Join(hits, " UNION ALL ") + `) h WHERE bits <> 0 GROUP BY number)
SELECT k.of, ARRAY[` + strings.Join(sums, ", ") + `]::bigint[] AS n
FROM hit JOIN (SELECT number, ` + of + ` AS of FROM cases` + w.SQL() + `) k USING (number) GROUP BY 1`
	var rows []struct {
		Of string
		N  pq.Int64Array
	}
	if err := kernel.List(kernel.Planned(ctx), s.db, &rows, query, w.Args...); err != nil {
		return nil, fmt.Errorf("count figures: %w", err)
	}
	out := []desk.FigureCount{}
	for _, r := range rows {
		for i, n := range r.N {
			if n > 0 {
				out = append(out, desk.FigureCount{Figure: f.Figures[i].Name, Of: r.Of, N: int(n)})
			}
		}
	}
	return out, nil
}

// span are the figures of one time, each with its bit.
type span struct {
	of   core.Figure
	bits map[string]int
}

func spans(figures []core.Figure) (out []span) {
	for i, f := range figures {
		at := slices.IndexFunc(out, func(s span) bool { return s.of.From.Equal(f.From) && s.of.Until.Equal(f.Until) })
		if at < 0 {
			at, out = len(out), append(out, span{f, map[string]int{}})
		}
		out[at].bits[f.Name] = 1 << i
	}
	return out
}

// hits are the queries that bring the cases of a time's figures with their bits.
func (g span) hits(w *kernel.Where) (out []string) {
	var ranks, named, met, names []string
	for _, name := range kernel.SortedKeys(g.bits) {
		bit := g.bits[name]
		if rank, ok := standing[name]; ok {
			ranks = append(ranks, fmt.Sprintf("WHEN %d THEN %d", rank, bit))
		} else if e, ok := events[name]; ok {
			w.Add("t.name = ANY(?)"+e.more, pq.StringArray(e.names))
			named, names = append(named, fmt.Sprintf("CASE WHEN %s THEN %d ELSE 0 END", w.Conditions[len(w.Conditions)-1], bit)), append(names, e.names...)
		} else if more, ok := done[name]; ok {
			met = append(met, fmt.Sprintf("CASE WHEN true%s THEN %d ELSE 0 END", more, bit))
		} else {
			one := kernel.Where{Args: w.Args}
			figured(&one, core.Figure{Name: name, From: g.of.From, Until: g.of.Until})
			w.Args, out = one.Args, append(out, fmt.Sprintf("SELECT number, %d AS bits FROM cases%s", bit, one.SQL()))
		}
	}
	say := func(query string, args ...any) {
		w.Add(query, args...)
		out = append(out, w.Conditions[len(w.Conditions)-1])
	}
	if len(ranks) > 0 {
		say(`SELECT number, CASE rank `+strings.Join(ranks, " ")+` ELSE 0 END AS bits FROM (SELECT c.number, min(`+kernel.RankByDay+`) AS rank FROM clocks c
    WHERE `+kernel.Owed+` GROUP BY c.number) r`, g.of.Until)
	}
	if len(named) > 0 {
		say(`SELECT t.number, `+strings.Join(named, " | ")+` AS bits FROM timeline t WHERE t.`+during, pq.StringArray(names), g.of.From, g.of.Until)
	}
	if len(met) > 0 {
		say(`SELECT c.number, `+strings.Join(met, " | ")+` AS bits FROM clocks c WHERE `+answered, g.of.From, g.of.Until)
	}
	return out
}
