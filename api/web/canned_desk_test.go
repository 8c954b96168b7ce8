package web

import (
	"context"
	"slices"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/kind"
)

func (c deskFake) Reading(ctx context.Context, fn func(context.Context) error) error {
	return fn(context.WithValue(ctx, readingKey{}, true))
}

// ListedCases is the list of canned cases, by number, each with its clocks.
func (c caseFake) ListedCases(ctx context.Context, p casework.Principal, a desk.CasesAsked) (desk.CasesFound, error) {
	c.listed = a
	list, err := c.Cases(ctx, p, cases.CasesFilter{Kind: a.Kind})
	out := desk.CasesFound{Total: list.Total}
	for _, v := range list.Rows {
		if len(a.Numbers) > 0 && !slices.Contains(a.Numbers, v.Number) {
			continue
		}
		m := desk.Matter{Head: c.heads[v.Number]}
		v.Clocks = slices.DeleteFunc(slices.Clone(v.Clocks), func(k casework.ClockView) bool { return !kernel.IsOpen(k) })
		if m.CaseView = v; a.After.Number < v.Number && len(out.Rows) < a.Limit {
			out.Rows = append(out.Rows, m)
		}
	}
	if n := len(out.Rows); n > 0 && n == a.Limit {
		out.More, out.Last = true, core.MarkOf(out.Rows[n-1].CaseView)
	}
	return out, err
}

func (c caseFake) Head(_ context.Context, _ casework.Principal, view casework.CaseView, _ time.Time) (head, field string, err error) {
	if c.sealed {
		return "", "", nil
	}
	return c.heads[view.Number], kind.Office().Of(view.Kind).Head(), nil
}

func (c deskFake) Approvals(_ context.Context, p casework.Principal) ([]casework.CaseView, error) {
	if !slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return h.Role != casework.Clerk && h.Role != casework.Auditor }) {
		return nil, casework.Errorf(casework.Forbidden, "who decides nothing")
	}
	return c.approvals, nil
}

// Matters is the desk of canned clocks, each case once.
func (c deskFake) Matters(ctx context.Context, p casework.Principal, a desk.Asked) (desk.Matters, error) {
	c.reads(ctx, "matters")
	var all []desk.Matter
	for _, k := range c.clocks {
		i := slices.IndexFunc(all, func(m desk.Matter) bool { return m.Number == k.Number })
		if i >= 0 {
			all[i].Clocks, all[i].Acts = append(all[i].Clocks, k), append(all[i].Acts, askedBy(p, k))
			continue
		}
		all = append(all, c.matter(p, k))
	}
	var out desk.Matters
	for _, m := range all {
		light := m.Clocks[0].Light
		switch {
		case light == casework.Red:
			out.Lights.Red++
		case light == casework.Yellow && !m.Clocks[0].Due.After(a.Midnight):
			light = core.DueToday
			out.Lights.Today++
		case light == casework.Yellow:
			out.Lights.Yellow++
		case light == casework.Green:
			out.Lights.Green++
		default:
			out.Lights.Paused++
		}
		if a.Light == "" || a.Light == light {
			out.Rows = append(out.Rows, m)
		}
	}
	at := 0
	if a.After.Number != "" {
		at = 1 + slices.IndexFunc(out.Rows, func(m desk.Matter) bool { return m.Number == a.After.Number })
	}
	out.Rows = out.Rows[at:]
	if out.More = len(out.Rows) > a.Limit; out.More {
		out.Rows = out.Rows[:a.Limit]
		out.Last = desk.Mark{Rank: 1, Number: out.Rows[a.Limit-1].Number}
	}
	return out, c.down
}

func (c deskFake) matter(p casework.Principal, k casework.ClockView) desk.Matter {
	m := desk.Matter{Head: c.heads[k.Number]}
	m.CaseView = casework.CaseView{
		Number: k.Number, Kind: k.Kind, Item: k.Item, ItemVersion: k.ItemVersion, ItemName: k.ItemName, Stage: k.Stage, Turn: casework.Handler, HolderName: k.HolderName,
		Urgent: k.Urgent, Follows: k.Follows, Clocks: []casework.ClockView{k},
	}
	if k.Kind == casework.Duties {
		m.Unit = "bureau"
	}
	m.Acts = []string{askedBy(p, k)}
	m.Next = m.Acts[0]
	return m
}

