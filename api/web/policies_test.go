package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

func TestPolicies(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	doc, _ := v.get("/policies")
	require.Contains(t, cells(doc.Find("tr:contains('service-permit@2')").First()), "service-permit@2 草稿 | 朱海涛 起草 10-15 11:20")
	require.Contains(t, textOf(doc.Find("main")), "184 日历 cn@1：180 件 日历 cn/window@1：4 件", "which version open cases run on")
	doc, _ = v.get("/policies/service-permit@1")
	require.Contains(t, textOf(doc.Find(".rules .box").First()), "受理 intake 期限5 个工作日 依据行政许可法第三十二条第一款第四项 R024")
	require.Contains(t, cells(doc.Find(".rules .box").Eq(1).Find("tbody tr").Last()), "3 | 3 个工作日 后 | 主要领导、效能办 | 红牌、启动责任核查")
	doc, _ = v.get("/policies/compare?a=service-permit@1&b=service-permit@2")
	require.Equal(t, "办理（承诺） | 累计最多延长（按期限的单位） | 10 | 5", cells(doc.Find(".changes tbody tr").Eq(1)))
	require.Equal(t, "办理（承诺） | 超期后逐级上报第 2 行：超期后多久（第一级不填：当时） | 1 个工作日 | 2 个工作日", cells(doc.Find(".changes tbody tr").Eq(2)), "what the form asks, and no path of its JSON")
	_, status := v.get("/policies/nothing@9")
	require.Equal(t, http.StatusNotFound, status)
	doc, _ = newVisitor(t, covering).get("/policies/service-permit@1")
	require.Zero(t, doc.Find("main form, main a.button").Length(), "who may not edit is offered nothing")
}

func TestDraftIsEditedAtItsPath(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	doc, _ := v.get("/policies/service-permit/draft")
	require.Equal(t, "3", doc.Find("[name=revision]").AttrOr("value", ""))
	var p policy.Policy
	require.NoError(t, json.Unmarshal([]byte(doc.Find("#doc").Text()), &p), "the document is whole")
	res := v.post("/policies/service-permit/draft", url.Values{"revision": {"3"}, "doc": {doc.Find("#doc").Text()}})
	require.Equal(t, "/policies/service-permit@2", res.Header.Get("Location"))
	require.Equal(t, 3, v.counter.revision)
	require.Len(t, v.counter.drafted.Rules, len(p.Rules))

	for text, want := range map[string]string{
		"{\n  \"kind\": \"service\",\n  \"limt\": 3,\n  \"rules\": []\n}": "第 3 行第 3 列的 limt",
		"{\n  \"rules\": [\n    {\"limit\": 5}\n  ]\n}":                   "第 3 行第 15 列的 rules.limit",
		"{\n  \"kind\": \"service\"\n  \"rules\": []\n}":                  "第 3 行第 3 列读不懂",
		"{} {}": "第 1 行第 4 列起的内容是多余的",
		"{\n  \"kind\": \"service\",\n  \"rules\": [\n    {\"clock\": \"手": "到第 4 行第 17 列就断了",
	} {
		res := v.post("/policies/service-permit/draft", url.Values{"revision": {"3"}, "doc": {text}})
		require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
		doc := v.read(res)
		require.Contains(t, textOf(doc.Find("#doc-error")), want)
		require.Equal(t, strings.TrimSpace(text), strings.TrimSpace(doc.Find("#doc").Text()), "what was typed stays")
	}
	v.counter.rulesErr = casework.FieldError(casework.Stale, "revision", "")
	res = v.post("/policies/service-permit/draft", url.Values{"revision": {"2"}, "doc": {`{"kind":"service"}`}})
	require.Contains(t, textOf(v.read(res).Find(".summary")), "内容已被修改")
	doc, _ = v.get("/policies/service-general/draft")
	require.Equal(t, "0", doc.Find("[name=revision]").AttrOr("value", ""), "a first draft begins at 0")
}

func TestPublishingTakesTwo(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	doc, _ := v.get("/policies/service-permit@2")
	require.Equal(t, "申请发布 service-permit@2", textOf(doc.Find(".confirm button")))
	v.post("/policies/service-permit@2/request", url.Values{"revision": {"3"}})
	v.counter.ask()
	doc, _ = v.get("/policies/service-permit@2")
	require.Zero(t, doc.Find(".confirm").Length(), "the author cannot consent")
	require.Contains(t, textOf(doc.Find(".notice")), "等第二个人同意")

	v = newVisitor(t, watcher)
	v.counter.ask()
	doc, _ = v.get("/policies/service-permit@2")
	require.Equal(t, "同意发布 service-permit@2", textOf(doc.Find(".confirm button")))
	v.counter.rulesErr = casework.FieldError(casework.Stale, "revision", "")
	res := v.post("/policies/service-permit@2/consent", url.Values{"revision": {"2"}})
	require.Equal(t, http.StatusConflict, res.StatusCode)
	v.counter.rulesErr = nil
	v.post("/policies/service-permit@2/consent", url.Values{"revision": {"3"}})
	require.Equal(t, "efficiency_office consents to service-permit", v.counter.stepped[1])
	doc, _ = v.get("/policies")
	require.Contains(t, textOf(doc.Find(".flash")), "service-permit@2 已发布")

	v.counter.problems = []*casework.Error{{Code: casework.OverCeiling, Field: "rules[1].limit", Rule: "行政许可法第四十二条"}}
	doc, _ = v.get("/policies/service-permit@2")
	require.Contains(t, textOf(doc.Find(".summary")), "办理（承诺）：期限：超过法律允许的最长期限（依据 行政许可法第四十二条）")
	require.Zero(t, doc.Find(".confirm").Length())
	require.Equal(t, "/policies/service-permit/draft?clock=1#rules-1-limit", doc.Find(".summary a").AttrOr("href", ""), "it leads to its field")
}

