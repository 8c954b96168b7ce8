package web

import (
	"context"
	"log/slog"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

// Counter is what pages ask of the service counter; *counter.Counter is one. It
// refuses with casework errors, which the pages turn into words.
type Counter interface {
	Office(ctx context.Context) (*counter.Office, error)
	Register(ctx context.Context, p casework.Principal, in counter.Registration, key string) (counter.Receipt, error)
	Do(ctx context.Context, p casework.Principal, number, command string, raw map[string]any, key string) (counter.Answer, error)

	Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error)
	Timeline(ctx context.Context, p casework.Principal, number string) ([]casework.TimelineRow, error)
	Ledger(ctx context.Context, p casework.Principal, number string) ([]casework.LedgerRow, error)
	Fields(ctx context.Context, p casework.Principal, number string) (map[string]string, error)
	Text(ctx context.Context, p casework.Principal, number, id string) (string, error)
	Actions(ctx context.Context, p casework.Principal, view casework.CaseView) ([]casework.Form, error)

	Desk(ctx context.Context, p casework.Principal, f counter.DeskFilter) (counter.List[casework.ClockView], error)
	Cases(ctx context.Context, p casework.Principal, f counter.CasesFilter) (counter.List[casework.CaseView], error)
	Approvals(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	Inbox(ctx context.Context, p casework.Principal, unreadOnly bool, page counter.Page) (counter.Mail, error)
	MarkRead(ctx context.Context, p casework.Principal, ids []int64) error
}

// Auth signs people in and out; *auth.Auth is one.
type Auth interface {
	Login(ctx context.Context, username, password, addr string) (casework.Principal, error)
	Logout(ctx context.Context) error
	ChooseLang(ctx context.Context, lang string) error
}

// Planner counts what an extension would do before anybody grants it;
// *policy.Book is one.
type Planner interface {
	Plan(req casework.PlanRequest) (casework.Plan, error)
}

// Deps are the parts pages are made from; all are required.
type Deps struct {
	Counter  Counter
	Auth     Auth
	Planner  Planner
	Calendar Calendar
	// Backup names who would follow the acting holder of a post; empty when nobody.
	Backup func(ctx context.Context, post string) (string, error)
	Now    func() time.Time
	Log    *slog.Logger
	// Secure: cookies travel by TLS only.
	Secure bool
}
