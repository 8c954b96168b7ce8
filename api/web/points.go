package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
)

// pointsView is a year's sheet, to be read: entries are only ever added, and what
// was wrong is reversed by an entry of its own.
type pointsView struct {
	frame
	Filters []fieldView
	Of      string
	Year    int
	Total   string
	Covered string // how long the person stood in for others (R174)
	Rows    []pointRow
	// Counted are the figures of the year, Targets what was asked and how far it is
	// kept, Score the sum of it (R174, R212).
	Counted      []fact
	Targets      []targetRow
	Score        string
	Person, Unit string
	Forms        []targetForm
	Summary      []problem
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
func (s *site) points(v *visit) error {
	filter := appraisal.PointFilter{Person: v.query("person"), Unit: v.query("unit")}
	if filter.Unit != "" {
		filter.Person = ""
	}
	year := v.local(v.now).Year()
	if n, err := strconv.Atoi(v.query("year")); err == nil && n <= year+1 && n > year-sheetYears {
		filter.Year = n
	}
	return s.sheet(v, filter, http.StatusOK, "", nil)
}

// sheet shows one sheet; typed is the form that was sent and refused.
func (s *site) sheet(v *visit, filter appraisal.PointFilter, status int, typed string, refused error) error {
	year := v.local(v.now).Year()
	sheet, err := s.deps.Counter.Sheet(v.ctx, v.who, filter)
	if err != nil {
		return err
	}
	office, err := s.deps.Counter.Office(v.ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(v, "board", v.t("points.title"))
	if err != nil {
		return err
	}
	view := &pointsView{frame: f, Year: sheet.Year, Total: signed(sheet.Total), Filters: v.sheetFilters(office, sheet, year)}
	view.Of = personName(office, sheet.Person)
	if sheet.Unit != "" {
		view.Of = v.unitName(office, sheet.Unit)
	} else {
		view.Covered = v.worked(sheet.Covered)
	}
	view.Rows = v.pointRows(sheet, office)
	view.Counted, view.Targets = v.countedFacts(sheet), v.targetRows(sheet)
	view.Score = v.t("points.score", tenths(sheet.Tenths), sheet.Weight)
	view.Person, view.Unit = sheet.Person, sheet.Unit
	view.Forms, view.Summary = v.targetForms(office, sheet, typed, refused)
	return s.render(v, status, "points", view)
}

func (v *visit) pointRows(sheet appraisal.Sheet, office *core.Office) []pointRow {
	var out []pointRow
	for _, r := range sheet.Rows {
		row := pointRow{
			ID: r.ID, At: v.stamp(r.At), Of: r.PersonName, Measure: v.measure(r.Measure), Points: signed(r.Points), Rule: r.Rule, Number: r.Number, Reverses: r.Reverses,
			Reversed: slices.ContainsFunc(sheet.Rows, func(o appraisal.PointRow) bool { return o.Reverses == r.ID && r.ID != 0 }),
		}
		if r.Person == "" {
			row.Of = v.unitName(office, r.Unit)
		}
		out = append(out, row)
	}
	return out
}

// sheetFilters offer the units and people whose sheets one may read, and the year.
func (v *visit) sheetFilters(office *core.Office, sheet appraisal.Sheet, year int) []fieldView {
	tree := access.NewTree(office.Units)
	may := func(s access.Subject) bool {
		_, err := v.rights.Decide(v.who, access.PointsView, s, tree)
		return err == nil
	}
	units := fieldView{ID: "points-unit", Name: "unit", Type: "select", Label: v.t("case.unit"), Value: sheet.Unit}
	for _, u := range office.Units {
		if may(access.Subject{Unit: u.ID}) {
			units.Options = append(units.Options, optionView{Value: u.ID, Label: v.unitName(office, u.ID), On: u.ID == sheet.Unit})
		}
	}
	people := fieldView{ID: "points-person", Name: "person", Type: "select", Label: v.t("points.person"), Value: sheet.Person}
	for _, p := range office.Persons {
		if may(access.Subject{Unit: p.Unit, Concerned: p.ID}) {
			people.Options = append(people.Options, optionView{Value: p.ID, Label: p.Name, On: p.ID == sheet.Person})
		}
	}
	years := fieldView{ID: "points-year", Name: "year", Type: "select", Label: v.t("points.year")}
	for y := year + 1; y > year-sheetYears; y-- {
		years.Options = append(years.Options, optionView{Value: strconv.Itoa(y), Label: strconv.Itoa(y), On: y == sheet.Year})
	}
	var out []fieldView
	for _, f := range []fieldView{people, units} {
		if len(f.Options) > 1 || f.Name == "unit" && len(f.Options) > 0 {
			out = append(out, f)
		}
	}
	return append(out, years)
}