// TestADraftIsEditedInItsForm: one clock open, everything kept at each button, what is wrong at its field.
func TestADraftIsEditedInItsForm(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	const path = "/policies/service-permit/draft"
	doc, _ := v.get(path)
	require.Zero(t, doc.Find("#open").Length(), "no clock is open at first")
	v.counter.problems = []*casework.Error{{Code: casework.OverCeiling, Field: "rules[1].limit", Rule: "行政许可法第四十二条"}, {Code: casework.Invalid, Field: "rules[2].ladder[0].to", Rule: "choice"}}
	doc, _ = v.get(path + "?clock=1")
	require.Contains(t, textOf(doc.Find("#rules-1-limit-error")), "超过法律允许的最长期限（依据 行政许可法第四十二条）")
	require.Equal(t, path+"?clock=2#rules-2-ladder-0-to", doc.Find(".summary a").Last().AttrOr("href", ""), "what is wrong elsewhere leads there")
	require.Contains(t, textOf(doc.Find("#open blockquote").First()), "二十日内作出行政许可决定", "what it rests on stands beside it")

	form := formValues(doc.Find("form.clockform"))
	was := v.counter.policies[indexOf(v.counter.policies, "service-permit@2")].Policy
	send := func(with url.Values) *http.Response {
		sent := url.Values{}
		for name, values := range form {
			sent[name] = values
		}
		for name, values := range with {
			sent[name] = values
		}
		return v.post(path, sent)
	}
	res := send(nil)
	require.Equal(t, path+"?clock=1#open", res.Header.Get("Location"))
	require.Equal(t, was.Rules, v.counter.drafted.Rules, "a form that nobody touched says what stood there")
	require.Equal(t, was.Title, v.counter.drafted.Title)
	res = send(url.Values{"rules[1].limit": {"7wd"}, "do": {"add:rules[1].ladder"}})
	require.Equal(t, path+"?clock=1#rules-1-ladder-3", res.Header.Get("Location"))
	require.Equal(t, "7wd", v.counter.drafted.Rules[1].Limit)
	require.Len(t, v.counter.drafted.Rules[1].Ladder, len(was.Rules[1].Ladder)+1)
	res = send(url.Values{"do": {"open:3"}})
	require.Equal(t, path+"?clock=3#open", res.Header.Get("Location"))
	send(url.Values{"do": {"drop:rules[1]"}})
	require.Len(t, v.counter.drafted.Rules, len(was.Rules)-1)
	res = send(url.Values{"do": {"done"}})
	require.Equal(t, "/policies/service-permit@2", res.Header.Get("Location"))

	res = send(url.Values{"do": {"find"}, "find": {"四十二 延长"}})
	require.Contains(t, res.Header.Get("Location"), "clock=1&find=")
	doc, _ = v.get(path + "?clock=1&find=%E8%A1%8C%E6%94%BF%E8%AE%B8%E5%8F%AF%E6%B3%95%E7%AC%AC%E5%9B%9B%E5%8D%81%E4%BA%8C%E6%9D%A1")
	require.Equal(t, "basis:行政许可法第四十二条", doc.Find("#open button[value^='basis:']").First().AttrOr("value", ""))
	send(url.Values{"do": {"basis:行政许可法第四十二条"}})
	require.Equal(t, "行政许可法第四十二条", v.counter.drafted.Rules[1].Basis)

	res = send(url.Values{"rules[1].extension": {"1"}, "rules[1].extension.cap": {"many"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	doc = v.read(res)
	require.Contains(t, textOf(doc.Find("#rules-1-extension-cap-error")), "请填写整数")
	require.Equal(t, "many", doc.Find("#rules-1-extension-cap").AttrOr("value", ""), "what was typed stays")
	res = send(url.Values{"revision": {"2"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find(".summary")), "内容已被修改")
}

func indexOf(versions []policy.Version, ref string) int {
	return slices.IndexFunc(versions, func(p policy.Version) bool { return p.Ref() == ref })
}

// formValues are the fields of a form as a browser sends them, but for its buttons.
func formValues(form *goquery.Selection) url.Values {
	out := url.Values{}
	form.Find("input, select").Each(func(_ int, f *goquery.Selection) {
		name, _ := f.Attr("name")
		_, on := f.Attr("checked")
		switch typ := f.AttrOr("type", ""); {
		case goquery.NodeName(f) == "select":
			out.Add(name, f.Find("option[selected]").AttrOr("value", ""))
		case (typ == "checkbox" || typ == "radio") && !on:
		default:
			out.Add(name, f.AttrOr("value", ""))
		}
	})
	return out
}

func TestTryADraft(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	doc, _ := v.get("/policies/service-permit@2/try")
	require.Zero(t, doc.Find("table").Length())
	require.Equal(t, 6, doc.Find("#item option").Length(), "five permits, or the first")
	doc, _ = v.get("/policies/service-permit@2/try?item=food-permit&received=2026-09-24T09:30")
	require.True(t, v.counter.sample.Received.Equal(at("2026-09-24 09:30")))
	require.Equal(t, "10-09 17:30:00 | BJ2026-000001 | 视为决定 | 受理 | 在岗承办人、科室负责人", cells(doc.Find("tbody tr").Eq(1)))
	doc, status := v.get("/policies/service-permit@2/try?received=soon")
	require.Equal(t, http.StatusUnprocessableEntity, status)
	require.NotEmpty(t, textOf(doc.Find("#received-error")))
}
