package web

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/papers"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/words"
)

// StandingDuties answers what the test put there.
func (c registerFake) StandingDuties(context.Context, casework.Principal) ([]appraisal.Standing, error) {
	return c.standing, c.down
}

const bureauDuties = "ZR2026-000001"

// standingOf are the duties of the bureau in October: the list of 10-12 was filed,
// that of 10-08 missed, and so was the self-check of the third quarter.
func standingOf(t *testing.T) appraisal.Standing {
	t.Helper()
	clock := func(name, rule, basis string, owner casework.Role, round int, due string, light casework.Light) casework.ClockView {
		c := clockOf(bureauDuties, name, "例行职责", "7d", due, light, casework.Running)
		c.Rule, c.Basis, c.Owner, c.Round = rule, basis, owner, round
		return c
	}
	by := func(s string) *appraisal.Filing {
		return &appraisal.Filing{At: at(s), By: "supervision_office", ByName: "冯雪梅"}
	}
	list, circular := formOf(t, "monday_list"), formOf(t, "supervision_circular")
	return appraisal.Standing{
		Number: bureauDuties, Unit: "bureau", UnitName: "青岚县行政审批服务局", Since: at("2026-01-05 09:00"),
		Duties: []appraisal.StandingDuty{
			{Clock: clock("monday_list", "R102", "督察工作制度第六项", casework.SupervisionOffice, 42, "2026-10-19 17:30", casework.Yellow), Paper: &list, File: true, Past: []appraisal.DutyRound{
				{Round: 41, Due: at("2026-10-12 17:30"), Filed: by("2026-10-12 08:50")}, {Round: 40, Due: at("2026-10-08 17:30")},
			}},
			{Clock: clock("circular", "R101", "督察工作制度第五项", casework.SupervisionOffice, 10, "2026-11-05 17:30", casework.Green), Paper: &circular, Filed: by("2026-10-15 15:00")},
			{Clock: clock("self_check", "R110", "明查暗访制度第四项第一目:每季度报送自查报告", casework.GeneralOffice, 4, "2027-01-04 17:30", casework.Green), Past: []appraisal.DutyRound{{Round: 3, Due: at("2026-10-08 17:30")}}},
		},
		Proposed: []appraisal.PointsOwed{{
			Proposed: casework.Proposed{Clock: "self_check", Round: 3, Rule: "R110", Measure: casework.NotFiled, At: at("2026-10-08 17:30")},
			Points:   -3, Note: "考评单位按季自查并形成自查报告送效能办，未报送的扣3分", NoteEn: "Three points off where no report was sent", Decide: true,
		}},
	}
}

// draftedRound is a visitor at whose desk the report of a quarter lies, of which somebody has begun to write.
func draftedRound(t *testing.T) *visitor {
	v := newVisitor(t, watcher)
	form := formOf(t, "self_check_report")
	clock := clockOf(bureauDuties, "self_check", "季度自查报告", "3mo", "2026-10-16 17:30", casework.Yellow, casework.Running)
	clock.Start, clock.Owner, clock.Round, clock.Kind = at("2026-07-01 08:30"), casework.GeneralOffice, 3, casework.Duties
	v.counter.compiled, v.counter.clocks = map[string]*paper.Form{"self_check": &form}, []casework.ClockView{clock}
	v.counter.standing = []appraisal.Standing{{Number: bureauDuties, Unit: "bureau", Duties: []appraisal.StandingDuty{{Clock: clock, Paper: &form}}}}
	v.counter.matter = paper.Matter{Extra: map[string]string{"of": "行政审批局", "from": "2026年7月1日", "until": "2026年9月30日", "received": "42", "as_of": "2026年9月30日"}}
	return v
}

func init() {
	stories["report-drafted"] = func(t *testing.T) string {
		v := draftedRound(t)
		v.counter.leftOff = map[string]url.Values{"papers/self_check_report/2026-07-01": {"asked.problems": {"两件补正超期"}}}
		v.counter.begun = []papers.Begun{{By: "zhou", ByName: "周倩", At: at("2026-10-15 16:00"), Sent: url.Values{"asked.problems": {"三件"}}}}
		return v.html("/registers/issue/self_check_report?from=2026-07-01&unit=bureau&until=2026-09-30")
	}
	for name, who := range map[string]casework.Principal{"duties": watcher, "duties-none": watcher} {
		stories[name] = func(t *testing.T) string {
			v := newVisitor(t, who)
			if name == "duties" {
				v.counter.standing = []appraisal.Standing{standingOf(t)}
			}
			return v.html("/duties")
		}
	}
}

