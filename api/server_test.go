package api_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/alexedwards/scs/v2/memstore"

	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/auth/authtest"
	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

func TestEveryRouteHasARule(t *testing.T) {
	t.Parallel()
	s := setup(t).server
	actions := map[string]bool{auth.Public: true}
	for _, row := range access.New(kind.Office()).Rows() {
		actions[row.Action] = true
	}
	seen := map[string]bool{}
	for _, r := range s.Routes() {
		action, ok := s.Rules().Of(r.Method, r.Path)
		require.True(t, ok, "%s %s has no rule", r.Method, r.Path)
		require.True(t, actions[action], "%s %s: %s is no action of the table", r.Method, r.Path, action)
		seen[r.Method+" "+r.Path] = true
	}
	for route := range s.Rules() {
		require.True(t, seen[route], "%s has a rule and does not exist", route)
	}
	for path, item := range s.OpenAPI().Paths {
		for method, op := range map[string]*huma.Operation{
			http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodDelete: item.Delete, http.MethodPut: item.Put, http.MethodPatch: item.Patch,
		} {
			if op == nil {
				continue
			}
			action, ok := s.Rules().Of(method, strings.NewReplacer("{", ":", "}", "").Replace(path))
			require.True(t, ok, "%s %s has no rule", method, path)
			public := access.Open(action)
			require.Equal(t, public, len(op.Security) == 0, "%s %s: document and table differ", method, path)
		}
	}
}

func TestARouteWithoutARuleStopsTheServer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	c := counter.New(counter.Config{Kinds: kind.Office(), Stores: b.store.Stores(), Engine: b.engine})
	kept := authtest.New()
	cfg := api.Config{
		Kinds: kind.Office(), Counter: c, Calendar: office, Logger: slog.New(slog.DiscardHandler),
		Auth: auth.New(auth.Config{Store: memstore.NewWithCleanupInterval(0), Accounts: accounts{}, Passwords: accounts{}, People: c, Attempts: kept, Audit: kept.Audit, Mask: kept.Mask}),
		Mount: func(r gin.IRouter) (api.Pages, error) {
			r.GET("/secret", func(c *gin.Context) { c.String(http.StatusOK, "all of it") })
			return nil, nil
		},
	}
	_, err := api.New(cfg)
	require.ErrorContains(t, err, "GET /secret has no rule")
	cfg.PageRules = []auth.Rule{{Method: http.MethodGet, Path: "/secret", Access: access.CaseView}}
	s, err := api.New(cfg)
	require.NoError(t, err)
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/secret", nil))
	require.Equal(t, http.StatusUnauthorized, w.Code)
}

// TestNothingOpensWithoutASession walks every route as nobody.
func TestNothingOpensWithoutASession(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	for route, action := range b.server.Rules() {
		if access.Open(action) {
			continue
		}
		method, path, _ := strings.Cut(route, " ")
		got := b.visitor().send(method, strings.ReplaceAll(path, ":number", open), "", key("k"))
		require.Equal(t, http.StatusUnauthorized, got.status, route)
		require.Equal(t, casework.Unauthenticated, got.problem(t).Code)
	}
}

func TestSession(t *testing.T) {
	t.Parallel()
	b := setup(t)
	v := b.visitor()
	first := v.post("/api/v1/session", `{"username":"p-clerk","password":"pw-p-clerk"}`, nil)
	require.Equal(t, http.StatusOK, first.status, first.text)
	cookie := first.header.Get("Set-Cookie")
	for _, want := range []string{auth.CookieName + "=", "HttpOnly", "SameSite=Lax", "Path=/"} {
		require.Contains(t, cookie, want)
	}
	second := v.post("/api/v1/session", `{"username":"p-clerk","password":"pw-p-clerk"}`, nil)
	require.NotEqual(t, cookie, second.header.Get("Set-Cookie"), "signing in gives a new token")

	var p casework.Principal
	require.NoError(t, json.Unmarshal([]byte(v.get("/api/v1/session").text), &p))
	require.Equal(t, countertest.Clerk, p.Person)
	require.Equal(t, "window", p.Holdings[0].Post)

	require.Equal(t, http.StatusNoContent, v.send(http.MethodDelete, "/api/v1/session", "", nil).status)
	require.Equal(t, http.StatusUnauthorized, v.get("/api/v1/session").status)
}

func TestWrongSignIn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	v := b.visitor()
	for body, want := range map[string]api.FieldProblem{
		`{"username":"p-clerk","password":"x"}`:           {Field: "username", Rule: "login", Code: casework.WrongLogin},
		`{"username":"nobody","password":"x"}`:            {Field: "username", Rule: "login", Code: casework.WrongLogin},
		`{"username":"p-gone","password":"pw-p-gone"}`:    {Code: casework.Unauthenticated, Field: "principal", Rule: "session"},
		`{"password":"x"}`:                                {Field: "username", Rule: "required", Code: casework.Invalid},
		`{"username":"p-clerk"}`:                          {Field: "password", Rule: "required", Code: casework.Invalid},
		`{"username":"p-clerk","password":"x","admin":1}`: {Field: "admin", Code: casework.UnknownField},
	} {
		got := v.post("/api/v1/session", body, nil)
		require.Empty(t, got.header.Get("Set-Cookie"), body)
		e := got.problem(t).Errors[0]
		e.ZH, e.EN = "", ""
		require.Equal(t, want, e, body)
	}
}

