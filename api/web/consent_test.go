package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// urgent is the leader's list with an act a short cover asks for on top of it.
func urgent(t *testing.T) *visitor {
	t.Helper()
	v := newVisitor(t, leader)
	c := v.counter.approvals[0]
	c.Extension, c.Clocks = nil, []casework.ClockView{
		clockOf(c.Number, casework.ClockUrgent, c.ItemName, "2wh", "2026-10-16 16:00", casework.Green, casework.Running),
	}
	c.Clocks[0].Rule, c.Clocks[0].Prompt = "R166", true
	c.Consent = &casework.Urgent{Act: casework.Complete, By: "backup", At: at("2026-10-16 14:00"), TextID: "t-ext"}
	v.counter.approvals = append(v.counter.approvals, c)
	v.counter.cases[c.Number] = c
	return v
}

// The leader reads who asks, for what, why, until when, and what is lost; consents or
// refuses, and nothing is put forward (R166).
func TestConsentToAnUrgentAct(t *testing.T) {
	t.Parallel()
	v := urgent(t)
	doc, _ := v.get("/approvals")
	first := doc.Find("article.approval").First()
	require.Contains(t, textOf(first), "李敏 请示：办结")
	require.Contains(t, textOf(first), "2026年10月16日 星期五 16:00")
	require.Equal(t, "/approvals/BJ2026-000412/urgent", first.Find("a.button").AttrOr("href", ""))
	require.Equal(t, 2, doc.Find("article.approval").Length(), "more time is asked for beside it")
	require.Contains(t, textOf(doc.Find("nav a[href='/approvals']").First()), "2")

	doc, _ = v.get("/approvals/BJ2026-000412/urgent")
	text := textOf(doc.Find("main"))
	for _, want := range []string{"李敏 请示：办结", "16:00", "R166", "顶岗人可以办这一次", "该事项待A岗返岗办理", "到时没有答复"} {
		require.Contains(t, text, want)
	}
	require.Equal(t, 2, doc.Find(".decide button").Length())
	require.Zero(t, doc.Find(".decide .primary").Length(), "neither answer is put forward")

	v.post("/approvals/BJ2026-000412/urgent", url.Values{"key": {"k"}, "approve": {"true"}})
	require.Equal(t, map[string]any{"approve": "true"}, v.counter.raw)
	v.post("/approvals/BJ2026-000412/urgent", url.Values{"key": {"k"}, "approve": {"false"}, "reason": {"等王强回来"}})
	require.Equal(t, map[string]any{"approve": "false", "reason": "等王强回来"}, v.counter.raw)

	v.counter.refuse = core.Refusals{casework.FieldError(casework.Invalid, "approve", "R166")}
	require.Equal(t, http.StatusUnprocessableEntity, v.post("/approvals/BJ2026-000412/urgent", url.Values{"key": {"k"}}).StatusCode)

	v.counter.approvals = v.counter.approvals[:1] // decided, or lapsed
	require.Equal(t, "/approvals", v.send(get("/approvals/BJ2026-000412/urgent")).Header.Get("Location"))
}

// Where the office sets the leader no time, none is shown.
func TestConsentWithoutATime(t *testing.T) {
	t.Parallel()
	v := urgent(t)
	v.counter.approvals[1].Clocks = nil
	doc, _ := v.get("/approvals/BJ2026-000412/urgent")
	require.NotContains(t, textOf(doc.Find("main")), "到时没有答复")
	v.lang = words.English
	doc, _ = v.get("/approvals")
	require.Contains(t, textOf(doc.Find("article.approval").First()), "Complete")
}

// signing is the head's page of a year that passes over a unit, on which another asks him to sign.
func signing(t *testing.T) (v *visitor, page string) {
	t.Helper()
	v = newVisitor(t, leader)
	c := v.counter.approvals[0]
	c.Kind, c.Number, c.Item, c.ItemName, c.Extension, c.Revision = kind.Inspection, "JC2026-000001", "", "年度检查", nil, 0 // 0: by the declaration of today
	c.Second = &casework.SecondView{
		Request: "r", Act: kind.PlanYear, By: "backup", At: at("2026-10-16 14:00"), Asked: casework.PrincipalLeader, TextID: "t-ext",
		Args: map[string][]string{"outcome": {kind.ExemptUnits}, "units": {"permits"}, "reason_id": {"t-ext"}},
	}
	c = stated(t, c, casework.State{Number: c.Number, Kind: c.Kind, Second: &casework.Second{
		At: c.Second.At, Asked: c.Second.Asked, Command: casework.Command{ID: "r", Name: kind.PlanYear, Actor: "backup"},
	}})
	v.counter.approvals, v.counter.cases[c.Number] = []casework.CaseView{c}, c
	return v, "/approvals/" + c.Number + "/second"
}

// Whoever signs under another's act reads all it would be done with: which units a year passes
// over, and not only that somebody plans it (R048, R112).
func TestWhoSignsReadsWhatHeSigns(t *testing.T) {
	t.Parallel()
	v, page := signing(t)
	doc, _ := v.get(page)
	facts := textOf(doc.Find("dl.facts"))
	require.Contains(t, facts, "许可科", "the unit that is passed over")
	require.Contains(t, facts, "不考评", "and that it is")
	require.NotContains(t, facts, "t-ext")

	doc, _ = v.get("/cases/JC2026-000001")
	notice := textOf(doc.Find(".notice dl.facts"))
	require.Contains(t, notice, "许可科", "on the page of the case, too")
	require.Contains(t, notice, "不考评")
	c := v.counter.cases["JC2026-000001"]
	c.Second.Args = nil
	doc, _ = v.get("/cases/JC2026-000001")
	require.Contains(t, textOf(doc.Find(".notice")), "编制年度检查计划")
	require.Zero(t, doc.Find(".notice dl.facts").Length(), "who has no part in it reads that it waits")
}
