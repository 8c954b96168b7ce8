package rulebook

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// draftView is the draft of a policy as its document. What is wrong stands above
// it, each with its path.
type draftView struct {
	kernel.Frame
	ID, Ref, Title string
	Begin          bool // there is no draft yet: it starts from the newest version
	Revision       int
	Doc            kernel.FieldView
	Summary        []kernel.Problem
}

// newest finds the draft of a policy, or the version a draft would start from.
func (s *Room) newest(v *visit, id string) (policy.Version, error) {
	versions, err := s.counter.Policies.PolicyList(v.Ctx, v.Who)
	if err != nil {
		return policy.Version{}, err
	}
	i := slices.IndexFunc(versions, func(p policy.Version) bool { return p.ID == id })
	if i < 0 {
		return policy.Version{}, casework.FieldError(casework.NotFound, "id", "")
	}
	return versions[i], nil
}

// draft shows the document of a draft, to be edited.
func (s *Room) draft(v *visit) error {
	return s.renderDraft(v, http.StatusOK, nil)
}

func (s *Room) renderDraft(v *visit, status int, refused error) error {
	p, err := s.newest(v, v.C.Param("ref"))
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "policies", v.T("draft.title", v.Pick(p.Title, p.TitleEn)))
	if err != nil {
		return err
	}
	view := &draftView{Frame: f, ID: p.ID, Ref: p.Ref(), Title: v.Pick(p.Title, p.TitleEn), Begin: p.State != policy.Draft, Revision: p.Revision}
	if view.Begin {
		view.Revision = 0
	}
	text, err := json.MarshalIndent(p.Policy, "", "  ")
	if err != nil {
		return err
	}
	view.Doc = kernel.FieldView{ID: "doc", Name: "doc", Type: "textarea", Label: v.T("draft.doc"), Hint: v.T("draft.doc.hint"), Required: true, Value: string(text)}
	if typed := v.Form("doc"); typed != "" {
		view.Doc.Value = typed
		view.Revision, _ = strconv.Atoi(v.Form("revision"))
	}
	fields := []kernel.FieldView{view.Doc}
	view.Summary = v.Attach(fields, refused)
	view.Doc = fields[0]
	return s.Render(v.Visit, status, "draft", view)
}

// putDraft keeps the document. What only forbids publishing it is said on the
// draft's own page.
func (s *Room) putDraft(v *visit) error {
	words, err := v.document()
	if err != nil {
		return s.renderDraft(v, http.StatusUnprocessableEntity, err)
	}
	revision, _ := strconv.Atoi(v.Form("revision"))
	p, err := s.counter.Policies.PutDraft(v.Ctx, v.Who, v.C.Param("ref"), revision, words)
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.renderDraft(v, http.StatusUnprocessableEntity, err)
	case err != nil:
		return err
	}
	s.Flash(v.Visit, "draft.kept", p.Ref())
	return v.Redirect(policyPath(p.Ref()))
}

// document reads the posted policy strictly: a misspelt field would count wrong.
func (v *visit) document() (policy.Policy, error) {
	var p policy.Policy
	raw := []byte(v.Form("doc"))
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err := d.Decode(&p)
	if err == nil {
		if _, end := d.Token(); errors.Is(end, io.EOF) {
			return p, nil
		}
	}
	var wrong *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	at, field := d.InputOffset(), ""
	switch {
	case errors.As(err, &wrong):
		at, field = wrong.Offset, wrong.Field
	case errors.As(err, &syntax):
		at = syntax.Offset
	case err != nil && strings.Contains(err.Error(), "unknown field"):
		_, field, _ = strings.Cut(err.Error(), "unknown field ")
		at = int64(bytes.Index(raw, []byte(field)) + 1) // the decoder reads on to the end
	}
	line := 1 + bytes.Count(raw[:min(int(at), len(raw))], []byte("\n"))
	refusal := kernel.Told{Text: v.T("draft.unreadable", line), Cause: casework.FieldError(casework.Invalid, "doc", "")}
	if field != "" {
		refusal.Text = v.T("draft.unreadable_field", line, strings.Trim(field, `"`))
	}
	return p, refusal
}

// requestPolicy asks for publication; consentPolicy is the second person's yes.
func (s *Room) requestPolicy(v *visit) error {
	return s.publishStep(v, "policy.asked", s.counter.Policies.RequestPolicy)
}

func (s *Room) consentPolicy(v *visit) error {
	return s.publishStep(v, "policy.in_force", s.counter.Policies.ConsentPolicy)
}

func (s *Room) publishStep(v *visit, said string, step publishing) error {
	ref := v.C.Param("ref")
	id, _, _ := strings.Cut(ref, "@")
	revision, err := strconv.Atoi(v.Form("revision"))
	if err != nil {
		return casework.FieldError(casework.Invalid, "revision", "")
	}
	p, err := step(v.Ctx, v.Who, id, revision)
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden && casework.CodeOf(err) != casework.NotFound:
		return s.renderPolicy(v, http.StatusConflict, err)
	case err != nil:
		return err
	}
	s.Flash(v.Visit, said, p.Ref())
	return v.Redirect(policyPath(p.Ref()))
}

// publishing is one of the two steps by which a draft comes into force.
type publishing func(ctx context.Context, p casework.Principal, id string, revision int) (policy.Version, error)
