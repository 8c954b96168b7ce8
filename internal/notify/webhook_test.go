package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const secret = "SEC-of-the-office"

var (
	loopback = []string{"127.0.0.1"}
	sentAt   = time.Date(2026, 10, 19, 0, 30, 0, 0, time.UTC) // Unix 1792369800
)

// post is what a receiver got.
type post struct {
	query  url.Values
	header http.Header
	body   string
}

// receiver answers every request with status and body and hands it on.
func receiver(t *testing.T, status int, body string) (string, <-chan post) {
	t.Helper()
	got := make(chan post, 8)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		got <- post{r.URL.Query(), r.Header, string(content)}
		w.Header().Set("Location", "http://127.0.0.1:1/elsewhere")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL, got
}

func sign(key, message string) []byte {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(message))
	return h.Sum(nil)
}

func TestWebhookIsSigned(t *testing.T) {
	t.Parallel()
	address, got := receiver(t, http.StatusNoContent, "")
	hook, err := NewWebhook(WebhookConfig{URL: address + "/in?x=1", Secret: secret, Hosts: loopback})
	require.NoError(t, err)
	hook.now = func() time.Time { return sentAt }
	m := reminder()
	m.Text = "a < b & c"
	require.NoError(t, hook.Send(t.Context(), m))
	require.Equal(t, "webhook", hook.Channel())

	p := <-got
	require.Equal(t, "1", p.query.Get("x"))
	require.Equal(t, "application/json; charset=utf-8", p.header.Get("Content-Type"))
	require.Equal(t, strconv.FormatInt(sentAt.Unix(), 10), p.header.Get("X-Shixian-Timestamp"))
	want := "sha256=" + hex.EncodeToString(sign(secret, p.header.Get("X-Shixian-Timestamp")+"."+p.body))
	require.Equal(t, want, p.header.Get("X-Shixian-Signature"))
	require.JSONEq(t, `{"id":"BJ2026-000412/handle:1:near","at":"2026-10-19T08:30:00+08:00","text":"a < b & c",
		"to":{"name":"李敏 \"行政审批科\"","email":"limin@example.gov.cn"},
		"subject":"`+m.Subject+`"}`, p.body)
	require.Contains(t, p.body, "a < b & c", "no needless escapes")
}

func TestWebhookAnswers(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]struct{ ok, final bool }{
		200: {ok: true}, 202: {ok: true},
		302: {}, 307: {}, 401: {}, 403: {}, 404: {}, 408: {}, 429: {}, 500: {}, 503: {},
		400: {final: true}, 413: {final: true}, 415: {final: true}, 422: {final: true},
	} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			t.Parallel()
			address, got := receiver(t, status, "x")
			hook, err := NewWebhook(WebhookConfig{URL: address, Secret: secret, Hosts: loopback})
			require.NoError(t, err)
			err = hook.Send(t.Context(), reminder())
			require.Len(t, got, 1, "one attempt, no redirect")
			if want.ok {
				require.NoError(t, err)
				return
			}
			var failed *SendError
			require.ErrorAs(t, err, &failed)
			require.Equal(t, status, failed.Code)
			require.Equal(t, want.final, Permanent(err))
		})
	}
}

func TestWebhookGivesUp(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	arrived := make(chan struct{}, 2)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { close(release); server.Close() })
	hook, err := NewWebhook(WebhookConfig{URL: server.URL + "?token=" + secret, Secret: secret, Hosts: loopback})
	require.NoError(t, err)

	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- hook.Send(ctx, reminder()) }()
	<-arrived
	cancel()
	err = <-done
	require.ErrorIs(t, err, context.Canceled)
	require.False(t, Permanent(err))
	require.NotContains(t, err.Error(), secret, "the url holds a token")

	hook.client.Timeout = 50 * time.Millisecond
	err = hook.Send(t.Context(), reminder())
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.False(t, Permanent(err))
}

func TestWebhookRefusesAMalformedMessage(t *testing.T) {
	t.Parallel()
	address, got := receiver(t, 200, "")
	hook, err := NewWebhook(WebhookConfig{URL: address, Secret: secret, Hosts: loopback})
	require.NoError(t, err)
	m := reminder()
	m.ID = ""
	require.True(t, Permanent(hook.Send(t.Context(), m)))
	require.Empty(t, got)
}

func TestWebhookConfigurationIsChecked(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		cfg  WebhookConfig
		want string
	}{
		"no secret":      {WebhookConfig{URL: "https://a.cn", Hosts: []string{"a.cn"}}, "secret is missing"},
		"no host list":   {WebhookConfig{URL: "https://a.cn", Secret: secret}, `host "a.cn" is not among`},
		"another host":   {WebhookConfig{URL: "https://b.a.cn", Secret: secret, Hosts: []string{"a.cn"}}, "not among"},
		"host as user":   {WebhookConfig{URL: "https://a.cn@b.cn", Secret: secret, Hosts: []string{"a.cn"}}, "neither user"},
		"another scheme": {WebhookConfig{URL: "file://a.cn/x", Secret: secret, Hosts: []string{"a.cn"}}, "http or https"},
		"no url":         {WebhookConfig{Secret: secret, Hosts: []string{""}}, "http or https"},
		"malformed":      {WebhookConfig{URL: "https://a.cn/%zz" + secret, Secret: secret, Hosts: []string{"a.cn"}}, "malformed url"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := NewWebhook(tt.cfg)
			require.ErrorContains(t, err, tt.want)
			require.NotContains(t, err.Error(), secret)
		})
	}
	_, err := NewWebhook(WebhookConfig{URL: "https://A.cn:8443/x", Secret: secret, Hosts: []string{"a.CN"}})
	require.NoError(t, err)
}

