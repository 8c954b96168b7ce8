package notify

import (
	"context"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"
)

var beijing = time.FixedZone("CST", 8*3600)

func reminder() Message {
	return Message{
		ID:      "BJ2026-000412/handle:1:near",
		To:      Address{Name: `李敏 "行政审批科"`, Email: "limin@example.gov.cn"},
		Subject: "将到期：办件 BJ2026-000412 食品经营许可，请在 10月20日（星期二）17:30 前作出决定，勿误，勿误，勿误",
		Text:    "请在 10月20日（星期二）17:30 前作出决定。\n.\n下一行",
		At:      time.Date(2026, 10, 19, 8, 30, 0, 0, beijing),
	}
}

func base64Text(t *testing.T, r io.Reader) string {
	t.Helper()
	body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, r))
	require.NoError(t, err)
	return strings.ReplaceAll(string(body), "\r\n", "\n")
}

func TestMailArrivesAsItWasMeant(t *testing.T) {
	t.Parallel()
	office := &postOffice{}
	office.open(t, false, false)
	m := reminder()
	require.NoError(t, office.sender(t, None).Send(t.Context(), m))

	got := office.only(t)
	require.Equal(t, "noreply@example.gov.cn", got.from)
	require.Equal(t, "limin@example.gov.cn", got.to)
	parsed := got.parse(t)
	require.Equal(t, "<BJ2026-000412=2Fhandle=3A1=3Anear@example.gov.cn>", parsed.Header.Get("Message-ID"))
	require.Equal(t, m.Subject, decoded(t, parsed.Header.Get("Subject")))
	require.Equal(t, "auto-generated", parsed.Header.Get("Auto-Submitted"))
	require.Equal(t, "base64", parsed.Header.Get("Content-Transfer-Encoding"))
	require.Equal(t, `text/plain; charset=UTF-8`, parsed.Header.Get("Content-Type"))
	require.Equal(t, m.Text, base64Text(t, parsed.Body))
	at, err := parsed.Header.Date()
	require.NoError(t, err)
	require.True(t, m.At.Equal(at))
	to, err := parsed.Header.AddressList("To")
	require.NoError(t, err)
	require.Equal(t, []*netmail.Address{{Name: m.To.Name, Address: m.To.Email}}, to)
	from, err := parsed.Header.AddressList("From")
	require.NoError(t, err)
	require.Equal(t, "时限", from[0].Name)
	for line := range strings.SplitSeq(got.raw, "\r\n") {
		require.LessOrEqual(t, len(line), 78, "RFC 5322, 2.1.1")
	}
}

func TestMailWithHTMLKeepsThePlainText(t *testing.T) {
	t.Parallel()
	office := &postOffice{}
	office.open(t, false, false)
	m := reminder()
	m.HTML = "<p>请作出决定</p>"
	require.NoError(t, office.sender(t, None).Send(t.Context(), m))

	parsed := office.only(t).parse(t)
	kind, params, err := mime.ParseMediaType(parsed.Header.Get("Content-Type"))
	require.NoError(t, err)
	require.Equal(t, "multipart/alternative", kind)
	parts := multipart.NewReader(parsed.Body, params["boundary"])
	plain, err := parts.NextPart()
	require.NoError(t, err)
	require.Contains(t, plain.Header.Get("Content-Type"), "text/plain")
	require.Equal(t, m.Text, base64Text(t, plain))
	rich, err := parts.NextPart()
	require.NoError(t, err)
	require.Contains(t, rich.Header.Get("Content-Type"), "text/html")
	require.Equal(t, m.HTML, base64Text(t, rich))
}

func TestMessageIDStaysTheSameAndTellsIDsApart(t *testing.T) {
	t.Parallel()
	office := &postOffice{}
	office.open(t, false, false)
	sender := office.sender(t, None)
	for _, id := range []string{"a:b", "a:b", "a=3Ab", "a.b"} {
		m := reminder()
		m.ID = id
		require.NoError(t, sender.Send(t.Context(), m))
	}
	var ids []string
	for _, l := range office.letters {
		ids = append(ids, l.parse(t).Header.Get("Message-ID"))
	}
	require.Equal(t, []string{
		"<a=3Ab@example.gov.cn>", "<a=3Ab@example.gov.cn>", "<a=3D3Ab@example.gov.cn>", "<a=2Eb@example.gov.cn>",
	}, ids)
}

func TestMailAnswers(t *testing.T) {
	t.Parallel()
	answer := func(code int) error { return &smtp.SMTPError{Code: code, Message: "about limin@example.gov.cn"} }
	for name, tt := range map[string]struct {
		says  answers
		code  int
		final bool
	}{
		"recipient unknown":     {answers{rcpt: answer(550)}, 550, true},
		"mailbox full for now":  {answers{rcpt: answer(452)}, 452, false},
		"content refused":       {answers{data: answer(554)}, 554, true},
		"greylisted":            {answers{data: answer(451)}, 451, false},
		"sender refused":        {answers{mail: answer(553)}, 553, false}, // our setting, not this message
		"server busy at sender": {answers{mail: answer(421)}, 421, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			office := &postOffice{answers: tt.says}
			office.open(t, false, false)
			err := office.sender(t, None).Send(t.Context(), reminder())
			var failed *SendError
			require.ErrorAs(t, err, &failed)
			require.Equal(t, tt.code, failed.Code)
			require.Equal(t, tt.final, Permanent(err))
			require.Contains(t, err.Error(), "send BJ2026-000412/handle:1:near by mail")
			require.NotContains(t, err.Error(), "limin", "an error holds no address")
			require.Zero(t, office.count())
		})
	}
}

