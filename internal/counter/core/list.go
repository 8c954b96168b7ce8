package core

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/casework"
)

// Bounds of a list.
const (
	defaultRows = 50
	MaxRows     = 200
)

// Many is where a count of messages or cases ends: beyond it a page says 500+, and nobody
// counts on.
const Many = 501

// List is one page of rows and how many there are in all; of cases and messages, counted as far
// as anybody counts.
type List[T any] struct {
	Rows  []T `json:"rows"`
	Total int `json:"total"`
}

// Page cuts a list; zero Limit is 50, the most is 200.
type Page struct{ Offset, Limit int }

// Bounds are the rows to leave out and the most to bring.
func (p Page) Bounds() (offset, limit int) {
	if p.Limit <= 0 {
		p.Limit = defaultRows
	}
	return max(0, p.Offset), min(p.Limit, MaxRows)
}

// Listed is a list that is never nil: an empty one is [] in JSON, not null.
func Listed[T any](rows []T) []T {
	if rows == nil {
		return []T{}
	}
	return rows
}

// ListCases is a page of the cases p may see by an action, as he may see them.
func (c *Core) ListCases(ctx context.Context, p casework.Principal, action string, f CaseFilter) (List[casework.CaseView], error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return List[casework.CaseView]{}, fmt.Errorf("list cases: %w", err)
	}
	if f.Scope, err = c.Reach(p, action, f.Kind, office); err != nil {
		return List[casework.CaseView]{}, err
	}
	rows, total, err := c.Store.ListCases(ctx, f)
	if err != nil {
		return List[casework.CaseView]{}, fmt.Errorf("list cases: %w", err)
	}
	rows = c.VeilCases(p, rows, office)
	return List[casework.CaseView]{Rows: rows, Total: total}, c.LeadCases(ctx, p, office, rows)
}

// ListAll is every page of a list, for whoever narrows it further than a query can:
// what is cut off before it is looked at is never seen (the oldest request first).
func (c *Core) ListAll(ctx context.Context, p casework.Principal, action string, f CaseFilter) ([]casework.CaseView, error) {
	var all []casework.CaseView
	seen := map[string]bool{} // a case that comes in meanwhile moves the others down a place
	for f.Limit = MaxRows; ; f.Offset += MaxRows {
		page, err := c.ListCases(ctx, p, action, f)
		if err != nil {
			return nil, err
		}
		for _, view := range page.Rows {
			if !seen[view.Number] {
				seen[view.Number], all = true, append(all, view)
			}
		}
		if len(page.Rows) < MaxRows {
			return all, nil
		}
	}
}
