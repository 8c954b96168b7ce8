package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/words"
)

func get(path string) *http.Request { return httptest.NewRequest(http.MethodGet, path, nil) }

func TestCaseTellsItsStory(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, _ := v.get("/cases/BJ2026-000412")
	require.Equal(t, "办件 BJ2026-000412 食品经营许可", textOf(doc.Find("h1")))
	require.Equal(t, "今日到期 剩 3 小时 12 分 应办结：2026年10月16日 星期五 17:30 办理（承诺） 10 个工作日 · 起算 09-24 09:30 · 依据 行政许可法第四十二条 R005 · 为什么是这一天", textOf(doc.Find(".big-clock")))
	require.Contains(t, textOf(doc.Find(".case-head")), "下一顺位备岗赵磊")
	require.Contains(t, textOf(doc.Find(".notice")), "延期申请等待决定：李敏 · 办理（承诺） +2 个工作日")
	require.Equal(t, "/cases/ZZ2026-000003", doc.Find(".notice a.number").AttrOr("href", ""))

	story := doc.Find(".timeline li")
	require.Equal(t, 10, story.Length())
	require.Contains(t, textOf(story.Eq(5)), "暂停 · 期限由 10-15 17:30 改为 10-16 17:30", "why it moved, in words")
	require.Contains(t, textOf(story.Eq(4)), "<script>alert(1)</script>", "what was written is shown, not run")
	require.Contains(t, textOf(story.Eq(7)), "申请延期：超过可以延长的最长期限")
	require.Contains(t, textOf(story.Eq(8)), "系统晚记 14 秒，不计入任何人")
	require.NotContains(t, textOf(story.Eq(0)), "晚记")
	require.NotContains(t, textOf(story.Eq(1)), "晚记", "a receipt entered two minutes later is no lateness of the machine")

	for i := range v.counter.timeline { // all of it came in later: said where it begins, and nowhere else
		v.counter.timeline[i].Recorded = at("2026-11-30 09:00")
	}
	again, _ := v.get("/cases/BJ2026-000412")
	require.Equal(t, 1, strings.Count(textOf(again.Find(".timeline")), "晚记"))

	bars := doc.Find(".bars > li")
	require.Equal(t, 2, bars.Length(), "the one in large figures has its bar there")
	label := doc.Find(".big-clock svg[role=img]").AttrOr("aria-label", "")
	require.Equal(t, "办理（承诺） 10 个工作日：09-24 09:30 起，10-16 17:30 到期，剩 3 小时 12 分，其间暂停 1 次", label)
	require.Equal(t, 3, doc.Find(".ledger tbody tr").Length())
}

func TestOnlyWhatMayBeDoneIsOffered(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, _ := v.get("/cases/BJ2026-000412?do=pause")
	var offered []string
	doc.Find(".act").Each(func(_ int, s *goquery.Selection) { offered = append(offered, s.AttrOr("id", "")) })
	require.Equal(t, []string{"complete", "deny", "decide-extension", "pause", "request-extension", "transfer"}, offered, "forward first")
	require.Equal(t, 1, doc.Find("details[open]").Length())
	require.Equal(t, 1, doc.Find("#pause[open]").Length())
	require.Equal(t, 2, doc.Find("#transfer option[value$='-desk']").Length())
	require.Equal(t, "handle", doc.Find("#request-extension [name=clock]").AttrOr("value", ""), "one clock is no choice")
	require.Zero(t, doc.Find("#decide-extension [checked]").Length(), "never a default")

	v.counter.actions = nil
	doc, _ = v.get("/cases/BJ2026-000412?do=pause")
	require.Zero(t, doc.Find(".act, .dock, main form:not(.code)").Length())
	require.Contains(t, textOf(doc.Find("#actions")), "您现在没有可以做的操作")
}

