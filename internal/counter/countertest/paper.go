package countertest

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// Desk is what a store in memory keeps about papers and registers.
type Desk struct {
	*Base

	Papers  []papers.Paper
	Written []papers.Entry
	Drawer  Drawer
	keys    map[string]string // key to id
	serials map[string]int
}

// Drawer keeps what was begun of reports, the newest first.
type Drawer struct {
	drawer.Store
	Left []drawer.Kept
}

// Begun implements drawer.Store.
func (d *Drawer) Begun(_ context.Context, form string, since time.Time) (out []drawer.Kept, err error) {
	for _, k := range d.Left {
		if k.Form == form && !k.At.Before(since) {
			out = append(out, k)
		}
	}
	return out, nil
}

// KeepDraft implements drawer.Store.
func (d *Drawer) KeepDraft(_ context.Context, person, form, text string, _ int, since time.Time) error {
	d.Left = slices.DeleteFunc(d.Left, func(k drawer.Kept) bool { return k.By == person && k.Form == form })
	d.Left = slices.Insert(d.Left, 0, drawer.Kept{Form: form, By: person, At: since.Add(drawer.DraftKept), Text: text})
	return nil
}

// Finish implements drawer.Store.
func (d *Drawer) Finish(_ context.Context, form string) error {
	d.Left = slices.DeleteFunc(d.Left, func(k drawer.Kept) bool { return k.Form == form })
	return nil
}

// IssuePaper implements papers.Store: ids are 1, 2, …, and so are check codes.
func (s *Desk) IssuePaper(_ context.Context, in papers.NewPaper) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id, ok := s.keys[in.Key]; ok {
		return id, nil
	}
	if s.keys == nil {
		s.keys, s.serials = map[string]string{}, map[string]int{}
	}
	id := strconv.Itoa(len(s.Papers) + 1)
	s.keys[in.Key] = id
	s.serials[in.Form.Code]++
	row := papers.Paper{
		ID: id, Number: in.Number, Kind: in.Form.Kind, Form: in.Form.Code, Unit: in.Unit, Issued: in.At, By: in.By, Shown: in.Form.Shown,
		Serial: paper.Number(in.Form.Word, in.At.Year(), s.serials[in.Form.Code]), Code: "0000-0000-000" + id, Content: &in.Content,
	}
	if in.Bureau != "" {
		s.serials[""]++
		row.Place = s.serials[""]
	}
	s.Papers = append(s.Papers, row)
	return id, nil
}

func (s *Desk) papers(fits func(papers.Paper) bool) []papers.Paper {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []papers.Paper{}
	for _, p := range s.Papers {
		if fits(p) {
			out = append(out, p)
		}
	}
	return out
}

func (s *Desk) onePaper(fits func(papers.Paper) bool) (papers.Paper, error) {
	if found := s.papers(fits); len(found) > 0 {
		return found[0], nil
	}
	return papers.Paper{}, casework.FieldError(casework.NotFound, "paper", "")
}

// Paper implements papers.Store.
func (s *Desk) Paper(_ context.Context, id string) (papers.Paper, error) {
	return s.onePaper(func(p papers.Paper) bool { return p.ID == id })
}

// PaperByCode implements papers.Store.
func (s *Desk) PaperByCode(_ context.Context, code string) (papers.Paper, error) {
	return s.onePaper(func(p papers.Paper) bool { return p.Code == code })
}

// PapersOf implements papers.Store.
func (s *Desk) PapersOf(_ context.Context, number string) ([]papers.Paper, error) {
	return s.papers(func(p papers.Paper) bool { return p.Number == number }), nil
}

// Papered implements cases.Store.
func (s *Desk) Papered(_ context.Context, number string) (bool, error) {
	return len(s.papers(func(p papers.Paper) bool { return p.Number == number })) > 0, nil
}

// ListPapers implements papers.Store.
func (s *Desk) ListPapers(_ context.Context, f papers.PaperFilter) ([]papers.Paper, int, error) {
	rows := s.papers(func(p papers.Paper) bool {
		if f.Sent != "" {
			return p.Place > 0 && !p.Issued.Before(f.From) && p.Issued.Before(f.Until)
		}
		return p.Number == "" && p.Kind == f.Kind
	})
	return rows, len(rows), nil
}

// IssuedSince implements papers.Store.
func (s *Desk) IssuedSince(_ context.Context, kind casework.Kind, form string, since time.Time) ([]papers.Paper, error) {
	return s.papers(func(p papers.Paper) bool {
		return p.Number == "" && p.Kind == kind && p.Form == form && !p.Issued.Before(since) && p.Voided == nil
	}), nil
}

// VoidPaper implements papers.Store.
func (s *Desk) VoidPaper(_ context.Context, id, by, reason string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, p := range s.Papers {
		if p.ID == id && p.Voided == nil {
			s.Papers[i].Voided, s.Papers[i].VoidedBy, s.Papers[i].Why = &p.Issued, by, reason
			return nil
		}
	}
	return casework.FieldError(casework.PaperVoided, "paper", "")
}

// Entries implements papers.Store.
func (s *Desk) Entries(_ context.Context, register string, _ []string) (map[string]map[string]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]map[string]string{}
	for _, e := range s.Written {
		if e.Register == register {
			if out[e.Subject] == nil {
				out[e.Subject] = map[string]string{}
			}
			out[e.Subject][e.Field] = e.Value
		}
	}
	return out, nil
}

// AddEntry implements papers.Store.
func (s *Desk) AddEntry(_ context.Context, e papers.Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.Written {
		if w.Register == e.Register && w.Subject == e.Subject && w.Field == e.Field {
			return casework.FieldError(casework.EntryMade, e.Field, "")
		}
	}
	s.Written = append(s.Written, e)
	return nil
}
