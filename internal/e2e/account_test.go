package e2e

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
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

	office.do(number, casework.StateFacts, args{"outcome": "formal", "person": "handler", "ground": "time_limit", "reason": "逾期未办，无正当理由"})
	require.Equal(t, casework.StageHear, handler.view(number).Stage, "the person concerned sees what he is held to")
	measure := args{"measure": "circulated_criticism", "reason": "建议通报批评"}
	refuse(t, office, number, casework.Recommend, measure, casework.NotHeard)
	require.Equal(t, http.StatusForbidden, handler.send(http.MethodPost, "/cases/"+number+"/recommend", measure, "own").status)
	handler.do(number, casework.Hear, args{"reason": "当日系统故障，无法登录"})
	office.do(number, casework.Recommend, measure)

	decision := args{"measure": "circulated_criticism", "present": 7, "in_favour": 3, "reason": "党组会议决定"}
	refuse(t, group, number, casework.Decide, decision, casework.NoQuorum)
	decision["in_favour"] = 5
	group.do(number, casework.Decide, decision)
	require.Empty(t, points(handler), "a decision counts once it is served")
	office.do(number, casework.Serve, args{})
	require.Equal(t, []int{-10}, points(handler))

	handler.do(number, casework.AskReview, args{"reason": "不服，申请复核"})
	above := h.as("discipline_office")
	refuse(t, above, number, casework.DecideReview, args{"outcome": "reversed", "reason": "由上级先行复核"}, casework.NotCompetent)
	group.do(number, casework.DecideReview, args{"outcome": "upheld", "reason": "事实清楚"})
	require.Equal(t, []int{-10}, points(handler), "a review suspends nothing")
	handler.do(number, casework.AskReview, args{"category": "appeal", "reason": "向上级申诉"})
	refuse(t, group, number, casework.DecideReview, args{"outcome": "upheld", "reason": "原决定机关再次处理"}, casework.DecidedBefore)
	above.do(number, casework.DecideReview, args{"outcome": "reversed", "reason": "故障经查属实"})

	require.Equal(t, []int{-10, 10}, points(handler))
	done := handler.view(number)
	require.Equal(t, casework.StageClosed, done.Stage)
	require.Equal(t, "reversed", done.Result)
	checkWayToReversal(t, office.timeline(number))
	page := h.visit("efficiency_office").page("/cases/" + number)
	require.Contains(t, page, number)
	require.Contains(t, page, "撤销")
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
			require.Contains(t, []int{http.StatusForbidden, http.StatusNotFound}, got.status, "%s %s: %s", name, path, got.body)
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
	var sheet counter.Sheet
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
