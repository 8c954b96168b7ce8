package countertest

import (
	"context"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
)

// Sheets are points, targets, marks and acts looked at again in a store in memory. Tests
// set what they need before they call.
type Sheets struct {
	*Base

	Booked    []appraisal.PointRow
	Decided   map[string]int // proven decisions, by person or unit
	Covers    []casework.DutySpan
	Year      appraisal.Counted
	Set       []appraisal.Target
	Given     []appraisal.Mark
	Acts      []appraisal.Watched
	LastWatch appraisal.WatchFilter
	Alones    []appraisal.Alone // by their instant
	LastAlone appraisal.AloneFilter
	Offices   []appraisal.Digest
	Mornings  []appraisal.AloneFilter // of which a digest was told
}

// Targets implements appraisal.Store.
func (s *Sheets) Targets(context.Context, appraisal.PointFilter) ([]appraisal.Target, error) {
	return slices.Clone(s.Set), nil
}

// AddTarget implements appraisal.Store.
func (s *Sheets) AddTarget(_ context.Context, t appraisal.NewTarget, by string, at time.Time) error {
	s.Set = append(s.Set, appraisal.Target{Figure: t.Figure, Weight: t.Weight, Goal: t.Goal, SetBy: by, SetAt: at})
	return nil
}

// Marks implements appraisal.Store.
func (s *Sheets) Marks(context.Context, appraisal.PointFilter) ([]appraisal.Mark, error) {
	return slices.Clone(s.Given), nil
}

// AddMark implements appraisal.Store.
func (s *Sheets) AddMark(_ context.Context, m appraisal.NewMark, by string, at time.Time) error {
	s.Given = append(s.Given, appraisal.Mark{Figure: m.Figure, Quarter: m.Quarter, Value: m.Value, By: by, At: at})
	return nil
}

// Counted implements appraisal.Store.
func (s *Sheets) Counted(context.Context, appraisal.PointFilter, []string, time.Time, time.Time) (appraisal.Counted, error) {
	return s.Year, nil
}

// Covered implements appraisal.Store.
func (s *Sheets) Covered(context.Context, string, time.Time, time.Time) ([]casework.DutySpan, error) {
	return slices.Clone(s.Covers), nil
}

// Points implements appraisal.Store.
func (s *Sheets) Points(_ context.Context, f appraisal.PointFilter) ([]appraisal.PointRow, error) {
	return slices.DeleteFunc(slices.Clone(s.Booked), func(r appraisal.PointRow) bool {
		return r.Year != f.Year || f.Person != "" && r.Person != f.Person
	}), nil
}

// Proven implements appraisal.Store.
func (s *Sheets) Proven(_ context.Context, f appraisal.ProvenFilter) (int, error) {
	return s.Decided[f.Person+f.Unit], nil
}

// AloneActs implements appraisal.Store: it keeps the filter.
func (s *Sheets) AloneActs(_ context.Context, f appraisal.AloneFilter) (out []appraisal.Alone, _ error) {
	s.LastAlone = f
	for _, a := range s.Alones {
		if !a.At.Before(f.From) && a.At.Before(f.Until) {
			out = append(out, a)
		}
	}
	return out, nil
}

// Digests implements appraisal.Store.
func (s *Sheets) Digests(context.Context) ([]appraisal.Digest, error) { return s.Offices, nil }

// TellDigest implements appraisal.Store: it keeps the mornings it is asked for.
func (s *Sheets) TellDigest(_ context.Context, _ appraisal.Digest, from, until time.Time) error {
	s.Mornings = append(s.Mornings, appraisal.AloneFilter{From: from, Until: until})
	return nil
}

// Watched implements appraisal.Store: it keeps the filter.
func (s *Sheets) Watched(_ context.Context, f appraisal.WatchFilter) ([]appraisal.Watched, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.LastWatch = f
	return slices.Clone(s.Acts), nil
}
