package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/turn"
)

// registration is what POST /cases takes.
type registration struct {
	Kind       casework.Kind     `json:"kind,omitempty" doc:"Left out: the item's." example:"service"`
	Item       string            `json:"item" doc:"One of GET /items."`
	Received   string            `json:"received,omitempty" doc:"RFC 3339, or without a zone Asia/Shanghai's. Left out: now."`
	Reason     string            `json:"reason,omitempty" doc:"Why receipt is entered late; required over 10 minutes." maxLength:"5000"`
	Fields     map[string]string `json:"fields,omitempty" doc:"By name of the item's form. Sealed before they touch the disk."`
	Materials  []string          `json:"materials,omitempty" doc:"Codes of the papers received; behind colons in which form (original, copy, promise) and how many: licence:copy:2. A code alone is as the item wants it. All that are required make the application accepted by this act (R023)."`
	Incomplete bool              `json:"incomplete,omitempty" doc:"Papers are missing and a one-time notice will follow (R024)."`
	Examine    bool              `json:"examine,omitempty" doc:"The papers are all there, and whoever handles it looks at them before it is accepted (行政许可法 32)."`
}

// Keyed requests are taken once under one key.
type Keyed struct {
	Key string `header:"Idempotency-Key" required:"true" maxLength:"200" doc:"Chosen by the caller; the same key and body are taken once."`
}

type registerInput struct {
	Keyed
	rawBody
}

// CasePath names a case.
type CasePath struct {
	Number string `path:"number" example:"BJ2026-000123"`
}

type casesInput struct {
	Paging
	Kind   casework.Kind  `query:"kind"`
	Stage  casework.Stage `query:"stage"`
	Light  casework.Light `query:"light" enum:"red,yellow,green,grey"`
	Open   string         `query:"open" doc:"true: open cases; false: closed ones."`
	Number string         `query:"number" maxLength:"20" doc:"A case number or its beginning."`
	Policy string         `query:"policy" maxLength:"80" doc:"The version it runs on." example:"service-permit@1"`
}

// caseDetail is a case with what the caller may do to it now.
type caseDetail struct {
	casework.CaseView
	Actions []string     `json:"actions"`
	Turns   []turn.Share `json:"turns" doc:"Whose act was awaited how long, in office time."`
}

func (s *Server) registerCases() {
	post := operation(http.MethodPost, "/cases", "register-case", "Register a case", "cases")
	post.DefaultStatus = http.StatusCreated
	post = failing(post, http.StatusConflict, http.StatusUnprocessableEntity)
	post = keeping[core.Receipt](s, post)
	post.Responses["200"] = &huma.Response{
		Description: "The same was sent before: the case it made then.",
		Content:     post.Responses["202"].Content, Headers: post.Responses["202"].Headers,
	}
	register(s, taking(post, s.registrationSchema()), s.registerCase)
	register(s, operation(http.MethodGet, "/cases", "list-cases", "List the cases one may see", "cases"), s.listCases)
	get := func(path, id, summary string) huma.Operation {
		return failing(operation(http.MethodGet, "/cases/{number}"+path, id, summary, "cases"), http.StatusNotFound)
	}
	register(s, get("", "get-case", "A case, its clocks, and what one may do now"), s.getCase)
	register(s, get("/timeline", "get-timeline", "What happened, oldest first"), s.getTimeline)
	register(s, get("/ledger", "get-ledger", "Every due date set or moved, oldest first"), s.getLedger)
	register(s, get("/fields", "get-fields", "The personal fields; every reading is audited"), s.getFields)
	code := operation(http.MethodPost, "/cases/{number}/query-code", "issue-query-code", "Give who complained a query code, shown once; the one before is good no longer", "cases")
	register(s, failing(code, http.StatusNotFound), s.issueCode)
	register(s, operation(http.MethodGet, "/approvals", "list-approvals", "Extensions that wait for one's decision", "cases"), s.listApprovals)
	register(s, operation(http.MethodGet, "/clocks", "list-clocks", "Open clocks, most urgent first", "cases"), s.listClocks)
}

// registrationSchema tells the two bodies of POST /cases apart by their kind. A program
// names it; a person who writes one by hand may leave it to the item.
func (s *Server) registrationSchema() *huma.Schema {
	matter, absence := schemaOf[registration](s), schemaOf[absenceRegistration](s)
	kinds := &huma.Discriminator{PropertyName: "kind", Mapping: map[string]string{}}
	named := s.api.OpenAPI().Components.Schemas.SchemaFromRef(matter.Ref)
	named.Required = append(named.Required, "kind")
	for _, of := range s.kinds.Kinds() {
		kinds.Mapping[string(of)] = matter.Ref
		if of == s.kinds.Leave() {
			kinds.Mapping[string(of)] = absence.Ref
			continue
		}
		named.Properties["kind"].Enum = append(named.Properties["kind"].Enum, string(of))
	}
	return s.named("NewCase", &huma.Schema{OneOf: []*huma.Schema{matter, absence}, Discriminator: kinds})
}

