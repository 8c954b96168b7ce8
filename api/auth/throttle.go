package auth

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// Sign-in attempts one address may fail for one name, and for how long they
// count. Ten guesses in five minutes find no password of eighty random bits and
// forgive a clerk with cold fingers.
const (
	attempts = 10
	window   = 5 * time.Minute
	tracked  = 10_000 // names and addresses kept in mind at most
)

// throttle counts attempts per name and address, in this process alone.
type throttle struct {
	now  func() time.Time
	mu   sync.Mutex
	seen map[string]tally
}

type tally struct {
	count int
	since time.Time
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, seen: map[string]tally{}}
}

func (t *throttle) key(username, addr string) string { return username + "\x00" + host(addr) }

// admit counts an attempt before it is made, so that many at once are counted
// too, and answers whether it may be made.
func (t *throttle) admit(key string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if len(t.seen) >= tracked {
		t.sweep(now)
	}
	got, ok := t.seen[key]
	if !ok || now.Sub(got.since) >= window {
		got = tally{since: now}
	}
	got.count++
	t.seen[key] = got
	return got.count <= attempts
}

// sweep drops what no longer counts, and all of it if somebody fills the memory.
func (t *throttle) sweep(now time.Time) {
	for key, got := range t.seen {
		if now.Sub(got.since) >= window {
			delete(t.seen, key)
		}
	}
	if len(t.seen) >= tracked {
		clear(t.seen)
	}
}

func (t *throttle) forget(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.seen, key)
}

func host(addr string) string {
	if h, _, err := net.SplitHostPort(addr); err == nil {
		return h
	}
	return addr
}

// fromLoopback tells whether a request comes from this machine. A request that a
// proxy passed on does not, wherever the proxy runs.
func fromLoopback(r *http.Request) bool {
	ip := net.ParseIP(host(r.RemoteAddr))
	return ip != nil && ip.IsLoopback() && r.Header.Get("X-Forwarded-For") == "" && r.Header.Get("Forwarded") == ""
}
