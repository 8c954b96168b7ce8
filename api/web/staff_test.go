package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/roster"
)

// toldCase puts a case before a reader and reads its page.
func toldCase(t *testing.T, who casework.Principal, put func(*testing.T, *visitor, casework.Stage) string, stage casework.Stage) string {
	t.Helper()
	v := newVisitor(t, who)
	return v.html("/cases/" + put(t, v, stage))
}

// staffStories join the stories: who is where, absences, accountability, points.
var staffStories = map[string]func(t *testing.T) string{
	"handover": func(t *testing.T) string {
		v := newVisitor(t, shortCover)
		v.counter.covers = coveringOf(t)
		return v.html("/handover")
	},
	"handover-nobody": func(t *testing.T) string { return newVisitor(t, clerk).html("/handover") },
	"board":           func(t *testing.T) string { return newVisitor(t, covering).html("/board") },
	"onpost":          func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/public/board") },
	"points":          func(t *testing.T) string { return newVisitor(t, away).html("/points") },
	"posts":           func(t *testing.T) string { return newVisitor(t, group).html("/posts") },
	"absence":         func(t *testing.T) string { return newVisitor(t, away).html("/absences/new") },
	"absences": func(t *testing.T) string {
		v := newVisitor(t, head)
		leaving(t, v, casework.StageApprove)
		return v.html("/absences")
	},
	"absence-case": func(t *testing.T) string {
		return toldCase(t, head, leaving, casework.StageApprove)
	},
	"absence-away": func(t *testing.T) string { return toldCase(t, away, leaving, casework.StageAway) },
	"account-verify": func(t *testing.T) string {
		return toldCase(t, watcher, blamed, casework.StageVerify)
	},
	"account":        func(t *testing.T) string { return toldCase(t, watcher, blamed, casework.StageDecide) },
	"account-person": func(t *testing.T) string { return toldCase(t, away, blamed, casework.StageServed) },
	"account-served": func(t *testing.T) string { return toldCase(t, watcher, blamed, casework.StageServed) },
	"absence-errors": func(t *testing.T) string {
		v := newVisitor(t, head)
		v.counter.refuse = core.Refusals{
			casework.FieldError(casework.Invalid, "form", "R183"), casework.FieldError(casework.Invalid, "until", "R156"), casework.FieldError(casework.Invalid, "fields.reason", "required"),
		}
		return posted(v, "/absences/new", url.Values{
			"person": {"backup"}, "form": {"leave"}, "from": {"2026-10-19T14:00"}, "until": {"2026-10-19T13:00"}, "fields.place": {"县政府"}, "fields.contact": {"13800000000"},
		})
	},
	"absences-empty": func(t *testing.T) string {
		v := newVisitor(t, away)
		v.counter.cases = map[string]casework.CaseView{}
		return v.html("/absences")
	},
	"plan-errors": func(t *testing.T) string {
		v := newVisitor(t, head)
		v.counter.proposeErr = casework.FieldError(casework.Invalid, "backup", "R161")
		return posted(v, "/posts/food-desk/plan", url.Values{"holders": {"backup", "backup"}, "from": {"2026-11-01T08:30"}})
	},
}

func init() {
	for name, tell := range staffStories {
		stories[name] = tell
	}
}

func story(t *testing.T, name string) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(stories[name](t)))
	require.NoError(t, err)
	return doc
}

// The form names each kind of absence in words, in both languages.
func TestTheFormOfAnAbsenceSpeaks(t *testing.T) {
	t.Parallel()
	page := newVisitor(t, away).html("/absences/new")
	for _, says := range []string{"因公外出", "请假", "紧急离岗"} {
		require.Contains(t, page, says)
	}
	require.NotRegexp(t, `form\.(outing|leave|emergency)`, page)
}

func TestAbsenceFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	doc := story(t, "absence-errors")
	require.Equal(t, 3, doc.Find(".summary a").Length())
	require.Contains(t, textOf(doc.Find("#f-form-error")), "替别人登记只限紧急离岗（依据 R183）")
	require.Contains(t, textOf(doc.Find("#f-until-error")), "返岗时间要晚于离岗时间（依据 R156）")
	require.Equal(t, "请填写", textOf(doc.Find("#f-reason-error")))
	require.Equal(t, "leave", doc.Find("#f-form [checked]").AttrOr("value", ""))
	require.Equal(t, "2026-10-19T13:00", doc.Find("#f-until").AttrOr("value", ""))
	require.Equal(t, "backup", doc.Find("#f-person [selected]").AttrOr("value", ""))
	require.Contains(t, textOf(doc.Find("aside")), "没有人能批准自己的离岗")
	require.Zero(t, story(t, "absence").Find("#f-person").Length(), "who takes down nobody's call is not asked whose it is")
}

func TestAbsenceIsSentAsStated(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, away)
	v.counter.receipt = core.Receipt{Number: "LG2026-000012"}
	res := v.post("/absences/new", url.Values{
		"key": {"k"}, "form": {"outing"}, "from": {"2026-10-19T12:00"}, "until": {"2026-10-19T17:00"}, "fields.reason": {"开会"}, "fields.place": {"县政府"}, "fields.contact": {"13800000000"},
	})
	require.Equal(t, "/cases/LG2026-000012", res.Header.Get("Location"))
	in := v.counter.registered[0]
	require.Equal(t, casework.Absence, in.Kind)
	require.Equal(t, &core.AbsenceRequest{Form: core.FormOuting, From: at("2026-10-19 12:00"), Until: at("2026-10-19 17:00")}, in.Absence)
	require.Equal(t, map[string]string{"reason": "开会", "place": "县政府", "contact": "13800000000"}, in.Fields)

	res = v.post("/absences/new", url.Values{"form": {"outing"}, "from": {"soon"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Len(t, v.counter.registered, 1, "a time nobody can read is not sent")
	require.Contains(t, textOf(v.read(res).Find("#f-from-error")), "请填写日期和时间")
}

func TestAbsenceCaseTellsWhoGrantsAndWhatIsLeft(t *testing.T) {
	t.Parallel()
	doc := story(t, "absence-case")
	require.Equal(t, "离岗 LG2026-000012 王强 因公外出", textOf(doc.Find("h1")))
	text := textOf(doc.Find("main"))
	for _, want := range []string{
		"离岗时间2026年10月19日 星期一 12:00", "返岗时间2026年10月19日 星期一 17:00", "由谁批准科室负责人（依据 R154）", "交接清单 R164", "应决定是否批准离岗", "科室负责人 现在轮到",
	} {
		require.Contains(t, text, want)
	}
	require.Equal(t, "/cases/BJ2026-000412", doc.Find("section[aria-labelledby=handover] table a").AttrOr("href", ""))
	require.Equal(t, "查看事由和去向", textOf(doc.Find("#applicant a")))
	require.Equal(t, "李敏", textOf(doc.Find("#designate-person option").Eq(1)))
	list := story(t, "absences")
	require.Equal(t, "等您批准", textOf(list.Find("#asked")))
	require.Equal(t, "/cases/LG2026-000012?do=approve#approve", list.Find("tbody a").AttrOr("href", ""))
	require.Equal(t, 1, list.Find("tbody tr").Length(), "told once")
	require.Contains(t, textOf(story(t, "absence-away").Find(".timeline")), "10-16 12:00 至 10-16 17:00 · 王强")
}

func TestAccountabilityNamesNobodyBeforeTheFormalOpening(t *testing.T) {
	t.Parallel()
	doc := story(t, "account-verify")
	require.Equal(t, "责任追究 ZZ2026-000003 因 BJ2026-000398 办理（承诺）超期", textOf(doc.Find("h1")))
	require.Contains(t, textOf(doc.Find("section[aria-labelledby=cause]")), "正式立案之前没有当事人")
	require.NotContains(t, textOf(doc.Find("section[aria-labelledby=cause]")), "王强")
	require.Contains(t, textOf(doc.Find("main")), "到期那一刻轮到分管领导办理。", "whose turn it was is a fact, not a person")
	require.Zero(t, doc.Find("#judge-split").Length(), "no share is suggested before anybody is concerned")
	require.Equal(t, "核查", textOf(doc.Find(".step-now strong")))
	require.Equal(t, 24, doc.Find("#state-facts-ground option").Length(), "every failing, and none chosen")
	require.Equal(t, "违反限时办结制", textOf(doc.Find("#state-facts-ground option[value=time_limit]")))
}

// Where nobody was at fault the page says so, and that nothing is kept against anybody.
func TestAnExcusedCaseClearsEverybody(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	number := blamed(t, v, casework.StageVerify)
	ended := at("2026-09-20 10:00")
	c := v.counter.cases[number]
	c.Stage, c.Closed, c.Result, c.Clocks = casework.StageClosed, &ended, "no_fault", nil
	v.counter.cases[number] = c
	v.counter.timeline = append(v.counter.timeline, casework.TimelineRow{
		Key: "1.9.1", Name: casework.FactsStated, Level: "no_fault", At: ended, Recorded: ended, Rule: "R129", Actor: "efficiency_office", ActorName: "郑文斌",
	})
	doc, _ := v.get("/cases/" + number)
	require.Equal(t, 1, strings.Count(textOf(doc.Find(".timeline li").Last()), "无个人责任"), "its outcome is said once")
	cause := textOf(doc.Find("section[aria-labelledby=cause]"))
	require.Contains(t, cause, "没有认定任何人的责任，不记入任何人的档案，不扣分")
	require.NotContains(t, cause, "正式立案之前")
	require.NotContains(t, cause, "启动核查时轮到", "whose turn it was when the limit ran out stands below")
	require.NotContains(t, textOf(doc.Find("main")), "王强")
}

// A reversed measure is called so, and who has no right left is not told of rights.
func TestAReversedMeasureIsCalledSo(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, away)
	number := blamed(t, v, casework.StageServed)
	ended := at("2026-11-20 10:00")
	c := v.counter.cases[number]
	state := kernel.StateOf(c)
	state.Result = "reversed"
	c = stated(t, c, state)
	c.Stage, c.Closed, c.Result = casework.StageClosed, &ended, "reversed"
	v.counter.cases[number], v.counter.actions = c, nil
	doc, _ := v.get("/cases/" + number)
	cause := textOf(doc.Find("section[aria-labelledby=cause]"))
	require.Contains(t, cause, "原处理（已撤销）")
	require.Contains(t, cause, "自始无效")
	require.NotContains(t, cause, "您的权利")
}

func TestAccountabilityShowsWhereTheTimeWentAndThatASplitIsASuggestion(t *testing.T) {
	t.Parallel()
	doc := story(t, "account")
	var steps []string
	doc.Find(".steps li").Each(func(_ int, s *goquery.Selection) { steps = append(steps, s.AttrOr("class", "")) })
	require.Equal(t, []string{"step-done", "step-done", "step-done", "step-done", "step-now", "step-todo", "step-todo"}, steps)
	require.Contains(t, textOf(doc.Find(".steps li").Eq(0)), "正式立案 · 违反限时办结制")
	text := textOf(doc.Find("main"))
	for _, want := range []string{
		"赵国华 于 2026年9月16日 星期三 09:00 说明", "请示件在领导处九天", // R059
		"到期那一刻轮到分管领导办理。", "期限是在年度放假安排公布前暂定的", "只是参考：责任划分的规定", "规则列出，是否采用由集体研究决定", "当事人王强",
	} {
		require.Contains(t, text, want)
	}
	require.Equal(t, "分管领导 当时轮到 | 63 小时 1 次 | 90%", cells(doc.Find("section[aria-labelledby=judge-turns] tbody tr").Eq(1)))
	split := doc.Find("section[aria-labelledby=judge-split] table")
	require.Equal(t, "孙立新 | 主要责任 | ZZ2026-000004 | R132", cells(split.First().Find("tbody tr").First()))
	require.Equal(t, "/cases/ZZ2026-000004", split.First().Find("a.number").AttrOr("href", ""), "he is asked in a case of his own")
	require.Equal(t, "赵国华 | 次要责任 | 没有追究 | R132", cells(split.First().Find("tbody tr").Eq(1)))
	require.Equal(t, "王强 | 次要责任 | 本案 | R132", cells(split.First().Find("tbody tr").Eq(2)))
	require.Equal(t, "?do=split#split", doc.Find("section[aria-labelledby=judge-split] p a").AttrOr("href", ""))
	require.Equal(t, "本人第 2 次 | 年度考评扣分 | 查实两次：当年考评扣十分 | R144", cells(split.Last().Find("tbody tr").First()))
}

// What is his own to do stands on his own desk with its button, and on a list of all
// he may see without one: there it is another's.
func TestTheDeskOfThePersonConcernedHasHisActs(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, away)
	v.counter.clocks = nil
	for _, clock := range []string{"statement", "ask_review", "direct_appeal", "appeal", "mend"} {
		c := clockOf("ZZ2026-000003", clock, "", "30d", "2026-11-16 00:00", casework.Green, casework.Running)
		c.Kind, c.Owner, c.Post, c.Outcome = casework.Accountability, casework.PersonConcerned, "", casework.Lapse
		v.counter.clocks = append(v.counter.clocks, c)
	}
	doc, _ := v.get("/")
	row := doc.Find(".matters tbody tr")
	require.Equal(t, 1, row.Length(), "one matter, one row")
	require.Equal(t, "当事人可以陈述申辩 | 陈述申辩 ZZ2026-000003 | /cases/ZZ2026-000003?do=hear#hear", textOf(row.Find("td").Eq(2))+" | "+textOf(row.Find(".do a"))+" | "+row.Find(".do a").AttrOr("href", ""))
	var got []string
	row.Find("small a").Each(func(_ int, a *goquery.Selection) { got = append(got, textOf(a)+" "+a.AttrOr("href", "")) })
	review := "申请复核或者申诉 /cases/ZZ2026-000003?do=ask-review#ask-review"
	require.Equal(t, []string{review, review, review, "报告改正结果 /cases/ZZ2026-000003?do=report#report"}, got, "his other rights each have their act")
	doc, _ = v.get("/?all=1")
	require.Equal(t, 1, doc.Find(".matters tbody tr").Length())
}