// registerCase serves POST /cases: 201 when the engine has the case, 202 when it
// will, 200 when the same was sent before.
func (s *Server) registerCase(ctx context.Context, p casework.Principal, in *registerInput) (*stated[core.Receipt], error) {
	taken, err := s.readRegistration(in.RawBody)
	if err != nil {
		return nil, err
	}
	receipt, err := s.counter.Register(ctx, p, taken, in.Key)
	if err != nil {
		return nil, err
	}
	out := &stated[core.Receipt]{Status: http.StatusCreated, Location: base + "/cases/" + receipt.Number, Body: receipt}
	switch {
	case receipt.Pending:
		out.Status = http.StatusAccepted
	case receipt.Repeated:
		out.Status = http.StatusOK
	}
	return out, nil
}

// readRegistration reads the form of the kind that is named.
func (s *Server) readRegistration(raw []byte) (core.Registration, error) {
	var head struct {
		Kind casework.Kind `json:"kind"`
	}
	if json.Unmarshal(raw, &head) == nil && head.Kind == s.kinds.Leave() {
		return s.readAbsence(raw)
	}
	var r registration
	if err := decode(raw, &r); err != nil {
		return core.Registration{}, err
	}
	taken := core.Registration{
		Kind: r.Kind, Item: r.Item, Reason: r.Reason, Fields: r.Fields, Materials: r.Materials, Incomplete: r.Incomplete, Examine: r.Examine,
	}
	if r.Received != "" {
		at, err := cases.ParseTime(r.Received)
		if err != nil {
			return taken, casework.FieldError(casework.Invalid, "received", "date-time")
		}
		taken.Received = &at
	}
	return taken, nil
}

// listCases serves GET /cases.
func (s *Server) listCases(
	ctx context.Context, p casework.Principal, in *casesInput,
) (*body[core.List[casework.CaseView]], error) {
	open, err := yesNo("open", in.Open)
	if err != nil {
		return nil, err
	}
	list, err := s.counter.Cases(ctx, p, cases.CasesFilter{
		Kind: in.Kind, Stage: in.Stage, Light: in.Light, Open: open, Number: in.Number, Policy: in.Policy, Page: in.page(),
	})
	return &body[core.List[casework.CaseView]]{list}, err
}

// getCase serves GET /cases/{number}.
func (s *Server) getCase(ctx context.Context, p casework.Principal, in *CasePath) (*body[caseDetail], error) {
	view, err := s.counter.Case(ctx, p, in.Number)
	if err != nil {
		return nil, err
	}
	forms, err := s.counter.Actions(ctx, p, view)
	if err != nil {
		return nil, err
	}
	turns, err := s.counter.Turns(ctx, p, in.Number)
	if err != nil {
		return nil, err
	}
	out := caseDetail{CaseView: view, Actions: []string{}, Turns: turns}
	for _, f := range forms {
		out.Actions = append(out.Actions, f.Command)
	}
	return &body[caseDetail]{out}, nil
}

// getTimeline serves GET /cases/{number}/timeline.
func (s *Server) getTimeline(ctx context.Context, p casework.Principal, in *CasePath) (*body[[]casework.TimelineRow], error) {
	rows, err := s.counter.Timeline(ctx, p, in.Number)
	return &body[[]casework.TimelineRow]{rows}, err
}

// getLedger serves GET /cases/{number}/ledger.
func (s *Server) getLedger(ctx context.Context, p casework.Principal, in *CasePath) (*body[[]casework.LedgerRow], error) {
	rows, err := s.counter.Ledger(ctx, p, in.Number)
	return &body[[]casework.LedgerRow]{rows}, err
}

// getFields serves GET /cases/{number}/fields.
func (s *Server) getFields(ctx context.Context, p casework.Principal, in *CasePath) (*body[map[string]string], error) {
	fields, err := s.counter.Fields(ctx, p, in.Number)
	return &body[map[string]string]{fields}, err
}

// issueCode serves POST /cases/{number}/query-code.
func (s *Server) issueCode(ctx context.Context, p casework.Principal, in *CasePath) (*body[core.Receipt], error) {
	receipt, err := s.counter.IssueCode(ctx, p, in.Number)
	return &body[core.Receipt]{receipt}, err
}

// listApprovals serves GET /approvals.
func (s *Server) listApprovals(ctx context.Context, p casework.Principal, _ *struct{}) (*body[[]casework.CaseView], error) {
	rows, err := s.counter.Approvals(ctx, p)
	return &body[[]casework.CaseView]{rows}, err
}

type clocksInput struct {
	Paging
	All   bool           `query:"all" doc:"Every clock one may see, not only those of one's own posts."`
	Light casework.Light `query:"light" enum:"red,yellow,green,grey"`
}

// listClocks serves GET /clocks.
func (s *Server) listClocks(
	ctx context.Context, p casework.Principal, in *clocksInput,
) (*body[core.List[casework.ClockView]], error) {
	list, err := s.counter.Desk(ctx, p, cases.DeskFilter{All: in.All, Light: in.Light, Page: in.page()})
	return &body[core.List[casework.ClockView]]{list}, err
}
