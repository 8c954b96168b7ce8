// Package desk is what waits for whoever reads: his clocks, what he decides, his messages.
//
// It decides nothing: the counter does, and says whose it is.
package desk

import (
	"context"
	"net/http"
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
	MissingLists(ctx context.Context, now time.Time) ([]int, error)
	Office(ctx context.Context) (*core.Office, error)
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

func (s *Room) page(serve func(*Room, *visit) error) func(*kernel.Visit) error {
	return func(v *kernel.Visit) error { return serve(s, &visit{v}) }
}

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		{Method: http.MethodGet, Path: "/", Access: access.ClockList, Serve: s.page((*Room).desk)},
		{Method: http.MethodGet, Path: "/approvals", Access: access.ApprovalsList, Serve: s.page((*Room).approvals)},
		{Method: http.MethodGet, Path: "/approvals/:number", Access: access.ApprovalsList, Serve: s.page((*Room).approvalPage)},
		{Method: http.MethodPost, Path: "/approvals/:number", Access: access.ApprovalsList, Serve: s.page((*Room).decide)},
		{Method: http.MethodGet, Path: "/approvals/:number/urgent", Access: access.ApprovalsList, Serve: s.page((*Room).consentPage)},
		{Method: http.MethodPost, Path: "/approvals/:number/urgent", Access: access.ApprovalsList, Serve: s.page((*Room).decideUrgent)},
		{Method: http.MethodGet, Path: "/inbox", Access: access.InboxRead, Serve: s.page((*Room).inbox)},
		{Method: http.MethodPost, Path: "/inbox", Access: access.InboxRead, Serve: s.page((*Room).markRead)},
	}
}
