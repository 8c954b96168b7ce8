package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
)

// paperRequest is what drafting and issuing a paper take.
type paperRequest struct {
	Form   string            `json:"form" doc:"One of those GET /cases/{number}/papers or GET /registers offers." example:"supervision_notice"`
	Number string            `json:"number,omitempty" doc:"The case; left out where the paper is of none."`
	Unit   string            `json:"unit,omitempty" doc:"Of a paper of no case; left out: one's own."`
	Asked  map[string]string `json:"asked,omitempty" doc:"The issuer's own words, by name of the form's questions."`
	Digest string            `json:"digest,omitempty" doc:"Of the draft that was shown; issuing asks for it."`
}

// paperRoutes is the part of the table for papers and registers.
func paperRoutes() []auth.Rule {
	return []auth.Rule{
		{Method: http.MethodGet, Path: base + "/cases/:number/papers", Access: access.CaseView},
		{Method: http.MethodPost, Path: base + "/papers/draft", Access: access.PaperIssue},
		{Method: http.MethodPost, Path: base + "/papers", Access: access.PaperIssue},
		{Method: http.MethodGet, Path: base + "/papers/:paper", Access: access.PaperView},
		{Method: http.MethodPost, Path: base + "/papers/:paper/void", Access: access.PaperVoid},
		{Method: http.MethodGet, Path: base + "/public/paper", Access: access.PaperCheck},
		{Method: http.MethodGet, Path: base + "/registers", Access: access.RegisterView},
		{Method: http.MethodGet, Path: base + "/registers/:register", Access: access.RegisterView},
		{Method: http.MethodPost, Path: base + "/registers/:register/entries", Access: access.RegisterEnter},
	}
}

func (s *Server) registerPapers() {
	op := func(method, path, id, summary string) huma.Operation {
		return failing(operation(method, path, id, summary, "papers"), http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity)
	}
	register(s, op(http.MethodGet, "/cases/{number}/papers", "list-papers", "Papers issued from a case, and those that can be issued now"), s.listPapers)
	asked := schemaOf[paperRequest](s)
	register(s, taking(op(http.MethodPost, "/papers/draft", "draft-paper", "A paper as it would be issued now"), asked), s.draftPaper)
	issue := op(http.MethodPost, "/papers", "issue-paper", "Freeze a paper: numbered, sealed, never changed again")
	issue.DefaultStatus = http.StatusCreated
	register(s, taking(issue, asked), s.issuePaper)
	register(s, op(http.MethodGet, "/papers/{paper}", "get-paper", "Open an issued paper; each reading is audited"), s.getPaper)
	register(s, taking(op(http.MethodPost, "/papers/{paper}/void", "void-paper", "Take a paper back, with a reason"), schemaOf[voiding](s)), s.voidPaper)
	register(s, public(failing(operation(http.MethodGet, "/public/paper", "check-paper", "Whether a paper somebody holds is genuine", "papers"), http.StatusNotFound)), s.checkPaper)
	register(s, op(http.MethodGet, "/registers", "list-registers", "Registers one keeps, circulars and lists one may issue"), s.listRegisters)
	register(s, op(http.MethodGet, "/registers/{register}", "get-register", "A register over a period; every row read is audited"), s.getRegister)
	enter := op(http.MethodPost, "/registers/{register}/entries", "enter-register", "What only people know of a row, written once")
	enter.DefaultStatus = http.StatusNoContent
	register(s, taking(enter, schemaOf[entry](s)), s.enterRegister)
}

// listPapers serves GET /cases/{number}/papers.
func (s *Server) listPapers(ctx context.Context, p casework.Principal, in *CasePath) (*body[papers.CasePapers], error) {
	out, err := s.counter.Papers(ctx, p, in.Number)
	return &body[papers.CasePapers]{out}, err
}

func readPaper(raw []byte) (paperRequest, papers.PaperRequest, error) {
	var r paperRequest
	err := decode(raw, &r)
	return r, papers.PaperRequest{Form: r.Form, Number: r.Number, Unit: r.Unit, Asked: r.Asked}, err
}

type draftPaperInput struct{ rawBody }

