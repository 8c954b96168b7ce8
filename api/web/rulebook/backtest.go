package rulebook

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
)

// backtestView tells what closed cases would have come to by a draft, before somebody signs it.
type backtestView struct {
	kernel.Frame
	Ref, Title string
	Summary    []kernel.Problem
	Fields     []kernel.FieldView
	Ran        bool
	Says       []string
	Tables     []backtestTable
}

type backtestTable struct {
	Name string
	Rows []backtestRow
}

type backtestRow struct {
	Name  string
	Cells []string
}

// backtest asks for a time and counts the cases closed in it by the draft.
func (s *Room) backtest(v *visit) error {
	id, p, office, f, err := s.tested(v, "backtest.title")
	if err != nil {
		return err
	}
	today := v.Midnight().AddDate(0, 0, -1)
	view := &backtestView{Frame: f, Ref: p.Ref(), Title: v.Pick(p.Title, p.TitleEn), Fields: []kernel.FieldView{
		{ID: "from", Name: "from", Type: "date", Label: v.T("backtest.from"), Required: true, Value: v.dayOf("from", today.AddDate(-1, 0, 1))},
		{ID: "until", Name: "until", Type: "date", Label: v.T("backtest.until"), Required: true, Value: v.dayOf("until", today)},
	}}
	if !v.C.Request.URL.Query().Has("from") {
		return s.Render(v.Visit, http.StatusOK, "backtest", view)
	}
	status := http.StatusOK
	found, err := s.backtested(v, id)
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		status, view.Summary = http.StatusUnprocessableEntity, v.Attach(view.Fields, err)
	case err != nil:
		return err
	default:
		view.Ran = true
		v.tell(view, p.Kind, found, office)
	}
	return s.Render(v.Visit, status, "backtest", view)
}

// dayOf is a day of the address, or another.
func (v *visit) dayOf(name string, otherwise time.Time) string {
	if v.C.Request.URL.Query().Has(name) {
		return v.Query(name)
	}
	return otherwise.Format(time.DateOnly)
}

func (s *Room) backtested(v *visit, id string) (found rulebook.Backtest, err error) {
	var days [2]time.Time
	for i, name := range []string{"from", "until"} {
		if days[i], err = time.ParseInLocation(time.DateOnly, v.Query(name), v.Midnight().Location()); err != nil {
			return found, casework.FieldError(casework.Invalid, name, "date")
		}
	}
	return s.counter.Policies.BacktestDraft(v.Ctx, v.Who, id, days[0], days[1].AddDate(0, 0, 1))
}

func (v *visit) tell(view *backtestView, kind casework.Kind, b rulebook.Backtest, office *core.Office) {
	view.Says = append(view.Says, v.T("backtest.says", b.Cases, b.Done, b.Late, b.Would, b.New, b.Spared))
	if len(b.Units) > 0 && b.New > 0 && b.Units[0].New > 0 {
		view.Says = append(view.Says, v.T("backtest.most", b.Units[0].New, v.UnitName(office, b.Units[0].Of)))
	}
	if b.Cut {
		view.Says = append(view.Says, v.T("backtest.cut"))
	}
	if b.Skipped > 0 {
		view.Says = append(view.Says, v.T("backtest.skipped", b.Skipped))
	}
	for _, t := range []struct {
		name string
		rows []rulebook.BacktestPart
		say  func(string) string
	}{
		{"clock.name", b.Clocks, func(of string) string { return v.ClockLabel(kind, of) }},
		{"case.unit", b.Units, func(of string) string { return v.UnitName(office, of) }},
	} {
		table := backtestTable{Name: v.T(t.name)}
		for _, r := range t.rows {
			table.Rows = append(table.Rows, backtestRow{Name: t.say(r.Of), Cells: []string{
				strconv.Itoa(r.Done), lateOf(r.Late, r.Done), lateOf(r.Would, r.Done), strconv.Itoa(r.New), strconv.Itoa(r.Spared),
			}})
		}
		if len(table.Rows) > 0 {
			view.Tables = append(view.Tables, table)
		}
	}
}

// lateOf says how many, and which share of all.
func lateOf(n, all int) string {
	if all == 0 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d (%.1f%%)", n, 100*float64(n)/float64(all))
}
