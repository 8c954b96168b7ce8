package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// draftView is the draft of a policy as its document. What is wrong stands above
// it, each with its path.
type draftView struct {
	frame
	ID, Ref, Title string
	Begin          bool // there is no draft yet: it starts from the newest version
	Revision       int
	Doc            fieldView
	Summary        []problem
}

// newest finds the draft of a policy, or the version a draft would start from.
func (s *site) newest(v *visit, id string) (policy.Version, error) {
	versions, err := s.deps.Counter.PolicyList(v.ctx, v.who)
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
func (s *site) draft(v *visit) error {
	return s.renderDraft(v, http.StatusOK, nil)
}

func (s *site) renderDraft(v *visit, status int, refused error) error {
	p, err := s.newest(v, v.c.Param("ref"))
	if err != nil {
		return err
	}
	f, err := s.frame(v, "policies", v.t("draft.title", v.pick(p.Title, p.TitleEn)))
	if err != nil {
		return err
	}
	view := &draftView{frame: f, ID: p.ID, Ref: p.Ref(), Title: v.pick(p.Title, p.TitleEn), Begin: p.State != policy.Draft, Revision: p.Revision}
	if view.Begin {
		view.Revision = 0
	}
	text, err := json.MarshalIndent(p.Policy, "", "  ")
	if err != nil {
		return err
	}
	view.Doc = fieldView{ID: "doc", Name: "doc", Type: "textarea", Label: v.t("draft.doc"), Hint: v.t("draft.doc.hint"), Required: true, Value: string(text)}
	if typed := v.form("doc"); typed != "" {
		view.Doc.Value = typed
		view.Revision, _ = strconv.Atoi(v.form("revision"))
	}
	fields := []fieldView{view.Doc}
	view.Summary = v.attach(fields, refused)
	view.Doc = fields[0]
	return s.render(v, status, "draft", view)
}

// putDraft keeps the document. What only forbids publishing it is said on the
// draft's own page.
func (s *site) putDraft(v *visit) error {
	words, err := v.document()
	if err != nil {
		return s.renderDraft(v, http.StatusUnprocessableEntity, err)
	}
	revision, _ := strconv.Atoi(v.form("revision"))
	p, err := s.deps.Counter.PutDraft(v.ctx, v.who, v.c.Param("ref"), revision, words)
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.renderDraft(v, http.StatusUnprocessableEntity, err)
	case err != nil:
		return err
	}
	s.flash(v, "draft.kept", p.Ref())
	return v.redirect(policyPath(p.Ref()))
}

// document reads the posted policy strictly: a misspelt field would count wrong.
func (v *visit) document() (policy.Policy, error) {
	var p policy.Policy
	raw := []byte(v.form("doc"))
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
	refusal := told{v.t("draft.unreadable", line), casework.FieldError(casework.Invalid, "doc", "")}
	if field != "" {
		refusal.text = v.t("draft.unreadable_field", line, strings.Trim(field, `"`))
	}
	return p, refusal
}

// requestPolicy asks for publication; consentPolicy is the second person's yes.
func (s *site) requestPolicy(v *visit) error {
	return s.publishStep(v, "policy.asked", s.deps.Counter.RequestPolicy)
}

func (s *site) consentPolicy(v *visit) error {
	return s.publishStep(v, "policy.in_force", s.deps.Counter.ConsentPolicy)
}

func (s *site) publishStep(v *visit, said string, step publishing) error {
	ref := v.c.Param("ref")
	id, _, _ := strings.Cut(ref, "@")
	revision, err := strconv.Atoi(v.form("revision"))
	if err != nil {
		return casework.FieldError(casework.Invalid, "revision", "")
	}
	p, err := step(v.ctx, v.who, id, revision)
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden && casework.CodeOf(err) != casework.NotFound:
		return s.renderPolicy(v, http.StatusConflict, err)
	case err != nil:
		return err
	}
	s.flash(v, said, p.Ref())
	return v.redirect(policyPath(p.Ref()))
}
