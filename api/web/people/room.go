// Package people tells who is on post, and hands in absences and changes of posts.
//
// It refuses to name who grants what: the counter answers that.
package people

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Asked(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	Board(ctx context.Context, p casework.Principal) ([]roster.BoardRow, error)
	Cases(ctx context.Context, p casework.Principal, f cases.CasesFilter) (core.List[casework.CaseView], error)
	Covering(ctx context.Context, p casework.Principal) (roster.Covering, error)
	DecidePlan(ctx context.Context, p casework.Principal, id int64, step string) (roster.PostPlan, error)
	Empty(ctx context.Context, p casework.Principal) ([]roster.BoardRow, error)
	Office(ctx context.Context) (*core.Office, error)
	Posts(ctx context.Context, p casework.Principal) ([]roster.PlanRow, error)
	ProposePlan(ctx context.Context, p casework.Principal, plan roster.PostPlan) (roster.PostPlan, error)
	PublicBoard(ctx context.Context) ([]roster.PublicRow, error)
	Register(ctx context.Context, p casework.Principal, in core.Registration, key string) (core.Receipt, error)
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
		{Method: http.MethodGet, Path: "/board", Access: access.BoardView, Serve: s.page((*Room).board)},
		{Method: http.MethodGet, Path: "/handover", Access: access.CoverView, Serve: s.page((*Room).handover)},
		{Method: http.MethodGet, Path: "/absences", Access: access.BoardView, Serve: s.page((*Room).absences)},
		{Method: http.MethodGet, Path: "/absences/new", Access: access.BoardView, Serve: s.page((*Room).absencePage)},
		{Method: http.MethodPost, Path: "/absences/new", Access: access.BoardView, Serve: s.page((*Room).askAbsence)},
		{Method: http.MethodGet, Path: "/posts", Access: access.PlanView, Serve: s.page((*Room).posts)},
		{Method: http.MethodGet, Path: "/posts/:post/plan", Access: access.PlanPropose, Serve: s.page((*Room).planPage)},
		{Method: http.MethodPost, Path: "/posts/:post/plan", Access: access.PlanPropose, Serve: s.page((*Room).propose)},
		{Method: http.MethodPost, Path: "/plans/:plan/:step", Access: access.PlanView, Serve: s.page((*Room).decidePlan)},
		{Method: http.MethodGet, Path: "/public/board", Access: access.BoardPublic, Serve: s.page((*Room).publicBoard)},
	}
}
