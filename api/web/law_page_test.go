package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/api/web/law"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/words"
)

// TestTheLawIsEverybodys: each rule opens at its articles and each article tells what
// rests on it, without an account and in both languages.
func TestTheLawIsEverybodys(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	doc, status := v.get("/law")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, 244, doc.Find(".law-rows tbody tr").Length())
	require.Contains(t, textOf(doc.Find("#complaint")), "R064–R083")

	doc, status = v.get("/law/R069")
	require.Equal(t, http.StatusOK, status)
	main := textOf(doc.Find("main"))
	for _, want := range []string{"R069 十个工作日内办结并告知", "软件保证", "效能投诉处理暂行办法第十条（二）1", "2019年7月1日起", "宣直〔2019〕48号"} {
		require.Contains(t, main, want)
	}
	shown := textOf(doc.Find(".law-example"))
	for _, want := range []string{"2026-03-16 17:30", "已超期：办理", "在岗承办人、科室负责人、效能办", "二级升级", "决不发生", "谁可以答复", "3月2日（周一）转办为第0日"} {
		require.Contains(t, shown, want, "an example as a timeline")
	}
	require.Contains(t, main, "由什么落实：效能投诉的时限：办理；效能投诉的操作：答复")
	require.NotContains(t, main, "complaint@2/handle", "an official reads words")
	require.Contains(t, doc.Find("mark").Text(), "10个工作日内办结", "what it rests on is marked within its article")
	require.NotContains(t, doc.Find("mark").Text(), "投诉复核阶段")
	require.Contains(t, doc.Find(".law-text").Text(), "投诉复核阶段")

	for path, want := range map[string][]string{
		"/law/效能投诉处理暂行办法/10":          {"第十条 投诉受理办理程序", "R069", "R074", "上一条：效能投诉处理暂行办法第九条", "下一条：效能投诉处理暂行办法第十一条"},
		"/law/licensing/32.4":         {"行政许可法第三十二条（四）", "R024"},
		"/law/licensing":              {"中华人民共和国行政许可法", "第八十三条"},
		"/law/党组工作条例/27":              {"未核对原文", "内容提要", "R142"},
		"/law/全国年节及纪念日放假办法/2":         {"春节，放假4天", "其他时期的文本", "2014年1月1日 至 2024年12月31日"},
		"/law/holidays-2014/2":        {"春节，放假3天"},
		"/law/离岗告示制/2":                {"这个名称不止一处"},
		"/law/R046":                   {"由人执行"},
		"/law/R222":                   {"软件保证", "条文没有写明的", "公文或事项"},
		"/law/xuancheng-deductions/1": {"R124"},
	} {
		doc, status := v.get(path)
		require.Equal(t, http.StatusOK, status, path)
		for _, w := range want {
			require.Contains(t, textOf(doc.Find("main")), w, path)
		}
	}
	for _, path := range []string{"/law/R999", "/law/效能投诉处理暂行办法/99", "/law/nothing/1", "/law/licensing/x"} {
		_, status := v.get(path)
		require.Equal(t, http.StatusNotFound, status, path)
	}
	v.lang = words.English
	doc, _ = v.get("/law/R069")
	main = textOf(doc.Find("main"))
	require.Contains(t, main, "Ten working days, and both are told")
	require.Contains(t, main, "10个工作日内办结", "the law itself is Chinese")
	require.Equal(t, "zh-CN", doc.Find(".law-text").AttrOr("lang", ""))
}

// TestEveryLinkOfTheLawOpens follows every link from the list, and from each page it
// leads to.
func TestEveryLinkOfTheLawOpens(t *testing.T) {
	t.Parallel()
	contents, err := law.List(false)
	require.NoError(t, err)
	open := func(href string) {
		name, address, _ := strings.Cut(strings.TrimPrefix(href, "/law/"), "/")
		_, known, err := law.RuleOf(kind.Office(), name, false)
		require.NoError(t, err)
		if !known {
			opened, known, err := law.Open(name, address, true)
			require.NoError(t, err)
			require.True(t, known, href)
			require.Empty(t, opened.Choice, href)
		}
	}
	seen := 0
	for _, g := range contents.Groups {
		require.NotEmpty(t, g.Rows, g.Key)
		for _, r := range g.Rows {
			seen++
			rule, known, err := law.RuleOf(kind.Office(), r.ID, true)
			require.NoError(t, err)
			require.True(t, known, r.ID)
			for _, a := range rule.Articles {
				open(a.Href)
				open(a.Whole.Href)
				require.NotEmpty(t, a.Lines, a.Href)
			}
		}
	}
	require.Equal(t, 244, seen)
	for _, r := range contents.Regulations {
		open(r.Href)
	}
}

