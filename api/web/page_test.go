package web

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/words"
)

// disagreeing finds one of many in English (1 times), and what was to be chosen between ({day|days}).
var disagreeing = regexp.MustCompile(`\b1 (times|(working )?(days|hours|minutes|seconds)|months|cases|matters|findings|rows|limits|members|clocks|notes)\b|\{[a-z ]+\|[a-z ]+\}`)

// cjkSigns finds signs of Chinese type in English words: a Chinese font sets them a whole character wide.
var cjkSigns = regexp.MustCompile(`[“＋][A-Za-z0-9]|[A-Za-z]”`)

// whoever finds the relative that English does not leave alone (by who registered it).
var whoever = regexp.MustCompile(`(?i)\b(by|to|for|of|than) who [a-z]+`)

// offPaper are the selectors of what is not printed.
func offPaper(t *testing.T) string {
	t.Helper()
	sheet, err := os.ReadFile("kernel/static/print.css")
	require.NoError(t, err)
	rule := regexp.MustCompile(`\n +([^{}]+) \{ display: none !important; \}`).FindSubmatch(sheet)
	require.NotNil(t, rule)
	return string(rule[1])
}

// keepsTheLaw reads a page as a browser, a screen reader and a content security policy would.
func keepsTheLaw(t *testing.T, doc *goquery.Document) {
	t.Helper()
	require.NotContains(t, doc.Text(), "\uFFFD", "no broken character")
	require.NotContains(t, doc.Text(), "%!", "words and what is put into them agree")
	require.Empty(t, disagreeing.FindString(doc.Text()+" "+strings.Join(doc.Find("[aria-label]").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("aria-label", "") }), " ")), "a noun goes by its number")
	doc.Find("option").Each(func(_ int, s *goquery.Selection) {
		said := strings.FieldsFunc(textOf(s), func(r rune) bool { return r == '、' || r == ',' })
		require.Len(t, slices.Compact(slices.Sorted(slices.Values(said))), len(said), "said twice in one choice: %s", textOf(s))
	})
	setInEnglish(t, doc)
	gone := offPaper(t)
	doc.Find("button, .button").Each(func(_ int, s *goquery.Selection) {
		require.True(t, s.Is(gone) || s.Closest(gone).Length() > 0, "nothing to click on paper: %s", textOf(s))
	})
	nothingInline(t, doc)
	namesEverything(t, doc)
	lightsAreThreefold(t, doc)
	looksLikeAField(t, doc)
	headingsInOrder(t, doc)
	speaksPlainly(t, doc)
	require.Equal(t, 1, doc.Find("h1").Length())
	require.Equal(t, 1, doc.Find("link[rel=stylesheet]").Length(), "one style sheet")
	require.Equal(t, 1, doc.Find("a.skip[href='#main']").Length())
	require.NotEmpty(t, doc.Find("html").AttrOr("lang", ""))
}

// setInEnglish: what is written in English is set as English is, and a column's name begins with a capital.
func setInEnglish(t *testing.T, doc *goquery.Document) {
	t.Helper()
	if doc.Find("html").AttrOr("lang", "") != words.English {
		return
	}
	require.Empty(t, whoever.FindString(doc.Text()), "whoever, in English")
	require.Empty(t, cjkSigns.FindString(doc.Text()), "a sign of Chinese type in English words")
	doc.Find("thead th").Not("article.paper th").Each(func(_ int, s *goquery.Selection) {
		if name := textOf(s); !strings.Contains(name, "@") { // versions are called as they are
			require.Equal(t, words.Capital(name), name, "a column's name")
		}
	})
}

// headingsInOrder: who walks from heading to heading misses no level, and finds words at each;
// landmarks of one sort tell themselves apart, and a table says what its columns and rows are.
func headingsInOrder(t *testing.T, doc *goquery.Document) {
	t.Helper()
	before := byte('0')
	// What has to be put right stands before everything, above the page's own heading.
	doc.Find("h1, h2, h3, h4, h5, h6").Not(".summary > h2").Each(func(_ int, s *goquery.Selection) {
		level := goquery.NodeName(s)[1]
		require.NotEmpty(t, textOf(s), "a heading without words")
		require.LessOrEqual(t, level, before+1, "%q comes after h%c", textOf(s), before)
		before = level
	})
	called := map[string]bool{}
	if doc.Find("[role=search]").Length() > 1 {
		doc.Find("[role=search]").AddClass("told-apart")
	}
	doc.Find("nav, section[aria-label], section[aria-labelledby], [role=region], .told-apart").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("aria-label", s.AttrOr("aria-labelledby", ""))
		require.False(t, called[name], "two landmarks are %s", name)
		require.NotEmpty(t, name, "a landmark without a name")
		called[name] = true
	})
	doc.Find("table").Each(func(_ int, s *goquery.Selection) {
		require.NotZero(t, s.Find("th").Length(), "a table without heads: %s", textOf(s))
		s.Find("thead th").Each(func(_ int, th *goquery.Selection) {
			require.NotEmpty(t, textOf(th), "a column without a name")
		})
	})
}

