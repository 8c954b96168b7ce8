package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

var (
	generalOffice = casework.Principal{Person: "general_office", Name: "吴秀英", Unit: "general", Holdings: []casework.Holding{
		{Post: "general-office", Name: "办公室主任", Role: casework.GeneralOffice, Unit: "bureau"},
	}}
	efficiencyOffice = casework.Principal{Person: "efficiency_office", Name: "郑文斌", Unit: "efficiency", Holdings: []casework.Holding{
		{Post: "efficiency-office", Name: "效能办主任", Role: casework.EfficiencyOffice, Unit: "bureau"},
	}}
	supervisionOffice = casework.Principal{Person: "supervision_office", Name: "冯雪梅", Unit: "supervision", Holdings: []casework.Holding{
		{Post: "supervision-office", Name: "督查科科长", Role: casework.SupervisionOffice, Unit: "bureau"},
	}}
)

// officeCase is a case of one of the office's own kinds on its page, with the acts
// that may be done.
func officeCase(t *testing.T, who casework.Principal, view casework.CaseView, facts map[string]string, rows []casework.TimelineRow, acts ...string) *visitor {
	t.Helper()
	var err error
	view.State, err = json.Marshal(casework.State{Facts: facts})
	require.NoError(t, err)
	view.Received, view.Registered, view.Revision = at("2026-10-15 09:00"), at("2026-10-15 09:05"), 3
	v := newVisitor(t, who)
	v.counter.cases[view.Number], v.counter.timeline, v.counter.ledger = view, rows, nil
	v.counter.actions = nil
	for _, act := range acts {
		form, ok := kind.Office().Form(view.Kind, act)
		require.True(t, ok, act)
		fields := make([]casework.Field, len(form.Fields))
		for i, f := range form.Fields {
			if f.Type == casework.FieldPost {
				f.Choices = []string{"food-desk", "road-desk"}
			}
			fields[i] = f
		}
		form.Fields = fields
		v.counter.actions = append(v.counter.actions, form)
	}
	return v
}

func letterOnDesk(t *testing.T) *visitor {
	t.Helper()
	return officeCase(t, generalOffice, casework.CaseView{
		Number: "GW2026-000031", Kind: casework.Document, Item: "incoming-document", Unit: "general", Post: "general-office",
		Stage: casework.StageAssign, Turn: casework.GeneralOffice,
	}, map[string]string{"urgent": "true"}, []casework.TimelineRow{
		{Key: "1.1.1", At: at("2026-10-15 10:00"), Recorded: at("2026-10-15 10:00"), Name: casework.OpinionProposed, Actor: "general_office", ActorName: "吴秀英", Rule: "R051"},
		{Key: "1.2.1", At: at("2026-10-15 15:00"), Recorded: at("2026-10-15 15:00"), Name: casework.Returned, Rule: "R055", Detail: map[string]string{"late": "true"}},
	}, casework.Assign, casework.Chase)
}

func complaintReplied(t *testing.T) *visitor {
	t.Helper()
	return officeCase(t, efficiencyOffice, casework.CaseView{
		Number: "TS2026-000007", Kind: casework.Complaint, Item: "efficiency-complaint", Unit: "permits", Post: "food-desk",
		Stage: casework.StageConfirm, Turn: casework.EfficiencyOffice,
	}, map[string]string{"channel": "phone"}, []casework.TimelineRow{
		{Key: "1.1.1", At: at("2026-10-15 10:00"), Recorded: at("2026-10-15 10:00"), Name: casework.Screened, Level: "complaint", Rule: "R066", Detail: map[string]string{"ground": "buck_passing"}},
		{Key: "1.2.1", At: at("2026-10-15 10:30"), Recorded: at("2026-10-15 10:30"), Name: casework.Forwarded, Rule: "R068", Detail: map[string]string{"post": "food-desk"}},
		{Key: "1.3.1", At: at("2026-10-16 10:30"), Recorded: at("2026-10-16 10:30"), Name: casework.Replied, Level: "partly", Rule: "R069"},
	}, casework.Confirm, casework.Relay, casework.Disclose)
}

func itemToIssue(t *testing.T) *visitor {
	t.Helper()
	return officeCase(t, supervisionOffice, casework.CaseView{
		Number: "DB2026-000012", Kind: casework.Supervision, Item: "supervision-item", Unit: "supervision", Post: "supervision-office",
		Stage: casework.StageIssue, Turn: casework.SupervisionOffice,
	}, map[string]string{"origin": "ordinary"}, nil, casework.Issue)
}

// The form of a complaint asks for codes as choices, and posts them as codes.
func TestAComplaintIsRegistered(t *testing.T) {
	t.Parallel()
	v := newVisitor(t, clerk)
	doc, status := v.get("/register/efficiency-complaint")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "效能投诉", textOf(doc.Find("h1")), "its kind is called as it is, and is said once")
	require.Equal(t, "请选择 网络 电话 来信 电子邮件 平台转来 来访", textOf(doc.Find("#f-channel")))
	require.Equal(t, "true", doc.Find(`input[name="fields.anonymous"]`).AttrOr("value", ""))
	v.counter.receipt.Number = "TS2026-000008"
	res := v.post("/register/efficiency-complaint", url.Values{
		"key": {"k"}, "fields.against_unit": {"permits"}, "fields.against": {"行政许可科"}, "fields.statement": {"推诿"}, "fields.channel": {"phone"}, "fields.anonymous": {"true"},
	})
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, map[string]string{"against_unit": "permits", "against": "行政许可科", "statement": "推诿", "channel": "phone", "anonymous": "true"}, v.counter.registered[0].Fields)
	require.Equal(t, casework.Complaint, v.counter.registered[0].Kind)
}

