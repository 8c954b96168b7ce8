package law_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/law"
	"github.com/shixian/shixian/schema"
)

func book(t *testing.T) *law.Book {
	t.Helper()
	b, err := law.Load(schema.Law)
	require.NoError(t, err)
	return b
}

// TestAddresses opens articles as the tables name them, and none that is not there.
func TestAddresses(t *testing.T) {
	t.Parallel()
	b := book(t)
	for ref, begins := range map[string]string{
		"xuancheng-complaints/10":     "第十条 投诉受理办理程序",
		"xuancheng-complaints/10.2.1": "1.被投诉单位应当在接到投诉转办件后10个工作日内办结",
		"xuancheng-complaints/10.2.3": "1.被投诉单位对不属于本单位受理范围的投诉，应当在3个工作日内", // the source begins to count anew
		"xuancheng-complaints/10.3":   "（三）投诉复核阶段",
		"urban-ten/4.2.1":             "1.各股室（二级机构）要确定专人登记",
		"changzhou-six/3.5":           "5.办公室、研究室成立行政效能监察领导小组",
		"civil-affairs/9.7.2.1":       "1、情节轻微、影响较小的",
		"suqian-two-holders/5.4":      "（四）A角和B角同时离岗期间",
		"licensing/32":                "第三十二条 行政机关对申请人提出的行政许可申请",
		"licensing/32.4":              "（四）申请材料不齐全或者不符合法定形式的",
		"licensing/32-1.4":            "（四）申请材料不齐全或者不符合法定形式的",
		"licensing/32-2":              "行政机关受理或者不予受理行政许可申请，应当出具",
		"disclosure/33-2":             "行政机关不能当场答复的，应当自收到申请之日起20个工作日内",
		"civil-servants/95-1":         "第九十五条 公务员对涉及本人的下列人事处理不服的",
	} {
		p, err := b.Ref(ref)
		require.NoError(t, err, ref)
		require.Contains(t, p.Text()[0], begins, ref)
	}
	for _, ref := range []string{"xuancheng-complaints/15", "licensing/32.6", "licensing/32-3", "licensing/32.x", "nothing/1", "urban-ten/11"} {
		_, err := b.Ref(ref)
		require.Error(t, err, ref)
	}
	for name, want := range map[string]string{
		"效能投诉处理暂行办法/10": "xuancheng-complaints/10", "岗位目标责任制/5": "changzhou-six/3.5", "岗位目标责任制/3.5": "changzhou-six/3.5",
		"效能投诉处理暂行办法/": "xuancheng-complaints", "licensing/32.4": "licensing/32.4", "办文办事限时制/5": "xuancheng-time-limits/5",
		"离岗告示制/2": "urban-ten/9.2 xuancheng-absence/2", "效能投诉处理暂行办法/99": "",
	} {
		name, address, _ := strings.Cut(name, "/")
		var found []string
		for _, p := range b.Find(name, address) {
			found = append(found, p.Ref())
		}
		require.Equal(t, want, strings.Join(found, " "), name)
	}
}

// TestCitations reads citations as people write them.
func TestCitations(t *testing.T) {
	t.Parallel()
	b := book(t)
	for text, want := range map[string]string{
		"行政许可法第四十二条":         "licensing/42",
		"行政许可法第三十二条第一款第四项":   "licensing/32.4",
		"《行政许可法》第四十五条":       "licensing/45",
		"中华人民共和国行政许可法第四十四条":  "licensing/44",
		"效能投诉处理暂行办法第十条":      "xuancheng-complaints/10",
		"效能投诉处理暂行办法第十二条第三项":  "xuancheng-complaints/12.3",
		"限时办结制第四项":           "suqian-time-limits/4",
		"限时办结制四：不属本部门职能的，退回": "suqian-time-limits/4",
		"办文办事限时制第二部分第一项":     "urban-ten/4.2.1",
		"办文办事限时制（二）1":        "urban-ten/4.2.1",
		"办文办事限时制第五条":         "xuancheng-time-limits/5",
		"岗位目标责任制三.5":         "changzhou-six/3.5",
		"岗位目标责任制第五项":         "changzhou-six/3.5",
		"AB角制度第五条（四）":        "suqian-two-holders/5.4",
		"公务员法第九十五条、第九十六条；行政机关公务员处分条例第四十五条": "civil-servants/95 civil-servants/96 sanctions/45",
		"公务员法第九十五条第一款、第二款":                 "civil-servants/95-1 civil-servants/95-2",
		"督察工作制度第四项至第六项":                    "government-supervision/4 government-supervision/6",
		"演示：仿行政许可法第四十二条":                   "licensing/42",
		"政务公开责任追究制度七（二）1":                  "civil-affairs/9.7.2.1",
		"本单位规定": "",
	} {
		var opens []string
		words := ""
		for _, p := range b.Read(text) {
			words += p.Words
			if place, one := p.One(); one {
				opens = append(opens, place.Ref())
			}
		}
		require.Equal(t, text, words, "the pieces are the text")
		require.Equal(t, want, strings.Join(opens, " "), text)
		require.NoError(t, b.Check(text), text)
	}
	for text, says := range map[string]string{
		"办文办事限时制第五项":     "opens no article",       // it is 第五条
		"行政许可法第九十九条":     "opens no article",       // there are 83
		"行政许可法第三十二条第三款":  "opens no article",       // it has two
		"行政效能监察制度第七项":    "no regulation is found", // 效能监察制度
		"AB岗制度第五条":       "no regulation is found", // AB角制度
		"收文办理制度：重要文件跟踪":  "cites nothing",
		"效能投诉处理暂行办法":     "names no article",
		"离岗告示制":          "may be any of",
		"":               "cites nothing",
		"公务员法第九十五条；R999": "no rule",
	} {
		require.ErrorContains(t, b.Check(text), says, text)
	}
	p := b.Read("答复（R069）。")
	require.Len(t, p, 3)
	require.Equal(t, "R069", p[1].Rule)
}

