// Package drawer shows what people keep for their work: ways of looking at the list of cases, and
// the texts of a unit.
//
// It refuses to show a case.
package drawer

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/drawer"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Views(ctx context.Context, p casework.Principal) ([]drawer.View, error)
	SaveView(ctx context.Context, p casework.Principal, name, address string, shared bool) error
	DropView(ctx context.Context, p casework.Principal, id string) error
	Texts(ctx context.Context, p casework.Principal) ([]core.CannedText, error)
	KeepText(ctx context.Context, p casework.Principal, name, body string) error
	DropText(ctx context.Context, p casework.Principal, id string) error
}

// Room is these pages.
type Room struct {
	*kernel.Site
	counter Counter
}

// New furnishes it.
func New(s *kernel.Site, c Counter) *Room { return &Room{Site: s, counter: c} }

// visit is a request as this room reads it.
type visit struct{ *kernel.Visit }

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		kernel.Get("/views", access.CaseList, s.views),
		kernel.Post("/views", access.CaseList, s.saveView),
		kernel.Post("/views/drop", access.CaseList, s.dropView),
		kernel.Get("/texts", access.CaseList, s.texts),
		kernel.Post("/texts", access.CaseList, s.keepText),
		kernel.Post("/texts/drop", access.CaseList, s.dropText),
	}
}

// Samples implements kernel.Room.
func (*Room) Samples(p kernel.Sample) map[string]kernel.Viewer {
	return map[string]kernel.Viewer{
		"views": &viewsView{Frame: p.Base, Summary: p.Problems, Query: "x", Fields: kernel.SampleFields(), Rows: []viewRow{{ID: "x", Own: true, Unit: "x"}, {}}},
		"texts": &textsView{Frame: p.Base, Summary: p.Problems, Unit: "x", Fields: kernel.SampleFields(), Rows: []textRow{{ID: "x"}}},
	}
}

// viewsView are the views one may use, and the form to keep another.
type viewsView struct {
	kernel.Frame
	Summary []kernel.Problem
	Query   string // the filters to be kept; empty: none were chosen
	Fields  []kernel.FieldView
	Rows    []viewRow
}

type viewRow struct {
	ID, Name, Href, Unit string
	Own                  bool
}

func (s *Room) views(v *visit) error { return s.renderViews(v, http.StatusOK, v.Query("q"), nil) }

func (s *Room) renderViews(v *visit, status int, query string, refused error) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	rows, err := s.counter.Views(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "cases", v.T("views.title"))
	if err != nil {
		return err
	}
	view := &viewsView{Frame: f, Query: query, Fields: []kernel.FieldView{
		{ID: "view-name", Name: "name", Type: "text", Label: v.T("views.name"), Required: true, Value: v.Form("name"), Auto: "off"},
		{ID: "view-shared", Name: "shared", Type: "check", Label: v.T("views.shared", v.UnitName(office, v.Who.Unit)), Value: v.Form("shared")},
	}}
	for _, r := range rows {
		view.Rows = append(view.Rows, viewRow{ID: r.ID, Name: r.Name, Href: "/cases?" + r.Query, Unit: v.UnitName(office, r.Unit), Own: r.Person == v.Who.Person})
	}
	view.Summary = v.Attach(view.Fields, refused)
	return s.Render(v.Visit, status, "views", view)
}

func (s *Room) saveView(v *visit) error {
	err := s.counter.SaveView(v.Ctx, v.Who, v.Form("name"), v.Form("query"), v.Form("shared") != "")
	switch {
	case err == nil:
		return v.Redirect("/cases?" + v.Form("query"))
	case len(core.RefusalsOf(err)) == 0:
		return err
	}
	return s.renderViews(v, http.StatusUnprocessableEntity, v.Form("query"), v.full(err))
}

// full says of what is bounded how it is made room for.
func (v *visit) full(err error) error {
	if casework.CodeOf(err) == casework.TooMany {
		return kernel.Told{Text: v.T("views.full"), Cause: casework.FieldError(casework.Invalid, "name", "")}
	}
	return err
}

func (s *Room) dropView(v *visit) error {
	if err := s.counter.DropView(v.Ctx, v.Who, v.Form("id")); err != nil {
		return err
	}
	return v.Redirect("/views")
}

// textsView are the texts of one's units, and the form to keep another.
type textsView struct {
	kernel.Frame
	Summary []kernel.Problem
	Unit    string
	Fields  []kernel.FieldView
	Rows    []textRow
}

type textRow struct{ ID, Name, Unit, Body, By string }

func (s *Room) texts(v *visit) error { return s.renderTexts(v, http.StatusOK, nil) }

func (s *Room) renderTexts(v *visit, status int, refused error) error {
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	rows, err := s.counter.Texts(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "texts", v.T("texts.title"))
	if err != nil {
		return err
	}
	view := &textsView{Frame: f, Unit: v.UnitName(office, v.Who.Unit), Fields: []kernel.FieldView{
		{ID: "text-name", Name: "name", Type: "text", Label: v.T("texts.name"), Required: true, Value: v.Form("name"), Auto: "off"},
		{ID: "text-body", Name: "body", Type: "textarea", Label: v.T("texts.body"), Hint: v.T("texts.body.hint"), Required: true, Value: v.Form("body")},
	}}
	for _, r := range rows {
		view.Rows = append(view.Rows, textRow{ID: r.ID, Name: r.Name, Unit: v.UnitName(office, r.Unit), Body: r.Body, By: kernel.PersonName(office, r.By)})
	}
	view.Summary = v.Attach(view.Fields, refused)
	return s.Render(v.Visit, status, "texts", view)
}

func (s *Room) keepText(v *visit) error {
	err := s.counter.KeepText(v.Ctx, v.Who, v.Form("name"), v.Form("body"))
	switch {
	case err == nil:
		return v.Redirect("/texts")
	case len(core.RefusalsOf(err)) == 0:
		return err
	}
	return s.renderTexts(v, http.StatusUnprocessableEntity, v.full(err))
}

func (s *Room) dropText(v *visit) error {
	if err := s.counter.DropText(v.Ctx, v.Who, v.Form("id")); err != nil {
		return err
	}
	return v.Redirect("/texts")
}
