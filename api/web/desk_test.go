package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/desk"
)

var auditor = casework.Principal{Person: "auditor", Name: "何静", Unit: "general", Holdings: []casework.Holding{{Post: "auditor", Role: casework.Auditor, Unit: "bureau"}}}

// atWindow is the clerk's desk: nothing is owed by her post, and much waits at her window.
func atWindow(t *testing.T) *visitor {
	t.Helper()
	v := newVisitor(t, clerk)
	v.counter.clocks = nil
	row := func(number, head string, turn casework.Role, stage casework.Stage, next string) desk.Matter {
		m := desk.Matter{Head: head, Next: next}
		m.CaseView = casework.CaseView{Number: number, Kind: casework.Service, Item: "food-permit", ItemName: "食品经营许可", Stage: stage, Turn: turn, HolderName: "王强"}
		return m
	}
	supplement := row("BJ2026-000430", "刘洋", casework.Applicant, casework.StageSupplement, casework.Supplement)
	deliver := row("BJ2026-000391", "陈记面馆", casework.Handler, casework.StageDeliver, casework.Deliver)
	deliver.Clocks = []casework.ClockView{clockOf("BJ2026-000391", "deliver", "食品经营许可", "10wd", "2026-10-22 17:30", casework.Green, casework.Running)}
	taken := row("BJ2026-000455", "张伟", casework.Handler, casework.StageHandle, "")
	taken.Clocks = []casework.ClockView{
		clockOf("BJ2026-000455", "handle", "食品经营许可", "10wd", "2026-10-28 17:30", casework.Green, casework.Running),
		clockOf("BJ2026-000455", "statutory", "食品经营许可", "20wd", "2026-11-11 17:30", casework.Green, casework.Running),
	}
	v.counter.window = []desk.Matter{supplement, deliver, taken}
	return v
}

// queueing is the clerk's desk when more waits at her window than it shows.
func queueing(t *testing.T) *visitor {
	t.Helper()
	v := atWindow(t)
	row := v.counter.window[2]
	v.counter.window = nil
	for i := range 60 {
		row.Number = fmt.Sprintf("BJ2026-%06d", 500-i)
		v.counter.window = append(v.counter.window, row)
	}
	return v
}

// TestAllOfAWindowIsInReach: what a desk does not show of a window is one click away, and what is
// behind that page another.
func TestAllOfAWindowIsInReach(t *testing.T) {
	t.Parallel()
	v := queueing(t)
	seen := map[string]bool{}
	pages := 0
	for path := "/"; path != ""; pages++ {
		doc, status := v.get(path)
		require.Equal(t, http.StatusOK, status)
		doc.Find("[data-row] a.number").Each(func(_ int, a *goquery.Selection) { seen[a.Text()] = true })
		path = doc.Find(".pager a").Last().AttrOr("href", "")
	}
	require.Len(t, seen, 60)
	require.Equal(t, 3, pages, "the desk, and two pages of the window")
	doc, _ := v.get("/?window=1")
	require.Equal(t, "窗口：等我办的，和我登记的", doc.Find("h1").Text())
	require.Zero(t, doc.Find(".strip li").Length(), "no light counts it")
}

// leading is a leader's desk, or, of persons, a section head's.
func leading(t *testing.T, persons bool) *visitor {
	t.Helper()
	v := newVisitor(t, leader)
	v.counter.clocks = nil
	b := desk.Below{ByPerson: persons}
	for i, of := range []string{"permits", "window", "livelihood"} {
		if persons {
			of = []string{"handler", "backup", ""}[i]
		}
		n := desk.Tally{Of: of, Week: 4 - i}
		n.Red, n.Today, n.Yellow, n.Green, n.Paused = 2-i, 1, 2, 12*(i+1), i
		b.Counts = append(b.Counts, n)
	}
	b.Lights.Red = 3
	late := clockOf("BJ2026-000398", "handle", "食品经营许可", "10wd", "2026-10-14 17:30", casework.Red, casework.Breached)
	m := deskFake{v.counter}.matter(v.who, late)
	m.Head = "陈记面馆"
	b.Late = []desk.Matter{m}
	v.counter.below = &b
	return v
}

func auditing(t *testing.T) *visitor {
	t.Helper()
	v := newVisitor(t, auditor)
	v.counter.records = []desk.Record{
		{ID: 9, At: at("2026-10-16 13:58"), Actor: "handler", Action: "case.view_personal", Object: "BJ2026-000412", Detail: "fields"},
		{ID: 8, At: at("2026-10-16 09:02"), Actor: "backup", Action: "case.view_personal", Object: "BJ2026-000412", Detail: "listed"},
		{ID: 7, At: at("2026-10-16 08:40"), Actor: "clerk", Action: "case.view_personal", Object: "BJ2026-000412", Detail: "found:answer"},
		{ID: 5, At: at("2026-10-16 08:31"), Actor: "handler", Action: "session.begin", Object: "handler"},
		{ID: 4, At: at("2026-10-15 17:30"), Action: "office.import", Object: "office", Detail: "2 persons"},
	}
	return v
}

