package cases

import (
	"context"
	"fmt"
	"strings"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/store/kernel"
)

// happened are the cases in which an event stands that came in a time.
const happened = `number = ANY(ARRAY(SELECT t.number FROM timeline t WHERE t.name = ANY(?) AND t.at >= ? AND t.at < ? AND t.at <= now() AND t.takes_back IS NULL
    AND NOT EXISTS (SELECT FROM timeline x WHERE x.number = t.number AND x.takes_back = t.key)`

// met are the cases in which something owed was done in a time.
const met = `number = ANY(ARRAY(SELECT c.number FROM clocks c WHERE c.outcome = 'breach' AND c.ended_as = 'met' AND c.ended_at >= ? AND c.ended_at < ? AND c.ended_at <= now()`

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
func (s *Room) CountFigures(ctx context.Context, f desk.FigureFilter) ([]desk.FigureCount, error) {
	w := kernel.Where{}
	w.Add("opens_at <= now()")
	w.Add("voided_at IS NULL")
	w.Scope(f.Scope)
	w.Equal("kind", string(f.Kind))
	if f.Units != nil {
		w.Add("unit = ANY(?)", f.Units)
	}
	reach := w.SQL()
	of := "''"
	switch f.By {
	case desk.ByUnit:
		of = "unit"
	case desk.ByItem:
		of = "item"
	case desk.ByKind:
		of = "kind"
	case desk.Together, desk.ByPerson: // in one sum
	}
	var parts []string
	for _, figure := range f.Figures {
		one := kernel.Where{Args: w.Args}
		figured(&one, figure)
		w.Args = one.Args
		parts = append(parts, `SELECT '`+figure.Name+`' AS figure, `+of+` AS of, count(*) AS n FROM reach`+one.SQL()+` GROUP BY 2`)
	}
	rows := []desk.FigureCount{}
	query := `WITH reach AS NOT MATERIALIZED (SELECT number, unit, item, kind, received_at, closed_at FROM cases` + reach + `) ` + strings.Join(parts, " UNION ALL ")
	if err := kernel.List(ctx, s.db, &rows, query, w.Args...); err != nil {
		return nil, fmt.Errorf("count figures: %w", err)
	}
	return rows, nil
}
