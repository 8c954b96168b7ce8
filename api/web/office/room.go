// Package office sets an office up in the browser and changes it afterwards: a list of steps
// that can be gone on with at any time, a form for each unit, person and post, a table for
// many, and the changes that wait for a second person.
//
// It refuses to know what is right: the counter does, and these pages put what it says at the
// field or cell it belongs to.
package office

import (
	"context"
	"net/http"
	"time"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/office"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/officefile"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	BeginOffice(ctx context.Context, code string, in office.First) error
	MayBeginOffice(ctx context.Context, code string) (bool, error)
	OfficeSetUp(ctx context.Context) (office.SetUp, error)
	LookedAt(ctx context.Context, p casework.Principal, step string) error
	FinishOffice(ctx context.Context, p casework.Principal) error
	StandingOffice(ctx context.Context, p casework.Principal) (officefile.File, error)
	BringOffice(ctx context.Context, p casework.Principal, in office.Brought, dry bool) (office.Result, error)
	ExportOffice(ctx context.Context, p casework.Principal, format, list string, head func(list, column string) string) ([]byte, error)
	OfficeChanges(ctx context.Context, p casework.Principal) ([]office.Waiting, error)
	ConsentOffice(ctx context.Context, p casework.Principal, id int64, shown string) error
	DiscardOffice(ctx context.Context, p casework.Principal, id int64) error
	OfficeAccounts(ctx context.Context, p casework.Principal) ([]office.Account, error)
	OfficeHours(ctx context.Context, p casework.Principal) (map[string][]calendar.Span, error)
	SetOfficeHours(ctx context.Context, p casework.Principal, week map[string][]calendar.Span) error
	OpenAccounts(ctx context.Context, p casework.Principal, people []string) ([]office.Given, error)
}

// Auth signs in whoever began an office.
type Auth interface {
	Login(ctx context.Context, username, password, addr string) (casework.Principal, error)
}

// Machine is what these pages show of the machine they run on.
type Machine struct {
	Health func() doctor.Report
	// Mail sends a line to an address; nil: nothing sends mail here.
	Mail func(ctx context.Context, to, subject, text string) error
}

// Room is these pages.
type Room struct {
	*kernel.Site
	counter Counter
	auth    Auth
	machine Machine
}

// New furnishes it.
func New(s *kernel.Site, c Counter, a Auth, m Machine) *Room {
	return &Room{Site: s, counter: c, auth: a, machine: m}
}

// visit is a request as this room reads it.
type visit struct{ *kernel.Visit }

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		kernel.Get("/setup", auth.Public, s.beginPage),
		kernel.Post("/setup", auth.Public, s.begin),
		kernel.Get("/office", access.OfficeAdmin, s.overview),
		kernel.Post("/office/step/:step", access.OfficeAdmin, s.step),
		kernel.Get("/office/list/:list", access.OfficeAdmin, s.list),
		kernel.Get("/office/edit/:list", access.OfficeAdmin, s.edit),
		kernel.Post("/office/edit/:list", access.OfficeAdmin, s.put),
		kernel.Get("/office/leave", access.OfficeAdmin, s.leavePage),
		kernel.Post("/office/leave", access.OfficeAdmin, s.leave),
		kernel.Get("/office/import", access.OfficeAdmin, s.importPage),
		kernel.Post("/office/import", access.OfficeAdmin, s.take),
		kernel.Get("/office/export", access.OfficeAdmin, s.export),
		kernel.Post("/office/changes/:change/:step", access.OfficeAdmin, s.decide),
		kernel.Get("/office/accounts", access.PersonAdmin, s.accounts),
		kernel.Post("/office/accounts", access.PersonAdmin, s.open),
	}
}

// beginView is the page that the one-time code opens.
type beginView struct {
	kernel.Frame
	Summary []kernel.Problem
	Fields  []kernel.FieldView
}

func (s *Room) beginPage(v *visit) error {
	if v.Signed {
		return v.Redirect("/office")
	}
	return s.renderBegin(v, http.StatusOK, nil)
}

func (s *Room) renderBegin(v *visit, status int, refused error) error {
	f, err := s.Frame(v.Visit, "signin", v.T("setup.title"))
	if err != nil {
		return err
	}
	code := v.Form("code")
	if code == "" {
		code = v.Query("code")
	}
	view := &beginView{Frame: f, Fields: []kernel.FieldView{
		{ID: "code", Name: "code", Type: "text", Label: v.T("setup.code"), Hint: v.T("setup.code.hint"), Required: true, Value: code, Auto: "off"},
		{ID: "bureau", Name: "bureau", Type: "text", Label: v.T("setup.bureau"), Hint: v.T("setup.bureau.hint"), Required: true, Value: v.Form("bureau"), Auto: "organization"},
		{ID: "name", Name: "name", Type: "text", Label: v.T("setup.name"), Hint: v.T("setup.name.hint"), Required: true, Value: v.Form("name"), Auto: "name"},
		{ID: "login", Name: "login", Type: "text", Label: v.T("setup.login"), Hint: v.T("setup.login.hint"), Required: true, Value: v.Form("login"), Auto: "username"},
		{ID: "password", Name: "password", Type: "password", Label: v.T("signin.password"), Hint: v.T("password.hint"), Required: true, Auto: "new-password"},
		{ID: "again", Name: "again", Type: "password", Label: v.T("password.again"), Required: true, Auto: "new-password"},
	}}
	view.Summary = v.Attach(view.Fields, refused)
	return s.Render(v.Visit, status, "setup", view)
}

// begin exchanges the code for a bureau and whoever sets it up, and signs him in.
func (s *Room) begin(v *visit) error {
	in := office.First{Bureau: v.typed("bureau"), Name: v.typed("name"), Login: v.typed("login"), Password: v.Form("password")}
	var refused core.Refusals
	for _, name := range []string{"code", "bureau", "name", "login", "password"} {
		if v.typed(name) == "" {
			refused = append(refused, casework.FieldError(casework.Invalid, name, "required"))
		}
	}
	if in.Password != "" {
		if err := auth.StrongEnough("password", in.Login, in.Password); err != nil {
			refused = append(refused, core.RefusalsOf(err)...)
		} else if in.Password != v.Form("again") {
			wrong := casework.FieldError(casework.Invalid, "again", "password")
			return s.renderBegin(v, http.StatusUnprocessableEntity, kernel.Told{Text: v.T("password.differs"), Cause: wrong})
		}
	}
	err := refused.Err()
	if err == nil {
		err = s.counter.BeginOffice(v.Ctx, v.typed("code"), in)
	}
	switch {
	case casework.CodeOf(err) == casework.NotFound:
		return s.renderBegin(v, http.StatusForbidden, kernel.Told{Text: v.T("setup.no_code"), Cause: err})
	case casework.CodeOf(err) != "":
		return s.renderBegin(v, http.StatusUnprocessableEntity, err)
	case err != nil:
		return err
	}
	if _, err := s.auth.Login(v.Ctx, in.Login, in.Password, v.C.Request.RemoteAddr); err != nil {
		return err
	}
	s.Flash(v.Visit, "setup.begun", "")
	return v.Redirect("/office")
}

// sinceToday is the beginning of the day it is: whoever is put on a post in a form stands
// there from then on, unless it says otherwise.
func (v *visit) sinceToday() time.Time {
	y, m, d := v.Now.In(v.Cal.Location()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, v.Cal.Location())
}
