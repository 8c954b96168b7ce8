package appraisal

import (
	"net/http"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
)

// coverageView is who was visited this year, who was not, and who must be (R112).
type coverageView struct {
	kernel.Frame
	Year  string
	Sums  []kernel.Fact
	Empty bool // nothing is planned
	Rows  []coverageRow
}

type coverageRow struct {
	Unit, Plan, Says   string
	Open, Covert       int
	Found              int
	LastAt, Last, Mode string
	MustSince, Must    string
}

// coverage shows it to those who watch over it.
func (s *Room) coverage(v *visit) error {
	c, err := s.counter.Coverage(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "watch", v.T("coverage.title"))
	if err != nil {
		return err
	}
	view := &coverageView{Frame: f, Year: strconv.Itoa(c.Year), Empty: c.Planned == 0}
	for _, n := range []struct {
		name  string
		count int
	}{{"planned", c.Planned}, {"covered", c.Covered}, {"left", c.Planned - c.Covered}, {"must", c.Must}} {
		view.Sums = append(view.Sums, kernel.Fact{Name: v.T("coverage." + n.name), Value: strconv.Itoa(n.count)})
	}
	for _, r := range c.Rows {
		view.Rows = append(view.Rows, v.coverageRow(r, office))
	}
	return s.Render(v.Visit, http.StatusOK, "coverage", view)
}

func (v *visit) coverageRow(r appraisal.Visits, office *core.Office) coverageRow {
	out := coverageRow{Unit: v.UnitName(office, r.Unit), Plan: r.Plan, Open: r.Open, Covert: r.Covert, Found: r.Found, Last: r.Last, Must: r.Must}
	if r.LastMode != "" {
		out.Mode = v.T("coverage.mode." + r.LastMode)
	}
	if r.LastAt != nil {
		out.LastAt = v.Stamp(*r.LastAt)
	}
	if r.MustSince != nil {
		out.MustSince = v.Stamp(*r.MustSince)
	}
	switch {
	case r.Open > 0:
		out.Says = v.T("coverage.is_covered")
	case r.Plan != "":
		out.Says = v.T("coverage.is_left")
	default:
		out.Says = v.T("coverage.is_unplanned")
	}
	return out
}