func nothingInline(t *testing.T, doc *goquery.Document) {
	t.Helper()
	require.Zero(t, doc.Find("style, [style], iframe, base").Length(), "nothing inline")
	doc.Find("script").Each(func(_ int, s *goquery.Selection) {
		require.NotEmpty(t, s.AttrOr("src", ""), "no script in the page")
		require.Empty(t, strings.TrimSpace(s.Text()))
	})
	doc.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, a := range s.Nodes[0].Attr {
			require.False(t, strings.HasPrefix(a.Key, "on"), "%s has %s", goquery.NodeName(s), a.Key)
			require.NotContains(t, strings.ToLower(a.Val), "javascript:")
			require.NotContains(t, a.Val, "ZgotmplZ", "the template engine refused a value")
		}
	})
}

// formStyles is the style sheet of what is typed into.
var formStyles = sync.OnceValue(func() string {
	styles, err := os.ReadFile("kernel/static/form.css")
	return string(styles) + fmt.Sprint(err)
})

// looksLikeAField: what is typed into looks like every other such field. A type that the
// style sheet does not name shows as the browser likes it.
func looksLikeAField(t *testing.T, doc *goquery.Document) {
	t.Helper()
	doc.Find("input[type]:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file])").Each(func(_ int, s *goquery.Selection) {
		require.Contains(t, formStyles(), "input[type="+s.AttrOr("type", "")+"], ", s.AttrOr("name", "?"))
	})
}

func namesEverything(t *testing.T, doc *goquery.Document) {
	t.Helper()
	seen := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		require.False(t, seen[id], "id %s twice", id)
		seen[id] = true
	})
	doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
		labelled := doc.Find("label[for='"+s.AttrOr("id", "-")+"']").Length() > 0 || s.Closest("label").Length() > 0
		require.True(t, labelled, "%s has no label", s.AttrOr("name", "?"))
	})
	doc.Find("a[href^='#'], [aria-describedby], [aria-labelledby]").Each(func(_ int, s *goquery.Selection) {
		ids := strings.Fields(strings.TrimPrefix(s.AttrOr("href", ""), "#") + " " + s.AttrOr("aria-describedby", "") + " " + s.AttrOr("aria-labelledby", ""))
		for _, id := range ids {
			if !strings.ContainsAny(id, "/?") {
				require.True(t, seen[id], "nothing has id %s", id)
			}
		}
	})
	doc.Find("button, a").Each(func(_ int, s *goquery.Selection) {
		require.NotEmpty(t, textOf(s), "a button or link without words")
	})
	doc.Find("ul[role], ol[role], dl[role], table[role]").Each(func(_ int, s *goquery.Selection) {
		require.Equal(t, "list", s.AttrOr("role", ""), "what is a list or table is read as no other thing: put the role around it")
	})
	doc.Find("fieldset").Each(func(_ int, s *goquery.Selection) {
		require.NotZero(t, s.Find("input, select, button, p").Length(), "%s: a question without an answer", textOf(s.Find("legend")))
	})
	doc.Find("svg[role=img]").Each(func(_ int, s *goquery.Selection) {
		require.NotEmpty(t, s.AttrOr("aria-label", ""))
	})
}

// lightsAreThreefold: a light has a colour, a shape of its own and a word.
func lightsAreThreefold(t *testing.T, doc *goquery.Document) {
	t.Helper()
	own := map[string]string{"light-red": "rect", "light-yellow": "path", "light-green": "circle"}
	doc.Find(".light").Each(func(_ int, s *goquery.Selection) {
		require.NotEmpty(t, textOf(s.Find(".word")))
		for class, shape := range own {
			if s.HasClass(class) {
				require.Equal(t, 1, s.Find("svg > "+shape).Length(), class)
				require.Equal(t, 1, s.Find("svg > *").Length(), class)
			}
		}
	})
}