// TestDingTalk follows 自定义机器人安全设置, 加签: milliseconds, the secret both
// key and part of the text, base64, in the query.
func TestDingTalk(t *testing.T) {
	t.Parallel()
	address, got := receiver(t, 200, `{"errcode":0,"errmsg":"ok"}`)
	hook, err := NewDingTalk(WebhookConfig{URL: address + "/robot/send?access_token=T", Secret: secret, Hosts: loopback})
	require.NoError(t, err)
	hook.now = func() time.Time { return sentAt.Add(5 * time.Millisecond) }
	m := reminder()
	require.NoError(t, hook.Send(t.Context(), m))
	require.Equal(t, "dingtalk", hook.Channel())

	p := <-got
	stamp := strconv.FormatInt(sentAt.UnixMilli()+5, 10)
	require.Equal(t, url.Values{
		"access_token": {"T"}, "timestamp": {stamp},
		"sign": {base64.StdEncoding.EncodeToString(sign(secret, stamp+"\n"+secret))},
	}, p.query)
	var body map[string]any
	require.NoError(t, json.Unmarshal([]byte(p.body), &body))
	require.Equal(t, map[string]any{
		"msgtype": "text",
		"text":    map[string]any{"content": m.To.Name + "\n" + m.Subject + "\n" + m.Text},
	}, body)
}

// TestFeishu follows 自定义机器人使用指南, 签名校验: seconds, time and secret
// together the key, an empty text, in the body.
func TestFeishu(t *testing.T) {
	t.Parallel()
	address, got := receiver(t, 200, `{"code":0,"msg":"success","data":{}}`)
	hook, err := NewFeishu(WebhookConfig{URL: address + "/open-apis/bot/v2/hook/T", Secret: secret, Hosts: loopback})
	require.NoError(t, err)
	hook.now = func() time.Time { return sentAt }
	require.NoError(t, hook.Send(t.Context(), Message{ID: "1", Text: "请办理"}))
	require.Equal(t, "feishu", hook.Channel())

	stamp := strconv.FormatInt(sentAt.Unix(), 10)
	require.JSONEq(t, `{"msg_type":"text","content":{"text":"请办理"},"timestamp":"`+stamp+`","sign":"`+
		base64.StdEncoding.EncodeToString(sign(stamp+"\n"+secret, ""))+`"}`, (<-got).body)
}

func TestWeCom(t *testing.T) {
	t.Parallel()
	address, got := receiver(t, 200, `{"errcode":0,"errmsg":"ok"}`)
	cfg := WebhookConfig{URL: address + "/cgi-bin/webhook/send?key=K", Hosts: loopback}
	hook, err := NewWeCom(cfg)
	require.NoError(t, err)
	require.Equal(t, "wecom", hook.Channel())
	for _, subject := range []string{"1", "22", "333"} { // the cut falls on each byte of a character
		require.NoError(t, hook.Send(t.Context(), Message{ID: "1", Subject: subject, Text: strings.Repeat("时限", 1000)}))
		var body struct {
			Type string `json:"msgtype"`
			Text struct{ Content string }
		}
		require.NoError(t, json.Unmarshal([]byte((<-got).body), &body))
		require.Equal(t, "text", body.Type)
		require.LessOrEqual(t, len(body.Text.Content), 2048)
		require.Greater(t, len(body.Text.Content), 2040)
		require.Regexp(t, `^\d+\n(时限)+时?…$`, body.Text.Content)
	}

	cfg.Secret = secret
	_, err = NewWeCom(cfg)
	require.ErrorContains(t, err, "takes no secret")
}

func TestRobotsWithoutASecretAreNotSigned(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(WebhookConfig) (*Webhook, error){"dingtalk": NewDingTalk, "feishu": NewFeishu} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, got := receiver(t, 200, `{"errcode":0}`)
			hook, err := open(WebhookConfig{URL: address, Hosts: loopback})
			require.NoError(t, err)
			require.NoError(t, hook.Send(t.Context(), reminder()))
			p := <-got
			require.Empty(t, p.query)
			require.NotContains(t, p.body, "sign")
		})
	}
}

func TestRobotAnswers(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"errcode":310000,"errmsg":"sign not match"}`: "code 310000",
		`{"code":19021,"msg":"sign match fail"}`:       "code 19021",
		`{"errcode":45009}`:                            "code 45009",
		`{}`:                                           "not a robot's",
		`<html>login</html>`:                           "not a robot's",
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			address, _ := receiver(t, 200, body)
			hook, err := NewDingTalk(WebhookConfig{URL: address, Hosts: loopback})
			require.NoError(t, err)
			err = hook.Send(t.Context(), reminder())
			require.ErrorContains(t, err, want)
			require.False(t, Permanent(err))
		})
	}
}