// Those who register what the office takes in find the way there, and no promise
// to the public is made of it.
func TestTheOfficeRegistersItsOwn(t *testing.T) {
	t.Parallel()
	doc, status := newVisitor(t, generalOffice).get("/register")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, 1, doc.Find(`nav a[href="/register"]`).Length())
	list := textOf(doc.Find("#main"))
	for _, name := range []string{"上级和平级来文", "下级请示", "督办事项"} {
		require.Contains(t, list, name)
	}
	require.NotContains(t, list, "食品经营许可", "a clerk's")
	doc, _ = newVisitor(t, casework.Principal{}).get("/public/items")
	require.NotContains(t, textOf(doc.Find("#main")), "效能投诉")
}

// What a case was registered with, how its acts came out and what may be done
// stand on its page in words; a limit is stated in the clear.
func TestOfficePagesSpeakInWords(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		visit *visitor
		path  string
		says  []string
	}{
		"document": {letterOnDesk(t), "/cases/GW2026-000031?do=assign", []string{
			"急件是", "待交办", "已提出拟办意见", "已退回", "逾期", "交办", "承办岗位", "例如 7wd", "食品经营许可岗",
		}},
		"complaint": {complaintReplied(t), "/cases/TS2026-000007?do=confirm", []string{
			"渠道电话", "待审核", "受理为投诉", "推诿扯皮", "部分属实", "审核答复", "无个人责任", "查看登记内容", "披露投诉人",
		}},
		"supervision": {itemToIssue(t), "/cases/DB2026-000012?do=issue", []string{"来源一般事项", "待签发", "签发督办通知", "回复日期"}},
	} {
		doc, status := tt.visit.get(tt.path)
		require.Equal(t, http.StatusOK, status, name)
		page := textOf(doc.Find("#main"))
		for _, words := range tt.says {
			require.Contains(t, page, words, name)
		}
	}
	v := letterOnDesk(t)
	v.post("/cases/GW2026-000031/assign", url.Values{"key": {"k"}, "post": {"road-desk"}, "limit": {"7wd"}})
	require.Equal(t, map[string]any{"post": "road-desk", "limit": "7wd"}, v.counter.raw)
}

// What one act brought about is told line by line, what was written with it once,
// at the act; and whose turn it becomes is not said to be the reader's.
func TestAnActSpeaksOnce(t *testing.T) {
	t.Parallel()
	row := func(name casework.EventName, key string) casework.TimelineRow {
		return casework.TimelineRow{
			Key: key, At: at("2026-10-15 10:00"), Recorded: at("2026-10-15 10:00"), Name: name, Actor: "general_office", ActorName: "吴秀英", Text: "拟请许可科阅办",
		}
	}
	turn := row(casework.TurnChanged, "1.2.3")
	turn.Detail = map[string]string{"from": "general_office", "to": "leader_in_charge"}
	v := officeCase(t, generalOffice, casework.CaseView{Number: "GW2026-000031", Kind: casework.Document, Item: "incoming-document", Stage: casework.StageInstruct},
		nil, []casework.TimelineRow{row(casework.ClockMet, "1.2.1"), row(casework.OpinionProposed, "1.2.2"), turn}, casework.Chase, casework.Assign, casework.Close)
	doc, _ := v.get("/cases/GW2026-000031")
	lines := doc.Find("ol.timeline li")
	require.Equal(t, 3, lines.Length())
	require.Equal(t, "拟请许可科阅办", textOf(lines.Find(".said")))
	require.Contains(t, textOf(lines.Eq(1)), "拟请许可科阅办")
	require.NotContains(t, textOf(lines.Eq(2)), "您")
	require.Equal(t, "交办", textOf(doc.Find(".dock .primary")), "what brings it forward comes first")
}

// The story of a check says whom lots fell on, which unit was visited and what was found there.
func TestTheStoryOfACheck(t *testing.T) {
	t.Parallel()
	row := func(key string, name casework.EventName, level string, detail map[string]string) casework.TimelineRow {
		return casework.TimelineRow{Key: key, At: at("2026-10-15 10:00"), Recorded: at("2026-10-15 10:00"), Name: name, Level: level, Rule: "R113", Detail: detail}
	}
	v := officeCase(t, efficiencyOffice, casework.CaseView{
		Number: "MC2026-000003", Kind: kind.Inspection, Item: "inspection-visit", Unit: "bureau", Post: "efficiency-office", Stage: kind.StageVisit,
	}, map[string]string{"mode": "covert"}, []casework.TimelineRow{
		row("1.1.1", kind.DrawPublished, "", map[string]string{"drawn": "permits window"}), row("1.2.1", kind.Visited, "", map[string]string{"unit": "permits"}),
		row("1.3.1", kind.FindingMade, "off_post", map[string]string{"unit": "permits"}), row("1.4.1", kind.ResultSigned, kind.RefusedToSign, map[string]string{"unit": "permits"}),
	})
	doc, _ := v.get("/cases/MC2026-000003")
	story := textOf(doc.Find("ol.timeline"))
	words := kind.Office().Of(kind.Inspection).Says
	for _, says := range []string{"行政许可科、", words["choice.off_post"].Zh, words["choice.refused"].Zh} {
		require.Contains(t, story, says)
	}
	require.Equal(t, 1, strings.Count(story, words["choice.off_post"].Zh), "said once")
}
