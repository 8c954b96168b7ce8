package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/turn"
)

// absenceRegistration is what POST /cases takes for an absence.
type absenceRegistration struct {
	Kind   casework.Kind     `json:"kind" enum:"absence"`
	Person string            `json:"person,omitempty" doc:"Left out: oneself. For another only an emergency told by telephone (R183)."`
	Form   string            `json:"form" enum:"outing,leave,emergency"`
	Sort   string            `json:"sort,omitempty" enum:"personal_leave,sick,course,marriage,bereavement,maternity,annual,family_visit" doc:"Which kind of leave; left out: one's own affairs (R233)."`
	From   string            `json:"from" doc:"RFC 3339, or without a zone Asia/Shanghai's."`
	Until  string            `json:"until" doc:"More than 30 minutes later (R153)."`
	Fields map[string]string `json:"fields" doc:"reason, place and contact; arrangement where nobody can cover (R244), plan of an outing (R237). Sealed before they touch the disk."`
}

// readAbsence reads a registration of kind absence.
func (s *Server) readAbsence(raw []byte) (core.Registration, error) {
	var r absenceRegistration
	if err := decode(raw, &r); err != nil {
		return core.Registration{}, err
	}
	req := core.AbsenceRequest{Person: r.Person, Form: r.Form, Sort: r.Sort}
	var err error
	if req.From, err = instant("from", r.From); err != nil {
		return core.Registration{}, err
	}
	if req.Until, err = instant("until", r.Until); err != nil {
		return core.Registration{}, err
	}
	return core.Registration{Kind: s.kinds.Leave(), Absence: &req, Fields: r.Fields}, nil
}

func instant(field, text string) (time.Time, error) {
	at, err := cases.ParseTime(text)
	if err != nil {
		return at, casework.FieldError(casework.Invalid, field, "date-time")
	}
	return at, nil
}

// staffRoutes is the part of the table for who is where and who answered for what.
func staffRoutes() []auth.Rule {
	return []auth.Rule{
		{Method: http.MethodGet, Path: base + "/cases/:number/handover", Access: access.CaseHandover},
		{Method: http.MethodGet, Path: base + "/cases/:number/turns", Access: access.CaseView},
		{Method: http.MethodGet, Path: base + "/cases/:number/findings", Access: access.CaseFindings},
		{Method: http.MethodGet, Path: base + "/handover", Access: access.CoverView},
		{Method: http.MethodGet, Path: base + "/absences/asked", Access: access.ApprovalsList},
		{Method: http.MethodGet, Path: base + "/board", Access: access.BoardView},
		{Method: http.MethodGet, Path: base + "/public/board", Access: access.BoardPublic},
		{Method: http.MethodGet, Path: base + "/points", Access: access.PointsView},
		{Method: http.MethodGet, Path: base + "/posts", Access: access.PlanView},
		{Method: http.MethodPost, Path: base + "/posts/:post/plans", Access: access.PlanPropose},
		{Method: http.MethodPost, Path: base + "/plans/:id/except", Access: access.PlanExcept},
		{Method: http.MethodPost, Path: base + "/plans/:id/approve", Access: access.PlanApprove},
		{Method: http.MethodPost, Path: base + "/plans/:id/file", Access: access.PlanFile},
	}
}

func (s *Server) registerStaff() {
	get := func(path, id, summary, tag string) huma.Operation {
		return operation(http.MethodGet, path, id, summary, tag)
	}
	ofCase := func(path, id, summary string) huma.Operation {
		return failing(get("/cases/{number}"+path, id, summary, "cases"), http.StatusNotFound)
	}
	register(s, ofCase("/handover", "get-handover", "What an absent person leaves behind, the most urgent first (R164)"), s.getHandover)
	register(s, ofCase("/turns", "get-turns", "Whose act was awaited how long, in office time"), s.getTurns)
	register(s, ofCase("/findings", "get-findings", "Turns, a suggested split and repeats, for those who judge"), s.getFindings)
	register(s, get("/handover", "get-covering", "What is open on the posts one covers (R164), and what was done on one's own meanwhile (R168)", "staff"), s.getCovering)
	register(s, get("/absences/asked", "list-asked", "Absences that wait for one's grant, the next leaving first", "cases"), s.listAsked)
	register(s, get("/board", "get-board", "Who is where, in the house", "staff"), s.getBoard)
	register(s, public(get("/public/board", "get-public-board", "Which posts somebody is on", "staff")), s.getPublicBoard)
	register(s, get("/points", "get-points", "A year's sheet of a person or unit", "staff"), s.getPoints)
	register(s, get("/posts", "list-posts", "Who holds which post, with the plans (AB list)", "staff"), s.listPosts)
	propose := operation(http.MethodPost, "/posts/{post}/plans", "propose-plan", "Propose who is to hold a post", "staff")
	propose.DefaultStatus = http.StatusCreated
	register(s, taking(failing(propose, http.StatusNotFound), schemaOf[newPlan](s)), s.proposePlan)
	for step, summary := range map[string]string{
		roster.PlanExcept:  "The head of the bureau excepts a B of another section (R163)",
		roster.PlanApprove: "The party group approves; the plan comes into force (R162)",
		roster.PlanFile:    "The general office files it (R162)",
	} {
		op := operation(http.MethodPost, "/plans/{id}/"+step, step+"-plan", summary, "staff")
		register(s, failing(op, http.StatusNotFound, http.StatusConflict), s.decidePlan(step))
	}
}

