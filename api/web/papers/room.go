// Package papers shows papers and registers, asks what an issuer writes, and checks a code.
//
// It refuses to fill a paper.
package papers

import (
	"context"
	"net/http"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error)
	CheckPaper(ctx context.Context, code string) (papers.Checked, error)
	DraftPaper(ctx context.Context, p casework.Principal, in papers.PaperRequest) (papers.Draft, error)
	EnterRegister(ctx context.Context, p casework.Principal, code, subject, field, value string) error
	IssuePaper(ctx context.Context, p casework.Principal, in papers.PaperRequest, digest, key string) (papers.Paper, error)
	Office(ctx context.Context) (*core.Office, error)
	Paper(ctx context.Context, p casework.Principal, id string) (papers.Paper, error)
	PaperForm(ctx context.Context, p casework.Principal, in papers.PaperRequest) (paper.Form, error)
	ReadRegister(ctx context.Context, p casework.Principal, code string, from, until time.Time) (papers.RegisterPage, error)
	Registers(ctx context.Context, p casework.Principal) (papers.RegisterForms, error)
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

func (s *Room) page(serve func(*Room, *visit) error) func(*kernel.Visit) error {
	return func(v *kernel.Visit) error { return serve(s, &visit{v}) }
}

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		{Method: http.MethodGet, Path: "/cases/:number/papers/:form", Access: access.PaperIssue, Serve: s.page((*Room).paperForm)},
		{Method: http.MethodPost, Path: "/cases/:number/papers/:form", Access: access.PaperIssue, Serve: s.page((*Room).issuePaper)},
		{Method: http.MethodGet, Path: "/papers/:paper", Access: access.PaperView, Serve: s.page((*Room).paperPage)},
		{Method: http.MethodPost, Path: "/papers/:paper/void", Access: access.PaperVoid, Serve: s.page((*Room).voidPaper)},
		{Method: http.MethodGet, Path: "/registers", Access: access.RegisterView, Serve: s.page((*Room).registers)},
		{Method: http.MethodGet, Path: "/registers/:form", Access: access.RegisterView, Serve: s.page((*Room).book)},
		{Method: http.MethodPost, Path: "/registers/:form", Access: access.RegisterEnter, Serve: s.page((*Room).enter)},
		{Method: http.MethodGet, Path: "/registers/issue/:form", Access: access.PaperIssue, Serve: s.page((*Room).paperForm)},
		{Method: http.MethodPost, Path: "/registers/issue/:form", Access: access.PaperIssue, Serve: s.page((*Room).issuePaper)},
		{Method: http.MethodGet, Path: "/public/paper", Access: access.PaperCheck, Serve: s.page((*Room).checkPaper)},
	}
}
