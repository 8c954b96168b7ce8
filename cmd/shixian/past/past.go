// Package past gives the demo office a year behind it: its cases are lived in virtual time by the
// machine that lives all cases, taken in and acted on at the counter, and written by the same commits,
// as they would have been on those days. What a program wrote in a minute says so: each row keeps the
// instant at which it was recorded.
//
// It refuses to write a row itself, to touch the engine, and to send anything out. What is not over by
// today is handed to whoever lives on.
package past

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/shixian/shixian/activities"
	"github.com/shixian/shixian/internal/calendar"
	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
	"github.com/shixian/shixian/internal/counter/cases"
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/reference"
)

// Store is where an office keeps what happened.
type Store interface {
	activities.Cases
	activities.Roster
	activities.Tallies
	Case(ctx context.Context, number string) (casework.CaseView, error)
	CaseOfKey(ctx context.Context, key string) (number string, err error)
	NextRun(ctx context.Context, number string, run int) (casework.State, error)
	VerdictOf(ctx context.Context, commandID string) (*casework.Verdict, error)
	MarkReadOf(ctx context.Context, person string, numbers []string, until time.Time) error
	Inbox(ctx context.Context, person string, f core.InboxFilter) (rows []casework.InboxRow, total, unread int, err error)
	MarkRead(ctx context.Context, person string, ids []int64) error
}

// Config is what a past is made with.
type Config struct {
	Kinds    *kind.Set
	Store    Store
	Counter  func(engine cases.Engine, now func() time.Time) *counter.Counter
	Planner  activities.Planner
	Calendar *calendar.Calendar
	Today    time.Time
	// LiveOn takes a case that is not over by today.
	LiveOn func(ctx context.Context, number string) error
	Log    *slog.Logger
}

// house is an office in virtual time.
type house struct {
	ctx      context.Context //nolint:containedctx // what a life asks comes without one
	on       Config
	counter  *counter.Counter
	now      time.Time
	lives    map[string]*life
	promised bool     // a commit opened a case, or ended one that another waits for
	old      []string // cases of more than a month ago
	draw     *rand.Rand
}

// Made is what came of it.
type Made struct {
	Cases int // lived, wholly or from where they stood
	Stood int // which were there already
	Left  int // where something was refused, and the case goes on as it stands
}

// Make lives a year of cases that ends the evening before today. What is there already it leaves
// alone, and what was cut off half-way it takes up where it stands. The caller sees to it that no
// sweep meets what is lived here without a workflow.
func Make(ctx context.Context, cfg Config, year reference.Year) (made Made, err error) {
	h := &house{ctx: ctx, on: cfg, lives: map[string]*life{}, draw: rand.New(rand.NewPCG(2026, 12))} //nolint:gosec // the same year each time
	h.counter = cfg.Counter(h, func() time.Time { return h.now })
	for _, c := range h.plan(year, cfg.Today) {
		number, lived, err := h.live(c)
		h.leave()
		switch {
		case ctx.Err() != nil:
			return made, ctx.Err()
		case casework.CodeOf(err) != "":
			cfg.Log.WarnContext(ctx, "a case of the demo's year ends before its time", "sort", c.of.Says, "case", number, "received", c.days[0], "error", err)
			made.Left++
		case err != nil:
			return made, fmt.Errorf("%s, %s: %w", c.of.Says, number, err)
		case lived:
			made.Cases++
		default:
			made.Stood++
		}
	}
	return made, h.read()
}

// seen keeps a case in mind for read.
func (h *house) seen(number string, registered time.Time) {
	if registered.Before(h.on.Today.AddDate(0, -1, 0)) {
		h.old = append(h.old, number)
	}
}

// unread is how long before today people have not read yet what they were told.
const unread = 48 * time.Hour

// read marks as read what people have read by today: all that was told of cases of more than a month
// ago, and of the others what is older than unread. It counts by when it became so, for all of it was
// told today.
func (h *house) read() error {
	h.now = h.on.Today
	office, err := h.counter.Office(h.ctx)
	if err != nil {
		return err
	}
	for _, p := range office.Persons {
		if err := h.on.Store.MarkReadOf(h.ctx, p.ID, h.old, h.on.Today.AddDate(100, 0, 0)); err != nil {
			return err
		}
		if err := h.readOf(p.ID); err != nil {
			return err
		}
	}
	return nil
}

func (h *house) readOf(person string) error {
	for before := int64(0); ; {
		rows, _, _, err := h.on.Store.Inbox(h.ctx, person, core.InboxFilter{Unread: true, Before: before})
		if err != nil || len(rows) == 0 {
			return err
		}
		var ids []int64
		for _, row := range rows {
			if row.At.Before(h.on.Today.Add(-unread)) {
				ids = append(ids, row.ID)
			}
		}
		if err := h.on.Store.MarkRead(h.ctx, person, ids); err != nil {
			return err
		}
		before = rows[len(rows)-1].ID
	}
}

