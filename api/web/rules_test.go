package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/web/kernel"
	"github.com/shixian/shixian/internal/almanac"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/words"
)

// cells is a row of a table with its cells told apart.
func cells(row *goquery.Selection) string {
	var out []string
	row.Children().Each(func(_ int, s *goquery.Selection) { out = append(out, textOf(s)) })
	return strings.Join(out, " | ")
}

func linesOf(doc *goquery.Document) []string {
	var out []string
	doc.Find(".reasons tbody tr").Each(func(_ int, s *goquery.Selection) { out = append(out, cells(s)) })
	return out
}

// TestWhyReadsRight is the acceptance case: 2026-09-24 + 10wd + a pause + two days granted.
// Who brought a draft of a calendar is offered to discard it, and told that another puts it in force.
func TestADraftOfACalendarWaitsForAnother(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	doc, _ := v.get("/admin/calendars")
	publish, discard := "form[action='/admin/calendars/publish']", "form[action='/admin/calendars/discard']"
	others, drafts := doc.Find(publish).Length(), doc.Find(discard).Length()
	require.NotZero(t, others)
	v.counter.ownDrafts()
	doc, _ = v.get("/admin/calendars")
	require.Zero(t, doc.Find(publish).Length())
	require.Equal(t, drafts, doc.Find(discard).Length())
	require.Equal(t, others, strings.Count(textOf(doc.Find("table.versions")), "等起草人以外的人"))
}

// ownDrafts makes whoever reads the author of all drafts of calendars.
func (c *canned) ownDrafts() {
	c.calendars = slices.Clone(c.calendars)
	for i := range c.calendars {
		c.calendars[i].Own = true
	}
}

func TestWhyReadsRight(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, status := v.get("/cases/BJ2026-000412/why/handle")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "2026年10月20日 星期二 17:30", textOf(doc.Find(".answer .figure")))
	require.Contains(t, textOf(doc.Find(".answer p")), "时限 10 个工作日，批准延期 2 个工作日，扣除暂停 1 次")
	lines := linesOf(doc)
	require.Equal(t, []string{
		"09-24 星期四 | 起算日，不计",
		"09-25 星期五 至 09-27 星期日 | 中秋节放假，不计",
		"09-28 星期一 | 计第 1 天",
		"09-29 星期二 | 计第 2 天；10:00 起暂停（检验）",
		"09-30 星期三 | 暂停（检验），不计；10:00 恢复",
		"10-01 星期四 至 10-07 星期三 | 国庆节放假，不计",
	}, lines[:6])
	require.Contains(t, lines, "10-10 星期六 | 调休上班，计第 5 天")
	require.Contains(t, lines, "10-19 星期一 | 计第 11 天 延期")
	require.Equal(t, "10-20 星期二 | 计第 12 天；17:30 到期 延期", lines[len(lines)-1])
	require.Equal(t, "从起算到到期共 27 天：计入 12 天，休息和放假 13 天，暂停 1 天", textOf(doc.Find(".leaf + p")))

	require.Equal(t, 27, doc.Find(".leaf td time").Length(), "every day stands on the leaf")
	due := doc.Find(".leaf .day-due")
	require.Equal(t, "20 12 到期", strings.Join([]string{textOf(due.Find("time")), textOf(due.Find("strong")), textOf(due.Find("small"))}, " "))
	require.Equal(t, "30 暂停", textOf(doc.Find(".leaf .day-paused time"))+" "+textOf(doc.Find(".leaf .day-paused strong")))
	require.Equal(t, 2, doc.Find(".leaf .day-extended").Length())

	facts := textOf(doc.Find("aside"))
	for _, want := range []string{"行政许可法第四十二条 R005", "10 个工作日，批准延期 2 个工作日", "检验：09-29 10:00 至 09-30 10:00", "service-permit@1", "cn@1", "亮红灯"} {
		require.Contains(t, facts, want)
	}
	require.Contains(t, doc.Text(), "国务院办公厅关于2026年部分节假日安排的通知", "the notice that made days off")
	require.NotContains(t, doc.Text(), "2025年部分节假日", "of other years nothing")
	require.Equal(t, 3, doc.Find(".ledger tbody tr").Length())
	require.Contains(t, cells(doc.Find(".ledger tbody tr").Last()), "延期 | 10-16 17:30 | 10-20 17:30 | 孙立新 | R005 service-permit@1 cn@1")

	v.lang = words.English
	doc, _ = v.get("/cases/BJ2026-000412/why/handle")
	require.Equal(t, "Tue 20 October 2026, 17:30", textOf(doc.Find(".answer .figure")))
	require.Contains(t, linesOf(doc), "10-13 Tue | day 7; extended by 2 working days, to 20 October")
	require.Contains(t, linesOf(doc), "10-01 Thu to 10-07 Wed | National Day holiday, not counted")
	_, status = v.get("/cases/BJ2026-000412/why/nothing")
	require.Equal(t, http.StatusNotFound, status)
}

