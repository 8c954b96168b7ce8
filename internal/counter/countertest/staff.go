package countertest

import (
	"context"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/duty"
)

// Roster is who stands where in a store in memory. Tests set what they need
// before they call.
type Roster struct {
	*Base

	Rows     []roster.BoardRow
	Proposed []roster.PostPlan
	Asked    []string       // posts of the last OpenOn
	Gone     *casework.Span // the last absence of whoever asks
	Leaves   []duty.Absence
	Done     []casework.TimelineRow
	Empty    []roster.Vacancy // posts nobody stands on
	Filled   []roster.Vacancy // cases of posts somebody stands on again
	Duties   []roster.PostSheet
}

// DutySheets implements roster.Store.
func (s *Roster) DutySheets(_ context.Context, post string) ([]roster.PostSheet, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []roster.PostSheet
	for _, d := range slices.Backward(s.Duties) {
		if d.Post == post {
			out = append(out, d)
		}
	}
	return out, nil
}

// SheetsWaiting implements roster.Store.
func (s *Roster) SheetsWaiting(context.Context) (out []roster.SheetWaits, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := map[string]bool{}
	for _, d := range slices.Backward(s.Duties) {
		if d.Published == nil && !seen[d.Post] {
			out = append(out, roster.SheetWaits{Post: d.Post, By: d.Proposed.By, At: d.Proposed.At})
		}
		seen[d.Post] = true
	}
	return out, nil
}

// DutySheet implements roster.Store.
func (s *Roster) DutySheet(_ context.Context, id int64) (roster.PostSheet, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 1 || id > int64(len(s.Duties)) {
		return roster.PostSheet{}, casework.FieldError(casework.NotFound, "id", "R210")
	}
	return s.Duties[id-1], nil
}

// AddSheet implements roster.Store.
func (s *Roster) AddSheet(_ context.Context, n roster.PostSheet) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n.ID = int64(len(s.Duties) + 1)
	s.Duties = append(s.Duties, n)
	return n.ID, nil
}

// PublishSheet implements roster.Store: which version it is, and whether it is too late,
// is the real store's business.
func (s *Roster) PublishSheet(_ context.Context, id int64, by string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := &s.Duties[id-1]
	d.Version, d.Published = 1, &roster.Consent{By: by, At: time.Now()}
	return nil
}

// Board implements roster.Store.
func (s *Roster) Board(context.Context) ([]roster.BoardRow, error) {
	return slices.Clone(s.Rows), nil
}

// OpenOn implements roster.Store: every open case on one of the posts.
func (s *Roster) OpenOn(_ context.Context, posts []string) ([]casework.CaseView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Asked = posts
	var out []casework.CaseView
	for _, v := range s.Cases {
		if v.Closed == nil && v.Kind != casework.Absence && slices.Contains(posts, v.Post) {
			out = append(out, v)
		}
	}
	return out, nil
}

// Away implements roster.Store.
func (s *Roster) Away(_ context.Context, person string, term casework.Span, at time.Time) (bool, error) {
	return duty.Away(person, duty.AsAnnounced(s.Leaves, at), term.From, term.To), nil
}

// LastAway implements roster.Store.
func (s *Roster) LastAway(context.Context, string) (*casework.Span, error) { return s.Gone, nil }

// Meanwhile implements roster.Store.
func (s *Roster) Meanwhile(_ context.Context, person string, _ []string, away casework.Span) ([]casework.TimelineRow, error) {
	var out []casework.TimelineRow
	for _, r := range s.Done {
		if r.Actor != person && !r.At.Before(away.From) && r.At.Before(away.To) {
			out = append(out, r)
		}
	}
	return out, nil
}

// Emptied implements roster.Store.
func (s *Roster) Emptied(context.Context) ([]roster.Vacancy, error) {
	return slices.Clone(s.Empty), nil
}

// Manned implements roster.Store.
func (s *Roster) Manned(context.Context) ([]roster.Vacancy, error) {
	return slices.Clone(s.Filled), nil
}

// Plans implements roster.Store.
func (s *Roster) Plans(context.Context, string) ([]roster.PostPlan, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.Proposed), nil
}

// Plan implements roster.Store.
func (s *Roster) Plan(_ context.Context, id int64) (roster.PostPlan, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 1 || id > int64(len(s.Proposed)) {
		return roster.PostPlan{}, casework.FieldError(casework.NotFound, "id", "R162")
	}
	return s.Proposed[id-1], nil
}

// AddPlan implements roster.Store.
func (s *Roster) AddPlan(_ context.Context, p roster.PostPlan) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.ID = int64(len(s.Proposed) + 1)
	s.Proposed = append(s.Proposed, p)
	return p.ID, nil
}

// ExceptPlan implements roster.Store.
func (s *Roster) ExceptPlan(_ context.Context, id int64, by string) error {
	return s.stepPlan(id, func(p *roster.PostPlan) { p.Excepted = &roster.Consent{By: by} })
}

// ApprovePlan implements roster.Store.
func (s *Roster) ApprovePlan(_ context.Context, id int64, by string) error {
	return s.stepPlan(id, func(p *roster.PostPlan) { p.Approved = &roster.Consent{By: by} })
}

// FilePlan implements roster.Store.
func (s *Roster) FilePlan(_ context.Context, id int64, by string) error {
	return s.stepPlan(id, func(p *roster.PostPlan) { p.Filed = &roster.Consent{By: by} })
}

func (s *Roster) stepPlan(id int64, change func(*roster.PostPlan)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.Proposed[id-1])
	return nil
}
