package countertest

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

// Case implements counter.Store.
func (s *Store) Case(_ context.Context, number string) (casework.CaseView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.Cases[number]
	if !ok {
		return v, casework.Errorf(casework.NotFound, "case %s", number)
	}
	return v, nil
}

// Links implements counter.Store.
func (s *Store) Links(_ context.Context, number string) ([]casework.Tie, error) {
	return s.Ties[number], nil
}

// Leading implements counter.Store.
func (s *Store) Leading(_ context.Context, followers []string) (map[string]casework.CaseView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]casework.CaseView{}
	for _, number := range followers {
		var state casework.State
		if err := json.Unmarshal(s.Cases[number].State, &state); err != nil {
			return nil, err
		}
		if leader, ok := s.Cases[state.Follows]; ok {
			out[number] = leader
		}
	}
	return out, nil
}

// Following implements counter.Store.
func (s *Store) Following(_ context.Context, number string) ([]counter.Waiting, error) {
	return s.Told[number], nil
}

// Clocks implements counter.Store.
func (s *Store) Clocks(_ context.Context, number string) ([]casework.ClockView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Cases[number].Clocks, nil
}

// Timeline implements counter.Store.
func (s *Store) Timeline(_ context.Context, number string) ([]casework.TimelineRow, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]casework.TimelineRow(nil), s.Events[number]...), nil
}

// Ledger implements counter.Store.
func (s *Store) Ledger(_ context.Context, number string) ([]casework.LedgerRow, error) {
	return s.Ledgers[number], nil
}

// OpenFields implements counter.Store.
func (s *Store) OpenFields(_ context.Context, number string) (map[string]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Sealed[number], nil
}

// FieldNames implements counter.Store.
func (s *Store) FieldNames(_ context.Context, number string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.Sealed[number])), nil
}

// OpenTexts implements counter.Store.
func (s *Store) OpenTexts(_ context.Context, _ string, ids []string) (map[string]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]string{}
	for _, id := range ids {
		if text, kept := s.Texts[id]; kept {
			out[id] = text
		}
	}
	return out, nil
}

// ListCases implements counter.Store: it keeps the filter and answers every case, by
// number and page.
func (s *Store) ListCases(_ context.Context, f counter.CaseFilter) ([]casework.CaseView, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.LastCases = f
	var out []casework.CaseView
	for _, number := range slices.Sorted(maps.Keys(s.Cases)) {
		out = append(out, s.Cases[number])
	}
	page := out[min(f.Offset, len(out)):]
	if f.Limit > 0 {
		page = page[:min(f.Limit, len(page))]
	}
	return page, len(out), nil
}

// ListClocks implements counter.Store: it keeps the filter.
func (s *Store) ListClocks(_ context.Context, f counter.ClockFilter) ([]casework.ClockView, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.LastClocks = f
	return nil, 0, nil
}

// CountLights implements counter.Store: it keeps the filter.
func (s *Store) CountLights(_ context.Context, f counter.ClockFilter) (counter.Lights, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.LastClocks = f
	return counter.Lights{}, nil
}

// Duty implements counter.Store: a post is held by the person OnDuty names, or nobody.
func (s *Store) Duty(_ context.Context, post string, from, to time.Time) ([]casework.DutySpan, error) {
	return []casework.DutySpan{{Post: post, Person: s.OnDuty[post], PersonName: s.OnDuty[post], From: from, To: to}}, nil
}

// Inbox implements counter.Store.
func (s *Store) Inbox(context.Context, string, bool, int, int) ([]casework.InboxRow, int, int, error) {
	return nil, 0, 0, nil
}

// Unread implements counter.Store.
func (s *Store) Unread(context.Context, string) (int, error) { return 0, nil }

// MarkRead implements counter.Store.
func (s *Store) MarkRead(context.Context, string, []int64) error { return nil }

// Reading implements counter.Store.
func (s *Store) Reading(ctx context.Context, fn func(context.Context) error) error { return fn(ctx) }

// Audit implements counter.Store.
func (s *Store) Audit(_ context.Context, actor, action, object, detail string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Audits = append(s.Audits, strings.Join([]string{actor, action, object, detail}, " "))
	return nil
}

// Office implements counter.Store.
func (s *Store) Office(context.Context) (*counter.Office, error) { return s.office, nil }

// Holdings implements counter.Store.
func (s *Store) Holdings(_ context.Context, person string, _ time.Time) ([]casework.Holding, error) {
	if held, ok := s.Roster.Held[person]; ok {
		return slices.Clone(held), nil
	}
	return slices.Clone(holdings[person]), nil
}
