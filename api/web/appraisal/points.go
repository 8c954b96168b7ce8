package appraisal

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
)

// pointsView is a year's sheet, to be read: entries are only ever added, and what
// was wrong is reversed by an entry of its own.
type pointsView struct {
	kernel.Frame
	Filters []kernel.FieldView
	Of      string
	Year    int
	Total   string
	Covered string // how long the person stood in for others (R174)
	Rows    []pointRow
	// Counted are the figures of the year, Targets what was asked and how far it is
	// kept, Score the sum of it (R174, R212).
	Counted      []kernel.Fact
	Held         heldView // how the rules of the window were kept (R236)
	Targets      []targetRow
	Score        string
	Person, Unit string
	Forms        []targetForm
	Aim, Draft   *aimView // what they set themselves in words (R226)
	Waiting      []waitView
	Summary      []kernel.Problem
}

type pointRow struct {
	ID              int64
	At, Of, Measure string
	Points          string
	Rule, Number    string
	Reverses        int64
	Reversed        bool
}

// sheetYears are how many years one may look at, this one and those before; the next
// is there for what will be asked in it (R212).
const sheetYears = 3

// points shows a sheet: one's own unless another is asked for.
func (s *Room) points(v *visit) error {
	filter := appraisal.PointFilter{Person: v.Query("person"), Unit: v.Query("unit")}
	if filter.Unit != "" {
		filter.Person = ""
	}
	year := v.Local(v.Now).Year()
	if n, err := strconv.Atoi(v.Query("year")); err == nil && n <= year+1 && n > year-sheetYears {
		filter.Year = n
	}
	return s.sheet(v, filter, http.StatusOK, "", nil)
}

// sheet shows one sheet; typed is the form that was sent and refused.
func (s *Room) sheet(v *visit, filter appraisal.PointFilter, status int, typed string, refused error) error {
	year := v.Local(v.Now).Year()
	sheet, err := s.counter.Sheet(v.Ctx, v.Who, filter)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "board", v.T("points.title"))
	if err != nil {
		return err
	}
	view := &pointsView{Frame: f, Year: sheet.Year, Total: kernel.Signed(sheet.Total), Filters: v.sheetFilters(office, sheet, year)}
	view.Of = kernel.PersonName(office, sheet.Person)
	if sheet.Unit != "" {
		view.Of = v.UnitName(office, sheet.Unit)
	} else {
		view.Covered = v.Worked(sheet.Covered)
	}
	view.Rows = v.pointRows(sheet, office)
	view.Held = v.held(sheet, office)
	view.Counted, view.Targets = v.countedFacts(sheet), v.targetRows(sheet)
	view.Score = v.T("points.score", kernel.Tenths(sheet.Tenths), sheet.Weight)
	view.Person, view.Unit = sheet.Person, sheet.Unit
	view.Aim, view.Draft, view.Waiting = v.aim(office, sheet.Aim), v.aim(office, sheet.Draft), v.waiting(office, sheet)
	view.Forms, view.Summary = v.targetForms(office, sheet, typed, refused)
	return s.Render(v.Visit, status, "points", view)
}

func (v *visit) pointRows(sheet appraisal.Sheet, office *core.Office) []pointRow {
	var out []pointRow
	for _, r := range sheet.Rows {
		row := pointRow{
			ID: r.ID, At: v.Stamp(r.At), Of: r.PersonName, Measure: v.Measure(r.Measure), Points: kernel.Signed(r.Points), Rule: r.Rule, Number: r.Number, Reverses: r.Reverses,
			Reversed: slices.ContainsFunc(sheet.Rows, func(o appraisal.PointRow) bool { return o.Reverses == r.ID && r.ID != 0 }),
		}
		if r.Person == "" {
			row.Of = v.UnitName(office, r.Unit)
		}
		out = append(out, row)
	}
	return out
}

// sheetFilters offer the units and people whose sheets one may read, and the year.
func (v *visit) sheetFilters(office *core.Office, sheet appraisal.Sheet, year int) []kernel.FieldView {
	tree := office.Tree()
	may := func(s access.Subject) bool {
		_, err := v.Rights.Decide(v.Who, access.PointsView, s, tree)
		return err == nil
	}
	units := kernel.FieldView{ID: "points-unit", Name: "unit", Type: "select", Label: v.T("case.unit"), Value: sheet.Unit}
	for _, u := range office.Units {
		if may(access.Subject{Unit: u.ID}) {
			units.Options = append(units.Options, kernel.OptionView{Value: u.ID, Label: v.UnitName(office, u.ID), On: u.ID == sheet.Unit})
		}
	}
	people := kernel.FieldView{ID: "points-person", Name: "person", Type: "select", Label: v.T("points.person"), Value: sheet.Person}
	for _, p := range office.Persons {
		if may(access.Subject{Unit: p.Unit, Concerned: p.ID}) {
			people.Options = append(people.Options, kernel.OptionView{Value: p.ID, Label: p.Name, On: p.ID == sheet.Person})
		}
	}
	years := kernel.FieldView{ID: "points-year", Name: "year", Type: "select", Label: v.T("points.year")}
	for y := year + 1; y > year-sheetYears; y-- {
		years.Options = append(years.Options, kernel.OptionView{Value: strconv.Itoa(y), Label: strconv.Itoa(y), On: y == sheet.Year})
	}
	var out []kernel.FieldView
	for _, f := range []kernel.FieldView{people, units} {
		if len(f.Options) > 1 || f.Name == "unit" && len(f.Options) > 0 {
			out = append(out, f)
		}
	}
	return append(out, years)
}