func TestWhyOfAStatedDate(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	v.counter.reason.Days = nil
	doc, status := v.get("/cases/BJ2026-000412/why/handle")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, doc.Text(), "没有按天计算")
	require.Zero(t, doc.Find(".leaf").Length())
}

func TestCaseLeadsToWhyAndTellsWhoAnswered(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, _ := v.get("/cases/BJ2026-000412")
	require.Equal(t, "/cases/BJ2026-000412/why/handle", doc.Find(".big-clock a:not(.cite)").AttrOr("href", ""))
	var spans []string
	doc.Find(".duty li").Each(func(_ int, s *goquery.Selection) { spans = append(spans, textOf(s)) })
	require.Equal(t, []string{
		"09-24 09:12 王强食品经营许可岗", "09-30 08:30 李敏 （替 王强 顶岗）", "10-08 08:30 王强", "10-16 08:30 李敏 （替 王强 顶岗）", "现在",
	}, spans)
	v.counter.duty[1].Person, v.counter.duty[1].PersonName, v.counter.duty[1].Covers = "", "", ""
	v.counter.duty[3].To = at("2026-10-16 12:00")
	doc, _ = v.get("/cases/BJ2026-000412")
	require.Equal(t, "09-30 08:30 无人在岗", textOf(doc.Find(".duty .nobody")))
	require.Equal(t, "至 10-16 12:00", textOf(doc.Find(".duty .end")))
}

func TestInboxSaysWhatACorrectionTakesBack(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	v.counter.inbox = []casework.InboxRow{{
		ID: 1, At: at("2026-10-16 09:00"), Number: "BJ2026-000412", Kind: casework.Service, Event: "correction", Of: casework.ClockBreached,
		Clock: "handle", Post: "food-desk", Due: near("2027-01-08 17:30"), Provisional: true,
	}}
	doc, _ := v.get("/inbox")
	require.Contains(t, textOf(doc.Find(".messages")), "已超期")
	v.counter.inbox[0].Event, v.counter.inbox[0].Of = casework.ClockWarned, ""
	doc, _ = v.get("/inbox")
	require.Contains(t, textOf(doc.Find(".messages")), "暂定")
}

func TestCasesShowTheirLight(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, covering)
	doc, _ := v.get("/cases")
	row := doc.Find("tbody tr").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.Contains(s.Text(), "BJ2026-000412") })
	require.Equal(t, "将到期", textOf(row.Find(".light")))
	require.Equal(t, 1, doc.Find("tbody .light").Length(), "a closed case shows none")
}