// askedBy is what a clock asks of a reader.
func askedBy(p casework.Principal, k casework.ClockView) string {
	stands := slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return h.Post == k.Post && !h.Standby })
	switch {
	case !stands && k.Owner != casework.PersonConcerned:
		return ""
	case k.Status == casework.Paused:
		return casework.Resume
	case k.Name == "intake" && k.Intake == casework.IntakeIncomplete:
		return casework.OneTimeNotice
	}
	return kind.Office().Of(k.Kind).Answer(casework.Ruling(k.Name))
}

func (c deskFake) AtWindow(_ context.Context, p casework.Principal, _ time.Time, after desk.Mark, limit int) (m desk.Matters, stands bool, err error) {
	stands = slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return h.Role == casework.Clerk && !h.Standby })
	m.Rows = c.window
	if i := slices.IndexFunc(m.Rows, func(r desk.Matter) bool { return r.Number == after.Number }); i >= 0 {
		m.Rows = m.Rows[i+1:]
	}
	if m.More = len(m.Rows) > limit; m.More {
		m.Rows = m.Rows[:limit]
		m.Last = desk.Mark{Rank: 2, Number: m.Rows[limit-1].Number}
	}
	return m, stands, nil
}

func (c deskFake) LeadingFigures(_ context.Context, _ casework.Principal, a desk.FiguresAsked) (out []desk.FiguresOf, err error) {
	if c.below == nil {
		return nil, casework.Errorf(casework.Forbidden, "who leads nobody")
	}
	of := []string{"permits", "window", "livelihood"}
	switch {
	case len(c.below.Counts) == 0: // nothing was ever owed there
		return nil, nil
	case a.By == desk.ByItem:
		of = []string{"food-permit", ""}
	case a.ByMonth > 0:
		of = make([]string, a.ByMonth)
	}
	for i, id := range of {
		n := map[string]int{core.FigureDone: 120 - 7*i, core.FigureDoneLate: 3 * i, core.FigureStatute: 80, core.FigureStatuteLate: i, core.FigureBreached: 3 * i, core.FigureSecond: i, core.FigureRated: 6, core.FigureUnsatisfied: 1}
		if a.ByMonth == 0 {
			n[core.FigureToday], n[core.FigureNear], n[core.FigureLate] = 2, 5, i
		}
		out = append(out, desk.FiguresOf{Of: id, Month: a.Month.AddDate(0, -min(i, a.ByMonth), 0), N: n})
	}
	return out, nil
}

func (c deskFake) Forecast(context.Context, casework.Principal, time.Time) ([]desk.Forecast, error) {
	if c.below == nil {
		return nil, casework.Errorf(casework.Forbidden, "who leads nobody")
	}
	return []desk.Forecast{
		{Post: "food-desk", Series: "BJ", Clock: "handle", Due: 12, Past: 214, Half: 139 * time.Hour, Most: 262 * time.Hour, Low: 1, High: 4, Numbers: []string{"BJ2026-000412", "BJ2026-000398"}},
		{Post: "window-clerk", Series: "BJ", Clock: "statutory", Due: 3, Past: 61, Half: 30 * time.Hour, Most: 71 * time.Hour},
		{Post: "efficiency-office", Series: "TS", Clock: "handle", Due: 2, Past: 6},
	}, nil
}

func (c deskFake) Below(context.Context, casework.Principal, time.Time, time.Time, int) (desk.Below, bool, error) {
	if c.below == nil {
		return desk.Below{}, false, nil
	}
	return *c.below, true, nil
}

// mostAtOnce is what the store brings at a time, whatever is asked for.
const mostAtOnce = 500

func (c deskFake) Audited(_ context.Context, p casework.Principal, f desk.RecordFilter) ([]desk.Record, error) {
	if !slices.ContainsFunc(p.Holdings, func(h casework.Holding) bool { return h.Role == casework.Auditor }) {
		return nil, casework.Errorf(casework.Forbidden, "%s", access.AuditView)
	}
	c.recordsOf = f
	rows := slices.DeleteFunc(slices.Clone(c.records), func(r desk.Record) bool { return f.Before != 0 && r.ID >= f.Before })
	return rows[:min(len(rows), f.Limit, mostAtOnce)], nil
}
