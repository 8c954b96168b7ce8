package roster

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// backFor is how long a holder who came back still reads what was done meanwhile.
const backFor = 7 * 24 * time.Hour

// Covering is what changes hands with a post: to B while A is away (R164), and back
// to A (R168). Why A is away is not in it (R156, R175).
type Covering struct {
	Covers []CoveredPost `json:"covers"`
	Back   *Homecoming   `json:"back,omitempty"` // of who came back lately
}

// CoveredPost is a post somebody covers now, with what is open on it.
type CoveredPost struct {
	casework.Holding
	Holder string              `json:"holder"` // the name of A
	Cases  []casework.CaseView `json:"cases"`  // the most urgent first, with their open clocks
}

// Homecoming is what others did on a person's posts while he was away.
type Homecoming struct {
	From     time.Time              `json:"from"`
	Returned time.Time              `json:"returned"`
	Done     []casework.TimelineRow `json:"done"` // oldest first, without a word anybody wrote
}

// Covering lists what p covers now, and what was done on his own posts while he was
// away.
func (c *Room) Covering(ctx context.Context, p casework.Principal) (Covering, error) {
	out := Covering{Covers: []CoveredPost{}}
	office, err := c.Store.Office(ctx)
	if err != nil {
		return out, fmt.Errorf("covering: %w", err)
	}
	if _, err := c.Decide(p, access.CoverView, access.Subject{}, office); err != nil {
		return out, err
	}
	for _, h := range p.Holdings {
		if h.Covers == "" || h.Standby {
			continue
		}
		rows, err := c.own.OpenOn(ctx, []string{h.Post})
		if err != nil {
			return out, fmt.Errorf("open cases on %s: %w", h.Post, err)
		}
		rows = slices.DeleteFunc(rows, func(v casework.CaseView) bool { return !c.May(p, access.CaseView, c.SubjectOf(v), office) })
		out.Covers = append(out.Covers, CoveredPost{Holding: h, Holder: core.NameOf(office, h.Covers), Cases: core.Listed(rows)})
	}
	out.Back, err = c.homecoming(ctx, p)
	return out, err
}

func (c *Room) homecoming(ctx context.Context, p casework.Principal) (*Homecoming, error) {
	away, err := c.own.LastAway(ctx, p.Person)
	if err != nil {
		return nil, fmt.Errorf("last absence of %s: %w", p.Person, err)
	}
	if away == nil || away.To.Before(c.Now().Add(-backFor)) {
		return nil, nil //nolint:nilnil // nobody came back
	}
	posts, err := c.heldBy(ctx, p.Person)
	if err != nil {
		return nil, err
	}
	done, err := c.own.Meanwhile(ctx, p.Person, posts, *away)
	if err != nil {
		return nil, fmt.Errorf("done for %s: %w", p.Person, err)
	}
	return &Homecoming{From: away.From, Returned: away.To, Done: core.Listed(done)}, nil
}
