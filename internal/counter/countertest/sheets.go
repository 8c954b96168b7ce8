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
	KeptRules appraisal.Held
	Set       []appraisal.Target
	Given     []appraisal.Mark
	Acts      []appraisal.Watched
	Visited   []appraisal.Visits
	LastWatch appraisal.WatchFilter
	Alones    []appraisal.Alone // by their instant
	LastAlone appraisal.AloneFilter
	Offices   []appraisal.Digest
	Mornings  []appraisal.AloneFilter // of which a digest was told
	Own       []appraisal.Aim

	Pieced     []appraisal.PieceRow
	LastPieces appraisal.PieceFilter
}

// Aims implements appraisal.Store.
func (s *Sheets) Aims(_ context.Context, f appraisal.PointFilter) (out []appraisal.Aim, _ error) {
	for _, a := range slices.Backward(s.Own) {
		if a.Year == f.Year && a.Person == f.Person && a.Unit == f.Unit {
			out = append(out, a)
		}
	}
	return out, nil
}

// Aim implements appraisal.Store.
func (s *Sheets) Aim(_ context.Context, id int64) (appraisal.Aim, error) {
	if id < 1 || id > int64(len(s.Own)) {
		return appraisal.Aim{}, casework.FieldError(casework.NotFound, "id", "R226")
	}
	return s.Own[id-1], nil
}

// AddAim implements appraisal.Store.
func (s *Sheets) AddAim(_ context.Context, a appraisal.NewAim, by string, at time.Time) error {
	s.Own = append(s.Own, appraisal.Aim{
		ID: int64(len(s.Own) + 1), Year: a.Year, Person: a.Person, Unit: a.Unit, Work: a.Work, Learning: a.Learning, By: by, At: at, Approved: a.Settled,
	})
	return nil
}

// DecideAim implements appraisal.Store.
func (s *Sheets) DecideAim(_ context.Context, id int64, approve bool, by string, at time.Time) error {
	a := &s.Own[id-1]
	a.Approved, a.Decider, a.Decided = approve, by, &at
	return nil
}

// AimsWaiting implements appraisal.Store.
func (s *Sheets) AimsWaiting(_ context.Context, year int, _ []string) (out []appraisal.AimWaits, _ error) {
	for _, a := range s.Own {
		if a.Decided == nil && !a.Approved && (a.Year == year || a.Year == 0) {
			out = append(out, appraisal.AimWaits{Person: a.Person, Unit: a.Unit, At: a.At, Year: a.Year, By: a.By})
		}
	}
	return out, nil
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

// RulesKept implements appraisal.Store.
func (s *Sheets) RulesKept(context.Context, appraisal.PointFilter, []string, time.Time, time.Time) (appraisal.Held, error) {
	return s.KeptRules, nil
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

// Pieces implements appraisal.Store: it keeps the filter.
func (s *Sheets) Pieces(_ context.Context, f appraisal.PieceFilter) ([]appraisal.PieceRow, error) {
	s.LastPieces = f
	return slices.Clone(s.Pieced), nil
}

// Digests implements appraisal.Store.
func (s *Sheets) Digests(context.Context) ([]appraisal.Digest, error) { return s.Offices, nil }

// TellDigest implements appraisal.Store: it keeps the mornings it is asked for.
func (s *Sheets) TellDigest(_ context.Context, _ appraisal.Digest, from, until time.Time) error {
	s.Mornings = append(s.Mornings, appraisal.AloneFilter{From: from, Until: until})
	return nil
}

// Visits implements appraisal.Store: what it is handed, for the units that are asked of.
func (s *Sheets) Visits(_ context.Context, units []string, _, _ time.Time) ([]appraisal.Visits, error) {
	return slices.DeleteFunc(slices.Clone(s.Visited), func(v appraisal.Visits) bool { return !slices.Contains(units, v.Unit) }), nil
}

// Watched implements appraisal.Store: it keeps the filter.
func (s *Sheets) Watched(_ context.Context, f appraisal.WatchFilter) ([]appraisal.Watched, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.LastWatch = f
	return slices.Clone(s.Acts), nil
}
