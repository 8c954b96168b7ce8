package paper_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/paper"
	"github.com/shixian/shixian/internal/words"
)

var cst = time.FixedZone("CST", 8*60*60)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, cst)
	if err != nil {
		panic(err)
	}
	return t
}

type names struct{}

func (names) Name(of, id string) string  { return of + ":" + id }
func (names) Late(due, at time.Time) int { return int(at.Sub(due) / (24 * time.Hour)) }
func (names) Zone() *time.Location       { return cst }
func (names) Say(s words.Subject, k casework.Kind, code string) string {
	return words.Spoken(words.Chinese, kind.Office(), k, s, code)
}

// matter is an item under supervision that was chased twice.
func matter() paper.Matter {
	return paper.Matter{
		Case:   casework.CaseView{Number: "DB2026-000012", Kind: casework.Supervision, UnitName: "行政许可科", Received: at("2026-10-08 09:12"), RegisteredBy: "chen"},
		Facts:  map[string]string{"origin": "ordinary"},
		Fields: map[string]string{"matter": "  压缩时限 ", "title": "{number}与[方括号]"},
		Events: []casework.TimelineRow{
			{Name: casework.CaseRegistered, At: at("2026-10-08 09:12")},
			{Name: casework.Chased, At: at("2026-10-12 10:00"), ActorName: "冯雪梅", Text: "第一次"},
			{Name: casework.Replied, At: at("2026-10-13 10:00"), Level: "proven"},
			{Name: casework.Chased, At: at("2026-10-14 10:00"), ActorName: "冯雪梅", Text: "第二次", Detail: map[string]string{"person": "li"}},
		},
		Clocks: []casework.ClockView{
			{Name: "reply", Round: 1, Due: at("2026-10-10 17:30"), Limit: "5wd"}, {Name: "reply", Round: 2, Due: at("2026-10-15 17:30"), Limit: "3wd"},
			{Name: "objection", Due: at("2026-11-12 00:00"), Limit: "30d"},
		},
		Asked: map[string]string{"opinion": "抓紧"}, Extra: map[string]string{"office": "局"}, At: at("2026-10-18 18:00"), Names: names{},
	}
}

func TestExpand(t *testing.T) {
	t.Parallel()
	for template, want := range map[string]string{
		"编号{number}":                             "编号DB2026-000012",
		"{received}":                             "2026年10月8日",
		"{received|moment}":                      "2026年10月8日（星期四）09:12",
		"{due.objection|moment}":                 "2026年11月11日（星期三）24:00", // a right ends with its last day
		"{fact.origin|fact.}":                    "一般事项",
		"{text.chased}":                          "第二次", // the latest
		"{at.chased}，{by.chased}":                "2026年10月14日，冯雪梅",
		"{detail.chased.person|person}":          "person:li",
		"{by.case_registered}":                   "person:chen", // whom the workflow does not know
		"{limit.reply|limit}":                    "3个工作日",
		"{late.reply}":                           "3个工作日", // of the latest round
		"{text.issued,text.replied,ask.opinion}": "抓紧",
		"{field.matter}":                         "压缩时限",
		"{unit}[（{holder}）]":                     "行政许可科",
		"[{ask.opinion}。]{number}":               "抓紧。DB2026-000012",
		"{field.title}":                          "{number}与[方括号]", // what people wrote is no template
	} {
		got, missing := matter().Expand(template)
		require.Equal(t, want, got, template)
		require.False(t, missing, template)
	}
	_, missing := matter().Expand("{unit}{field.nothing}")
	require.True(t, missing)
}

func TestFillNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	f := paper.Form{
		Code: "x", Word: "督", Title: "{field.matter}", To: "{unit}", Body: []string{"一、{field.matter}。", "二、{field.none}。"},
		Lines: []paper.Line{{Label: "来源", Text: "{field.source}", Required: true}, {Label: "协办", Text: "{ask.assist}"}, {Label: "领导批示", Text: ""}},
		Table: &paper.Table{Of: paper.Events, Events: []casework.EventName{casework.Chased}, Columns: []paper.Column{{Label: "n", Text: "{extra.n}"}, {Label: "t", Text: "{event.text}"}}},
	}
	c, empty := paper.Fill(f, matter())
	require.Equal(t, []string{"来源"}, empty)
	require.Equal(t, []string{"一、压缩时限。"}, c.Body, "a paragraph without its words is left out")
	require.Equal(t, []paper.Said{{Label: "领导批示"}}, c.Lines, "a place to write stays, an answer nobody has does not")
	require.Equal(t, [][]string{{"1", "第一次"}, {"2", "第二次"}}, c.Table.Rows)
	require.Equal(t, "行政许可科", c.Entered)

	f.Entered = "投诉人"
	c, _ = paper.Fill(f, matter())
	require.Equal(t, "投诉人", c.Entered)
}

