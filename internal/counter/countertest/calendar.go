package countertest

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/policy"
)

// Shelf is the reference data and the recounts of a store in memory. Tests set
// what they need before they call.
type Shelf struct {
	Versions []counter.CalendarVersion
	Rules    []policy.Policy
	Counted  []counter.Recount
	Moves    map[int64][]counter.CaseMove
}

// CalendarVersions implements counter.Calendars.
func (s *Store) CalendarVersions(context.Context) ([]counter.CalendarVersion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Shelf.Versions), nil
}

// AddCalendars implements counter.Calendars.
func (s *Store) AddCalendars(_ context.Context, versions []counter.CalendarVersion) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Shelf.Versions = append(s.Shelf.Versions, versions...)
	return nil
}

// PublishCalendars implements counter.Calendars.
func (s *Store) PublishCalendars(_ context.Context, by string, refs []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.Shelf.Versions {
		if v := &s.Shelf.Versions[i]; v.Published == nil && slices.Contains(refs, v.Ref()) {
			v.Published, v.PublishBy = new(time.Now()), by
		}
	}
	return nil
}

// DiscardCalendars implements counter.Calendars.
func (s *Store) DiscardCalendars(_ context.Context, by string, refs []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.Shelf.Versions {
		if v := &s.Shelf.Versions[i]; v.Published == nil && slices.Contains(refs, v.Ref()) {
			v.Discarded, v.DiscardBy = new(time.Now()), by
		}
	}
	return nil
}

// Policies implements counter.Calendars.
func (s *Store) Policies(context.Context) ([]policy.Policy, error) { return s.Shelf.Rules, nil }

// Items implements counter.Calendars.
func (s *Store) Items(context.Context) ([]policy.Item, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.office.Items, nil
}

// ItemVersions implements counter.Calendars.
func (s *Store) ItemVersions(context.Context) ([]policy.ItemVersion, error) {
	return policy.First(s.office.Items), nil
}

// AffectedCases implements counter.Recounts, by calendar and policy alone.
func (s *Store) AffectedCases(_ context.Context, ch counter.Change, batch func([]counter.Affected) error) error {
	var out []counter.Affected
	for _, state := range s.states(func(v casework.CaseView) bool { return v.Closed == nil }) {
		target, concerned := ch.Targets[state.Unit]
		if !(concerned && slices.Contains(ch.Olds, state.Calendar)) && !(ch.Policy != "" && slices.Contains(ch.Olds, state.Policy)) {
			continue
		}
		text, err := json.Marshal(state)
		if err != nil {
			return err
		}
		out = append(out, counter.Affected{Target: target, State: text})
	}
	return batch(out)
}

// SaveRecount implements counter.Recounts.
func (s *Store) SaveRecount(_ context.Context, r counter.Recount, moves []counter.CaseMove) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.ID = int64(len(s.Shelf.Counted) + 1)
	s.Shelf.Counted = append(s.Shelf.Counted, r)
	if s.Shelf.Moves == nil {
		s.Shelf.Moves = map[int64][]counter.CaseMove{}
	}
	s.Shelf.Moves[r.ID] = moves
	return r.ID, nil
}

// Recount implements counter.Recounts.
func (s *Store) Recount(_ context.Context, id int64) (counter.Recount, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 1 || id > int64(len(s.Shelf.Counted)) {
		return counter.Recount{}, casework.FieldError(casework.NotFound, "number", "")
	}
	return s.Shelf.Counted[id-1], nil
}

// ListRecounts implements counter.Recounts.
func (s *Store) ListRecounts(context.Context, int, int) ([]counter.Recount, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Shelf.Counted), len(s.Shelf.Counted), nil
}

// RecountMoves implements counter.Recounts.
func (s *Store) RecountMoves(_ context.Context, id int64, _, _ int) ([]counter.CaseMove, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Shelf.Moves[id], len(s.Shelf.Moves[id]), nil
}

// ApplyRecount implements counter.Recounts.
func (s *Store) ApplyRecount(ctx context.Context, id int64, by string, at time.Time) error {
	r, err := s.Recount(ctx, id)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.Shelf.Counted[id-1].Applied, s.Shelf.Counted[id-1].AppliedBy = &at, by
	s.mu.Unlock()
	return s.PublishCalendars(ctx, by, r.Change.Publishes)
}

// Recounting implements counter.Recounts: what a recount sends is the real
// store's business.
func (s *Store) Recounting(context.Context, string, int) ([]counter.Waiting, error) { return nil, nil }

// GatherRecounts implements counter.Recounts.
func (s *Store) GatherRecounts(context.Context) (int, error) { return 0, nil }
