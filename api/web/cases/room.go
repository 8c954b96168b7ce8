// Package cases shows one case and all that hangs on it, and carries acts to it; and the list of cases.
//
// It refuses to count or to judge: clocks, findings and acts are told to it.
package cases

import (
	"context"
	"io"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/counter/finding"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/turn"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Actions(ctx context.Context, p casework.Principal, view casework.CaseView) ([]casework.Form, error)
	Attach(ctx context.Context, p casework.Principal, number string, read cases.Upload) (cases.Answer, error)
	Attachment(ctx context.Context, p casework.Principal, number, id string) (casework.Attachment, io.Reader, error)
	Attachments(ctx context.Context, p casework.Principal, number string) ([]casework.Attachment, error)
	Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error)
	Duty(ctx context.Context, p casework.Principal, number string) ([]casework.DutySpan, error)
	Find(ctx context.Context, p casework.Principal, asked finding.Asked) (finding.Found, error)
	Fields(ctx context.Context, p casework.Principal, number string) (map[string]string, error)
	Findings(ctx context.Context, p casework.Principal, number string) (appraisal.Findings, error)
	Handover(ctx context.Context, p casework.Principal, number string) ([]casework.CaseView, error)
	// Head is by what a case is told from its fellows, and the field that says so, for whoever may open it.
	Head(ctx context.Context, p casework.Principal, view casework.CaseView, midnight time.Time) (head, field string, err error)
	IssueCode(ctx context.Context, p casework.Principal, number string) (core.Receipt, error)
	ListedCases(ctx context.Context, p casework.Principal, a desk.CasesAsked) (desk.CasesFound, error)
	Ledger(ctx context.Context, p casework.Principal, number string) ([]casework.LedgerRow, error)
	Papers(ctx context.Context, p casework.Principal, number string) (papers.CasePapers, error)
	// Reading runs fn with a context under which everything is read from one snapshot.
	Reading(ctx context.Context, fn func(ctx context.Context) error) error
	// Text is one text of a case; Forbidden where it may not be read.
	Text(ctx context.Context, p casework.Principal, number, id string) (string, error)
	Timeline(ctx context.Context, p casework.Principal, number string) ([]casework.TimelineRow, error)
	// Views are ways of looking at the list that p may use.
	Views(ctx context.Context, p casework.Principal) ([]drawer.View, error)
	Turns(ctx context.Context, p casework.Principal, number string) ([]turn.Share, error)
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
		kernel.Get("/cases", access.CaseList, s.cases),
		kernel.Get("/find", access.CaseList, s.find),
		kernel.Post("/find", access.CaseList, s.find),
		kernel.Get("/cases/:number", access.CaseView, s.casePage),
		kernel.Post("/cases/:number/attach", access.CaseView, s.attachFile),
		kernel.Get("/cases/:number/attachments/:id", access.CasePersonal, s.file),
		kernel.Post("/cases/:number/query-code", access.CodeIssue, s.issueCode),
		kernel.Post("/cases/:number/:command", access.CaseView, s.command),
	}
}
