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
	v := policy.Version{Policy: policy.Policy{ID: id, Version: 1}, State: policy.Draft}
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
