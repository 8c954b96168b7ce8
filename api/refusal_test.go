package api_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/words"
)

const (
	open   = "BJ2026-000101"
	closed = "BJ2026-000102"
)

// put lays two cases in the store: one with an extension asked for, one closed.
func (b *bench) put() {
	now := time.Now()
	state := casework.State{
		Number: open, Kind: casework.Service, Item: countertest.Permit, Unit: "permits", Post: "permit-1", Run: 1, Revision: 2,
		Stage: casework.StageHandle, Received: now, Registered: now,
		Clocks: []casework.Clock{{
			Name: "handle", Round: 1, Status: casework.Running, Due: now.Add(48 * time.Hour), Pausable: true,
			Deciders: []casework.Role{casework.LeaderInCharge},
		}},
		Extension: &casework.Extension{Clock: "handle", Round: 1, Days: 2, By: countertest.Handler},
	}
	b.store.Put(state)
	state.Number, state.Stage, state.ClosedAt = closed, casework.StageClosed, now
	b.store.Put(state)
	b.engine.Run(open, true)
}

// registration is a body nothing is wrong with, changed as a test wants it.
func registration(change func(map[string]any)) string {
	in := map[string]any{
		"item": countertest.Permit, "materials": []string{"form", "licence"},
		"fields": map[string]string{"applicant": "张三", "phone": "0591-87654321"},
	}
	if change != nil {
		change(in)
	}
	text, err := json.Marshal(in)
	if err != nil {
		panic(err) // a map a test made up
	}
	return string(text)
}

