package notify

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// What the robots take at most, in bytes of text: WeCom documents 2048,
// DingTalk and Feishu some 20,000 for the whole request.
const (
	wecomLimit = 2048
	robotLimit = 16_000
)

// NewDingTalk returns the sender for a DingTalk group robot, its URL with the
// access_token as DingTalk shows it. A secret signs each request (加签).
func NewDingTalk(cfg WebhookConfig) (*Webhook, error) {
	return newWebhook("dingtalk", cfg, shape{
		body: func(m Message, _ time.Time, _ string) any {
			return map[string]any{"msgtype": "text", "text": map[string]string{"content": spoken(m, robotLimit)}}
		},
		sign: func(req *http.Request, _ []byte, at time.Time, secret string) {
			if secret == "" {
				return
			}
			stamp := strconv.FormatInt(at.UnixMilli(), 10)
			query := req.URL.Query()
			query.Set("timestamp", stamp)
			query.Set("sign", base64.StdEncoding.EncodeToString(hmacSHA256(secret, stamp+"\n"+secret)))
			req.URL.RawQuery = query.Encode()
		},
		answer: robotAnswer,
	})
}

// NewWeCom returns the sender for a WeCom (企业微信) group robot, its URL with
// the key as WeCom shows it. WeCom knows no signature: a secret is refused.
func NewWeCom(cfg WebhookConfig) (*Webhook, error) {
	if cfg.Secret != "" {
		return nil, errors.New("configure wecom: a group robot takes no secret")
	}
	return newWebhook("wecom", cfg, shape{
		body: func(m Message, _ time.Time, _ string) any {
			return map[string]any{"msgtype": "text", "text": map[string]string{"content": spoken(m, wecomLimit)}}
		},
		sign:   func(*http.Request, []byte, time.Time, string) {},
		answer: robotAnswer,
	})
}

// NewFeishu returns the sender for a Feishu group robot. A secret signs each
// request (签名校验): unlike everybody else's, it is part of the key and the
// signed text is empty.
func NewFeishu(cfg WebhookConfig) (*Webhook, error) {
	return newWebhook("feishu", cfg, shape{
		body: func(m Message, at time.Time, secret string) any {
			body := map[string]any{"msg_type": "text", "content": map[string]string{"text": spoken(m, robotLimit)}}
			if secret != "" {
				stamp := strconv.FormatInt(at.Unix(), 10)
				body["timestamp"] = stamp
				body["sign"] = base64.StdEncoding.EncodeToString(hmacSHA256(stamp+"\n"+secret, ""))
			}
			return body
		},
		sign:   func(*http.Request, []byte, time.Time, string) {},
		answer: robotAnswer,
	})
}

// spoken is a message as said in a group: to whom, what about, what.
func spoken(m Message, limit int) string {
	var parts []string
	for _, part := range []string{m.To.Name, m.Subject, m.Text} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return clip(strings.Join(parts, "\n"), limit)
}

// clip cuts text to limit bytes, between two characters, and shows the cut.
func clip(text string, limit int) string {
	const mark = "…"
	if len(text) <= limit {
		return text
	}
	end := limit - len(mark)
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + mark
}

// robotAnswer reads the verdict a robot gives with status 200. None is final:
// most are a rate limit or a setting (keyword, signature, address range).
func robotAnswer(body []byte) error {
	var verdict struct {
		ErrCode *int `json:"errcode"` // DingTalk, WeCom
		Code    *int `json:"code"`    // Feishu
	}
	if err := json.Unmarshal(body, &verdict); err != nil {
		return errors.New("the answer is not a robot's")
	}
	for _, code := range []*int{verdict.ErrCode, verdict.Code} {
		if code == nil {
			continue
		}
		if *code == 0 {
			return nil
		}
		return fmt.Errorf("robot refused with code %d", *code)
	}
	return errors.New("the answer is not a robot's")
}
