package api

import (
	"context"
	"net/http"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/roster"
)

// sheetRoutes is the part of the table for duty sheets of posts (R210).
func sheetRoutes() []auth.Rule {
	return []auth.Rule{
		{Method: http.MethodGet, Path: base + "/posts/:post/sheets", Access: access.PlanView},
		{Method: http.MethodPost, Path: base + "/posts/:post/sheets", Access: access.SheetPropose},
		{Method: http.MethodPost, Path: base + "/sheets/:id/publish", Access: access.SheetPublish},
		{Method: http.MethodGet, Path: base + "/public/posts", Access: access.BoardPublic},
	}
}

func (s *Server) registerSheets() {
	list := operation(http.MethodGet, "/posts/{post}/sheets", "list-sheets", "The duty sheets of a post, each version (R210)", "staff")
	register(s, failing(list, http.StatusNotFound), s.listSheets)
	propose := operation(http.MethodPost, "/posts/{post}/sheets", "propose-sheet", "Propose a duty sheet: it holds once it is published", "staff")
	propose.DefaultStatus = http.StatusCreated
	register(s, taking(failing(propose, http.StatusNotFound), schemaOf[casework.DutySheet](s)), s.proposeSheet)
	publish := operation(http.MethodPost, "/sheets/{id}/publish", "publish-sheet", "Who answers first for a post publishes its duty sheet (R214)", "staff")
	register(s, failing(publish, http.StatusNotFound, http.StatusConflict), s.publishSheet)
	register(s, public(operation(http.MethodGet, "/public/posts", "list-public-sheets", "What each post is there for (R210)", "reference")), s.publicSheets)
}

type postPath struct {
	Post string `path:"post" maxLength:"64"`
}

// listSheets serves GET /posts/{post}/sheets.
func (s *Server) listSheets(ctx context.Context, p casework.Principal, in *postPath) (*body[roster.SheetsOf], error) {
	got, err := s.counter.DutySheets(ctx, p, in.Post)
	return &body[roster.SheetsOf]{got}, err
}

// proposeSheet serves POST /posts/{post}/sheets.
func (s *Server) proposeSheet(ctx context.Context, p casework.Principal, in *planInput) (*body[roster.SheetsOf], error) {
	var n casework.DutySheet
	if err := decode(in.RawBody, &n); err != nil {
		return nil, err
	}
	got, err := s.counter.ProposeSheet(ctx, p, in.Post, n)
	return &body[roster.SheetsOf]{got}, err
}

// publishSheet serves POST /sheets/{id}/publish.
func (s *Server) publishSheet(ctx context.Context, p casework.Principal, in *planPath) (*body[roster.SheetsOf], error) {
	got, err := s.counter.PublishSheet(ctx, p, in.ID)
	return &body[roster.SheetsOf]{got}, err
}

// publicSheets serves GET /public/posts.
func (s *Server) publicSheets(ctx context.Context, _ casework.Principal, _ *struct{}) (*body[[]casework.Post], error) {
	office, err := s.counter.Office(ctx)
	if err != nil {
		return nil, err
	}
	out := []casework.Post{}
	for _, p := range office.Posts {
		if p.Sheet != (casework.DutySheet{}) {
			out = append(out, p)
		}
	}
	return &body[[]casework.Post]{out}, nil
}
