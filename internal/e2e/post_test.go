package e2e

import (
	"encoding/base64"
	"errors"
	"io"
	"log"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"
)

// postOffice is a real SMTP server that keeps what it is given.
type postOffice struct {
	url     string // for SHIXIAN_SMTP_URL
	mu      sync.Mutex
	letters []letter
}

// letter is one mail as it came through the wire.
type letter struct{ id, to, subject, text, raw string }

func openPostOffice(t *testing.T) *postOffice {
	t.Helper()
	office := &postOffice{}
	server := smtp.NewServer(office)
	server.Domain = "localhost"
	server.ErrorLog = log.New(io.Discard, "", 0)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	office.url = "smtp://" + listener.Addr().String() + "?from=noreply@office.example&tls=none"
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		server.Close()
		if err := <-done; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Errorf("mail server: %v", err)
		}
	})
	return office
}

// about lists the letters to one address whose text or subject names a case.
func (o *postOffice) about(number, to string) []letter {
	o.mu.Lock()
	defer o.mu.Unlock()
	var out []letter
	for _, l := range o.letters {
		if l.to == to && strings.Contains(l.subject+l.text, number) {
			out = append(out, l)
		}
	}
	return out
}

// all is every letter so far.
func (o *postOffice) all() []letter {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]letter(nil), o.letters...)
}

// NewSession makes postOffice an smtp.Backend.
func (o *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &delivery{office: o}, nil }

// delivery is one conversation.
type delivery struct {
	office *postOffice
	to     string
}

func (d *delivery) Mail(string, *smtp.MailOptions) error { return nil }

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.to = to
	return nil
}

func (d *delivery) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	l, err := parseLetter(d.to, string(raw))
	if err != nil {
		return err
	}
	d.office.mu.Lock()
	defer d.office.mu.Unlock()
	d.office.letters = append(d.office.letters, l)
	return nil
}

func (d *delivery) Reset()        { d.to = "" }
func (d *delivery) Logout() error { return nil }

// parseLetter reads headers and the one text part a message of Shixian has.
func parseLetter(to, raw string) (letter, error) {
	m, err := netmail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		return letter{}, err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return letter{}, err
	}
	body := m.Body
	switch strings.ToLower(m.Header.Get("Content-Transfer-Encoding")) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	return letter{id: m.Header.Get("Message-Id"), to: to, subject: subject, text: string(text), raw: raw}, err
}