func TestActIsSentOnceAndToldAsItIs(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, _ := v.get("/cases/BJ2026-000412")
	key := doc.Find("#pause [name=key]").AttrOr("value", "")
	require.Len(t, key, 32)
	require.NotEqual(t, key, doc.Find("#deny [name=key]").AttrOr("value", ""), "one key a form")

	form := url.Values{"key": {key}, "category": {"test"}, "until": {"2026-10-20T12:00"}, "reason": {"送检\r\n三批"}, "actor": {"somebody"}}
	res := v.post("/cases/BJ2026-000412/pause", form)
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, "/cases/BJ2026-000412", res.Header.Get("Location"))
	require.Equal(t, []string{"BJ2026-000412 pause"}, v.counter.did)
	require.Equal(t, map[string]any{"category": "test", "until": "2026-10-20T12:00", "reason": "送检\n三批"}, v.counter.raw, "the form's own fields and no other")
	require.Equal(t, []string{key}, v.counter.keys)
	doc, _ = v.get("/cases/BJ2026-000412")
	require.Contains(t, textOf(doc.Find(".flash")), "已完成：暂停计时")

	v.counter.answer = cases.Answer{Pending: true}
	v.post("/cases/BJ2026-000412/pause", form)
	doc, _ = v.get("/cases/BJ2026-000412")
	require.Contains(t, textOf(doc.Find(".flash")), "已收到，正在处理：暂停计时")

	require.Equal(t, http.StatusNotFound, v.post("/cases/BJ2026-000412/explode", nil).StatusCode)
	require.Equal(t, http.StatusNotFound, v.post("/cases/BJ2026-000412/recount", nil).StatusCode, "the machine's own")
}

func TestRefusedActKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	v.counter.refuse = core.Refusals{
		casework.FieldError(casework.PauseCategory, "category", "R028"), casework.FieldError(casework.Invalid, "until", "date-time"),
	}
	res := v.post("/cases/BJ2026-000412/pause", url.Values{"key": {"k1"}, "category": {"supplement"}, "until": {"soon"}, "reason": {`三批 "加急" <b>`}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	doc := v.read(res)
	require.Equal(t, `三批 "加急" <b>`, doc.Find("#pause-reason").Text())
	require.Equal(t, "supplement", doc.Find("#pause-category option[selected]").AttrOr("value", ""))
	require.Equal(t, "soon", doc.Find("#pause-until").AttrOr("value", ""))
	require.Empty(t, doc.Find("#deny-reason").Text(), "typed into one form only")
	require.Contains(t, textOf(doc.Find("#pause-category-error")), "许可件只能因听证")
	require.Contains(t, textOf(doc.Find("#pause-category-error")), "R028")
	require.Equal(t, "true", doc.Find("#pause-category").AttrOr("aria-invalid", ""))
	require.Equal(t, "#pause-category", doc.Find(".summary a").First().AttrOr("href", ""))
	require.Contains(t, textOf(doc.Find(".summary")), "预计结束时间：请填写日期和时间")
	require.NotEqual(t, "k1", doc.Find("#pause [name=key]").AttrOr("value", ""), "the refused key is spent")
	require.Equal(t, 1, doc.Find("#pause[open]").Length())
}

func TestLostTurnKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	v.counter.actions = nil
	v.counter.refuse = casework.FieldError(casework.CaseIsClosed, "number", "")
	doc := v.read(v.post("/cases/BJ2026-000370/deny", url.Values{"reason": {"写了很久的理由"}, "basis": {"第三十八条"}}))
	require.Contains(t, textOf(doc.Find(".summary")), "此件已办结，不能再操作")
	require.Equal(t, "写了很久的理由", doc.Find("#deny-reason").Text())
}

func TestApplicantIsShownOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	v.now = at("2026-10-16 17:00")
	doc, _ := v.get("/cases/BJ2026-000412")
	require.Equal(t, "1801", doc.Find("body").AttrOr("data-refresh", ""))
	require.Contains(t, textOf(doc.Find("#applicant")), "查看会记入审计日志")
	require.NotContains(t, doc.Text(), "138-0000-0000")
	require.Zero(t, v.counter.read)
	doc, _ = v.get("/cases/BJ2026-000412?show=applicant")
	require.Equal(t, 1, v.counter.read)
	require.Empty(t, doc.Find("body").AttrOr("data-refresh", ""), "no reading nobody asked for")
	require.Contains(t, textOf(doc.Find("#applicant")), "刘<b>洋</b>")
	require.Contains(t, textOf(doc.Find("#applicant")), "补录原因系统停电")

	auditor := casework.Principal{Person: "auditor", Unit: "bureau", Holdings: []casework.Holding{{Post: "audit", Role: casework.Auditor, Unit: "bureau"}}}
	v = newVisitor(t, auditor)
	doc, _ = v.get("/cases/BJ2026-000412?show=applicant")
	require.Zero(t, doc.Find("#applicant").Length())
	require.Zero(t, v.counter.read, "nobody reads what is not his to read")

	v = newVisitor(t, covering)
	v.counter.sealed = true // it became a complaint of his unit (R081)
	doc, _ = v.get("/cases/BJ2026-000412")
	require.Zero(t, doc.Find("#applicant").Length(), "what he cannot open is not offered")
}

