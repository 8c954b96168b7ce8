package core

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// listedRow is what a list shows of a case that may follow another.
type listedRow struct {
	number  string
	stage   casework.Stage
	follows *string
	turn    *casework.Role
}

// LeadCases names in a list what each merged case follows. Its turn is the leading
// case's: there it is worked on (docs/adr/0010).
func (c *Core) LeadCases(ctx context.Context, p casework.Principal, office *Office, rows []casework.CaseView) error {
	of := make([]listedRow, len(rows))
	for i := range rows {
		r := &rows[i]
		of[i] = listedRow{r.Number, r.Stage, &r.Follows, &r.Turn}
	}
	return c.lead(ctx, p, office, of)
}

// LeadClocks is leadCases for a list of clocks.
func (c *Core) LeadClocks(ctx context.Context, p casework.Principal, office *Office, rows []casework.ClockView) error {
	of := make([]listedRow, len(rows))
	for i := range rows {
		r := &rows[i]
		of[i] = listedRow{r.Number, r.Stage, &r.Follows, &r.Turn}
	}
	return c.lead(ctx, p, office, of)
}

// lead looks the leading cases up. To who may not see one, its follower shows as it
// stands and names nobody.
func (c *Core) lead(ctx context.Context, p casework.Principal, office *Office, rows []listedRow) error {
	var merged []string
	for _, r := range rows {
		if r.stage == casework.StageMerged {
			merged = append(merged, r.number)
		}
	}
	if len(merged) == 0 {
		return nil
	}
	found, err := c.Store.Leading(ctx, merged)
	if err != nil {
		return fmt.Errorf("what %d merged cases follow: %w", len(merged), err)
	}
	for _, r := range rows {
		leader, known := found[r.number]
		if known && c.May(p, access.CaseView, c.SubjectOf(leader), office) {
			*r.follows, *r.turn = leader.Number, leader.Turn
		}
	}
	return nil
}
