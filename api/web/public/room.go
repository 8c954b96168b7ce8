// Package public is for whoever comes from outside: what is promised, the law, a complaint, how a case stands.
//
// It refuses to tell one thing of a person.
package public

import (
	"context"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Complain(ctx context.Context, of casework.Kind, fields map[string]string, key string) (core.Receipt, error)
	PublicForm(ctx context.Context, of casework.Kind) (policy.Item, error)
	Progress(ctx context.Context, number, code string) (cases.Progress, error)
	TouchedBy(ctx context.Context, p casework.Principal, rule string) (rulebook.Touched, error)
	PublishedOf(ctx context.Context, item string) ([]cases.Published, error)
	ByCode(ctx context.Context, number, code, command string, raw map[string]any, key string) (cases.Answer, error)
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
	routes := []kernel.Route{
		kernel.Get("/law", auth.Public, s.law),
		kernel.Get("/law/:regulation", auth.Public, s.lawPage),
		kernel.Get("/law/:regulation/:address", auth.Public, s.lawArticle),
		kernel.Get("/public", auth.Public, s.public),
		kernel.Get("/public/items", access.ItemList, s.promises),
		kernel.Get("/public/items/:item", access.ItemList, s.promise),
		kernel.Get("/public/:kind", access.Complain, s.complainPage),
		kernel.Post("/public/:kind", access.Complain, s.complain),
		kernel.Get("/public/progress", access.Progress, s.progressPage),
		kernel.Post("/public/progress", access.Progress, s.progress),
	}
	for _, command := range kind.ByCode {
		routes = append(routes, kernel.Post("/public/progress/"+command, access.Progress, s.byCode(command)))
	}
	return routes
}
