package e2e

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/protobuf/proto"

	"github.com/shixian/shixian/internal/casework"
)

// TestTheComplainantIsFoundNowhere: somebody complains by the public form; the
// complaint is screened, forwarded, relayed, disclosed to one, answered, rated and
// passed, with mail on. His name, telephone and words are then in no history, log,
// metric, table, file or mail, and on no page and in no JSON of the unit's handler,
// its heads, the leaders and the auditor; nor is the instant he came (R082).
func TestTheComplainantIsFoundNowhere(t *testing.T) {
	t.Parallel()
	machines := ownServers(t)
	h := open(t, on(machines))
	marks := planted{"phone": "0000-7391846599"}
	citizen := &visitor{t: t, url: h.url, http: &http.Client{Timeout: 30 * time.Second}}
	number, code := citizen.complain(marks)
	liveOfComplaint(t, h, citizen, number, code, marks)

	find := newFinder(marks)
	efficiency := h.as("efficiency_office")
	came := efficiency.view(number).Received.Format(".999999") // no other instant has this part of a second
	for _, reader := range []string{"handler", "backup", "section_head", "leader_in_charge", "principal_leader", "auditor"} {
		seen := everythingOf(h, reader, number)
		find.nowhere(t, "what is shown to "+reader, []byte(seen))
		require.True(t, strings.Contains(seen, number), "%s knows of it", reader)
		require.False(t, strings.Contains(seen, came), "%s learns the instant it came", reader)
		require.False(t, strings.Contains(seen, "渠道"), "%s learns by which way", reader)
	}
	whole := everythingOf(h, "efficiency_office", number)
	require.True(t, strings.Contains(whole, came) && strings.Contains(whole, "渠道"), "what is looked for is there to see")
	wentUpward(t, h)
	morning(t, h)

	resp, err := http.Get(h.url + "/metrics")
	require.NoError(t, err)
	defer resp.Body.Close()
	metrics, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	find.nowhere(t, "metrics", metrics)
	textID := ""
	for _, row := range efficiency.timeline(number) {
		if row.Name == casework.Screened {
			textID = row.TextID
		}
	}
	lookThroughEngine(t, h, find, textID)
	h.worker.stop(t)
	h.api.stop(t)
	find.nowhere(t, "log of the API", []byte(h.api.log.String()))
	find.nowhere(t, "log of the worker", []byte(h.worker.log.String()))
	find.nowhere(t, "logs of PostgreSQL and the engine", []byte(machines.said.String()))
	for _, l := range h.mail.all() {
		find.nowhere(t, "mail "+l.subject, []byte(l.raw+"\n"+l.subject+"\n"+l.text))
	}
	require.NotEmpty(t, h.mail.all())
	checkDatabases(t, machines, find, number, textID)
}

// complain sends the public form, as a browser without scripts would, twice.
func (v *visitor) complain(marks planted) (number, code string) {
	v.t.Helper()
	doc := v.document(v.page("/public/complaint"))
	form := url.Values{
		"key": {doc.Find(`input[name="key"]`).AttrOr("value", "")}, "fields.against_unit": {"permits"}, "fields.ground": {"no_notice"},
		"fields.phone": {marks["phone"]},
	}
	for _, field := range []string{"applicant", "address", "statement"} {
		form.Set("fields."+field, marks.plant("complainant's "+field))
	}
	v.submit("/public/complaint", form)
	figures := v.document(v.submit("/public/complaint", form)).Find(".figure")
	require.Equal(v.t, 2, figures.Length())
	number, code = figures.Eq(0).Text(), figures.Eq(1).Text()
	require.True(v.t, strings.HasSuffix(number, "-000001"), "sent twice it is one complaint: %s", number)
	return number, code
}

func (v *visitor) document(page string) *goquery.Document {
	v.t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	require.NoError(v.t, err)
	return doc
}

// liveOfComplaint lets the complaint go its way, and everybody write what he may.
func liveOfComplaint(t *testing.T, h *house, citizen *visitor, number, code string, marks planted) {
	t.Helper()
	efficiency, handler, head := h.as("efficiency_office"), h.as("handler"), h.as("section_head")
	say := func(where string) args { return args{"reason": marks.plant(where)} }
	with := func(a args, more args) args {
		for k, v := range more {
			a[k] = v
		}
		return a
	}
	eventually(t, answeredWithin, "the complaint has begun", func() bool { return efficiency.view(number).Revision > 0 })
	efficiency.do(number, casework.Screen, with(say("screening"), args{"outcome": "complaint", "category": "no_notice"}))
	efficiency.do(number, casework.Forward, with(say("forwarding"), args{"post": "food-desk"}))
	efficiency.do(number, casework.Relay, args{"reason": "请说明为何没有一次性告知"})

	refused := head.send(http.MethodGet, "/cases/"+number+"/fields", nil, "")
	require.Equal(t, http.StatusForbidden, refused.status)
	efficiency.do(number, casework.Disclose, with(say("consent"), args{
		"person": "section_head", "received": time.Now().Format(time.RFC3339), "approve": true,
	}))
	var fields map[string]string
	head.read("/cases/"+number+"/fields", &fields)
	require.Equal(t, marks["complainant's applicant"], fields["applicant"], "he and nobody else")
	require.Equal(t, http.StatusForbidden, handler.send(http.MethodGet, "/cases/"+number+"/fields", nil, "").status)
	efficiency.do(number, casework.WithdrawDisclosure, say("taken back"))
	require.Equal(t, http.StatusForbidden, head.send(http.MethodGet, "/cases/"+number+"/fields", nil, "").status)

	handler.do(number, casework.Reply, args{"outcome": "proven", "reason": "经查属实，已当面说明并补发告知书"})
	follow := url.Values{"number": {number}, "code": {code}}
	found := citizen.submit("/public/progress", follow)
	require.Contains(t, found, "已当面说明并补发告知书")
	follow.Set("key", citizen.document(found).Find(`input[name="key"]`).AttrOr("value", ""))
	follow.Set("outcome", "unsatisfied")
	follow.Set("reason", marks.plant("what the complainant thinks of it"))
	citizen.submit("/public/progress/rate", follow)
	require.Equal(t, 1, count(efficiency.timeline(number), named(casework.Rated)), "seen before the reply is passed")
	efficiency.do(number, casework.Confirm, with(say("passing"), args{"approve": true, "outcome": "no_personal_fault"}))
}