func TestNavigationShowsWhatOneMay(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		who  casework.Principal
		want []string
	}{
		"handler":           {covering, []string{"/", "/register", "/cases", "/approvals", "/inbox", "/board", "/disclosures", "/items", "/policies"}},
		"clerk":             {clerk, []string{"/", "/register", "/cases", "/inbox", "/board", "/disclosures", "/items", "/policies"}},
		"administrator":     {administrator, []string{"/", "/register", "/cases", "/inbox", "/board", "/disclosures", "/items", "/policies", "/admin/calendars", "/office", "/operator"}},
		"efficiency office": {watcher, []string{"/", "/register", "/cases", "/approvals", "/inbox", "/board", "/registers", "/disclosures", "/duties", "/owed", "/watch", "/items", "/policies", "/admin/calendars", "/office"}}, // it reads the circulars there (R058)
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc, _ := newVisitor(t, tt.who).get("/")
			var links []string
			doc.Find(".bar nav a").Each(func(_ int, s *goquery.Selection) { links = append(links, s.AttrOr("href", "")) })
			require.Equal(t, tt.want, links)
		})
	}
}

func TestCalculator(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	doc, status := v.get("/public/due")
	require.Equal(t, http.StatusOK, status)
	require.Zero(t, doc.Find(".answer").Length())
	for _, sign := range []string{"10wd", "10d", "10mo", "10wh"} {
		require.Contains(t, textOf(doc.Find(".units")), sign, "the notation is explained")
	}
	for question, want := range map[string]string{
		asked: "2026年10月16日 星期五 17:30",
		"/public/due?start=2026-09-24T09:30&n=10":            "2026年10月15日 星期四 17:30",
		"/public/due?start=2026/9/24+9:30&n=10&unit=wd":      "2026年10月15日 星期四 17:30",
		"/public/due?start=2026年9月24日&n=10&unit=wd":          "2026年10月15日 星期四 17:30",
		"/public/due?start=2026-09-24T09:30&limit=30d":       "2026年10月26日 星期一 17:30",
		"/public/due?start=2026-09-24T15:30&n=4&unit=wh":     "2026年9月28日 星期一 10:30",
		"/public/due?start=2026-09-24T09:30&n=900&unit=d":    "2029年3月12日 星期一 17:30",
		"/public/due?start=2026-12-31T09:30&n=1&unit=wd":     "2027年1月4日 星期一 17:30",
		"/public/due?start=2026-09-24T09:30&n=0&unit=wd&x=1": "2026年9月24日 星期四 17:30",
	} {
		doc, status := v.get(question)
		require.Equal(t, http.StatusOK, status, question)
		require.Equal(t, want, textOf(doc.Find(".answer .figure")), question)
	}
	doc, _ = v.get("/public/due?start=2026-12-31T09:30&n=1&unit=wd")
	require.Contains(t, textOf(doc.Find(".answer")), "暂定")
	doc, _ = v.get("/public/due?start=2026-09-24T09:30&n=900&unit=d")
	require.Zero(t, doc.Find(".leaf").Length(), "too long to list")
	require.Contains(t, doc.Text(), "不逐日列出")
	doc, _ = v.get(asked)
	require.Equal(t, "2026-09-29T10:00", doc.Find("#from1").AttrOr("value", ""), "what was asked stays")
	require.Equal(t, 1, doc.Find("details[open]").Length())
}

func TestCalculatorRefusesClearly(t *testing.T) {
	t.Parallel()
	for question, want := range map[string][2]string{
		"start=&n=10":                                                {"#start-error", "请填写日期和时间"},
		"start=2026-02-30T09:30&n=10":                                {"#start-error", "请填写日期和时间"},
		"start=2026-09-24T09:30&n=10x":                               {"#n-error", "请填写 0 以上的整数"},
		"start=2026-09-24T09:30&n=-3":                                {"#n-error", "请填写 0 以上的整数"},
		"start=2026-09-24T09:30&n=99999999&unit=wd":                  {"#n-error", "最多 100 年"},
		"start=9999-12-30T09:30&n=1":                                 {"#start-error", "请填写日期和时间"},
		"start=2026-09-24T09:30&n=1&from1=2026-09-25T10:00":          {"#to1-error", "请填写日期和时间"},
		"start=2026-09-24T09:30&n=1&from2=2026-9-26&to2=now":         {"#to2-error", "请填写日期和时间"},
		"start=2026-09-24T09:30&n=1&from1=2026-09-26&to1=2026-09-25": {"#to1-error", "不能早于开始"},
	} {
		doc, status := newVisitor(t, casework.Principal{}).get("/public/due?" + question)
		require.Equal(t, http.StatusUnprocessableEntity, status, question)
		require.Contains(t, textOf(doc.Find(want[0])), want[1], question)
		require.Equal(t, 1, doc.Find(".summary li").Length(), question)
		require.Zero(t, doc.Find(".answer").Length(), question)
	}
}

