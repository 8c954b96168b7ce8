package e2e

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
)

// caughtUpWithin is how long the sweep and the engine may take to do what was
// promised while the engine was away.
const caughtUpWithin = 60 * time.Second

// TestEngineAway: what is handed in while the engine is away is kept, answered
// 202, and counts from the instant it was handed in.
func TestEngineAway(t *testing.T) {
	t.Parallel()
	machines := ownServers(t)
	h := open(t, on(machines))
	clerk, handler := h.as("clerk"), h.as("handler")
	before := clerk.register(foodPermit())

	address := machines.killEngine()
	kept := clerk.send(http.MethodPost, "/cases", foodPermit(), "while-away")
	require.Equal(t, http.StatusAccepted, kept.status, "%s", kept.body)
	number := decode[core.Receipt](t, kept).Number
	require.NotEmpty(t, number)
	accept := handler.send(http.MethodPost, "/cases/"+before+"/accept", args{}, "accept-while-away")
	require.Equal(t, http.StatusAccepted, accept.status, "%s", accept.body)
	require.True(t, decode[cases.Answer](t, accept).Pending)
	handedIn := time.Now()
	checkOfficeOpen(t, h, number, before)

	machines.startEngine(address)
	eventually(t, caughtUpWithin, "the case starts", func() bool {
		return len(clerk.view(number).Clocks) > 0
	})
	view := clerk.view(number)
	intake := clerk.clock(number, "intake")
	require.Equal(t, view.Registered.UTC(), intake.Start.UTC(), "the start is the registration")
	require.True(t, intake.Start.Before(handedIn))
	require.Equal(t, dueOf(t, view.Registered, "5wd"), intake.Due.UTC())

	var verdict answer
	eventually(t, caughtUpWithin, "the command gets its verdict", func() bool {
		verdict = handler.send(http.MethodPost, "/cases/"+before+"/accept", args{}, "accept-while-away")
		return verdict.status == http.StatusOK
	})
	got := decode[cases.Answer](t, verdict).Verdict
	require.True(t, got.Accepted)
	require.True(t, got.At.Before(handedIn), "a command counts from the instant it was stored")
	promise := handler.clock(before, "handle")
	require.Equal(t, got.At.UTC(), promise.Start.UTC())
	require.Equal(t, 1, count(handler.timeline(before), named(casework.Accepted)))
	require.Equal(t, 1, count(clerk.timeline(number), named(casework.CaseRegistered)))
}

// checkOfficeOpen: with the engine away, everything that only reads works.
func checkOfficeOpen(t *testing.T, h *house, waiting, running string) {
	t.Helper()
	require.Equal(t, http.StatusServiceUnavailable, get(h.url+"/readyz"), "readiness tells the truth")
	handler := h.as("handler")
	require.Equal(t, running, handler.desk(url.Values{}).Rows[0].Number)
	require.NotEmpty(t, handler.ledger(running), "why the due date is that date")
	require.NotEmpty(t, handler.timeline(running))
	var due struct {
		Date string `json:"due_date"`
	}
	handler.read("/due?start=2026-09-24T09:30&limit=10wd", &due)
	require.Equal(t, "2026-10-15", due.Date)

	clerk := h.visit("clerk")
	page := clerk.page("/cases/" + waiting)
	require.Contains(t, page, waiting)
	require.Contains(t, page, "引擎恢复后自动开始计时", "the page says that the case is kept")
	require.Contains(t, clerk.page("/cases/"+running), running)
	for _, path := range []string{"/", "/register", "/register/food-permit", "/cases", "/inbox"} {
		clerk.page(path)
	}
}

// visitor is somebody at the pages, without a browser and so without scripts.
type visitor struct {
	t    *testing.T
	url  string
	http *http.Client
}

// visit signs somebody in at the sign-in page.
func (h *house) visit(name string) *visitor {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(h.t, err)
	v := &visitor{t: h.t, url: h.url, http: &http.Client{Jar: jar, Timeout: 30 * time.Second}}
	v.submit("/signin", url.Values{"username": {name}, "password": {password}})
	return v
}

// page reads a page that must be there.
func (v *visitor) page(path string) string {
	v.t.Helper()
	resp, err := v.http.Get(v.url + path)
	require.NoError(v.t, err)
	return v.read(resp, path)
}

// submit posts a form and reads the page it leads to.
func (v *visitor) submit(path string, form url.Values) string {
	v.t.Helper()
	resp, err := v.http.Post(v.url+path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	require.NoError(v.t, err)
	return v.read(resp, path)
}

func (v *visitor) read(resp *http.Response, path string) string {
	v.t.Helper()
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(v.t, err)
	require.Equal(v.t, http.StatusOK, resp.StatusCode, "%s: %s", path, body)
	return string(body)
}