func TestThePersonConcernedReadsHisRightsAndNoFindings(t *testing.T) {
	t.Parallel()
	doc := story(t, "account-person")
	require.Contains(t, textOf(doc.Find("main")), "您的权利")
	require.Zero(t, doc.Find("#judge-split, #judge-turns").Length())
	require.Zero(t, doc.Find("#applicant").Length())
	require.Contains(t, textOf(doc.Find(".steps")), "告诫 · 应到 9 人，到会 7 人，同意 6 人")
	require.Equal(t, "复核、申诉", textOf(doc.Find(".step-now strong")))
	text := textOf(doc.Find("main"))
	require.Contains(t, text, "用工性质公务员")
	require.Contains(t, text, "救济途径不服本决定的，可以自知道本决定之日起三十日内向作出决定的机关申请复核")
	require.Contains(t, text, "取消评先评优资格：2026年10月12日 至 2027年10月12日", "how long it lasts, from the day it was made (处分条例 46)")
	require.NotContains(t, text, "请示件在领导处九天", "what the section told its leader is for those who judge")
	require.Contains(t, textOf(doc.Find("#report summary")), "报告改正结果")
	var ways []string
	doc.Find("#ask-review-category option").Each(func(_ int, s *goquery.Selection) { ways = append(ways, s.AttrOr("value", "")) })
	require.Equal(t, []string{"", casework.RoundReview, casework.RoundAppeal}, ways, "the choice is his")
}