func TestWaitingCaseSaysSo(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, clerk)
	v.counter.timeline = nil
	doc, _ := v.get("/cases/BJ2026-000460")
	require.Contains(t, textOf(doc.Find(".notice")), "引擎恢复后自动开始计时")
	require.Zero(t, doc.Find(".big-clock").Length(), "no clock is claimed to run")
}

func TestRegisterForm(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, clerk)
	doc, _ := v.get("/register/food-permit")
	told := textOf(doc.Find("aside"))
	for _, want := range []string{"10 个工作日", "20 个工作日", "食品安全法第三十五条", "不收费", "0000-1200001", "营业执照", "收件 → 受理"} {
		require.Contains(t, told, want, "R021")
	}
	require.Equal(t, "2026-10-16T14:18", doc.Find("#f-received").AttrOr("value", ""))
	require.Equal(t, 3+1, doc.Find("#f-business option").Length())

	form := url.Values{"key": {"k1"}, "shown": {"2026-10-16T14:18"}, "received": {"2026-10-16T14:18"}, "fields.applicant": {"好味道公司"}, "fields.unknown": {"x"}, "materials": {"application", "licence"}, "incomplete": {"1"}}
	v.counter.receipt = core.Receipt{Number: "BJ2026-000461"}
	res := v.post("/register/food-permit", form)
	require.Equal(t, "/cases/BJ2026-000461", res.Header.Get("Location"))
	in := v.counter.registered[0]
	require.Nil(t, in.Received, "unchanged means now, however long the clerk typed")
	require.Equal(t, map[string]string{"applicant": "好味道公司"}, in.Fields)
	require.Equal(t, []string{"application", "licence"}, in.Materials)
	require.True(t, in.Incomplete)
	require.Equal(t, []string{"k1"}, v.counter.keys)

	form.Set("received", "2026-10-15T09:00")
	v.post("/register/food-permit", form)
	require.Equal(t, at("2026-10-15 09:00"), *v.counter.registered[1].Received)

	form.Set("whole", "1")
	v.post("/register/food-permit", form)
	require.Subset(t, v.counter.registered[2].Materials, []string{"application", "licence", "id-card"}, "one click for all that are required")
	require.False(t, repeated(v.counter.registered[2].Materials))

	form.Set("received", "yesterday")
	doc = v.read(v.post("/register/food-permit", form))
	require.Len(t, v.counter.registered, 3)
	require.Contains(t, textOf(doc.Find("#f-received-error")), "请填写日期和时间")
	require.Equal(t, "好味道公司", doc.Find("#f-applicant").AttrOr("value", ""))
}

func TestRegisterShowsEveryErrorAtItsField(t *testing.T) {
	t.Parallel()
	html := stories["register-errors"](t)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	require.NoError(t, err)
	require.Equal(t, 4, doc.Find(".summary a").Length())
	require.Contains(t, textOf(doc.Find("#f-reason-error")), "依据 R002")
	require.Contains(t, textOf(doc.Find("#f-materials-error")), "还缺：营业执照（依据 R024）")
	require.Contains(t, textOf(doc.Find("#f-phone-error")), "手机号 11 位", "12 has nothing but digits, and is none all the same (desk.md 19)")
	require.Equal(t, long, doc.Find("#f-matter").Text())
	require.Equal(t, 1, doc.Find("#f-materials [checked]").Length())
	require.Equal(t, "2026-10-14T09:00", doc.Find("#f-received").AttrOr("value", ""))
}

// A matter whose item is called as its kind is names it once.
func TestTheKindIsSaidOnce(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{words.Chinese: "效能投诉 TS2026-000007", words.English: "Complaint TS2026-000007"} {
		v := newVisitor(t, leader)
		v.lang = lang
		complaint := v.counter.approvals[0]
		complaint.Number, complaint.Kind, complaint.Item = "TS2026-000007", casework.Complaint, "efficiency-complaint"
		v.counter.approvals = []casework.CaseView{complaint}
		doc, _ := v.get("/approvals/TS2026-000007")
		require.Equal(t, want, textOf(doc.Find("h1")))
		doc, _ = v.get("/approvals")
		require.Equal(t, want, textOf(doc.Find("article h2")))
	}
	v := newVisitor(t, leader)
	doc, _ := v.get("/approvals/BJ2026-000412")
	require.Equal(t, "办件 BJ2026-000412 食品经营许可", textOf(doc.Find("h1")))
}