// A duty leads, from its page and from the desk, to the report of exactly its round: of the quarter it
// lies in, as far as that is over, and of its own unit; the form opens on that.
func TestADutyLeadsToTheReportOfItsRound(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	one, form := standingOf(t), formOf(t, "self_check_report")
	check := &one.Duties[2]
	check.Paper, check.Clock.Start = &form, at("2026-10-08 17:30")
	v.counter.standing, v.counter.compiled = []appraisal.Standing{one}, map[string]*paper.Form{"self_check": &form}
	const of = "/registers/issue/self_check_report?from=2026-10-01&unit=bureau&until=2026-10-16"
	doc, _ := v.get("/duties")
	require.Equal(t, of, doc.Find(".duty-rows tbody tr").Eq(2).Find("a.button").AttrOr("href", ""))
	check.Clock.Number, check.Clock.Kind = bureauDuties, casework.Duties
	v.counter.clocks = []casework.ClockView{check.Clock}
	doc, _ = v.get("/")
	require.Equal(t, of, doc.Find("a[href^='/registers/issue/']").AttrOr("href", ""))
	doc, _ = v.get(of)
	require.Equal(t, "2026-10-01", doc.Find("[name='asked.from']").AttrOr("value", ""))
	require.Equal(t, "2026-10-16", doc.Find("[name='asked.until']").AttrOr("value", ""))
	check.Clock.Start, check.Clock.Due = at("2026-07-01 08:30"), at("2026-10-08 17:30")
	v.counter.standing = []appraisal.Standing{one}
	doc, _ = v.get("/duties")
	require.Equal(t, "/registers/issue/self_check_report?from=2026-07-01&unit=bureau&until=2026-09-30", doc.Find(".duty-rows tbody tr").Eq(2).Find("a.button").AttrOr("href", ""), "the quarter whole, once it is over")
}

// Once its period is over the draft of a report lies on the desk and on /duties, of exactly its round; the
// page shows it with its figures before a word is written, keeps what is begun, and lets a colleague go on
// from it. What was issued of the round is told in its place.
func TestAReportLiesDrafted(t *testing.T) {
	t.Parallel()
	v := draftedRound(t)
	doc, _ := v.get("/")
	require.Contains(t, textOf(doc.Find(".report")), "草稿已备好：2026年7月1日 至 2026年9月30日")
	doc, _ = v.get("/duties")
	require.Contains(t, textOf(doc.Find(".report")), "草稿已备好：2026年7月1日 至 2026年9月30日")
	of := doc.Find("a[href^='/registers/issue/']").AttrOr("href", "")
	require.Equal(t, "/registers/issue/self_check_report?from=2026-07-01&unit=bureau&until=2026-09-30", of)

	doc, _ = v.get(of)
	require.Contains(t, textOf(doc.Find("article")), "2026年9月30日", "its figures stand there")
	require.Contains(t, textOf(doc.Find("main")), "您要写的还空着")
	require.Zero(t, doc.Find("button[value=issue]").Length(), "it is no paper yet")
	require.Zero(t, doc.Find(".summary").Length())

	typed := url.Values{"key": {"k"}, "unit": {"bureau"}, "asked.from": {"2026-07-01"}, "asked.until": {"2026-09-30"}, "asked.problems": {"两件补正超期"}, "do": {"keep"}}
	res := v.post("/registers/issue/self_check_report", typed)
	require.Equal(t, of, res.Header.Get("Location"))
	require.Empty(t, v.counter.digests, "nothing is issued by it")
	doc, _ = v.get(of)
	require.Equal(t, "两件补正超期", doc.Find("[name='asked.problems']").Text())
	require.Contains(t, textOf(doc.Find(".notice.draft")), "写到这里")
	require.Equal(t, 1, doc.Find("button[value=drop]").Length())
	typed.Set("do", "auto")
	require.Contains(t, textOf(v.read(v.post("/registers/issue/self_check_report", typed)).Selection), "都能接着写")
	typed.Set("do", "drop")
	v.post("/registers/issue/self_check_report", typed)
	require.Empty(t, v.counter.leftOff)

	v.counter.begun = []papers.Begun{{By: "zhou", ByName: "周倩", At: at("2026-10-15 16:00"), Sent: url.Values{"asked.problems": {"三件"}, "asked.from": {"2026-01-01"}}}}
	doc, _ = v.get(of)
	require.Equal(t, "三件", doc.Find("[name='asked.problems']").Text(), "the post owes it, whoever began")
	require.Equal(t, "2026-07-01", doc.Find("[name='asked.from']").AttrOr("value", ""), "of the round it was asked for")
	require.Zero(t, doc.Find("button[value=drop]").Length(), "nobody throws another's words away")
	typed.Set("do", "keep")
	v.post("/registers/issue/self_check_report", typed)
	doc, _ = v.get(of)
	require.Equal(t, "两件补正超期", doc.Find("[name='asked.problems']").Text(), "one's own first")
	require.Contains(t, textOf(doc.Find("details dd.said")), "三件", "and nothing of the other's lost")

	v.counter.issued = &papers.Paper{Form: "self_check_report", Serial: "自查〔2026〕3号", Issued: at("2026-10-15 17:00")}
	doc, _ = v.get("/duties")
	require.Contains(t, textOf(doc.Find(".report")), "已签发 自查〔2026〕3号（10-15 17:00）")
	require.NotContains(t, textOf(doc.Find(".report")), "草稿已备好")
}