// TestTwoTextsOfOneRegulation: the days off by law were others until 2024.
func TestTwoTextsOfOneRegulation(t *testing.T) {
	t.Parallel()
	b := book(t)
	found := b.Find("全国年节及纪念日放假办法", "2.2")
	require.Len(t, found, 1)
	p := found[0]
	require.Contains(t, p.Text()[0], "春节，放假4天")
	for day, days := range map[string]string{"2024-12-31": "春节，放假3天", "2025-01-01": "春节，放假4天", "2014-01-01": "春节，放假3天"} {
		then, ok := b.On(p.In, day)
		require.True(t, ok, day)
		was, err := then.At("2.2")
		require.NoError(t, err)
		require.Contains(t, was.Text()[0], days, day)
	}
	_, ok := b.On(p.In, "2013-12-31")
	require.False(t, ok)
}

// TestEveryRuleRestsOnArticles: R001 to R244 without a gap, each with words in both
// languages and at least one article.
func TestEveryRuleRestsOnArticles(t *testing.T) {
	t.Parallel()
	b := book(t)
	require.Len(t, b.Rules, 244)
	for i, r := range b.Rules {
		require.Equal(t, fmt.Sprintf("R%03d", i+1), r.ID)
		require.NotEmpty(t, r.ZH, r.ID)
		require.NotEmpty(t, r.EN, r.ID)
		require.NotRegexp(t, `\p{Han}`, strings.ReplaceAll(r.EN, "「公文或事项」", ""), r.ID)
		require.NotEmpty(t, r.On, r.ID)
		require.Equal(t, r.NoteZH == "", r.NoteEN == "", r.ID)
	}
	on := b.RestOn(mustRef(t, b, "xuancheng-complaints/10.2.1"))
	require.Equal(t, []string{"R069", "R070"}, ids(on))
	require.Contains(t, ids(b.RestOn(mustRef(t, b, "xuancheng-complaints/10"))), "R074", "what rests on a part rests on the article")
}

// TestTheLawIsSetOut: in the words of its source, in Chinese punctuation, each with a
// source, and unchecked where no official text was to be had.
func TestTheLawIsSetOut(t *testing.T) {
	t.Parallel()
	b := book(t)
	half := regexp.MustCompile(`\p{Han}[,;:?!()]|[,;:?!()]\p{Han}`)
	for _, r := range b.Regulations {
		whole := law.Place{In: r}
		for _, line := range whole.Text() {
			require.NotRegexp(t, half, line, r.ID)
		}
		require.NotEmpty(t, r.Source, r.ID)
		require.Equal(t, r.Checked, !strings.Contains(strings.Join(whole.Text(), ""), "内容提要"), r.ID)
	}
}

