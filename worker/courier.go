package worker

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/notify"
	"github.com/shixian/shixian/internal/store/messages"
	"github.com/shixian/shixian/internal/words"
)

// How the courier works. Every attempt renews the claim on what it sends, and is
// cut short well before that claim ends: two couriers never carry one message at
// once, however slow the other side is. What a slow batch has not come to falls to
// whoever has time.
const (
	batch       = 100
	lease       = 2 * time.Minute // an attempt has five eighths of it
	idle        = 5 * time.Second // fallback where no notification comes
	firstRetry  = 10 * time.Second
	longestWait = time.Hour
	attempts    = 12
)

// Outbox is where messages wait; *store.Store is one.
type Outbox interface {
	ClaimOutbox(ctx context.Context, n int, lease time.Duration, on messages.Channels) ([]messages.OutboxRow, error)
	BeginOutbox(ctx context.Context, rows []messages.OutboxRow, lease time.Duration) ([]messages.OutboxRow, error)
	NextOutbox(ctx context.Context, on messages.Channels) (at time.Time, ok bool, err error)
	Sent(ctx context.Context, id int64) error
	Retry(ctx context.Context, id int64, next time.Time, code string) error
	Dead(ctx context.Context, id int64, code string) error
}

// Courier carries messages out of the house: at least once, in order of their
// time, with back-off, and gives up where trying again is useless. Each channel has
// a loop of its own, so that a dead one stalls no other.
type Courier struct {
	Outbox  Outbox
	Kinds   *kind.Set                // what a case is called
	Senders map[string]notify.Sender // by channel
	Wake    <-chan string            // a message may leave at once; nil: polling alone
	Zone    *time.Location
	BaseURL string // where a case can be opened; empty leaves links out
	Log     *slog.Logger
	Lease   time.Duration // of a claim; zero: two minutes, which a mail server can need
}

// Run carries until ctx ends.
func (c *Courier) Run(ctx context.Context) error {
	names := slices.Sorted(maps.Keys(c.Senders))
	served := []messages.Channels{{Names: names, Other: true}} // channels nobody serves any more
	for _, name := range names {
		served = append(served, messages.Channels{Names: []string{name}})
	}
	var loops sync.WaitGroup
	wakes := make([]chan struct{}, len(served))
	for i, on := range served {
		wakes[i] = make(chan struct{}, 1)
		loops.Go(func() { c.serve(ctx, on, wakes[i]) })
	}
	c.rouse(ctx, wakes)
	loops.Wait()
	return nil
}

// rouse hands each notification on to every loop.
func (c *Courier) rouse(ctx context.Context, wakes []chan struct{}) {
	wake := c.Wake
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-wake:
			if !open {
				wake = nil // polling alone from now on
			}
		}
		for _, w := range wakes {
			select {
			case w <- struct{}{}:
			default: // it has been told and has not looked yet
			}
		}
	}
}

// serve carries what waits on some channels, one message after the other.
func (c *Courier) serve(ctx context.Context, on messages.Channels, wake <-chan struct{}) {
	for ctx.Err() == nil {
		rows, err := c.Outbox.ClaimOutbox(ctx, batch, cmp.Or(c.Lease, lease), on)
		if err != nil && ctx.Err() == nil {
			c.Log.Warn("outbox will be tried again", "error", err)
		}
		for _, bundle := range bundles(rows) {
			if err := c.carry(ctx, bundle); err != nil && ctx.Err() == nil {
				c.Log.Warn("message will be tried again", "error", err)
			}
		}
		if len(rows) == 0 {
			c.rest(ctx, on, wake)
		}
	}
}

// rest waits for the next message, a notification, or a while.
func (c *Courier) rest(ctx context.Context, on messages.Channels, wake <-chan struct{}) {
	pause := idle
	if at, ok, err := c.Outbox.NextOutbox(ctx, on); err == nil && ok {
		pause = min(pause, max(time.Until(at), 10*time.Millisecond))
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	case <-wake:
	}
}

// bundles puts together what goes to one person on one channel at one opening of
// the office: one digest a morning instead of thirty mails. Rows of one person
// come together from the claim.
func bundles(rows []messages.OutboxRow) [][]messages.OutboxRow {
	var out [][]messages.OutboxRow
	for _, r := range rows {
		n := len(out) - 1
		if n >= 0 && together(out[n][0], r) {
			out[n] = append(out[n], r)
			continue
		}
		out = append(out, []messages.OutboxRow{r})
	}
	return out
}

