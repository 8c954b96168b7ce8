// Package operator shows the state of the machine to those who run it.
//
// It refuses to show a case.
package operator

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/doctor"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Office(ctx context.Context) (*core.Office, error)
	ParkedCases(ctx context.Context, p casework.Principal) ([]casework.ParkedCase, error)
	Release(ctx context.Context, p casework.Principal, number string) error
}

// Room is these pages.
type Room struct {
	*kernel.Site
	counter Counter
	health  func() doctor.Report
}

// New furnishes it.
func New(s *kernel.Site, c Counter, health func() doctor.Report) *Room {
	return &Room{Site: s, counter: c, health: health}
}

// visit is a request as this room reads it.
type visit struct{ *kernel.Visit }

func (s *Room) page(serve func(*Room, *visit) error) func(*kernel.Visit) error {
	return func(v *kernel.Visit) error { return serve(s, &visit{v}) }
}

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		{Method: http.MethodGet, Path: "/operator", Access: access.OperatorView, Serve: s.page((*Room).operator)},
		{Method: http.MethodPost, Path: "/operator/release", Access: access.CaseRelease, Serve: s.page((*Room).release)},
	}
}