// TestMisprintsAreFound: a file whose numbers do not run on, whose head lacks a
// source, or whose rule rests on nothing that is there, does not load.
func TestMisprintsAreFound(t *testing.T) {
	t.Parallel()
	const head = "id: a\ntitle: 甲\nby: 乙\nsource: 丙\nchecked: yes\n\n"
	for text, says := range map[string]string{
		head + "第一条 甲。\n第三条 丙。\n":                          "comes after",
		head + "第二条 甲。\n第一条 丙。\n":                          "comes after",
		"id: a\ntitle: 甲\nby: 乙\nchecked: yes\n\n第一条 甲。\n": "names id, title, by and source",
		"id: b\ntitle: 甲\nby: 乙\nsource: 丙\n\n第一条 甲。\n":    "names id",
		"id: a\ncolour: red\n\n第一条 甲。\n":                   "head",
		"id: a": "an empty line",
	} {
		_, err := law.Load(fstest.MapFS{"law/a.txt": {Data: []byte(text)}})
		require.ErrorContains(t, err, says, text)
	}
	files := fstest.MapFS{"law/a.txt": {Data: []byte(head + "第一条 甲。\n…\n第三条 丙。\n")}, "law/wrong.csv": {Data: []byte("versions,cited,right,why\n")}}
	files["law/rules.csv"] = &fstest.MapFile{Data: []byte("id,zh,en,articles,note_zh,note_en\nR001,甲,A,a/2,,\n")}
	_, err := law.Load(files)
	require.ErrorContains(t, err, "R001 rests on a has no 2")
	files["law/rules.csv"] = &fstest.MapFile{Data: []byte("id,zh,en,articles,note_zh,note_en\nR001,甲,A,a/3,,\n")}
	_, err = law.Load(files)
	require.NoError(t, err)
	delete(files, "law/wrong.csv")
	_, err = law.Load(files)
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func mustRef(t *testing.T, b *law.Book, ref string) law.Place {
	t.Helper()
	p, err := b.Ref(ref)
	require.NoError(t, err)
	return p
}

func ids(rules []law.Rule) (out []string) {
	for _, r := range rules {
		out = append(out, r.ID)
	}
	return out
}

// TestANameOpensItsPlace: whatever the house calls an article opens that article, and
// no other.
func TestANameOpensItsPlace(t *testing.T) {
	t.Parallel()
	b := book(t)
	seen := 0
	for _, r := range b.Regulations {
		var every func(among []*law.Article)
		every = func(among []*law.Article) {
			for _, a := range among {
				seen++
				p := law.Place{In: r, At: a}
				name := b.Name(p)
				if r.ID != "holidays-2014" { // the newer text has its name
					pieces := b.Read(name)
					require.Len(t, pieces, 1, name)
					q, one := pieces[0].One()
					require.True(t, one, name)
					require.Equal(t, p.Ref(), q.Ref(), name)
				}
				at, err := r.At(a.Address)
				require.NoError(t, err, a.Address)
				require.Same(t, a, at.At, a.Address)
				every(a.Parts)
			}
		}
		every(r.Articles)
	}
	require.Greater(t, seen, 1000)
	for ref, name := range map[string]string{
		"xuancheng-complaints/10.2.1": "效能投诉处理暂行办法第十条（二）1", "licensing/32-1": "行政许可法第三十二条第一款",
		"urban-ten/4.2.1": "办文办事限时制（二）1", "suqian-time-limits/4": "限时办结制度第四项", "changzhou-six/3.5": "岗位目标责任制第五项",
	} {
		require.Equal(t, name, b.Name(mustRef(t, b, ref)))
	}
}

// TestLedger reads the standing of a rule by the names of the columns.
func TestLedger(t *testing.T) {
	t.Parallel()
	rows, err := law.Ledger([]byte("id,status,article,where,examples,mutants,caught,note\nR001,enforced,x,complaint/reply,3,46,45,why\n"))
	require.NoError(t, err)
	require.Equal(t, law.Standing{Status: "enforced", Where: "complaint/reply", Note: "why", Examples: 3, Mutants: 46, Caught: 45}, rows["R001"])
	_, err = law.Ledger([]byte("id,note\nR001,why\n"))
	require.ErrorContains(t, err, "no column status")
	_, err = law.Ledger([]byte("id,status,where,examples,mutants,caught,note\nR001,enforced,,many,0,0,why\n"))
	require.ErrorContains(t, err, "R001")
}

// TestStatements: what is stated of a rule is said in both languages, once, in order.
func TestStatements(t *testing.T) {
	t.Parallel()
	const head = "id,standing,where,test,note,note_zh\n"
	read := func(text string) (map[string]law.Statement, error) {
		return law.Statements(fstest.MapFS{"law/standing.csv": {Data: []byte(text)}})
	}
	said, err := read(head + "R001,recorded,a.go;b.go,TestA,why,因此\n")
	require.NoError(t, err)
	require.Equal(t, law.Statement{Standing: "recorded", Where: []string{"a.go", "b.go"}, Test: []string{"TestA"}, Note: "why", NoteZH: "因此"}, said["R001"])
	for text, says := range map[string]string{
		"id,standing,where,test,note\nR001,kept,,,why\n": "begins with", head + "R001,kept,,,why,\n": "R001 has no note in both languages",
		head + "R001,kept,,,,因此\n": "R001 has no note", head + "R002,kept,,,a,b\nR001,kept,,,a,b\n": "out of order", head + "R001,kept,,,a,b\nR001,kept,,,a,b\n": "twice",
	} {
		_, err := read(text)
		require.ErrorContains(t, err, says)
	}
}
