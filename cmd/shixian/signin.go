package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/shixian/shixian/api/auth"
	"github.com/shixian/shixian/api/edge"
	"github.com/shixian/shixian/internal/counter/drawer"
	"github.com/shixian/shixian/internal/store"
	"github.com/shixian/shixian/internal/store/doors"
)

// tidyEvery is how often what has ended is cleared away. A session that nobody used
// is refused at once; the audit trail tells its end within this time.
const tidyEvery = time.Minute

// tidy clears away sessions that have ended, attempts that are forgotten and drafts nobody finished. Any
// number of processes may.
func (h *house) tidy(ctx context.Context, sessions *doors.Sessions) {
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		if _, err := sessions.Sweep(ctx); err != nil && ctx.Err() == nil {
			h.log.Warn("sessions will be swept again", "error", err)
		}
		if err := h.store.SweepAttempts(ctx, auth.Window); err != nil && ctx.Err() == nil {
			h.log.Warn("sign-in attempts will be swept again", "error", err)
		}
		if err := h.store.SweepDrafts(ctx, drawer.DraftKept); err != nil && ctx.Err() == nil {
			h.log.Warn("drafts will be swept again", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// mask hides what somebody typed as a name behind the key file.
func (h *house) mask(parts ...string) []byte {
	sum := h.keys.Content("sign-in")
	for _, p := range parts {
		sum.Write(binary.BigEndian.AppendUint32(nil, uint32(len(p))))
		sum.Write([]byte(p))
	}
	return sum.Sum(nil)
}

// attempts lends the store's counts to sign-in.
type attempts struct{ store *store.Store }

func (a attempts) Count(ctx context.Context, keys ...[]byte) ([]edge.Tally, error) {
	got, err := a.store.CountAttempts(ctx, auth.Window, keys...)
	out := make([]edge.Tally, len(got))
	for i, t := range got {
		out[i] = edge.Tally(t)
	}
	return out, err
}

func (a attempts) Forgive(ctx context.Context, keys ...[]byte) error {
	return a.store.ForgiveAttempts(ctx, keys...)
}

func (a attempts) Forget(ctx context.Context, key []byte) error {
	return a.store.ForgetAttempts(ctx, key)
}

// defaultIdle is how long a desk may be left alone.
const defaultIdle = 30 * time.Minute

// span reads a duration of the environment, within what makes sense.
func span(name, text string, usual time.Duration) (time.Duration, error) {
	if text == "" {
		return usual, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < time.Second || d > 7*24*time.Hour {
		return 0, fmt.Errorf("%s %q: want a duration from 1s to 168h, such as %s", name, text, usual)
	}
	return d, nil
}