// desk.md 4, 7: a row says who came; promise and statute stand in it; the clerk sees what lies
// at her window, and the button does it.
func TestTheClerkSeesHerWindow(t *testing.T) {
	t.Parallel()
	doc, _ := atWindow(t).get("/")
	rows := doc.Find("section[aria-labelledby=window] tbody tr")
	require.Equal(t, 3, rows.Length())
	require.Contains(t, textOf(rows.First()), "刘洋")
	require.Equal(t, "/cases/BJ2026-000430?do=supplement#supplement", rows.First().Find(".do a").AttrOr("href", ""))
	require.Contains(t, textOf(rows.Eq(1).Find(".do")), "送达")
	require.Contains(t, textOf(rows.Eq(2)), "法定时限 11-11 17:30")
	require.Equal(t, "查看 BJ2026-000455", textOf(rows.Eq(2).Find(".do a")), "what another has is looked at")
	require.Zero(t, doc.Find(".strip").Length(), "she owes nothing herself, and nothing says so")
}

// desk.md 6: leaders open on what they decide and what is late below; every number leads to
// its matters.
func TestALeaderOpensOnWhatHeDecides(t *testing.T) {
	t.Parallel()
	doc, _ := leading(t, false).get("/")
	require.Equal(t, "/approvals/BJ2026-000412", doc.Find("section[aria-labelledby=decide] .do a").First().AttrOr("href", ""))
	below := doc.Find("section[aria-labelledby=below]")
	require.Equal(t, "/?below=1&light=red&unit=permits", below.Find("tbody a").First().AttrOr("href", ""))
	require.Contains(t, textOf(below.Find(".matters")), "陈记面馆")
	require.Equal(t, "/?below=1&light=red", below.Find("p.pager a").AttrOr("href", ""), "the rest of them")

	doc, _ = leading(t, true).get("/")
	below = doc.Find("section[aria-labelledby=below]")
	require.Contains(t, textOf(below.Find("h2")), "本科室这一周")
	require.Equal(t, "/?below=1&light=week&person=handler", below.Find("tbody tr").First().Find("a").Eq(2).AttrOr("href", ""))
	empty := below.Find("tbody tr").Eq(2).Find("a").Last().AttrOr("href", "")
	require.Equal(t, "/?below=1&person=-", empty, "what lies with an empty post is read, too")
	doc, _ = leading(t, true).get(empty)
	require.Contains(t, textOf(doc.Find("h1")), "无人在岗，或不由岗位承担", "a right of whoever applied lies with no post either")
}

// A leave that waits for a grant says, as all that waits, how much time is left.
func TestALeaveToGrantHasItsLight(t *testing.T) {
	t.Parallel()
	v := leading(t, false)
	v.counter.asked = []casework.CaseView{stated(t, casework.CaseView{Number: "LG2026-000012", Kind: casework.Absence, Light: casework.Yellow}, casework.State{
		Facts:  map[string]string{"person": "handler"},
		Clocks: []casework.Clock{{Name: "approve", Status: casework.Running, Due: at("2026-10-16 17:30")}},
	})}
	doc, _ := v.get("/")
	row := doc.Find("section[aria-labelledby=decide] tbody tr").Last()
	require.Contains(t, textOf(row), "LG2026-000012")
	require.Equal(t, 1, row.Find(".light-yellow").Length())
	require.Contains(t, textOf(row), "10-16 17:30")
}

// desk.md 4: what is to be decided says whose matter it is, in the list, among the approvals and on
// its own page: ten permits look alike to a leader, too.
func TestWhatIsToBeDecidedSaysWhoCame(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, leader)
	v.counter.heads = map[string]string{"BJ2026-000412": "刘洋"}
	for path, at := range map[string]string{
		"/": "section[aria-labelledby=decide] tbody tr .head", "/approvals": "article.approval .head", "/approvals/BJ2026-000412": "main .head",
	} {
		doc, status := v.get(path)
		require.Equal(t, http.StatusOK, status)
		require.Equal(t, "刘洋", textOf(doc.Find(at).First()), "%s", path)
	}
}