// live plays one case to its end, or to today; lived tells that it was not over before.
func (h *house) live(c told) (number string, lived bool, err error) {
	h.now = c.days[0]
	by, err := h.counter.Principal(h.ctx, c.of.By)
	if err != nil {
		return "", false, err
	}
	number, err = h.on.Store.CaseOfKey(h.ctx, core.KeyID(by.Person, c.key))
	done, proof := 0, ""
	switch {
	case err != nil:
		return "", false, err
	case number == "":
		number, err = h.register(c, by)
	default:
		done, proof, err = h.takeUp(c, number)
	}
	if err != nil || done > len(c.of.Acts) {
		return number, false, err
	}
	for j, act := range c.of.Acts[done:] {
		h.now = c.days[done+j+1]
		if err = h.bring(); err == nil {
			err = h.act(c, act, number, keyOf(c, done+j), &proof)
		}
		if err != nil {
			err = fmt.Errorf("%s%s%s at %s: %w", act.Command, act.Paper, act.File, h.now.Format(time.DateTime), err)
			break
		}
	}
	return number, true, errors.Join(err, h.handOver())
}

// takeUp goes on with a case that was cut off: done is how many of its acts have their verdict, more
// than there are where all was done, and what is not over is lived on by others.
func (h *house) takeUp(c told, number string) (done int, proof string, err error) {
	done = len(c.of.Acts)
	for ; done > 0; done-- {
		act := c.of.Acts[done-1]
		if act.Paper != "" { // issued again under its key it is the same
			continue
		}
		verdict, err := h.on.Store.VerdictOf(h.ctx, core.KeyID(act.By, keyOf(c, done-1)))
		if err != nil {
			return 0, "", err
		}
		if verdict != nil {
			break
		}
	}
	for j, act := range c.of.Acts[:done] {
		if act.File != "" {
			proof = core.KeyID(act.By, keyOf(c, j))
		}
	}
	goOn := h.revive
	if done == len(c.of.Acts) {
		goOn = func(view casework.CaseView) error { return h.on.LiveOn(h.ctx, view.Number) }
		done++
	}
	view, err := h.on.Store.Case(h.ctx, number)
	if err != nil {
		return 0, "", err
	}
	for _, beside := range append([]string{number}, view.Opened...) {
		if view, err = h.on.Store.Case(h.ctx, beside); err != nil {
			return 0, "", err
		}
		h.seen(beside, view.Registered)
		switch state := core.StateOf(view); {
		case view.Started == nil:
			h.promised = true
		case state.Closed() && !slices.ContainsFunc(state.Clocks, casework.Clock.Open): // nothing is left of it
		default:
			if err = goOn(view); err != nil {
				return 0, "", err
			}
		}
	}
	return done, proof, nil
}

// revive lives a case on from what is written of it.
func (h *house) revive(view casework.CaseView) error {
	state, err := h.on.Store.NextRun(h.ctx, view.Number, view.Run)
	if err != nil {
		return err
	}
	l, err := h.begin(casework.Start{State: state})
	if err != nil {
		return err
	}
	h.lives[view.Number] = l
	return nil
}

// bring lets every case come to now, starts what was opened and delivers what is under way.
func (h *house) bring() error {
	for {
		for _, number := range slices.Sorted(maps.Keys(h.lives)) {
			if err := h.lives[number].pass(h.now); err != nil {
				return fmt.Errorf("%s: %w", number, err)
			}
		}
		if !h.promised {
			return nil
		}
		h.promised = false
		if swept := h.counter.SweepPromised(h.ctx); swept.Failed > 0 {
			return fmt.Errorf("%d of what was promised failed", swept.Failed)
		}
	}
}

// handOver lets what is left come to today, and gives what is not over to whoever lives on.
func (h *house) handOver() error {
	h.now = h.on.Today
	if err := h.bring(); err != nil {
		return err
	}
	for _, number := range slices.Sorted(maps.Keys(h.lives)) {
		l := h.lives[number]
		if l.over {
			continue
		}
		l.stop()
		if err := h.on.LiveOn(h.ctx, number); err != nil {
			return fmt.Errorf("%s goes on: %w", number, err)
		}
	}
	return nil
}

// leave lets go of those that lived.
func (h *house) leave() {
	for number, l := range h.lives {
		l.stop()
		delete(h.lives, number)
	}
	h.promised = false
}
