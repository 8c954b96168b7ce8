package policy

import (
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Ran is a clock that was owed and done, as it ended and as it would have by another version.
type Ran struct {
	Clock     string
	Was, Then time.Time // due
	Late      bool      // done after it was due
	Would     bool      // done after it would have been
}

// Backtest counts by another version the clocks of a case that were owed and done: with the same
// start, pauses, grants and calendar, and what was done on the day it was. It says nothing of what
// people would have done otherwise, and leaves out a clock the version does not have.
func (b *Book) Backtest(s *casework.State, version string) ([]Ran, error) {
	req := casework.PlanRequest{
		Number: s.Number, Kind: s.Kind, Item: s.Item, ItemVersion: s.ItemVersion, Received: s.Received, Unit: s.Unit, Policy: version, Calendar: s.Calendar,
	}
	var done []casework.Clock
	for _, c := range s.Clocks {
		if c.Outcome != casework.Breach || c.Status != casework.Met || c.Ended.IsZero() {
			continue
		}
		again := c.Again(c.Ended)
		again.Policy = ""
		done, req.Clocks = append(done, c), append(req.Clocks, again)
	}
	if len(done) == 0 {
		return nil, nil
	}
	plan, err := b.Plan(req)
	if err != nil {
		return nil, err
	}
	var out []Ran
	for i, p := range plan.Clocks {
		if p.Absent {
			continue
		}
		was := done[i]
		out = append(out, Ran{Clock: was.Name, Was: was.Due, Then: p.Clock.Due, Late: was.Ended.After(was.Due), Would: was.Ended.After(p.Clock.Due)})
	}
	return out, nil
}
