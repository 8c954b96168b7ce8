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
	// Handed is what A has handed over and nobody has confirmed yet.
	Handed []HandedPost `json:"handed"`
	Back   *Homecoming  `json:"back,omitempty"` // of who came back lately
}

// CoveredPost is a post somebody covers now, with what is open on it.
type CoveredPost struct {
	casework.Holding
	Holder string              `json:"holder"` // the name of A
	Cases  []casework.CaseView `json:"cases"`  // the most urgent first, with their open clocks
}

// HandedPost is what A hands over to B before he leaves: the absence that asks for it, and
// what is open on the posts (R164).
type HandedPost struct {
	Number string              `json:"number"` // of the absence: confirm-receipt goes there
	Post   string              `json:"post"`
	Holder string              `json:"holder"`
	From   time.Time           `json:"from"`
	Cases  []casework.CaseView `json:"cases"`
}

// Homecoming is what others did on a person's posts while he was away.
type Homecoming struct {
	From     time.Time              `json:"from"`
	Returned time.Time              `json:"returned"`
	Done     []casework.TimelineRow `json:"done"` // oldest first, without a word anybody wrote
}

// Covering lists what p covers now, what he is to confirm before he does, and what was done on his own posts while he was
// away.
func (c *Room) Covering(ctx context.Context, p casework.Principal) (Covering, error) {
	out := Covering{Covers: []CoveredPost{}, Handed: []HandedPost{}}
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
	if out.Handed, err = c.handed(ctx, p, office); err != nil {
		return out, err
	}
	out.Back, err = c.homecoming(ctx, p)
	return out, err
}

// handed lists the hand-overs that wait for p's word, the next leaving first.
func (c *Room) handed(ctx context.Context, p casework.Principal, office *core.Office) ([]HandedPost, error) {
	open := true
	found, err := c.ListAll(ctx, p, casework.ConfirmReceipt, core.CaseFilter{Kind: c.Kinds.Leave(), Open: &open})
	if casework.CodeOf(err) == casework.Forbidden { // he stands on no post
		return []HandedPost{}, nil
	}
	if err != nil {
		return nil, err
	}
	out := []HandedPost{}
	for _, view := range found {
		state := core.StateOf(view)
		if c.Kinds.Binds(view).Admits(state, casework.ConfirmReceipt, c.Now()) != nil || !c.May(p, casework.ConfirmReceipt, c.SubjectOf(view), office) {
			continue
		}
		cases, err := c.Handover(ctx, p, view.Number)
		if err != nil && casework.CodeOf(err) == "" { // a refusal: A holds none of B's posts any more
			return nil, err
		}
		out = append(out, HandedPost{
			Number: view.Number, Post: view.Post, Holder: core.NameOf(office, state.Facts[core.FactPerson]), From: termOf(view).From, Cases: core.Listed(cases),
		})
	}
	slices.SortStableFunc(out, func(a, b HandedPost) int { return a.From.Compare(b.From) })
	return out, nil
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
