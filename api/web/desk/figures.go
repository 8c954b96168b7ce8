package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
)

// figuresView is how the office stands, and what a month brought: one question drawn, its words
// and its table beside it.
type figuresView struct {
	kernel.Frame
	By             []figureChoice
	Month          string
	Earlier, Later string
	Says           []string // the drawing in words
	Bars           []figureBar
	Height         int
	Columns        []string
	Rows           []figureRow
	Ahead          []string // what falls due in the days ahead, in words
	Forecast       []forecastRow
}

type figureChoice struct {
	Label, Href string
	On          bool
}

// figureBar is one line of the drawing: how much of what was owed was done in time.
type figureBar struct {
	Name, Says       string
	Y, Base          int
	InTime, Late, At int // widths, and where the late part begins
}

type figureRow struct {
	Name  string
	Bar   *figureBar // its line of the drawing, where a window is too narrow for the whole
	Cells []figureCell
}

type figureCell struct{ Label, Text, Href string }

// months are how many months stand beside one another.
const months = 3

// figureColumns are the columns of the table; a rate is of the two figures before it.
var figureColumns = []struct {
	name, of string // of: name is the share of these that is none of the first
	now      bool
}{
	{core.FigureToday, "", true},
	{core.FigureNear, "", true},
	{core.FigureLate, "", true},
	{core.FigureBreached, "", false},
	{core.FigureSecond, "", false},
	{core.FigureThird, "", false},
	{core.FigureDeemed, "", false},
	{core.FigureExtended, "", false},
	{core.FigurePaused, "", false},
	{core.FigureDone, "", false},
	{core.FigureDoneLate, core.FigureDone, false},
	{core.FigureStatuteLate, core.FigureStatute, false},
	{core.FigureRated, "", false},
	{core.FigureUnsatisfied, core.FigureRated, false},
}

// figures shows a leader his board.
func (s *Room) figures(v *visit) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	a := desk.FiguresAsked{Month: v.month(), Midnight: v.Midnight(), By: desk.ByUnit}
	by := "unit"
	switch v.Query("by") {
	case "item":
		by, a.By = "item", desk.ByItem
	case "month":
		by, a.By, a.ByMonth = "month", desk.Together, months
	}
	rows, ahead, err := s.counted(v, a, by != "month")
	if err != nil {
		return err
	}
	if by != "month" {
		slices.SortStableFunc(rows, func(x, y desk.FiguresOf) int {
			return cmp.Or(y.N[core.FigureLate]-x.N[core.FigureLate], y.N[core.FigureDone]-x.N[core.FigureDone], cmp.Compare(x.Of, y.Of))
		})
	}
	view := &figuresView{Month: v.Month(a.Month)}
	for _, c := range figureColumns {
		if !c.now || by != "month" {
			view.Columns = append(view.Columns, v.T("figures."+c.name))
		}
	}
	for _, r := range rows {
		view.Rows = append(view.Rows, v.figureRow(r, by, office))
	}
	if view.Frame, err = s.Frame(v.Visit, "desk", v.T("figures.title")); err != nil {
		return err
	}
	for _, c := range []string{"unit", "item", "month"} {
		view.By = append(view.By, figureChoice{Label: v.T("figures.by." + c), Href: figuresAt(c, a.Month.Format("2006-01")), On: c == by})
	}
	view.Earlier = figuresAt(by, a.Month.AddDate(0, -1, 0).Format("2006-01"))
	if next := a.Month.AddDate(0, 1, 0); next.Before(v.Now) {
		view.Later = figuresAt(by, next.Format("2006-01"))
	}
	v.drawFigures(view, rows)
	if by != "month" && view.Later == "" {
		s.ahead(v, view, office, ahead)
	}
	return s.Render(v.Visit, http.StatusOK, "figures", view)
}

