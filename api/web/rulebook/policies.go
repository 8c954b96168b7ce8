package rulebook

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/words"
)

type policiesView struct {
	kernel.Frame
	Groups []policyGroup
}

// policyGroup is one policy with its versions, the newest first.
type policyGroup struct {
	Title, Kind string
	Rows        []policyRow
}

type policyRow struct {
	Ref, Href, Standing string
	By, Consent         string
	Open                int      // open cases that run on it
	Calendars           []string // and by which calendars they count
	Compare             string   // with the version before
	Recount             bool
}

// policyView is one version: its clocks as people read them, and what a draft
// still needs before it binds anybody.
type policyView struct {
	kernel.Frame
	ID, Ref, Title, Kind, Standing string
	Facts                          []kernel.Fact
	Clocks                         []ruleView
	Problems                       []kernel.Problem
	Draft, Edit                    bool // is one; may be edited, or a next one begun
	Revision                       int
	Request, Consent               bool
	Waits                          string // for whom a requested draft waits
	Compare                        string
	Try                            bool
}

func policyPath(ref string) string { return "/policies/" + url.PathEscape(ref) }

// policies lists every version of every policy, and on which of them open cases run.
func (s *Room) policies(v *visit) error {
	versions, err := s.counter.Policies.PolicyList(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	uses, err := s.counter.Policies.PolicyUse(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "policies", v.T("policies.title"))
	if err != nil {
		return err
	}
	view := &policiesView{Frame: f}
	for i, p := range versions {
		if i == 0 || versions[i-1].ID != p.ID {
			view.Groups = append(view.Groups, policyGroup{Title: v.Pick(p.Title, p.TitleEn), Kind: v.Kind(p.Kind)})
		}
		g := &view.Groups[len(view.Groups)-1]
		row := v.policyRow(p, office, uses)
		if i+1 < len(versions) && versions[i+1].ID == p.ID {
			row.Compare = comparePath(versions[i+1].Ref(), p.Ref())
		}
		newest := !slices.ContainsFunc(g.Rows, func(r policyRow) bool { return r.Standing == v.T("standing.published") })
		row.Recount = newest && p.State == policy.Published && p.Version > 1 && v.May(office, access.RecountPreview)
		g.Rows = append(g.Rows, row)
	}
	return s.Render(v.Visit, http.StatusOK, "policies", view)
}

func comparePath(a, b string) string {
	return "/policies/compare?" + url.Values{"a": {a}, "b": {b}}.Encode()
}

func (v *visit) policyRow(p policy.Version, office *core.Office, uses []rulebook.PolicyUse) policyRow {
	r := policyRow{Ref: p.Ref(), Href: policyPath(p.Ref()), Standing: v.standing(p), By: v.T("case.machine")}
	if p.DraftedBy != "" {
		r.By = v.T("policy.by", kernel.PersonName(office, p.DraftedBy), v.Stamp(p.DraftedAt))
	}
	if p.ConsentBy != "" && p.PublishedAt != nil {
		r.Consent = v.T("policy.consented", kernel.PersonName(office, p.ConsentBy), v.Stamp(*p.PublishedAt))
	}
	for _, u := range uses {
		if u.Policy == p.Ref() {
			r.Open += u.Open
			r.Calendars = append(r.Calendars, v.T("policy.on_calendar", u.Calendar, u.Open))
		}
	}
	return r
}

func (v *visit) standing(p policy.Version) string {
	switch {
	case p.State == policy.Draft && p.RequestedAt != nil:
		return v.T("standing.requested")
	case p.State == policy.Draft:
		return v.T("standing.draft")
	}
	return v.T("standing.published")
}

// policyPage shows one version.
func (s *Room) policyPage(v *visit) error {
	return s.renderPolicy(v, http.StatusOK, nil)
}

func (s *Room) renderPolicy(v *visit, status int, refused error) error {
	p, err := s.counter.Policies.Policy(v.Ctx, v.Who, v.C.Param("ref"))
	if err != nil {
		return err
	}
	versions, err := s.counter.Policies.PolicyList(v.Ctx, v.Who)
	if err != nil {
		return err
	}
	office, err := s.Office(v.Ctx)
	if err != nil {
		return err
	}
	f, err := s.Frame(v.Visit, "policies", v.Pick(p.Title, p.TitleEn))
	if err != nil {
		return err
	}
	view := v.policyView(p, versions, office)
	view.Frame = f
	if len(p.Problems) > 0 {
		if view.Problems, err = s.standing(v, p); err != nil {
			return err
		}
	}
	if refused != nil {
		view.Problems = v.Attach(nil, refused)
	}
	return s.Render(v.Visit, status, "policy", view)
}

func (v *visit) policyView(p rulebook.PolicyDetail, versions []policy.Version, office *core.Office) *policyView {
	admin := v.May(office, access.PolicyAdmin)
	view := &policyView{
		ID: p.ID, Ref: p.Ref(), Title: v.Pick(p.Title, p.TitleEn), Kind: v.Kind(p.Kind), Standing: v.standing(p.Version), Draft: p.State == policy.Draft,
		Revision: p.Revision, Edit: admin, Try: admin && p.State == policy.Draft, Facts: v.policyFacts(p.Version, office),
	}
	for _, r := range p.Rules {
		view.Clocks = append(view.Clocks, v.ruleView(p.Kind, r))
	}
	if view.Draft && admin && len(p.Problems) == 0 {
		view.Request = p.RequestedAt == nil && p.DraftedBy == v.Who.Person
		view.Consent = p.RequestedAt != nil && p.DraftedBy != v.Who.Person
	}
	if p.RequestedAt != nil && view.Draft && !view.Consent {
		view.Waits = v.T("policy.waits", kernel.PersonName(office, p.DraftedBy))
	}
	for _, o := range versions {
		if o.ID == p.ID && o.Version < p.Version.Version {
			view.Compare = comparePath(o.Ref(), p.Ref())
			break
		}
	}
	return view
}

func (v *visit) policyFacts(p policy.Version, office *core.Office) []kernel.Fact {
	out := []kernel.Fact{{Name: v.T("policy.version"), Value: p.Ref()}, {Name: v.T("cases.kind"), Value: v.Kind(p.Kind)}}
	if p.Class != "" {
		out = append(out, kernel.Fact{Name: v.T("policy.class"), Value: words.Say(v.Lang, words.Class, p.Class)})
	}
	if p.DraftedBy != "" {
		out = append(out, kernel.Fact{Name: v.T("policy.drafted"), Value: kernel.PersonName(office, p.DraftedBy) + " " + v.Full(p.DraftedAt)})
	}
	for _, step := range []struct {
		key, by string
		at      *time.Time
	}{{"policy.requested", p.DraftedBy, p.RequestedAt}, {"policy.published", p.ConsentBy, p.PublishedAt}} {
		if step.at != nil {
			out = append(out, kernel.Fact{Name: v.T(step.key), Value: strings.TrimSpace(kernel.PersonName(office, step.by) + " " + v.Full(*step.at))})
		}
	}
	return out
}
