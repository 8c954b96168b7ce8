package notify

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"math/big"
	"mime"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"
)

// postOffice is a real SMTP server on loopback that keeps what it is given.
type postOffice struct {
	cfg   MailConfig // how to reach it
	roots *x509.CertPool

	answers
	hangUp     bool // after the first letter, instead of a goodbye
	mechanisms []string

	left chan struct{} // a value for each conversation that ended

	mu      sync.Mutex
	letters []letter
	logins  []string
}

// answers are what the office says instead of "fine", by step.
type answers struct{ mail, rcpt, data error }

type letter struct {
	from, to, raw string
	tls           bool
}

// open starts the server; secure offers STARTTLS, or TLS at once if implicit.
func (p *postOffice) open(t *testing.T, secure, implicit bool) {
	t.Helper()
	p.left = make(chan struct{}, 8)
	server := smtp.NewServer(p)
	server.Domain = "localhost"
	server.AllowInsecureAuth = true
	server.ErrorLog = log.New(io.Discard, "", 0)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	p.cfg.Host, p.cfg.Port = "127.0.0.1", listener.Addr().(*net.TCPAddr).Port
	p.cfg.From = Address{Name: "时限", Email: "noreply@example.gov.cn"}
	if secure {
		server.TLSConfig, p.roots = certificate(t)
	}
	if p.cfg.Implicit = implicit; implicit {
		listener = tls.NewListener(listener, server.TLSConfig)
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		server.Close()
		require.NoError(t, <-done)
	})
}

// sender returns a Mail for the server with the given TLS policy.
func (p *postOffice) sender(t *testing.T, policy TLSPolicy) *Mail {
	t.Helper()
	cfg := p.cfg
	cfg.TLS = policy
	m, err := NewMail(cfg)
	require.NoError(t, err)
	m.roots = p.roots
	return m
}

// only returns the one letter that arrived.
func (p *postOffice) only(t *testing.T) letter {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	require.Len(t, p.letters, 1)
	return p.letters[0]
}

func (p *postOffice) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.letters)
}

func (l letter) parse(t *testing.T) *netmail.Message {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(l.raw))
	require.NoError(t, err)
	return m
}

func decoded(t *testing.T, header string) string {
	t.Helper()
	s, err := new(mime.WordDecoder).DecodeHeader(header)
	require.NoError(t, err)
	return s
}

// NewSession makes postOffice an smtp.Backend.
func (p *postOffice) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &visit{office: p, conn: c}, nil
}

// visit is one conversation.
type visit struct {
	office *postOffice
	conn   *smtp.Conn
	now    letter
}

func (v *visit) Mail(from string, _ *smtp.MailOptions) error {
	_, v.now.tls = v.conn.TLSConnectionState()
	v.now.from = from
	return v.office.mail
}

func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.now.to = to
	return v.office.rcpt
}

func (v *visit) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if v.office.data != nil {
		return v.office.data
	}
	v.now.raw = string(raw)
	v.office.mu.Lock()
	defer v.office.mu.Unlock()
	v.office.letters = append(v.office.letters, v.now)
	return nil
}

// Reset hangs up in the middle of the goodbye if the test wants it so. The
// server calls it after each letter too, before it has answered: that one the
// client must still hear.
func (v *visit) Reset() {
	if v.office.hangUp && v.now.raw == "" && v.office.count() > 0 {
		v.conn.Conn().Close()
	}
	v.now = letter{}
}

func (v *visit) Logout() error {
	v.office.left <- struct{}{}
	return nil
}

func (v *visit) AuthMechanisms() []string { return v.office.mechanisms }

func (v *visit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		v.office.mu.Lock()
		defer v.office.mu.Unlock()
		v.office.logins = append(v.office.logins, user+" "+password)
		if password != "right" {
			return errors.New("no")
		}
		return nil
	}), nil
}

// certificate makes a server certificate for 127.0.0.1 and the pool that trusts it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	parsed, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
		MinVersion:   tls.VersionTLS12,
	}, pool
}
