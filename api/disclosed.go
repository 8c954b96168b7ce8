package api

import (
	"context"
	"net/http"
	"time"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/disclosed"
)

// disclosedRoutes is the part of the table for what was made public (R196 to R209, R227).
func disclosedRoutes() []auth.Rule {
	return []auth.Rule{
		{Method: http.MethodGet, Path: base + "/public/disclosures", Access: access.DisclosedList},
		{Method: http.MethodGet, Path: base + "/public/disclosures/:number", Access: access.DisclosedList},
		{Method: http.MethodGet, Path: base + "/public/answers", Access: access.DisclosedList},
	}
}

func (s *Server) registerDisclosed() {
	list := operation(http.MethodGet, "/public/disclosures", "list-disclosures", "What is public: the newest first, by category or by words of its title or text", "reference")
	register(s, failing(public(list), http.StatusRequestEntityTooLarge, http.StatusTooManyRequests), s.listDisclosures)
	one := operation(http.MethodGet, "/public/disclosures/{number}", "get-disclosure", "One thing that is public, with its text", "reference")
	register(s, failing(public(one), http.StatusNotFound), s.getDisclosure)
	register(s, public(operation(http.MethodGet, "/public/answers", "list-answers", "What came of what people suggested (R207); it names nobody", "reference")), s.listAnswers)
}

// disclosure is one thing that anybody reads.
type disclosure struct {
	Number   string        `json:"number"`
	Kind     casework.Kind `json:"kind"`
	Category string        `json:"category,omitempty" doc:"What it is about, as a code; a promise has none."`
	Unit     string        `json:"unit"`
	Title    string        `json:"title"`
	Text     string        `json:"text,omitempty" doc:"The whole of it, where one is opened."`
	Public   time.Time     `json:"public" doc:"Since when."`
	Checked  *time.Time    `json:"checked,omitempty" doc:"When somebody looked last whether it still holds."`
	State    string        `json:"state" enum:"there,overdue,mending" doc:"Whether it was looked at in time, and what was found wrong is mended."`
	Item     string        `json:"item,omitempty" doc:"Of a promise, the matter."`
	Promised string        `json:"promised,omitempty" doc:"And by when it is done."`
	Due      int           `json:"due,omitempty" doc:"How many of the matter were due since the half-year began, and how many of them were in time."`
	Kept     int           `json:"kept,omitempty"`
}

func disclosureOf(e disclosed.Entry) disclosure {
	out := disclosure{
		Number: e.Number, Kind: e.Kind, Category: e.Category, Unit: e.Unit, Title: e.Title, Text: e.Text, Public: e.Public, State: string(disclosed.There),
		Item: e.Of, Promised: e.Promised, Due: e.Kept.Due, Kept: e.Kept.Kept,
	}
	if !e.Checked.IsZero() {
		out.Checked = &e.Checked
	}
	switch {
	case e.Mending:
		out.State = string(disclosed.Mended)
	case e.Stale():
		out.State = string(disclosed.Overdue)
	}
	return out
}

// disclosures are a page of them.
type disclosures struct {
	Total       int          `json:"total"`
	Disclosures []disclosure `json:"disclosures"`
}

type disclosuresInput struct {
	Paging
	Of   string `query:"of" maxLength:"40" doc:"A category or a kind, by its code."`
	Text string `query:"q" maxLength:"100" doc:"Words that title, text or number hold, all of them."`
}

// listDisclosures serves GET /public/disclosures.
func (s *Server) listDisclosures(ctx context.Context, p casework.Principal, in *disclosuresInput) (*body[disclosures], error) {
	if in.Text != "" { // it opens the words of all, as the page's search does
		if err := s.mayLook(ctx, p); err != nil {
			return nil, err
		}
	}
	b, err := s.counter.Disclosures(ctx, disclosed.Asked{Of: in.Of, Text: in.Text, Skip: in.Offset, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := disclosures{Total: b.Total, Disclosures: make([]disclosure, len(b.Entries))}
	for i, e := range b.Entries {
		out.Disclosures[i] = disclosureOf(e)
	}
	return &body[disclosures]{out}, nil
}

type disclosurePath struct {
	Number string `path:"number" maxLength:"32"`
}

// getDisclosure serves GET /public/disclosures/{number}.
func (s *Server) getDisclosure(ctx context.Context, _ casework.Principal, in *disclosurePath) (*body[disclosure], error) {
	e, err := s.counter.Disclosure(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	return &body[disclosure]{disclosureOf(e)}, nil
}

// publicAnswer is what came of something somebody suggested.
type publicAnswer struct {
	Number string    `json:"number"`
	On     time.Time `json:"on"`
	Text   string    `json:"text"`
}

// listAnswers serves GET /public/answers.
func (s *Server) listAnswers(ctx context.Context, _ casework.Principal, _ *struct{}) (*body[[]publicAnswer], error) {
	rows, err := s.counter.Answers(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]publicAnswer, len(rows))
	for i, r := range rows {
		out[i] = publicAnswer(r)
	}
	return &body[[]publicAnswer]{out}, nil
}
