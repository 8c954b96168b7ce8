// Package operator shows the state of the machine to those who run it.
//
// It refuses to show a case.
package operator

import (
	"context"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/doctor"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
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

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		kernel.Get("/operator", access.OperatorView, s.operator),
		kernel.Post("/operator/release", access.CaseRelease, s.release),
	}
}
