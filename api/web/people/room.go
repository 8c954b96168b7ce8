// Package people tells who is on post, and hands in absences and changes of posts.
//
// It refuses to name who grants what: the counter answers that.
package people

import (
	"context"

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
	LeaveSorts() []string
	MayIssue(ctx context.Context, p casework.Principal, form string) bool
	Posts(ctx context.Context, p casework.Principal) ([]roster.PlanRow, error)
	ProposePlan(ctx context.Context, p casework.Principal, plan roster.PostPlan) (roster.PostPlan, error)
	ProposeSheet(ctx context.Context, p casework.Principal, post string, s casework.DutySheet) (roster.SheetsOf, error)
	PublicBoard(ctx context.Context) ([]roster.PublicRow, error)
	PublishSheet(ctx context.Context, p casework.Principal, id int64) (roster.SheetsOf, error)
	Register(ctx context.Context, p casework.Principal, in core.Registration, key string) (core.Receipt, error)
	DutySheets(ctx context.Context, p casework.Principal, post string) (roster.SheetsOf, error)
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
		kernel.Get("/board", access.BoardView, s.board),
		kernel.Get("/handover", access.CoverView, s.handover),
		kernel.Post("/handover/:number", access.CoverView, s.takeOver),
		kernel.Get("/absences", access.BoardView, s.absences),
		kernel.Get("/absences/new", access.BoardView, s.absencePage),
		kernel.Post("/absences/new", access.BoardView, s.askAbsence),
		kernel.Get("/posts", access.PlanView, s.posts),
		kernel.Get("/posts/:post/plan", access.PlanPropose, s.planPage),
		kernel.Post("/posts/:post/plan", access.PlanPropose, s.propose),
		kernel.Post("/plans/:plan/:step", access.PlanView, s.decidePlan),
		kernel.Get("/posts/:post/sheet", access.PlanView, s.sheet),
		kernel.Post("/posts/:post/sheet", access.SheetPropose, s.proposeSheet),
		kernel.Post("/sheets/:sheet/publish", access.SheetPublish, s.publishSheet),
		kernel.Get("/public/board", access.BoardPublic, s.publicBoard),
		kernel.Get("/public/posts", access.BoardPublic, s.publicSheets),
		kernel.Get("/public/posts/:post", access.BoardPublic, s.publicSheet),
	}
}
