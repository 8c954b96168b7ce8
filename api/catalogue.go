package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/catalogue"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// catalogueRoutes are those by which matters of the catalogue are drafted and published by two
// (ADR 31); what is offered now is GET /items, open to everybody.
func catalogueRoutes() []auth.Rule {
	const one = base + "/catalogue/:item"
	return []auth.Rule{
		{Method: http.MethodGet, Path: base + "/catalogue", Access: access.PolicyView},
		{Method: http.MethodPost, Path: base + "/catalogue", Access: access.ItemAdmin},
		{Method: http.MethodGet, Path: one, Access: access.PolicyView},
		{Method: http.MethodPut, Path: one + "/draft", Access: access.ItemAdmin},
		{Method: http.MethodPost, Path: one + "/draft/request", Access: access.ItemAdmin},
		{Method: http.MethodPost, Path: one + "/draft/consent", Access: access.ItemAdmin},
		{Method: http.MethodPost, Path: one + "/draft/discard", Access: access.ItemAdmin},
	}
}

// MatterPath names a matter of the catalogue.
type MatterPath struct {
	Item string `path:"item" example:"food-permit" maxLength:"60"`
}

type matterInput struct {
	MatterPath
	rawBody
}

// matterWords is what PUT /catalogue/{item}/draft takes.
type matterWords struct {
	Revision int         `json:"revision" doc:"Of the draft that was read; 0 begins one."`
	Item     policy.Item `json:"item" doc:"The matter as it is to stand; its id may be left out."`
}

// matterVersion is one version that was published.
type matterVersion struct {
	Version int         `json:"version"`
	From    time.Time   `json:"effective_from,omitzero"`
	By      string      `json:"drafted_by,omitempty"`
	Consent string      `json:"consent_by,omitempty"`
	Item    policy.Item `json:"item"`
}

// matterDraft is what is drafted of it, and what stands against publishing that.
type matterDraft struct {
	Item policy.Item `json:"item"`
	policy.Drafted
	Upon     int            `json:"upon" doc:"The version it changes; 0: a new matter."`
	Problems []FieldProblem `json:"problems" nullable:"false"`
}

// matter is one matter: what it says and said, the newest first, and its draft.
type matter struct {
	ID       string          `json:"id"`
	Offered  bool            `json:"offered"`
	Versions []matterVersion `json:"versions" nullable:"false"`
	Draft    *matterDraft    `json:"draft,omitempty" doc:"For those who may edit it."`
}

// broughtMatters is what POST /catalogue takes.
type broughtMatters struct {
	Rows []map[string]any `json:"rows,omitempty" doc:"One object a row, by the names of the columns."`
	File []byte           `json:"file,omitempty" doc:"Or the table itself: CSV in UTF-8 or GBK, or xlsx; in base64."`
	Dry  bool             `json:"dry_run,omitempty" doc:"Say what would become of it, and keep nothing."`
}

// draftedMatters is what became of a table of matters.
type draftedMatters struct {
	Matters int  `json:"matters"`
	Drafts  int  `json:"drafts" doc:"Of them: those that say anything new."`
	Dry     bool `json:"dry_run"`
}

func (s *Server) registerCatalogue() {
	const tag = "catalogue"
	get := func(path, id, summary string) huma.Operation {
		return failing(operation(http.MethodGet, "/catalogue"+path, id, summary, tag), http.StatusNotFound)
	}
	change := func(method, path, id, summary string) huma.Operation {
		return failing(operation(method, "/catalogue"+path, id, summary, tag), http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity)
	}
	register(s, get("", "list-matters", "Every matter with its versions; drafts for those who edit them"), s.listMatters)
	register(s, get("/{item}", "get-matter", "One matter with its versions and its draft"), s.getMatter)
	register(s, taking(change(http.MethodPost, "", "bring-matters", "Make drafts of a table of matters: all of it or nothing"), schemaOf[broughtMatters](s)), s.bringMatters)
	register(s, taking(change(http.MethodPut, "/{item}/draft", "put-matter-draft", "Write or begin a draft of a matter"), schemaOf[matterWords](s)), s.putMatter)
	for name, step := range map[string]struct {
		summary string
		take    func(context.Context, casework.Principal, catalogue.Seen) error
	}{
		"request": {"Ask, as the author, for publication", one(s.counter.RequestItems)},
		"consent": {"Publish, as a second person; new cases are received under it", one(s.counter.ConsentItems)},
		"discard": {"Give the draft up", s.counter.DiscardItem},
	} {
		register(s, taking(change(http.MethodPost, "/{item}/draft/"+name, name+"-matter-draft", step.summary), schemaOf[revision](s)), s.matterStep(step.take))
	}
}

