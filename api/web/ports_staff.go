package web

import (
	"context"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/turn"
)

// Staffing is what pages ask about who is on post and who answered for what.
type Staffing interface {
	Turns(ctx context.Context, p casework.Principal, number string) ([]turn.Share, error)
	Findings(ctx context.Context, p casework.Principal, number string) (counter.Findings, error)
	Handover(ctx context.Context, p casework.Principal, number string) ([]casework.CaseView, error)
	Covering(ctx context.Context, p casework.Principal) (counter.Covering, error)
	Asked(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	Board(ctx context.Context, p casework.Principal) ([]counter.BoardRow, error)
	Empty(ctx context.Context, p casework.Principal) ([]counter.BoardRow, error)
	PublicBoard(ctx context.Context) ([]counter.PublicRow, error)
	Sheet(ctx context.Context, p casework.Principal, f counter.PointFilter) (counter.Sheet, error)
	SetTarget(ctx context.Context, p casework.Principal, t counter.NewTarget) error
	GiveMark(ctx context.Context, p casework.Principal, m counter.NewMark) error
	Posts(ctx context.Context, p casework.Principal) ([]counter.PlanRow, error)
	ProposePlan(ctx context.Context, p casework.Principal, plan counter.PostPlan) (counter.PostPlan, error)
	DecidePlan(ctx context.Context, p casework.Principal, id int64, step string) (counter.PostPlan, error)
}
