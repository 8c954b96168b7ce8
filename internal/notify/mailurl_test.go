package notify

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseMailURL(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]MailConfig{
		"smtp://mail.example.gov.cn?from=a@example.gov.cn": {
			Host: "mail.example.gov.cn", Port: 25, TLS: Mandatory, From: Address{Email: "a@example.gov.cn"},
		},
		"smtp://u:p%40ss@10.1.2.3:587/?from=%E6%97%B6%E9%99%90%20%3Ca@b.cn%3E&tls=opportunistic": {
			Host: "10.1.2.3", Port: 587, TLS: Opportunistic, User: "u", Password: "p@ss",
			From: Address{Name: "时限", Email: "a@b.cn"},
		},
		"smtps://[::1]?from=a@b.cn": {
			Host: "::1", Port: 465, Implicit: true, TLS: Mandatory, From: Address{Email: "a@b.cn"},
		},
		"smtp://u:p@localhost:1025?tls=none&from=a@b.cn": {
			Host: "localhost", Port: 1025, TLS: None, User: "u", Password: "p", From: Address{Email: "a@b.cn"},
		},
	} {
		t.Run(raw, func(t *testing.T) {
			t.Parallel()
			got, err := ParseMailURL(raw)
			require.NoError(t, err)
			require.Equal(t, want, got)
			_, err = NewMail(got)
			require.NoError(t, err)
		})
	}
}

func TestParseMailURLRefuses(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"":                                   "scheme",
		"http://h?from=a@b.cn":               "scheme",
		"smtp://?from=a@b.cn":                "host is missing",
		"smtp://u:SECRET@:25?from=a@b.cn":    "host is missing",
		"smtp://h%0d%0aQUIT?from=a@b.cn":     "malformed",
		"smtp://-h?from=a@b.cn":              "malformed host",
		"smtp://h:0?from=a@b.cn":             "port must lie",
		"smtp://h:65536?from=a@b.cn":         "port must lie",
		"smtp://h:x?from=a@b.cn":             "malformed",
		"smtp://h":                           "from) is missing",
		"smtp://h?from=nobody":               "not a mail address",
		"smtp://h?from=a@b.cn,c@d.cn":        "not a mail address",
		"smtp://h?from=a%0d%0aX:1%20<a@b.c>": "control character in from",
		"smtp://h?from=a@b.cn%0d%0a%20":      "control character in from",
		"smtp://u%0a:SECRET@h?from=a@b.cn":   "control character in user",
		"smtp://u:SECRET%0a@h?from=a@b.cn":   "control character in password",
		"smtp://u@h?from=a@b.cn":             "a user needs a password",
		"smtp://:SECRET@h?from=a@b.cn":       "a user needs a password",
		"smtp://h?from=a@b.cn&tls=perhaps":   "tls must be",
		"smtps://h?from=a@b.cn&tls=none":     `unknown parameter "tls"`,
		"smtp://h?from=a@b.cn&cc=x@y.cn":     `unknown parameter "cc"`,
		"smtp://h?from=a@b.cn&from=c@d.cn":   "given twice",
		"smtp://h?from=a@b.cn&x;y":           "malformed query",
		"smtp://h/path?from=a@b.cn":          "nothing may stand after",
		"smtp://h?from=a@b.cn#f":             "nothing may stand after",
		"smtp://u:SECRET%zz@h?from=a@b.cn":   "malformed",
	} {
		t.Run(raw, func(t *testing.T) {
			t.Parallel()
			_, err := ParseMailURL(raw)
			require.ErrorContains(t, err, want)
			require.NotContains(t, err.Error(), "SECRET")
		})
	}
}

func TestNewMailRefusesWhatTheURLWould(t *testing.T) {
	t.Parallel()
	_, err := NewMail(MailConfig{Port: 25, TLS: None, From: Address{Email: "a@b.cn"}})
	require.ErrorContains(t, err, "host is missing")
}
