// Package appraisal shows points, targets and what may be a way around a deadline.
//
// It refuses to judge anybody: people do.
package appraisal

import (
	"context"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	DecideAim(ctx context.Context, p casework.Principal, id int64, approve bool) (appraisal.Aim, error)
	GiveMark(ctx context.Context, p casework.Principal, m appraisal.NewMark) error
	SetAim(ctx context.Context, p casework.Principal, a appraisal.NewAim) error
	SetTarget(ctx context.Context, p casework.Principal, t appraisal.NewTarget) error
	Sheet(ctx context.Context, p casework.Principal, f appraisal.PointFilter) (appraisal.Sheet, error)
	Watch(ctx context.Context, p casework.Principal, since time.Time) ([]appraisal.Watched, error)
	Coverage(ctx context.Context, p casework.Principal) (appraisal.Coverage, error)
	Alone(ctx context.Context, p casework.Principal, day time.Time) (appraisal.AloneDay, error)
	PiecesOf(ctx context.Context, p casework.Principal, month time.Time) (appraisal.Pieces, error)
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
		kernel.Get("/points", access.PointsView, s.points),
		kernel.Post("/points/targets", access.TargetSet, s.setTarget),
		kernel.Post("/points/marks", access.TargetMark, s.markTarget),
		kernel.Post("/points/aims", access.AimDraft, s.setAim),
		kernel.Post("/aims/:aim/:decision", access.AimDecide, s.decideAim),
		kernel.Get("/watch", access.WatchView, s.watch),
		kernel.Get("/watch/alone", access.WatchView, s.alone),
		kernel.Get("/pieces", access.RegisterView, s.pieces),
		kernel.Get("/watch/coverage", access.WatchView, s.coverage),
	}
}
