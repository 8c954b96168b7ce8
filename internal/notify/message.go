package notify

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Message is one text for one recipient.
type Message struct {
	ID      string // the same at every retry, so that a receiver can tell a repetition
	To      Address
	Subject string
	Text    string
	HTML    string    // optional, mail only
	At      time.Time // the instant it speaks of, a mail's date; zero = when it is sent
}

// Address is a recipient. Email is needed by mail only.
type Address struct{ Name, Email string }

// Sender says a message on one channel, once. Its errors are *SendError.
type Sender interface {
	Send(ctx context.Context, m Message) error
	Channel() string
}

// SendError is a message that was not said. It names the message by its id and
// never quotes an address, a text, or a secret.
type SendError struct {
	Channel string
	ID      string
	Code    int  // what the other side answered, 0 if it did not
	Final   bool // trying again is useless
	Err     error
}

func (e *SendError) Error() string {
	if e.Code != 0 {
		return fmt.Sprintf("send %s by %s: %v (answer %d)", e.ID, e.Channel, e.Err, e.Code)
	}
	return fmt.Sprintf("send %s by %s: %v", e.ID, e.Channel, e.Err)
}

func (e *SendError) Unwrap() error { return e.Err }

// Permanent reports whether sending the same message again is useless: it is
// malformed, or the other side refused this recipient or this content for good.
// A network fault, a timeout, or a refusal that a corrected setting may cure
// (login, sender, signature) is not permanent.
func Permanent(err error) bool {
	var failure *SendError
	return errors.As(err, &failure) && failure.Final
}

// check refuses what could break out of a header line.
func (m Message) check() error {
	if m.ID == "" {
		return errors.New("a message needs an id")
	}
	for field, value := range map[string]string{
		"id": m.ID, "subject": m.Subject, "name": m.To.Name, "email": m.To.Email,
	} {
		if hasControl(value) {
			return fmt.Errorf("control character in %s", field)
		}
	}
	return nil
}

func hasControl(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }
