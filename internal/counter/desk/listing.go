package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/find"
)

// CasesAsked is what of the list of cases somebody wants to see; zero fields do not narrow.
type CasesAsked struct {
	core.CaseFilter
	Unit     string // of this unit and below
	Item     string // in the name of the matter
	Hands    string // in the name of the post that has it, or of who stands there
	Midnight time.Time
}

// CasesFound is a page of them. Total counts from its beginning on, to core.Many.
type CasesFound struct {
	Rows  []Matter
	Total int
	Last  core.CaseMark
	More  bool
}

// ListedCases lists the cases p may see, open or closed, each with the clocks that run in it
// and, for whoever may open that, who brought it or what it is about.
func (c *Room) ListedCases(ctx context.Context, p casework.Principal, a CasesAsked) (CasesFound, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return CasesFound{}, fmt.Errorf("listed cases: %w", err)
	}
	f := a.CaseFilter
	if f.Scope, err = c.Reach(p, access.CaseList, f.Kind, office); err != nil {
		return CasesFound{}, err
	}
	named(&f, a, office)
	views, total, err := c.Store.ListCases(ctx, f)
	if err != nil {
		return CasesFound{}, fmt.Errorf("listed cases: %w", err)
	}
	out := CasesFound{Total: total, More: total > len(views)}
	if len(views) == 0 {
		return out, nil
	}
	out.Last = core.MarkOf(views[len(views)-1])
	numbers := make([]string, len(views))
	for i, view := range views {
		numbers[i] = view.Number
	}
	clocks, err := c.own.Running(ctx, numbers)
	if err != nil {
		return CasesFound{}, fmt.Errorf("listed cases: %w", err)
	}
	found := Found{Rows: make([]Row, len(views))}
	for i, view := range views {
		view.Clocks = clocks[view.Number]
		found.Rows[i].CaseView = view
	}
	list, err := c.rows(ctx, p, office, found, a.Midnight)
	out.Rows = list.Rows
	return out, err
}

// named narrows to what is called so.
func named(f *core.CaseFilter, a CasesAsked, office *core.Office) {
	holds := func(part string, names ...string) bool {
		for _, name := range names {
			if strings.Contains(find.Plain(name), find.Plain(part)) {
				return true
			}
		}
		return false
	}
	if a.Unit != "" {
		f.Units = office.Tree().Below(a.Unit)
	}
	if a.Item != "" {
		f.Items = []string{}
		for _, v := range office.Held { // what is offered no longer, too
			if holds(a.Item, v.Name, v.NameEn) {
				f.Items = append(f.Items, v.ID)
			}
		}
		for _, item := range office.Items {
			if holds(a.Item, item.Name, item.NameEn) {
				f.Items = append(f.Items, item.ID)
			}
		}
	}
	if a.Hands != "" {
		f.By = &core.Hands{Posts: []string{}, Persons: []string{}}
		for _, post := range office.Posts {
			if holds(a.Hands, post.Name, post.NameEn) {
				f.By.Posts = append(f.By.Posts, post.ID)
			}
		}
		for _, person := range office.Persons {
			if holds(a.Hands, person.Name) {
				f.By.Persons = append(f.By.Persons, person.ID)
			}
		}
	}
}
