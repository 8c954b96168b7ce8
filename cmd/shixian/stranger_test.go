package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/privacy"
	"github.com/shixian/shixian/internal/testkit"
)

// street is the whole server over a real database, with the demo office in it, as
// strangers meet it. Its engine is away.
type street struct {
	t       *testing.T
	house   *house
	server  *api.Server
	handler http.Handler
	log     *bytes.Buffer
}

func newStreet(t *testing.T) *street {
	t.Helper()
	st := &street{t: t, log: &bytes.Buffer{}}
	h := newHouse(t, slog.New(slog.NewTextHandler(st.log, &slog.HandlerOptions{Level: slog.LevelError})))
	st.house = h
	hash, err := privacy.HashPassword(t.Context(), "street")
	require.NoError(t, err)
	for _, person := range []string{"handler", "admin", "efficiency_office"} {
		_, err = h.store.SetPassword(t.Context(), "", person, hash, false)
		require.NoError(t, err)
	}
	st.server, err = h.server(t.Context(), h.store.Sessions(defaultIdle))
	require.NoError(t, err)
	st.handler = st.server.Handler()
	return st
}

// newHouse is a house on a database of its own, with the demo office in it. Its engine is away.
func newHouse(t *testing.T, log *slog.Logger) *house {
	t.Helper()
	t.Setenv("DATABASE_URL", testkit.Schema(t))
	t.Setenv("DATABASE_DIRECT_URL", "")
	t.Setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
	t.Setenv("SHIXIAN_KEY_FILE", filepath.Join(t.TempDir(), "keys.json"))
	require.NoError(t, privacy.GenerateKeyFile(os.Getenv("SHIXIAN_KEY_FILE")))
	s, err := readSettings(t.TempDir(), kind.Office())
	require.NoError(t, err)
	require.NoError(t, prepare(t.Context(), s, false, false, &bytes.Buffer{}))
	h, err := open(t.Context(), s, log)
	require.NoError(t, err)
	t.Cleanup(h.close)
	require.NoError(t, seed(t.Context(), h.store, kind.Office(), true, false))
	return h
}

// sent is one request; what net/http itself would refuse is none.
type sent struct {
	method, path, query, body, kind, cookie, key, from string
}

func (s *street) ask(q sent) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodGet, "/", strings.NewReader(q.body))
	r.Method, r.URL = q.method, &url.URL{Path: q.path, RawQuery: q.query}
	r.RequestURI = r.URL.RequestURI()
	if q.from != "" {
		r.RemoteAddr = q.from
	}
	for name, value := range map[string]string{"Content-Type": q.kind, "Cookie": q.cookie, "Idempotency-Key": q.key} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

func (s *street) signIn(person string) (cookie string) {
	s.t.Helper()
	w := s.ask(sent{method: http.MethodPost, path: "/api/v1/session", body: `{"username":"` + person + `","password":"street"}`, kind: "application/json"})
	require.Equal(s.t, http.StatusOK, w.Code, w.Body)
	return auth.CookieName + "=" + w.Result().Cookies()[0].Value
}

// odd are values nobody means.
var odd = []string{
	"", "\x00", "a\x00b", "\xff\xfe", "-1", "0", "1.5", "9223372036854775808", "2147483648", "99999999999999999999999", "NaN", "true", "null",
	"' OR 1=1 --", "${jndi:x}", "../../etc/passwd", "%", "%00", "时限", "\u202e", "𝕏\u0301", "0000-00-00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00",
	"-9999-01-01", "BJ2026-000001", "BJ9999-999999", "TS0000-000000", "service@1", "service-general@99999999", "cn@-1", "99999999wd", "1e9d", strings.Repeat("长", 300), strings.Repeat("a", 5000),
}

var bodies = []string{"", "{}", "[]", "null", `"x"`, "{", strings.Repeat("[", 20000), strings.Repeat(`{"a":`, 5000), "\xff", `{"__proto__":{}}`, `{"a":1e400}`}