// desk.md 14: the auditor reads who read a file, and opens on that.
func TestTheAuditorReadsWhoReadAFile(t *testing.T) {
	t.Parallel()
	v := auditing(t)
	v.counter.clocks = nil
	res := v.send(get("/"))
	require.Equal(t, "/audit", res.Header.Get("Location"))
	doc, _ := v.get("/audit?object=+bj2026-000412&actor=handler&from=2026-10-01&until=2026-10-16")
	require.Equal(t, "BJ2026-000412", v.counter.recordsOf.Object)
	require.True(t, v.counter.recordsOf.Until.Equal(at("2026-10-17 00:00")), "the last day is whole")
	require.Equal(t, "10-16 13:58:00王强查看当事人信息BJ2026-000412登记信息", textOf(doc.Find("tbody tr").First()))
	require.Contains(t, textOf(doc.Find("tbody tr").Eq(2)), "查找所得：答复来人来电")
	_, status := v.get("/audit?from=yesterday")
	require.Equal(t, http.StatusUnprocessableEntity, status)
	_, status = newVisitor(t, covering).get("/audit")
	require.Equal(t, http.StatusForbidden, status)
}

// desk.md 17: messages of one matter and day are one bundle, and what nobody owes any more is
// folded away.
func TestTheInboxIsBundled(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	again := v.counter.inbox[0]
	again.ID, again.Event, again.Level = 95, casework.ClockBreached, ""
	done := v.counter.inbox[1]
	done.ID, done.Settled = 96, true
	v.counter.inbox = append([]casework.InboxRow{again, done}, v.counter.inbox...)
	doc, _ := v.get("/inbox")
	first := doc.Find("section").First()
	require.Equal(t, 1, first.Find("ul.messages > li").Length())
	require.Contains(t, textOf(first.Find("details summary")), "此前还有 1 条")
	require.Equal(t, 2, first.Find("form input[name=id]").Length(), "read together")
	require.Equal(t, "已了结的 1 件", textOf(doc.Find("details.settled > summary")))
}

// A leader decides three approvals on a phone, in two taps each and with nothing typed: the
// row's button, then 同意. Only a refusal asks for words.
func TestThreeApprovalsTakeTwoTapsEach(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, leader)
	one := v.counter.approvals[0]
	v.counter.approvals = nil
	for _, number := range []string{"BJ2026-000412", "BJ2026-000430", "BJ2026-000441"} {
		next := one
		next.Number = number
		v.counter.cases[number] = next
		v.counter.approvals = append(v.counter.approvals, next)
	}
	page, taps := "/", 0
	for _, number := range []string{"BJ2026-000412", "BJ2026-000430", "BJ2026-000441"} {
		doc, _ := v.get(page)
		open := doc.Find("main a.button[href='/approvals/" + number + "']").First()
		require.Equal(t, 1, open.Length())
		doc, taps = v.follow(open.AttrOr("href", "")), taps+1
		form := doc.Find("form[action='/approvals/" + number + "']")
		typed := url.Values{}
		form.Find("input[type=hidden], textarea, input[type=number]").Each(func(_ int, s *goquery.Selection) {
			typed.Set(s.AttrOr("name", ""), s.AttrOr("value", ""))
		})
		yes := form.Find("button[name=approve][value=true]")
		require.Equal(t, 1, yes.Length())
		typed.Set("approve", "true")
		res := v.post("/approvals/"+number, typed)
		taps++
		require.Equal(t, number+" "+casework.DecideExtension, v.counter.did[len(v.counter.did)-1])
		require.Equal(t, "同意", v.counter.raw["reason"])
		page = res.Header.Get("Location")
		v.counter.approvals = v.counter.approvals[1:]
	}
	require.Equal(t, 6, taps)
}

func (v *visitor) follow(path string) *goquery.Document {
	doc, _ := v.get(path)
	return doc
}

