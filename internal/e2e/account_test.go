package e2e

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
)

// TestAccountabilityToReversal: a breach nobody touched is verified, formally
// opened, heard, decided, served, reviewed, appealed and reversed.
func TestAccountabilityToReversal(t *testing.T) {
	t.Parallel()
	h := open(t)
	number := accused(h)
	office, handler, group := h.as("efficiency_office"), h.as("handler"), h.as("party_group")
	checkHidden(t, h, number)
	refuse(t, office, number, casework.Recommend, args{"measure": "circulated_criticism", "reason": "超期"}, casework.WrongStage)

	openedByTheHead(t, h, number)
	require.Equal(t, casework.StageHear, handler.view(number).Stage, "the person concerned sees what he is held to")
	measure := args{"measure": "circulated_criticism", "reason": "建议通报批评"}
	refuse(t, office, number, casework.Recommend, measure, casework.NotHeard)
	require.Equal(t, http.StatusForbidden, handler.send(http.MethodPost, "/cases/"+number+"/recommend", measure, "own").status)
	b := openBrowser(t, h)
	w := b.enter("handler", 390)
	require.Contains(t, w.text("main table"), number, "his right stands on his desk")
	w.press("a.button[href^='/cases/" + number + "?do=hear']")
	require.Contains(t, w.text("#story + *"), "逾期未办，无正当理由", "he reads what he is held to")
	w.fill("#hear-reason", "当日系统故障，无法登录")
	w.submit(casework.Hear)
	require.Contains(t, w.text(".steps .step-done + .step-done + .step-done"), "陈述申辩")
	splitBeside(t, h, number)
	office.do(number, casework.Recommend, measure)

	decision := args{"measure": []string{"points_deducted", "bonus_withheld"}, "members": 9, "present": 7, "in_favour": 4, "reason": "党组会议决定"}
	refuse(t, group, number, casework.Decide, decision, casework.NoQuorum)
	decision["in_favour"] = 5
	decidedByTwo(t, h, number, decision)
	require.Equal(t, []int{-10}, points(handler), "a decision counts from the day it is made (处分条例 46)")
	office.do(number, casework.Serve, args{})
	require.Equal(t, []int{-10}, points(handler))

	handler.do(number, casework.AskReview, args{"reason": "不服，申请复核"})
	above := h.as("discipline_office")
	refuse(t, above, number, casework.DecideReview, args{"outcome": "reversed", "reason": "由上级先行复核"}, casework.NotCompetent)
	group.do(number, casework.DecideReview, args{"outcome": "upheld", "reason": "事实清楚"})
	h.as("principal_leader").sign(number)
	require.Equal(t, []int{-10}, points(handler), "a review suspends nothing")
	w.open("/")
	w.press("a.button[href^='/cases/" + number + "?do=ask-review']")
	w.fill("#ask-review-reason", "向上级申诉")
	w.submit(casework.AskReview)
	refuse(t, group, number, casework.DecideReview, args{"outcome": "upheld", "reason": "原决定机关再次处理"}, casework.DecidedBefore)
	office.do(number, casework.Accept, args{"category": "organ_above", "received": time.Now().Add(-time.Second).Format(time.RFC3339)})
	office.do(number, casework.DecideReview, args{"outcome": "reversed", "reason": "故障经查属实"})
	h.as("principal_leader").sign(number)

	require.Equal(t, []int{-10, 10}, points(handler))
	done := handler.view(number)
	require.Equal(t, casework.StageClosed, done.Stage)
	require.Equal(t, "reversed", done.Result)
	checkWayToReversal(t, office.timeline(number))
	page := h.visit("efficiency_office").page("/cases/" + number)
	require.Contains(t, page, number)
	require.Contains(t, page, "撤销")
	w.open("/cases/" + number)
	require.Contains(t, w.text("section[aria-labelledby=cause]"), "原处理（已撤销）")
	require.True(t, w.fits())
}

// decidedByTwo: what the meeting voted rests on more than the word of who enters it, and who
// entered it takes that back while nobody has signed (R048).
func decidedByTwo(t *testing.T, h *house, number string, decision args) {
	t.Helper()
	group := h.as("party_group")
	group.do(number, casework.Decide, decision)
	require.Empty(t, points(h.as("handler")), "nobody has signed it")
	request := group.view(number).Second.Request
	own := args{"request": request, "approve": true}
	refuse(t, group, number, casework.Countersign, own, casework.OwnCase)
	require.Contains(t, h.visit("party_group").page("/cases/"+number), "撤回本人的请求")
	own["approve"] = false
	group.do(number, casework.Countersign, own)
	require.Nil(t, group.view(number).Second)
	group.do(number, casework.Decide, decision)
	h.as("principal_leader").sign(number)
}

// openedByTheHead: nobody is named before the principal leader agrees, first to an
// inquiry by two, then to the opening (处分条例 39, 41).
func openedByTheHead(t *testing.T, h *house, number string) {
	t.Helper()
	office, head := h.as("efficiency_office"), h.as("principal_leader")
	facts := args{"outcome": "formal", "ground": "time_limit", "reason": "逾期未办，无正当理由"}
	refuse(t, office, number, casework.StateFacts, facts, casework.WrongStage)
	office.do(number, casework.StateFacts, args{"outcome": "inquiry", "person": "handler", "investigators": []string{"inspector", "auditor"}, "reason": "需要对人调查"})
	head.do(number, casework.Approve, args{"approve": true, "reason": "同意初步调查"})
	checkHidden(t, h, number)
	office.do(number, casework.StateFacts, facts)
	head.do(number, casework.Approve, args{"approve": true, "reason": "批准立案"})
}

