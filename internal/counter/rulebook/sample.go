package rulebook

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// Bounds of a sample.
const (
	maxActs    = 200
	maxHorizon = 800 * 24 * time.Hour
)

// SimulateDraft plays a sample case as if the draft were published. Nothing is
// kept, and no real case moves.
func (c *Room) SimulateDraft(ctx context.Context, p casework.Principal, id string, s core.Sample) ([]core.Played, error) {
	if err := c.Installation(ctx, p, access.PolicyAdmin); err != nil {
		return nil, err
	}
	draft, err := c.draft(ctx, id)
	if err != nil {
		return nil, err
	}
	if s, err = c.sample(ctx, draft, s); err != nil {
		return nil, err
	}
	book, err := c.Rules.Book(ctx)
	if err != nil {
		return nil, fmt.Errorf("simulate %s: %w", draft.Ref(), err)
	}
	tried, err := book.With(draft)
	if err != nil {
		return nil, refusals(err)
	}
	lines, err := c.Rules.Simulator.Play(ctx, tried, s)
	if err != nil {
		return nil, fmt.Errorf("simulate %s: %w", draft.Ref(), err)
	}
	return core.Listed(lines), nil
}

func (c *Room) draft(ctx context.Context, id string) (policy.Policy, error) {
	versions, err := c.own.PolicyVersions(ctx)
	if err != nil {
		return policy.Policy{}, fmt.Errorf("draft of %s: %w", id, err)
	}
	i := slices.IndexFunc(versions, func(v policy.Version) bool { return v.ID == id && v.State == policy.Draft })
	if i < 0 {
		return policy.Policy{}, casework.FieldError(casework.NotFound, "id", "draft")
	}
	return versions[i].Policy, nil
}

// sample fills in what was left out and refuses a case the draft says nothing about.
func (c *Room) sample(ctx context.Context, draft policy.Policy, s core.Sample) (core.Sample, error) {
	items, err := c.own.Items(ctx)
	if err != nil {
		return s, fmt.Errorf("items of policy %s: %w", draft.ID, err)
	}
	s.Kind = draft.Kind
	i := slices.IndexFunc(items, func(it policy.Item) bool { return it.Uses(draft.ID) && (s.Item == "" || s.Item == it.ID) })
	switch {
	case i >= 0:
		s.Item = items[i].ID
	case s.Item != "" || draft.ID != string(draft.Kind):
		return s, casework.FieldError(casework.UnknownItem, "item", "")
	}
	if s.Received.IsZero() {
		s.Received = c.Now()
	}
	switch {
	case len(s.Acts) > maxActs:
		return s, casework.FieldError(casework.Invalid, "acts", "max:200")
	case !s.Until.IsZero() && (s.Until.Before(s.Received) || s.Until.After(s.Received.Add(maxHorizon))):
		return s, casework.FieldError(casework.Invalid, "until", "received..received+800d")
	}
	return s, nil
}
