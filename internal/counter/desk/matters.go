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
	"github.com/shixian/shixian/internal/kind"
)

// Asked is what somebody wants to see of the matters that are his, or, All, of those he may see.
type Asked struct {
	All            bool
	Light          casework.Light // DueToday and DueThisWeek, too
	Midnight, Week time.Time
	Below          bool   // those of the people he leads, as Below counts them
	Unit, Person   string // with All or Below: of this unit and below, of this person's posts
	After          Mark
	Limit          int
}

// Matter is a row of a desk.
type Matter struct {
	Row
	// Head is who brought it or what it is about, for whoever may open that; Field what that is.
	Head, Field string
	// Acts are, for each of Clocks, what it asks of this reader; empty: nothing. Next is the act
	// awaited first.
	Acts []string
	Next string
}

// Matters are a page of them.
type Matters struct {
	Rows   []Matter
	Counts []Tally
	Lights core.Lights // of all of Counts
	Last   Mark
	More   bool
}

// Matters lists what waits for p, or all open matters he may see, the most urgent first.
func (c *Room) Matters(ctx context.Context, p casework.Principal, a Asked) (Matters, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Matters{}, fmt.Errorf("desk: %w", err)
	}
	f := Filter{Light: a.Light, Midnight: a.Midnight, Week: a.Week, After: a.After, Limit: a.Limit}
	if !a.All && !a.Below {
		f.Holder, f.Scope = p.Person, []core.Scope{{All: true}}
		return c.list(ctx, p, office, f)
	}
	if a.Below {
		f.Scope, err = c.leads(p, office)
	} else {
		f.Scope, err = c.Reach(p, access.CaseList, "", office)
	}
	if err != nil {
		return Matters{}, err
	}
	f.Person = a.Person
	if a.Unit != "" {
		f.Units = office.Tree().Below(a.Unit)
	}
	return c.list(ctx, p, office, f)
}

func (c *Room) list(ctx context.Context, p casework.Principal, office *core.Office, f Filter) (Matters, error) {
	found, err := c.own.OpenMatters(ctx, f)
	if err != nil {
		return Matters{}, fmt.Errorf("desk: %w", err)
	}
	return c.rows(ctx, p, office, found, f.Midnight)
}

// rows are matters as p may see them.
func (c *Room) rows(ctx context.Context, p casework.Principal, office *core.Office, found Found, midnight time.Time) (Matters, error) {
	views := make([]casework.CaseView, len(found.Rows))
	for i, row := range found.Rows {
		views[i] = row.Reading(c.states.Of(row.CaseView))
	}
	heads, fields, err := c.heads(ctx, p, office, views, midnight)
	if err != nil {
		return Matters{}, err
	}
	out := Matters{Rows: make([]Matter, len(views)), Counts: found.Counts, Lights: found.Sum().Lights, Last: found.Last, More: found.More}
	for i, view := range views {
		m := Matter{Row: found.Rows[i], Head: heads[view.Number], Field: fields[view.Number]}
		m.Acts, m.Next = c.acts(p, office, view, m.Window)
		out.Rows[i] = m
	}
	views = c.VeilCases(p, views, office)
	if err := c.LeadCases(ctx, p, office, views); err != nil {
		return Matters{}, err
	}
	for i := range views {
		out.Rows[i].CaseView = views[i]
	}
	return out, nil
}

// heads opens by what people tell these cases apart, of those p may open. Each is a reading;
// it is on record, once a day, before it is shown.
func (c *Room) heads(ctx context.Context, p casework.Principal, office *core.Office, views []casework.CaseView, midnight time.Time) (heads, fields map[string]string, err error) {
	fields = map[string]string{}
	for _, view := range views {
		field := c.Kinds.Of(view.Kind).Head()
		if field == "" {
			continue
		}
		if err := c.Opens(ctx, p, view, office); err == nil {
			fields[view.Number] = field
		} else if casework.CodeOf(err) == "" {
			return nil, nil, err
		}
	}
	if len(fields) == 0 {
		return fields, fields, nil
	}
	if heads, err = c.open(ctx, views, fields); err != nil {
		return nil, nil, fmt.Errorf("subjects of a desk: %w", err)
	}
	var shown []string
	for number := range heads {
		shown = append(shown, number)
	}
	slices.Sort(shown)
	if err := c.own.Listed(ctx, p.Person, shown, midnight.AddDate(0, 0, -1)); err != nil {
		return nil, nil, fmt.Errorf("audit a desk: %w", err)
	}
	return heads, fields, nil
}

// open opens the heads of these cases, each as its view brought it; where one did not, all are
// asked for.
func (c *Room) open(ctx context.Context, views []casework.CaseView, fields map[string]string) (map[string]string, error) {
	heads := map[string]string{}
	for _, view := range views {
		if fields[view.Number] == "" {
			continue
		}
		if view.Head == "" {
			return c.own.Heads(ctx, fields)
		}
		head, err := c.own.OpenHead(view.Head)
		if err != nil {
			return nil, err
		}
		if head != "" {
			heads[view.Number] = head
		}
	}
	return heads, nil
}

// Head is the head of one case, as it stands in lists, for whoever may open it.
func (c *Room) Head(ctx context.Context, p casework.Principal, view casework.CaseView, midnight time.Time) (head, field string, err error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return "", "", fmt.Errorf("head of %s: %w", view.Number, err)
	}
	heads, fields, err := c.heads(ctx, p, office, []casework.CaseView{view}, midnight)
	return heads[view.Number], fields[view.Number], err
}

// acts are what the clocks ask of p, as far as he may and the case admits it; next is that of
// the most urgent of them, or what is done at the window.
func (c *Room) acts(p casework.Principal, office *core.Office, view casework.CaseView, window bool) (acts []string, next string) {
	state, declared, now := core.StateOf(view), c.Kinds.Binds(view), c.Now()
	may := func(command, clock string) bool {
		if command == "" || !declared.Offers(state, command, now) {
			return false
		}
		roles, err := c.Decide(p, command, c.SubjectFor(view, clock), office)
		return err == nil && declared.Bars(state, command, p.Person, roles) == nil
	}
	acts = make([]string, len(view.Clocks))
	for i, k := range view.Clocks {
		command := declared.Answer(casework.Ruling(k.Name))
		switch {
		case command == "":
			continue
		case k.Status == casework.Paused:
			command = casework.Resume
		case k.Name == "intake" && state.Intake == casework.IntakeIncomplete: // it is not accepted before it is complete (R024)
			command = casework.OneTimeNotice
		}
		if may(command, k.Name) {
			acts[i], next = command, cmp.Or(next, command)
		}
	}
	if window && next == "" {
		for _, act := range declared.Acts {
			if act.Who[casework.Clerk] > kind.None && len(act.Meets) > 0 && may(act.Name, "") {
				return acts, act.Name
			}
		}
	}
	return acts, next
}
