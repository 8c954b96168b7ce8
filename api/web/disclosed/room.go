// Package disclosed shows what was made public: to everybody, and to the house what is for it
// alone, with how each category the articles want stands, and the two rates.
//
// It refuses to choose what a reader may see: the counter does.
package disclosed

import (
	"context"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/disclosed"
)

// Counter is what these pages ask of the service counter.
type Counter interface {
	Disclosures(ctx context.Context, a disclosed.Asked) (disclosed.Board, error)
	HouseDisclosures(ctx context.Context, p casework.Principal, a disclosed.Asked) (disclosed.Board, error)
	Disclosure(ctx context.Context, number string) (disclosed.Entry, error)
	HouseDisclosure(ctx context.Context, p casework.Principal, number string) (disclosed.Entry, error)
	Answers(ctx context.Context) ([]disclosed.Answer, error)
}

// Room is these pages.
type Room struct {
	*kernel.Site
	counter Counter
}

// New furnishes it.
func New(s *kernel.Site, c Counter) *Room { return &Room{Site: s, counter: c} }

// visit is a request as this room reads it.
type visit struct{ *kernel.Visit }

// Where the two lists are.
const (
	publicPath = "/public/disclosures"
	housePath  = "/disclosures"
)

// Routes implements kernel.Room.
func (s *Room) Routes() []kernel.Route {
	return []kernel.Route{
		kernel.Get(publicPath, access.DisclosedList, s.public),
		kernel.Get(publicPath+"/table", access.DisclosedList, s.table(false)),
		kernel.Get(publicPath+"/:number", access.DisclosedList, s.opened),
		kernel.Get(publicPath+"/:number/text", access.DisclosedList, s.whole(false)),
		kernel.Get("/public/answers", access.DisclosedList, s.answers),
		kernel.Get(housePath, access.DisclosedHouse, s.house),
		kernel.Get(housePath+"/table", access.DisclosedHouse, s.table(true)),
		kernel.Get(housePath+"/:number", access.DisclosedHouse, s.openedInside),
		kernel.Get(housePath+"/:number/text", access.DisclosedHouse, s.whole(true)),
	}
}
