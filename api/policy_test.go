package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/reference"
	"github.com/shixian/shixian/internal/why"
)

// player answers one event, the case's item as its detail.
type player struct{}

func (player) Play(_ context.Context, _ *policy.Book, s core.Sample) ([]core.Played, error) {
	return []core.Played{{
		At: s.Received.Format(time.RFC3339), Case: "BJ2026-000001", Event: casework.CaseRegistered,
		Detail: map[string]string{"item": s.Item},
	}}, nil
}

func rules(t *testing.T) core.Rules {
	t.Helper()
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	articles, err := reference.Articles()
	require.NoError(t, err)
	return core.Rules{
		Presets: ref.Presets, Articles: articles, Holidays: ref.Holidays, Law: ref.Law, Simulator: player{}, Leave: ref.Leave, Scoring: ref.Scoring,
		Book: func(context.Context) (*policy.Book, error) { return ref.Book() },
	}
}

const draft = "/api/v1/policies/house/draft"

func drafted(revision int, limit string) string {
	return `{"revision":` + string(rune('0'+revision)) + `,"policy":{"kind":"service","title":"内部时限","title_en":"House","rules":[
		{"clock":"handle","rule":"R005","basis":"限时办结制第三项：期限为本单位预设","limit":"` + limit + `","owner":"handler","outcome":"breach",
			"ladder":[{"level":"1","to":["section_head"]},{"level":"2","after":"5wd","to":["leader_in_charge"],"every":"5wd"}]}]}}`
}

func TestPolicyFromDraftToRule(t *testing.T) {
	t.Parallel()
	b := setup(t)
	author, second := b.as(countertest.Efficiency), b.as(countertest.Chief)

	got := author.send(http.MethodPut, draft, drafted(0, "10x"), nil)
	require.Equal(t, http.StatusOK, got.status, got.text)
	var d struct {
		policy.Version
		Problems []api.FieldProblem
	}
	require.NoError(t, json.Unmarshal([]byte(got.text), &d))
	require.Equal(t, policy.Draft, d.State)
	require.Equal(t, api.FieldProblem{
		Field: "rules[0].limit", Rule: "wd d mo wh wm ws h m s", Code: casework.BadLimit,
		ZH: "时限写法不对，例如 10wd、30d、4wh", EN: "the limit cannot be read; write 10wd, 30d, 4wh",
	}, d.Problems[0])
	p := author.post(draft+"/request", `{"revision":1}`, nil).problem(t)
	require.Equal(t, casework.BadLimit, p.Code)
	require.Equal(t, "rules[0].limit", p.Errors[0].Field)

	require.Equal(t, http.StatusOK, author.send(http.MethodPut, draft, drafted(1, "10wd"), nil).status)
	require.Equal(t, casework.Stale, author.send(http.MethodPut, draft, drafted(1, "9wd"), nil).problem(t).Code)
	require.Equal(t, casework.NotRequested, second.post(draft+"/consent", `{"revision":2}`, nil).problem(t).Code)
	require.Equal(t, http.StatusOK, author.post(draft+"/request", `{"revision":2}`, nil).status)
	p = author.post(draft+"/consent", `{"revision":2}`, nil).problem(t)
	require.Equal(t, http.StatusForbidden, p.Status)
	require.Equal(t, casework.SecondPerson, p.Code)
	require.Equal(t, "principal", p.Errors[0].Field)

	got = author.post(draft+"/simulate", `{"received":"2026-09-24T09:30"}`, nil)
	require.Equal(t, http.StatusUnprocessableEntity, got.status, "no item uses it")
	got = second.post(draft+"/consent", `{"revision":2}`, nil)
	require.Equal(t, http.StatusOK, got.status, got.text)

	require.NoError(t, json.Unmarshal([]byte(b.as(countertest.Handler).get("/api/v1/policies/house/versions/1").text), &d))
	require.Equal(t, policy.Published, d.State)
	require.Equal(t, countertest.Efficiency, d.PublishedBy)
	require.Equal(t, countertest.Chief, d.ConsentBy)
	require.Empty(t, d.Problems)

	require.Equal(t, http.StatusOK, second.send(http.MethodPut, draft, drafted(0, "7wd"), nil).status)
	got = second.get("/api/v1/policies/house/compare?from=1&to=2")
	require.JSONEq(t, `[{"clock":"handle","field":"limit","old":"10wd","new":"7wd"}]`, got.text)
	require.Equal(t, http.StatusNotFound, b.as(countertest.Handler).get("/api/v1/policies/house/versions/2").status, "a draft is not his to read")
}

func TestPolicyReading(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.store.Drafts.Use = []rulebook.PolicyUse{{Policy: "service-permit@1", Calendar: "cn@1", Open: 7}}
	handler := b.as(countertest.Handler)
	require.JSONEq(t, `[{"policy":"service-permit@1","calendar":"cn@1","open":7}]`, handler.get("/api/v1/policy-use").text)
	require.Equal(t, "[]\n", handler.get("/api/v1/policies").text)
	require.Equal(t, http.StatusOK, handler.get("/api/v1/cases?policy=service-permit@1&open=true").status)
	require.Equal(t, "service-permit@1", b.store.LastCases.Policy)
	var presets policy.Presets
	require.NoError(t, json.Unmarshal([]byte(handler.get("/api/v1/presets").text), &presets))
	require.NotEmpty(t, presets.Ceilings)
	require.NotEmpty(t, presets.Choices)
	for path, want := range map[string]int{
		"/policies/house/versions/0": http.StatusBadRequest, "/policies/house/versions/one": http.StatusBadRequest,
		"/policies/house/versions/9": http.StatusNotFound, "/policies/house/compare?from=1": http.StatusBadRequest,
	} {
		got := handler.get("/api/v1" + path)
		require.Equal(t, want, got.status, path)
		got.problem(t)
	}
	require.Equal(t, casework.Forbidden, handler.send(http.MethodPut, draft, drafted(0, "1wd"), nil).problem(t).Code)
	p := b.as(countertest.Chief).send(http.MethodPut, draft, `{"revision":0,"policy":{"kind":"service","rulez":[]}}`, nil).problem(t)
	require.Equal(t, casework.UnknownField, p.Code, "a misspelt field is not left out silently")
}

