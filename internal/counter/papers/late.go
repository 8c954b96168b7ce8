package papers

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/words"
)

// lateMatters gathers what was not finished in time, of every kind that p may put on a
// circular (「公文或事项」, R222): what is late still, and what was done late since the last
// circular. What went upward is the business of those it went to.
func (c *Room) lateMatters(
	ctx context.Context, p casework.Principal, names speller, f paper.Form, from drafting,
) (out []paper.Matter, total int, err error) {
	office := from.office
	since, err := c.untold(ctx, f, from)
	if err != nil {
		return nil, 0, err
	}
	for _, k := range c.Kinds.Kinds() {
		filter := core.CaseFilter{Kind: k, LateSince: since}
		if filter.Scope, err = c.Reach(p, access.CaseCirculate, k, office); err != nil { // not circulated
			continue
		}
		views, _, err := c.listed(ctx, filter, maxCircular)
		if err != nil {
			return nil, 0, fmt.Errorf("list for %s: %w", f.Code, err)
		}
		for _, view := range views {
			if c.SubjectOf(view).Office != "" {
				continue
			}
			row, late, err := c.lateRow(ctx, p, names, f, office, view, since)
			if err != nil {
				return nil, 0, err
			}
			if !late {
				continue
			}
			if total++; len(out) < maxCircular {
				out = append(out, row)
			}
		}
	}
	return out, total, nil
}

// untold is since when nobody circulated: the last circular that stands, before the first
// one the month that is over.
func (c *Room) untold(ctx context.Context, f paper.Form, from drafting) (time.Time, error) {
	last, err := c.lastOf(ctx, from.office, f, from.bureau)
	if last.IsZero() {
		y, m, _ := c.Now().In(core.Zone).Date()
		last = time.Date(y, m-1, 1, 0, 0, 0, 0, core.Zone)
	}
	return last, err
}

// lateRow is one case as the circular tells of it: which limit ran out and what the head
// of the section said of it. Of a sealed kind nothing is opened (R081, R082).
func (c *Room) lateRow(
	ctx context.Context, p casework.Principal, names speller, f paper.Form, office *core.Office, view casework.CaseView, since time.Time,
) (row paper.Matter, late bool, err error) {
	if view.Clocks, err = c.Store.Clocks(ctx, view.Number); err != nil {
		return row, false, fmt.Errorf("clocks of %s: %w", view.Number, err)
	}
	owed := c.firstLate(view.Clocks, since)
	if owed == nil {
		return row, false, nil
	}
	events, err := c.Store.Timeline(ctx, view.Number)
	if err != nil {
		return row, false, fmt.Errorf("timeline of %s: %w", view.Number, err)
	}
	opening := f.Code
	if c.Veiled(view.Kind) {
		opening = ""
	}
	if row, err = c.matter(ctx, p, office, view, events, opening); err != nil {
		return row, false, err
	}
	declared := c.Kinds.Of(view.Kind)
	about := view.ItemName
	if said := row.Fields[declared.Names]; declared.Names != "" && opening != "" && said != "" {
		about = said
	}
	row.Extra["kind"], row.Extra["matter"] = declared.Title.Zh, about
	row.Extra["clock"], row.Extra["due"] = words.Clock(words.Chinese, view.Kind, casework.Ruling(owed.Name)), paper.Moment(owed.Due, core.Zone)
	row.Extra["late"] = strconv.Itoa(names.Late(owed.Due, c.Now())) + "个工作日"
	if owed.Ended != nil {
		row.Extra["late"] = strconv.Itoa(names.Late(owed.Due, *owed.Ended)) + "个工作日，" + paper.Date(*owed.Ended, core.Zone) + "完成"
	}
	row.Extra["explained"] = explained(row.Events)
	return row, true, nil
}

// firstLate is what has been late the longest: what is still owed before what was done late;
// an explanation of it is told in its own column.
func (c *Room) firstLate(clocks []casework.ClockView, since time.Time) (first *casework.ClockView) {
	for i, o := range clocks {
		if casework.Ruling(o.Name) == "explain" || !c.late(o, since) {
			continue
		}
		if first == nil || (o.Ended == nil) != (first.Ended == nil) && o.Ended == nil || (o.Ended == nil) == (first.Ended == nil) && o.Due.Before(first.Due) {
			first = &clocks[i]
		}
	}
	return first
}

// late tells whether a clock was not met in time: still, or since an instant too late.
func (c *Room) late(o casework.ClockView, since time.Time) bool {
	if o.Ended == nil {
		return o.Status == casework.Breached && !o.Due.After(c.Now())
	}
	return o.Outcome == casework.Breach && o.Status == casework.Met && o.Ended.After(o.Due) && !o.Ended.Before(since)
}

// explained is what the head of the section said to the leader in charge (R059), as far as
// the issuer reads it: when, at least.
func explained(events []casework.TimelineRow) string {
	said := "尚未说明"
	for _, e := range events {
		if e.Name == casework.Explained {
			said = paper.Date(e.At, core.Zone) + "已向分管领导说明"
			if e.Text != "" {
				said += "：" + e.Text
			}
		}
	}
	return said
}
