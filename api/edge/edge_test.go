package edge_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/internal/casework"
)

func fieldOf(err error) string {
	var refused *casework.Error
	if errors.As(err, &refused) && refused.Code == casework.Invalid {
		return refused.Field
	}
	return ""
}

func TestText(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ path, query, key, field string }{
		"all in order":            {"/cases/BJ2026-000123", "q=%E5%BC%A0&page=2", "k-1", ""},
		"NUL in the path":         {"/cases/\x00", "", "", "path"},
		"bad bytes in the path":   {"/cases/\xff\xfe", "", "", "path"},
		"a path without end":      {"/" + strings.Repeat("a", 2000), "", "", "path"},
		"NUL in a filter":         {"/cases", "number=BJ%00", "", "number"},
		"bad bytes in a filter":   {"/cases", "stage=%ff", "", "stage"},
		"NUL in a filter's name":  {"/cases", "a%00=1", "", "query"},
		"a query that is none":    {"/cases", "a=%zz", "", "query"},
		"a query without end":     {"/cases", "a=" + strings.Repeat("a", 20000), "", "query"},
		"bad bytes in the header": {"/cases", "", "\xff", "Idempotency-Key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &http.Request{URL: &url.URL{Path: tt.path, RawQuery: tt.query}, Header: http.Header{}}
			if tt.key != "" {
				r.Header.Set("Idempotency-Key", tt.key)
			}
			err := edge.Text(r)
			require.Equal(t, tt.field, fieldOf(err))
			require.Equal(t, tt.field == "", err == nil)
		})
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	for body, field := range map[string]string{
		`{"a":"好","b":[1,"\u0001"]}`:                 "",
		`{"a":1,"username":"x\u0000"}`:               "username",
		"{\"a\":[],\"fields\":{\"phone\":\"\xff\"}}": "fields.phone",
		`{"list":[{"a":1},"x","\u0000"]}`:            "list",
		`"\u0000"`:                                   "body",
		"{\"\xff\":1}":                               "body",
		`{"a":"\u0000"`:                              "a",
		`{"a":` + "\xff":                             "", // no JSON: the decoder's to refuse
		`{"a":"\\u0000"}`:                            "", // six plain characters
	} {
		require.Equal(t, field, fieldOf(edge.JSON([]byte(body))), body)
	}
}

func TestClient(t *testing.T) {
	t.Parallel()
	trusted, err := edge.ParseProxies("10.0.0.1, 192.168.0.0/16 fd00::/8")
	require.NoError(t, err)
	for name, tt := range map[string]struct {
		proxies           edge.Proxies
		remote, via, want string
	}{
		"nobody is trusted":             {nil, "192.0.2.1:55", "203.0.113.9", "192.0.2.1"},
		"a stranger says he is another": {trusted, "192.0.2.1:55", "203.0.113.9", "192.0.2.1"},
		"one proxy":                     {trusted, "10.0.0.1:55", "203.0.113.9", "203.0.113.9"},
		"what a client wrote is left":   {trusted, "10.0.0.1:55", "1.1.1.1, 203.0.113.9", "203.0.113.9"},
		"two proxies":                   {trusted, "10.0.0.1:55", "1.1.1.1, 203.0.113.9, 192.168.3.4", "203.0.113.9"},
		"the proxy asks itself":         {trusted, "10.0.0.1:55", "", "10.0.0.1"},
		"rubbish ends it":               {trusted, "10.0.0.1:55", "203.0.113.9, rubbish", "10.0.0.1"},
		"mapped IPv4":                   {trusted, "[::ffff:10.0.0.1]:55", "203.0.113.9", "203.0.113.9"},
		"IPv6 with a port":              {trusted, "[fd00::1]:55", "[2001:db8::7]:99", "2001:db8::7"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			r.RemoteAddr = tt.remote
			if tt.via != "" {
				r.Header.Set("X-Forwarded-For", tt.via)
			}
			require.Equal(t, tt.want, tt.proxies.Client(r).String())
		})
	}
	for _, bad := range []string{"proxy.local", "10.0.0.0/33", "10.0.0.1;10.0.0.2"} {
		_, err := edge.ParseProxies(bad)
		require.Error(t, err, bad)
	}
	require.Equal(t, edge.Source("[2001:db8::1]:1"), edge.Source("[2001:db8::ffff:2]:1"), "one IPv6 network is one client")
	require.NotEqual(t, edge.Source("192.0.2.1:1"), edge.Source("192.0.2.2:1"))
}

// Who comes again after as many seconds as he was told is not told to wait once more.
func TestSecondsAreNeverTooShort(t *testing.T) {
	t.Parallel()
	for wait, want := range map[time.Duration]string{time.Millisecond: "1", time.Second: "1", time.Second + 1: "2", time.Minute: "60"} {
		require.Equal(t, want, edge.Seconds(wait), wait)
	}
}

// A meter counts each key by itself, whoever fills it, and never grows.
func TestMeter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 9, 24, 9, 0, 0, 0, time.UTC)
	m := edge.NewMeter(3, time.Minute)
	for range 3 {
		require.Zero(t, m.Admit("a", now))
	}
	require.Equal(t, 50*time.Second, m.Admit("a", now.Add(10*time.Second)), "says how long")
	m.Forgive("a")
	require.Zero(t, m.Admit("a", now), "what was right is no guess")
	require.NotZero(t, m.Admit("a", now))
	for i := range 2000 { // as many addresses as one attacker hardly has
		for range 5 {
			m.Admit(strconv.Itoa(i), now)
		}
	}
	shut := 0
	for i := range 1000 {
		if m.Admit("b"+strconv.Itoa(i), now) > 0 {
			shut++
		}
	}
	require.Less(t, shut, 20, "others go on")
	require.NotZero(t, m.Admit("a", now), "and nothing was forgotten")
	for range 3 {
		require.Zero(t, m.Admit("a", now.Add(time.Minute)), "a new window")
	}
	require.Equal(t, time.Minute, m.Admit("a", now.Add(time.Minute)))
}
