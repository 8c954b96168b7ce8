package kernel

import (
	"fmt"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/shixian/shixian/api/auth"
)

// Route is one page or form, and for whom it is.
type Route struct {
	Method, Path, Access string
	Serve                func(*Visit) error
}

// read is a request as one room reads it: its own type around the common one.
type read interface{ ~struct{ *Visit } }

// Get is a page; the room writes it from the request as it reads one.
func Get[V read](path, access string, serve func(*V) error) Route {
	return Route{Method: http.MethodGet, Path: path, Access: access, Serve: by(serve)}
}

// Post is a form sent in.
func Post[V read](path, access string, serve func(*V) error) Route {
	return Route{Method: http.MethodPost, Path: path, Access: access, Serve: by(serve)}
}

func by[V read](serve func(*V) error) func(*Visit) error {
	return func(v *Visit) error { return serve(&V{v}) }
}

// Room is the pages of one subject.
type Room interface {
	// Routes are all ways in. What a person may do behind them is the counter's to say,
	// with the case in hand.
	Routes() []Route
	// Samples are the pages with canned data, one of each.
	Samples(Sample) map[string]Viewer
}

// assetPath is where the one style sheet and the one script are served, each
// under its own hash.
const assetPath = "/static/:file"

// Rules say for whom every route of the rooms is.
func Rules(rooms ...Room) []auth.Rule {
	rules := []auth.Rule{{Method: http.MethodGet, Path: assetPath, Access: auth.Public}}
	for _, room := range rooms {
		for _, r := range room.Routes() {
			rules = append(rules, auth.Rule{Method: r.Method, Path: r.Path, Access: r.Access})
		}
	}
	return rules
}

// Mount registers every page on r, having tried each in every language: a page that
// cannot be written is found at start, not by a citizen.
func (s *Site) Mount(r gin.IRouter, rooms ...Room) error {
	r.GET(assetPath, s.asset)
	for _, room := range append([]Room{refusals{}}, rooms...) {
		if !s.Deps.Tried {
			if err := s.try(room); err != nil {
				return err
			}
		}
		for _, route := range room.Routes() {
			r.Handle(route.Method, route.Path, s.handle(route))
		}
	}
	return nil
}

func (s *Site) try(room Room) error {
	for _, lang := range langs {
		canned := newSample(Voice{Lang: lang, Cal: s.first, Now: SampleNow, Kinds: s.Deps.Kinds})
		for name, view := range room.Samples(canned) {
			view.base().Lang = lang
			if err := s.execute(io.Discard, name, view); err != nil {
				return fmt.Errorf("try page %s in %s: %w", name, lang, err)
			}
		}
	}
	return nil
}

// refusals is the room of the error page, which no route leads to.
type refusals struct{}

func (refusals) Routes() []Route { return nil }

func (refusals) Samples(p Sample) map[string]Viewer {
	return map[string]Viewer{"error": &errorView{Frame: p.Base, Status: 404, What: "x", Do: "x", Rule: "R001"}}
}

// Fail writes an error page for a refusal or a failure met outside the pages:
// an unknown path, a route refused, a session that cannot be read. Somebody who
// is not signed in is sent to the sign-in page.
func (s *Site) Fail(c *gin.Context, err error) { s.fail(s.visit(c), err) }
