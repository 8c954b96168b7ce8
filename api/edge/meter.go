package edge

import (
	"hash/maphash"
	"math"
	"sync"
	"time"
)

// Tally is how often something was tried, and how long until that is forgotten.
type Tally struct {
	Count int
	Left  time.Duration
}

// Meter counts by key, in this process alone, and forgets with every window. Its
// size is fixed: keys share counters by two secret hashes, and a key counts as its
// lower one, so that whoever fills counters of his own shuts out nobody else.
type Meter struct {
	window time.Duration
	most   uint16

	mu    sync.Mutex
	since time.Time
	seeds [2]maphash.Seed
	count [2][slots]uint16
}

const slots = 1 << 15

// NewMeter counts up to most in a window.
func NewMeter(most uint16, window time.Duration) *Meter {
	return &Meter{window: window, most: most, seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

// Admit counts one use before it is made, so that many at once are counted too. Once
// there were enough it says how long to wait.
func (m *Meter) Admit(key string, now time.Time) (wait time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if now.Sub(m.since) >= m.window {
		m.since = now
		clear(m.count[0][:])
		clear(m.count[1][:])
	}
	a, b := m.at(key)
	if min(*a, *b) >= m.most {
		return m.window - now.Sub(m.since)
	}
	*a, *b = add(*a), add(*b)
	return 0
}

// Forgive takes one use back: it was no guess.
func (m *Meter) Forgive(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, b := m.at(key)
	*a, *b = *a-min(*a, 1), *b-min(*b, 1)
}

func (m *Meter) at(key string) (a, b *uint16) {
	return &m.count[0][maphash.String(m.seeds[0], key)%slots], &m.count[1][maphash.String(m.seeds[1], key)%slots]
}

func add(n uint16) uint16 {
	if n < math.MaxUint16 {
		n++
	}
	return n
}