// together: deferred to the same opening, for the same person and channel. What
// may leave at its own instant stands alone, and nothing joins what was sent once.
func together(a, b messages.OutboxRow) bool {
	deferred := func(r messages.OutboxRow) bool { return r.Deliver.After(r.Told) }
	return a.Person != "" && a.Person == b.Person && a.Channel == b.Channel && a.Deliver.Equal(b.Deliver) &&
		a.Bundle == b.Bundle && deferred(a) && deferred(b)
}

// carry sends one bundle and records what became of it.
func (c *Courier) carry(ctx context.Context, bundle []messages.OutboxRow) error {
	first := bundle[0]
	sender := c.Senders[first.Channel]
	switch {
	case sender == nil:
		return c.each(bundle, func(r messages.OutboxRow) error { return c.Outbox.Dead(ctx, r.ID, "no_channel") })
	case first.Person == "" && first.Role != casework.Applicant:
		return c.each(bundle, func(r messages.OutboxRow) error { return c.Outbox.Dead(ctx, r.ID, "nobody_on_post") })
	case first.Email == "":
		return c.each(bundle, func(r messages.OutboxRow) error { return c.Outbox.Dead(ctx, r.ID, "no_address") })
	}
	hold := cmp.Or(c.Lease, lease)
	bundle, err := c.Outbox.BeginOutbox(ctx, bundle, hold)
	if err != nil || len(bundle) == 0 { // all taken back, or another courier's by now
		return err
	}
	first = bundle[0]
	short, cancel := context.WithTimeout(ctx, hold*5/8)
	err = sender.Send(short, c.message(bundle))
	cancel()
	switch {
	case err == nil:
		return c.each(bundle, func(r messages.OutboxRow) error { return c.Outbox.Sent(ctx, r.ID) })
	case notify.Permanent(err) || first.Attempts >= attempts:
		c.Log.Error("message given up", "outbox", first.ID, "channel", first.Channel, "error", err)
		return c.each(bundle, func(r messages.OutboxRow) error { return c.Outbox.Dead(ctx, r.ID, "refused") })
	}
	next := time.Now().Add(backoff(first.Attempts))
	if failed := c.each(bundle, func(r messages.OutboxRow) error { return c.Outbox.Retry(ctx, r.ID, next, "failed") }); failed != nil {
		return failed
	}
	return err
}

func (c *Courier) each(bundle []messages.OutboxRow, do func(messages.OutboxRow) error) error {
	for _, r := range bundle {
		if err := do(r); err != nil {
			return err
		}
	}
	return nil
}

// message says a bundle in the recipient's language. Its id is that of the bundle,
// the same at every attempt and for no other rows, so a receiver can tell a
// repetition, and never takes one message for another.
func (c *Courier) message(bundle []messages.OutboxRow) notify.Message {
	first := bundle[0]
	notices := make([]notify.Notice, len(bundle))
	for i, r := range bundle {
		notices[i] = c.notice(r)
	}
	subject, text := notify.ComposeDigest(first.Lang, notices)
	if first.Role == casework.Applicant { // nothing is put together with what goes to him
		subject, text = notify.ComposeOutside(first.Lang, notices[0])
	}
	return notify.Message{
		ID: fmt.Sprintf("outbox-%d", first.Bundle),
		To: notify.Address{Name: first.PersonName, Email: first.Email}, Subject: subject, Text: text, At: first.Deliver,
	}
}

func (c *Courier) notice(r messages.OutboxRow) notify.Notice {
	n := notify.Notice{
		Number: r.Number, Kind: r.Kind, Declared: c.Kinds.Of(r.Kind), Title: words.Kind(c.Kinds, r.Kind), Item: r.ItemName, Clock: r.Clock, Event: string(r.Event), Level: r.Level,
		Of: string(r.Of), OfLevel: r.OfLevel, Owner: r.Owner, At: r.At.In(c.Zone), Provisional: r.Provisional,
		Rule: r.Rule, Basis: r.Basis, Asker: r.Asker, Notice: r.Notice, Outside: r.Role == casework.Applicant,
	}
	n.Act, _, _ = words.Act(c.Kinds, r.Kind, r.Act)
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
