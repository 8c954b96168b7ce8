package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// FigureFilter chooses what is counted, and by what.
type FigureFilter struct {
	Scope   []core.Scope // as in core.CaseFilter
	Figures []core.Figure
	By      Division
	Kind    casework.Kind // as in core.CaseFilter
	Units   []string
}

// FigureCount is how many cases a figure has, of one unit or item.
type FigureCount struct {
	Figure string `db:"figure"`
	Of     string `db:"of"`
	N      int    `db:"n"`
}

// FiguresAsked is which board a leader wants: of a month, as it stands at an instant of it. ByMonth
// sets the months before it beside it.
type FiguresAsked struct {
	By       Division
	ByMonth  int       // so many months, the last first; 0: none but this
	Month    time.Time // its first instant, in the zone of the office
	Midnight time.Time
}

// FiguresOf are the figures of a unit, an item or a month.
type FiguresOf struct {
	Of    string
	Month time.Time
	N     map[string]int
}

// LeadingFigures counts the cases a leader may see: how they stand, and what a month brought.
// Each number is that of a list he may open. Forbidden for whoever leads nobody.
func (c *Room) LeadingFigures(ctx context.Context, p casework.Principal, a FiguresAsked) ([]FiguresOf, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("figures: %w", err)
	}
	if _, err := c.leads(p, office); err != nil {
		return nil, err
	}
	f := FigureFilter{By: a.By}
	if f.Scope, err = c.Reach(p, access.CaseList, "", office); err != nil {
		return nil, err
	}
	var out []FiguresOf
	for back := range max(1, a.ByMonth) {
		month := a.Month.AddDate(0, -back, 0)
		f.Figures = FiguresIn(month, a.Midnight, a.ByMonth == 0)
		counts, err := c.own.CountFigures(ctx, f)
		if err != nil {
			return nil, fmt.Errorf("figures of %s: %w", month.Format("2006-01"), err)
		}
		at := map[string]int{}
		for _, n := range counts {
			i, ok := at[n.Of]
			if !ok {
				i, at[n.Of] = len(out), len(out)
				out = append(out, FiguresOf{Of: n.Of, Month: month, N: map[string]int{}})
			}
			out[i].N[n.Figure] = n.N
		}
		if a.ByMonth > 0 && len(counts) == 0 { // nothing happened, and that is a month, too
			out = append(out, FiguresOf{Month: month, N: map[string]int{}})
		}
	}
	return out, nil
}

// FiguresOver counts for a report what a time brought, by the conditions of the board and within
// the reach to lists, so that no report tells of what lies beyond it.
func (c *Room) FiguresOver(ctx context.Context, p casework.Principal, a core.FiguresAsked) ([]core.Counted, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("figures of a report: %w", err)
	}
	f := FigureFilter{Kind: a.Kind, By: map[string]Division{"unit": ByUnit, "item": ByItem, "kind": ByKind}[a.By]}
	if f.Scope, err = c.Reach(p, access.CaseList, a.Kind, office); err != nil {
		return nil, err
	}
	if a.Unit != "" {
		f.Units = office.Tree().Below(a.Unit)
	}
	for _, name := range core.Reported {
		f.Figures = append(f.Figures, core.Figure{Name: name, From: a.From, Until: a.Until})
	}
	counts, err := c.own.CountFigures(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("figures of a report: %w", err)
	}
	var out []core.Counted
	for _, n := range counts {
		i := slices.IndexFunc(out, func(x core.Counted) bool { return x.Of == n.Of })
		if i < 0 {
			i, out = len(out), append(out, core.Counted{Of: n.Of, N: map[string]int{}})
		}
		out[i].N[n.Figure] = n.N
	}
	slices.SortFunc(out, func(x, y core.Counted) int { return cmp.Compare(x.Of, y.Of) })
	return out, nil
}

// FiguresIn are the figures of a month; with now those of how cases stand, too.
func FiguresIn(month, midnight time.Time, now bool) (out []core.Figure) {
	if now {
		for _, name := range core.Standing {
			out = append(out, core.Figure{Name: name, Until: midnight})
		}
	}
	for _, name := range core.Happened {
		out = append(out, core.Figure{Name: name, From: month, Until: month.AddDate(0, 1, 0)})
	}
	return out
}
