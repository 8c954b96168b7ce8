package testkit

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Turnstile stands between a store and its PostgreSQL and reads what goes by. Whoever
// is about to say a named piece of SQL is stopped before the server hears it, with all
// that his transaction has locked so far, until the test lets him go: two transactions
// meet where the test says, every time, and the product has no switch for it.
type Turnstile struct {
	server, url string // what is behind it; the way through it
	look        *sql.DB
	gone        chan struct{}
	pumps       sync.WaitGroup

	mu    sync.Mutex
	stop  *stop
	conns []net.Conn
}

// stop is a place at which the first to come by is stopped.
type stop struct {
	point          string
	reached, freed chan struct{}
}

// patience is for a cold, busy machine, and less than a statement of the store waits for
// a lock.
const patience = 20 * time.Second

// NewTurnstile opens one before the database at address; it goes with the test.
func NewTurnstile(tb testing.TB, address string) *Turnstile {
	tb.Helper()
	behind, err := url.Parse(address)
	require.NoError(tb, err)
	door, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	require.NoError(tb, err)
	look, err := sql.Open("postgres", address)
	require.NoError(tb, err)
	through := *behind
	through.Host = door.Addr().String()
	t := &Turnstile{server: behind.Host, url: through.String(), look: look, gone: make(chan struct{})}
	t.pumps.Go(func() { t.admit(tb.Context(), door) })
	tb.Cleanup(func() {
		close(t.gone)
		_ = door.Close()
		t.mu.Lock()
		for _, c := range t.conns {
			_ = c.Close()
		}
		t.mu.Unlock()
		t.pumps.Wait()
		require.NoError(tb, look.Close())
	})
	return t
}

// URL is the database through the turnstile.
func (t *Turnstile) URL() string { return t.url }

// Meet brings first to where it is about to say point, runs second until it is over or
// PostgreSQL makes it wait for first, lets first go on, and answers what came of both. A
// first that never comes to the point would prove nothing and fails the test.
func (t *Turnstile) Meet(tb testing.TB, point string, first, second func() error) (ofFirst, ofSecond error) {
	tb.Helper()
	s := &stop{point, make(chan struct{}), make(chan struct{})}
	t.arm(s)
	one, two := make(chan error, 1), make(chan error, 1)
	go func() { one <- first() }()
	select {
	case <-s.reached:
	case err := <-one:
		t.arm(nil)
		tb.Fatalf("the first never said %q: %v", point, err)
	}
	go func() { two <- second() }()
	require.Eventually(tb, func() bool { return len(two) > 0 || t.waits(tb) }, patience, 5*time.Millisecond,
		"the second neither ends nor waits for a lock")
	close(s.freed)
	return <-one, <-two
}

func (t *Turnstile) arm(s *stop) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stop = s
}

// waits says whether somebody in this database waits for a lock. Nobody is there but the
// two that meet.
func (t *Turnstile) waits(tb testing.TB) (yes bool) {
	const waiting = `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')`
	if err := t.look.QueryRowContext(tb.Context(), waiting).Scan(&yes); err != nil {
		tb.Errorf("look who waits: %v", err)
	}
	return yes
}

func (t *Turnstile) admit(ctx context.Context, door net.Listener) {
	for {
		client, err := door.Accept()
		if err != nil {
			return
		}
		server, err := (&net.Dialer{}).DialContext(ctx, "tcp", t.server)
		if err != nil {
			_ = client.Close()
			continue
		}
		t.mu.Lock()
		t.conns = append(t.conns, client, server)
		t.mu.Unlock()
		t.pumps.Go(func() {
			_, _ = io.Copy(client, server)
			_ = client.Close()
		})
		t.pumps.Go(func() {
			_ = t.pass(server, client)
			_ = server.Close()
		})
	}
}

// What a client says of its statements, by the first byte of a message: all of it at
// once, or to be prepared under a name.
const (
	saysQuery = 'Q'
	saysParse = 'P'
)

// pass hands on one message after the other. The first has no kind: it begins with its
// length, as the rest of every other does.
func (t *Turnstile) pass(server io.Writer, client io.Reader) error {
	for kind := make([]byte, 0, 1); ; kind = kind[:1] {
		if _, err := io.ReadFull(client, kind); err != nil {
			return err
		}
		var length [4]byte
		if _, err := io.ReadFull(client, length[:]); err != nil {
			return err
		}
		body := make([]byte, binary.BigEndian.Uint32(length[:])-uint32(len(length)))
		if _, err := io.ReadFull(client, body); err != nil {
			return err
		}
		if len(kind) > 0 && (kind[0] == saysQuery || kind[0] == saysParse) {
			t.turn(body)
		}
		if _, err := server.Write(append(append(kind, length[:]...), body...)); err != nil {
			return err
		}
	}
}

// turn waits where a statement is to be stopped; whoever comes there next goes by.
func (t *Turnstile) turn(statement []byte) {
	t.mu.Lock()
	s := t.stop
	if s == nil || !bytes.Contains(statement, []byte(s.point)) {
		t.mu.Unlock()
		return
	}
	t.stop = nil
	t.mu.Unlock()
	close(s.reached)
	select {
	case <-s.freed:
	case <-t.gone:
	}
}
