package web

import (
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"
)

// asData is a day or a month as data holds it; with an hour behind it, it is an entry of a list.
var asData = regexp.MustCompile(`(^|[^\w-])20\d\d-\d\d(-\d\d)?($|[^\w-])( ?\d\d:\d\d)?`)

// speaksPlainly: a day is written as people write it (2026年10月20日) but for what a field takes; a
// cell of a list with nothing in it is empty, so that it is drawn as such; and no mark repeats the
// words it stands beside, nor a heading its own.
func speaksPlainly(t *testing.T, doc *goquery.Document) {
	t.Helper()
	told := doc.Find("body").Clone()
	told.Find("table.reasons, .rows td, time, .hint, .error, .summary, .help, .moments, textarea, article.paper table").Remove()
	told.Find("p, li, dd, h1, h2, h3, strong, th, caption, text, span").Each(func(_ int, s *goquery.Selection) {
		found := asData.FindString(textOf(s))
		require.True(t, found == "" || strings.Contains(found, ":"), "a day as data holds it: %s", textOf(s))
	})
	doc.Find(".rows tbody td:not(.do)").Each(func(_ int, s *goquery.Selection) {
		if textOf(s) == "" && s.Find("input, button, svg").Length() == 0 {
			html, err := s.Html()
			require.NoError(t, err)
			require.Empty(t, html, "a cell looks empty and is not: %s", textOf(s.Parent()))
		}
	})
	doc.Find("td .tag").Each(func(_ int, s *goquery.Selection) {
		word := textOf(s)
		require.Equal(t, 1, strings.Count(textOf(s.Closest("td")), word), "said twice: %s", textOf(s.Closest("td")))
	})
	doc.Find("h1 .number ~ .of").Each(func(_ int, s *goquery.Selection) {
		kind := strings.TrimSpace(strings.Split(textOf(s.Closest("h1")), textOf(s.Closest("h1").Find(".number")))[0])
		require.False(t, kind != "" && strings.HasPrefix(textOf(s), kind), "said twice: %s", textOf(s.Closest("h1")))
	})
}

// TestADayThatIsNoneIsToldHow: who filters by a day that is none reads how one is written, and no
// list stands below as if it had been looked for.
func TestADayThatIsNoneIsToldHow(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/cases?from=yesterday", "/audit?from=yesterday"} {
		doc, _ := auditing(t).get(path)
		require.Contains(t, textOf(doc.Find("#summary")), "请填写日期，例如 2026-10-20", path)
		require.Zero(t, doc.Find(".empty").Length(), path)
	}
}

// TestWhatIsSaidHasItsUnitAndIsSaidOnce: of pages found wanting, what each has to say.
func TestWhatIsSaidHasItsUnitAndIsSaidOnce(t *testing.T) {
	t.Parallel()
	tells := allStories()
	page := func(name string) *goquery.Selection {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(tells[name](t)))
		require.NoError(t, err)
		return doc.Find("main")
	}
	require.Contains(t, textOf(page("approval")), "可以少于申请的 2 个工作日")
	require.Equal(t, 1, strings.Count(textOf(page("case-closed").Find(".case-head")), "准予办结"))
	require.Equal(t, 1, strings.Count(textOf(page("case-waiting")), "已登记"))
	require.Equal(t, "督办事项 DB2026-000012", textOf(page("supervision").Find("h1")))
	items := page("items").Find("li p")
	require.Contains(t, textOf(items), "收费：不收费")
	require.NotContains(t, textOf(items.FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.HasPrefix(textOf(s), "办公室") })), "收费")
	require.Contains(t, textOf(page("compare").Find("del")), "否")
	require.NotContains(t, textOf(page("attendance-empty").Find("label[for=file]")), "选填")
	require.Equal(t, 0, page("absences").Find("th:contains(编号)").Length(), "a column of buttons is no column of numbers")
}
