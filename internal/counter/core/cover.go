package core

import (
	"context"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// measureCovers tells which of the posts a person covers are his in part only: A's
// absence is shorter than the office's preset for full cover, as announced or, once
// he is late, as it has grown (R160, R165, R166).
func (c *Core) measureCovers(ctx context.Context, holdings []casework.Holding) error {
	now := c.Now()
	for i := range holdings {
		h := &holdings[i]
		if h.Covers == "" || h.Since == nil || h.Until == nil {
			continue
		}
		book, err := c.Book(ctx)
		if err != nil {
			return err
		}
		cal, _, err := book.Calendar(book.CalendarFor(h.Unit))
		if err != nil {
			return err
		}
		until := *h.Until
		if now.After(until) {
			until = now
		}
		h.Limited = c.Rules.Leave.Limited(policy.Measure(cal, *h.Since, until))
	}
	return nil
}
