package web

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// meter bounds how often the open forms are used: by one address, about one
// number, and by everybody together. It counts in this process alone and forgets
// with every window.
type meter struct {
	window time.Duration
	each   int // by one key
	all    int // together

	mu    sync.Mutex
	since time.Time
	seen  map[string]int
	total int
}

// Open forms: what somebody in need sends, and what nobody types by hand. A whole
// town may come by one address, that of its proxy.
const (
	meterWindow = time.Minute
	complaints  = 10  // a minute from one address
	lookUps     = 30  // a minute from one address
	guesses     = 10  // a minute about one number
	everybody   = 300 // a minute together
)

func newMeter(each int) *meter {
	return &meter{window: meterWindow, each: each, all: everybody, seen: map[string]int{}}
}

// admit counts one use before it is made: TooMany once there were enough.
func (m *meter) admit(key string, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if now.Sub(m.since) >= m.window {
		m.since, m.total = now, 0
		clear(m.seen)
	}
	m.total++
	m.seen[key]++
	if m.total > m.all || m.seen[key] > m.each {
		return casework.FieldError(casework.TooMany, "", "")
	}
	return nil
}

// address is where a request comes from; a proxy's own, behind one.
func address(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		return host
	}
	return strings.TrimSpace(r.RemoteAddr)
}
