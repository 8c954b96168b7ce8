package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// mailTimeout bounds the dialling and greeting, and then the delivery.
const mailTimeout = 30 * time.Second

// Mail sends by SMTP, one connection for each message.
type Mail struct {
	cfg     MailConfig
	roots   *x509.CertPool // nil = the machine's
	timeout time.Duration
}

// NewMail refuses a configuration that ParseMailURL would refuse. It does not
// contact the server.
func NewMail(cfg MailConfig) (*Mail, error) {
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("configure mail: %w", err)
	}
	return &Mail{cfg: cfg, timeout: mailTimeout}, nil
}

// Channel returns "mail".
func (*Mail) Channel() string { return "mail" }

// Send delivers m to the mail server. It is delivered once the server has taken
// the content: trouble in saying goodbye is no error, or it would come twice.
func (s *Mail) Send(ctx context.Context, m Message) error {
	out, err := s.compose(m)
	if err != nil {
		return &SendError{Channel: s.Channel(), ID: m.ID, Final: true, Err: err}
	}
	life, end := context.WithCancel(ctx)
	defer end()
	client, err := mail.NewClient(s.cfg.Host, s.options(life)...)
	if err != nil {
		return &SendError{Channel: s.Channel(), ID: m.ID, Err: err}
	}
	err = client.DialAndSendWithContext(ctx, out)
	if err == nil || out.IsDelivered() {
		return nil
	}
	return s.failure(ctx, m.ID, err)
}

func (s *Mail) compose(m Message) (*mail.Msg, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	if !isAddress(m.To.Email) {
		return nil, errors.New("malformed recipient address")
	}
	// Base64 carries Chinese in half the bytes of quoted-printable.
	out := mail.NewMsg(mail.WithEncoding(mail.EncodingB64), mail.WithNoDefaultUserAgent())
	if err := out.From(header(s.cfg.From)); err != nil {
		return nil, errors.New("malformed sender address")
	}
	if err := out.To(header(m.To)); err != nil {
		return nil, errors.New("malformed recipient address")
	}
	out.Subject(m.Subject)
	if !m.At.IsZero() {
		out.SetDateWithValue(m.At)
	}
	out.SetMessageIDWithValue(messageID(m.ID, s.cfg.From.Email))
	out.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no holiday replies, please
	out.SetBodyString(mail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		out.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
	return out, nil
}

// isAddress refuses what would only be an address after quoting or cutting.
func isAddress(email string) bool {
	parsed, err := netmail.ParseAddress(email)
	return err == nil && parsed.Address == email
}

func header(a Address) string {
	return (&netmail.Address{Name: a.Name, Address: a.Email}).String()
}

// messageID makes id@domain of any id: what may not stand in a Message-ID
// (RFC 5322, 3.6.4) is written =XX, so that different ids stay different.
func messageID(id, from string) string {
	var left strings.Builder
	for _, b := range []byte(id) {
		switch {
		case b >= '0' && b <= '9', b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b == '-', b == '_':
			left.WriteByte(b)
		default:
			fmt.Fprintf(&left, "=%02X", b)
		}
	}
	return left.String() + from[strings.LastIndexByte(from, '@'):]
}

func (s *Mail) options(life context.Context) []mail.Option {
	secure := &tls.Config{ServerName: s.cfg.Host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}
	options := []mail.Option{
		mail.WithPort(s.cfg.Port),
		mail.WithTimeout(s.timeout),
		mail.WithTLSConfig(secure),
		mail.WithTLSPolicy(s.policy()),
		mail.WithDialContextFunc(s.dial(life, secure)),
	}
	if s.cfg.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover),
			mail.WithUsername(s.cfg.User), mail.WithPassword(s.cfg.Password))
	}
	return options
}

func (s *Mail) policy() mail.TLSPolicy {
	switch {
	case s.cfg.Implicit: // dial has done it; a server inside TLS offers no STARTTLS
		return mail.TLSOpportunistic
	case s.cfg.TLS == None:
		return mail.NoTLS
	case s.cfg.TLS == Opportunistic:
		return mail.TLSOpportunistic
	}
	return mail.TLSMandatory
}

// dial ties the connection to the life of one Send: the library neither closes
// it after a failed greeting nor looks at the context once it is open.
func (s *Mail) dial(life context.Context, secure *tls.Config) mail.DialContextFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		var plain net.Dialer
		dial := plain.DialContext
		if s.cfg.Implicit {
			dial = (&tls.Dialer{NetDialer: &plain, Config: secure}).DialContext
		}
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(life, func() { conn.Close() })
		return conn, nil
	}
}

// failure leaves out what the server said: it likes to repeat the recipient.
func (s *Mail) failure(ctx context.Context, id string, err error) error {
	failed := &SendError{Channel: s.Channel(), ID: id, Err: err}
	var answer *mail.SendError
	if errors.As(err, &answer) {
		failed.Code = answer.ErrorCode()
		failed.Err = errors.New(answer.Reason.String())
		// The other steps depend on our settings alone, which can be put right.
		aboutMessage := answer.Reason == mail.ErrSMTPRcptTo || answer.Reason == mail.ErrSMTPData ||
			answer.Reason == mail.ErrSMTPDataClose
		failed.Final = aboutMessage && failed.Code >= 500
	}
	if ctx.Err() != nil {
		failed.Err = fmt.Errorf("%w: %w", ctx.Err(), failed.Err)
	}
	return failed
}
