package web

import (
	"context"
	"log/slog"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web/appraisal"
	"github.com/shixian/shixian/api/web/cases"
	"github.com/shixian/shixian/api/web/desk"
	"github.com/shixian/shixian/api/web/entry"
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/operator"
	"github.com/shixian/shixian/api/web/papers"
	"github.com/shixian/shixian/api/web/people"
	"github.com/shixian/shixian/api/web/public"
	"github.com/shixian/shixian/api/web/register"
	"github.com/shixian/shixian/api/web/rulebook"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/kind"
)

// Counter is what the rooms ask of the service counter; *counter.Counter is one. It
// refuses with casework errors, which the pages turn into words.
type Counter interface {
	kernel.Counter
	desk.Counter
	register.Counter
	cases.Counter
	people.Counter
	rulebook.Counter
	papers.Counter
	appraisal.Counter
	operator.Counter
	public.Counter
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
	// Backup names who would follow the acting holder of a post; empty when nobody.
	Backup func(ctx context.Context, post string) (string, error)
	// Health is what the checks of this installation said when they were last asked.
	Health func() doctor.Report
	Now    func() time.Time
	Log    *slog.Logger
	// Secure: cookies travel by TLS only.
	Secure bool
}

// rooms are all pages, by subject.
func rooms(s *kernel.Site, d Deps) []kernel.Room {
	return []kernel.Room{
		entry.New(s, d.Auth), desk.New(s, d.Counter, d.Planner), register.New(s, d.Counter), cases.New(s, d.Counter, d.Backup),
		people.New(s, d.Counter), rulebook.New(s, d.Counter), papers.New(s, d.Counter), appraisal.New(s, d.Counter),
		operator.New(s, d.Counter, d.Health), public.New(s, d.Counter),
	}
}

// Rules say for whom every route of the pages is.
func Rules() []auth.Rule { return kernel.Rules(rooms(nil, Deps{})...) }

// Pages are the mounted pages; other parts ask them for an error page.
type Pages = kernel.Site

// Mount registers every page on r. It fails if a template does not parse or does
// not execute with sample data, so a broken page never starts.
func Mount(r gin.IRouter, d Deps) (*Pages, error) {
	s, err := kernel.New(kernel.Deps{Counter: d.Counter, Kinds: d.Kinds, Calendar: d.Calendar, Now: d.Now, Log: d.Log, Secure: d.Secure})
	if err != nil {
		return nil, err
	}
	return s, s.Mount(r, rooms(s, d)...)
}
