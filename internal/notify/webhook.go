package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	webhookTimeout = 10 * time.Second
	answerLimit    = 64 << 10 // bytes of an answer that are read
)

// WebhookConfig is where to post and how to sign.
type WebhookConfig struct {
	URL    string
	Secret string
	Hosts  []string // the only host names a URL may have; none given, none allowed
}

// Webhook posts a message as JSON. It follows no redirect.
type Webhook struct {
	channel string
	url     *url.URL
	secret  string
	shape   shape
	client  *http.Client
	now     func() time.Time
}

// shape makes the request of one kind of receiver and reads its answer.
type shape struct {
	body   func(m Message, at time.Time, secret string) any
	sign   func(req *http.Request, body []byte, at time.Time, secret string)
	answer func(body []byte) error
}

// Headers of a signed webhook. The signature is "sha256=" and the hexadecimal
// HMAC-SHA256, keyed with the secret, of timestamp, a full stop, and the body.
// A receiver refuses a timestamp (Unix seconds) that is some minutes old, and
// an id it has seen.
const (
	TimestampHeader = "X-Shixian-Timestamp"
	SignatureHeader = "X-Shixian-Signature"
)

// NewWebhook returns the sender for an office's own receiver. It needs a secret.
// The body is {"id","to":{"name","email"},"subject","text","at"}.
func NewWebhook(cfg WebhookConfig) (*Webhook, error) {
	if cfg.Secret == "" {
		return nil, errors.New("configure webhook: the secret is missing")
	}
	return newWebhook("webhook", cfg, shape{
		body: func(m Message, _ time.Time, _ string) any {
			return map[string]any{
				"id": m.ID, "subject": m.Subject, "text": m.Text, "at": m.At.Format(time.RFC3339Nano),
				"to": map[string]string{"name": m.To.Name, "email": m.To.Email},
			}
		},
		sign: func(req *http.Request, body []byte, at time.Time, secret string) {
			stamp := strconv.FormatInt(at.Unix(), 10)
			req.Header.Set(TimestampHeader, stamp)
			req.Header.Set(SignatureHeader, "sha256="+hex.EncodeToString(hmacSHA256(secret, stamp+"."+string(body))))
		},
		answer: func([]byte) error { return nil },
	})
}

func newWebhook(channel string, cfg WebhookConfig, how shape) (*Webhook, error) {
	u, err := url.Parse(cfg.URL)
	if err != nil { // the parser's error quotes the URL, which may hold a token
		return nil, fmt.Errorf("configure %s: malformed url", channel)
	}
	switch {
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, fmt.Errorf("configure %s: the url must be http or https", channel)
	case u.User != nil || u.Fragment != "":
		return nil, fmt.Errorf("configure %s: the url may hold neither user nor fragment", channel)
	case !slices.ContainsFunc(cfg.Hosts, func(h string) bool { return strings.EqualFold(h, u.Hostname()) }):
		return nil, fmt.Errorf("configure %s: host %q is not among the allowed hosts", channel, u.Hostname())
	}
	return &Webhook{
		channel: channel, url: u, secret: cfg.Secret, shape: how, now: time.Now,
		client: &http.Client{
			Timeout:       webhookTimeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// Channel returns "webhook", "dingtalk", "wecom" or "feishu".
func (w *Webhook) Channel() string { return w.channel }

// Send posts m once.
func (w *Webhook) Send(ctx context.Context, m Message) error {
	if err := m.check(); err != nil {
		return &SendError{Channel: w.channel, ID: m.ID, Final: true, Err: err}
	}
	req, err := w.request(ctx, m)
	if err != nil {
		return &SendError{Channel: w.channel, ID: m.ID, Final: true, Err: err}
	}
	resp, err := w.client.Do(req)
	if err != nil {
		var leaky *url.Error // its text quotes the URL, which may hold a token
		if errors.As(err, &leaky) {
			err = leaky.Err
		}
		return &SendError{Channel: w.channel, ID: m.ID, Err: err}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, answerLimit))
	switch {
	case resp.StatusCode/100 != 2:
		return &SendError{
			Channel: w.channel, ID: m.ID, Code: resp.StatusCode,
			Final: aboutMessage(resp.StatusCode), Err: errors.New("refused"),
		}
	case err == nil:
		err = w.shape.answer(body)
	}
	if err != nil {
		return &SendError{Channel: w.channel, ID: m.ID, Code: resp.StatusCode, Err: err}
	}
	return nil
}

func (w *Webhook) request(ctx context.Context, m Message) (*http.Request, error) {
	at := w.now()
	var body bytes.Buffer
	out := json.NewEncoder(&body)
	out.SetEscapeHTML(false)
	if err := out.Encode(w.shape.body(m, at, w.secret)); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url.String(), bytes.NewReader(body.Bytes()))
	if err != nil {
		return nil, errors.New("malformed request")
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	w.shape.sign(req, body.Bytes(), at, w.secret)
	return req, nil
}

// aboutMessage tells a refusal of this very content from one that a corrected
// setting, or waiting, may cure.
func aboutMessage(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge,
		http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity:
		return true
	}
	return false
}

func hmacSHA256(key, message string) []byte {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(message))
	return h.Sum(nil)
}
