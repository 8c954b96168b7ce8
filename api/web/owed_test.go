package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
)

// monthlyOf is a list with one clock that comes round to the leader in charge, one of the
// head's own, and two verifications of one post.
func monthlyOf(t *testing.T) cases.MonthlyList {
	t.Helper()
	row := func(number string, head bool) cases.OwedRow {
		return cases.OwedRow{CaseView: casework.CaseView{Number: number, Kind: casework.Document}, Owed: core.Owed{
			Clock: casework.Clock{Name: "instruct", Rule: "R051", Basis: "限时办结制第三项", Due: at("2026-10-12 17:30")}, Rounds: 2, Next: at("2026-10-26 17:30"), OverHead: head,
		}}
	}
	verified := func(number string) casework.CaseView {
		state, err := json.Marshal(casework.State{Cause: &casework.Cause{Number: "BJ2026-000412", Clock: "handle", Post: "food-desk", At: at("2026-10-09 17:30")}})
		require.NoError(t, err)
		return casework.CaseView{Number: number, Kind: casework.Accountability, State: state}
	}
	return cases.MonthlyList{
		Leaders: []cases.Leader{
			{To: []casework.Role{casework.LeaderInCharge}, Unit: "permits", Owed: []cases.OwedRow{row("GW2026-000007", false)}},
			{To: []casework.Role{casework.PartyGroup, casework.GeneralOffice}, Unit: "permits", Owed: []cases.OwedRow{row("GW2026-000008", true)}},
		},
		Together: []cases.Together{{Post: "food-desk", Month: "2026-10", May: true, Cases: []casework.CaseView{verified("ZZ2026-000001"), verified("ZZ2026-000002")}}},
	}
}

func init() {
	for name, who := range map[string]casework.Principal{"owed": watcher, "owed-none": watcher} {
		stories[name] = func(t *testing.T) string {
			v := newVisitor(t, who)
			if name == "owed" {
				v.counter.monthly = monthlyOf(t)
			}
			return v.html("/owed")
		}
	}
}

// What is late inside the house stands under its leaders with its rounds; verifications of
// one post and month stand together, each with an outcome of its own.
func TestOwedPage(t *testing.T) {
	t.Parallel()
	doc := story(t, "owed")
	require.Equal(t, "/owed", doc.Find(".bar nav a[aria-current]").AttrOr("href", ""))
	rows := doc.Find("tbody tr")
	require.Equal(t, 4, rows.Length())
	require.Contains(t, textOf(doc.Find("h3").Eq(0)), "分管领导")
	require.Contains(t, textOf(rows.Eq(0)), "10-12 17:30")
	require.Contains(t, textOf(rows.Eq(0)), "2 次")
	require.NotContains(t, textOf(rows.Eq(0)), "局长本人")
	require.Contains(t, textOf(rows.Eq(1)), "局长本人")
	form := doc.Find("form[action='/owed']")
	require.Equal(t, 1, form.Length())
	require.Equal(t, 2, form.Find("select").Length())
	require.Equal(t, 2, form.Find("select").Eq(0).Find("option[value!='']").Length(), "what asks somebody is stated in his own case")
	require.NotEmpty(t, form.Find("[name=key]").AttrOr("value", ""))
	require.Contains(t, textOf(story(t, "owed-none").Selection), "没有等待认定的超时核查")
}

// Only what was given an outcome is sent, and what is refused is said at its field.
func TestOwedIsSettled(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	v.counter.monthly = monthlyOf(t)
	form := url.Values{"outcome.ZZ2026-000001": {"no_fault"}, "outcome.ZZ2026-000002": {""}, "reason": {"系统故障"}, "key": {"k"}}
	require.Equal(t, http.StatusSeeOther, v.post("/owed", form).StatusCode)
	require.Equal(t, map[string]string{"ZZ2026-000001": "no_fault"}, v.counter.outcomes)
	require.Equal(t, "系统故障", v.counter.settledFor)
	v.counter.refuse = casework.FieldError(casework.WrongStage, "outcome.ZZ2026-000001", "R129")
	res := v.post("/owed", form)
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	doc := v.read(res)
	require.Contains(t, textOf(doc.Find("#f-ZZ2026-000001").Parent()), "R129", "said at the field of the very case")
	summary := doc.Find(`a[href="#f-ZZ2026-000001"]`)
	require.NotContains(t, textOf(summary), "outcome.", "and in words of the office")
	require.Contains(t, textOf(summary), "ZZ2026-000001 认定")
	v.counter.refuse = casework.FieldError(casework.Invalid, "reason", "R129")
	doc = v.read(v.post("/owed", form))
	require.Equal(t, 1, doc.Find(`a[href="#reason-2026-10-food-desk"]`).Length(), "the reason is that of the form that was sent")
}
