package papers

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/paper"
)

// registersView lists the registers one keeps, and the circulars and lists one
// may issue.
type registersView struct {
	kernel.Frame
	Registers []kernel.PaperLink
	Issue     []kernel.PaperLink
	Issued    []kernel.PaperLink
}

// registers shows what is of no single case.
func (s *Room) registers(v *visit) error {
	found, err := s.counter.Registers(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "registers", v.T("nav.registers"))
	if err != nil {
		return err
	}
	view := &registersView{Frame: f}
	for _, r := range found.Registers {
		view.Registers = append(view.Registers, kernel.PaperLink{Href: "/registers/" + r.Code, Name: v.Pick(r.Name, r.NameEn), Note: r.Rules[0]})
	}
	pieces, _, _ := v.Kinds.Pieces()
	if slices.ContainsFunc(found.Registers, func(f paper.Form) bool { return slices.Contains(pieces, f.Kind) }) {
		view.Registers = append(view.Registers, kernel.PaperLink{Href: "/pieces", Name: v.T("pieces.title"), Note: "R217"})
	}
	for _, r := range found.Issue {
		view.Issue = append(view.Issue, kernel.PaperLink{Href: "/registers/issue/" + r.Code, Name: v.Pick(r.Name, r.NameEn), Note: r.Rules[0]})
	}
	for _, row := range found.Issued {
		view.Issued = append(view.Issued, v.PaperLink(row))
	}
	return s.Render(v.Visit, http.StatusOK, "registers", view)
}

// bookView is one register over a period, a table as wide as the paper it prints on.
type bookView struct {
	kernel.Frame
	Name, Basis, Office string
	Code                string
	From, Until         string // dates, both included
	Columns             []paper.Column
	Rows                []bookRow
	None                string
	Cut                 string
	Year                string // the address of the same over the year
	Sums                []sumView
	Summary             []kernel.Problem
}

// sumView is how often each word of a column stands in a register.
type sumView struct{ Of, Says string }

type bookRow struct{ Cells []bookCell }

// bookCell is a cell; Enter names what may still be written into it.
type bookCell struct {
	ID, Text, Enter, Subject, Label string
}

// book shows a register, of this month unless another period is asked for.
func (s *Room) book(v *visit) error { return s.renderBook(v, http.StatusOK, v.Query, nil) }

func (s *Room) renderBook(v *visit, status int, value func(string) string, refused error) error {
	now := v.Local(v.Now)
	from := v.date(value("from"), time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, now.Location()))
	until := v.date(value("until"), time.Date(now.Year(), now.Month()+1, 0, 0, 0, 0, 0, now.Location()))
	if until.Before(from) {
		until = from
	}
	page, err := s.counter.ReadRegister(v.Ctx, v.Who, v.C.Param("form"), from, until.AddDate(0, 0, 1))
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "registers", v.Pick(page.Form.Name, page.Form.NameEn))
	if err != nil {
		return err
	}
	view := &bookView{
		Frame: f, Code: page.Form.Code, Name: page.Content.Title, Basis: page.Content.Basis, Office: page.Content.Head,
		From: from.Format(time.DateOnly), Until: until.Format(time.DateOnly), Columns: page.Form.Table.Columns, None: page.Form.Table.None,
		Summary: v.Attach(nil, refused),
	}
	if page.Cut {
		view.Cut = v.T("book.cut", page.Total, len(page.Content.Table.Rows))
	}
	for i, cells := range page.Content.Table.Rows {
		row := bookRow{}
		for j, text := range cells {
			cell := bookCell{ID: "entry-" + strconv.Itoa(i) + "-" + strconv.Itoa(j), Text: text, Label: view.Columns[j].Label}
			if text == "" && page.Enter {
				cell.Enter, cell.Subject = view.Columns[j].Enter, page.Subjects[i]
			}
			row.Cells = append(row.Cells, cell)
		}
		view.Rows = append(view.Rows, row)
	}
	if !page.Cut && len(view.Rows) > 0 {
		view.Sums = v.sums(view.Columns, page.Content.Table.Rows)
	}
	year := strconv.Itoa(from.Year())
	view.Year = registerPath(view.Code, year+"-01-01", year+"-12-31")
	return s.Render(v.Visit, status, "book", view)
}

// sums are the statistics of a period: of a year, those that are reported of it.
func (v *visit) sums(columns []paper.Column, rows [][]string) (out []sumView) {
	for i, c := range columns {
		if !c.Count {
			continue
		}
		n := map[string]int{}
		for _, cells := range rows {
			n[cells[i]]++
		}
		var says []string
		for _, word := range slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) }) {
			says = append(says, v.T("book.sum", cmp.Or(word, v.T("book.sum.none")), n[word]))
		}
		out = append(out, sumView{c.Label, strings.Join(says, v.T("list.and"))})
	}
	return out
}

// date reads a date that was typed, as the office's; what is none is the other.
func (v *visit) date(typed string, otherwise time.Time) time.Time {
	day, err := time.ParseInLocation(time.DateOnly, typed, v.Cal.Location())
	if err != nil {
		return otherwise
	}
	return day
}

// enter writes what only people know into a register, once.
func (s *Room) enter(v *visit) error {
	err := s.counter.EnterRegister(v.Ctx, v.Who, v.C.Param("form"), v.Form("subject"), v.Form("field"), v.Form("value"))
	switch {
	case err == nil:
		return v.Redirect(registerPath(v.C.Param("form"), v.Form("from"), v.Form("until")))
	case len(core.RefusalsOf(err)) == 0, casework.CodeOf(err) == casework.Forbidden, casework.CodeOf(err) == casework.NotFound:
		return err
	}
	return s.renderBook(v, http.StatusUnprocessableEntity, v.Form, err)
}