// counted asks for the figures, and of this month for what falls due, where both are shown: at
// once, for they are the two dearest questions of the page.
func (s *Room) counted(v *visit, a desk.FiguresAsked, both bool) (rows []desk.FiguresOf, ahead []desk.Forecast, err error) {
	g, ctx := errgroup.WithContext(v.Ctx)
	g.Go(func() (err error) {
		rows, err = s.counter.LeadingFigures(ctx, v.Who, a)
		return err
	})
	if both && !a.Month.AddDate(0, 1, 0).Before(v.Now) {
		g.Go(func() (err error) {
			ahead, err = s.counter.Forecast(ctx, v.Who, v.Midnight().AddDate(0, 0, daysAhead))
			return err
		})
	}
	err = g.Wait()
	return rows, ahead, err
}

func figuresAt(by, month string) string {
	return "/figures?" + url.Values{"by": {by}, "month": {month}}.Encode()
}

// month is the one asked for, or this.
func (v *visit) month() time.Time {
	zone := v.Midnight().Location()
	if at, err := time.ParseInLocation("2006-01", v.Query("month"), zone); err == nil && at.Year() >= 2000 && !at.After(v.Now) {
		return at
	}
	now := v.Now.In(zone)
	return time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, zone)
}

// figureRow is a unit, an item or a month; every number leads to its cases.
func (v *visit) figureRow(r desk.FiguresOf, by string, office *core.Office) figureRow {
	out := figureRow{Name: v.Month(r.Month)}
	q := url.Values{"month": {r.Month.Format("2006-01")}}
	switch by {
	case "unit":
		out.Name = v.UnitName(office, r.Of)
		q.Set("only", r.Of)
	case "item":
		out.Name = v.T("figures.no_item")
		if item, ok := office.ItemOf(r.Of, 0); ok {
			out.Name = v.Pick(item.Name, item.NameEn)
		}
		q.Set("of", r.Of)
	}
	link := func(figure string, n int) string {
		if n == 0 || by == "item" && r.Of == "" {
			return ""
		}
		q.Set("figure", figure)
		return "/cases?" + q.Encode()
	}
	for _, c := range figureColumns {
		n := r.N[c.name]
		cell := figureCell{Label: v.T("figures." + c.name), Text: strconv.Itoa(n), Href: link(c.name, n)}
		switch {
		case c.now && by == "month":
			continue
		case c.of != "":
			cell.Text = share(r.N[c.of]-n, r.N[c.of])
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// share says a part of a whole; of nothing there is none.
func share(part, whole int) string {
	if whole == 0 {
		return "—"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(part)/float64(whole))
}

// Measures of the drawing: a line of it, where its bars begin, and how long the longest is.
const (
	lineHeight = 28
	barsAt     = 220
	barsLong   = 640
)

// drawFigures draws how much of what was owed was done in time, and says it.
func (v *visit) drawFigures(view *figuresView, rows []desk.FiguresOf) {
	most, all, over, late := 1, 0, 0, 0
	for _, r := range rows {
		most = max(most, r.N[core.FigureDone])
		all, over, late = all+r.N[core.FigureDone], over+r.N[core.FigureDoneLate], late+r.N[core.FigureLate]
	}
	view.Says = append(view.Says, v.T("figures.says", all, all-over, share(all-over, all)))
	if late > 0 {
		view.Says = append(view.Says, v.T("figures.says.late", late))
	}
	for i, r := range rows {
		done, overrun := r.N[core.FigureDone], r.N[core.FigureDoneLate]
		in := (done - overrun) * barsLong / most
		view.Bars = append(view.Bars, figureBar{
			Name: fitting(view.Rows[i].Name), Says: v.T("figures.bar", done-overrun, done, share(done-overrun, done)), Y: i*lineHeight + 6, Base: i*lineHeight + 19,
			InTime: in, Late: overrun * barsLong / most, At: barsAt + in,
		})
	}
	for i := range view.Bars {
		view.Rows[i].Bar = &view.Bars[i]
	}
	view.Height = len(rows)*lineHeight + 4
}

// barName is how much of a name stands before its bar, in halves of a Chinese sign: a Latin letter
// is about so wide.
const barName = 28

func fitting(name string) string {
	wide := 0
	for i, r := range name {
		if wide++; r >= 0x2e80 {
			wide++
		}
		if wide > barName {
			return name[:i] + "…"
		}
	}
	return name
}