// desk.md 4: the list says who came, as the desk does, and goes on behind its last row.
func TestTheListOfCasesSaysWhoCame(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	v.counter.heads = map[string]string{"BJ2026-000412": "刘洋"}
	doc, _ := v.get("/cases?unit=permits&item=+食品+&hands=王强&from=2026-10-01&until=2026-10-16&order=oldest&light=red&open=yes")
	row := doc.Find("tbody tr").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.Contains(s.Text(), "BJ2026-000412") })
	require.Contains(t, textOf(row), "刘洋")
	require.Contains(t, textOf(row.Find("td").Eq(3)), "应办结")
	a := v.counter.listed
	require.Equal(t, []string{"permits", "食品", "王强"}, []string{a.Unit, a.Item, a.Hands})
	require.True(t, a.From.Equal(at("2026-10-01 00:00")))
	require.True(t, a.Until.Equal(at("2026-10-17 00:00")), "the last day is whole")
	require.True(t, a.Oldest)
	require.True(t, *a.Open)
	require.Equal(t, "王强", doc.Find("#filter-hands").AttrOr("value", ""))
	require.Equal(t, "oldest", doc.Find("[name=order]").AttrOr("value", ""), "a narrower list keeps its order")
	_, status := v.get("/cases?from=yesterday")
	require.Equal(t, http.StatusUnprocessableEntity, status)
	_, status = v.get("/cases?after=bm9uc2Vuc2U")
	require.Equal(t, http.StatusOK, status, "what is no mark is the beginning")

	one := v.counter.cases["BJ2026-000412"]
	for i := range 119 {
		one.Number = fmt.Sprintf("BJ2026-%06d", 1000+i)
		v.counter.cases[one.Number] = one
	}
	seen := map[string]bool{}
	for path := "/cases"; path != ""; {
		doc, _ := v.get(path)
		doc.Find("tbody a.number").Each(func(_ int, s *goquery.Selection) { seen[s.Text()] = true })
		path = doc.Find("[rel=next]").AttrOr("href", "")
	}
	require.Len(t, seen, len(v.counter.cases), "each once, and none left out")
}

// desk.md 13: a leader's board; every number opens its cases, a rate those that were late.
func TestEveryFigureOpensItsCases(t *testing.T) {
	t.Parallel()
	v := leading(t, false)
	doc, _ := v.get("/figures?month=2026-10")
	first := doc.Find("tbody tr").First()
	require.Equal(t, 14, first.Find("td").Length())
	require.Equal(t, 3, doc.Find(".drawing .in-time").Length())
	require.Contains(t, textOf(doc.Find("main")), "本期办完 339 件，按时 330 件，按时率 97.3%。")
	require.Contains(t, textOf(doc.Find("main")), "现在超期 3 件。")
	href := first.Find("a").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.Contains(s.AttrOr("href", ""), "figure=late") }).AttrOr("href", "")
	require.Equal(t, "/cases?figure=late&month=2026-10&only=livelihood", href, "the latest stand first")
	doc, _ = v.get(href)
	require.Equal(t, "late", v.counter.listed.Figure.Name)
	require.True(t, v.counter.listed.Figure.Until.After(v.now), "the end of the day")
	require.Equal(t, []string{"livelihood"}, v.counter.listed.Units)
	require.Contains(t, textOf(doc.Find("main")), "看板里的“现在超期” 2026年10月")
	require.Equal(t, "late", doc.Find("form.filters [name=figure]").AttrOr("value", ""), "a narrower list stays one of the board")

	doc, _ = v.get("/figures?by=month")
	require.Equal(t, 3, doc.Find("tbody tr").Length())
	require.Equal(t, 11, doc.Find("tbody tr").First().Find("td").Length(), "how cases stand now is of no month before")
	table, _ := v.asFile("/figures?by=item&format=xlsx")
	require.Equal(t, "现在超期", table[1][3])
	require.Equal(t, "没有事项的", table[2][0], "a line of the drawing beside it is no word of it")
	_, status := newVisitor(t, clerk).get("/figures")
	require.Equal(t, http.StatusForbidden, status)
	link, _ := v.get("/")
	require.Equal(t, 1, link.Find(`a[href="/figures"]`).Length())
}

// desk.md 23: one screen first; each clock stands on the page once.
func TestEachClockStandsOnce(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	v.counter.heads = map[string]string{"BJ2026-000412": "刘洋"}
	doc, _ := v.get("/cases/BJ2026-000412")
	head := textOf(doc.Find(".case-head"))
	for _, want := range []string{"刘洋", "下一顺位备岗赵磊", "等谁", "剩 3 小时 12 分", "办结"} {
		require.Contains(t, head, want)
	}
	require.Equal(t, 1, doc.Find(".big-clock svg[role=img]").Length())
	require.Equal(t, 3, doc.Find("main svg[role=img]").Length(), "promise, statute, intake")
	require.Zero(t, doc.Find("details.fold").Length(), "no round is over")
}

// Everybody reads what the office holds of him, and how far he stands in for others.
func TestOnesOwnProfile(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, _ := v.get("/")
	require.Equal(t, "李敏", textOf(doc.Find(`.who a[href="/profile"]`)))
	doc, _ = v.get("/profile")
	require.Contains(t, textOf(doc.Find(".facts")), "李敏")
	require.Equal(t, len(covering.Holdings), doc.Find("tbody tr").Length())
	require.Contains(t, textOf(doc.Find("tbody")), "全权顶岗")
	require.Equal(t, 1, doc.Find(`main a[href="/password"]`).Length())
}