func TestDeskAnswersInOrder(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, status := v.get("/")
	require.Equal(t, http.StatusOK, status)
	var strip []string
	doc.Find(".strip a").Each(func(_ int, s *goquery.Selection) { strip = append(strip, textOf(s)) })
	require.Equal(t, []string{"已超期 1", "今日到期 2", "将到期 1", "在办 2", "暂停 1"}, strip, "a matter counts once")
	require.Contains(t, textOf(doc.Find(".who")), "李敏 · 行政许可科 · 替 王强 顶岗")

	rows := doc.Find(".matters tbody tr")
	first := rows.First()
	require.Equal(t, "已超期 超 2 个工作日", textOf(first.Find(".light")))
	require.Equal(t, "/cases/BJ2026-000398?do=accept#accept", first.Find(".do a").AttrOr("href", ""))
	require.Equal(t, "受理 BJ2026-000398", textOf(first.Find(".do a")))
	require.Contains(t, textOf(first), "说明", "its other clock stands in the same row")
	require.Equal(t, "恢复计时 BJ2026-000409", textOf(rows.Last().Find(".do a")))
	require.Contains(t, textOf(rows.Eq(5)), "2027-01-08 17:30 暂定")
	require.Equal(t, "43", doc.Find("body").AttrOr("data-refresh", ""), "the page knows when its next light changes")

	filtered, _ := v.get("/?light=today")
	require.Equal(t, 2, filtered.Find(".matters tbody tr").Length())
	filtered, _ = v.get("/?light=red")
	require.Equal(t, 1, filtered.Find(".matters tbody tr").Length())
	require.Equal(t, "true", filtered.Find(".strip a").First().AttrOr("aria-current", ""))
}

func TestDeskPages(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	for i := len(v.counter.clocks); i < 120; i++ {
		one := v.counter.clocks[0]
		one.Number = fmt.Sprintf("BJ2026-%06d", 1000+i)
		v.counter.clocks = append(v.counter.clocks, one)
	}
	seen := map[string]bool{}
	pages := 0
	for next := "/?all=1"; next != ""; pages++ {
		doc, _ := v.get(next)
		doc.Find(".matters a.number").Each(func(_ int, s *goquery.Selection) { seen[textOf(s)] = true })
		next = doc.Find("a[rel=next]").AttrOr("href", "")
	}
	require.Equal(t, 3, pages)
	require.Len(t, seen, 119, "each once, and none left out")
	doc, _ := v.get("/?after=nonsense")
	require.Equal(t, 50, doc.Find(".matters tbody tr").Length(), "what is no mark is the beginning")
}

func TestSearchLeadsToTheCase(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	res := v.send(get("/cases?number=+bj2026-000412+"))
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, "/cases/BJ2026-000412", res.Header.Get("Location"))
	v.counter.cases = map[string]casework.CaseView{}
	doc, _ := v.get("/cases?number=BJ2099")
	require.Contains(t, textOf(doc.Find(".empty")), "没有编号为 BJ2099 的案件")
}

func TestNobodyReadsWithoutSigningIn(t *testing.T) {
	t.Parallel()
	for _, r := range Rules() {
		if kernel.Open(r.Access) || strings.HasPrefix(r.Path, "/static/") {
			continue
		}
		v := newVisitor(t, casework.Principal{})
		path := strings.NewReplacer(":number", "BJ2026-000412", ":item", "food-permit", ":command", "complete").Replace(r.Path)
		res := v.post(path, nil)
		if r.Method == http.MethodGet {
			res = v.send(get(path))
		}
		require.Equal(t, http.StatusSeeOther, res.StatusCode, r.Path)
		require.True(t, strings.HasPrefix(res.Header.Get("Location"), "/signin?next="), r.Path)
		require.Empty(t, v.counter.did)
	}
}

func TestSignInAndOut(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	res := v.post("/signin", url.Values{"username": {"backup"}, "password": {"wrong-secret"}})
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	doc := v.read(res)
	require.Equal(t, "backup", doc.Find("#username").AttrOr("value", ""), "the name is kept")
	require.Empty(t, doc.Find("#password").AttrOr("value", ""), "the password is not")
	require.Contains(t, textOf(doc.Find("#username-error")), "用户名或密码不对")

	res = v.post("/signin", url.Values{"username": {"backup"}, "password": {"right"}, "next": {"/inbox"}})
	require.Equal(t, "/inbox", res.Header.Get("Location"))
	res = v.post("/signin", url.Values{"username": {"backup"}, "password": {"right"}, "next": {"//evil.example/x"}})
	require.Equal(t, "/", res.Header.Get("Location"), "never to another site")

	res = v.post("/signout", nil)
	require.Equal(t, "/signin", res.Header.Get("Location"))
	doc, _ = v.get("/signin")
	require.Contains(t, textOf(doc.Find(".flash")), "已退出登录")
	doc, _ = v.get("/signin")
	require.Zero(t, doc.Find(".flash").Length(), "said once")
}