func TestPromisesArePublic(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, casework.Principal{})
	doc, _ := v.get("/public")
	require.Equal(t, 11, doc.Find(".doors a").Length())
	doc, status := v.get("/public/items")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, textOf(doc.Find("main")), "食品经营许可 行政许可科 · 收费：不收费 承诺时限 10 个工作日法定时限 20 个工作日")
	require.NotContains(t, doc.Text(), "演示事项", "practice is for staff")
	doc, _ = v.get("/public/items/food-permit")
	for _, want := range []string{"食品安全法第三十五条", "不收费", "营业执照", "0000-1200001"} {
		require.Contains(t, doc.Text(), want)
	}
	require.Equal(t, "/public/due?n=10&unit=wd", doc.Find("main a.button").AttrOr("href", ""))
	_, status = v.get("/public/items/practice")
	require.Equal(t, http.StatusNotFound, status)
}

func uploading(t *testing.T, v *visitor, path, name, list string, fields map[string]string) *http.Response {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for key, value := range fields {
		require.NoError(t, w.WriteField(key, value))
	}
	f, err := w.CreateFormFile("file", name)
	require.NoError(t, err)
	_, err = f.Write([]byte(list))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	req := httptest.NewRequest(http.MethodPost, path, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return v.send(req)
}

func TestCalendars(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	doc, status := v.get("/admin/calendars")
	require.Equal(t, http.StatusOK, status)
	first := doc.Find("tbody tr").First()
	require.Contains(t, cells(first), "cn@2 草稿全单位与已发布版本相差 3 天")
	require.Contains(t, textOf(first), "SHA-256 9f86d081")
	require.Equal(t, "/admin/calendars/publish", first.Find("form").Eq(1).AttrOr("action", ""))
	require.Equal(t, 1, doc.Find("tbody tr").Eq(1).Find("form").Length(), "the version in force can be counted with")
	require.Contains(t, doc.Text(), "2024 年以前的放假安排没有收录")

	v.counter.got = rulebook.Imported{CalendarVersion: rulebook.CalendarVersion{ID: "cn", Version: 3}}
	res := uploading(t, v, "/admin/calendars", "2027.CSV", "2027-01-01,off,元旦\n", map[string]string{"year": "2027", "source": "国办发明电〔2026〕9号", "unit": "window", "effective_from": "2026-12-01T00:00"})
	require.Equal(t, "/admin/calendars", res.Header.Get("Location"))
	in := v.counter.imported
	require.Equal(t, "2027 csv window 国办发明电〔2026〕9号", strings.Join([]string{"2027", in.Format, in.Unit, in.Source}, " "))
	require.Equal(t, 2027, in.Year)
	require.Equal(t, "2027-01-01,off,元旦\n", string(in.List))
	require.True(t, in.From.Equal(at("2026-12-01 00:00")))
	doc, _ = v.get("/admin/calendars")
	require.Contains(t, textOf(doc.Find(".flash")), "已导入为草稿 cn@3")

	v.counter.got.Same = true
	v.post("/admin/calendars", url.Values{"source": {"x"}, "list": {`{"zone":"Asia/Shanghai"}`}})
	require.Equal(t, "json", v.counter.imported.Format)
	doc, _ = v.get("/admin/calendars")
	require.Contains(t, textOf(doc.Find(".flash")), "没有改变")

	require.Equal(t, "/admin/calendars/discard", first.Find("form").Last().AttrOr("action", ""))
	require.Contains(t, cells(first), "2026年12月31日 星期四：平常 → 放假（元旦）")
	v.post("/admin/calendars/discard", url.Values{"calendar": {"cn@2"}})
	require.Equal(t, []string{"cn@2"}, v.counter.discarded)
	v.counter.rulesErr = casework.FieldError(casework.DraftOutdated, "calendar", "")
	v.post("/admin/calendars/publish", url.Values{"calendar": {"cn@2"}})
	doc, _ = v.get("/admin/calendars")
	require.Contains(t, textOf(doc.Find(".flash")), "请作废后重新导入", "with the mend")
	v.counter.rulesErr, v.counter.published = nil, nil
	v.post("/admin/calendars/publish", url.Values{"calendar": {"cn@2"}})
	require.Equal(t, []string{"cn@2"}, v.counter.published)
	res = v.send(get("/admin/calendars/export?calendar=cn/window@1&format=ics"))
	require.Equal(t, `attachment; filename="cn-window-1.ics"`, res.Header.Get("Content-Disposition"))
	require.Equal(t, "text/calendar; charset=utf-8", res.Header.Get("Content-Type"))
	_, status = v.get("/admin/calendars/export?calendar=cn@1&format=exe")
	require.Equal(t, http.StatusBadRequest, status)
}

// TestSingleDays: a preview keeps nothing, and says what it would change.
func TestSingleDays(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	v.counter.got = rulebook.Imported{CalendarVersion: rulebook.CalendarVersion{ID: "cn", Version: 3, Difference: &almanac.Difference{
		Days: []almanac.DayChange{{Date: "2026-10-08", Is: almanac.Off, Name: "台风"}},
	}}}
	typed := url.Values{"date": {"2026-10-08"}, "until": {"2026-10-09"}, "is": {"off"}, "name": {"台风"}, "day_source": {"市政府通知"}, "unit": {"window"}}
	doc := v.read(v.post("/admin/calendars/days", typed))
	require.Contains(t, textOf(doc.Find(".notice")), "2026年10月8日 星期四：平常 → 放假（台风）")
	require.Equal(t, "2026-10-08", doc.Find("#day-date").AttrOr("value", ""), "what was typed stays")
	require.True(t, v.counter.changed.Dry)
	typed.Set("keep", "1")
	require.Equal(t, "/admin/calendars", v.post("/admin/calendars/days", typed).Header.Get("Location"))
	require.Equal(t, rulebook.CalendarDays{Unit: "window", Source: "市政府通知", Days: []almanac.Single{
		{Date: "2026-10-08", Is: almanac.Off, Name: "台风"}, {Date: "2026-10-09", Is: almanac.Off, Name: "台风"},
	}}, v.counter.changed)
	doc = v.read(v.post("/admin/calendars/days", url.Values{"until": {"x"}}))
	require.Equal(t, 4, doc.Find(".summary li").Length())
	typed.Set("until", "2036-10-09")
	v.post("/admin/calendars/days", typed)
	require.Len(t, v.counter.changed.Days, 41, "one more than the counter takes")
	v.counter.rulesErr = &casework.Error{Code: casework.LegalWorked, Field: "days[0]", About: [2]string{"国庆节 2026-10-01", "National Day 2026-10-01"}}
	doc = v.read(v.post("/admin/calendars/days", typed))
	require.Contains(t, textOf(doc.Find("#day-date-error")), "法定放假日不能列为上班：国庆节 2026-10-01")
}

// TestMissingListIsSaid to whoever can bring it, on the page and on the desk.
func TestMissingListIsSaid(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	doc, _ := v.get("/")
	require.NotContains(t, doc.Text(), "放假安排，请导入")
	v.counter.missing = []int{2027}
	doc, _ = v.get("/")
	require.Equal(t, "缺少 2027 年的放假安排，请导入。", textOf(doc.Find(`.notice a[href="/admin/calendars"]`)))
	doc, _ = v.get("/admin/calendars")
	require.Contains(t, textOf(doc.Find(".notice")), "缺少 2027 年的放假安排")
	alone := idle(t, administrator)
	alone.counter.missing = []int{2027}
	doc, _ = alone.get("/")
	require.NotEmpty(t, textOf(doc.Find(".notice")))
	require.Empty(t, textOf(doc.Find(".empty")), "a list that is missing waits for him")
	other := newVisitor(t, clerk)
	other.counter.missing = []int{2027}
	doc, _ = other.get("/")
	require.NotContains(t, doc.Text(), "放假安排，请导入", "he cannot import it")
}

func TestCalendarsRefuseBadLists(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	doc := v.read(v.post("/admin/calendars", url.Values{"year": {"next"}, "list": {"  "}}))
	require.Equal(t, 3, doc.Find(".summary li").Length())
	require.Contains(t, textOf(doc.Find("#year-error")), "四位年份")
	require.Contains(t, textOf(doc.Find("#source-error")), "请填写")
	res := uploading(t, v, "/admin/calendars", "list.exe", "x", map[string]string{"source": "x"})
	require.Equal(t, http.StatusUnprocessableEntity, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find("#file-error")), ".csv")
	for field, want := range map[string]string{"line[3]": "第 3 行：同一天既放假又上班", "event[0]": "第 1 个日程：", "week.mon[1]": "week.mon[1]："} {
		v.counter.rulesErr = &casework.Error{Code: casework.DayClash, Field: field}
		doc := v.read(v.post("/admin/calendars", url.Values{"source": {"通知"}, "list": {"2027-01-01,off"}}))
		require.Contains(t, textOf(doc.Find(".summary")), want)
		require.Equal(t, "通知", doc.Find("#source").AttrOr("value", ""), "what was typed stays")
	}
	v.counter.rulesErr = casework.FieldError(casework.Forbidden, "", "")
	require.Equal(t, http.StatusForbidden, v.post("/admin/calendars", url.Values{"source": {"x"}, "list": {"x"}}).StatusCode)
}

