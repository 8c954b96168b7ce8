package api_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
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

// line is a connection that remembers until when it may be read from.
type line struct {
	*httptest.ResponseRecorder
	until time.Time
}

func (l *line) SetReadDeadline(until time.Time) error {
	l.until = until
	return nil
}

// A request that brings a file has the time its size needs (upload.Pace), and no
// other is given any.
func TestFilesArePaced(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for path, paced := range map[string]bool{"/api/v1/cases/" + open + "/attach": true, "/cases/" + open + "/attach": true, "/api/v1/cases": false} {
		w := &line{ResponseRecorder: httptest.NewRecorder()}
		b.server.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader("{}")))
		require.Equal(t, paced, !w.until.IsZero(), path)
		require.Less(t, time.Until(w.until), time.Minute, "a body that brings nothing holds no place")
	}
}

// One answer for "not yours" and "not there" (R082): somebody who may not see a case
// learns nothing by asking for its number, by whatever door. Each person asks every
// route that names a case, for one of each kind and for one that nobody has.
func TestNotYoursIsNotThere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const taken, free = 700, 799
	now := time.Now()
	for _, of := range kind.Office().Kinds() {
		state := casework.State{
			Number: kind.Office().Number(of, 2026, taken), Kind: of, Unit: "permits", Post: "permit-1", Run: 1, Revision: 1, Stage: casework.StageHandle,
			Received: now, Registered: now, Facts: map[string]string{
				casework.FactAgainstPost: "permit-1", casework.FactAgainstPerson: countertest.Leader, "person": countertest.Head,
			},
		}
		if of == casework.Accountability {
			state.Cause = &casework.Cause{Post: "permit-1"}
		}
		b.store.Put(state)
	}
	var doors [][2]string
	for _, r := range b.server.Routes() {
		if strings.Contains(r.Path, "/cases/:number") {
			doors = append(doors, [2]string{r.Method, r.Path})
		}
	}
	require.Greater(t, len(doors), 50)
	hidden := map[casework.Kind]int{}
	for _, person := range countertest.Office().Persons {
		if !person.Active {
			continue
		}
		v := b.as(person.ID)
		for _, of := range kind.Office().Kinds() {
			yours, none := kind.Office().Number(of, 2026, taken), kind.Office().Number(of, 2026, free)
			if v.get("/api/v1/cases/"+yours).status == http.StatusOK {
				continue
			}
			hidden[of]++
			for _, door := range doors {
				path := strings.NewReplacer(":id", "1", ":clock", "handle", ":round", "1", ":form", "督查通知单", ":text", "1").Replace(door[1])
				ask := func(number string) answer {
					return v.send(door[0], strings.Replace(path, ":number", number, 1), "{}", key("k"))
				}
				got, want := ask(yours), ask(none)
				require.Equal(t, want.text, got.text, "%s: %s %s of %s", person.ID, door[0], door[1], yours)
				require.Equal(t, want.status, got.status)
				require.Equal(t, http.StatusNotFound, got.status, "%s %s: %s", door[0], door[1], got.text)
				got.header.Del("X-Request-Id")
				want.header.Del("X-Request-Id")
				got.header.Del("Date")
				want.header.Del("Date")
				require.Equal(t, want.header, got.header)
			}
		}
	}
	for _, of := range kind.Office().Kinds() {
		require.NotZero(t, hidden[of], "%s is seen by everybody here: the test says nothing", of)
	}
}
