// Package catalogue shows the matters of the office with what they say and said, and lets two
// people change them: a form to draft one, a table to bring many.
//
// It refuses to know what is right: the counter does, and these pages put its refusals at the
// field or cell they belong to.
package catalogue

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/sheet"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Catalogue(ctx context.Context, p casework.Principal) ([]catalogue.Matter, error)
	Matter(ctx context.Context, p casework.Principal, id string) (catalogue.Matter, error)
	PutItem(ctx context.Context, p casework.Principal, id string, revision int, it policy.Item) error
	RequestItems(ctx context.Context, p casework.Principal, drafts []catalogue.Seen) error
	ConsentItems(ctx context.Context, p casework.Principal, drafts []catalogue.Seen) error
	DiscardItem(ctx context.Context, p casework.Principal, draft catalogue.Seen) error
	ImportItems(ctx context.Context, p casework.Principal, raw []byte, dry bool) (catalogue.Imported, error)
	ExportItems(ctx context.Context, p casework.Principal, format string, head func(column string) string) ([]byte, error)
	PolicyList(ctx context.Context, p casework.Principal) ([]policy.Version, error)
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
		kernel.Get("/items", access.PolicyView, s.list),
		kernel.Get("/items/export", access.PolicyView, s.export),
		kernel.Get("/items/import", access.ItemAdmin, s.importPage),
		kernel.Post("/items/import", access.ItemAdmin, s.take),
		kernel.Get("/items/new", access.ItemAdmin, s.draft),
		kernel.Post("/items/new", access.ItemAdmin, s.put),
		kernel.Post("/items/request", access.ItemAdmin, s.request),
		kernel.Post("/items/consent", access.ItemAdmin, s.consent),
		kernel.Get("/items/of/:item", access.PolicyView, s.matter),
		kernel.Get("/items/of/:item/draft", access.ItemAdmin, s.draft),
		kernel.Post("/items/of/:item/draft", access.ItemAdmin, s.put),
		kernel.Post("/items/of/:item/discard", access.ItemAdmin, s.discard),
	}
}

func matterPath(id string) string { return "/items/of/" + url.PathEscape(id) }

// column is what a column is called.
func (v *visit) column(name string) string { return v.T("column." + name) }

// listView is the catalogue, and what waits for whoever reads it.
type listView struct {
	kernel.Frame
	Edit             bool
	Rows             []rowView
	Request, Consent []seenView // what he may ask for, or consent to, all at once
	Exports          []exportView
	Summary          []kernel.Problem
}

type rowView struct {
	Href, Name, Kind, Promised, Statutory, Unit, Ref string
	Standing, Who                                    string // of its draft
	Problems                                         int
	Gone                                             bool // offered no longer
}

// seenView is a draft as this page shows it: nobody asks for or consents to another.
type seenView struct{ Value string }

type exportView struct{ Href, Name string }

func (s *Room) list(v *visit) error { return s.renderList(v, http.StatusOK, nil) }

func (s *Room) renderList(v *visit, status int, refused error) error {
	all, err := s.counter.Catalogue(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "items", v.T("items.title"))
	if err != nil {
		return err
	}
	view := &listView{Frame: f, Edit: v.May(office, access.ItemAdmin)}
	if refused != nil {
		view.Summary = v.Attach(nil, refused)
	}
	for _, m := range all {
		view.Rows = append(view.Rows, v.row(m, office))
		if m.Draft == nil || len(m.Problems) > 0 {
			continue
		}
		seen := seenView{m.ID + "@" + strconv.Itoa(m.Draft.Revision)}
		switch mine := m.Draft.DraftedBy == v.Who.Person; {
		case mine && m.Draft.RequestedAt == nil:
			view.Request = append(view.Request, seen)
		case !mine && m.Draft.RequestedAt != nil:
			view.Consent = append(view.Consent, seen)
		}
	}
	for _, format := range []string{sheet.XLSX, sheet.CSV, sheet.GBK} {
		view.Exports = append(view.Exports, exportView{"/items/export?format=" + format, v.T("items.as." + format)})
	}
	return s.Render(v.Visit, status, "catalogue", view)
}

func (v *visit) row(m catalogue.Matter, office *core.Office) rowView {
	it := m.Item()
	r := rowView{
		Href: matterPath(m.ID), Name: v.Pick(it.Name, it.NameEn), Kind: v.Kind(it.Kind), Promised: v.Limit(it.Promised), Statutory: v.Limit(it.Statutory),
		Unit: v.UnitName(office, it.Unit), Gone: !m.Offered && len(m.Versions) > 0, Problems: len(m.Problems),
	}
	if r.Name == "" {
		r.Name = m.ID
	}
	if len(m.Versions) > 0 {
		r.Ref = m.Versions[0].Ref()
	}
	if m.Draft != nil {
		r.Standing = v.standing(m.Draft.Drafted)
		r.Who = v.T("policy.by", kernel.PersonName(office, m.Draft.DraftedBy), v.Stamp(m.Draft.DraftedAt))
	}
	return r
}

func (v *visit) standing(d policy.Drafted) string {
	if d.RequestedAt != nil {
		return v.T("standing.requested")
	}
	return v.T("standing.draft")
}

// export hands the catalogue out as a table.
func (s *Room) export(v *visit) error {
	format := v.Query("format")
	raw, err := s.counter.ExportItems(v.Ctx, v.Who, format, v.column)
	if err != nil {
		return err
	}
	name, kind := "items.csv", "text/csv; charset=utf-8"
	switch format {
	case sheet.XLSX:
		name, kind = "items.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case sheet.GBK:
		kind = "text/csv; charset=gbk"
	}
	v.C.Header("Content-Disposition", `attachment; filename="`+name+`"`)
	v.C.Data(http.StatusOK, kind, raw)
	return nil
}

// request asks, as the author, for publication; consent is the second person's yes.
func (s *Room) request(v *visit) error { return s.step(v, "items.asked", s.counter.RequestItems) }

func (s *Room) consent(v *visit) error { return s.step(v, "items.in_force", s.counter.ConsentItems) }

// step is taken of the drafts that were shown, in the words they had then.
func (s *Room) step(v *visit, said string, take func(context.Context, casework.Principal, []catalogue.Seen) error) error {
	var seen []catalogue.Seen
	for _, one := range v.C.Request.PostForm["draft"] {
		id, revision, _ := strings.Cut(one, "@")
		n, err := strconv.Atoi(revision)
		if err != nil {
			return casework.FieldError(casework.Invalid, "draft", "")
		}
		seen = append(seen, catalogue.Seen{ID: id, Revision: n})
	}
	err := take(v.Ctx, v.Who, seen)
	alone := len(seen) == 1
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden && casework.CodeOf(err) != casework.NotFound:
		if alone {
			return s.renderMatter(v, http.StatusConflict, seen[0].ID, err)
		}
		return s.renderList(v, http.StatusConflict, err)
	case err != nil:
		return err
	}
	to := "/items"
	if alone {
		to = matterPath(seen[0].ID)
	}
	s.Flash(v.Visit, said, "")
	return v.Redirect(to)
}
