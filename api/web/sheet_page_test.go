package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/words"
)

// TestDutySheetsArePublic: what each post is there for, in all that the article asks, with
// who answers first for it, without an account (R210, R214). The demo office has a sheet
// for every post.
func TestDutySheetsArePublic(t *testing.T) {
	t.Parallel()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	v := newVisitor(t, casework.Principal{})
	doc, status := v.get("/public/posts")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, len(ref.Office.Posts), doc.Find("main .links a").Length())
	doc, status = v.get("/public/posts/food-desk")
	require.Equal(t, http.StatusOK, status)
	main := textOf(doc.Find("main"))
	for _, want := range []string{
		"食品经营许可岗", "行政许可科", "工作内容食品经营许可的审查、核查和办结", "数量", "质量", "程序", "标准", "时限", "权力", "责任对审查意见负责",
		"第一责任人分管审批服务的副局长", "R210", "R214",
	} {
		require.Contains(t, main, want)
	}
	doc, _ = v.get("/public")
	require.NotZero(t, doc.Find(`a[href="/public/posts"]`).Length())
	v.counter.onPublic = []roster.PublicRow{{Post: "food-desk", PostName: "食品经营许可岗", State: roster.BoardOn}, {Post: "elsewhere", State: roster.BoardOn}}
	doc, _ = v.get("/public/board")
	require.Equal(t, 1, doc.Find(`.onpost a`).Length())
	require.Equal(t, "/public/posts/food-desk", doc.Find(`.onpost a`).AttrOr("href", ""))
	_, status = v.get("/public/posts/nowhere")
	require.Equal(t, http.StatusNotFound, status)
	v.lang = words.English
	doc, _ = v.get("/public/posts/food-desk")
	require.Contains(t, textOf(doc.Find("main")), "Food permit desk")
	require.Equal(t, "zh-CN", doc.Find(".sheet dd").AttrOr("lang", ""), "the sheet itself is Chinese")
}

