package countertest

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/duty"
)

// Case implements core.Store.
func (s *Base) Case(_ context.Context, number string) (casework.CaseView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.Cases[number]
	if !ok {
		return v, casework.Errorf(casework.NotFound, "case %s", number)
	}
	v.Sealed = slices.Sorted(maps.Keys(s.Sealed[number]))
	return v, nil
}

// Links implements core.Store.
func (s *Base) Links(_ context.Context, number string) ([]casework.Tie, error) {
	return s.Ties[number], nil
}

// Leading implements core.Store.
func (s *Base) Leading(_ context.Context, followers []string) (map[string]casework.CaseView, error) {
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

// Clocks implements core.Store.
func (s *Base) Clocks(_ context.Context, number string) ([]casework.ClockView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Cases[number].Clocks, nil
}

// Timeline implements core.Store.
func (s *Base) Timeline(_ context.Context, number string) ([]casework.TimelineRow, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]casework.TimelineRow(nil), s.Events[number]...), nil
}

// Ledger implements core.Store.
func (s *Base) Ledger(_ context.Context, number string) ([]casework.LedgerRow, error) {
	return s.Ledgers[number], nil
}

// OpenFields implements core.Store.
func (s *Base) OpenFields(_ context.Context, number string) (map[string]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Sealed[number], nil
}

// OpenTexts implements core.Store.
func (s *Base) OpenTexts(_ context.Context, _ string, ids []string) (map[string]string, error) {
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

// ListCases implements core.Store: it keeps the filter and answers every case, by
// number and page.
func (s *Base) ListCases(_ context.Context, f core.CaseFilter) ([]casework.CaseView, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.LastCases = f
	var out []casework.CaseView
	for _, number := range slices.Sorted(maps.Keys(s.Cases)) {
		v := s.Cases[number]
		if (f.Kind == "" || f.Kind == v.Kind) && (len(f.Numbers) == 0 || slices.Contains(f.Numbers, number)) && (len(f.Items) == 0 || slices.Contains(f.Items, v.Item)) {
			out = append(out, v)
		}
	}
	page := out[min(f.Offset, len(out)):]
	if f.Limit > 0 {
		page = page[:min(f.Limit, len(page))]
	}
	return page, len(out), nil
}

// EnterSome implements finding.Store: every case is entered.
func (*Base) EnterSome(context.Context, int) (int, error) { return 0, nil }

// Duty implements core.Store: a post is held by the person OnDuty names, or nobody.
func (s *Base) Duty(_ context.Context, post string, from, to time.Time) ([]casework.DutySpan, error) {
	return []casework.DutySpan{{Post: post, Person: s.OnDuty[post], PersonName: s.OnDuty[post], From: from, To: to}}, nil
}

// Reading implements core.Store.
func (s *Base) Reading(ctx context.Context, fn func(context.Context) error) error { return fn(ctx) }

// Audit implements core.Store.
func (s *Base) Audit(_ context.Context, actor, action, object, detail string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Audits = append(s.Audits, strings.Join([]string{actor, action, object, detail}, " "))
	return nil
}

// Office implements core.Store.
func (s *Base) Office(context.Context) (*core.Office, error) { return s.office, nil }

// Holdings implements core.Store.
func (s *Base) Holdings(_ context.Context, person string, _ time.Time) ([]casework.Holding, error) {
	if held, ok := s.Held[person]; ok {
		return slices.Clone(held), nil
	}
	return slices.Clone(holdings[person]), nil
}

// Line implements core.Store: everybody holds his posts as A; beside them those set.
func (s *Base) Line(context.Context, time.Time) ([]duty.Assignment, error) {
	var out []duty.Assignment
	for person, posts := range holdings {
		for _, h := range posts {
			out = append(out, duty.Assignment{Post: h.Post, Person: person, From: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
		}
	}
	return append(out, s.Beside...), nil
}