func TestSignInIsThrottled(t *testing.T) {
	t.Parallel()
	b := setup(t)
	v := b.visitor()
	for range 10 {
		require.Equal(t, http.StatusUnauthorized, v.post("/api/v1/session", `{"username":"p-clerk","password":"x"}`, nil).status)
	}
	right := `{"username":"p-clerk","password":"pw-p-clerk"}`
	p := v.post("/api/v1/session", right, nil).problem(t)
	require.Equal(t, http.StatusTooManyRequests, p.Status)
	require.Equal(t, casework.TooMany, p.Code)
	b.as(countertest.Handler) // others sign in as before
}

// A search through what is public opens the words of all: it is counted by address, as the page's is.
func TestSearchesThroughWhatIsPublicAreCounted(t *testing.T) {
	t.Parallel()
	v := setup(t).visitor()
	for range 60 {
		require.NotEqual(t, http.StatusTooManyRequests, v.get("/api/v1/public/disclosures?q=fee").status)
	}
	p := v.get("/api/v1/public/disclosures?q=fee").problem(t)
	require.Equal(t, http.StatusTooManyRequests, p.Status)
	require.NotEqual(t, http.StatusTooManyRequests, v.get("/api/v1/public/disclosures").status, "a list without a search is no search")
}

// So is a search through cases, by who searches: another of the same house goes on.
func TestSearchesThroughCasesAreCounted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	look := func(who visitor) int { return who.post("/api/v1/find", `{"q":"欧阳"}`, nil).status }
	clerk := b.as(countertest.Clerk)
	for range 60 {
		require.NotEqual(t, http.StatusTooManyRequests, look(clerk))
	}
	require.Equal(t, http.StatusTooManyRequests, look(clerk))
	require.NotEqual(t, http.StatusTooManyRequests, look(b.as(countertest.Handler)))
}

func TestAnotherSiteCannotAct(t *testing.T) {
	t.Parallel()
	b := setup(t)
	clerk := b.as(countertest.Clerk)
	p := clerk.post("/api/v1/cases", registration(nil), map[string]string{"Idempotency-Key": "k", "Origin": "https://evil.example"}).problem(t)
	require.Equal(t, http.StatusForbidden, p.Status)
	require.Equal(t, "Origin", p.Errors[0].Field)
	require.Zero(t, b.store.Kept())
}

func TestHeadersAndDocs(t *testing.T) {
	t.Parallel()
	v := setup(t).visitor()
	page := v.get("/docs")
	require.Equal(t, http.StatusOK, page.status)
	require.Contains(t, page.header.Get("Content-Security-Policy"), "script-src 'self'")
	require.Equal(t, "nosniff", page.header.Get("X-Content-Type-Options"))
	require.Equal(t, "no-store", page.header.Get("Cache-Control"))
	require.NotContains(t, page.text, "https://", "nothing from another host")
	require.NotContains(t, page.text, "style=")
	for _, line := range strings.Split(page.text, "\n") {
		if _, after, found := strings.Cut(line, "<script"); found {
			require.True(t, strings.HasPrefix(after, ` src="/docs/`), line)
		}
	}
	for _, file := range []string{"swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png", "start.js"} {
		require.Contains(t, page.text+"start.js", file)
		got := v.get("/docs/" + file)
		require.Equal(t, http.StatusOK, got.status, file)
		require.NotEmpty(t, got.header.Get("Content-Type"))
		require.Greater(t, len(got.text), 100)
	}
	require.Contains(t, v.send(http.MethodGet, "/docs/swagger-ui.css", "", map[string]string{"Accept-Encoding": "identity"}).text, ".swagger-ui")
	require.Equal(t, http.StatusNotFound, v.get("/docs/swagger-ui.js").status)
}

