package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

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
	require.Equal(t, "办理（承诺） | extension.cap | 10 | 5", cells(doc.Find(".changes tbody tr").Eq(1)))
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
		"{\n  \"kind\": \"service\",\n  \"limt\": 3,\n  \"rules\": []\n}": "第 3 行的 limt",
		"{\n  \"rules\": [\n    {\"limit\": 5}\n  ]\n}":                   "第 3 行的 rules.limit",
		"{\n  \"kind\": \"service\"\n  \"rules\": []\n}":                  "第 3 行读不懂",
		"{} {}": "第 1 行读不懂",
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
	require.Contains(t, textOf(doc.Find(".summary")), "rules[1].limit：超过法律允许的最长期限（依据 行政许可法第四十二条）")
	require.Zero(t, doc.Find(".confirm").Length())
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
