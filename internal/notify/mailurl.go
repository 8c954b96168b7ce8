package notify

import (
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"regexp"
	"strconv"
)

// TLSPolicy says how a mail server reached in the clear is asked for STARTTLS.
type TLSPolicy string

// Mandatory sends nothing without TLS. None, like Opportunistic with a server
// that offers no TLS, never sends a password in the clear: a login then needs
// SCRAM or CRAM-MD5.
const (
	Mandatory     TLSPolicy = "mandatory"
	Opportunistic TLSPolicy = "opportunistic"
	None          TLSPolicy = "none"
)

// MailConfig is where and as whom to send mail.
type MailConfig struct {
	Host           string
	Port           int
	Implicit       bool      // TLS from the first byte (smtps); TLS is not asked then
	TLS            TLSPolicy //
	User, Password string    // both or neither
	From           Address
}

var hostName = regexp.MustCompile(`^[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?$|^[0-9A-Fa-f:]+$`)

// ParseMailURL reads SHIXIAN_SMTP_URL:
//
//	smtp://user:password@host:25?from=noreply@example.gov.cn&tls=mandatory|opportunistic|none
//	smtps://user:password@host:465?from=...
//
// The default is tls=mandatory, port 25, for smtps 465. Names and the sender
// may be percent-encoded. No error quotes the URL, which holds a password.
func ParseMailURL(raw string) (MailConfig, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return MailConfig{}, errors.New("parse mail url: malformed")
	}
	cfg := MailConfig{Host: u.Hostname(), Port: 25, TLS: Mandatory}
	switch u.Scheme {
	case "smtp":
	case "smtps":
		cfg.Implicit, cfg.Port = true, 465
	default:
		return cfg, errors.New("parse mail url: the scheme must be smtp or smtps")
	}
	if u.Path != "" && u.Path != "/" || u.Fragment != "" {
		return cfg, errors.New("parse mail url: nothing may stand after host and port but ?from= and tls=")
	}
	if port := u.Port(); port != "" {
		if cfg.Port, err = strconv.Atoi(port); err != nil {
			return cfg, errors.New("parse mail url: malformed port")
		}
	}
	cfg.User = u.User.Username()
	cfg.Password, _ = u.User.Password()
	if err := cfg.readQuery(u.RawQuery); err != nil {
		return cfg, fmt.Errorf("parse mail url: %w", err)
	}
	if err := cfg.check(); err != nil {
		return cfg, fmt.Errorf("parse mail url: %w", err)
	}
	return cfg, nil
}

func (c *MailConfig) readQuery(raw string) error {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return errors.New("malformed query")
	}
	for name, values := range query {
		switch {
		case len(values) > 1:
			return errors.New("a parameter is given twice")
		case name == "from":
			if hasControl(values[0]) { // the parser below would unfold a line break
				return errors.New("control character in from")
			}
			from, err := netmail.ParseAddress(values[0])
			if err != nil {
				return errors.New("from is not a mail address")
			}
			c.From = Address{Name: from.Name, Email: from.Address}
		case name == "tls" && !c.Implicit:
			c.TLS = TLSPolicy(values[0])
		default:
			return fmt.Errorf("unknown parameter %q", name)
		}
	}
	return nil
}

// check refuses a configuration that cannot work, or that could smuggle a line
// into the conversation with the server.
func (c *MailConfig) check() error {
	for field, value := range map[string]string{
		"user": c.User, "password": c.Password, "from": c.From.Name + c.From.Email,
	} {
		if hasControl(value) {
			return fmt.Errorf("control character in %s", field)
		}
	}
	switch {
	case c.Host == "":
		return errors.New("the host is missing")
	case !hostName.MatchString(c.Host):
		return errors.New("malformed host")
	case c.Port < 1 || c.Port > 65535:
		return errors.New("the port must lie between 1 and 65535")
	case (c.User == "") != (c.Password == ""):
		return errors.New("a user needs a password, and a password a user")
	case c.From.Email == "":
		return errors.New("the sender (from) is missing")
	case !isAddress(c.From.Email):
		return errors.New("the sender (from) is not a mail address")
	case c.TLS != Mandatory && c.TLS != Opportunistic && c.TLS != None:
		return errors.New("tls must be mandatory, opportunistic or none")
	}
	return nil
}
