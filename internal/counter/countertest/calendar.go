package countertest

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
)

// Shelf is the reference data and the recounts of a store in memory. Tests set
// what they need before they call.
type Shelf struct {
	*Base

	Versions []rulebook.CalendarVersion
	Rules    []policy.Policy
	Previews []rulebook.Recount
	Moves    map[int64][]rulebook.CaseMove

	LastTouched rulebook.TouchedFilter
}

// Touched implements rulebook.Store: it keeps the filter.
func (s *Shelf) Touched(_ context.Context, f rulebook.TouchedFilter) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.LastTouched = f
	return len(s.Cases), nil
}

// RulesWaiting implements rulebook.Store: of previews alone; the rest is the real store's business.
func (s *Shelf) RulesWaiting(_ context.Context, since time.Time) (out []rulebook.Waits, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.Previews {
		if r.Applied == nil && !r.Created.Before(since) {
			out = append(out, rulebook.Waits{What: rulebook.WaitsRecount, Ref: r.Calendar + r.Policy, By: r.CreatedBy, At: r.Created})
		}
	}
	return out, nil
}

// CalendarVersions implements rulebook.Store.
func (s *Shelf) CalendarVersions(context.Context) ([]rulebook.CalendarVersion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Versions), nil
}

// AddCalendars implements rulebook.Store.
func (s *Shelf) AddCalendars(_ context.Context, versions []rulebook.CalendarVersion) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Versions = append(s.Versions, versions...)
	return nil
}

// PublishCalendars implements rulebook.Store.
func (s *Shelf) PublishCalendars(_ context.Context, by string, refs []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.Versions {
		if v := &s.Versions[i]; v.Published == nil && slices.Contains(refs, v.Ref()) {
			v.Published, v.PublishBy = new(time.Now()), by
		}
	}
	return nil
}

// DiscardCalendars implements rulebook.Store.
func (s *Shelf) DiscardCalendars(_ context.Context, by string, refs []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.Versions {
		if v := &s.Versions[i]; v.Published == nil && slices.Contains(refs, v.Ref()) {
			v.Discarded, v.DiscardBy = new(time.Now()), by
		}
	}
	return nil
}

// Policies implements rulebook.Store.
func (s *Shelf) Policies(context.Context) ([]policy.Policy, error) { return s.Rules, nil }

// Items implements rulebook.Store.
func (s *Shelf) Items(context.Context) ([]policy.Item, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.office.Items, nil
}

// ItemVersions implements rulebook.Store.
func (s *Shelf) ItemVersions(context.Context) ([]policy.ItemVersion, error) {
	if len(s.office.Held) > 0 {
		return slices.Clone(s.office.Held), nil
	}
	return policy.First(s.office.Items), nil
}

// AffectedCases implements rulebook.Store, by calendar and policy alone.
func (s *Shelf) AffectedCases(_ context.Context, ch rulebook.Change, batch func([]rulebook.Affected) error) error {
	var out []rulebook.Affected
	for _, state := range s.states(func(v casework.CaseView) bool { return v.Closed == nil }) {
		target, concerned := ch.Targets[state.Unit]
		if !(concerned && slices.Contains(ch.Olds, state.Calendar)) && !(ch.Policy != "" && slices.Contains(ch.Olds, state.Policy)) {
			continue
		}
		text, err := json.Marshal(state)
		if err != nil {
			return err
		}
		out = append(out, rulebook.Affected{Target: target, State: text})
	}
	return batch(out)
}

// ClosedCases implements rulebook.Store.
func (s *Shelf) ClosedCases(_ context.Context, id string, from, until time.Time, most int, batch func([]rulebook.Closed) error) error {
	var out []rulebook.Closed
	for _, state := range s.states(func(v casework.CaseView) bool {
		return v.Closed != nil && !v.Closed.Before(from) && v.Closed.Before(until)
	}) {
		text, err := json.Marshal(state)
		if err != nil {
			return err
		}
		if strings.HasPrefix(state.Policy, id+"@") && len(out) < most {
			out = append(out, rulebook.Closed{Unit: state.Unit, State: text})
		}
	}
	return batch(out)
}

// SaveRecount implements rulebook.Store.
func (s *Shelf) SaveRecount(_ context.Context, r rulebook.Recount, moves []rulebook.CaseMove) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.ID = int64(len(s.Previews) + 1)
	s.Previews = append(s.Previews, r)
	if s.Moves == nil {
		s.Moves = map[int64][]rulebook.CaseMove{}
	}
	s.Moves[r.ID] = moves
	return r.ID, nil
}

// Recount implements rulebook.Store.
func (s *Shelf) Recount(_ context.Context, id int64) (rulebook.Recount, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 1 || id > int64(len(s.Previews)) {
		return rulebook.Recount{}, casework.FieldError(casework.NotFound, "number", "")
	}
	return s.Previews[id-1], nil
}

// ListRecounts implements rulebook.Store.
func (s *Shelf) ListRecounts(context.Context, int, int) ([]rulebook.Recount, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Previews), len(s.Previews), nil
}

// RecountMoves implements rulebook.Store.
func (s *Shelf) RecountMoves(_ context.Context, id int64, _, _ int) ([]rulebook.CaseMove, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Moves[id], len(s.Moves[id]), nil
}

// ApplyRecount implements rulebook.Store.
func (s *Shelf) ApplyRecount(ctx context.Context, id int64, by string, at time.Time) error {
	r, err := s.Recount(ctx, id)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.Previews[id-1].Applied, s.Previews[id-1].AppliedBy = &at, by
	s.mu.Unlock()
	return s.PublishCalendars(ctx, by, r.Change.Publishes)
}

// Recounting implements rulebook.Store: what a recount sends is the real
// store's business.
func (s *Shelf) Recounting(context.Context, string, int) ([]core.Waiting, error) { return nil, nil }

// GatherRecounts implements rulebook.Store.
func (s *Shelf) GatherRecounts(context.Context) (int, error) { return 0, nil }