// TestAPasswordGivenIsReplaced: who signs in with a password he was given is asked
// for one of his own, and told in words what is wrong with it.
func TestAPasswordGivenIsReplaced(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{Person: "backup", Name: "李敏", Unit: "permits"})
	v.door.given = true
	res := v.post("/signin", url.Values{"username": {"backup"}, "password": {"right"}, "next": {"/inbox"}})
	require.Equal(t, "/password?next=%2Finbox", res.Header.Get("Location"))
	doc, _ := v.get("/password?next=/inbox")
	require.Contains(t, doc.Find("main").Text(), "别人给您设的")
	require.Equal(t, 3, doc.Find("main input[type=password]").Length())

	for field, typed := range map[string]url.Values{
		"again":   {"present": {"right"}, "new": {"Kb7-Kb7-9QXM"}, "again": {"Kb7"}},
		"present": {"present": {"wrong"}, "new": {"Kb7-Kb7-9QXM"}, "again": {"Kb7-Kb7-9QXM"}},
		"new":     {"present": {"right"}, "new": {"weak"}, "again": {"weak"}},
	} {
		res := v.post("/password", typed)
		require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode, field)
		doc := v.read(res)
		require.NotEmpty(t, textOf(doc.Find("#"+field+"-error")), field)
		require.NotContains(t, doc.Text(), "Kb7", "no password comes back")
	}
	res = v.post("/password", url.Values{"present": {"right"}, "new": {"Kb7-Kb7-9QXM"}, "again": {"Kb7-Kb7-9QXM"}, "next": {"/inbox"}})
	require.Equal(t, "/inbox", res.Header.Get("Location"))
	res = v.post("/signin", url.Values{"username": {"backup"}, "password": {"right"}})
	require.Equal(t, "/", res.Header.Get("Location"), "asked once")
}

func TestLanguageAndSize(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, _ := v.get("/cases?stage=handle")
	require.Equal(t, "zh-CN", doc.Find("html").AttrOr("lang", ""))
	form := doc.Find("form[action='/lang']")
	require.Equal(t, "/cases?stage=handle", form.Find("[name=next]").AttrOr("value", ""))
	res := v.post("/lang", url.Values{"lang": {"en"}, "next": {"/cases?stage=handle"}})
	require.Equal(t, "/cases?stage=handle", res.Header.Get("Location"))
	require.Contains(t, res.Header.Get("Set-Cookie"), auth.LangCookie+"=en", "a choice makes no session")
	require.Equal(t, http.StatusBadRequest, v.post("/lang", url.Values{"lang": {"fr"}}).StatusCode)

	v.lang = words.English
	doc, _ = v.get("/")
	require.Equal(t, "en", doc.Find("html").AttrOr("lang", ""))
	require.Equal(t, "My clocks", textOf(doc.Find("h1")))

	v.post("/lang", url.Values{"size": {"large"}})
	doc, _ = v.get("/")
	require.True(t, doc.Find("html").HasClass("large"))
}

func TestErrorPages(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, status := v.get("/cases/BJ2026-999999")
	require.Equal(t, http.StatusNotFound, status)
	require.Equal(t, "没有找到这一页", textOf(doc.Find("h1")))
	require.Equal(t, "/", doc.Find("main a").AttrOr("href", ""))
	doc, status = newVisitor(t, casework.Principal{}).get("/nowhere")
	require.Equal(t, http.StatusNotFound, status)
	require.Equal(t, "/public", doc.Find("main a").AttrOr("href", ""), "a citizen has no desk to go to")
	doc, status = v.get("/register/food-permit")
	require.Equal(t, http.StatusForbidden, status, "a clerk in waiting registers nothing")
	require.Contains(t, textOf(doc.Find("main")), "R160")

	v.counter.down = http.ErrHandlerTimeout
	doc, status = v.get("/")
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Contains(t, textOf(doc.Find("main")), "已提交的不会丢失")
	require.Contains(t, v.log.String(), "page failed")

	v = newVisitor(t, covering)
	v.lang = words.English
	res := v.post("/cases/BJ2026-000412/complete", url.Values{"reason": {strings.Repeat("字", kernel.MaxBody)}})
	require.Equal(t, http.StatusRequestEntityTooLarge, res.StatusCode)
	require.Equal(t, "That was too much at once", textOf(v.read(res).Find("h1")))
	require.Empty(t, v.counter.did)
}

func TestAssetsAreNamedByTheirContent(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	doc, _ := v.get("/signin")
	res := v.send(get(doc.Find("link").AttrOr("href", "")))
	require.Equal(t, http.StatusOK, res.StatusCode)
	require.Equal(t, "text/css; charset=utf-8", res.Header.Get("Content-Type"))
	require.Contains(t, res.Header.Get("Cache-Control"), "immutable")
	require.Equal(t, http.StatusNotFound, v.send(get("/static/shixian-000000000000.css")).StatusCode)
}

func TestEveryRouteHasItsRule(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	open := map[string]bool{}
	for _, r := range Rules() {
		require.NotEmpty(t, r.Access)
		open[r.Method+" "+r.Path] = true
	}
	for _, r := range v.engine.Routes() {
		require.True(t, open[r.Method+" "+r.Path], "%s %s", r.Method, r.Path)
	}
}
