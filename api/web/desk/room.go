// Package desk is what waits for whoever reads: his clocks, what he decides, his messages.
//
// It decides nothing: the counter does, and says whose it is.
package desk

import (
	"context"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/counter/roster"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	SheetsAsked(ctx context.Context, p casework.Principal) ([]roster.SheetWaits, error)
	AimsAsked(ctx context.Context, p casework.Principal) ([]appraisal.AimWaits, error)
	Approvals(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error)
	Reading(ctx context.Context, fn func(ctx context.Context) error) error
	Asked(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	Matters(ctx context.Context, p casework.Principal, a desk.Asked) (desk.Matters, error)
	AtWindow(ctx context.Context, p casework.Principal, midnight time.Time, after desk.Mark, limit int) (desk.Matters, bool, error)
	Below(ctx context.Context, p casework.Principal, midnight, week time.Time, limit int) (desk.Below, bool, error)
	Forecast(ctx context.Context, p casework.Principal, until time.Time) ([]desk.Forecast, error)
	LeadingFigures(ctx context.Context, p casework.Principal, a desk.FiguresAsked) ([]desk.FiguresOf, error)
	Audited(ctx context.Context, p casework.Principal, f desk.RecordFilter) ([]desk.Record, error)
	Inbox(ctx context.Context, p casework.Principal, f core.InboxFilter) (cases.Mail, error)
	ListedCases(ctx context.Context, p casework.Principal, a desk.CasesAsked) (desk.CasesFound, error)
	MarkRead(ctx context.Context, p casework.Principal, ids []int64) error
	Bulk(ctx context.Context, p casework.Principal, b cases.Bulk) (rows []cases.BulkRow, rest []string, err error)
	Monthly(ctx context.Context, p casework.Principal) (cases.MonthlyList, error)
	Settle(ctx context.Context, p casework.Principal, outcomes map[string]string, reason, key string) ([]cases.Answer, error)
	MissingLists(ctx context.Context, now time.Time) ([]int, error)
	Text(ctx context.Context, p casework.Principal, number, id string) (string, error)
}

// Planner counts what an extension would do before anybody grants it;
// *worker.Planner is one.
type Planner interface {
	Plan(ctx context.Context, req casework.PlanRequest) (casework.Plan, error)
}

// Room is these pages.
type Room struct {
	*kernel.Site
	counter Counter
	planner Planner
}

// New furnishes it.
func New(s *kernel.Site, c Counter, planner Planner) *Room {
	return &Room{Site: s, counter: c, planner: planner}
}

// visit is a request as this room reads it.
type visit struct{ *kernel.Visit }

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		kernel.Get("/", access.ClockList, s.desk),
		kernel.Post("/bulk", access.CaseList, s.bulk),
		kernel.Get("/figures", access.CaseList, s.figures),
		kernel.Get("/audit", access.AuditView, s.auditPage),
		kernel.Get("/approvals", access.ApprovalsList, s.approvals),
		kernel.Get("/approvals/:number", access.ApprovalsList, s.approvalPage),
		kernel.Post("/approvals/:number", access.ApprovalsList, s.decide),
		kernel.Get("/approvals/:number/urgent", access.ApprovalsList, s.consentPage),
		kernel.Post("/approvals/:number/urgent", access.ApprovalsList, s.decideUrgent),
		kernel.Get("/approvals/:number/second", access.ApprovalsList, s.secondPage),
		kernel.Post("/approvals/:number/second", access.ApprovalsList, s.countersign),
		kernel.Get("/owed", access.CaseList, s.owed),
		kernel.Post("/owed", access.CaseList, s.settle),
		kernel.Get("/inbox", access.InboxRead, s.inbox),
		kernel.Post("/inbox", access.InboxRead, s.markRead),
	}
}
