package roster

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// Duty tells who was answerable for a case when, from its receipt to its end or
// to now, joined without a gap (R164, R165): the posts that handled it, one after
// the other, and on each whoever stood there. The last span of an open case has
// no end.
func (c *Room) Duty(ctx context.Context, p casework.Principal, number string) ([]casework.DutySpan, error) {
	view, office, err := c.Sight(ctx, p, access.CaseTimeline, number)
	if err != nil {
		return nil, err
	}
	events, err := c.Events(ctx, p, view, office)
	if err != nil {
		return nil, err
	}
	end := c.Now()
	if view.Closed != nil {
		end = *view.Closed
	}
	var out []casework.DutySpan
	for _, held := range handled(view, events, end) {
		spans, err := c.Store.Duty(ctx, held.Post, held.From, held.To)
		if err != nil {
			return nil, fmt.Errorf("duty on %s: %w", number, err)
		}
		out = append(out, covering(held, spans)...)
	}
	out = joined(out)
	if n := len(out); n > 0 && view.Closed == nil {
		out[n-1].To = time.Time{}
	}
	return out, nil
}

// handled lists the posts a case lay on: handing it on ends one and begins the next.
// Until a receipt entered for the past was entered, it lay on the post that did.
func handled(view casework.CaseView, events []casework.TimelineRow, end time.Time) []casework.DutySpan {
	var out []casework.DutySpan
	from := view.Received
	if e := core.StateOf(view).Entry; e != nil && e.Post != "" && view.Registered.After(from) { // nobody else could act before
		until := view.Registered
		if until.After(end) {
			until = end
		}
		out, from = append(out, casework.DutySpan{Post: e.Post, From: from, To: until}), until
	}
	for _, e := range events {
		if !e.Name.Moves() || e.Detail["from"] == "" || !e.At.After(from) || !e.At.Before(end) {
			continue
		}
		out = append(out, casework.DutySpan{Post: e.Detail["from"], From: from, To: e.At})
		from = e.At
	}
	return append(out, casework.DutySpan{Post: view.Post, From: from, To: end})
}

// covering fills what the post's record leaves open with nobody: before a post
// had its first holder nobody was on it.
func covering(held casework.DutySpan, spans []casework.DutySpan) []casework.DutySpan {
	var out []casework.DutySpan
	at := held.From
	for _, s := range spans {
		if s.From.After(at) {
			out = append(out, casework.DutySpan{Post: held.Post, From: at, To: s.From})
		}
		out = append(out, s)
		at = s.To
	}
	if held.To.After(at) {
		out = append(out, casework.DutySpan{Post: held.Post, From: at, To: held.To})
	}
	return out
}

// joined makes one span of those that say the same: the record begins anew where
// only the next backup changed.
func joined(spans []casework.DutySpan) []casework.DutySpan {
	out := []casework.DutySpan{}
	for _, s := range spans {
		if n := len(out) - 1; n >= 0 && out[n].Post == s.Post && out[n].Person == s.Person && out[n].Covers == s.Covers {
			out[n].To = s.To
			continue
		}
		out = append(out, s)
	}
	return out
}
