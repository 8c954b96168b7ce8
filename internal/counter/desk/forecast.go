package desk

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Forecast is what a post has to do by an instant of one clock, held against how long that post
// took for it. It is a range over matters, and says nothing of a person.
type Forecast struct {
	Post   string `db:"post"`
	Series string `db:"series"` // of the numbers: BJ
	Clock  string `db:"clock"`
	Due    int    `db:"due"`  // what falls due until then
	Past   int    `db:"past"` // how many that it did the range rests on
	// Half is how long half of those took at most, Most how long nine in ten did.
	Half, Most time.Duration
	// Low are those that would be late at the usual pace, High those at the pace of the tenth that
	// takes longest, or that have taken longer already.
	Low, High int
	Numbers   []string // the first of these, by their due instant
}

// leastPast is how many a range has to rest on; below it there is none.
const leastPast = 10

// Known tells whether there is enough behind it to say a range.
func (f Forecast) Known() bool { return f.Past >= leastPast }

// ForecastFilter chooses what is forecast.
type ForecastFilter struct {
	Scope []core.Scope // as in core.CaseFilter
	Until time.Time
}

// Forecast tells a leader what falls due until an instant, and how much of it may be late, by the
// history of each post. Forbidden for whoever leads nobody.
func (c *Room) Forecast(ctx context.Context, p casework.Principal, until time.Time) ([]Forecast, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return nil, fmt.Errorf("forecast: %w", err)
	}
	if _, err := c.leads(p, office); err != nil {
		return nil, err
	}
	f := ForecastFilter{Until: until}
	if f.Scope, err = c.Reach(p, access.CaseList, "", office); err != nil {
		return nil, err
	}
	rows, err := c.own.Forecast(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("forecast: %w", err)
	}
	for i, r := range rows {
		if !r.Known() {
			rows[i] = Forecast{Post: r.Post, Series: r.Series, Clock: r.Clock, Due: r.Due, Past: r.Past}
		}
	}
	return core.Listed(rows), nil
}
