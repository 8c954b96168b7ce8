package rulebook

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/policy"
)

// putForm keeps a draft as its form says it, does what the button asks beside (a clock or rung
// more or less, an article taken over) and comes back to the clock that is open. Each button keeps
// what was typed: a draft may be wrong in every way, and touches no case.
func (s *Room) putForm(v *visit) error {
	form, open := v.C.Request.PostForm, v.Form("clock")
	p, err := s.newest(v, v.C.Param("ref"))
	if err != nil {
		return err
	}
	refuse := func(err error) error {
		return s.renderDraft(v, http.StatusUnprocessableEntity, open, form, err)
	}
	revision, _ := strconv.Atoi(v.Form("revision"))
	if p.State == policy.Draft && p.Revision != revision || p.State != policy.Draft && revision != 0 || p.Ref() != v.Form("from") {
		return refuse(casework.FieldError(casework.Stale, "revision", "")) // clocks are named by their place
	}
	next, wrong := typedPolicy(p.Policy, form)
	if len(wrong) > 0 {
		return refuse(wrong)
	}
	does, on, _ := strings.Cut(v.Form("do"), ":")
	switch does {
	case "add":
		next, on = grown(next, on)
	case "drop":
		next, on = shrunk(next, on)
	case "basis":
		if i, ok := clockAt(next, open); ok {
			next.Rules[i].Basis = on
		}
	}
	kept, err := s.counter.Policies.PutDraft(v.Ctx, v.Who, p.ID, revision, next)
	switch {
	case len(core.RefusalsOf(err)) > 0 && casework.CodeOf(err) != casework.Forbidden:
		return refuse(err)
	case err != nil:
		return err
	}
	s.Flash(v.Visit, "draft.kept", kept.Ref())
	if does == "done" {
		return v.Redirect(policyPath(kept.Ref()))
	}
	return v.Redirect(draftPath(p.ID, does, on, open, v.Form("find")))
}

// draftPath is where a button leads once the draft is kept.
func draftPath(id, does, on, open, asked string) string {
	q, at := url.Values{}, ""
	switch {
	case does == "open" || (does == "add" || does == "drop") && !strings.Contains(on, "."):
		open = on
	case does == "find":
		q.Set("find", strings.TrimSpace(asked))
		at = "#finding"
	case does == "basis":
		at = "#" + fieldID(rulePath(number(open))+".basis")
	case does != "":
		at = "#" + fieldID(on)
	}
	if open != "" {
		q.Set("clock", open)
		if at == "" {
			at = "#open"
		}
	}
	if path := "/policies/" + url.PathEscape(id) + "/draft"; len(q) > 0 {
		return path + "?" + q.Encode() + at
	}
	return "/policies/" + url.PathEscape(id) + "/draft"
}

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// clockAt tells which clock is open.
func clockAt(p policy.Policy, open string) (int, bool) {
	i, err := strconv.Atoi(open)
	return i, err == nil && i >= 0 && i < len(p.Rules)
}

// typedPolicy is a policy with what the form says in place of what it said: its head, and the
// clock that is open.
func typedPolicy(p policy.Policy, form url.Values) (policy.Policy, core.Refusals) {
	var wrong core.Refusals
	if form.Get("head") != "" {
		h, refused := filledHead(form)
		p, wrong = h.of(p), refused
	}
	p.Rules = slices.Clone(p.Rules)
	if i, ok := clockAt(p, form.Get("clock")); ok && form.Get("body") != "" {
		r, refused := filledRule(i, form)
		p.Rules[i], wrong = r, append(wrong, refused...)
	}
	return p, wrong
}

// grown has one row more: a clock, a warning or a rung; and tells where it stands.
func grown(p policy.Policy, list string) (policy.Policy, string) {
	i, name, _ := place(list)
	p.Rules = slices.Clone(p.Rules)
	switch {
	case list == "rules":
		p.Rules = append(p.Rules, policy.Rule{Outcome: casework.Breach, Owner: casework.Handler})
		return p, strconv.Itoa(len(p.Rules) - 1)
	case i >= len(p.Rules):
	case name == "warn" && len(p.Rules[i].Warn) < mostRows:
		p.Rules[i].Warn = append(slices.Clone(p.Rules[i].Warn), policy.Warning{At: string(casework.AlarmNear), To: []casework.Role{casework.ActingHolder}})
		return p, rowPath(i, name, len(p.Rules[i].Warn)-1)
	case name == "ladder" && len(p.Rules[i].Ladder) < mostRows:
		p.Rules[i].Ladder = append(slices.Clone(p.Rules[i].Ladder), policy.Rung{Level: strconv.Itoa(min(len(p.Rules[i].Ladder)+1, 3))})
		return p, rowPath(i, name, len(p.Rules[i].Ladder)-1)
	}
	return p, list
}

// shrunk has one row less.
func shrunk(p policy.Policy, row string) (policy.Policy, string) {
	i, name, j := place(row)
	p.Rules = slices.Clone(p.Rules)
	switch {
	case i >= len(p.Rules):
		return p, ""
	case name == "":
		p.Rules = slices.Delete(p.Rules, i, i+1)
		return p, ""
	case name == "warn" && j < len(p.Rules[i].Warn):
		p.Rules[i].Warn = slices.Delete(slices.Clone(p.Rules[i].Warn), j, j+1)
	case name == "ladder" && j < len(p.Rules[i].Ladder):
		p.Rules[i].Ladder = slices.Delete(slices.Clone(p.Rules[i].Ladder), j, j+1)
	}
	return p, rulePath(i) + "." + name
}