// splitBeside: the leader in charge answers for the matter too, in a case of his own.
// He and the handler see nothing of each other's; who judges finds both.
func splitBeside(t *testing.T, h *house, number string) {
	t.Helper()
	office, leader := h.as("efficiency_office"), h.as("leader_in_charge")
	office.do(number, casework.Split, args{"person": "leader_in_charge", "share": casework.ShareMain, "reason": "接到提醒没有督促"})
	refuse(t, office, number, casework.Split, args{"person": "leader_in_charge", "share": casework.ShareMain, "reason": "重复"}, casework.SplitAlready)
	links := office.view(number).Links
	require.Len(t, links, 1)
	beside := links[0].Number
	eventually(t, answeredWithin, "his own case has begun", func() bool { return len(office.view(beside).Clocks) == 1 })
	require.Equal(t, http.StatusNotFound, leader.send(http.MethodGet, "/cases/"+beside, nil, "").status, "not before it is opened")
	h.as("party_group").do(beside, casework.Approve, args{"approve": true, "reason": "批准立案"})
	require.Equal(t, casework.StageHear, leader.view(beside).Stage)
	for name, hidden := range map[string]string{"leader_in_charge": number, "handler": beside} {
		require.Equal(t, http.StatusNotFound, h.as(name).send(http.MethodGet, "/cases/"+hidden, nil, "").status, name)
	}
	require.Empty(t, leader.view(beside).Links)
	leader.do(beside, casework.Hear, args{"reason": "当日出差"})
	require.Contains(t, h.visit("efficiency_office").page("/cases/"+number), beside)
	require.Zero(t, count(h.as("handler").timeline(number), named(casework.AccountabilityOpened)))
}

// TestAccountabilityEndsAtVerification: where nobody is at fault nobody is named.
func TestAccountabilityEndsAtVerification(t *testing.T) {
	t.Parallel()
	h := open(t)
	number := accused(h)
	office := h.as("efficiency_office")
	office.do(number, casework.StateFacts, args{"outcome": "no_fault", "reason": "时间用在领导审批环节"})
	done := office.view(number)
	require.Equal(t, casework.StageClosed, done.Stage)
	require.Equal(t, "no_fault", done.Result)
	rows := office.timeline(number)
	require.Equal(t, 1, count(rows, named(casework.FactsStated)))
	require.Zero(t, count(rows, named(casework.FormallyOpened)))
	require.Empty(t, points(h.as("handler")))
	checkHidden(t, h, number)
	page := h.visit("efficiency_office").page("/cases/" + number)
	require.Contains(t, page, "没有认定任何人的责任")
}

// accused is the accountability case that a practice case nobody touched led to.
func accused(h *house) string {
	h.t.Helper()
	cause := overdue(h)
	office := h.as("efficiency_office")
	var opened []string
	eventually(h.t, answeredWithin, "an accountability case is open", func() bool {
		opened = office.view(cause).Opened
		return len(opened) == 1 && len(office.view(opened[0]).Clocks) > 0
	})
	view := office.view(opened[0])
	require.Equal(h.t, casework.StageVerify, view.Stage)
	require.Equal(h.t, cause, view.Parent)
	return opened[0]
}

// checkHidden: before anybody is named, those who may be concerned see nothing.
func checkHidden(t *testing.T, h *house, number string) {
	t.Helper()
	for _, name := range []string{"handler", "section_head", "leader_in_charge", "clerk", "admin"} {
		for _, path := range []string{"", "/timeline", "/ledger", "/findings"} {
			got := h.as(name).send(http.MethodGet, "/cases/"+number+path, nil, "")
			require.Equal(t, http.StatusNotFound, got.status, "%s %s: %s", name, path, got.body)
		}
	}
}

// refuse sends a command that must be refused for a reason.
func refuse(t *testing.T, p *person, number, command string, a args, code casework.Code) {
	t.Helper()
	got := p.send(http.MethodPost, "/cases/"+number+"/"+command, a, command+string(code))
	require.GreaterOrEqual(t, got.status, http.StatusBadRequest, "%s", got.body)
	require.Contains(t, string(got.body), `"`+string(code)+`"`, "%s %s", command, number)
}

// points are the entries of a person's sheet of this year, oldest first.
func points(p *person) (out []int) {
	p.t.Helper()
	var sheet appraisal.Sheet
	p.read("/points", &sheet)
	sum := 0
	for _, r := range sheet.Rows {
		out, sum = append(out, r.Points), sum+r.Points
	}
	require.Equal(p.t, sum, sheet.Total)
	return out
}

func checkWayToReversal(t *testing.T, rows []casework.TimelineRow) {
	t.Helper()
	var way []casework.EventName
	for _, r := range rows {
		switch r.Name {
		case casework.FactsStated, casework.FormallyOpened, casework.Heard, casework.MeasureRecommended, casework.MeasureDecided,
			casework.DecisionServed, casework.ReviewAsked, casework.ReviewDecided, casework.CaseClosed:
			way = append(way, r.Name)
		}
	}
	require.Equal(t, []casework.EventName{
		casework.FactsStated, casework.FormallyOpened, casework.Heard, casework.MeasureRecommended, casework.MeasureDecided,
		casework.DecisionServed, casework.ReviewAsked, casework.ReviewDecided, casework.ReviewAsked, casework.ReviewDecided,
		casework.CaseClosed,
	}, way)
}
