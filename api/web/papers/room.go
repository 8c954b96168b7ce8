// Package papers shows papers and registers, asks what an issuer writes, and checks a code.
//
// It refuses to fill a paper.
package papers

import (
	"context"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error)
	Begun(ctx context.Context, p casework.Principal, in papers.PaperRequest) (name string, out []papers.Begun, err error)
	CheckPaper(ctx context.Context, code string) (papers.Checked, error)
	DraftPaper(ctx context.Context, p casework.Principal, in papers.PaperRequest) (papers.Draft, error)
	EnterRegister(ctx context.Context, p casework.Principal, code, subject, field, value string) error
	IssuePaper(ctx context.Context, p casework.Principal, in papers.PaperRequest, digest, key string) (papers.Paper, error)
	Paper(ctx context.Context, p casework.Principal, id string) (papers.Paper, error)
	PaperForm(ctx context.Context, p casework.Principal, in papers.PaperRequest) (paper.Form, error)
	ReadRegister(ctx context.Context, p casework.Principal, code string, from, until time.Time) (papers.RegisterPage, error)
	Registers(ctx context.Context, p casework.Principal) (papers.RegisterForms, error)
	SketchPaper(ctx context.Context, p casework.Principal, in papers.PaperRequest) (papers.Draft, error)
	VoidPaper(ctx context.Context, p casework.Principal, id, reason string) (papers.Paper, error)
}

// Room is these pages.
type Room struct {
	*kernel.Site
	counter Counter
}

// New furnishes it.
func New(s *kernel.Site, c Counter) *Room {
	return &Room{Site: s, counter: c}
}

// visit is a request as this room reads it.
type visit struct{ *kernel.Visit }

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		kernel.Get("/cases/:number/papers/:form", access.PaperIssue, s.paperForm),
		kernel.Post("/cases/:number/papers/:form", access.PaperIssue, s.issuePaper),
		kernel.Get("/papers/:paper", access.PaperView, s.paperPage),
		kernel.Post("/papers/:paper/void", access.PaperVoid, s.voidPaper),
		kernel.Get("/registers", access.RegisterView, s.registers),
		kernel.Get("/registers/:form", access.RegisterView, s.book),
		kernel.Post("/registers/:form", access.RegisterEnter, s.enter),
		kernel.Get("/registers/issue/:form", access.PaperIssue, s.paperForm),
		kernel.Post("/registers/issue/:form", access.PaperIssue, s.issuePaper),
		kernel.Get("/public/paper", access.PaperCheck, s.checkPaper),
	}
}
