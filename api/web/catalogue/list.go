package catalogue

import (
	"cmp"
	"net/http"
	"strconv"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
)

// importView brings a list of matters: what it would change, or what is wrong with it.
type importView struct {
	kernel.Frame
	Summary []kernel.Problem
	Table   kernel.TableView
	Items   []takenView
}

type takenView struct {
	Name, ID, What string
	Changes        []changeView
}

func (s *Room) importPage(v *visit) error { return s.renderImport(v, http.StatusOK, nil, nil, nil) }

// take looks at a list, or takes it in.
func (s *Room) take(v *visit) error {
	raw, err := v.Table()
	if err != nil {
		return err
	}
	dry := v.Form("take") == ""
	var got catalogue.Imported
	if len(raw) == 0 {
		err = casework.FieldError(casework.Invalid, "file", "required")
	} else {
		got, err = s.counter.ImportItems(v.Ctx, v.Who, raw, dry)
	}
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.renderImport(v, http.StatusUnprocessableEntity, nil, nil, err)
	case err != nil:
		return err
	case len(got.Wrong) > 0:
		return s.renderImport(v, http.StatusUnprocessableEntity, raw, &got, nil)
	case dry:
		return s.renderImport(v, http.StatusOK, raw, &got, nil)
	}
	s.Flash(v.Visit, "items.taken", "")
	return v.Redirect("/items")
}

func (s *Room) renderImport(v *visit, status int, raw []byte, got *catalogue.Imported, refused error) error {
	f, err := s.Frame(v.Visit, "items", v.T("items.import"))
	if err != nil {
		return err
	}
	fields := []kernel.FieldView{{
		ID: "file", Name: "file", Type: "file", Label: v.T("items.file"), Hint: v.T("items.file.hint"), Required: true, Accept: ".xlsx,.csv",
	}}
	view := &importView{Frame: f, Summary: v.Attach(fields, refused)}
	view.Table = kernel.TableView{Action: "/items/import", Fields: fields, Take: v.T("items.take")}
	if got != nil {
		view.looked(v, raw, *got)
	}
	return s.Render(v.Visit, status, "itemimport", view)
}

// looked says what a list would do, or all that is wrong with it.
func (view *importView) looked(v *visit, raw []byte, got catalogue.Imported) {
	for _, w := range got.Wrong {
		column := w.Column
		if c, _ := catalogue.Find(w.Column); c.Type != "" {
			column = v.column(c.Name)
		}
		view.Table.Wrong = append(view.Table.Wrong, kernel.WrongCell{Row: strconv.Itoa(w.Row), Column: column, Text: v.Refusal(w.Cause)})
	}
	if len(got.Wrong) > 0 {
		return
	}
	view.Table.Looked(raw, v.T("items.sum", len(got.Items), got.Drafted()), got.Drafted() > 0)
	for _, t := range got.Items {
		what := "items.same"
		switch {
		case len(t.Changes) > 0 && t.New:
			what = "items.is_new"
		case len(t.Changes) > 0:
			what = "items.changes"
		}
		row := takenView{Name: cmp.Or(t.Name, t.ID), ID: t.ID, What: v.T(what)}
		if !t.New {
			row.Changes = v.changes(t.Changes)
		}
		view.Items = append(view.Items, row)
	}
}
