package casework

import (
	"slices"
	"strings"
)

// DutySheet says what a post is there for, in the words of 岗位责任制第一条: what is to be
// done, how much of it and how well, by which procedure, standard and limit, with which
// powers and which responsibility (R210).
type DutySheet struct {
	Content   string `json:"content"`
	Quantity  string `json:"quantity"`
	Quality   string `json:"quality"`
	Procedure string `json:"procedure"`
	Standard  string `json:"standard"`
	Limit     string `json:"limit"`
	Powers    string `json:"powers"`
	Duties    string `json:"duties"`
}

// MaxSheetPart is how long a part may be, in letters: a sheet hangs on a wall.
const MaxSheetPart = 500

// SheetPart is one part of a duty sheet by its name.
type SheetPart struct {
	Name string
	Text *string
}

// Parts are all of them in the order of the article; what is written to one is written
// to the sheet.
func (s *DutySheet) Parts() []SheetPart {
	return []SheetPart{
		{"content", &s.Content}, {"quantity", &s.Quantity}, {"quality", &s.Quality}, {"procedure", &s.Procedure},
		{"standard", &s.Standard}, {"limit", &s.Limit}, {"powers", &s.Powers}, {"duties", &s.Duties},
	}
}

// Line (口) is what a post is in charge of apart from its fellows of the same role: units of
// the office, or a subject, with a space between.
type Line string

// LineOf puts one together.
func LineOf(of ...string) Line { return Line(strings.Join(of, " ")) }

// Of are the units and subjects.
func (l Line) Of() []string { return strings.Fields(string(l)) }

// Has tells whether one of them is it.
func (l Line) Has(what string) bool { return slices.Contains(l.Of(), what) }
