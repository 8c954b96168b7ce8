package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api"
	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/auth/authtest"
	"github.com/shixian/shixian/api/live"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/counter/countertest"
	"github.com/shixian/shixian/internal/kind"
)

// accounts know every person of the office by his id, with the password
// "pw-" and his id.
type accounts struct{}

func (accounts) Account(_ context.Context, username string) (auth.Account, error) {
	if strings.HasPrefix(username, "p-") {
		return auth.Account{Person: username, Hash: "pw-" + username}, nil
	}
	return auth.Account{}, casework.Errorf(casework.NotFound, "no such account")
}

func (accounts) Epoch(context.Context, string) (int, error) { return 0, nil }

func (accounts) SetPassword(context.Context, string, string) (int, error) { return 0, nil }

func (accounts) Hash(_ context.Context, password string) (string, error) { return password, nil }

func (accounts) Check(_ context.Context, hash, password string) (bool, error) {
	return hash != "" && hash == password, nil
}

// bench is a server over the office in memory.
type bench struct {
	t      *testing.T
	store  *countertest.Store
	engine *countertest.Engine
	server *api.Server
	url    string
	log    *journal
	hub    *live.Hub
}

// journal collects what was logged.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func office() (*calendar.Calendar, error) {
	day := []calendar.Span{{From: "08:30", To: "12:00"}, {From: "14:00", To: "17:30"}}
	return calendar.New(calendar.Spec{Zone: "Asia/Shanghai", Week: map[string][]calendar.Span{
		"mon": day, "tue": day, "wed": day, "thu": day, "fri": day,
	}})
}

func setup(t *testing.T) *bench {
	t.Helper()
	return setupCounting(t, office)
}

// setupCounting is a server whose office counts by what calendar answers.
func setupCounting(t *testing.T, calendar func() (*calendar.Calendar, error)) *bench {
	t.Helper()
	b := &bench{t: t, store: countertest.NewStore(), log: &journal{}, hub: live.New()}
	b.engine = countertest.NewEngine(b.store)
	log := slog.New(slog.NewTextHandler(b.log, nil))
	c := counter.New(counter.Config{Kinds: kind.Office(), Stores: b.store.Stores(), Engine: b.engine, Logger: log, Rules: rules(t)})
	kept := authtest.New()
	a := auth.New(auth.Config{Store: memstore.NewWithCleanupInterval(0), Accounts: accounts{}, Passwords: accounts{}, People: c, Attempts: kept, Audit: kept.Audit, Mask: kept.Mask})
	var err error
	b.server, err = api.New(api.Config{Counter: c, Kinds: kind.Office(), Auth: a, Live: b.hub, Calendar: calendar, Logger: log, Version: "test"})
	require.NoError(t, err)
	host := httptest.NewServer(b.server.Handler())
	t.Cleanup(host.Close)
	b.url = host.URL
	return b
}

// visitor is a client with its own cookies.
type visitor struct {
	*bench
	http *http.Client
}

func (b *bench) visitor() visitor {
	jar, err := cookiejar.New(nil)
	require.NoError(b.t, err)
	return visitor{b, &http.Client{Jar: jar, Timeout: 10 * time.Second}}
}

// as is a visitor who signed in.
func (b *bench) as(person string) visitor {
	v := b.visitor()
	got := v.post("/api/v1/session", `{"username":"`+person+`","password":"pw-`+person+`"}`, nil)
	require.Equal(b.t, http.StatusOK, got.status, got.text)
	return v
}

// answer is a response, read.
type answer struct {
	status int
	header http.Header
	text   string
}

// problem reads a refusal; every one has the whole shape.
func (a answer) problem(t *testing.T) api.Problem {
	t.Helper()
	require.Equal(t, "application/problem+json", a.header.Get("Content-Type"), a.text)
	var p api.Problem
	d := json.NewDecoder(strings.NewReader(a.text))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&p), a.text)
	require.Equal(t, a.status, p.Status)
	require.Equal(t, "urn:shixian:problem:"+string(p.Code), p.Type)
	require.NotEmpty(t, p.Errors)
	for _, e := range p.Errors {
		require.NotEmpty(t, e.ZH)
		require.NotEmpty(t, e.EN)
		require.NotEqual(t, e.ZH, e.EN)
	}
	return p
}

func (v visitor) send(method, path, body string, header map[string]string) answer {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.url+path, strings.NewReader(body))
	require.NoError(v.t, err)
	for k, value := range header {
		r.Header.Set(k, value)
	}
	resp, err := v.http.Do(r)
	require.NoError(v.t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(v.t, err)
	return answer{resp.StatusCode, resp.Header, string(text)}
}

func (v visitor) get(path string) answer { return v.send(http.MethodGet, path, "", nil) }

func (v visitor) post(path, body string, header map[string]string) answer {
	return v.send(http.MethodPost, path, body, header)
}

func key(k string) map[string]string { return map[string]string{core.KeyField: k} }
