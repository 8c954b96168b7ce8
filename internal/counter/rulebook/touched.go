package rulebook

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Touched is how many cases a rule touched in a year until now, of those the reader may
// read: whose timeline says that something happened under it.
type Touched struct {
	Rule  string `json:"rule" example:"R069"`
	Year  int    `json:"year"`
	Cases int    `json:"cases"`
}

// TouchedFilter is the question as the record is asked it.
type TouchedFilter struct {
	Rule  string
	Since time.Time
	Scope []core.Scope
	// Of kinds sealed from the reader, and of a case of a parted kind about himself, he is
	// not told all that happened. There only clocks count, or a figure would tell (R082).
	Sealed, Parted []casework.Kind
	Reader         string
}

// TouchedBy counts the cases of this year.
func (c *Room) TouchedBy(ctx context.Context, p casework.Principal, rule string) (Touched, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return Touched{}, fmt.Errorf("cases of %s: %w", rule, err)
	}
	scope, err := c.Reach(p, access.CaseTimeline, "", office)
	if err != nil {
		return Touched{}, err
	}
	year := c.Now().In(core.Zone).Year()
	f := TouchedFilter{Rule: rule, Since: time.Date(year, 1, 1, 0, 0, 0, 0, core.Zone), Scope: scope, Sealed: c.SealedFrom(p, office), Reader: p.Person}
	for _, d := range c.Kinds.All() {
		if d.Parted {
			f.Parted = append(f.Parted, d.Kind)
		}
	}
	n, err := c.own.Touched(ctx, f)
	if err != nil {
		return Touched{}, fmt.Errorf("cases of %s: %w", rule, err)
	}
	return Touched{Rule: rule, Year: year, Cases: n}, nil
}
