package appraisal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Visits is how a unit was checked since the year began, as the timeline tells it, and whether
// it must be next time, for something was found there the last (R112).
type Visits struct {
	Unit     string `db:"unit" json:"unit"`
	UnitName string `db:"unit_name" json:"unit_name"`
	Plan     string `db:"plan" json:"plan,omitempty"` // the plan of the year that has it
	Open     int    `db:"open" json:"open"`
	Covert   int    `db:"covert" json:"covert"`
	Found    int    `db:"found" json:"found"` // and not taken back
	// The last check of all, and how it was made.
	LastAt   *time.Time `db:"last_at" json:"last_at,omitempty"`
	Last     string     `db:"last" json:"last,omitempty"`
	LastMode string     `db:"last_mode" json:"last_mode,omitempty"`
	// Since when it must be visited, and for what.
	MustSince *time.Time `db:"must_since" json:"must_since,omitempty"`
	Must      string     `db:"must" json:"must,omitempty"`
}

// Coverage is how far everybody was visited in a year.
type Coverage struct {
	Year    int      `json:"year"`
	Planned int      `json:"planned"`
	Covered int      `json:"covered"` // of those planned
	Must    int      `json:"must"`
	Rows    []Visits `json:"rows"`
}

// Coverage tells of each unit within reach whether it was visited this year, and must be, for
// those who watch over it: who is visited does not know of it.
func (c *Room) Coverage(ctx context.Context, p casework.Principal) (Coverage, error) {
	out := Coverage{Year: c.Now().In(core.Zone).Year()}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return out, fmt.Errorf("coverage: %w", err)
	}
	scope, err := c.Reach(p, access.WatchView, "", office)
	if err != nil {
		return out, err
	}
	units := []string{}
	for _, u := range office.Units {
		if u.Parent != "" && slices.ContainsFunc(scope, func(s core.Scope) bool { return s.All || slices.Contains(s.Units, u.ID) }) {
			units = append(units, u.ID)
		}
	}
	rows, err := c.own.Visits(ctx, units, time.Date(out.Year, 1, 1, 0, 0, 0, 0, core.Zone), c.Now())
	if err != nil {
		return out, fmt.Errorf("coverage: %w", err)
	}
	for _, r := range rows {
		if r.Plan != "" {
			out.Planned++
			if r.Open > 0 {
				out.Covered++
			}
		}
		if r.Must != "" {
			out.Must++
		}
	}
	out.Rows = core.Listed(rows)
	return out, nil
}