// everythingOf is whatever pages and JSON show somebody.
func everythingOf(h *house, person, number string) string {
	h.t.Helper()
	var seen strings.Builder
	p, v := h.as(person), h.visit(person)
	for _, path := range []string{
		"/cases/" + number, "/cases/" + number + "/timeline", "/cases/" + number + "/ledger", "/cases/" + number + "/clocks/forward/why",
		"/cases?kind=complaint", "/clocks?all=true", "/clocks", "/inbox?limit=200",
	} {
		seen.Write(p.send(http.MethodGet, path, nil, "").body)
	}
	for _, path := range []string{
		"/", "/cases", "/cases/" + number, "/cases/" + number + "/why/forward", "/cases/" + number + "/why/handle", "/inbox",
	} {
		seen.WriteString(v.page(path))
	}
	return seen.String()
}

// wentUpward: a complaint about the efficiency office is the discipline office's
// from the first minute; the efficiency office and the head of the bureau find
// nothing of it (design section 5).
func wentUpward(t *testing.T, h *house) {
	t.Helper()
	number := h.as("clerk").register(registration{Item: "efficiency-complaint", Fields: map[string]string{
		"against_unit": "efficiency", "statement": "投诉件压着不办", "channel": "visit", "applicant": "某人",
	}})
	discipline := h.as("discipline_office")
	discipline.do(number, casework.Screen, args{"outcome": "complaint", "category": "over_limit", "reason": "受理"})
	discipline.do(number, casework.Forward, args{"post": "discipline-office"})
	discipline.do(number, casework.Reply, args{"outcome": "unproven", "reason": "经查不属实"})
	for _, person := range []string{"efficiency_office", "supervision_office", "principal_leader"} {
		p := h.as(person)
		require.Equal(t, http.StatusNotFound, p.send(http.MethodGet, "/cases/"+number, nil, "").status, person)
		for _, path := range []string{"/cases", "/clocks?all=true", "/inbox?limit=200"} {
			require.NotContains(t, string(p.send(http.MethodGet, path, nil, "").body), number, "%s %s", person, path)
		}
	}
	require.Equal(t, casework.DisciplineOffice, discipline.view(number).Turn)
}

// morning lets the mail go that waits for the next opening of the office.
func morning(t *testing.T, h *house) {
	t.Helper()
	_, err := h.db.ExecContext(t.Context(), "UPDATE outbox SET deliver_at = now(), next_try_at = now() WHERE state = 'pending'")
	require.NoError(t, err)
	eventually(t, readyWithin, "all mail has gone", func() bool {
		var waiting int
		require.NoError(t, h.db.GetContext(t.Context(), &waiting, "SELECT count(*) FROM outbox WHERE state = 'pending'"))
		return waiting == 0
	})
}

// lookThroughEngine reads every history and everything an operator could list.
func lookThroughEngine(t *testing.T, h *house, find *finder, textID string) {
	t.Helper()
	engine := h.dial()
	list, err := engine.ListWorkflow(t.Context(), &workflowservice.ListWorkflowExecutionsRequest{PageSize: 100})
	require.NoError(t, err)
	require.NotEmpty(t, list.GetExecutions())
	found := false
	for _, w := range list.GetExecutions() {
		raw, err := proto.Marshal(w)
		require.NoError(t, err)
		find.nowhere(t, "what the engine lists", raw)
		id := w.GetExecution().GetWorkflowId()
		events := engine.GetWorkflowHistory(t.Context(), id, w.GetExecution().GetRunId(), false, 0)
		for events.HasNext() {
			e, err := events.Next()
			require.NoError(t, err)
			raw, err := proto.Marshal(e)
			require.NoError(t, err)
			find.nowhere(t, "history of "+id, raw)
			found = found || textID != "" && strings.Contains(string(raw), textID)
		}
	}
	require.True(t, found, "the text's id travels in the history: what is looked through is what is there")
}
