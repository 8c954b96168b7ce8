package counter

import (
	"context"
	"fmt"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
)

// leaders are the cases that merged ones follow, by the follower's number, as far as
// p may see them: to who may not, a follower shows as it stands and names nobody.
func (c *Counter) leaders(ctx context.Context, p casework.Principal, office *Office, merged []string) (map[string]casework.CaseView, error) {
	out := map[string]casework.CaseView{}
	if len(merged) == 0 {
		return out, nil
	}
	found, err := c.store.Leading(ctx, merged)
	if err != nil {
		return nil, fmt.Errorf("what %d merged cases follow: %w", len(merged), err)
	}
	for follower, leader := range found {
		if may(p, access.CaseView, subjectOf(leader), office) {
			out[follower] = leader
		}
	}
	return out, nil
}

// leadCases names in a list what each merged case follows. Its turn is the leading
// case's: there it is worked on (docs/adr/0010).
func (c *Counter) leadCases(ctx context.Context, p casework.Principal, office *Office, rows []casework.CaseView) error {
	var merged []string
	for _, r := range rows {
		if r.Stage == casework.StageMerged {
			merged = append(merged, r.Number)
		}
	}
	lead, err := c.leaders(ctx, p, office, merged)
	if err != nil {
		return err
	}
	for i := range rows {
		if leader, ok := lead[rows[i].Number]; ok {
			rows[i].Follows, rows[i].Turn = leader.Number, leader.Turn
		}
	}
	return nil
}

// leadClocks is leadCases for a list of clocks.
func (c *Counter) leadClocks(ctx context.Context, p casework.Principal, office *Office, rows []casework.ClockView) error {
	var merged []string
	for _, r := range rows {
		if r.Stage == casework.StageMerged {
			merged = append(merged, r.Number)
		}
	}
	lead, err := c.leaders(ctx, p, office, merged)
	if err != nil {
		return err
	}
	for i := range rows {
		if leader, ok := lead[rows[i].Number]; ok {
			rows[i].Follows, rows[i].Turn = leader.Number, leader.Turn
		}
	}
	return nil
}
