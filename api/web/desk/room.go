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
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Approvals(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	Case(ctx context.Context, p casework.Principal, number string) (casework.CaseView, error)
	Desk(ctx context.Context, p casework.Principal, f cases.DeskFilter) (core.List[casework.ClockView], error)
	Inbox(ctx context.Context, p casework.Principal, unreadOnly bool, page core.Page) (cases.Mail, error)
	Lights(ctx context.Context, p casework.Principal, all bool, midnight time.Time) (core.Lights, error)
	MarkRead(ctx context.Context, p casework.Principal, ids []int64) error
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