func TestReady(t *testing.T) {
	t.Parallel()
	m := matter()
	require.True(t, paper.Form{}.Ready(m))
	require.True(t, paper.Form{After: []casework.EventName{casework.Issued, casework.Chased}}.Ready(m))
	require.False(t, paper.Form{After: []casework.EventName{casework.Issued}}.Ready(m))
	require.True(t, paper.Form{When: map[string][]string{"level.replied": {"proven"}}}.Ready(m))
	require.False(t, paper.Form{When: map[string][]string{"level.replied": {"unproven"}}}.Ready(m))
	require.True(t, paper.Form{When: map[string][]string{"field.matter": {}}}.Ready(m))
	require.False(t, paper.Form{When: map[string][]string{"field.none": {}}}.Ready(m))
	one := map[string][]string{"level.replied": {"unproven"}}
	require.False(t, paper.Form{After: []casework.EventName{casework.Replied}, When: one}.Ready(m))
	require.True(t, paper.Form{After: []casework.EventName{casework.Replied, casework.Chased}, When: one}.Ready(m), "it narrows one of the two")
}

// sound is a form that stands.
func sound(change func(*paper.Form)) paper.Form {
	f := paper.Form{
		Code: "x", Name: "通知", NameEn: "Notice", Scope: paper.OfCase, Kind: casework.Complaint, By: []casework.Role{casework.EfficiencyOffice}, Word: "督",
		Title: "通知", To: "{unit}", Blind: true, Rules: []string{"R068"}, Lines: []paper.Line{{Label: "单位", Text: "{field.against}"}},
	}
	change(&f)
	return f
}

func TestCheck(t *testing.T) {
	t.Parallel()
	require.NoError(t, paper.Check(kind.Office(), []paper.Form{sound(func(*paper.Form) {})}))
	for what, change := range map[string]func(*paper.Form){
		"no source":        func(f *paper.Form) { f.Title = "{weather}" },
		"asked for":        func(f *paper.Form) { f.Title = "{ask.opinion}" },
		"name nothing":     func(f *paper.Form) { f.Title = "{}" },
		"stands on a rule": func(f *paper.Form) { f.Rules = nil },
		"nobody issues":    func(f *paper.Form) { f.By = nil },
		"no role":          func(f *paper.Form) { f.By = []casework.Role{"emperor"} },
		"no kind":          func(f *paper.Form) { f.Kind = "weather" },
		"a word":           func(f *paper.Form) { f.Word = "" },
		"lists something":  func(f *paper.Form) { f.Scope = paper.OfUnit },
		"may not name":     func(f *paper.Form) { f.Blind = false },
		// Who complained stands in none of these, and each may tell it (R082).
		"field.applicant may tell":                   func(f *paper.Form) { f.Lines[0].Text = "{field.applicant}" },
		"field.statement may tell":                   func(f *paper.Form) { f.Body = []string{"[{field.statement}]"} },
		"received may tell":                          func(f *paper.Form) { f.Title = "{received}" },
		"text.screened may tell":                     func(f *paper.Form) { f.Close = []string{"{text.forwarded,text.screened}"} },
		"fact.channel may tell":                      func(f *paper.Form) { f.Title = "{fact.channel|fact.}" },
		"event.text may tell":                        func(f *paper.Form) { f.Table = &paper.Table{Columns: []paper.Column{{Text: "{event.text}"}}} },
		"detail.self_report_owed.on_matter may tell": func(f *paper.Form) { f.Title = "{detail.self_report_owed.on_matter}" },
	} {
		err := paper.Check(kind.Office(), []paper.Form{sound(change)})
		require.ErrorContains(t, err, what)
	}
	twice := []paper.Form{sound(func(*paper.Form) {}), sound(func(f *paper.Form) { f.Code = "y" })}
	require.ErrorContains(t, paper.Check(kind.Office(), twice), "another's", "two numbers would read alike")
}

// A paper of a case belongs to the kind whose acts lead to it, and no file says so a
// second time.
func TestClaim(t *testing.T) {
	t.Parallel()
	forms := []paper.Form{{Code: "chase_notice", Scope: paper.OfCase}, {Code: "leave_form", Scope: paper.OfCase}, {Code: "ab_list", Scope: paper.OfUnit}}
	require.NoError(t, paper.Claim(kind.Office(), forms))
	require.Equal(t, []casework.Kind{casework.Supervision, casework.Absence, ""}, []casework.Kind{forms[0].Kind, forms[1].Kind, forms[2].Kind})
	for _, f := range []paper.Form{{Code: "apology", Scope: paper.OfCase}, {Code: "chase_notice", Scope: paper.OfCase, Kind: casework.Complaint}} {
		require.ErrorContains(t, paper.Claim(kind.Office(), []paper.Form{f}), f.Code+": no act of kind")
	}
}

func TestMentions(t *testing.T) {
	t.Parallel()
	c := paper.Content{Lines: []paper.Said{{Text: "请联系 欧阳 慕云，139 8765 4321"}}}
	require.True(t, c.Mentions("欧阳慕云"), "spaces hide nobody")
	require.True(t, c.Mentions("x", "13987654321"))
	require.False(t, c.Mentions("欧阳慕雨", "", "请"), "one character is no name")
}

func TestReadCode(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"7K3F-9QXM-2D4P": "7K3F-9QXM-2D4P", "7k3f 9qxm—2d4p": "7K3F-9QXM-2D4P", "OIL0-1111-0000": "0110-1111-0000", "7K3F-9QXM-2D4": "", "": "", strings.Repeat("A", 40): "",
	} {
		require.Equal(t, want, paper.ReadCode(typed), typed)
	}
}

func TestNumber(t *testing.T) {
	t.Parallel()
	require.Equal(t, "督办〔2026〕3号", paper.Number("督办", 2026, 3))
}
