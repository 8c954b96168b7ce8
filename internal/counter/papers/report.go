package papers

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
)

// longestReport is how many days a report may be of; a longer time is told in several, each of
// which is kept.
const longestReport = 366

// The questions of a report.
const askFrom, askUntil = "from", "until"

// period is the last whole one that was over at an instant, [from, until).
func period(of string, now time.Time) (from, until time.Time) {
	now = now.In(core.Zone)
	months := map[string]int{"month": 1, "quarter": 3, "half": 6, "year": 12}[of]
	first := (int(now.Month()) - 1) / months * months
	until = time.Date(now.Year(), time.Month(first+1), 1, 0, 0, 0, 0, core.Zone)
	return until.AddDate(0, -months, 0), until
}

// span is the time a report tells of: that which was asked for, or the last whole period.
func (c *Room) span(f paper.Form, asked map[string]string) (from, until time.Time, err error) {
	from, until = period(f.Table.Period, c.Now())
	for _, q := range []struct {
		name string
		to   *time.Time
		more int
	}{{askFrom, &from, 0}, {askUntil, &until, 1}} {
		if asked[q.name] == "" {
			continue
		}
		day, err := time.ParseInLocation(time.DateOnly, asked[q.name], core.Zone)
		if err != nil {
			return from, until, casework.FieldError(casework.Invalid, "asked."+q.name, "date")
		}
		if day.After(c.Now()) {
			return from, until, casework.FieldError(casework.FutureDate, "asked."+q.name, f.Rules[0])
		}
		*q.to = day.AddDate(0, 0, q.more)
	}
	switch {
	case !from.Before(until):
		err = casework.FieldError(casework.Invalid, "asked."+askUntil, "span_order")
	case until.After(from.AddDate(0, 0, longestReport)):
		err = casework.FieldError(casework.Invalid, "asked."+askUntil, "span")
	}
	return from, until, err
}

// reportMatter gathers the figures of a report: each row, and all together. What is counted is
// how things were when the period ended, whenever the report is made.
func (c *Room) reportMatter(ctx context.Context, p casework.Principal, f paper.Form, from drafting, asked map[string]string, m *paper.Matter) error {
	begin, end, err := c.span(f, asked)
	if err != nil {
		return err
	}
	a := core.FiguresAsked{Kind: f.Table.Only, Unit: from.subject.Unit, From: begin, Until: end}
	all, err := c.asks.Figures(ctx, p, a)
	if err != nil {
		return fmt.Errorf("report %s: %w", f.Code, err)
	}
	if len(all) == 0 {
		all = []core.Counted{{}}
	}
	tellFigures(m.Extra, all[0])
	a.By = f.Table.By
	rows, err := c.asks.Figures(ctx, p, a)
	if err != nil {
		return fmt.Errorf("report %s: %w", f.Code, err)
	}
	for _, row := range rows {
		if !slices.ContainsFunc(core.Reported, func(name string) bool { return row.N[name] > 0 }) {
			continue // nothing came and nothing lies there
		}
		extra := map[string]string{"of": c.reported(from.office, a.By, row.Of)}
		tellFigures(extra, row)
		m.Rows = append(m.Rows, paper.Matter{Extra: extra, Names: m.Names, At: m.At})
	}
	last := end.AddDate(0, 0, -1).Add(time.Hour) // midnight is said as 24:00 of the day before
	m.Extra["from"], m.Extra["until"] = paper.Date(begin.Add(time.Hour), core.Zone), paper.Date(last, core.Zone)
	if c.Now().Before(last) {
		last = c.Now()
	}
	m.Extra["as_of"] = paper.Date(last, core.Zone)
	return nil
}

// reported names what a row is of.
func (c *Room) reported(office *core.Office, by, of string) string {
	switch by {
	case "unit":
		return core.UnitName(office, of)
	case "kind":
		return c.Kinds.Of(casework.Kind(of)).Title.Zh
	}
	if item, ok := office.ItemOf(of, 0); ok {
		return item.Name
	}
	return "（不属于目录事项）"
}

// tellFigures adds figures, and the shares that they make.
func tellFigures(extra map[string]string, row core.Counted) {
	for _, name := range core.Reported {
		extra[name] = strconv.Itoa(row.N[name])
	}
	for name, of := range map[string][2]string{
		"in_time": {core.FigureDone, core.FigureDoneLate}, "in_law": {core.FigureStatute, core.FigureStatuteLate}, "content": {core.FigureRated, core.FigureUnsatisfied},
	} {
		whole, bad := row.N[of[0]], row.N[of[1]]
		extra[name] = "—"
		if whole > 0 {
			extra[name] = strconv.FormatFloat(100*float64(whole-bad)/float64(whole), 'f', 1, 64) + "%"
		}
	}
}