// one takes a step of several drafts with one.
func one(of func(context.Context, casework.Principal, []catalogue.Seen) error) func(context.Context, casework.Principal, catalogue.Seen) error {
	return func(ctx context.Context, p casework.Principal, seen catalogue.Seen) error {
		return of(ctx, p, []catalogue.Seen{seen})
	}
}

func matterOf(m catalogue.Matter) matter {
	out := matter{ID: m.ID, Offered: m.Offered, Versions: []matterVersion{}}
	for _, v := range m.Versions {
		out.Versions = append(out.Versions, matterVersion{v.Version, v.From, v.By, v.Consent, v.Item})
	}
	if d := m.Draft; d != nil {
		out.Draft = &matterDraft{Item: d.Item, Drafted: d.Drafted, Upon: d.Upon, Problems: []FieldProblem{}}
		for _, e := range m.Problems {
			out.Draft.Problems = append(out.Draft.Problems, fieldProblem(e))
		}
	}
	return out
}

// listMatters serves GET /catalogue.
func (s *Server) listMatters(ctx context.Context, p casework.Principal, _ *struct{}) (*body[[]matter], error) {
	all, err := s.counter.Catalogue(ctx, p)
	if err != nil {
		return nil, err
	}
	out := []matter{}
	for _, m := range all {
		out = append(out, matterOf(m))
	}
	return &body[[]matter]{out}, nil
}

// getMatter serves GET /catalogue/{item}.
func (s *Server) getMatter(ctx context.Context, p casework.Principal, in *MatterPath) (*body[matter], error) {
	m, err := s.counter.Matter(ctx, p, in.Item)
	if err != nil {
		return nil, err
	}
	return &body[matter]{matterOf(m)}, nil
}

// putMatter serves PUT /catalogue/{item}/draft.
func (s *Server) putMatter(ctx context.Context, p casework.Principal, in *matterInput) (*body[matter], error) {
	var words matterWords
	if err := decode(in.RawBody, &words); err != nil {
		return nil, err
	}
	if err := s.counter.PutItem(ctx, p, in.Item, words.Revision, words.Item); err != nil {
		return nil, err
	}
	return s.getMatter(ctx, p, &in.MatterPath)
}

// matterStep serves POST /catalogue/{item}/draft/request, …/consent and …/discard: of the
// draft in the words that were read.
func (s *Server) matterStep(
	take func(context.Context, casework.Principal, catalogue.Seen) error,
) func(context.Context, casework.Principal, *matterInput) (*struct{}, error) {
	return func(ctx context.Context, p casework.Principal, in *matterInput) (*struct{}, error) {
		var r revision
		if err := decode(in.RawBody, &r); err != nil {
			return nil, err
		}
		return nil, take(ctx, p, catalogue.Seen{ID: in.Item, Revision: r.Revision})
	}
}

// bringMatters serves POST /catalogue. What is wrong with a table is named by row and column.
func (s *Server) bringMatters(ctx context.Context, p casework.Principal, in *rawBody) (*body[draftedMatters], error) {
	var sent broughtMatters
	if err := decode(in.RawBody, &sent); err != nil {
		return nil, err
	}
	raw := sent.File
	if len(sent.Rows) > 0 {
		raw, _ = json.Marshal(sent.Rows) // it was read from JSON
	}
	got, err := s.counter.ImportItems(ctx, p, raw, sent.Dry)
	if err != nil {
		return nil, err
	}
	var refused core.Refusals
	for _, w := range got.Wrong {
		refused = append(refused, casework.FieldError(w.Cause.Code, fmt.Sprintf("line[%d].%s", w.Row, w.Column), w.Cause.Rule))
	}
	if err := refused.Err(); err != nil {
		return nil, err
	}
	return &body[draftedMatters]{draftedMatters{len(got.Items), got.Drafted(), got.Dry}}, nil
}
