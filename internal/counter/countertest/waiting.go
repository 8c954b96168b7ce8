package countertest

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/desk"
)

// Waiting is the lists of matters of a store in memory: every case in it, whatever its clocks.
type Waiting struct {
	*Base
	Sought []desk.Filter
	Lines  []desk.Record
}

// OpenMatters implements desk.Store: it keeps the filter.
func (s *Waiting) OpenMatters(_ context.Context, f desk.Filter) (desk.Found, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Sought = append(s.Sought, f)
	var out desk.Found
	for _, number := range slices.Sorted(maps.Keys(s.Cases)) {
		v := s.Cases[number]
		v.Clocks = slices.DeleteFunc(slices.Clone(v.Clocks), func(c casework.ClockView) bool { return c.Status == casework.Met })
		out.Rows = append(out.Rows, desk.Row{CaseView: v, Window: f.Registered != "" && v.Turn == casework.Applicant})
	}
	return out, nil
}

// CountMatters implements desk.Store: all of them, of one unit.
func (s *Waiting) CountMatters(_ context.Context, f desk.Filter, _ bool) ([]desk.Tally, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Sought = append(s.Sought, f)
	t := desk.Tally{}
	t.Red = len(s.Cases)
	return []desk.Tally{t}, nil
}

// Heads implements desk.Store.
func (s *Waiting) Heads(_ context.Context, fields map[string]string) (map[string]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]string{}
	for number, field := range fields {
		if value, ok := s.Sealed[number][field]; ok {
			out[number] = value
		}
	}
	return out, nil
}

// Listed implements desk.Store.
func (s *Waiting) Listed(_ context.Context, reader string, numbers []string, _ time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, number := range numbers {
		s.Audits = append(s.Audits, reader+" case.view_personal "+number+" listed")
	}
	return nil
}

// Records implements desk.Store.
func (s *Waiting) Records(context.Context, desk.RecordFilter) ([]desk.Record, error) {
	return s.Lines, nil
}
