package web

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/label"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/desk"
	"github.com/shixian/shixian/internal/words"
)

// TestStorybook renders every page in every condition a reader may meet, in both languages, and
// reads each as a browser, a screen reader and a content security policy would. So that it can be
// looked at, too (tools/look.sh), SHIXIAN_STORYBOOK names the folder to keep the pages in; without
// it they go where tests keep things.
func TestStorybook(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("SHIXIAN_STORYBOOK")
	if dir == "" {
		dir = t.TempDir()
	}
	for name, tell := range allStories() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			html := tell(t)
			require.Contains(t, html, "</html>")
			require.LessOrEqual(t, len(html), heaviest)
			doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
			require.NoError(t, err)
			keepsTheLaw(t, doc)
			require.Empty(t, bareKeys(doc), "words are missing")
			require.Empty(t, inChinese(t, doc), "the catalogue has an English name")
			write(t, dir, name+".html", strings.NewReplacer(`href="/static/`, `href="static/`, `src="/static/`, `src="static/`).Replace(html))
		})
	}
	v := newVisitor(t, covering)
	doc, _ := v.get("/")
	for _, link := range []string{doc.Find("link").AttrOr("href", ""), doc.Find("script").AttrOr("src", "")} {
		write(t, dir, link, v.html(link))
	}
}

// heaviest is what a page may weigh at most, in bytes.
const heaviest = 100_000

// TestAFullDeskIsLight: both lists of a window as long as they get, every row with what a row can
// have, in either language.
func TestAFullDeskIsLight(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{words.Chinese, words.English} {
		v := atWindow(t)
		v.lang = lang
		row := v.counter.window[2]
		row.Head, row.Next = "青岚县城关镇东门农贸市场二层陈记牛肉面馆", casework.OneTimeNotice
		v.counter.window = slices.Repeat([]desk.Matter{row}, kernel.DeskRows+1)
		v.counter.clocks = slices.Repeat([]casework.ClockView{clockOf("BJ2026-000391", "deliver", "食品经营许可", "10wd", "2026-10-22 17:30", casework.Yellow, casework.Running)}, kernel.DeskRows)
		require.LessOrEqual(t, len(v.html("/")), heaviest, lang)
		html := v.html("/?window=1")
		require.GreaterOrEqual(t, strings.Count(html, "data-row"), kernel.DeskRows)
		require.LessOrEqual(t, len(html), heaviest, lang)
	}
}

// bareKeys are the keys of labels that a reader would see in place of words: what begins as
// one does and stands alone.
func bareKeys(doc *goquery.Document) (bare []string) {
	doc.Find("script, style, code").Remove()
	begins := map[string]bool{}
	for _, key := range label.Keys() {
		begins[key[:strings.IndexByte(key+".", '.')]] = true
	}
	for _, m := range regexp.MustCompile(`(?:^|[\s：。，（(])([a-z_]+)(\.[a-z0-9_-]+)+`).FindAllStringSubmatch(doc.Text(), -1) {
		if begins[m[1]] {
			bare = append(bare, m[0])
		}
	}
	return bare
}