// getHandover serves GET /cases/{number}/handover.
func (s *Server) getHandover(ctx context.Context, p casework.Principal, in *CasePath) (*body[[]casework.CaseView], error) {
	rows, err := s.counter.Handover(ctx, p, in.Number)
	return &body[[]casework.CaseView]{rows}, err
}

// getCovering serves GET /handover.
func (s *Server) getCovering(ctx context.Context, p casework.Principal, _ *struct{}) (*body[roster.Covering], error) {
	covering, err := s.counter.Covering(ctx, p)
	return &body[roster.Covering]{covering}, err
}

// getTurns serves GET /cases/{number}/turns.
func (s *Server) getTurns(ctx context.Context, p casework.Principal, in *CasePath) (*body[[]turn.Share], error) {
	shares, err := s.counter.Turns(ctx, p, in.Number)
	return &body[[]turn.Share]{shares}, err
}

// getFindings serves GET /cases/{number}/findings.
func (s *Server) getFindings(ctx context.Context, p casework.Principal, in *CasePath) (*body[appraisal.Findings], error) {
	findings, err := s.counter.Findings(ctx, p, in.Number)
	return &body[appraisal.Findings]{findings}, err
}

// listAsked serves GET /absences/asked.
func (s *Server) listAsked(ctx context.Context, p casework.Principal, _ *struct{}) (*body[[]casework.CaseView], error) {
	rows, err := s.counter.Asked(ctx, p)
	return &body[[]casework.CaseView]{rows}, err
}

// boardRow is a row of the board with its state in a word.
type boardRow struct {
	roster.BoardRow
	State string `json:"state" enum:"on_duty,covered,empty,closed"`
}

// getBoard serves GET /board.
func (s *Server) getBoard(ctx context.Context, p casework.Principal, _ *struct{}) (*body[[]boardRow], error) {
	rows, err := s.counter.Board(ctx, p)
	out := make([]boardRow, 0, len(rows))
	for _, r := range rows {
		out = append(out, boardRow{r, r.State()})
	}
	return &body[[]boardRow]{out}, err
}

// getPublicBoard serves GET /public/board.
func (s *Server) getPublicBoard(ctx context.Context, _ casework.Principal, _ *struct{}) (*body[[]roster.PublicRow], error) {
	rows, err := s.counter.PublicBoard(ctx)
	return &body[[]roster.PublicRow]{rows}, err
}

type pointsInput struct {
	Year   int    `query:"year" minimum:"2000" maximum:"2199" doc:"Left out: this year."`
	Person string `query:"person" maxLength:"64" doc:"Neither person nor unit: oneself."`
	Unit   string `query:"unit" maxLength:"64"`
}

// getPoints serves GET /points.
func (s *Server) getPoints(ctx context.Context, p casework.Principal, in *pointsInput) (*body[appraisal.Sheet], error) {
	sheet, err := s.counter.Sheet(ctx, p, appraisal.PointFilter{Year: in.Year, Person: in.Person, Unit: in.Unit})
	return &body[appraisal.Sheet]{sheet}, err
}

// listPosts serves GET /posts.
func (s *Server) listPosts(ctx context.Context, p casework.Principal, _ *struct{}) (*body[[]roster.PlanRow], error) {
	rows, err := s.counter.Posts(ctx, p)
	return &body[[]roster.PlanRow]{rows}, err
}

// newPlan is what POST /posts/{post}/plans takes.
type newPlan struct {
	Holders []string `json:"holders,omitempty" doc:"A, then the B's in their order (R161, R170)."`
	Standin string   `json:"standin,omitempty" doc:"Of a vacant post: who answers for it (R211)."`
	Until   string   `json:"until,omitempty" doc:"Until when the stand-in does."`
	From    string   `json:"from" doc:"RFC 3339, or without a zone Asia/Shanghai's."`
}

type planInput struct {
	Post string `path:"post" maxLength:"64"`
	rawBody
}

// proposePlan serves POST /posts/{post}/plans.
func (s *Server) proposePlan(ctx context.Context, p casework.Principal, in *planInput) (*body[roster.PostPlan], error) {
	var n newPlan
	if err := decode(in.RawBody, &n); err != nil {
		return nil, err
	}
	plan := roster.PostPlan{Post: in.Post, Holders: n.Holders, Standin: n.Standin}
	var err error
	if plan.From, err = instant("from", n.From); err != nil {
		return nil, err
	}
	if n.Until != "" {
		until, err := instant("until", n.Until)
		if err != nil {
			return nil, err
		}
		plan.Until = &until
	}
	plan, err = s.counter.ProposePlan(ctx, p, plan)
	return &body[roster.PostPlan]{plan}, err
}

type planPath struct {
	ID int64 `path:"id" minimum:"1"`
}

// decidePlan serves POST /plans/{id}/{step}.
func (s *Server) decidePlan(step string) func(context.Context, casework.Principal, *planPath) (*body[roster.PostPlan], error) {
	return func(ctx context.Context, p casework.Principal, in *planPath) (*body[roster.PostPlan], error) {
		plan, err := s.counter.DecidePlan(ctx, p, in.ID, step)
		return &body[roster.PostPlan]{plan}, err
	}
}
