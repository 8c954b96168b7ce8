package countertest

import (
	"context"
	"slices"

	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/policy"
)

// Drafts are the policies of a store in memory with what became of them, and
// what its watch list holds. Tests set what they need before they call.
type Drafts struct {
	Versions  []policy.Version
	Use       []counter.PolicyUse
	Watched   []counter.Watched
	LastWatch counter.WatchFilter
}

// PolicyVersions implements counter.Policies.
func (s *Store) PolicyVersions(context.Context) ([]policy.Version, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Drafts.Versions), nil
}

// ChangeDraft implements counter.Policies.
func (s *Store) ChangeDraft(_ context.Context, id string, change func(*policy.Version) error) (policy.Version, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := policy.Version{Policy: policy.Policy{ID: id, Version: 1}, State: policy.Draft}
	at := len(s.Drafts.Versions)
	for i, have := range s.Drafts.Versions {
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
	if at == len(s.Drafts.Versions) {
		s.Drafts.Versions = append(s.Drafts.Versions, v)
	}
	s.Drafts.Versions[at] = v
	return v, nil
}

// PolicyUse implements counter.Policies.
func (s *Store) PolicyUse(context.Context) ([]counter.PolicyUse, error) { return s.Drafts.Use, nil }

// Watched implements counter.Watchlist: it keeps the filter.
func (s *Store) Watched(_ context.Context, f counter.WatchFilter) ([]counter.Watched, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Drafts.LastWatch = f
	return slices.Clone(s.Drafts.Watched), nil
}
