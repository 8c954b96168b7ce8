package rulebook

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
)

// draftView is the draft of a policy: its clocks, one of them open as a form, and its document for
// experts. What is wrong stands above, each leading to its field.
type draftView struct {
	kernel.Frame
	ID, Ref, Title string
	Begin          bool // there is no draft yet: it starts from the newest version
	Revision       int
	Open           string // which clock is
	Head           []kernel.FieldView
	Clocks         []clockForm
	Full           bool // it has as many clocks as a policy may have
	Doc            kernel.FieldView
	Expert         bool // the document is shown open
	Summary        []kernel.Problem
	Standing       bool // it is kept; what is named stands against publishing it
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

// draft shows the draft, to be edited.
func (s *Room) draft(v *visit) error {
	return s.renderDraft(v, http.StatusOK, v.Query("clock"), nil, nil)
}

// renderDraft shows it with one clock open; typed is what was sent for that and could not be taken.
func (s *Room) renderDraft(v *visit, status int, open string, typed url.Values, refused error) error {
	p, err := s.newest(v, v.C.Param("ref"))
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "policies", v.T("draft.title", v.Pick(p.Title, p.TitleEn)))
	if err != nil {
		return err
	}
	view := &draftView{Frame: f, ID: p.ID, Ref: p.Ref(), Title: v.Pick(p.Title, p.TitleEn), Begin: p.State != policy.Draft, Revision: p.Revision, Open: open}
	if view.Begin {
		view.Revision = 0
	}
	if refused == nil && !view.Begin {
		kept, err := s.counter.Policies.Policy(v.Ctx, v.Who, p.Ref())
		if err != nil {
			return err
		}
		if len(kept.Problems) > 0 {
			refused, view.Standing = core.Refusals(kept.Problems), true
		}
	}
	text, err := json.MarshalIndent(p.Policy, "", "  ")
	if err != nil {
		return err
	}
	view.Doc = kernel.FieldView{ID: "doc", Name: "doc", Type: "textarea", Label: v.T("draft.doc"), Hint: v.T("draft.doc.hint"), Required: true, Value: string(text)}
	if v.Form("doc") != "" {
		view.Doc.Value, view.Expert = v.Form("doc"), true
	}
	if status != http.StatusOK {
		view.Revision, _ = strconv.Atoi(v.Form("revision"))
	}
	presets, err := s.counter.Policies.Presets(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	if err := v.draftForm(view, p.Policy, presets, typed, refused); err != nil {
		return err
	}
	return s.Render(v.Visit, status, "draft", view)
}

// standing is what stands against publishing a draft, each leading to its field.
func (s *Room) standing(v *visit, p rulebook.PolicyDetail) ([]kernel.Problem, error) {
	presets, err := s.counter.Policies.Presets(v.Ctx, v.Who)
	if err != nil {
		return nil, err
	}
	view := &draftView{ID: p.ID}
	err = v.draftForm(view, p.Policy, presets, nil, core.Refusals(p.Problems))
	for i := range view.Summary {
		if href := &view.Summary[i].Href; strings.HasPrefix(*href, "#") {
			*href = view.path("") + *href
		}
	}
	return view.Summary, err
}

// putDraft keeps what was sent: the document whole, or what the form says. What only forbids
// publishing it is said where it is edited.
func (s *Room) putDraft(v *visit) error {
	if _, form := v.C.Request.PostForm["doc"]; !form {
		return s.putForm(v)
	}
	words, err := v.document()
	if err != nil {
		return s.renderDraft(v, http.StatusUnprocessableEntity, "", nil, err)
	}
	revision, _ := strconv.Atoi(v.Form("revision"))
	p, err := s.counter.Policies.PutDraft(v.Ctx, v.Who, v.C.Param("ref"), revision, words)
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return s.renderDraft(v, http.StatusUnprocessableEntity, "", nil, err)
	case err != nil:
		return err
	}
	s.Flash(v.Visit, "draft.kept", p.Ref())
	return v.Redirect(policyPath(p.Ref()))
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
