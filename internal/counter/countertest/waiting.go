package countertest

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
)

// Waiting is the lists of matters of a store in memory: every case in it, whatever its clocks.
type Waiting struct {
	*Base
	Sought []desk.Filter
	Lines  []desk.Record
	// LastFigures are the filters of figures that were counted.
	LastFigures []desk.FigureFilter
}

// OpenMatters implements desk.Store: it keeps the filter, and counts all of them as late ones of one unit.
func (s *Waiting) OpenMatters(_ context.Context, f desk.Filter) (desk.Found, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Sought = append(s.Sought, f)
	out := desk.Found{Counts: []desk.Tally{{Lights: core.Lights{Red: len(s.Cases)}}}}
	for _, number := range slices.Sorted(maps.Keys(s.Cases)) {
		v := s.Cases[number]
		v.Clocks = runningOf(v)
		out.Rows = append(out.Rows, desk.Row{CaseView: v, Window: f.Registered != "" && v.Turn == casework.Applicant})
	}
	return out, nil
}

// Running implements desk.Store.
func (s *Waiting) Running(_ context.Context, numbers []string) (map[string][]casework.ClockView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string][]casework.ClockView{}
	for _, number := range numbers {
		out[number] = runningOf(s.Cases[number])
	}
	return out, nil
}

// Forecast implements desk.Store: of one post enough is known, of another it is not.
func (s *Waiting) Forecast(context.Context, desk.ForecastFilter) ([]desk.Forecast, error) {
	return []desk.Forecast{
		{Post: "food-desk", Series: "BJ", Clock: "handle", Due: 12, Past: 40, Half: time.Hour, Most: 3 * time.Hour, Low: 1, High: 4, Numbers: []string{"BJ2026-000001"}},
		{Post: "window", Series: "BJ", Clock: "handle", Due: 2, Past: 9, Half: time.Hour, Most: 2 * time.Hour, Low: 1, High: 2, Numbers: []string{"BJ2026-000002"}},
	}, nil
}

// CountFigures implements desk.Store: one case of one unit in each.
func (s *Waiting) CountFigures(_ context.Context, f desk.FigureFilter) (out []desk.FigureCount, err error) {
	of := "permits"
	if f.By == desk.Together {
		of = ""
	}
	s.LastFigures = append(s.LastFigures, f)
	for _, figure := range f.Figures {
		out = append(out, desk.FigureCount{Figure: figure.Name, Of: of, N: 1})
	}
	return out, nil
}

func runningOf(v casework.CaseView) []casework.ClockView {
	return slices.DeleteFunc(slices.Clone(v.Clocks), func(c casework.ClockView) bool { return c.Status == casework.Met })
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

// OpenHead implements desk.Store: here none is brought along.
func (s *Waiting) OpenHead(string) (string, error) { return "", nil }

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
