// Package appraisal shows points, targets and what may be a way around a deadline.
//
// It refuses to judge anybody: people do.
package appraisal

import (
	"context"
	"net/http"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	GiveMark(ctx context.Context, p casework.Principal, m appraisal.NewMark) error
	Office(ctx context.Context) (*core.Office, error)
	SetTarget(ctx context.Context, p casework.Principal, t appraisal.NewTarget) error
	Sheet(ctx context.Context, p casework.Principal, f appraisal.PointFilter) (appraisal.Sheet, error)
	Watch(ctx context.Context, p casework.Principal, since time.Time) ([]appraisal.Watched, error)
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
		{Method: http.MethodGet, Path: "/points", Access: access.PointsView, Serve: s.page((*Room).points)},
		{Method: http.MethodPost, Path: "/points/targets", Access: access.TargetSet, Serve: s.page((*Room).setTarget)},
		{Method: http.MethodPost, Path: "/points/marks", Access: access.TargetMark, Serve: s.page((*Room).markTarget)},
		{Method: http.MethodGet, Path: "/watch", Access: access.WatchView, Serve: s.page((*Room).watch)},
	}
}
