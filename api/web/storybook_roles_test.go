package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
)

// postedAs is somebody of the demo office on the post of a role.
func postedAs(role casework.Role, name, unit, post, postName string) casework.Principal {
	return casework.Principal{Person: string(role), Name: name, Unit: unit, Holdings: []casework.Holding{{Post: post, Name: postName, Role: role, Unit: unit}}}
}

var (
	chief      = postedAs(casework.PrincipalLeader, "高志远", "bureau", "bureau-head", "局长")
	inspector  = postedAs(casework.Inspector, "许丽华", "supervision", "inspector", "督察专员")
	discipline = postedAs(casework.DisciplineOffice, "韩冰", "bureau", "discipline-office", "纪检组组长")
)

// everybody is one of each role.
var everybody = map[string]casework.Principal{
	"clerk": clerk, "handler": away, "section-head": head, "leader": leader, "chief": chief, "general-office": generalOffice, "efficiency-office": efficiencyOffice,
	"supervision-office": supervisionOffice, "inspector": inspector, "discipline-office": discipline, "party-group": group, "admin": administrator,
}

// roleStories are the desk of every role, full and empty, and the lists with nothing on them.
func roleStories() map[string]func(t *testing.T) string {
	out := map[string]func(t *testing.T) string{}
	for role, who := range everybody {
		out["role-"+role] = func(t *testing.T) string { return newVisitor(t, who).html("/") }
		out["role-"+role+"-empty"] = func(t *testing.T) string { return idle(t, who).html("/") }
	}
	for name, path := range map[string]string{
		"inbox-empty": "/inbox", "inbox-nothing-ever": "/inbox?all=1", "approvals-empty": "/approvals", "cases-empty": "/cases?stage=handle&light=red", "cases-wrong": "/cases?from=yesterday",
		"cases-unknown": "/cases?number=BJ2099", "points-empty": "/points", "handover-empty": "/handover",
	} {
		out[name] = func(t *testing.T) string { return idle(t, leader).html(path) }
	}
	out["find-short"] = func(t *testing.T) string { return newVisitor(t, clerk).posted("/find", url.Values{"q": {"张"}}) }
	out["find-nobody"] = func(t *testing.T) string {
		return idle(t, clerk).posted("/find", url.Values{"q": {"张伟"}, "purpose": {"answer"}})
	}
	out["audit-empty"] = func(t *testing.T) string {
		v := auditing(t)
		v.counter.records = nil
		return v.html("/audit?actor=handler")
	}
	out["registers-empty"] = func(t *testing.T) string {
		v := newVisitor(t, generalOffice)
		v.counter.forms = papers.RegisterForms{}
		return v.html("/registers")
	}
	out["policies-empty"] = func(t *testing.T) string {
		v := newVisitor(t, administrator)
		v.counter.policies = nil
		return v.html("/policies")
	}
	out["profile-clerk"] = func(t *testing.T) string { return newVisitor(t, clerk).html("/profile") }
	out["approvals-many"] = func(t *testing.T) string {
		v := newVisitor(t, leader)
		v.counter.approvals = slices.Repeat(v.counter.approvals, 3)
		return v.html("/approvals")
	}
	return out
}

// idle is somebody for whom nothing waits.
func idle(t *testing.T, who casework.Principal) *visitor {
	t.Helper()
	v := newVisitor(t, who)
	v.counter.clocks, v.counter.inbox, v.counter.window, v.counter.approvals, v.counter.cases = nil, nil, nil, nil, map[string]casework.CaseView{}
	return v
}

// kindStories are, of every kind, the form it is registered by, as it opens and as it comes back,
// and the page of a case where most may be done, with all of that.
func kindStories() map[string]func(t *testing.T) string {
	out := map[string]func(t *testing.T) string{}
	for _, d := range kind.Office().All() {
		name := string(d.Kind)
		if d.Entry == kind.ByForm {
			out["register-of-"+name] = func(t *testing.T) string { return registering(t, d.Kind, nil) }
			out["register-of-"+name+"-refused"] = func(t *testing.T) string {
				return registering(t, d.Kind, casework.FieldError(casework.PastNoReason, "reason", "R002"))
			}
		}
		out["case-of-"+name] = func(t *testing.T) string { return busiest(t, d) }
	}
	return out
}

// registering is the form of the first matter of a kind, before whoever may fill it in.
func registering(t *testing.T, k casework.Kind, refused error) string {
	t.Helper()
	items := full(t).office.Items
	i := slices.IndexFunc(items, func(it policy.Item) bool { return it.Kind == k })
	require.GreaterOrEqual(t, i, 0, "no matter of %s", k)
	path := "/register/" + items[i].ID
	for _, name := range slices.Sorted(maps.Keys(everybody)) {
		v := newVisitor(t, everybody[name])
		if v.counter.refuse = refused; v.send(get(path)).StatusCode != http.StatusOK {
			continue
		}
		if refused != nil {
			return v.posted(path, url.Values{"received": {"2026-10-14T09:00"}})
		}
		return v.html(path)
	}
	t.Fatalf("nobody registers %s", k)
	return ""
}

// busiest is the page of a case at the stage that admits most acts, before somebody who may do
// all of them.
func busiest(t *testing.T, d *kind.Declaration) string {
	t.Helper()
	most, acts := casework.Stage(""), []string(nil)
	for _, stage := range d.Stages {
		var here []string
		for _, a := range d.Acts {
			if !a.Internal && a.ByPaper == "" && a.ByVoid == "" && (len(a.At) == 0 || slices.Contains(a.At, stage)) {
				here = append(here, a.Name)
			}
		}
		if len(here) > len(acts) {
			most, acts = stage, here
		}
	}
	view := casework.CaseView{Number: kind.Office().Number(d.Kind, 2026, 12), Kind: d.Kind, Unit: "permits", Post: "food-desk", Stage: most, Turn: casework.Handler}
	v := officeCase(t, head, view, nil, timeline(), acts...)
	return v.html("/cases/" + view.Number)
}

// TestAnEmptyDeskSaysSo: with nothing waiting for anybody, no desk is a page without a word.
func TestAnEmptyDeskSaysSo(t *testing.T) {
	t.Parallel()
	for role, who := range everybody {
		doc, _ := idle(t, who).get("/")
		require.Equal(t, "现在没有等您办理的事项", textOf(doc.Find(".empty strong")), role)
	}
}