func TestApprovalShowsBothDatesAndTheLimit(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, leader)
	doc, _ := v.get("/approvals/BJ2026-000412")
	text := textOf(doc.Find("main"))
	for _, want := range []string{
		"李敏 申请延长 2 个工作日", "原期限2026年10月16日 星期五 17:30", "延期后2026年10月20日 星期二 17:30",
		"最多还可延长 10 个工作日，最迟 2026年10月30日 星期五 17:30", "R043", "检验机构排期已满", "到期前没有决定，申请自动失效",
	} {
		require.Contains(t, text, want)
	}
	require.Equal(t, 2, doc.Find(".decide button").Length())
	require.Zero(t, doc.Find(".decide .primary").Length(), "neither answer is put forward")

	v.post("/approvals/BJ2026-000412", url.Values{"key": {"k"}, "approve": {"true"}, "days": {"1"}, "reason": {"同意一天"}})
	require.Equal(t, map[string]any{"clock": "handle", "approve": "true", "days": "1", "reason": "同意一天"}, v.counter.raw)
	v.post("/approvals/BJ2026-000412", url.Values{"key": {"k"}, "approve": {"false"}, "days": {"1"}, "reason": {"不同意"}})
	require.Equal(t, map[string]any{"clock": "handle", "approve": "false", "reason": "不同意"}, v.counter.raw)

	v.counter.refuse = core.Refusals{casework.FieldError(casework.Invalid, "reason", "required"), casework.FieldError(casework.MoreThanAsked, "days", "R043")}
	res := v.post("/approvals/BJ2026-000412", url.Values{"key": {"k"}, "approve": {"true"}, "days": {"9"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	doc = v.read(res)
	require.Contains(t, textOf(doc.Find("#reason-error")), "请填写")
	require.Equal(t, "9", doc.Find("#days").AttrOr("value", ""))

	v.counter.approvals = nil
	require.Equal(t, "/approvals", v.send(get("/approvals/BJ2026-000412")).Header.Get("Location"))
	doc, _ = v.get("/approvals")
	require.Contains(t, textOf(doc.Find(".flash")), "已经有了决定")
}

func TestInbox(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, _ := v.get("/inbox")
	require.Equal(t, 2, doc.Find(".messages li").Length(), "the unread first")
	require.Contains(t, textOf(doc.Find(".messages li").First()), "请在 10月19日（星期一）17:30 前")
	require.Contains(t, textOf(doc.Find(".messages li").First()), "R005")
	doc, _ = v.get("/inbox?all=1")
	require.Equal(t, 3, doc.Find(".messages li").Length())
	res := v.post("/inbox", url.Values{"id": {"91", "90"}, "next": {"/inbox"}})
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, []int64{91, 90}, v.counter.marked)
	require.Equal(t, http.StatusBadRequest, v.post("/inbox", url.Values{"id": {"x"}}).StatusCode)
}

func TestFlashSaysNothingForged(t *testing.T) {
	t.Parallel()
	for _, forged := range []string{"<b>hello</b>", "register.done|call 555", "done|explode", "refused.now|nonsense", "brand|x"} {
		v := newVisitor(t, covering)
		v.cookies[kernel.FlashCookie] = forged
		doc, _ := v.get("/")
		require.Zero(t, doc.Find(".flash").Length(), forged)
	}
}

func repeated(codes []string) bool {
	return len(slices.Compact(slices.Sorted(slices.Values(codes)))) != len(codes)
}

// What another run took over is with the engine, though the run has written nothing yet: it is
// not said to wait for it (a year made up, a case that a sweep began anew).
func TestATakenOverCaseDoesNotWait(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	c := mainCase(t)
	c.Run, c.Revision = 2, 0
	v.counter.cases[c.Number] = c
	doc, _ := v.get("/cases/" + c.Number)
	require.NotContains(t, textOf(doc.Find("main")), "马上开始计时")
}