// TestBadInput has one row for every line of the list, and some more.
// Each gets its own answer, and nothing is stored.
func TestBadInput(t *testing.T) {
	t.Parallel()
	const cases = "/api/v1/cases"
	decide := cases + "/" + open + "/decide-extension"
	approve := `{"clock":"handle","approve":true,"days":2,"reason":"同意"}`
	set := func(field string, value any) string {
		return registration(func(m map[string]any) { m[field] = value })
	}
	for name, tt := range map[string]struct {
		who, method, path, body string
		header                  map[string]string
		status                  int
		want                    api.FieldProblem
	}{
		"unknown item": {
			countertest.Clerk, http.MethodPost, cases, set("item", "moon"), key("k"), 422,
			api.FieldProblem{Field: "item", Rule: "R032", Code: casework.UnknownItem, ZH: "没有这个办理事项", EN: "there is no such item"},
		},
		"missing material": {
			countertest.Clerk, http.MethodPost, cases, set("materials", []string{"form"}), key("k"), 422,
			api.FieldProblem{Field: "materials.licence", Rule: "R024", Code: casework.MissingPaper, ZH: "材料清单与事项不符", EN: "the materials do not match the item"},
		},
		"future date": {
			countertest.Clerk, http.MethodPost, cases, set("received", "2199-01-01T09:00"), key("k"), 422,
			api.FieldProblem{Field: "received", Rule: "R002", Code: casework.FutureDate, ZH: "时间不能晚于现在", EN: "the time cannot lie in the future"},
		},
		"the past without a reason": {
			countertest.Clerk, http.MethodPost, cases, set("received", "2024-01-02T09:00"), key("k"), 422,
			api.FieldProblem{Field: "reason", Rule: "R002", Code: casework.PastNoReason, ZH: "补录过去的收件时间必须说明原因", EN: "a receipt entered for the past needs a reason"},
		},
		"unparsable limit": {
			"", http.MethodGet, "/api/v1/due?start=2026-09-24T09:30&limit=ten", "", nil, 400,
			api.FieldProblem{Field: "limit", Rule: "wd d mo wh wm ws h m s", Code: casework.BadLimit, ZH: "时限写法不对，例如 10wd、30d、4wh", EN: "the limit cannot be read; write 10wd, 30d, 4wh"},
		},
		"a limit of a thousand years": {
			"", http.MethodGet, "/api/v1/due?start=2026-09-24T09:30&limit=999999d", "", nil, 400,
			api.FieldProblem{Field: "limit", Rule: "wd d mo wh wm ws h m s", Code: casework.BadLimit},
		},
		"a start that is no time": {
			"", http.MethodGet, "/api/v1/due?start=soon&limit=10wd", "", nil, 400,
			api.FieldProblem{Field: "start", Rule: "bad_time", Code: casework.Invalid},
		},
		"a pause that ends before it begins": {
			"", http.MethodGet, "/api/v1/due?start=2026-09-24T09:30&limit=10wd&pause=2026-09-26T09:00/2026-09-25T09:00", "", nil, 400,
			api.FieldProblem{Field: "pause", Rule: "bad_pause", Code: casework.Invalid},
		},
		"body not JSON": {
			countertest.Clerk, http.MethodPost, cases, "item=food", key("k"), 400,
			api.FieldProblem{Field: "body", Rule: "RFC 8259", Code: casework.NotJSON, ZH: "内容不是有效的 JSON", EN: "the body is not valid JSON"},
		},
		"two JSON values": {
			countertest.Clerk, http.MethodPost, cases, registration(nil) + "{}", key("k"), 400,
			api.FieldProblem{Field: "body", Rule: "RFC 8259", Code: casework.NotJSON},
		},
		"half a JSON value": {
			countertest.Leader, http.MethodPost, decide, `{"clock":"handle"`, key("k"), 400,
			api.FieldProblem{Field: "body", Rule: "RFC 8259", Code: casework.NotJSON},
		},
		"a list instead of an object": {
			countertest.Clerk, http.MethodPost, cases, `[1]`, key("k"), 400,
			api.FieldProblem{Field: "body", Rule: "object", Code: casework.Invalid},
		},
		"a field of the wrong type": {
			countertest.Clerk, http.MethodPost, cases, set("item", 7), key("k"), 400,
			api.FieldProblem{Field: "item", Rule: "string", Code: casework.Invalid},
		},
		"a field nobody knows": {
			countertest.Clerk, http.MethodPost, cases, set("colour", "red"), key("k"), 400,
			api.FieldProblem{Field: "colour", Code: casework.UnknownField, ZH: "没有这一项", EN: "there is no such field"},
		},
		"10 MB of text": {
			countertest.Clerk, http.MethodPost, cases, set("reason", strings.Repeat("字", 10<<20/3)), key("k"), 413,
			api.FieldProblem{Field: "body", Rule: "max:1MiB", Code: casework.TooLarge, ZH: "内容太大", EN: "the body is too large"},
		},
		"6,000 characters in one field": {
			countertest.Leader, http.MethodPost, decide, `{"clock":"handle","approve":true,"reason":"` + strings.Repeat("字", 6000) + `"}`, key("k"), 413,
			api.FieldProblem{Field: "reason", Rule: "max:5000", Code: casework.TooLarge},
		},
		"wrong role": {
			countertest.Clerk, http.MethodPost, decide, approve, key("k"), 403,
			api.FieldProblem{Field: "principal", Rule: "access", Code: casework.Forbidden, ZH: "您的岗位不能做这件事", EN: "your post may not do this"},
		},
		"wrong role for registering": {
			countertest.Handler, http.MethodPost, cases, registration(nil), key("k"), 403,
			api.FieldProblem{Field: "principal", Rule: "access", Code: casework.Forbidden},
		},
		"nobody signed in": {
			"", http.MethodPost, cases, registration(nil), key("k"), 401,
			api.FieldProblem{Field: "principal", Rule: "session", Code: casework.Unauthenticated, ZH: "请先登录", EN: "please sign in"},
		},
		"no key": {
			countertest.Clerk, http.MethodPost, cases, registration(nil), nil, 400,
			api.FieldProblem{Field: "Idempotency-Key", Rule: "required", Code: casework.Invalid},
		},
		"no key for a command": {
			countertest.Leader, http.MethodPost, decide, approve, nil, 400,
			api.FieldProblem{Field: "Idempotency-Key", Rule: "required", Code: casework.Invalid},
		},
		"a command nobody knows": {
			countertest.Handler, http.MethodPost, cases + "/" + open + "/dance", `{}`, key("k"), 404,
			api.FieldProblem{Field: "path", Code: casework.NotFound},
		},
		"a case nobody knows": {
			countertest.Handler, http.MethodPost, cases + "/BJ2026-999999/complete", `{}`, key("k"), 404,
			api.FieldProblem{Field: "number", Code: casework.NotFound},
		},
		"an argument left out": {
			countertest.Leader, http.MethodPost, decide, `{"clock":"handle","reason":"r"}`, key("k"), 400,
			api.FieldProblem{Field: "approve", Rule: "required", Code: casework.Invalid},
		},
		"a limit of rows that is none": {
			countertest.Clerk, http.MethodGet, cases + "?limit=many", "", nil, 400,
			api.FieldProblem{Field: "limit", Rule: "invalid integer", Code: casework.Invalid},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.put()
			v := b.visitor()
			if tt.who != "" {
				v = b.as(tt.who)
			}
			got := v.send(tt.method, tt.path, tt.body, tt.header)
			p := got.problem(t)
			require.Equal(t, tt.status, p.Status)
			require.Equal(t, tt.want.Code, p.Code)
			require.Len(t, p.Errors, 1)
			if tt.want.ZH == "" { // said once, in the row before
				tt.want.ZH, tt.want.EN = words.Code("zh", tt.want.Code), words.Code("en", tt.want.Code)
			}
			require.Equal(t, tt.want, p.Errors[0])
			require.Equal(t, tt.want.ZH, p.Title)
			require.Zero(t, b.store.Kept(), "nothing is stored")
			require.Empty(t, b.engine.Starts)
			require.Empty(t, b.engine.Updates)
		})
	}
}