func TestRecount(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	res := v.post("/admin/recounts", url.Values{"calendar": {"cn@2"}})
	require.Equal(t, "/admin/recounts/7", res.Header.Get("Location"))
	require.Equal(t, []string{"preview cn@2"}, v.counter.stepped)

	doc, _ := v.get("/admin/recounts/7")
	var figures []string
	doc.Find(".figures li").Each(func(_ int, s *goquery.Selection) { figures = append(figures, textOf(s.Find("strong"))) })
	require.Equal(t, []string{"212", "23", "31", "1", "2", "4", "3", "12"}, figures)
	rows := doc.Find("tbody tr")
	require.Equal(t, "BJ2026-000398 | 办理（承诺） | 10-14 17:30 | 10-19 17:30 | 超期不再成立", cells(rows.Eq(0)))
	require.Contains(t, textOf(rows.Eq(1)), "变为超期")
	require.Contains(t, textOf(rows.Eq(3)), "日期不变，不再暂定")
	require.Equal(t, "按 cn@2 重算 212 件", textOf(doc.Find(".confirm button")), "the button names what it does")

	doc = v.read(v.post("/admin/recounts/7", nil))
	require.Empty(t, v.counter.applied, "nothing happens unconfirmed")
	require.Contains(t, textOf(doc.Find("#sure-error")), "请先勾选确认")
	v.counter.rulesErr = casework.FieldError(casework.PreviewStale, "id", "")
	res = v.post("/admin/recounts/7", url.Values{"sure": {"1"}})
	require.Equal(t, http.StatusConflict, res.StatusCode)
	require.Contains(t, textOf(v.read(res).Find(".summary")), "请重新预览")
	v.counter.rulesErr = nil
	res = v.post("/admin/recounts/7", url.Values{"sure": {"1"}})
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, []int64{7, 7}, v.counter.applied)
}

