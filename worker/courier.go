package worker

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/shixian/shixian/internal/notify"
	"github.com/shixian/shixian/internal/store"
)

// How the courier works. A claim outlives every attempt to send, so two couriers
// never carry one message at once.
const (
	batch       = 100
	lease       = 2 * time.Minute
	idle        = 5 * time.Second // fallback where no notification comes
	firstRetry  = 10 * time.Second
	longestWait = time.Hour
	attempts    = 12
)

// Outbox is where messages wait; *store.Store is one.
type Outbox interface {
	ClaimOutbox(ctx context.Context, n int, lease time.Duration) ([]store.OutboxRow, error)
	NextOutbox(ctx context.Context) (at time.Time, ok bool, err error)
	Sent(ctx context.Context, id int64) error
	Retry(ctx context.Context, id int64, next time.Time, code string) error
	Dead(ctx context.Context, id int64, code string) error
}

// Courier carries messages out of the house: at least once, in order of their
// time, with back-off, and gives up where trying again is useless.
type Courier struct {
	Outbox  Outbox
	Senders map[string]notify.Sender // by channel
	Wake    <-chan string            // a message may leave at once; nil: polling alone
	Zone    *time.Location
	BaseURL string // where a case can be opened; empty leaves links out
	Log     *slog.Logger
}

// Run carries until ctx ends.
func (c *Courier) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		rows, err := c.Outbox.ClaimOutbox(ctx, batch, lease)
		if err != nil && ctx.Err() == nil {
			c.Log.Warn("outbox will be tried again", "error", err)
		}
		for _, bundle := range bundles(rows) {
			if err := c.carry(ctx, bundle); err != nil && ctx.Err() == nil {
				c.Log.Warn("message will be tried again", "error", err)
			}
		}
		if len(rows) == 0 {
			c.rest(ctx)
		}
	}
	return nil
}

// rest waits for the next message, a notification, or a while.
func (c *Courier) rest(ctx context.Context) {
	pause := idle
	if at, ok, err := c.Outbox.NextOutbox(ctx); err == nil && ok {
		pause = min(pause, max(time.Until(at), 10*time.Millisecond))
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	case _, open := <-c.Wake:
		if !open {
			c.Wake = nil
		}
	}
}

// bundles puts together what goes to one person on one channel at one opening of
// the office: one digest a morning instead of thirty mails. Rows of one person
// come together from the claim.
func bundles(rows []store.OutboxRow) [][]store.OutboxRow {
	var out [][]store.OutboxRow
	for _, r := range rows {
		n := len(out) - 1
		if n >= 0 && together(out[n][0], r) {
			out[n] = append(out[n], r)
			continue
		}
		out = append(out, []store.OutboxRow{r})
	}
	return out
}

// together: deferred to the same opening, for the same person and channel. What
// may leave at its own instant stands alone.
func together(a, b store.OutboxRow) bool {
	deferred := func(r store.OutboxRow) bool { return r.Deliver.After(r.Told) }
	return a.Person != "" && a.Person == b.Person && a.Channel == b.Channel && a.Deliver.Equal(b.Deliver) &&
		deferred(a) && deferred(b)
}

// carry sends one bundle and records what became of it.
func (c *Courier) carry(ctx context.Context, bundle []store.OutboxRow) error {
	first := bundle[0]
	sender := c.Senders[first.Channel]
	switch {
	case sender == nil:
		return c.each(bundle, func(r store.OutboxRow) error { return c.Outbox.Dead(ctx, r.ID, "no_channel") })
	case first.Person == "":
		return c.each(bundle, func(r store.OutboxRow) error { return c.Outbox.Dead(ctx, r.ID, "nobody_on_post") })
	case first.Email == "":
		return c.each(bundle, func(r store.OutboxRow) error { return c.Outbox.Dead(ctx, r.ID, "no_address") })
	}
	err := sender.Send(ctx, c.message(bundle))
	switch {
	case err == nil:
		return c.each(bundle, func(r store.OutboxRow) error { return c.Outbox.Sent(ctx, r.ID) })
	case notify.Permanent(err) || first.Attempts >= attempts:
		c.Log.Error("message given up", "outbox", first.ID, "channel", first.Channel, "error", err)
		return c.each(bundle, func(r store.OutboxRow) error { return c.Outbox.Dead(ctx, r.ID, "refused") })
	}
	next := time.Now().Add(backoff(first.Attempts))
	if failed := c.each(bundle, func(r store.OutboxRow) error { return c.Outbox.Retry(ctx, r.ID, next, "failed") }); failed != nil {
		return failed
	}
	return err
}

func (c *Courier) each(bundle []store.OutboxRow, do func(store.OutboxRow) error) error {
	for _, r := range bundle {
		if err := do(r); err != nil {
			return err
		}
	}
	return nil
}

// message says a bundle in the recipient's language. Its id is the same at every
// attempt, so a receiver can tell a repetition.
func (c *Courier) message(bundle []store.OutboxRow) notify.Message {
	first := bundle[0]
	notices := make([]notify.Notice, len(bundle))
	for i, r := range bundle {
		notices[i] = c.notice(r)
	}
	subject, text := notify.ComposeDigest(first.Lang, notices)
	return notify.Message{
		ID: fmt.Sprintf("outbox-%d-%d", first.ID, len(bundle)),
		To: notify.Address{Name: first.PersonName, Email: first.Email}, Subject: subject, Text: text, At: first.Deliver,
	}
}

func (c *Courier) notice(r store.OutboxRow) notify.Notice {
	n := notify.Notice{
		Number: r.Number, Kind: string(r.Kind), Item: r.ItemName, Clock: r.Clock, Event: string(r.Event), Level: r.Level,
		Of: string(r.Of), OfLevel: r.OfLevel, Owner: r.Owner, At: r.At.In(c.Zone), Provisional: r.Provisional,
		Rule: r.Rule, Basis: r.Basis,
	}
	if r.Due != nil {
		n.Due = r.Due.In(c.Zone)
	}
	if c.BaseURL != "" {
		n.Link = c.BaseURL + notify.Path(n)
	}
	return n
}

// backoff doubles from the first retry up to an hour.
func backoff(attempt int) time.Duration {
	return min(firstRetry<<min(attempt-1, 16), longestWait)
}
