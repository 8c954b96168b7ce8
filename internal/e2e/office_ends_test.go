package e2e

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
)

// officeForm is the body of a registration that names no papers.
func officeForm(item string, fields map[string]string) registration {
	return registration{Item: item, Fields: fields}
}

// ended holds a case against the end it must have come to.
func ended(p *person, number, result string) {
	p.t.Helper()
	view := p.view(number)
	require.Equal(p.t, casework.StageClosed, view.Stage, number)
	require.Equal(p.t, result, view.Result, number)
	require.NotNil(p.t, view.Closed)
	for _, c := range view.Clocks {
		if !slices.Contains([]string{"explain", "self_report", "act_on_advice"}, c.Name) { // owed for their own sake (R059, R077, R080)
			require.NotContains(p.t, []casework.ClockStatus{casework.Running, casework.Breached}, c.Status, "%s %s", number, c.Name)
		}
	}
}

// documentEnds: returned and given to another, closed by hand, and the deemed
// consent to a request nobody answered by the stated time (R055, R061, R062).
func documentEnds(t *testing.T, h *house) {
	t.Helper()
	general, handler := h.as("general_office"), h.as("handler")
	paper := officeForm("incoming-document", map[string]string{"sender": "县水务局", "title": "关于会签的函"})

	number := general.register(paper)
	general.do(number, casework.Assign, args{"post": "food-desk"})
	refuse(t, handler, number, casework.Return, args{}, casework.Invalid)
	handler.do(number, casework.Return, args{"reason": "不属本岗职责"})
	require.Equal(t, casework.StageAssign, general.view(number).Stage)
	general.do(number, casework.Assign, args{"post": "hygiene-desk"})
	general.do(number, casework.Close, args{"reason": "来文单位撤回"})
	h.as("leader_in_charge").sign(number)
	ended(general, number, "closed_by_hand")

	number = general.register(officeForm("swift-request-from-below", map[string]string{
		"sender": "城关镇", "title": "关于占道施工的请示", "matter": "请批复", "request": "true", "subject": "other",
	}))
	general.do(number, casework.Assign, args{"post": "food-desk"})
	stated := general.clock(number, "handle").Due
	eventually(t, answeredWithin, "the condition of deemed consent is met", func() bool {
		return general.view(number).Stage == casework.StageConsent
	})
	i := general.timeline(number)
	require.Equal(t, 1, count(i, func(r casework.TimelineRow) bool {
		return r.Name == casework.ConsentCondition && r.At.Equal(stated)
	}))
	refuse(t, handler, number, casework.ConfirmConsent, args{"approve": true, "reason": "同意"}, casework.Forbidden)
	general.do(number, casework.ConfirmConsent, args{"approve": true, "reason": "逾期未答复，视为同意"})
	ended(general, number, "deemed_consent")
}

// complaintEnds: a suggestion, a refusal, a referral, one taken back, and one
// disclaimed, given to another finally and not proven (R067, R071, R072, R075).
func complaintEnds(t *testing.T, h *house) {
	t.Helper()
	office, handler := h.as("efficiency_office"), h.as("handler")
	named := map[string]string{"applicant": "孙小小", "phone": "0000-5550178", "against_unit": "permits", "against": "许可科", "statement": "态度生硬", "channel": "letter"}
	nameless := map[string]string{"against_unit": "permits", "against": "许可科", "statement": "建议延长窗口时间", "channel": "letter", "anonymous": "true"}

	number := office.register(officeForm("efficiency-complaint", nameless))
	refuse(t, office, number, casework.Screen, args{"outcome": "complaint", "category": "rudeness", "reason": "受理"}, casework.Invalid)
	office.do(number, casework.Screen, args{"outcome": "suggestion", "reason": "按工作建议处理"})
	ended(office, number, "suggestion")
	for _, outcome := range []string{"not_taken", "referred"} {
		number = office.register(officeForm("efficiency-complaint", named))
		office.do(number, casework.Screen, args{"outcome": outcome, "reason": "见附注"})
		ended(office, number, outcome)
	}
	number = office.register(officeForm("efficiency-complaint", named))
	office.do(number, casework.Withdraw, args{"reason": "投诉人撤回"})
	h.as("principal_leader").sign(number)
	ended(office, number, "withdrawn")

	number = office.register(officeForm("efficiency-complaint", named))
	office.do(number, casework.Screen, args{"outcome": "complaint", "category": "rudeness", "reason": "受理"})
	office.do(number, casework.Forward, args{"post": "food-desk"})
	handler.do(number, casework.Disclaim, args{"reason": "非本岗职责"})
	refuse(t, office, number, casework.Forward, args{"post": "food-desk", "approve": true}, casework.Invalid)
	office.do(number, casework.Forward, args{"post": "food-desk", "approve": true, "basis": "效能办会同编委办裁定"})
	refuse(t, handler, number, casework.Disclaim, args{"reason": "仍非本岗职责"}, casework.WrongStage)
	handler.do(number, casework.Reply, args{"outcome": "unproven", "reason": "经查不属实"})
	office.do(number, casework.Confirm, args{"approve": true, "reason": "同意办结"})
	ended(office, number, "confirmed")
	require.Empty(t, office.view(number).Opened)
}