// Whoever previewed a recount is not offered to apply it, and told whose word it waits for.
func TestARecountWaitsForAnother(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	v.counter.recounts[0].Own = true
	doc, _ := v.get("/admin/recounts/7")
	require.Zero(t, doc.Find("form.confirm").Length())
	require.Contains(t, textOf(doc.Find(".notice")), "以外的人")
	v.counter.rulesErr = casework.FieldError(casework.SecondPerson, "principal", "")
	require.Equal(t, http.StatusConflict, v.post("/admin/recounts/7", url.Values{"sure": {"1"}}).StatusCode)
}

func TestRecountProgressNeedsNoScript(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, administrator)
	doc, _ := v.get("/admin/recounts/5")
	require.Equal(t, "已处理 74 件，共 180 件，其中 2 件已办结，不再变动", textOf(doc.Find("[role=status]")))
	require.Equal(t, "/admin/recounts/5", doc.Find(".box a").AttrOr("href", ""))
	require.Equal(t, "3", doc.Find("body").AttrOr("data-refresh", ""))
	require.Zero(t, doc.Find("form.confirm").Length(), "applied once")
	doc, _ = v.get("/admin/recounts/3")
	require.Empty(t, doc.Find("body").AttrOr("data-refresh", ""))
	require.Contains(t, doc.Text(), "已完成")
	_, status := v.get("/admin/recounts/999")
	require.Equal(t, http.StatusNotFound, status)
	_, status = v.get("/admin/recounts/x")
	require.Equal(t, http.StatusNotFound, status)
	doc, _ = v.get("/admin/recounts")
	require.Contains(t, textOf(doc.Find("tbody tr").Eq(1)), "进行中 74 / 180")
}