func TestDocumentListsTheArgumentsOfEveryCommand(t *testing.T) {
	t.Parallel()
	got := setup(t).visitor().get("/openapi.json")
	require.Equal(t, http.StatusOK, got.status)
	var doc struct {
		OpenAPI string                    `json:"openapi"`
		Paths   map[string]map[string]any `json:"paths"`

		Components struct{ Schemas map[string]map[string]any }
	}
	require.NoError(t, json.Unmarshal([]byte(got.text), &doc))
	require.Equal(t, "3.1.0", doc.OpenAPI)
	for _, of := range kind.Office().Kinds() {
		for _, form := range kind.Office().Of(of).Forms() {
			require.Contains(t, doc.Paths, "/api/v1/cases/{number}/"+form.Command)
		}
	}
	require.NotContains(t, doc.Paths, "/api/v1/cases/{number}/"+casework.Recount, "the machine's own")
	body := func(of string) map[string]any {
		post := doc.Paths[of]["post"].(map[string]any)
		content := post["requestBody"].(map[string]any)["content"].(map[string]any)
		ref := content["application/json"].(map[string]any)["schema"].(map[string]any)["$ref"].(string)
		return doc.Components.Schemas[path.Base(ref)]
	}
	require.Len(t, body("/api/v1/cases/{number}/pause")["oneOf"], 2, "a form of its own in each kind that has one")
	pause := doc.Components.Schemas["PauseServiceArgs"]
	require.Equal(t, []any{"category", "until", "reason", "case_kind"}, pause["required"])
	properties := pause["properties"].(map[string]any)
	require.Len(t, properties["category"].(map[string]any)["enum"], len(casework.PauseCategories))
	require.Equal(t, "date-time", properties["until"].(map[string]any)["format"])
	require.Equal(t, false, pause["additionalProperties"])
	chase := body("/api/v1/cases/{number}/chase")
	require.Contains(t, chase["description"], "service, document, complaint, petition, supervision, contact, absence, accountability")
	require.NotNil(t, body("/api/v1/cases"))
	require.Contains(t, got.text, `"FieldProblem"`, "refusals are documented")
}

func TestMetricsAreForThisMachine(t *testing.T) {
	t.Parallel()
	b := setup(t)
	got := b.visitor().get("/metrics")
	require.Equal(t, http.StatusOK, got.status)
	for name, change := range map[string]func(*http.Request){
		"another machine": func(r *http.Request) { r.RemoteAddr = "192.0.2.7:4711" },
		"a proxy on this one": func(r *http.Request) {
			r.RemoteAddr, r.Header["X-Forwarded-For"] = "127.0.0.1:1", []string{"192.0.2.7"}
		},
		"an address not known": func(r *http.Request) { r.RemoteAddr = "" },
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
		change(r)
		w := httptest.NewRecorder()
		b.server.Handler().ServeHTTP(w, r)
		require.Equal(t, http.StatusForbidden, w.Code, name)
	}
}

func TestDue(t *testing.T) {
	t.Parallel()
	v := setup(t).visitor()
	got := v.get("/api/v1/due?start=2026-09-24T09:30&limit=3wd&pause=2026-09-25T09:00/2026-09-28T09:00")
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.JSONEq(t, `{"due":"2026-09-30T17:30:00+08:00","due_date":"2026-09-30","provisional":false}`, got.text)
}

func TestReading(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	handler := b.as(countertest.Handler)
	var detail struct {
		Number    string
		Actions   []string
		Extension *casework.Extension
	}
	require.NoError(t, json.Unmarshal([]byte(handler.get("/api/v1/cases/"+open).text), &detail))
	require.Equal(t, open, detail.Number)
	require.Equal(t, 2, detail.Extension.Days)
	require.True(t, slices.Contains(detail.Actions, casework.Complete) && !slices.Contains(detail.Actions, casework.DecideExtension))
	for _, path := range []string{
		"/cases?open=true&light=red&limit=5", "/cases/" + open + "/timeline", "/cases/" + open + "/ledger", "/cases/" + open + "/fields",
		"/clocks?all=true", "/inbox?unread=true", "/items",
	} {
		require.Equal(t, http.StatusOK, handler.get("/api/v1"+path).status, path)
	}
	require.Equal(t, "[]\n", handler.get("/api/v1/cases/"+open+"/ledger").text, "an empty list is no null")
	require.Equal(t, http.StatusNoContent, handler.post("/api/v1/inbox/read", `{"ids":[1]}`, nil).status)
	require.Equal(t, http.StatusBadRequest, handler.post("/api/v1/inbox/read", `{}`, nil).status)
	require.Equal(t, http.StatusCreated, handler.post("/api/v1/texts", `{"number":"`+open+`","text":"理由"}`, nil).status)
	require.Equal(t, http.StatusOK, b.as(countertest.Leader).get("/api/v1/approvals").status)
	require.Equal(t, "[]\n", handler.get("/api/v1/approvals").text, "he signs beside others; nothing waits for him")
	require.Equal(t, http.StatusNotFound, b.as(countertest.Stranger).get("/api/v1/cases/"+open).status)
}

// TestTheLogKnowsNobody plants names in bodies, queries, paths and headers.
func TestTheLogKnowsNobody(t *testing.T) {
	t.Parallel()
	b := setup(t)
	clerk := b.as(countertest.Clerk)
	const planted = "赵钱孙李"
	clerk.post("/api/v1/cases", registration(func(m map[string]any) { m["fields"] = map[string]string{"applicant": planted, planted: "x"} }), key("k"))
	clerk.get("/api/v1/cases?number=" + planted)
	clerk.get("/api/v1/" + planted)
	clerk.post("/api/v1/session", `{"username":"`+planted+`","password":"`+planted+`"}`, nil)
	require.Contains(t, b.log.String(), "route=/api/v1/cases")
	require.NotContains(t, b.log.String(), planted)
	require.NotContains(t, b.log.String(), "number=")
	require.NotContains(t, clerk.get("/metrics").text, planted)
}