func TestSecondDecision(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	decided := false
	b.engine.Decide = func(casework.Command) casework.Verdict {
		if decided {
			return casework.Verdict{Code: casework.NoExtension, Field: "clock", Rule: "R043"}
		}
		decided = true
		return casework.Verdict{Accepted: true}
	}
	leader := b.as(countertest.Leader)
	path := "/api/v1/cases/" + open + "/decide-extension"
	body := `{"clock":"handle","approve":true,"reason":"同意"}`
	require.Equal(t, http.StatusOK, leader.post(path, body, key("one")).status)
	p := leader.post(path, body, key("two")).problem(t)
	require.Equal(t, http.StatusConflict, p.Status)
	require.Equal(t, api.FieldProblem{
		Field: "clock", Rule: "R043", Code: casework.NoExtension,
		ZH: "没有等待决定的延期申请", EN: "no extension is waiting for a decision",
	}, p.Errors[0])
	require.Equal(t, http.StatusOK, leader.post(path, body, key("one")).status, "the first is only repeated")
	require.Len(t, b.engine.Updates, 2)
}

func TestClosedCase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	p := b.as(countertest.Handler).post("/api/v1/cases/"+closed+"/complete", "", key("k")).problem(t)
	require.Equal(t, http.StatusConflict, p.Status)
	require.Equal(t, api.FieldProblem{
		Field: "number", Rule: "case_closed", Code: casework.CaseIsClosed,
		ZH: "此件已办结，不能再操作", EN: "the case is closed",
	}, p.Errors[0])
	require.Empty(t, b.engine.Updates)
	require.Empty(t, b.engine.Starts)
}

func TestOneKeyAnotherBody(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	want := api.FieldProblem{
		Field: "Idempotency-Key", Rule: "one key, one body", Code: casework.KeyReused,
		ZH: "同一个幂等键已用于另一份内容", EN: "this Idempotency-Key was used for another body",
	}
	clerk := b.as(countertest.Clerk)
	require.Equal(t, http.StatusCreated, clerk.post("/api/v1/cases", registration(nil), key("k")).status)
	other := registration(func(m map[string]any) { m["materials"] = []string{"form", "licence", "plan"} })
	p := clerk.post("/api/v1/cases", other, key("k")).problem(t)
	require.Equal(t, http.StatusUnprocessableEntity, p.Status)
	require.Equal(t, want, p.Errors[0])
	require.Len(t, b.store.Registered, 1)

	handler := b.as(countertest.Handler)
	require.Equal(t, http.StatusOK, handler.post("/api/v1/cases/"+open+"/complete", `{}`, key("k")).status)
	p = handler.post("/api/v1/cases/"+open+"/deny", `{"reason":"r","basis":"b"}`, key("k")).problem(t)
	require.Equal(t, http.StatusUnprocessableEntity, p.Status)
	require.Equal(t, want, p.Errors[0])
	require.Len(t, b.engine.Updates, 1)
}

func TestEveryFieldAtOnceInTheLanguageAsked(t *testing.T) {
	t.Parallel()
	b := setup(t)
	body := registration(func(m map[string]any) {
		m["materials"] = []string{}
		m["fields"] = map[string]string{"phone": "call me", "关于李四": "x"}
	})
	p := b.as(countertest.Clerk).post("/api/v1/cases", body, map[string]string{"Idempotency-Key": "k", "Accept-Language": "en-GB,en"}).problem(t)
	var fields []string
	for _, e := range p.Errors {
		fields = append(fields, e.Field)
	}
	require.Equal(t, []string{"fields.body", "fields.applicant", "fields.phone", "materials.form", "materials.licence"}, fields)
	require.Equal(t, "there is no such field", p.Title)
	require.Contains(t, p.Detail, "fields.applicant (R002): this field is missing or malformed")
	require.Contains(t, p.Detail, "fields.phone (tel): no telephone number is like that")
	require.NotContains(t, p.Detail, "李四")
}

func TestAnEngineAwayIsNoRefusal(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	clerk, handler := b.as(countertest.Clerk), b.as(countertest.Handler)
	b.engine.SetAway(true)
	got := clerk.post("/api/v1/cases", registration(nil), key("k"))
	require.Equal(t, http.StatusAccepted, got.status)
	require.JSONEq(t, `{"number":"BJ`+time.Now().Format("2006")+`-000001","pending":true}`, got.text)
	require.Equal(t, http.StatusAccepted, handler.post("/api/v1/cases/"+open+"/complete", `{}`, key("k")).status)
	require.Equal(t, http.StatusServiceUnavailable, handler.get("/readyz").status)
	require.Equal(t, http.StatusOK, handler.get("/healthz").status)
}

// TestABodyThatDoesNotSayItsSize is read no further than the limit.
func TestABodyThatDoesNotSayItsSize(t *testing.T) {
	t.Parallel()
	b := setup(t)
	clerk := b.as(countertest.Clerk)
	long := io.MultiReader(strings.NewReader(`{"reason":"`), strings.NewReader(strings.Repeat("x", 10<<20)))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.url+"/api/v1/cases", long)
	require.NoError(t, err)
	r.Header.Set("Idempotency-Key", "k")
	resp, err := clerk.http.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, http.StatusRequestEntityTooLarge, resp.StatusCode)
	require.Zero(t, b.store.Kept())
}
