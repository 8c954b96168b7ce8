// Package register takes in what comes over the counter or out of another system, and the standing
// duties of a bureau.
//
// It refuses to show a case.
package register

import (
	"context"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/papers"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Register(ctx context.Context, p casework.Principal, in core.Registration, key string) (core.Receipt, error)
	Papers(ctx context.Context, p casework.Principal, number string) (papers.CasePapers, error)
	Exchanged(ctx context.Context, p casework.Principal) ([]casework.Kind, map[casework.Kind][]cases.Column, error)
	Bring(ctx context.Context, p casework.Principal, t cases.Table) ([]cases.Brought, error)
	Results(ctx context.Context, p casework.Principal, of casework.Kind) ([][]string, error)
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

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		kernel.Get("/register", access.CaseRegister, s.items),
		kernel.Get("/register/:item", access.CaseRegister, s.registerPage),
		kernel.Post("/register/:item", access.CaseRegister, s.register),
		kernel.Get("/exchange", access.CaseRegister, s.exchange),
		kernel.Post("/exchange", access.CaseRegister, s.bring),
		kernel.Get("/exchange/table", access.CaseRegister, s.table),
		kernel.Get("/exchange/results", access.CaseList, s.results),
		kernel.Get("/duties", access.CaseList, s.duties),
	}
}
