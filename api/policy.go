package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
)

// PolicyPath names a policy.
type PolicyPath struct {
	ID string `path:"id" example:"service-permit" maxLength:"60"`
}

type policyInput struct {
	PolicyPath
	Version int `path:"version" minimum:"1"`
}

type compareInput struct {
	PolicyPath
	From int `query:"from" minimum:"1" required:"true"`
	To   int `query:"to" minimum:"1" required:"true"`
}

type draftInput struct {
	PolicyPath
	rawBody
}

// draftWords is what PUT /policies/{id}/draft takes.
type draftWords struct {
	Revision int           `json:"revision" doc:"Of the draft that was read; 0 begins one."`
	Policy   policy.Policy `json:"policy" doc:"Id and version may be left out: they are the path's and the next."`
}

// revision is what the two steps to publication take.
type revision struct {
	Revision int `json:"revision" doc:"Of the draft that was read."`
}

// sample is what POST /policies/{id}/draft/simulate takes.
type sample struct {
	Item     string            `json:"item,omitempty" doc:"One that uses the policy. Left out: the first."`
	Received string            `json:"received,omitempty" doc:"RFC 3339, or without a zone Asia/Shanghai's. Left out: now."`
	Until    string            `json:"until,omitempty"`
	Acts     []json.RawMessage `json:"acts,omitempty" doc:"Lines of a script: {at, command, by, args} or {at, absent, until}."`
}

// policyDetail is a version with what stands against publishing it.
type policyDetail struct {
	policy.Version
	Problems []FieldProblem `json:"problems"`
}

func detailOf(d rulebook.PolicyDetail) *body[policyDetail] {
	out := policyDetail{Version: d.Version, Problems: []FieldProblem{}}
	for _, p := range d.Problems {
		out.Problems = append(out.Problems, fieldProblem(p))
	}
	return &body[policyDetail]{out}
}

// policyRoutes is the part of the table for policies, for why a date is that
// date, and for what is watched.
func policyRoutes() []auth.Rule {
	const draft = base + "/policies/:id/draft"
	return []auth.Rule{
		{Method: http.MethodGet, Path: base + "/policies", Access: access.PolicyView},
		{Method: http.MethodGet, Path: base + "/policies/:id/versions/:version", Access: access.PolicyView},
		{Method: http.MethodGet, Path: base + "/policies/:id/compare", Access: access.PolicyView},
		{Method: http.MethodGet, Path: base + "/policy-use", Access: access.PolicyView},
		{Method: http.MethodGet, Path: base + "/presets", Access: access.PolicyView},
		{Method: http.MethodPut, Path: draft, Access: access.PolicyAdmin},
		{Method: http.MethodPost, Path: draft + "/simulate", Access: access.PolicyAdmin},
		{Method: http.MethodPost, Path: draft + "/request", Access: access.PolicyAdmin},
		{Method: http.MethodPost, Path: draft + "/consent", Access: access.PolicyAdmin},
		{Method: http.MethodGet, Path: base + "/cases/:number/clocks/:clock/why", Access: access.CaseLedger},
		{Method: http.MethodGet, Path: base + "/watch", Access: access.WatchView},
	}
}

func (s *Server) registerPolicies() {
	get := func(path, id, summary string) huma.Operation {
		return failing(operation(http.MethodGet, path, id, summary, "policies"), http.StatusNotFound)
	}
	change := func(method, path, id, summary string) huma.Operation {
		return failing(operation(method, "/policies/{id}/draft"+path, id, summary, "policies"),
			http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity)
	}
	register(s, get("/policies", "list-policies", "Every version of every policy, newest first; drafts for those who edit them"), s.listPolicies)
	register(s, get("/policies/{id}/versions/{version}", "get-policy", "One version, and what stands against publishing a draft"), s.getPolicy)
	register(s, get("/policies/{id}/compare", "compare-policies", "What one version says otherwise than another"), s.comparePolicies)
	register(s, get("/policy-use", "policy-use", "How many open cases run on which version; GET /cases?policy= lists them"), s.policyUse)
	register(s, get("/presets", "list-presets", "The law's ceilings, and the choices where the sources differ"), s.listPresets)
	register(s, taking(change(http.MethodPut, "", "put-draft", "Write or begin a draft"), schemaOf[draftWords](s)), s.putDraft)
	register(s, taking(change(http.MethodPost, "/simulate", "simulate-draft", "Play a sample case by the draft"), schemaOf[sample](s)), s.simulateDraft)
	register(s, taking(change(http.MethodPost, "/request", "request-publication", "Ask, as the author, for publication"), schemaOf[revision](s)),
		s.step(s.counter.RequestPolicy))
	register(s, taking(change(http.MethodPost, "/consent", "consent-to-publication", "Publish, as a second person"), schemaOf[revision](s)),
		s.step(s.counter.ConsentPolicy))
}

