package countertest

import (
	"context"
	"strconv"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/paper"
)

// Desk is what a store in memory keeps about papers and registers.
type Desk struct {
	Papers  []counter.Paper
	Written []counter.Entry
	keys    map[string]string // key to id
	serials map[string]int
}

// IssuePaper implements counter.Papers: ids are 1, 2, …, and so are check codes.
func (s *Store) IssuePaper(_ context.Context, in counter.NewPaper) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id, ok := s.Desk.keys[in.Key]; ok {
		return id, nil
	}
	if s.Desk.keys == nil {
		s.Desk.keys, s.Desk.serials = map[string]string{}, map[string]int{}
	}
	id := strconv.Itoa(len(s.Desk.Papers) + 1)
	s.Desk.keys[in.Key] = id
	s.Desk.serials[in.Form.Code]++
	row := counter.Paper{
		ID: id, Number: in.Number, Kind: in.Form.Kind, Form: in.Form.Code, Unit: in.Unit, Issued: in.At, By: in.By, Shown: in.Form.Shown,
		Serial: paper.Number(in.Form.Word, in.At.Year(), s.Desk.serials[in.Form.Code]), Code: "0000-0000-000" + id, Content: &in.Content,
	}
	if in.Bureau != "" {
		s.Desk.serials[""]++
		row.Place = s.Desk.serials[""]
	}
	s.Desk.Papers = append(s.Desk.Papers, row)
	return id, nil
}

func (s *Store) papers(fits func(counter.Paper) bool) []counter.Paper {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []counter.Paper{}
	for _, p := range s.Desk.Papers {
		if fits(p) {
			out = append(out, p)
		}
	}
	return out
}

func (s *Store) onePaper(fits func(counter.Paper) bool) (counter.Paper, error) {
	if found := s.papers(fits); len(found) > 0 {
		return found[0], nil
	}
	return counter.Paper{}, casework.FieldError(casework.NotFound, "paper", "")
}

// Paper implements counter.Papers.
func (s *Store) Paper(_ context.Context, id string) (counter.Paper, error) {
	return s.onePaper(func(p counter.Paper) bool { return p.ID == id })
}

// PaperByCode implements counter.Papers.
func (s *Store) PaperByCode(_ context.Context, code string) (counter.Paper, error) {
	return s.onePaper(func(p counter.Paper) bool { return p.Code == code })
}

// PapersOf implements counter.Papers.
func (s *Store) PapersOf(_ context.Context, number string) ([]counter.Paper, error) {
	return s.papers(func(p counter.Paper) bool { return p.Number == number }), nil
}

// ListPapers implements counter.Papers.
func (s *Store) ListPapers(_ context.Context, f counter.PaperFilter) ([]counter.Paper, int, error) {
	rows := s.papers(func(p counter.Paper) bool {
		if f.Sent != "" {
			return p.Place > 0 && !p.Issued.Before(f.From) && p.Issued.Before(f.Until)
		}
		return p.Number == "" && p.Kind == f.Kind
	})
	return rows, len(rows), nil
}

// VoidPaper implements counter.Papers.
func (s *Store) VoidPaper(_ context.Context, id, by, reason string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, p := range s.Desk.Papers {
		if p.ID == id && p.Voided == nil {
			s.Desk.Papers[i].Voided, s.Desk.Papers[i].VoidedBy, s.Desk.Papers[i].Why = &p.Issued, by, reason
			return nil
		}
	}
	return casework.FieldError(casework.PaperVoided, "paper", "")
}

// Entries implements counter.Papers.
func (s *Store) Entries(_ context.Context, register string, _ []string) (map[string]map[string]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]map[string]string{}
	for _, e := range s.Desk.Written {
		if e.Register == register {
			if out[e.Subject] == nil {
				out[e.Subject] = map[string]string{}
			}
			out[e.Subject][e.Field] = e.Value
		}
	}
	return out, nil
}

// AddEntry implements counter.Papers.
func (s *Store) AddEntry(_ context.Context, e counter.Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.Desk.Written {
		if w.Register == e.Register && w.Subject == e.Subject && w.Field == e.Field {
			return casework.FieldError(casework.EntryMade, e.Field, "")
		}
	}
	s.Desk.Written = append(s.Desk.Written, e)
	return nil
}