// fieldNames are what pages read of forms and addresses, as their source says, and
// what the document says of parameters.
func (s *street) fieldNames() []string {
	names := map[string]bool{"fields.applicant": true, "materials": true}
	asked := regexp.MustCompile(`v\.(?:Form|Query)\("([a-z_.]+)"\)`)
	require.NoError(s.t, filepath.WalkDir("../../api/web", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range asked.FindAllSubmatch(text, -1) {
			names[string(m[1])] = true
		}
		return err
	}))
	for _, item := range s.server.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete} {
			if op == nil {
				continue
			}
			for _, p := range op.Parameters {
				names[p.Name] = true
			}
		}
	}
	out := make([]string, 0, len(names))
	for name := range names {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// TestNothingOddIsOurFault walks every route of API and pages with odd values in
// path, address, form and body, as a stranger and as people of the office: whatever
// is wrong is the caller's to mend, and never a 5xx.
func TestNothingOddIsOurFault(t *testing.T) {
	s := newStreet(t)
	names := s.fieldNames()
	require.Greater(t, len(names), 60)
	rnd := rand.New(rand.NewPCG(1, 2))
	one := func(list []string) string { return list[rnd.IntN(len(list))] }
	faults := map[string]string{}
	for _, person := range []string{"", "handler", "admin", "efficiency_office"} {
		cookie := ""
		if person != "" {
			cookie = s.signIn(person)
		}
		for _, route := range s.server.Routes() {
			if slices.Contains([]string{"/readyz", "/signout", "/api/v1/session"}, route.Path) && person != "" || route.Path == "/readyz" {
				continue // says itself that the engine is away; would end the session
			}
			for range 2 {
				q := sent{method: route.Method, cookie: cookie, key: one(odd), from: fmt.Sprintf("10.0.%d.%d:1", rnd.IntN(256), rnd.IntN(256))}
				q.path = regexp.MustCompile(`:\w+`).ReplaceAllStringFunc(route.Path, func(string) string { return one(odd) })
				values, form := url.Values{}, url.Values{}
				for range 1 + rnd.IntN(4) {
					values.Set(one(names), one(odd))
					form.Set(one(names), one(odd))
				}
				q.query, q.kind, q.body = values.Encode(), "application/x-www-form-urlencoded", form.Encode()
				if strings.HasPrefix(route.Path, "/api/") {
					q.kind, q.body = "application/json", one(bodies)
					if rnd.IntN(2) == 0 {
						q.body = fmt.Sprintf(`{%q:%q,%q:%q,"item":%q}`, one(names), one(odd), one(names), one(odd), one(odd))
					}
				}
				if got := s.ask(q); got.Code >= 500 {
					faults[route.Method+" "+route.Path] = fmt.Sprintf("%q as %q: %d %s", q, person, got.Code, got.Body)
				}
			}
		}
	}
	require.Empty(t, faults, "%s", s.log)
}

// TestStrangersLeaveNothingBehind sends 20,000 odd requests without a session: what
// they cost is given back, and /metrics stays what an operator can read (issue 10).
func TestStrangersLeaveNothingBehind(t *testing.T) {
	s := newStreet(t)
	names := s.fieldNames()
	routes := slices.DeleteFunc(s.server.Routes(), func(r gin.RouteInfo) bool { return r.Path == "/readyz" }) // waits for the engine, which is away
	rnd := rand.New(rand.NewPCG(3, 4))
	one := func(list []string) string { return list[rnd.IntN(len(list))] }
	word := func() string { return fmt.Sprintf("w%x", rnd.Uint64()) }
	methods := []string{"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"}
	send := func() {
		route := routes[rnd.IntN(len(routes))]
		q := sent{method: route.Method, path: route.Path, query: url.Values{word(): {word()}, one(names): {one(odd)}}.Encode(), cookie: auth.CookieName + "=" + word(), key: word()}
		switch rnd.IntN(4) {
		case 0:
			q.method = word()
		case 1:
			q.path = "/" + word() + "/" + word()
		case 2:
			q.method, q.path = one(methods), strings.ReplaceAll(route.Path, ":number", "BJ2026-"+word())
		}
		q.kind, q.body = "application/x-www-form-urlencoded", url.Values{"username": {word()}, "password": {word()}, "number": {word()}, "code": {word()}, "lang": {"en"}}.Encode()
		if strings.HasPrefix(q.path, "/api/") {
			q.kind, q.body = "application/json", `{"username":"`+word()+`","password":"`+word()+`"}`
		}
		s.ask(q)
	}
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	for range 2000 { // caches fill once
		send()
	}
	before := heap()
	for range 20_000 {
		send()
	}
	grown := heap() - before
	t.Logf("grown by %d KB", grown>>10)
	require.Less(t, grown, int64(20<<20), "bytes that never came back")
	metrics := s.ask(sent{method: http.MethodGet, path: "/metrics", from: "127.0.0.1:1"})
	require.Equal(t, http.StatusOK, metrics.Code)
	t.Logf("/metrics has %d KB", metrics.Body.Len()>>10)
	require.Less(t, metrics.Body.Len(), 200<<10)
}