func refOf(id string, version int) string { return id + "@" + strconv.Itoa(version) }

// listPolicies serves GET /policies.
func (s *Server) listPolicies(ctx context.Context, p casework.Principal, _ *struct{}) (*body[[]policy.Version], error) {
	rows, err := s.counter.PolicyList(ctx, p)
	return &body[[]policy.Version]{rows}, err
}

// getPolicy serves GET /policies/{id}/versions/{version}.
func (s *Server) getPolicy(ctx context.Context, p casework.Principal, in *policyInput) (*body[policyDetail], error) {
	d, err := s.counter.Policy(ctx, p, refOf(in.ID, in.Version))
	return detailOf(d), err
}

// comparePolicies serves GET /policies/{id}/compare.
func (s *Server) comparePolicies(ctx context.Context, p casework.Principal, in *compareInput) (*body[[]policy.Change], error) {
	changes, err := s.counter.ComparePolicies(ctx, p, refOf(in.ID, in.From), refOf(in.ID, in.To))
	return &body[[]policy.Change]{changes}, err
}

// policyUse serves GET /policy-use.
func (s *Server) policyUse(ctx context.Context, p casework.Principal, _ *struct{}) (*body[[]rulebook.PolicyUse], error) {
	rows, err := s.counter.PolicyUse(ctx, p)
	return &body[[]rulebook.PolicyUse]{rows}, err
}

// listPresets serves GET /presets.
func (s *Server) listPresets(ctx context.Context, p casework.Principal, _ *struct{}) (*body[policy.Presets], error) {
	presets, err := s.counter.Presets(ctx, p)
	return &body[policy.Presets]{presets}, err
}

// putDraft serves PUT /policies/{id}/draft.
func (s *Server) putDraft(ctx context.Context, p casework.Principal, in *draftInput) (*body[policyDetail], error) {
	var words draftWords
	if err := decode(in.RawBody, &words); err != nil {
		return nil, err
	}
	d, err := s.counter.PutDraft(ctx, p, in.ID, words.Revision, words.Policy)
	return detailOf(d), err
}

// step serves POST /policies/{id}/draft/request and …/consent.
func (s *Server) step(
	take func(ctx context.Context, p casework.Principal, id string, revision int) (policy.Version, error),
) func(context.Context, casework.Principal, *draftInput) (*body[policy.Version], error) {
	return func(ctx context.Context, p casework.Principal, in *draftInput) (*body[policy.Version], error) {
		var r revision
		if err := decode(in.RawBody, &r); err != nil {
			return nil, err
		}
		v, err := take(ctx, p, in.ID, r.Revision)
		return &body[policy.Version]{v}, err
	}
}

// simulateDraft serves POST /policies/{id}/draft/simulate.
func (s *Server) simulateDraft(ctx context.Context, p casework.Principal, in *draftInput) (*body[[]core.Played], error) {
	var r sample
	if err := decode(in.RawBody, &r); err != nil {
		return nil, err
	}
	played := core.Sample{Item: r.Item, Acts: r.Acts}
	var err error
	if r.Received != "" {
		if played.Received, err = cases.ParseTime(r.Received); err != nil {
			return nil, casework.FieldError(casework.Invalid, "received", "date-time")
		}
	}
	if r.Until != "" {
		if played.Until, err = cases.ParseTime(r.Until); err != nil {
			return nil, casework.FieldError(casework.Invalid, "until", "date-time")
		}
	}
	lines, err := s.counter.SimulateDraft(ctx, p, in.ID, played)
	return &body[[]core.Played]{lines}, err
}
