package policy

import (
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// PointRule is what a measure in force costs, in points of the year's score.
type PointRule struct {
	Measure string `json:"measure"`
	Person  int    `json:"person,omitempty"` // the person concerned
	Unit    int    `json:"unit,omitempty"`   // the unit of the post concerned
	Head    int    `json:"head,omitempty"`   // the head of that unit
	Rule    string `json:"rule"`
	// Note is what the source says, where it is proposed; NoteEn the same in English.
	Note   string `json:"note,omitempty"`
	NoteEn string `json:"note_en,omitempty"`
}

// RepeatRule is what the sources make of the nth proven failing within a year.
// It proposes; people decide.
type RepeatRule struct {
	Rule    string `json:"rule"`
	Unit    bool   `json:"unit,omitempty"`    // of a unit, not a person
	Reports bool   `json:"reports,omitempty"` // counts what was reported and proven alone
	Nth     int    `json:"nth"`               // this time and every later one
	Measure string `json:"measure"`
	Note    string `json:"note"`
	NoteEn  string `json:"note_en"`
}

// Scoring is the office's table of points and repeats.
type Scoring struct {
	Points  []PointRule  `json:"points"`
	Repeats []RepeatRule `json:"repeats"`
}

// Check refuses measures that are on no ladder, and points that are given twice
// or to nobody.
func (s Scoring) Check() error {
	seen := map[string]bool{}
	for _, p := range s.Points {
		m, ok := casework.MeasureOf(p.Measure)
		switch {
		case !ok && !slices.Contains(casework.Deductions, p.Measure) || seen[p.Measure]:
			return fmt.Errorf("points: measure %q unknown or twice", p.Measure)
		case p.Person == 0 && p.Unit == 0 && p.Head == 0:
			return fmt.Errorf("points: measure %s costs nobody anything", p.Measure)
		case (m.Unit || !ok) && p.Person != 0:
			return fmt.Errorf("points: measure %s is against a unit", p.Measure)
		}
		seen[p.Measure] = true
	}
	for _, r := range s.Repeats {
		if _, ok := casework.MeasureOf(r.Measure); !ok || r.Nth < 1 {
			return fmt.Errorf("points: repeat %s %d proposes %q", r.Rule, r.Nth, r.Measure)
		}
	}
	return nil
}

// Cost is what a measure costs; nothing where the office's table does not know it.
func (s Scoring) Cost(measure string) PointRule {
	for _, p := range s.Points {
		if p.Measure == measure {
			return p
		}
	}
	return PointRule{Measure: measure}
}

// Proposed lists what each rule says of the nth proven failing, this one counted; of
// every rule the highest step reached. Rules on reports count reports alone (R144).
func (s Scoring) Proposed(unit, reports bool, nth int) []RepeatRule {
	var out []RepeatRule
	for _, r := range s.Repeats {
		if r.Unit != unit || r.Reports != reports || r.Nth > nth {
			continue
		}
		if n := len(out) - 1; n >= 0 && out[n].Rule == r.Rule {
			if r.Nth > out[n].Nth {
				out[n] = r
			}
			continue
		}
		out = append(out, r)
	}
	return out
}
