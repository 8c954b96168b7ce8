// Package authtest stands in for the database of sign-ins: sessions stay where
// the test keeps them, attempts and the audit trail are kept here. It refuses to
// forget by time; a test that needs that asks the store.
package authtest

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/shixian/shixian/api/edge"
)

// Records are attempts and the audit trail in memory.
type Records struct {
	mu     sync.Mutex
	counts map[string]int
	trail  []string
}

// New is records with nothing in them.
func New() *Records { return &Records{counts: map[string]int{}} }

// Mask stands for auth.Config's.
func (*Records) Mask(parts ...string) []byte { return []byte(strings.Join(parts, "\x00")) }

// Audit stands for auth.Config's.
func (r *Records) Audit(_ context.Context, actor, action, object, detail string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.trail = append(r.trail, strings.Join([]string{actor, action, object, detail}, " "))
	return nil
}

// Trail is what was audited, in order.
func (r *Records) Trail() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string{}, r.trail...)
}

// Keys is how many things are counted.
func (r *Records) Keys() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.counts)
}

// Count implements auth.Attempts.
func (r *Records) Count(_ context.Context, keys ...[]byte) ([]edge.Tally, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]edge.Tally, len(keys))
	for i, k := range keys {
		r.counts[string(k)]++
		out[i] = edge.Tally{Count: r.counts[string(k)], Left: time.Minute}
	}
	return out, nil
}

// Forgive implements auth.Attempts.
func (r *Records) Forgive(_ context.Context, keys ...[]byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, k := range keys {
		r.counts[string(k)] = max(0, r.counts[string(k)]-1)
	}
	return nil
}

// Forget implements auth.Attempts.
func (r *Records) Forget(_ context.Context, key []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.counts, string(key))
	return nil
}