// TestDutySheetOfAPost: everybody of the house reads what is in force, what waits and what
// came before; the head of the section is asked for the next, the leader publishes it.
func TestDutySheetOfAPost(t *testing.T) {
	t.Parallel()
	desk := func(v *visitor) casework.Post {
		post, _ := core.PostOf(v.counter.office, "food-desk")
		return post
	}
	lay := func(v *visitor) {
		v.counter.sheets = roster.SheetsOf{
			Post: desk(v), Responsible: casework.Post{ID: "approval-leader"},
			Waiting:  &roster.PostSheet{ID: 7, Sheet: desk(v).Sheet, Proposed: roster.Consent{By: "section_head", At: v.now}},
			Versions: []roster.PostSheet{{Version: 1, Sheet: desk(v).Sheet, Published: &roster.Consent{At: v.now}}},
		}
		v.counter.sheets.Waiting.Sheet.Limit = "受理之日起八个工作日"
	}
	who := func(person string, role casework.Role, unit string) casework.Principal {
		return casework.Principal{Person: person, Unit: unit, Holdings: []casework.Holding{{Post: person, Role: role, Unit: unit}}}
	}
	v := newVisitor(t, who("leader_in_charge", casework.LeaderInCharge, "approval"))
	lay(v)
	doc, status := v.get("/posts/food-desk/sheet")
	require.Equal(t, http.StatusOK, status)
	main := textOf(doc.Find("main"))
	for _, want := range []string{"岗位责任书", "第一责任人：分管审批服务的副局长", "待发布", "赵国华", "受理之日起八个工作日", "第 1 版"} {
		require.Contains(t, main, want)
	}
	require.Equal(t, "受理之日起不超过公开承诺的工作日", doc.Find("#waiting del").Text(), "only what changes is crossed out")
	require.Equal(t, http.StatusSeeOther, v.post("/sheets/7/publish", url.Values{}).StatusCode)
	require.Equal(t, []int64{7}, v.counter.publishes)

	v = newVisitor(t, who("section_head", casework.SectionHead, "permits"))
	lay(v)
	doc, _ = v.get("/posts/food-desk/sheet")
	require.Zero(t, doc.Find(`form[action="/sheets/7/publish"]`).Length(), "nobody publishes what he proposed")
	require.Equal(t, 8, doc.Find(`form[action="/posts/food-desk/sheet"] textarea`).Length())
	require.Equal(t, "受理之日起八个工作日", doc.Find("#sheet-limit").Text(), "he goes on from what he proposed")
	require.Equal(t, http.StatusSeeOther, v.post("/posts/food-desk/sheet", url.Values{"content": {"工作"}}).StatusCode)
	require.Equal(t, "工作", v.counter.drawn[0].Content)
	v.counter.proposeErr = core.Refusals{casework.FieldError(casework.Invalid, "limit", "R210")}
	res := v.post("/posts/food-desk/sheet", url.Values{"content": {"别的"}, "limit": {""}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	doc = v.read(res)
	require.Equal(t, "别的", doc.Find("#sheet-content").Text(), "nothing typed is lost")
	require.NotZero(t, doc.Find("details[open] #sheet-limit").Length())

	v = newVisitor(t, covering)
	lay(v)
	doc, _ = v.get("/posts/food-desk/sheet")
	require.Zero(t, doc.Find("main form").Length(), "who handles it reads it")
}

// TestAimsOnThePage: each sets his own in words, a superior approves them or gives them
// back, and sees whose wait (R226).
func TestAimsOnThePage(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	v.counter.sheet.Draft = &appraisal.Aim{ID: 3, Year: 2026, Person: "backup", Work: "全部按时办结", Learning: "学完行政许可法", By: "backup", At: v.now}
	doc, status := v.get("/points")
	require.Equal(t, http.StatusOK, status)
	section := textOf(doc.Find("section[aria-labelledby=aims]"))
	for _, want := range []string{"全部按时办结", "学完行政许可法", "草案", "李敏 起草", "R226"} {
		require.Contains(t, section, want)
	}
	require.Equal(t, "全部按时办结", doc.Find("#aim-work").Text(), "he goes on from his draft")
	require.Zero(t, doc.Find(`form[action^="/aims/"]`).Length(), "nobody approves his own")
	res := v.post("/points/aims", url.Values{"person": {"backup"}, "unit": {""}, "year": {"2026"}, "work": {"工作"}, "learning": {"学习"}})
	require.Equal(t, "/points?person=backup&unit=&year=2026#aims", res.Header.Get("Location"))
	require.Equal(t, appraisal.NewAim{PointFilter: appraisal.PointFilter{Year: 2026, Person: "backup"}, Work: "工作", Learning: "学习"}, v.counter.set[0])
	v.counter.targetErr = casework.FieldError(casework.Invalid, "learning", "R226")
	res = v.post("/points/aims", url.Values{"person": {"backup"}, "unit": {""}, "year": {"2026"}, "work": {"别的工作"}, "learning": {""}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Equal(t, "别的工作", v.read(res).Find("#aim-work").Text(), "nothing typed is lost")

	leads := casework.Principal{Person: "section_head", Unit: "permits", Holdings: []casework.Holding{{Post: "permits-head", Role: casework.SectionHead, Unit: "permits"}}}
	v = newVisitor(t, leads)
	v.counter.sheet.Draft = &appraisal.Aim{ID: 3, Year: 2026, Person: "backup", Work: "全部按时办结", By: "backup", At: v.now}
	v.counter.sheet.Waiting = []appraisal.AimWaits{{Person: "backup", At: v.now}}
	doc, _ = v.get("/points?person=backup")
	require.Equal(t, 2, doc.Find(`form[action^="/aims/3/"]`).Length())
	require.Zero(t, doc.Find("#aim-work").Length(), "and nobody writes another's")
	require.Equal(t, "/points?person=backup&unit=&year=2026#aims", doc.Find("section[aria-labelledby=aims] li a").AttrOr("href", ""))
	require.Equal(t, "/points?person=handler&unit=&year=2026#aims", v.post("/aims/3/return", url.Values{}).Header.Get("Location"))
	require.Equal(t, []string{"3 false"}, v.counter.settled)
	require.Equal(t, http.StatusNotFound, v.post("/aims/3/burn", url.Values{}).StatusCode)

	chief := casework.Principal{Person: "principal_leader", Unit: "bureau", Holdings: []casework.Holding{{Post: "bureau-head", Role: casework.PrincipalLeader, Unit: "bureau"}}}
	v = newVisitor(t, chief)
	doc, _ = v.get("/points?unit=bureau")
	require.Equal(t, 1, doc.Find(`form[action="/points/targets"]`).Length(), "the bureau's are set by its head (R212)")
	require.Zero(t, doc.Find(`form[action="/points/marks"]`).Length())
	require.Equal(t, 1, doc.Find("#aim-work").Length())
}

// TestADraftIsOnTheDeskOfWhoDecides: a duty sheet to be published and what somebody set himself
// lead from the desk to where they are decided (R210, R226).
func TestADraftIsOnTheDeskOfWhoDecides(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, leader)
	v.counter.drafts = []roster.SheetWaits{{Post: "food-desk", By: "section_head", At: at("2026-10-15 09:00")}}
	v.counter.aimed = []appraisal.AimWaits{{Unit: "permits", Year: 2026, By: "section_head", At: at("2026-10-15 10:00")}, {Person: "handler", Year: 2027, By: "handler", At: at("2026-10-15 11:00")}}
	doc, status := v.get("/")
	require.Equal(t, http.StatusOK, status)
	decide := doc.Find("section[aria-labelledby=decide]")
	for href, says := range map[string]string{
		"/posts/food-desk/sheet": "岗位责任书 食品经营许可岗", "/points?person=&unit=permits&year=2026#aims": "2026年目标 行政许可科", "/points?person=handler&unit=&year=2027#aims": "2027年目标 王强",
	} {
		row := decide.Find(`a.primary[href="` + href + `"]`).Closest("tr")
		require.Equal(t, 1, row.Length(), href)
		require.Contains(t, textOf(row), says)
		require.Zero(t, row.Find(`a[href="/cases/"]`).Length(), "it is no case")
	}
}

// TestWhatTakesTwoIsOnTheDeskOfTheSecond: days that wait, a rule, a matter and a recount lead from the desk
// of whoever may sign to where it is signed.
func TestWhatTakesTwoIsOnTheDeskOfTheSecond(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, leader)
	v.counter.twice = waitingForTwo()
	doc, _ := v.get("/")
	decide := doc.Find("section[aria-labelledby=decide]")
	for href, says := range map[string]string{
		"/admin/calendars": "日历等待发布 cn@3", "/policies/service-permit@9": "规则等待同意 service-permit@9", "/items/of/food-permit": "事项等待同意 食品经营许可", "/admin/recounts/7": "重算等待执行 cn@2",
	} {
		row := decide.Find(`a.primary[href="` + href + `"]`).Closest("tr")
		require.Equal(t, 1, row.Length(), href)
		require.Contains(t, textOf(row), says)
	}
	require.Contains(t, textOf(decide), "10-15 12:00 预览")
}

func waitingForTwo() []rulebook.Waits {
	return []rulebook.Waits{
		{What: rulebook.WaitsCalendar, Ref: "cn@3", By: "section_head", At: at("2026-10-15 09:00")},
		{What: rulebook.WaitsPolicy, Ref: "service-permit@9", By: "section_head", At: at("2026-10-15 10:00")},
		{What: rulebook.WaitsItem, Ref: "食品经营许可", ID: "food-permit", By: "section_head", At: at("2026-10-15 11:00")},
		{What: rulebook.WaitsRecount, Ref: "cn@2", ID: "7", By: "section_head", At: at("2026-10-15 12:00")},
	}
}