// draftPaper serves POST /papers/draft.
func (s *Server) draftPaper(ctx context.Context, p casework.Principal, in *draftPaperInput) (*body[papers.Draft], error) {
	_, req, err := readPaper(in.RawBody)
	if err != nil {
		return nil, err
	}
	draft, err := s.counter.DraftPaper(ctx, p, req)
	return &body[papers.Draft]{draft}, err
}

type issuePaperInput struct {
	Keyed
	rawBody
}

// issuePaper serves POST /papers.
func (s *Server) issuePaper(ctx context.Context, p casework.Principal, in *issuePaperInput) (*body[papers.Paper], error) {
	sent, req, err := readPaper(in.RawBody)
	if err != nil {
		return nil, err
	}
	row, err := s.counter.IssuePaper(ctx, p, req, sent.Digest, in.Key)
	return &body[papers.Paper]{row}, err
}

// PaperPath names an issued paper.
type PaperPath struct {
	Paper string `path:"paper" maxLength:"64"`
}

// getPaper serves GET /papers/{paper}.
func (s *Server) getPaper(ctx context.Context, p casework.Principal, in *PaperPath) (*body[papers.Paper], error) {
	row, err := s.counter.Paper(ctx, p, in.Paper)
	return &body[papers.Paper]{row}, err
}

type voiding struct {
	Reason string `json:"reason"`
}

type voidInput struct {
	PaperPath
	rawBody
}

// voidPaper serves POST /papers/{paper}/void.
func (s *Server) voidPaper(ctx context.Context, p casework.Principal, in *voidInput) (*body[papers.Paper], error) {
	var sent voiding
	if err := decode(in.RawBody, &sent); err != nil {
		return nil, err
	}
	row, err := s.counter.VoidPaper(ctx, p, in.Paper, sent.Reason)
	return &body[papers.Paper]{row}, err
}

type checkInput struct {
	Code string `query:"code" required:"true" maxLength:"40" example:"7K3F-9QXM-2D4P"`
}

// checkPaper serves GET /public/paper.
func (s *Server) checkPaper(ctx context.Context, _ casework.Principal, in *checkInput) (*body[papers.Checked], error) {
	found, err := s.counter.CheckPaper(ctx, in.Code)
	return &body[papers.Checked]{found}, err
}

// listRegisters serves GET /registers.
func (s *Server) listRegisters(ctx context.Context, p casework.Principal, _ *struct{}) (*body[papers.RegisterForms], error) {
	out, err := s.counter.Registers(ctx, p)
	return &body[papers.RegisterForms]{out}, err
}

// RegisterPath names a register.
type RegisterPath struct {
	Register string `path:"register" maxLength:"64" example:"incoming_register"`
}

type registerPeriod struct {
	RegisterPath
	From  string `query:"from" required:"true" doc:"RFC 3339, or without a zone Asia/Shanghai's."`
	Until string `query:"until" required:"true" doc:"The first instant that is left out."`
}

// getRegister serves GET /registers/{register}.
func (s *Server) getRegister(ctx context.Context, p casework.Principal, in *registerPeriod) (*body[papers.RegisterPage], error) {
	var from, until time.Time
	var err error
	if from, err = instant("from", in.From); err != nil {
		return nil, err
	}
	if until, err = instant("until", in.Until); err != nil {
		return nil, err
	}
	page, err := s.counter.ReadRegister(ctx, p, in.Register, from, until)
	return &body[papers.RegisterPage]{page}, err
}

// entry is what POST /registers/{register}/entries takes.
type entry struct {
	Subject string `json:"subject" doc:"A row's: the number of a case, or the id of a paper."`
	Field   string `json:"field" doc:"Of a column that is entered by hand."`
	Value   string `json:"value"`
}

type entryInput struct {
	RegisterPath
	rawBody
}

// enterRegister serves POST /registers/{register}/entries.
func (s *Server) enterRegister(ctx context.Context, p casework.Principal, in *entryInput) (*struct{}, error) {
	var e entry
	if err := decode(in.RawBody, &e); err != nil {
		return nil, err
	}
	return &struct{}{}, s.counter.EnterRegister(ctx, p, in.Register, e.Subject, e.Field, e.Value)
}