func TestBoards(t *testing.T) {
	t.Parallel()
	doc := story(t, "board")
	require.Equal(t,
		"食品经营许可岗 | 王强 | 由备岗顶岗 | 因公外出 · 参加市局食品经营许可改革座谈会 · 市市场监管局五楼会议室 10-16 08:30 起 LG2026-000012 | 李敏 | 10-16 17:00 | 0571-8888-0101 本人 138-0000-1234",
		cells(doc.Find("tbody tr").First()))
	require.Contains(t, textOf(doc.Find(".board-empty")), "未按时返岗")
	var figures []string
	doc.Find(".figures li").Each(func(_ int, s *goquery.Selection) { figures = append(figures, textOf(s)) })
	require.Equal(t, []string{"2在岗", "1由备岗顶岗", "1无人在岗", "0非办公时间"}, figures)

	public := textOf(story(t, "onpost").Find("main"))
	require.Contains(t, public, "由 李敏 顶岗办理 · 2026年10月16日 星期五 17:00 返岗 · 电话 0571-8888-0101")
	require.Contains(t, public, "A岗 王强 · B岗 李敏、周涛", "AB岗设置情况以适当的方式公布（R161）")
	require.Contains(t, public, "现在没有人，请先打电话")
	require.Equal(t, "延时服务岗 非办公时间", textOf(story(t, "onpost").Find(".board-closed")), "nobody is on post outside office hours (R175, R178)")
	for _, secret := range []string{"座谈会", "会议室", "138-0000"} {
		require.NotContains(t, public, secret)
	}
}

