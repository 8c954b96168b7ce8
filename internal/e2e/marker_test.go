package e2e

import (
	"fmt"
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

// planted is everything personal this test writes, by where it was written. No
// two begin alike, so that a find tells where it came from.
type planted map[string]string

// plant makes one more sentence nobody else would write.
func (p planted) plant(where string) string {
	p[where] = fmt.Sprintf("标记%d号：%s 的个人话语", len(p)+1001, where)
	return p[where]
}

// TestNothingPersonalOutside: names and sentences are read by those who may, and
// are found nowhere else in the clear: not in any table, any file of the
// database, the engine's histories, a log, a metric, an address or a mail.
func TestNothingPersonalOutside(t *testing.T) {
	t.Parallel()
	machines := ownServers(t)
	h := open(t, on(machines))
	marks := planted{}
	number, textID := liveWithMarkers(t, h, marks)
	slips(t, h, marks)
	readByThoseWhoMay(t, h, number, marks)

	find := newFinder(marks)
	checkPages(t, h, number, find)
	resp, err := http.Get(h.url + "/metrics")
	require.NoError(t, err)
	defer resp.Body.Close()
	metrics, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Contains(t, string(metrics), "shixian_http_seconds")
	find.nowhere(t, "metrics", metrics)
	require.NotContains(t, string(metrics), number, "no case number in labels")

	h.worker.stop(t) // its last words too
	h.api.stop(t)
	find.nowhere(t, "log of the API", []byte(h.api.log.String()))
	find.nowhere(t, "log of the worker", []byte(h.worker.log.String()))
	find.nowhere(t, "logs of PostgreSQL and the engine", []byte(machines.said.String()))
	require.NotEmpty(t, machines.said.String())
	for _, l := range h.mail.all() {
		find.nowhere(t, "mail "+l.subject, []byte(l.raw+"\n"+l.subject+"\n"+l.text))
	}
	require.NotEmpty(t, h.mail.all())
	checkHistories(t, h, find, textID)
	checkDatabases(t, machines, find, number, textID)
}

// liveWithMarkers lets cases go through every act that takes words, and answers
// with one case's number and the id of one of its texts.
func liveWithMarkers(t *testing.T, h *house, marks planted) (number, textID string) {
	t.Helper()
	clerk, handler, leader := h.as("clerk"), h.as("handler"), h.as("leader_in_charge")
	head := h.as("section_head")
	say := func(where string) args { return args{"reason": marks.plant(where)} }

	form := foodPermit()
	for _, field := range []string{"applicant", "address", "matter"} {
		form.Fields[field] = marks.plant(field)
	}
	marks["id_number"], marks["phone"] = "91739184650MARKERP", "0000-7391846502"
	form.Fields["id_number"], form.Fields["phone"] = marks["id_number"], marks["phone"]
	hourAgo := time.Now().Add(-time.Hour)
	form.Received, form.Reason = &hourAgo, marks.plant("late receipt")
	number = clerk.register(form)

	notice := say("one-time-notice")
	notice["defective"] = []string{"layout"} // it came, and is not in legal form (R024)
	handler.do(number, casework.OneTimeNotice, notice)
	clerk.do(number, casework.Supplement, say("supplement"))
	handler.do(number, casework.Accept, say("accept"))
	paper := handler.attach(number, marks.plant("name of a file")+".txt", strings.Repeat(marks.plant("words of a file")+"\n", 40_000), casework.PurposePauseNotice) // more than one piece
	pause := say("pause")
	pause["category"], pause["until"], pause["proof"] = "test", time.Now().Add(48*time.Hour).Format(time.RFC3339), paper
	handler.do(number, casework.Pause, pause)
	handler.do(number, casework.Resume, say("resume"))
	for _, where := range []string{"first request", "second request"} {
		ask := say(where)
		ask["clock"], ask["days"] = "handle", 2
		handler.do(number, casework.RequestExtension, ask)
		if where == "first request" {
			withdraw := say("withdraw-extension")
			withdraw["clock"] = "handle"
			handler.do(number, casework.WithdrawExtension, withdraw)
		}
	}
	textID = decideBySignal(t, h, leader, number, marks.plant("text of a signal"))
	head.do(number, casework.Chase, say("chase"))
	handler.do(number, casework.Complete, say("complete"))
	handler.deliver(number, say("deliver"))
	handler.do(number, casework.Reopen, say("reopen"))
	deny := say("deny")
	deny["basis"] = marks.plant("basis of denial")
	handler.do(number, casework.Deny, deny)

	breached := practice()
	longAgo := time.Now().Add(-9 * time.Minute)
	breached.Received = &longAgo
	late := clerk.register(breached)
	eventually(t, answeredWithin, "an accountability case opens", func() bool { return len(h.as("efficiency_office").view(late).Opened) > 0 })
	head.do(late, casework.Explain, say("explain"))
	efficiency := h.as("efficiency_office")
	opened := efficiency.view(late).Opened[0]
	eventually(t, answeredWithin, "the accountability case has begun", func() bool { return efficiency.view(opened).Revision > 0 })
	efficiency.do(opened, casework.Close, say("close"))
	principal := h.as("principal_leader")
	signature := say("countersign")
	signature["request"], signature["approve"] = principal.view(opened).Second.Request, true
	principal.do(opened, casework.Countersign, signature)
	require.Equal(t, casework.StageClosed, efficiency.view(opened).Stage)
	return number, textID
}

// decideBySignal grants the pending extension as another system would.
func decideBySignal(t *testing.T, h *house, leader *person, number, text string) (textID string) {
	t.Helper()
	got := leader.send(http.MethodPost, "/texts", args{"number": number, "text": text}, "")
	require.Equal(t, http.StatusCreated, got.status, "%s", got.body)
	textID = decode[struct{ ID string }](t, got).ID
	sendSignal(t, h.dial(), number, casework.DecideExtension, casework.Signal{
		ID: "marker", Actor: "leader_in_charge", Args: casework.Args{Clock: "handle", Approve: new(true), ReasonID: textID},
	})
	eventually(t, answeredWithin, "the extension is granted", func() bool {
		return count(leader.timeline(number), named(casework.ExtensionApproved)) > 0
	})
	return textID
}

// slips are personal words where none belong: they are refused, and forgotten.
func slips(t *testing.T, h *house, marks planted) {
	t.Helper()
	clerk := h.as("clerk")
	form := foodPermit()
	form.Fields[marks.plant("name of a field")] = "x"
	got := clerk.send(http.MethodPost, "/cases", form, "slip")
	require.Equal(t, http.StatusBadRequest, got.status, "%s", got.body)
	got = clerk.send(http.MethodPost, "/cases", args{"item": marks.plant("item")}, "slip")
	require.Equal(t, http.StatusUnprocessableEntity, got.status, "%s", got.body)
	got = clerk.send(http.MethodPost, "/session", args{"username": marks.plant("user name"), "password": marks.plant("password")}, "")
	require.Equal(t, http.StatusUnauthorized, got.status, "%s", got.body)
	for _, body := range []string{marks.plant("no JSON"), `{"item":` + marks.plant("half JSON")} {
		resp, err := clerk.http.Post(h.url+api+"/cases", "application/json", strings.NewReader(body))
		require.NoError(t, err)
		resp.Body.Close()
		require.Equal(t, http.StatusBadRequest, resp.StatusCode)
	}
	resp, err := clerk.http.Get(h.url + "/cases/" + url.PathEscape(marks.plant("address typed by hand")))
	require.NoError(t, err)
	resp.Body.Close()
}

// readByThoseWhoMay shows that the words were kept: the handler reads them.
func readByThoseWhoMay(t *testing.T, h *house, number string, marks planted) {
	t.Helper()
	handler := h.as("handler")
	var fields map[string]string
	handler.read("/cases/"+number+"/fields", &fields)
	for _, field := range []string{"applicant", "id_number", "phone", "address", "matter"} {
		require.Equal(t, marks[field], fields[field])
	}
	var files []casework.Attachment
	handler.read("/cases/"+number+"/attachments", &files)
	require.Len(t, files, 2, "the notice of the pause, and the receipt of the result")
	require.Equal(t, marks["name of a file"]+".txt", files[0].Name)
	file := handler.send(http.MethodGet, "/cases/"+number+"/attachments/"+files[0].ID, nil, "")
	require.EqualValues(t, len(file.body), files[0].Size)
	require.Contains(t, string(file.body), marks["words of a file"])
	var said []string
	for _, r := range handler.timeline(number) {
		said = append(said, r.Text)
	}
	for _, where := range []string{"one-time-notice", "pause", "second request", "text of a signal", "deny"} {
		require.Contains(t, said, marks[where])
	}
	var sealed int
	require.NoError(t, h.db.GetContext(t.Context(), &sealed, "SELECT count(*) FROM sealed_values"))
	require.Greater(t, sealed, 15)
}

// checkPages: what stands on a page for those who may read it is in no address.
func checkPages(t *testing.T, h *house, number string, find *finder) {
	t.Helper()
	page := h.visit("handler").page("/cases/" + number + "?show=applicant")
	require.Contains(t, page, find.marks["applicant"])
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	require.NoError(t, err)
	links := 0
	for _, attribute := range []string{"href", "action", "src"} {
		doc.Find("[" + attribute + "]").Each(func(_ int, s *goquery.Selection) {
			links++
			find.nowhere(t, attribute+" of a page", []byte(s.AttrOr(attribute, "")))
		})
	}
	require.Greater(t, links, 10)
}

// checkHistories reads every history the engine keeps, as any client could.
func checkHistories(t *testing.T, h *house, find *finder, textID string) {
	t.Helper()
	engine := h.dial()
	list, err := engine.ListWorkflow(t.Context(), &workflowservice.ListWorkflowExecutionsRequest{PageSize: 100})
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(list.GetExecutions()), 4, "three cases, one of them twice")
	found := false
	for _, w := range list.GetExecutions() {
		id := w.GetExecution().GetWorkflowId()
		events := engine.GetWorkflowHistory(t.Context(), id, w.GetExecution().GetRunId(), false, 0)
		for events.HasNext() {
			e, err := events.Next()
			require.NoError(t, err)
			raw, err := proto.Marshal(e)
			require.NoError(t, err)
			find.nowhere(t, "history of "+id, raw)
			found = found || strings.Contains(string(raw), textID)
		}
	}
	require.True(t, found, "the text's id travels in the history: what is looked through is what is there")
}
