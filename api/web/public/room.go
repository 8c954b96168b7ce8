// Package public is for whoever comes from outside: what is promised, the law, a complaint, how a case stands.
//
// It refuses to tell one thing of a person.
package public

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Complain(ctx context.Context, of casework.Kind, fields map[string]string, key string) (core.Receipt, error)
	PublicForm(ctx context.Context, of casework.Kind) (policy.Item, error)
	Office(ctx context.Context) (*core.Office, error)
	Progress(ctx context.Context, number, code string) (cases.Progress, error)
	RateByCode(ctx context.Context, number, code string, raw map[string]any, key string) (cases.Answer, error)
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
		{Method: http.MethodGet, Path: "/law", Access: auth.Public, Serve: s.page((*Room).law)},
		{Method: http.MethodGet, Path: "/law/:regulation", Access: auth.Public, Serve: s.page((*Room).lawPage)},
		{Method: http.MethodGet, Path: "/law/:regulation/:address", Access: auth.Public, Serve: s.page((*Room).lawArticle)},
		{Method: http.MethodGet, Path: "/public", Access: auth.Public, Serve: s.page((*Room).public)},
		{Method: http.MethodGet, Path: "/public/items", Access: access.ItemList, Serve: s.page((*Room).promises)},
		{Method: http.MethodGet, Path: "/public/items/:item", Access: access.ItemList, Serve: s.page((*Room).promise)},
		{Method: http.MethodGet, Path: "/public/:kind", Access: access.Complain, Serve: s.page((*Room).complainPage)},
		{Method: http.MethodPost, Path: "/public/:kind", Access: access.Complain, Serve: s.page((*Room).complain)},
		{Method: http.MethodGet, Path: "/public/progress", Access: access.Progress, Serve: s.page((*Room).progressPage)},
		{Method: http.MethodPost, Path: "/public/progress", Access: access.Progress, Serve: s.page((*Room).progress)},
		{Method: http.MethodPost, Path: "/public/progress/rate", Access: access.Progress, Serve: s.page((*Room).rate)},
	}
}