func TestWatchList(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	doc, _ := v.get("/watch")
	rows := doc.Find("tbody tr")
	require.Contains(t, cells(rows.Eq(0)), "临期暂停 | BJ2026-000409 食品经营许可 | 办理（承诺） 因检验暂停，期限由 10-16 17:30 改为 10-23 17:30")
	require.Contains(t, textOf(rows.Eq(1)), "10-12 10:02 以“准予办结”办结，又重新办理")
	require.Contains(t, textOf(rows.Eq(2)), "10-12 09:10 由食品经营许可岗移交城市道路许可岗，又移回")
	require.True(t, v.counter.since.Equal(kernel.SampleNow.AddDate(0, 0, -30)))
	v.get("/watch?days=365")
	require.True(t, v.counter.since.Equal(kernel.SampleNow.AddDate(0, 0, -365)))
	v.get("/watch?days=99999")
	require.True(t, v.counter.since.Equal(kernel.SampleNow.AddDate(0, 0, -30)))
}

// A morning's list says who asked for what and what came of it, and names nobody else (R048).
func TestADayOfWhatOnePersonDid(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, watcher)
	doc, _ := v.get("/watch/alone?day=2026-10-16")
	require.True(t, v.counter.since.Equal(time.Date(2026, 10, 16, 0, 0, 0, 0, core.Zone)))
	rows := doc.Find("tbody tr")
	require.Contains(t, cells(rows.Eq(0)), "一人办理 | BJ2026-000409 食品经营许可 | 暂停计时 | 王强")
	require.Contains(t, cells(rows.Eq(1)), "提请签署 | BJ2026-000412 食品经营许可 | 结案 | 王强")
	require.Contains(t, cells(rows.Eq(2)), "逾期未签 | BJ2026-000381 城市道路挖掘许可 | 申请人撤回 | 无人签署")
	require.Contains(t, cells(rows.Eq(2)), "李敏")
	v.get("/watch/alone?day=nonsense")
	require.True(t, v.counter.since.Equal(kernel.SampleNow.AddDate(0, 0, 1)), "unasked it is the next morning's")
}