func TestSimulateADraft(t *testing.T) {
	t.Parallel()
	b := setup(t)
	office, err := b.store.Office(t.Context())
	require.NoError(t, err)
	office.Items[0].Policy = "house"
	chief := b.as(countertest.Chief)
	require.Equal(t, http.StatusOK, chief.send(http.MethodPut, draft, drafted(0, "3wd"), nil).status)
	got := chief.post(draft+"/simulate", `{"received":"2026-09-24T09:30","acts":[{"at":"2026-09-28T10:00","command":"accept"}]}`, nil)
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.JSONEq(t, `[{"at":"2026-09-24T09:30:00+08:00","case":"BJ2026-000001","event":"case_registered","detail":{"item":"food-permit"}}]`, got.text)
	for body, field := range map[string]string{
		`{"received":"soon"}`: "received", `{"until":"soon"}`: "until", `{"item":"moon"}`: "item",
		`{"received":"2026-09-24T09:30","until":"2026-09-23T09:30"}`: "until", `{"speed":9}`: "speed",
	} {
		require.Equal(t, field, chief.post(draft+"/simulate", body, nil).problem(t).Errors[0].Field, body)
	}
}

func TestDueExplained(t *testing.T) {
	t.Parallel()
	v := setup(t).visitor()
	got := v.get("/api/v1/due?start=2026-09-24T09:30&limit=3wd&explain=true&pause=2026-09-25T09:00/2026-09-28T09:00")
	require.Equal(t, http.StatusOK, got.status, got.text)
	var answer struct {
		Date string     `json:"due_date"`
		Days []why.Line `json:"days"`
	}
	require.NoError(t, json.Unmarshal([]byte(got.text), &answer))
	require.Equal(t, "2026-09-30", answer.Date)
	require.Len(t, answer.Days, 7)
	require.Equal(t, "计第 1 天；09:00 起暂停", answer.Days[1].ZH)
	require.Equal(t, "day 3; due 17:30", answer.Days[6].EN)
	p := v.get("/api/v1/due?start=2026-09-24T09:30&limit=1000wd&explain=true").problem(t)
	require.Equal(t, "explain", p.Errors[0].Field)
	require.Equal(t, http.StatusOK, v.get("/api/v1/due?start=2026-09-24T09:30&limit=1000wd").status)
}

func TestWhyAndWatch(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ref, err := reference.Load(kind.Office())
	require.NoError(t, err)
	b.store.Shelf.Versions = []rulebook.CalendarVersion{{ID: "cn", Version: 1, Spec: ref.National}}
	zone := time.FixedZone("CST", 8*3600)
	b.store.Put(casework.State{
		Number: open, Kind: casework.Service, Unit: "permits", Post: "permit-1", Run: 1, Stage: casework.StageHandle, Calendar: "cn@1",
		Clocks: []casework.Clock{{
			Name: "handle", Round: 1, Rule: "R005", Status: casework.Running, Start: time.Date(2026, 9, 24, 9, 30, 0, 0, zone), Limit: "1wd",
			Due: time.Date(2026, 9, 28, 17, 30, 0, 0, zone), Date: "2026-09-28",
		}},
	})
	b.store.Ledgers = map[string][]casework.LedgerRow{open: {{Clock: "handle", Round: 1, Calendar: "cn@1", Policy: "service-permit@1"}}}
	handler := b.as(countertest.Handler)
	got := handler.get("/api/v1/cases/" + open + "/clocks/handle/why")
	require.Equal(t, http.StatusOK, got.status, got.text)
	var reason rulebook.Why
	require.NoError(t, json.Unmarshal([]byte(got.text), &reason))
	require.Equal(t, "service-permit@1", reason.Policy)
	require.Len(t, reason.Days, 5)
	require.Equal(t, "中秋节放假，不计", reason.Days[1].ZH)
	require.Equal(t, http.StatusOK, handler.get("/api/v1/cases/"+open+"/clocks/handle/why?round=1").status)
	require.Equal(t, "clock", handler.get("/api/v1/cases/" + open + "/clocks/handle/why?round=2").problem(t).Errors[0].Field)
	require.Equal(t, http.StatusNotFound, b.as(countertest.Stranger).get("/api/v1/cases/"+open+"/clocks/handle/why").status)

	b.store.Sheets.Acts = []appraisal.Watched{{What: appraisal.PingPong, Number: open, From: "a", To: "b"}}
	require.Equal(t, http.StatusForbidden, handler.get("/api/v1/watch").status)
	watcher := b.as(countertest.Efficiency)
	require.Contains(t, watcher.get("/api/v1/watch?since=2026-09-01T00:00").text, `"what":"ping_pong"`)
	require.Equal(t, 2026, b.store.Sheets.LastWatch.Since.Year())
	require.Equal(t, "since", watcher.get("/api/v1/watch?since=once").problem(t).Errors[0].Field)
}
