// Package register takes in what comes over the counter, and the standing duties of a bureau.
//
// It refuses to show a case.
package register

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Office(ctx context.Context) (*core.Office, error)
	Register(ctx context.Context, p casework.Principal, in core.Registration, key string) (core.Receipt, error)
	StandingDuties(ctx context.Context, p casework.Principal) ([]appraisal.Standing, error)
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
		{Method: http.MethodGet, Path: "/register", Access: access.CaseRegister, Serve: s.page((*Room).items)},
		{Method: http.MethodGet, Path: "/register/:item", Access: access.CaseRegister, Serve: s.page((*Room).registerPage)},
		{Method: http.MethodPost, Path: "/register/:item", Access: access.CaseRegister, Serve: s.page((*Room).register)},
		{Method: http.MethodGet, Path: "/duties", Access: access.CaseList, Serve: s.page((*Room).duties)},
	}
}
