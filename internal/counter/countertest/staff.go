package countertest

import (
	"context"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/duty"
)

// Roster is who stands where in a store in memory. Tests set what they need
// before they call.
type Roster struct {
	Rows     []counter.BoardRow
	Entries  []counter.PointRow
	Decided  map[string]int // proven decisions, by person or unit
	Proposed []counter.PostPlan
	Asked    []string // posts of the last OpenOn
	Covers   []casework.DutySpan
	Held     map[string][]casework.Holding // instead of the office's, by person
	Away     *casework.Span                // the last absence of whoever asks
	Leaves   []duty.Absence
	Done     []casework.TimelineRow
	Empty    []counter.Vacancy // posts nobody stands on
	Filled   []counter.Vacancy // cases of posts somebody stands on again
	Year     counter.Counted
	Standing []counter.Target
	Given    []counter.Mark
}

// Targets implements counter.Targets.
func (s *Store) Targets(context.Context, counter.PointFilter) ([]counter.Target, error) {
	return slices.Clone(s.Roster.Standing), nil
}

// AddTarget implements counter.Targets.
func (s *Store) AddTarget(_ context.Context, t counter.NewTarget, by string, at time.Time) error {
	s.Roster.Standing = append(s.Roster.Standing, counter.Target{Figure: t.Figure, Weight: t.Weight, Goal: t.Goal, SetBy: by, SetAt: at})
	return nil
}

// Marks implements counter.Targets.
func (s *Store) Marks(context.Context, counter.PointFilter) ([]counter.Mark, error) {
	return slices.Clone(s.Roster.Given), nil
}

// AddMark implements counter.Targets.
func (s *Store) AddMark(_ context.Context, m counter.NewMark, by string, at time.Time) error {
	s.Roster.Given = append(s.Roster.Given, counter.Mark{Figure: m.Figure, Quarter: m.Quarter, Value: m.Value, By: by, At: at})
	return nil
}

// Counted implements counter.Targets.
func (s *Store) Counted(context.Context, counter.PointFilter, []string, time.Time, time.Time) (counter.Counted, error) {
	return s.Roster.Year, nil
}

// Line implements counter.Staff: everybody holds his posts as A.
func (s *Store) Line(context.Context, time.Time) ([]duty.Assignment, error) {
	var out []duty.Assignment
	for person, posts := range holdings {
		for _, h := range posts {
			out = append(out, duty.Assignment{Post: h.Post, Person: person, From: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
		}
	}
	return out, nil
}

// Board implements counter.Staff.
func (s *Store) Board(context.Context) ([]counter.BoardRow, error) {
	return slices.Clone(s.Roster.Rows), nil
}

// OpenOn implements counter.Staff: every open case on one of the posts.
func (s *Store) OpenOn(_ context.Context, posts []string) ([]casework.CaseView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Roster.Asked = posts
	var out []casework.CaseView
	for _, v := range s.Cases {
		if v.Closed == nil && v.Kind != casework.Absence && slices.Contains(posts, v.Post) {
			out = append(out, v)
		}
	}
	return out, nil
}

// Away implements counter.Staff.
func (s *Store) Away(_ context.Context, person string, term casework.Span, at time.Time) (bool, error) {
	return duty.Away(person, duty.AsAnnounced(s.Roster.Leaves, at), term.From, term.To), nil
}

// LastAway implements counter.Staff.
func (s *Store) LastAway(context.Context, string) (*casework.Span, error) { return s.Roster.Away, nil }

// Meanwhile implements counter.Staff.
func (s *Store) Meanwhile(_ context.Context, person string, _ []string, away casework.Span) ([]casework.TimelineRow, error) {
	var out []casework.TimelineRow
	for _, r := range s.Roster.Done {
		if r.Actor != person && !r.At.Before(away.From) && r.At.Before(away.To) {
			out = append(out, r)
		}
	}
	return out, nil
}

// Emptied implements counter.Staff.
func (s *Store) Emptied(context.Context) ([]counter.Vacancy, error) {
	return slices.Clone(s.Roster.Empty), nil
}

// Manned implements counter.Staff.
func (s *Store) Manned(context.Context) ([]counter.Vacancy, error) {
	return slices.Clone(s.Roster.Filled), nil
}

// Covered implements counter.Staff.
func (s *Store) Covered(context.Context, string, time.Time, time.Time) ([]casework.DutySpan, error) {
	return slices.Clone(s.Roster.Covers), nil
}

// Points implements counter.Staff.
func (s *Store) Points(_ context.Context, f counter.PointFilter) ([]counter.PointRow, error) {
	return slices.DeleteFunc(slices.Clone(s.Roster.Entries), func(r counter.PointRow) bool {
		return r.Year != f.Year || f.Person != "" && r.Person != f.Person
	}), nil
}

// Proven implements counter.Staff.
func (s *Store) Proven(_ context.Context, f counter.ProvenFilter) (int, error) {
	return s.Roster.Decided[f.Person+f.Unit], nil
}

// Plans implements counter.Staff.
func (s *Store) Plans(context.Context, string) ([]counter.PostPlan, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Roster.Proposed), nil
}

// Plan implements counter.Staff.
func (s *Store) Plan(_ context.Context, id int64) (counter.PostPlan, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 1 || id > int64(len(s.Roster.Proposed)) {
		return counter.PostPlan{}, casework.FieldError(casework.NotFound, "id", "R162")
	}
	return s.Roster.Proposed[id-1], nil
}

// AddPlan implements counter.Staff.
func (s *Store) AddPlan(_ context.Context, p counter.PostPlan) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.ID = int64(len(s.Roster.Proposed) + 1)
	s.Roster.Proposed = append(s.Roster.Proposed, p)
	return p.ID, nil
}

// ExceptPlan implements counter.Staff.
func (s *Store) ExceptPlan(_ context.Context, id int64, by string) error {
	return s.stepPlan(id, func(p *counter.PostPlan) { p.Excepted = &counter.Consent{By: by} })
}

// ApprovePlan implements counter.Staff.
func (s *Store) ApprovePlan(_ context.Context, id int64, by string) error {
	return s.stepPlan(id, func(p *counter.PostPlan) { p.Approved = &counter.Consent{By: by} })
}

// FilePlan implements counter.Staff.
func (s *Store) FilePlan(_ context.Context, id int64, by string) error {
	return s.stepPlan(id, func(p *counter.PostPlan) { p.Filed = &counter.Consent{By: by} })
}

func (s *Store) stepPlan(id int64, change func(*counter.PostPlan)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.Roster.Proposed[id-1])
	return nil
}