func TestTurnsOfAServiceCase(t *testing.T) {
	t.Parallel()
	rows := story(t, "case").Find("section[aria-labelledby=turns] tbody tr")
	require.Equal(t, "承办人 现在轮到 | 71 小时 20 分 2 次 | 92%", cells(rows.Eq(0)))
	require.Equal(t, "不等任何人 | 30 分钟 1 次 | 1%", cells(rows.Eq(2)))
}

func TestPointsAreReadOnly(t *testing.T) {
	t.Parallel()
	doc := story(t, "points")
	require.Zero(t, doc.Find("main form[method=post]:not([action='/points/aims'])").Length())
	require.Equal(t, "1 | 03-20 10:00 | 王强 | −5 | 通报批评 | R139 | ZZ2026-000001", cells(doc.Find("section[aria-labelledby=entries] tbody tr").First()))
	require.Contains(t, textOf(doc.Find("section[aria-labelledby=entries] tbody tr").Eq(1)), "已冲回")
	require.Contains(t, textOf(doc.Find("section[aria-labelledby=entries] tbody tr").Eq(2)), "+5科室扣分 冲回第 2 笔")
	require.Zero(t, doc.Find("#points-unit, #points-person").Length(), "nobody else's to choose")

	v := newVisitor(t, head)
	doc, _ = v.get("/points?unit=permits&year=2025")
	require.Equal(t, appraisal.PointFilter{Unit: "permits", Year: 2025}, v.counter.sheetOf)
	require.Equal(t, 1, doc.Find("#points-unit").Length())
	doc, _ = v.get("/points?unit=permits&year=2027")
	require.Equal(t, appraisal.PointFilter{Unit: "permits", Year: 2027}, v.counter.sheetOf, "the next year's targets are set before it begins")
	require.Equal(t, []string{"2027", "2026", "2025", "2024"}, doc.Find("#points-year option").Map(func(_ int, o *goquery.Selection) string { return o.Text() }))
	v.get("/points?unit=permits&year=2028")
	require.Equal(t, appraisal.PointFilter{Unit: "permits"}, v.counter.sheetOf)
	require.Greater(t, newVisitorUnits(t, watcher), 3, "the efficiency office reads every unit")
}

