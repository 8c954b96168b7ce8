package web

import (
	"context"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/turn"
)

// Staffing is what pages ask about who is on post and who answered for what.
type Staffing interface {
	Turns(ctx context.Context, p casework.Principal, number string) ([]turn.Share, error)
	Findings(ctx context.Context, p casework.Principal, number string) (appraisal.Findings, error)
	Handover(ctx context.Context, p casework.Principal, number string) ([]casework.CaseView, error)
	Covering(ctx context.Context, p casework.Principal) (roster.Covering, error)
	Asked(ctx context.Context, p casework.Principal) ([]casework.CaseView, error)
	Board(ctx context.Context, p casework.Principal) ([]roster.BoardRow, error)
	Empty(ctx context.Context, p casework.Principal) ([]roster.BoardRow, error)
	PublicBoard(ctx context.Context) ([]roster.PublicRow, error)
	Sheet(ctx context.Context, p casework.Principal, f appraisal.PointFilter) (appraisal.Sheet, error)
	SetTarget(ctx context.Context, p casework.Principal, t appraisal.NewTarget) error
	GiveMark(ctx context.Context, p casework.Principal, m appraisal.NewMark) error
	Posts(ctx context.Context, p casework.Principal) ([]roster.PlanRow, error)
	ProposePlan(ctx context.Context, p casework.Principal, plan roster.PostPlan) (roster.PostPlan, error)
	DecidePlan(ctx context.Context, p casework.Principal, id int64, step string) (roster.PostPlan, error)
}