// TestARuleSaysWhatIsDoneInBothLanguages: an official reads in Chinese, too, what the software does
// about a rule, and why it does nothing about one that binds people.
func TestARuleSaysWhatIsDoneInBothLanguages(t *testing.T) {
	t.Parallel()
	contents, err := law.List(false)
	require.NoError(t, err)
	for _, g := range contents.Groups {
		for _, r := range g.Rows {
			zh, _, err := law.RuleOf(kind.Office(), r.ID, false)
			require.NoError(t, err)
			en, _, err := law.RuleOf(kind.Office(), r.ID, true)
			require.NoError(t, err)
			require.Regexp(t, `\p{Han}`, zh.Says, r.ID)
			require.NotEmpty(t, en.Says, r.ID)
			require.NotEqual(t, en.Says, zh.Says, r.ID)
		}
	}
	v := newVisitor(t, casework.Principal{})
	doc, _ := v.get("/law/R046")
	require.Contains(t, textOf(doc.Find("main")), "软件怎么做：由人执行 延时服务由在场人员完成，软件不能代替")
	v.lang = words.English
	doc, _ = v.get("/law/R046")
	require.Contains(t, textOf(doc.Find("main")), "staying after closing for a citizen is done by people")
}

// TestCitationsLink: wherever a page says on what something rests, that opens.
func TestCitationsLink(t *testing.T) {
	t.Parallel()
	for path, want := range map[string][]string{
		"/cases/BJ2026-000412":            {"/law/licensing/42", "/law/R005"},
		"/cases/BJ2026-000412/why/handle": {"/law/licensing/42", "/law/R005"},
		"/cases/BJ2026-000412?do=pause":   {"/law/R024"},
		"/inbox?all=1":                    {"/law/licensing/42"},
	} {
		doc, status := newVisitor(t, covering).get(path)
		require.Equal(t, http.StatusOK, status, path)
		for _, href := range want {
			require.NotZero(t, doc.Find(`a.cite[href="`+href+`"]`).Length(), "%s from %s", href, path)
		}
	}
	doc, _ := newVisitor(t, casework.Principal{}).get("/public/items/food-permit")
	require.NotZero(t, doc.Find(`a.cite[href="/law/food-safety/35"]`).Length())

	v := newVisitor(t, covering)
	v.counter.down = casework.FieldError(casework.Forbidden, "", "公务员法第七十六条")
	doc, _ = v.get("/cases/BJ2026-000412")
	require.NotZero(t, doc.Find(`a.cite[href="/law/civil-servants/76"]`).Length(), "a refusal names its article")

	html, err := law.Cite("<b>R069</b>", "", "行政许可法第四十二条")
	require.NoError(t, err)
	require.Equal(t, `&lt;b&gt;<a class="cite" href="/law/R069">R069</a>&lt;/b&gt; <a class="cite" href="/law/licensing/42">行政许可法第四十二条</a>`, string(html))
}

// TestAWrongCitationIsShownRight: what a published version cites wrongly can be changed
// no more, and no page repeats it.
func TestAWrongCitationIsShownRight(t *testing.T) {
	t.Parallel()
	require.Equal(t, "办文办事限时制第五条", kernel.Right("document@2", "办文办事限时制第五项"))
	require.Equal(t, "办文办事限时制第五条", kernel.Right("shixian/document@1", "办文办事限时制第五项"))
	require.Equal(t, "办文办事限时制第五项", kernel.Right("elsewhere@1", "办文办事限时制第五项"), "an office's own policy says what it says")
	v := newVisitor(t, covering)
	view := v.counter.cases["BJ2026-000412"]
	view.Policy, view.Clocks = "document@2", slices.Clone(view.Clocks)
	for i := range view.Clocks {
		view.Clocks[i].Basis = "办文办事限时制第五项"
	}
	v.counter.cases[view.Number] = view
	doc, _ := v.get("/cases/BJ2026-000412")
	require.NotContains(t, textOf(doc.Find("#bars").Parent()), "第五项")
	require.NotZero(t, doc.Find(`a.cite[href="/law/xuancheng-time-limits/5"]`).Length())
}

// TestARuleTellsHowManyCasesItTouched to staff: the number is of those one may read, and a
// citizen is told none.
func TestARuleTellsHowManyCasesItTouched(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, status := v.get("/law/R069")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, textOf(doc.Find("main")), "本年度涉及 128 件 1月1日以来，您有权查看的范围内")
	require.Equal(t, []string{"R069"}, v.counter.desk.counted)
	v.lang = words.English
	doc, _ = v.get("/law/R069")
	require.Contains(t, textOf(doc.Find("main")), "Touched 128 cases this year")

	v = newVisitor(t, casework.Principal{})
	doc, _ = v.get("/law/R069")
	require.NotContains(t, textOf(doc.Find("main")), "本年度涉及")
	require.Empty(t, v.counter.desk.counted, "nobody is counted for")
}
