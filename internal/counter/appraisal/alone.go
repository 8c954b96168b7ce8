package appraisal

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/access"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/core"
)

// What became of an act by which one person would have ended, paused or moved what was
// owed (R048).
const (
	SecondAsked   = "asked"   // it waits for a second signature
	SecondGiven   = "given"   // and has it
	SecondRefused = "refused" // or was refused
	SecondLapsed  = "lapsed"  // or nobody signed in time
	DoneAlone     = "alone"   // it was one person's to do: by its paper, or as it moved no date
)

// Alone is one such act. It accuses nobody.
type Alone struct {
	What      string        `db:"what" json:"what" enum:"asked,given,refused,lapsed,alone"`
	Number    string        `db:"number" json:"number"`
	Kind      casework.Kind `db:"kind" json:"kind"`
	ItemName  string        `db:"item_name" json:"item_name,omitempty"`
	Unit      string        `db:"unit" json:"unit"`
	At        time.Time     `db:"at" json:"at"`
	Act       string        `db:"act" json:"act"`
	Actor     string        `db:"actor" json:"actor,omitempty"` // empty: the machine's own, of a request that lapsed
	ActorName string        `db:"actor_name" json:"actor_name,omitempty"`
	AskedBy   string        `db:"asked_by" json:"asked_by,omitempty"`
	AskedName string        `db:"asked_name" json:"asked_name,omitempty"`
}

// AloneFilter bounds the list: what was decided in [From, Until).
type AloneFilter struct {
	Scope       []core.Scope
	From, Until time.Time
	Limit       int
}

// AloneDay is what one morning's digest tells of.
type AloneDay struct {
	From, Until time.Time
	Rows        []Alone
}

// Digest is who hears of a bureau's days: the post of its efficiency office, under the
// bureau's own case of standing duties.
type Digest struct {
	Number string `db:"number"`
	Unit   string `db:"unit"`
	Post   string `db:"post"`
}

// maxAlone is the longest list of a day.
const maxAlone = 500

// Alone lists what the digest of a morning tells of, for those who watch: every reading is
// on record.
func (c *Room) Alone(ctx context.Context, p casework.Principal, day time.Time) (AloneDay, error) {
	office, err := c.Store.Office(ctx)
	if err != nil {
		return AloneDay{}, fmt.Errorf("alone: %w", err)
	}
	if _, err := c.Reach(p, access.WatchView, "", office); err != nil {
		return AloneDay{}, err
	}
	scope, err := c.Reach(p, access.CaseList, "", office)
	if err != nil {
		return AloneDay{}, err
	}
	out := AloneDay{}
	if out.From, out.Until, err = c.morning(ctx, p.Unit, day); err != nil {
		return AloneDay{}, err
	}
	if err := c.Store.Audit(ctx, p.Person, access.WatchView, out.Until.Format(time.DateOnly), "alone"); err != nil {
		return AloneDay{}, fmt.Errorf("audit alone: %w", err)
	}
	rows, err := c.own.AloneActs(ctx, AloneFilter{Scope: scope, From: out.From, Until: out.Until, Limit: maxAlone})
	if err != nil {
		return AloneDay{}, fmt.Errorf("alone: %w", err)
	}
	out.Rows = core.Listed(rows)
	return out, nil
}

// morning is from one opening to the next: of the day, or, where it has none, of the one
// that comes.
func (c *Room) morning(ctx context.Context, unit string, day time.Time) (from, until time.Time, err error) {
	book, err := c.Book(ctx)
	if err != nil {
		return from, until, fmt.Errorf("opening of %s: %w", unit, err)
	}
	opens, err := book.Openings(book.CalendarFor(unit))
	if err != nil {
		return from, until, fmt.Errorf("opening of %s: %w", unit, err)
	}
	y, m, d := day.In(core.Zone).Date()
	at := func(before int) time.Time { return opens(time.Date(y, m, d-before, 0, 0, 0, 0, core.Zone)) }
	until = at(0)
	for before := 1; ; before++ {
		if from = at(before); from.Before(until) {
			return from, until, nil
		}
	}
}

// settled is how long after an opening its day is looked at: what was decided a moment
// before it is written by then.
const settled = time.Minute

// SweepAlone tells the efficiency office of each bureau once, at the opening, what one
// person asked a second to sign since the last one, what came of it, and what was done
// alone (design section 1). Of a day without any nothing is told.
func (c *Room) SweepAlone(ctx context.Context, s *core.Swept) {
	core.SweepEach(ctx, c.Core, s, "list digests", c.own.Digests, c.sweepDigest)
}

func (c *Room) sweepDigest(ctx context.Context, d Digest) (func(*core.Swept), error) {
	told := func(*core.Swept) {}
	now := c.Now()
	from, until, err := c.morning(ctx, d.Unit, now)
	if err != nil {
		return nil, err
	}
	if last, looked := c.looked.Load(d.Number); now.Before(until.Add(settled)) || looked && until.Equal(last.(time.Time)) {
		return told, nil
	}
	if err := c.own.TellDigest(ctx, d, from, until); err != nil {
		return nil, fmt.Errorf("digest of %s: %w", d.Post, err)
	}
	c.looked.Store(d.Number, until)
	return told, nil
}
