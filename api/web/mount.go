package web

import (
	"context"
	"log/slog"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web/appraisal"
	"github.com/shixian/shixian/api/web/attendance"
	"github.com/shixian/shixian/api/web/cases"
	"github.com/shixian/shixian/api/web/catalogue"
	"github.com/shixian/shixian/api/web/desk"
	"github.com/shixian/shixian/api/web/disclosed"
	"github.com/shixian/shixian/api/web/drawer"
	"github.com/shixian/shixian/api/web/entry"
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/office"
	"github.com/shixian/shixian/api/web/operator"
	"github.com/shixian/shixian/api/web/papers"
	"github.com/shixian/shixian/api/web/people"
	"github.com/shixian/shixian/api/web/public"
	"github.com/shixian/shixian/api/web/register"
	"github.com/shixian/shixian/api/web/rulebook"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/kind"
)

// Counter is what each room asks of the service counter. Each is handed its own and sees
// nothing of the others'; all refuse with casework errors, which the pages turn into words.
type Counter struct {
	Frame      kernel.Counter
	Desk       desk.Counter
	Disclosed  disclosed.Counter
	Drawer     drawer.Counter
	Register   register.Counter
	Cases      cases.Counter
	People     people.Counter
	Rulebook   rulebook.Counter
	Catalogue  catalogue.Counter
	Papers     papers.Counter
	Appraisal  appraisal.Counter
	Attendance attendance.Counter
	Operator   operator.Counter
	Public     public.Counter
	Office     office.Counter
}

// Of lets every room ask the one counter of an installation.
func Of(c *counter.Counter) Counter {
	return Counter{
		Frame: c, Desk: c, Disclosed: c, Drawer: c, Register: c, Cases: c, People: c,
		Rulebook:  rulebook.Counter{Calendars: c, Recounts: c, Policies: c, Reasons: c},
		Catalogue: c, Papers: c, Appraisal: c, Attendance: c, Operator: c, Public: c, Office: c,
	}
}

// Deps are the parts pages are made from; all are required.
type Deps struct {
	Counter Counter
	Kinds   *kind.Set
	Auth    entry.Auth
	Planner desk.Planner
	// Calendar answers the office's calendar as it stands now; a newly published
	// version shows without a restart.
	Calendar func() (*calendar.Calendar, error)
	// Health is what the checks of this installation said when they were last asked.
	Health func() doctor.Report
	// Mail sends a line to try whether mail goes out; nil: nothing sends any here.
	Mail func(ctx context.Context, to, subject, text string) error
	Now  func() time.Time
	Log  *slog.Logger
	// Secure: cookies travel by TLS only.
	Secure bool
	// Tried: these very pages were tried in this process before, and are not tried again.
	Tried bool
}

// rooms are all pages, by subject.
func rooms(s *kernel.Site, d Deps) []kernel.Room {
	c := d.Counter
	return []kernel.Room{
		entry.New(s, d.Auth), desk.New(s, c.Desk, d.Planner), register.New(s, c.Register), cases.New(s, c.Cases),
		people.New(s, c.People), rulebook.New(s, c.Rulebook), catalogue.New(s, c.Catalogue), papers.New(s, c.Papers), appraisal.New(s, c.Appraisal), attendance.New(s, c.Attendance),
		operator.New(s, c.Operator, d.Health), office.New(s, c.Office, d.Auth, office.Machine{Health: d.Health, Mail: d.Mail}), public.New(s, c.Public), disclosed.New(s, c.Disclosed), drawer.New(s, c.Drawer),
	}
}

// Rules say for whom every route of the pages is.
func Rules() []auth.Rule { return kernel.Rules(rooms(nil, Deps{})...) }

// Pages are the mounted pages; other parts ask them for an error page.
type Pages = kernel.Site

// Mount registers every page on r. It fails if a template does not parse or does
// not execute with sample data, so a broken page never starts.
func Mount(r gin.IRouter, d Deps) (*Pages, error) {
	s, err := kernel.New(kernel.Deps{Counter: d.Counter.Frame, Kinds: d.Kinds, Calendar: d.Calendar, Now: d.Now, Log: d.Log, Secure: d.Secure, Tried: d.Tried})
	if err != nil {
		return nil, err
	}
	return s, s.Mount(r, rooms(s, d)...)
}
