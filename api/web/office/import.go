package office

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/officefile"
)

// mostLines is how many changes or faults a page lists.
const mostLines = 200

// importView brings an office in a file: what it would change, or what is wrong with it.
type importView struct {
	kernel.Frame
	Summary []kernel.Problem
	Table   kernel.TableView
	Notes   []kernel.WrongCell
	Lines   []lineView
	More    string
}

func (s *Room) importPage(v *visit) error { return s.renderImport(v, http.StatusOK, nil, nil, nil) }

// take looks at a file, or takes it in.
func (s *Room) take(v *visit) error {
	raw, err := v.Table()
	if err != nil {
		return err
	}
	dry := v.Form("take") == ""
	var got office.Result
	if len(raw) == 0 {
		err = casework.FieldError(casework.Invalid, "file", "required")
	} else {
		got, err = s.counter.BringOffice(v.Ctx, v.Who, office.Brought{Raw: raw}, dry)
	}
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.renderImport(v, http.StatusUnprocessableEntity, nil, nil, err)
	case err != nil:
		return err
	case len(got.Wrong) > 0:
		return s.renderImport(v, http.StatusUnprocessableEntity, nil, &got, nil)
	case dry || len(got.Changes) == 0:
		return s.renderImport(v, http.StatusOK, raw, &got, nil)
	case got.Waits > 0:
		s.Flash(v.Visit, "office.asked", "")
	default:
		s.Flash(v.Visit, "office.taken", "")
	}
	return v.Redirect("/office")
}

func (s *Room) renderImport(v *visit, status int, raw []byte, got *office.Result, refused error) error {
	set, err := s.counter.OfficeSetUp(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "office", v.T("office.import"))
	if err != nil {
		return err
	}
	fields := []kernel.FieldView{{
		ID: "file", Name: "file", Type: "file", Label: v.T("office.file"), Hint: v.T("office.file.hint"), Required: true, Accept: ".xlsx,.csv,.json",
	}}
	view := &importView{Frame: f, Summary: v.Attach(fields, refused)}
	view.Table = kernel.TableView{Action: "/office/import", Fields: fields, Take: v.T("office.take"), Seen: true}
	if !set.Open() {
		view.Table.Take = v.T("office.ask")
	}
	if got != nil {
		view.looked(v, raw, *got)
	}
	return s.Render(v.Visit, status, "officeimport", view)
}

// looked says what a file would do, or all that is wrong with it.
func (view *importView) looked(v *visit, raw []byte, got office.Result) {
	view.Table.Wrong, view.Notes = v.faults(got.Wrong), v.faults(got.Notes)
	if len(got.Wrong) > 0 {
		view.Table.None = v.T("office.none_taken", len(got.Wrong))
		return
	}
	fresh := 0
	for i, c := range got.Changes {
		if c.New {
			fresh++
		}
		if i < mostLines {
			view.Lines = append(view.Lines, v.line(c))
		}
	}
	if more := len(got.Changes) - mostLines; more > 0 {
		view.More = v.T("office.more", more)
	}
	sum := v.T("office.sum", fresh, len(got.Changes)-fresh)
	if len(got.Changes) == 0 {
		sum = v.T("office.same")
	}
	view.Table.Looked(raw, sum, len(got.Changes) > 0)
}

// faults names the cell, or the line, and what it is about.
func (v *visit) faults(wrong officefile.Problems) (out []kernel.WrongCell) {
	for i, p := range wrong {
		if i == mostLines {
			return append(out, kernel.WrongCell{Text: v.T("office.more", len(wrong)-mostLines)})
		}
		at := p.Cell
		if at == "" && p.Line > 0 {
			at = strconv.Itoa(p.Line)
		}
		out = append(out, kernel.WrongCell{Row: at, Column: v.about(p), Text: v.problem(p)})
	}
	return out
}

// about names the list and column of a problem: 人员 · 电子邮箱.
func (v *visit) about(p officefile.Problem) string {
	list, column := p.Place()
	if list == "" {
		return ""
	}
	name := v.T("office." + list)
	if column == "" {
		return name
	}
	return fmt.Sprintf("%s · %s", name, v.column(list, column))
}
