package rulebook

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// count computes a recount without keeping anything.
func (c *Room) count(ctx context.Context, calendarRef, policyRef string) (Recount, []CaseMove, error) {
	if (calendarRef == "") == (policyRef == "") {
		return Recount{}, nil, casework.FieldError(casework.Invalid, "calendar", "one of calendar and policy")
	}
	r := Recount{Calendar: calendarRef, Policy: policyRef}
	book, err := c.prospect(ctx, &r)
	if err != nil {
		return r, nil, err
	}
	moves, err := c.moves(ctx, book, &r)
	if err != nil {
		return r, nil, fmt.Errorf("count recount of %s%s: %w", calendarRef, policyRef, err)
	}
	digest := sha256.New()
	fmt.Fprintln(digest, calendarRef, policyRef, r.Change.Publishes, r.Tally)
	for i := range moves {
		m := &moves[i]
		fmt.Fprintln(digest, m.Number, m.Clock, m.Round, m.Old.UnixMicro(), m.New.UnixMicro(), m.WasProvisional, m.Provisional, m.Undoes, m.Makes, m.Shifts, m.Stays)
	}
	r.Digest = digest.Sum(nil)
	return r, moves, nil
}

// moves counts every case concerned, batch by batch on every processor.
func (c *Room) moves(ctx context.Context, book *policy.Book, r *Recount) ([]CaseMove, error) {
	now := c.Now()
	var parts []*part
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	err := c.own.AffectedCases(ctx, r.Change, func(cases []Affected) error {
		done := &part{}
		parts = append(parts, done)
		g.Go(func() error { return done.count(book, r.Change.Policy, cases, now) })
		return ctx.Err()
	})
	if failed := g.Wait(); failed != nil {
		return nil, failed // it cut the reading short
	}
	if err != nil {
		return nil, err
	}
	var all []CaseMove
	for _, p := range parts {
		r.Cases += p.Cases
		r.Moved += p.Moved
		r.Clocks += p.Clocks
		r.Settled += p.Settled
		r.Undone += p.Undone
		r.Made += p.Made
		r.Shifted += p.Shifted
		r.Stays += p.Stays
		all = append(all, p.found...)
	}
	return all, nil
}

// part is what one batch of cases came to.
type part struct {
	Tally
	found []CaseMove
}

func (p *part) count(book *policy.Book, policyRef string, cases []Affected, now time.Time) error {
	for _, a := range cases {
		var s casework.State
		if err := json.Unmarshal(a.State, &s); err != nil {
			return fmt.Errorf("decode state: %w", err)
		}
		moves, err := book.Recount(&s, a.Target, policyRef, now)
		if err != nil {
			return err
		}
		p.add(s.Number, moves)
	}
	return nil
}

func (p *part) add(number string, moves []policy.Move) {
	p.Cases++
	clocks := p.Clocks
	for _, m := range moves {
		p.found = append(p.found, CaseMove{number, m})
		switch {
		case m.Moved():
			p.Clocks++
		case m.WasProvisional && !m.Provisional:
			p.Settled++
		}
		if m.Undoes {
			p.Undone++
		}
		if m.Makes {
			p.Made++
		}
		if m.Shifts {
			p.Shifted++
		}
		if m.Stays {
			p.Stays++
		}
	}
	if p.Clocks > clocks {
		p.Moved++
	}
}
