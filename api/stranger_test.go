package api_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
)

// A wrong method on a path that is there is 405 and says which are right; HEAD goes
// wherever GET does.
func TestMethods(t *testing.T) {
	t.Parallel()
	b := setup(t)
	v := b.visitor()
	for _, method := range []string{http.MethodPut, http.MethodPatch, "BREW", "get"} {
		got := v.send(method, "/api/v1/session", "", nil)
		require.Equal(t, http.StatusMethodNotAllowed, got.status, method)
		require.Equal(t, casework.WrongMethod, got.problem(t).Code)
		allow := strings.Split(got.header.Get("Allow"), ", ")
		require.ElementsMatch(t, []string{"GET", "HEAD", "POST", "DELETE"}, allow)
	}
	require.Equal(t, http.StatusNotFound, v.send("BREW", "/api/v1/nowhere", "", nil).status)
	for _, path := range []string{"/healthz", "/openapi.json", "/api/v1/items", "/api/v1/session"} {
		full, head := v.get(path), v.send(http.MethodHead, path, "", nil)
		require.Equal(t, full.status, head.status, path)
		require.Equal(t, full.header.Get("Content-Type"), head.header.Get("Content-Type"), path)
		require.Empty(t, head.text)
	}
}

// What strangers send makes no label: methods and paths are a stranger's words.
func TestMetricLabelsAreOurs(t *testing.T) {
	t.Parallel()
	b := setup(t)
	h := b.server.Handler()
	ask := func(method, path string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		r.Method, r.RemoteAddr = method, "127.0.0.1:1"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	for i := range 300 {
		ask("M"+strconv.Itoa(i), "/p"+strconv.Itoa(i))
		ask("M"+strconv.Itoa(i), "/api/v1/session")
	}
	text := ask(http.MethodGet, "/metrics").Body.String()
	require.NotContains(t, text, "M299")
	require.NotContains(t, text, "p299")
	require.Contains(t, text, `method="other",route="none",status="404"`)
	require.Contains(t, text, `method="other",route="none",status="405"`)
}

// Text that is none is the caller's mistake, wherever it stands.
func TestTextThatIsNone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put()
	clerk := b.as(countertest.Handler)
	for name, tt := range map[string]struct {
		method, path, body, key, field string
	}{
		"user name":         {http.MethodPost, "/api/v1/session", `{"username":"a\u0000","password":"b"}`, "", "username"},
		"user name, bytes":  {http.MethodPost, "/api/v1/session", "{\"username\":\"\xff\",\"password\":\"b\"}", "", "username"},
		"password":          {http.MethodPost, "/api/v1/session", `{"username":"a","password":"\u0000"}`, "", "password"},
		"path":              {http.MethodGet, "/api/v1/cases/%00", "", "", "path"},
		"path, bytes":       {http.MethodGet, "/api/v1/cases/%ff", "", "", "path"},
		"unknown path":      {http.MethodGet, "/%00", "", "", "path"},
		"filter":            {http.MethodGet, "/api/v1/cases?number=%00", "", "", "number"},
		"no such filter":    {http.MethodGet, "/api/v1/cases?x=%ff", "", "", "x"},
		"field of a form":   {http.MethodPost, "/api/v1/cases", registration(func(m map[string]any) { m["fields"] = map[string]string{"phone": "\x00"} }), "k", "fields.phone"},
		"argument":          {http.MethodPost, "/api/v1/cases/" + open + "/chase", `{"reason":"\u0000"}`, "k", "reason"},
		"longer than paths": {http.MethodGet, "/" + strings.Repeat("a", 2000), "", "", "path"},
	} {
		t.Run(name, func(t *testing.T) {
			var header map[string]string
			if tt.key != "" {
				header = key(tt.key)
			}
			got := clerk.send(tt.method, tt.path, tt.body, header)
			require.Equal(t, http.StatusBadRequest, got.status, got.text)
			require.Equal(t, tt.field, got.problem(t).Errors[0].Field)
		})
	}
}