func TestMailTakenIsDeliveredWhateverTheGoodbye(t *testing.T) {
	t.Parallel()
	office := &postOffice{hangUp: true}
	office.open(t, false, false)
	require.NoError(t, office.sender(t, None).Send(t.Context(), reminder()))
	require.Equal(t, 1, office.count())
}

func TestMailOverTLS(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		offers, implicit bool
		policy           TLSPolicy
		sent, encrypted  bool
	}{
		"mandatory, offered":         {true, false, Mandatory, true, true},
		"mandatory, not offered":     {false, false, Mandatory, false, false},
		"opportunistic, offered":     {true, false, Opportunistic, true, true},
		"opportunistic, not offered": {false, false, Opportunistic, true, false},
		"none, offered":              {true, false, None, true, false},
		"implicit":                   {true, true, Mandatory, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			office := &postOffice{}
			office.open(t, tt.offers, tt.implicit)
			err := office.sender(t, tt.policy).Send(t.Context(), reminder())
			if !tt.sent {
				require.Error(t, err)
				require.False(t, Permanent(err))
				require.Zero(t, office.count())
				select {
				case <-office.left:
				case <-time.After(10 * time.Second):
					require.Fail(t, "the connection stays open after a failed greeting")
				}
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.encrypted, office.only(t).tls)
		})
	}
}

func TestMailTrustsNoStranger(t *testing.T) {
	t.Parallel()
	for name, implicit := range map[string]bool{"starttls": false, "implicit": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			office := &postOffice{}
			office.open(t, true, implicit)
			office.roots = nil // the machine's, which do not know the server
			err := office.sender(t, Mandatory).Send(t.Context(), reminder())
			require.ErrorContains(t, err, "certificate")
			require.False(t, Permanent(err))
			require.Zero(t, office.count())
		})
	}
}

func TestMailLogsIn(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		secure, implicit bool
		policy           TLSPolicy
		password         string
		sent             bool
		logins           []string
	}{
		"inside STARTTLS":            {true, false, Mandatory, "right", true, []string{"u right"}},
		"inside TLS":                 {true, true, Mandatory, "right", true, []string{"u right"}},
		"wrong password":             {true, false, Mandatory, "wrong", false, []string{"u wrong"}},
		"never in the clear":         {false, false, None, "right", false, nil},
		"nor when TLS is not on":     {false, false, Opportunistic, "right", false, nil},
		"in TLS where there is some": {true, false, Opportunistic, "right", true, []string{"u right"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			office := &postOffice{mechanisms: []string{"PLAIN"}}
			office.cfg.User, office.cfg.Password = "u", tt.password
			office.open(t, tt.secure, tt.implicit)
			err := office.sender(t, tt.policy).Send(t.Context(), reminder())
			require.Equal(t, tt.logins, office.logins)
			if tt.sent {
				require.NoError(t, err)
				return
			}
			require.Error(t, err)
			require.False(t, Permanent(err), "a login can be put right")
			require.NotContains(t, err.Error(), tt.password)
		})
	}
}

// TestMailGivesUpOnASilentServer meets a server that takes the connection and
// never says a word.
func TestMailGivesUpOnASilentServer(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	sender, err := NewMail(MailConfig{
		Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, TLS: None, From: Address{Email: "a@b.cn"},
	})
	require.NoError(t, err)

	t.Run("cancelled", func(t *testing.T) {
		sender.timeout = time.Hour
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- sender.Send(ctx, reminder()) }()
		conn, err := listener.Accept()
		require.NoError(t, err)
		cancel()
		select {
		case err = <-done:
		case <-time.After(10 * time.Second):
			require.Fail(t, "still waiting for the server")
		}
		require.ErrorIs(t, err, context.Canceled)
		require.False(t, Permanent(err))
		_, err = conn.Read(make([]byte, 1))
		require.Error(t, err, "the connection must not stay open")
	})
	t.Run("timed out", func(t *testing.T) {
		sender.timeout = 50 * time.Millisecond
		err := sender.Send(t.Context(), reminder())
		require.Error(t, err)
		require.False(t, Permanent(err))
	})
	t.Run("gone", func(t *testing.T) {
		require.NoError(t, listener.Close())
		err := sender.Send(t.Context(), reminder())
		require.Error(t, err)
		require.False(t, Permanent(err))
	})
}

func TestMailRefusesAMalformedMessage(t *testing.T) {
	t.Parallel()
	office := &postOffice{}
	office.open(t, false, false)
	sender := office.sender(t, None)
	for name, spoil := range map[string]func(*Message){
		"no id":                 func(m *Message) { m.ID = "" },
		"line break in id":      func(m *Message) { m.ID = "a\r\nBcc: x@y.cn" },
		"line break in subject": func(m *Message) { m.Subject = "a\r\nBcc: x@y.cn" },
		"line break in name":    func(m *Message) { m.To.Name = "a\nb" },
		"line break in address": func(m *Message) { m.To.Email = "a@b.cn\r\nRCPT TO:<x@y.cn>" },
		"two addresses":         func(m *Message) { m.To.Email = "a@b.cn, c@d.cn" },
		"no address":            func(m *Message) { m.To.Email = "" },
		"no domain":             func(m *Message) { m.To.Email = "limin" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := reminder()
			spoil(&m)
			err := sender.Send(t.Context(), m)
			require.True(t, Permanent(err), "%v", err)
			require.Zero(t, office.count())
		})
	}
}