// The sheet says what was asked and how far it was kept; whoever is above sets it,
// the efficiency office checks it, and nobody does either for himself (R212, R213).
func TestTargetsOnTheSheet(t *testing.T) {
	t.Parallel()
	doc := story(t, "points")
	require.Contains(t, textOf(doc.Find("section[aria-labelledby=counted]")), "按期办结率97%")
	rows := doc.Find("section[aria-labelledby=targets] tbody tr")
	require.Equal(t, "按期办结率 | 40 | 不低于 98% | 97% | 39.5 | R212", cells(rows.Eq(0)))
	require.Equal(t, "黄牌红牌 | 20 | 不超过 0 | 1 | 0.0 | R212", cells(rows.Eq(1)))
	require.Equal(t, "民主评议满意率 | 10 | 不低于 90% | — | 0.0 | R215", cells(rows.Eq(2)), "nobody gave it yet")
	require.Zero(t, doc.Find("main form[method=post]:not([action='/points/aims'])").Length(), "what others write on his sheet he only reads")

	chief := casework.Principal{Person: "principal_leader", Unit: "bureau", Holdings: []casework.Holding{{Post: "bureau-head", Role: casework.PrincipalLeader, Unit: "bureau"}}}
	v := newVisitor(t, chief)
	doc, _ = v.get("/points?unit=permits")
	require.Equal(t, 1, doc.Find("main form[action='/points/targets']").Length())
	require.Zero(t, doc.Find("main form[action='/points/marks']").Length())
	res := v.post("/points/targets", url.Values{"unit": {"permits"}, "year": {"2026"}, "figure": {"on_time"}, "weight": {"40"}, "goal": {"98"}})
	require.Equal(t, "/points?person=&unit=permits&year=2026#targets", res.Header.Get("Location"))
	require.Equal(t, appraisal.NewTarget{PointFilter: appraisal.PointFilter{Year: 2026, Unit: "permits"}, Figure: "on_time", Weight: 40, Goal: 98}, v.counter.targets[0])

	v.counter.targetErr = casework.FieldError(casework.OverCap, "weight", "R212")
	res = v.post("/points/targets", url.Values{"unit": {"permits"}, "year": {"2026"}, "figure": {"on_time"}, "weight": {"99"}, "goal": {"98"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	doc = v.read(res)
	require.Equal(t, "99", doc.Find("#set-weight").AttrOr("value", ""), "nothing typed is lost")
	require.NotZero(t, doc.Find("#set-weight-error").Length())

	checker := newVisitor(t, watcher)
	require.Equal(t, http.StatusSeeOther, checker.post("/points/marks", url.Values{"unit": {"permits"}, "year": {"2026"}, "figure": {"vote"}, "quarter": {"3"}, "value": {"88"}}).StatusCode)
	require.Equal(t, 88, checker.counter.marks[0].Value)
}

// How first contact, notice and limits were kept stands on the sheet (R236), and the ratings by
// matter with their sum.
func TestTheSheetTellsHowTheRulesWereKept(t *testing.T) {
	t.Parallel()
	held := story(t, "points").Find("section[aria-labelledby=held]")
	rules := held.Find("table").First().Find("tbody tr")
	require.Equal(t, "首问负责 | 12 | 0 | 0", cells(rules.Eq(0)))
	require.Equal(t, "一次性告知 再次告知才要求的 2 件 | 20 | 1 | 0", cells(rules.Eq(1)))
	require.Equal(t, "限时办结 | 39 | 1 | 2", cells(rules.Eq(2)))
	rated := held.Find("table").Last()
	require.Equal(t, "事项 | 非常满意 | 满意 | 基本满意 | 不满意 | 非常不满意 | 好评率", cells(rated.Find("thead tr")))
	require.Equal(t, "食品经营许可 | 8 | 3 | 0 | 1 | 0 | 91%", cells(rated.Find("tbody tr").Eq(0)))
	require.Equal(t, "首问 | 0 | 0 | 2 | 0 | 0 | 100%", cells(rated.Find("tbody tr").Eq(1)))
	require.Equal(t, "合计 | 8 | 3 | 2 | 1 | 0 | 92%", cells(rated.Find("tbody tr").Eq(2)))
}

func newVisitorUnits(t *testing.T, who casework.Principal) int {
	t.Helper()
	doc, _ := newVisitor(t, who).get("/points")
	return doc.Find("#points-unit option").Length()
}

func TestPostsListAndTheirPlans(t *testing.T) {
	t.Parallel()
	doc := story(t, "posts")
	require.Contains(t, textOf(doc.Find(".ab-list")), "食品经营许可岗 承办人王强李敏")
	require.Contains(t, textOf(doc.Find(".ab-list")), "A岗空缺 没有备岗")
	require.Contains(t, textOf(doc.Find(".ab-list")), "秘书岗 办公室；分管：行政许可科；法律、法规", "of which line a post is (R229, R243)")
	require.Contains(t, textOf(doc.Find("#plans")), "李敏、王强、陈芳 自 2026年11月1日")
	require.Equal(t, "批准", textOf(doc.Find("#plans button")))

	v := newVisitor(t, group)
	require.Equal(t, "/posts#plans", v.post("/plans/4/approve", nil).Header.Get("Location"))
	require.Equal(t, []string{"approve"}, v.counter.planned)
	doc, _ = newVisitor(t, covering).get("/posts")
	require.Zero(t, doc.Find("#plans button, .ab-list a.acts").Length())
	doc, _ = newVisitor(t, head).get("/posts")
	require.Equal(t, "/posts/food-desk/plan", doc.Find(".ab-list a.acts").First().AttrOr("href", ""))
}

func TestPlanIsProposedInItsOrder(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, head)
	sent := url.Values{"holders": {"backup", "handler", "", ""}, "from": {"2026-11-01T08:30"}}
	require.Equal(t, "/posts#plans", v.post("/posts/food-desk/plan", sent).Header.Get("Location"))
	require.Equal(t, []roster.PostPlan{{Post: "food-desk", Holders: []string{"backup", "handler"}, From: at("2026-11-01 08:30")}}, v.counter.proposed)

	res := v.post("/posts/food-desk/plan", url.Values{"from": {"then"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find("#plan-from-error")), "请填写日期和时间")
	_, status := newVisitor(t, away).get("/posts/food-desk/plan")
	require.Equal(t, http.StatusForbidden, status)

	doc := story(t, "plan-errors")
	require.Contains(t, textOf(doc.Find("#plan-0-error")), "A不能做自己的B")
	require.Equal(t, "backup", doc.Find("#plan-1 [selected]").AttrOr("value", ""))
	require.Contains(t, textOf(doc.Find("aside")), "A王强 B李敏")
}

func TestDeskLeadsToTheActOfEachKind(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		kind  casework.Kind
		clock string
		want  string
	}{
		"back at one's post":       {casework.Absence, "return", "?do=report-return#report-return"},
		"papers":                   {casework.Absence, "papers", "?do=file-papers#file-papers"},
		"facts":                    {casework.Accountability, "verify", "?do=state-facts#state-facts"},
		"decided by a group":       {casework.Accountability, "handle", ""},
		"a service case's promise": {casework.Service, "handle", "?do=complete#complete"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVisitor(t, away)
			k := clockOf("LG2026-000012", tt.clock, "", "3d", "2026-10-16 17:00", casework.Yellow, casework.Running)
			k.Kind = tt.kind
			v.counter.clocks = []casework.ClockView{k}
			doc, _ := v.get("/")
			require.Equal(t, "/cases/LG2026-000012"+tt.want, doc.Find(".matters .do a").AttrOr("href", ""))
		})
	}
}

func TestNavigationCountsAbsencesToGrant(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, head)
	leaving(t, v, casework.StageApprove)
	doc, _ := v.get("/board")
	link := doc.Find(".bar nav a[aria-current]")
	require.Equal(t, "/absences", link.AttrOr("href", ""))
	require.Equal(t, "1", textOf(link.Find(".count")))
	require.Equal(t, "1 件待处理", textOf(link.Find(".visually-hidden")))
	require.Equal(t, "2 条未读", textOf(doc.Find(".bar nav a[href='/inbox'] .visually-hidden")), "a message is read, not dealt with")
}

func TestFindingsAreNotShownWhereTheCounterRefuses(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	number := blamed(t, v, casework.StageDecide)
	v.counter.findings = nil
	doc, status := v.get("/cases/" + number)
	require.Equal(t, http.StatusOK, status)
	require.Zero(t, doc.Find("#judge-turns, #judge-split").Length())
	require.Equal(t, "BJ2026-000398", textOf(doc.Find("section[aria-labelledby=cause] a")))
}