// inChinese are the units, posts and matters that an English page calls by their Chinese name,
// though they have another, and dates written as Chinese writes them; what is typed in a form or written on a paper stands as it is.
func inChinese(t *testing.T, doc *goquery.Document) (called []string) {
	if doc.Find("html").AttrOr("lang", "") != words.English {
		return nil
	}
	ref, err := carried()
	require.NoError(t, err)
	var names [][2]string
	for _, u := range ref.Office.Units {
		names = append(names, [2]string{u.Name, u.NameEn})
	}
	for _, p := range ref.Office.Posts {
		names = append(names, [2]string{p.Name, p.NameEn})
	}
	for _, it := range ref.Items {
		names = append(names, [2]string{it.Name, it.NameEn})
	}
	doc.Find("article.paper, [lang^=zh], textarea").Remove()
	text := textOf(doc.Find("body"))
	called = regexp.MustCompile(`\d{4}年\d{1,2}月\d{1,2}日`).FindAllString(text, -1)
	for _, p := range ref.Office.Persons { // who he is stands as he wrote it
		names = slices.DeleteFunc(names, func(n [2]string) bool { return n[0] == p.Title })
	}
	for _, n := range names {
		if n[1] != "" && regexp.MustCompile(`(^|[^\p{Han}])`+regexp.QuoteMeta(n[0])+`($|[^\p{Han}])`).MatchString(text) {
			called = append(called, n[0])
		}
	}
	return called
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

var long = strings.Repeat("关于进一步优化营商环境、压缩食品经营许可审批时限的若干具体情况说明，", 12)

// asked is a question to the calculator: ten working days with a pause.
const asked = "/public/due?start=2026-09-24T09:30&n=10&unit=wd&from1=2026-09-29T10:00&to1=2026-09-30T10:00"

// stories are the conditions, by file name.
var stories = map[string]func(t *testing.T) string{
	"complaint-accounted": func(t *testing.T) string { return accountedFor(t).html("/cases/TS2026-000007") },
	"cases-merged":        func(t *testing.T) string { return following(t).html("/cases") },
	"signin":              func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/signin?next=/inbox") },
	"password": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.door.given = true
		return v.html("/password?next=/")
	},
	"password-refused": func(t *testing.T) string {
		return newVisitor(t, covering).posted("/password", url.Values{"present": {"right"}, "new": {"weak"}, "again": {"weak"}})
	},
	"desk":        func(t *testing.T) string { return newVisitor(t, covering).html("/") },
	"desk-red":    func(t *testing.T) string { return newVisitor(t, covering).html("/?light=red") },
	"desk-clerk":  func(t *testing.T) string { return atWindow(t).html("/") },
	"desk-queue":  func(t *testing.T) string { return queueing(t).html("/") },
	"desk-window": func(t *testing.T) string { return queueing(t).html("/?window=1") },
	"desk-leader": func(t *testing.T) string { return leading(t, false).html("/") },
	"desk-second": func(t *testing.T) string {
		v := newVisitor(t, leader)
		v.counter.twice = waitingForTwo()
		return v.html("/")
	},
	"recount-second": func(t *testing.T) string {
		v := newVisitor(t, administrator)
		v.counter.recounts[0].Own = true
		return v.html("/admin/recounts/7")
	},
	"desk-head":     func(t *testing.T) string { return leading(t, true).html("/") },
	"audit":         func(t *testing.T) string { return auditing(t).html("/audit?object=bj2026-000412") },
	"audit-refused": func(t *testing.T) string { return auditing(t).html("/audit?from=yesterday") },
	"items":         func(t *testing.T) string { return newVisitor(t, clerk).html("/register") },
	"register":      func(t *testing.T) string { return newVisitor(t, clerk).html("/register/food-permit") },
	"exchange":      func(t *testing.T) string { return newVisitor(t, clerk).html("/exchange") },
	"complain":      func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/public/complaint") },
	"complained": func(t *testing.T) string {
		v := newVisitor(t, casework.Principal{})
		v.counter.receipt = core.Receipt{Number: "TS2026-000009", Code: "7K3F-9QXM-2D4P"}
		return v.posted("/public/complaint", complaintTyped())
	},
	"complaint-refused": func(t *testing.T) string {
		v := newVisitor(t, casework.Principal{})
		v.counter.refuse = casework.FieldError(casework.Invalid, "fields.against_unit", "R065")
		return v.posted("/public/complaint", complaintTyped())
	},
	"progress":           func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/public/progress") },
	"progress-found":     func(t *testing.T) string { return replied(t).posted("/public/progress", codeTyped()) },
	"register-complaint": func(t *testing.T) string { return newVisitor(t, clerk).html("/register/efficiency-complaint") },
	"register-document": func(t *testing.T) string {
		return newVisitor(t, generalOffice).html("/register/incoming-document")
	},
	"document": func(t *testing.T) string {
		return letterOnDesk(t).html("/cases/GW2026-000031?do=assign")
	},
	"complaint": func(t *testing.T) string {
		return complaintReplied(t).html("/cases/TS2026-000007?do=confirm&show=applicant")
	},
	"supervision": func(t *testing.T) string {
		return itemToIssue(t).html("/cases/DB2026-000012?do=issue")
	},
	"profile":       func(t *testing.T) string { return newVisitor(t, covering).html("/profile") },
	"figures":       func(t *testing.T) string { return leading(t, false).html("/figures") },
	"figures-month": func(t *testing.T) string { return leading(t, false).html("/figures?by=month") },
	"cases":         func(t *testing.T) string { return newVisitor(t, covering).html("/cases?stage=handle") },
	"case": func(t *testing.T) string { // the guide shows it: that a name is no markup TestApplicantIsShownOnlyWhenAsked holds
		v := newVisitor(t, covering)
		v.counter.fields["applicant"] = "刘洋"
		return v.html("/cases/BJ2026-000412?show=applicant")
	},
	"case-entered-late": func(t *testing.T) string { return lateStory(t).html("/cases/BJ2026-000412") },
	"case-act":          func(t *testing.T) string { return newVisitor(t, covering).html("/cases/BJ2026-000412?do=pause") },
	"approvals":         func(t *testing.T) string { return newVisitor(t, leader).html("/approvals") },
	"approval":          func(t *testing.T) string { return newVisitor(t, leader).html("/approvals/BJ2026-000412") },
	"consent":           func(t *testing.T) string { return urgent(t).html("/approvals/BJ2026-000412/urgent") },
	"second": func(t *testing.T) string {
		v, page := signing(t)
		return v.html(page)
	},
	"inbox":     func(t *testing.T) string { return newVisitor(t, covering).html("/inbox?all=1") },
	"error-404": func(t *testing.T) string { return newVisitor(t, covering).html("/nowhere") },
	"error-403": func(t *testing.T) string { return newVisitor(t, covering).html("/register/food-permit") },
	"why":       func(t *testing.T) string { return newVisitor(t, covering).html("/cases/BJ2026-000412/why/handle") },
	"law":       func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/law") },
	"law-rule":  func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/law/R142") },
	"law-article": func(t *testing.T) string {
		return newVisitor(t, casework.Principal{}).html("/law/效能投诉处理暂行办法/10.2.1")
	},
	"law-choice": func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/law/离岗告示制/2") },
	"public":     func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/public") },
	"promises":   func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/public/items") },
	"promise": func(t *testing.T) string {
		return newVisitor(t, casework.Principal{}).html("/public/items/food-permit")
	},
	"due":        func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html("/public/due") },
	"due-answer": func(t *testing.T) string { return newVisitor(t, casework.Principal{}).html(asked) },
	"due-errors": func(t *testing.T) string {
		return newVisitor(t, casework.Principal{}).html("/public/due?start=last+week&n=ten&unit=wd&from1=2026-09-29T10:00&to1=2026-09-28T10:00")
	},
	"due-provisional": func(t *testing.T) string {
		return newVisitor(t, casework.Principal{}).html("/public/due?start=2026-12-24T09:30&n=20&unit=wd")
	},
	"due-hours": func(t *testing.T) string {
		return newVisitor(t, casework.Principal{}).html("/public/due?start=2026-09-24T15:30&n=4&unit=wh")
	},
	"due-long": func(t *testing.T) string {
		return newVisitor(t, casework.Principal{}).html("/public/due?start=2026-09-24T15:30&n=900&unit=d")
	},
	"operator": func(t *testing.T) string { return newVisitor(t, administrator).html("/operator") },
	"operator-empty": func(t *testing.T) string {
		v := newVisitor(t, administrator)
		v.counter.parked = nil
		return v.html("/operator")
	},
	"calendars":     func(t *testing.T) string { return newVisitor(t, administrator).html("/admin/calendars") },
	"recounts":      func(t *testing.T) string { return newVisitor(t, administrator).html("/admin/recounts") },
	"recount":       func(t *testing.T) string { return newVisitor(t, administrator).html("/admin/recounts/7") },
	"recount-going": func(t *testing.T) string { return newVisitor(t, administrator).html("/admin/recounts/5") },
	"recount-done":  func(t *testing.T) string { return newVisitor(t, administrator).html("/admin/recounts/3") },
	"policies":      func(t *testing.T) string { return newVisitor(t, administrator).html("/policies") },
	"policy":        func(t *testing.T) string { return newVisitor(t, administrator).html("/policies/service-permit@1") },
	"draft":         func(t *testing.T) string { return newVisitor(t, administrator).html("/policies/service-permit/draft") },
	"compare": func(t *testing.T) string {
		return newVisitor(t, administrator).html("/policies/compare?a=service-permit@1&b=service-permit@2")
	},
	"try": func(t *testing.T) string {
		return newVisitor(t, administrator).html("/policies/service-permit@2/try?item=food-permit&received=2026-09-24T09:30")
	},
	"watch":    func(t *testing.T) string { return newVisitor(t, watcher).html("/watch") },
	"alone":    func(t *testing.T) string { return newVisitor(t, watcher).html("/watch/alone") },
	"coverage": func(t *testing.T) string { return newVisitor(t, watcher).html("/watch/coverage") },
	"pieces":   func(t *testing.T) string { return newVisitor(t, generalOffice).html("/pieces") },
	"calendars-errors": func(t *testing.T) string {
		v := newVisitor(t, administrator)
		v.counter.rulesErr = &casework.Error{Code: casework.DayClash, Field: "line[3]"}
		return posted(v, "/admin/calendars", url.Values{"year": {"2027"}, "source": {"国办发明电〔2026〕9号"}, "list": {"2027-01-01,休\n2027-01-01,班"}})
	},
	"calendars-empty": func(t *testing.T) string {
		v := newVisitor(t, administrator)
		v.counter.calendars = nil
		return v.html("/admin/calendars")
	},
	"recounts-empty": func(t *testing.T) string {
		v := newVisitor(t, administrator)
		v.counter.recounts = nil
		return v.html("/admin/recounts")
	},
	"recount-unsure": func(t *testing.T) string { return posted(newVisitor(t, administrator), "/admin/recounts/7", nil) },
	"policy-request": func(t *testing.T) string { return newVisitor(t, administrator).html("/policies/service-permit@2") },
	"policy-consent": func(t *testing.T) string {
		v := newVisitor(t, watcher)
		v.counter.ask()
		return v.html("/policies/service-permit@2")
	},
	"policy-problems": func(t *testing.T) string {
		v := newVisitor(t, administrator)
		v.counter.problems = []*casework.Error{
			{Code: casework.OverCeiling, Field: "rules[1].extension.stretch", Rule: "行政许可法第四十二条"}, {Code: casework.BadLimit, Field: "rules[3].limit", Rule: "wd d mo wh wm ws h m s"},
			{Code: casework.ApproverRank, Field: "rules[1].extension.deciders", Rule: "R043"},
		}
		return v.html("/policies/service-permit@2")
	},
	"draft-clock": func(t *testing.T) string {
		return newVisitor(t, administrator).html("/policies/service-permit/draft?clock=2")
	},
	"draft-wrong": func(t *testing.T) string {
		v := newVisitor(t, administrator)
		v.counter.problems = []*casework.Error{
			{Code: casework.OverCeiling, Field: "rules[1].limit", Rule: "行政许可法第四十二条"}, {Code: casework.BasisUnknown, Field: "rules[1].basis", Rule: "R043"},
			{Code: casework.Invalid, Field: "rules[1].ladder[0].to", Rule: "required"}, {Code: casework.LadderSilent, Field: "rules[0].ladder", Rule: "R024"},
		}
		return v.html("/policies/service-permit/draft?clock=1&find=" + url.QueryEscape("许可 延长"))
	},
	"draft-error": func(t *testing.T) string {
		return posted(newVisitor(t, administrator), "/policies/service-permit/draft", url.Values{"revision": {"3"}, "doc": {"{\n  \"kind\": \"service\",\n  \"limt\": 3\n}"}})
	},
	"watch-empty": func(t *testing.T) string {
		v := newVisitor(t, watcher)
		v.counter.watched = nil
		return v.html("/watch?days=365")
	},
	"signin-fail": func(t *testing.T) string {
		return posted(newVisitor(t, casework.Principal{}), "/signin", url.Values{"username": {"liMin"}})
	},
	"desk-empty": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.counter.clocks, v.counter.inbox = nil, nil
		return v.html("/")
	},
	"case-large": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.cookies[kernel.SizeCookie] = kernel.Large
		return v.html("/cases/BJ2026-000412")
	},
	"case-served": func(t *testing.T) string { return refusedAndServed(t, covering).html("/cases/BJ2026-000412") },
	"case-late": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.now = at("2026-10-22 10:05")
		c := v.counter.cases["BJ2026-000412"]
		c.Clocks[1].Status, c.Clocks[1].Light = casework.Breached, casework.Red
		return v.html("/cases/BJ2026-000412")
	},
	"case-waiting": func(t *testing.T) string {
		v := newVisitor(t, clerk)
		v.counter.timeline, v.counter.ledger, v.counter.actions = nil, nil, nil
		v.cookies[kernel.FlashCookie] = "register.pending|BJ2026-000460"
		return v.html("/cases/BJ2026-000460")
	},
	"case-closed": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.counter.actions = v.counter.actions[:0]
		return v.html("/cases/BJ2026-000370")
	},
	"case-refused": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.counter.refuse = core.Refusals{
			casework.FieldError(casework.PauseCategory, "category", "R028"), casework.FieldError(casework.Invalid, "until", "R028"),
		}
		return posted(v, "/cases/BJ2026-000412/pause", url.Values{"category": {"supplement"}, "reason": {long}})
	},
	"register-errors": func(t *testing.T) string {
		v := newVisitor(t, clerk)
		v.counter.refuse = core.Refusals{
			casework.FieldError(casework.PastNoReason, "reason", "R002"), casework.FieldError(casework.BadPhone, "fields.phone", "tel"),
			casework.FieldError(casework.MissingPaper, "materials.licence", "R024"), casework.FieldError(casework.MissingPaper, "materials.id-card", "R024"),
		}
		return posted(v, "/register/food-permit", url.Values{
			"fields.applicant": {"青岚县好味道餐饮管理有限公司"}, "fields.phone": {"无"}, "fields.matter": {long}, "fields.business": {"餐饮服务经营者"},
			"materials": {"application"}, "received": {"2026-10-14T09:00"},
		})
	},
	"approval-error": func(t *testing.T) string {
		v := newVisitor(t, leader)
		v.counter.refuse = core.Refusals{casework.FieldError(casework.Invalid, "reason", "required")}
		return posted(v, "/approvals/BJ2026-000412", url.Values{"approve": {"true"}})
	},
	"error-503": func(t *testing.T) string {
		v := newVisitor(t, covering)
		v.counter.down = http.ErrHandlerTimeout
		return v.html("/")
	},
}

func posted(v *visitor, path string, form url.Values) string {
	v.t.Helper()
	html, err := v.read(v.post(path, form)).Html()
	require.NoError(v.t, err)
	return html
}