// Each duty is told with its next instant, the rounds before it, filed or missed at
// their legal instants, and the act that files it.
func TestDutiesPage(t *testing.T) {
	t.Parallel()
	doc := story(t, "duties")
	require.Equal(t, "/duties", doc.Find(".bar nav a[aria-current]").AttrOr("href", ""))
	rows := doc.Find(".duty-rows tbody tr")
	require.Equal(t, 3, rows.Length())
	monday := rows.Eq(0)
	require.Contains(t, textOf(monday), "每周列单 督办部门 · 督察工作制度第六项 R102")
	require.Contains(t, textOf(monday), "10-19 17:30")
	require.Contains(t, textOf(monday), "第 42 轮")
	require.Equal(t, "10-12 17:30 到期：已报送 10-12 08:50 冯雪梅", textOf(monday.Find(".duty-past li").Eq(0)))
	require.Equal(t, "10-08 17:30 到期：没有报送", textOf(monday.Find(".duty-past li").Eq(1)))
	require.Equal(t, "/registers/issue/monday_list?unit=bureau", monday.Find("a.button").AttrOr("href", ""))
	form := monday.Find("form")
	require.Equal(t, "/cases/"+bureauDuties+"/file-duty", form.AttrOr("action", ""))
	require.Equal(t, "monday_list", form.Find("[name=clock]").AttrOr("value", ""))
	require.Equal(t, 1, form.Find("textarea[name=reason]").Length())
	require.NotEmpty(t, form.Find("[name=key]").AttrOr("value", ""))

	circular := rows.Eq(1)
	require.Equal(t, "已报送 10-15 15:00 冯雪梅", textOf(circular.Find(".duty-filed")))
	require.Equal(t, "已报送", textOf(circular.Find(".light")))
	require.Zero(t, circular.Find("form").Length(), "a round is filed once")
	require.Contains(t, textOf(circular), "还没有到期的")

	points := doc.Find(".duty-points li")
	require.Equal(t, 1, points.Length())
	require.Contains(t, textOf(points), "季度自查报告 −3 未报送报告扣分 第 3 轮，10-08 17:30 到期没有报送 · R110")
	require.Contains(t, textOf(points), "未报送的扣3分", "the source is named")
	require.Equal(t, "/cases/"+bureauDuties+"/decide-points", points.Find("form").AttrOr("action", ""))
	require.Equal(t, 2, points.Find("[name=approve]").Length())
	require.Zero(t, points.Find("[name=approve][checked]").Length(), "never a default")
}

func TestDutiesPageInEnglish(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	v.lang, v.counter.standing = words.English, []appraisal.Standing{standingOf(t)}
	doc, status := v.get("/duties")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, textOf(doc.Find(".duty-rows")), "due 10-08 17:30: not filed")
	require.Contains(t, textOf(doc.Find(".duty-rows")), "Monday list")
}

func TestNoDutiesYet(t *testing.T) {
	t.Parallel()
	doc := story(t, "duties-none")
	require.Contains(t, textOf(doc.Find(".empty")), "还没有登记例行职责")
	require.Zero(t, doc.Find(".empty a").Length(), "he does not register them")
	v := newVisitor(t, generalOffice)
	doc, _ = v.get("/duties")
	require.Equal(t, "/register", doc.Find(".empty a").AttrOr("href", ""))
	v.counter.down = casework.Errorf(casework.Forbidden, "no duties of his")
	_, status := v.get("/duties")
	require.Equal(t, http.StatusForbidden, status)
}

// The form of a row is the case's own: what is refused comes back on its page.
func TestADutyIsFiledFromThePage(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	c := mainCase(t)
	c.Number, c.Kind = bureauDuties, casework.Duties
	v.counter.cases[bureauDuties] = c
	res := v.post("/cases/"+bureauDuties+"/file-duty", url.Values{"clock": {"monday_list"}, "reason": {"清单已印发"}, "key": {"k"}})
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, "/cases/"+bureauDuties, res.Header.Get("Location"))
	v.counter.refuse = casework.FieldError(casework.AlreadyDone, "clock", "R102")
	res = v.post("/cases/"+bureauDuties+"/file-duty", url.Values{"clock": {"monday_list"}, "reason": {"清单已印发"}, "key": {"k"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find("#file-duty")), "清单已印发", "nothing typed is lost")
}