// supervisionEnds: an objection upheld opens the item again; one closed by hand;
// who may issue depends on where it came from (R099, R121).
func supervisionEnds(t *testing.T, h *house) {
	t.Helper()
	office, leader, handler := h.as("supervision_office"), h.as("leader_in_charge"), h.as("handler")
	item := func(origin string) registration {
		return officeForm("supervision-item", map[string]string{"source": "省政府办公厅", "matter": "核查整改", "origin": origin, "government": "true"})
	}
	number := office.register(item("provincial_office"))
	read := args{"category": "provincial_office", "basis": "省政府办公厅交办通知，3月1日", "reason": "拟请许可科办理"}
	refuse(t, office, number, casework.Propose, read, casework.OwnCase) // he registered it (R099)
	h.as("inspector").do(number, casework.Propose, read)
	require.Equal(t, []string{"opinion_proposed "}, names(leader.inbox(number), saying), "his approval is asked for")
	refuse(t, office, number, casework.Issue, args{"post": "food-desk", "reason": "请办理"}, casework.NotCompetent)
	refuse(t, leader, number, casework.Issue, args{"reason": "请办理"}, casework.Invalid)
	leader.do(number, casework.Issue, args{"post": "food-desk", "reason": "请办理"})
	handler.do(number, casework.Reply, args{"reason": "已整改"})
	office.do(number, casework.Recheck, args{"outcome": "done", "reason": "到现场看过"})
	office.do(number, casework.SignOff, args{"reason": "销号"})
	handler.do(number, casework.ConfirmReceipt, args{})
	handler.do(number, casework.Object, args{"reason": "尚有一处未整改"})
	refuse(t, office, number, casework.DecideObjection, args{"approve": true, "reason": "采纳"}, casework.Forbidden) // he concluded
	h.as("principal_leader").do(number, casework.DecideObjection, args{"approve": true, "reason": "采纳"})
	require.Equal(t, casework.StageFollow, office.view(number).Stage)
	require.Equal(t, casework.Running, office.clock(number, "follow_up").Status)
	office.do(number, casework.Close, args{"reason": "并入专项行动"})
	require.Equal(t, casework.StageFollow, office.view(number).Stage, "unsigned, nothing has changed")
	leader.sign(number)
	ended(office, number, "closed_by_hand")
}

// joinedEnds: a duplicate ends with the answer to the document it follows, at that
// instant; a letter that is a complaint goes on as one (R066, R075).
func joinedEnds(t *testing.T, h *house) {
	t.Helper()
	general, handler := h.as("general_office"), h.as("handler")
	paper := officeForm("incoming-document", map[string]string{"sender": "县水务局", "title": "关于河道整治的函"})
	leading, duplicate := general.register(paper), general.register(paper)
	for _, number := range []string{leading, duplicate} {
		general.do(number, casework.Assign, args{"post": "food-desk"})
	}
	refuse(t, general, duplicate, casework.Merge, args{"case": duplicate, "reason": "重复来文"}, casework.Invalid)
	general.do(duplicate, casework.Merge, args{"case": leading, "reason": "重复来文"})
	answered := handler.do(leading, casework.Complete, args{"reason": "已答复"})
	eventually(t, answeredWithin, "the duplicate ends with the other", func() bool { return general.view(duplicate).Closed != nil })
	ended(general, duplicate, "merged")
	require.True(t, answered.At.Equal(*general.clock(duplicate, "handle").Ended), "at the instant of the answer")

	letter := general.register(paper)
	general.do(letter, casework.Convert, args{"kind": "complaint", "unit": "permits", "reason": "反映窗口态度"})
	ended(general, letter, "converted")
}
