package countertest

import (
	"context"
	"slices"

	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
)

// Drafts are the policies of a store in memory with what became of them. Tests set what they need before they call.
type Drafts struct {
	*Base

	Versions []policy.Version
	Use      []rulebook.PolicyUse
	Matters  []policy.ItemDraft
}

// PolicyVersions implements rulebook.Store.
func (s *Drafts) PolicyVersions(context.Context) ([]policy.Version, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Versions), nil
}

// ChangeDraft implements rulebook.Store.
func (s *Drafts) ChangeDraft(_ context.Context, id string, change func(*policy.Version) error) (policy.Version, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := policy.Version{Policy: policy.Policy{ID: id, Version: 1}, Drafted: policy.Drafted{State: policy.Draft}}
	at := len(s.Versions)
	for i, have := range s.Versions {
		if have.ID == id && have.Version >= v.Version {
			if v = have.Draft(); have.State == policy.Draft {
				at = i
			}
		}
	}
	s.mu.changing.Store(true)
	err := change(&v)
	s.mu.changing.Store(false)
	if err != nil {
		return v, err
	}
	if at == len(s.Versions) {
		s.Versions = append(s.Versions, v)
	}
	s.Versions[at] = v
	return v, nil
}

// PolicyUse implements rulebook.Store.
func (s *Drafts) PolicyUse(context.Context) ([]rulebook.PolicyUse, error) { return s.Use, nil }

// ItemDrafts implements catalogue.Store.
func (s *Drafts) ItemDrafts(context.Context) ([]policy.ItemDraft, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Matters), nil
}

// ChangeItems implements catalogue.Store.
func (s *Drafts) ChangeItems(_ context.Context, ids []string, change func(*policy.ItemDraft, policy.ItemVersion) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	drafts, items, held := slices.Clone(s.Matters), slices.Clone(s.office.Items), slices.Clone(s.office.Held)
	if len(held) == 0 {
		held = policy.First(items)
	}
	for _, id := range ids {
		var newest policy.ItemVersion
		for _, v := range held {
			if v.ID == id && v.Version > newest.Version {
				newest = v
			}
		}
		d := policy.ItemDraft{Item: newest.Item, Upon: newest.Version, Drafted: policy.Drafted{State: policy.Draft}}
		at := slices.IndexFunc(drafts, func(d policy.ItemDraft) bool { return d.ID == id })
		if at >= 0 {
			d = drafts[at]
			drafts = slices.Delete(drafts, at, at+1)
		}
		d.ID = id
		s.mu.changing.Store(true)
		err := change(&d, newest)
		s.mu.changing.Store(false)
		if err != nil {
			return err
		}
		switch d.State {
		case policy.Draft:
			drafts = append(drafts, d)
		case policy.Published:
			held = append(held, policy.ItemVersion{Item: d.Item, Version: d.Upon + 1, From: *d.PublishedAt, By: d.PublishedBy, Consent: d.ConsentBy})
			if i := slices.IndexFunc(items, func(it policy.Item) bool { return it.ID == id }); i >= 0 {
				items[i] = d.Item
			} else {
				items = append(items, d.Item)
			}
		}
	}
	s.Matters, s.office.Items, s.office.Held = drafts, items, held
	return nil
}
