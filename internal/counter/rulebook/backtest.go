package rulebook

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/policy"
)

// Backtest is what closed cases would have come to by a draft: how many of the clocks that were
// owed and done were late, and how many would have been.
type Backtest struct {
	Ref         string
	From, Until time.Time
	Cases       int
	Skipped     int  // cases that cannot be counted by it: their matter is gone
	Cut         bool // there are more; the latest were taken
	BacktestSum
	Clocks, Units []BacktestPart // by name; by how many more would have been late
}

// BacktestSum counts clocks: New would have been late and were not, Spared the other way round.
type BacktestSum struct{ Done, Late, Would, New, Spared int }

// BacktestPart is the sum of a clock or a unit.
type BacktestPart struct {
	Of string
	BacktestSum
}

// Closed is one closed case and where it lay.
type Closed struct {
	Unit  string
	State []byte
}

// mostTested is how many closed cases are counted, the latest.
const mostTested = 100_000

// BacktestDraft counts the cases closed in [from, until) under any version of a policy by its
// draft. Nothing is kept, and no case or person is named.
func (c *Room) BacktestDraft(ctx context.Context, p casework.Principal, id string, from, until time.Time) (Backtest, error) {
	if err := c.Installation(ctx, p, access.PolicyAdmin); err != nil {
		return Backtest{From: from, Until: until}, err
	}
	draft, err := c.draft(ctx, id)
	if err != nil {
		return Backtest{From: from, Until: until}, err
	}
	return c.BacktestBy(ctx, p, draft, from, until)
}

// BacktestBy counts them by a policy that need not lie in the office.
func (c *Room) BacktestBy(ctx context.Context, p casework.Principal, draft policy.Policy, from, until time.Time) (Backtest, error) {
	out := Backtest{Ref: draft.Ref(), From: from, Until: until}
	if err := c.Installation(ctx, p, access.PolicyAdmin); err != nil {
		return out, err
	}
	if !from.Before(until) {
		return out, casework.FieldError(casework.Invalid, "until", "span_order")
	}
	book, err := c.Book(ctx)
	if err != nil {
		return out, fmt.Errorf("backtest %s: %w", draft.Ref(), err)
	}
	tried, err := book.With(draft)
	if err != nil {
		return out, refusals(err)
	}
	err = c.backtest(ctx, tried, &out, draft.ID)
	return out, err
}

// backtest counts batch by batch on every processor.
func (c *Room) backtest(ctx context.Context, book *policy.Book, out *Backtest, id string) error {
	var parts []*tested
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	err := c.own.ClosedCases(ctx, id, out.From, out.Until, mostTested+1, func(cases []Closed) error {
		one := &tested{clocks: map[string]*BacktestSum{}, units: map[string]*BacktestSum{}}
		parts = append(parts, one)
		g.Go(func() error { return one.count(book, out.Ref, cases) })
		return ctx.Err()
	})
	if failed := g.Wait(); failed != nil {
		return fmt.Errorf("backtest %s: %w", out.Ref, failed)
	}
	if err != nil {
		return fmt.Errorf("backtest %s: %w", out.Ref, err)
	}
	all := &tested{clocks: map[string]*BacktestSum{}, units: map[string]*BacktestSum{}}
	for _, p := range parts {
		out.Cases, out.Skipped = out.Cases+p.cases, out.Skipped+p.skipped
		out.add(p.sum)
		all.join(p)
	}
	out.Cut = out.Cases+out.Skipped > mostTested
	out.Clocks, out.Units = parted(all.clocks), parted(all.units)
	return nil
}

// tested is what one batch came to.
type tested struct {
	cases, skipped int
	sum            BacktestSum
	clocks, units  map[string]*BacktestSum
}

func (t *tested) count(book *policy.Book, version string, cases []Closed) error {
	for _, one := range cases {
		var s casework.State
		if err := json.Unmarshal(one.State, &s); err != nil {
			return fmt.Errorf("decode state: %w", err)
		}
		ran, err := book.Backtest(&s, version)
		if err != nil { // its item or calendar is in no book any more
			t.skipped++
			continue
		}
		t.cases++
		for _, r := range ran {
			sum := summed(r)
			t.sum.add(sum)
			within(t.clocks, casework.Ruling(r.Clock)).add(sum)
			within(t.units, one.Unit).add(sum)
		}
	}
	return nil
}

func (t *tested) join(p *tested) {
	for of, sum := range p.clocks {
		within(t.clocks, of).add(*sum)
	}
	for of, sum := range p.units {
		within(t.units, of).add(*sum)
	}
}

func within(sums map[string]*BacktestSum, of string) *BacktestSum {
	if sums[of] == nil {
		sums[of] = &BacktestSum{}
	}
	return sums[of]
}

func (s *BacktestSum) add(more BacktestSum) {
	s.Done, s.Late, s.Would, s.New, s.Spared = s.Done+more.Done, s.Late+more.Late, s.Would+more.Would, s.New+more.New, s.Spared+more.Spared
}

func summed(r policy.Ran) BacktestSum {
	of := func(holds bool) int {
		if holds {
			return 1
		}
		return 0
	}
	return BacktestSum{Done: 1, Late: of(r.Late), Would: of(r.Would), New: of(r.Would && !r.Late), Spared: of(r.Late && !r.Would)}
}

func parted(sums map[string]*BacktestSum) (out []BacktestPart) {
	for of, sum := range sums {
		out = append(out, BacktestPart{of, *sum})
	}
	slices.SortFunc(out, func(a, b BacktestPart) int { return cmp.Or(b.New-a.New, b.Would-a.Would, cmp.Compare(a.Of, b.Of)) })
	return out
}
