package machine_test

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// What a run asks for is done by activities, tried again until they are heard.

// failure is an activity that failed for good.
type failure struct{ error }

// attempt has an activity done, again and again until its answer is in the record. It
// may be done and not recorded, recorded late, or done once more when nobody waits.
func (x *execution) attempt(b blocked, n, try int) {
	w := x.w
	w.after(w.slowness(), func() {
		if until, off := within(w.spite.idle, w.now); off && !x.ended {
			w.at(until, func() { x.attempt(b, n, try) })
			return
		}
		if x.asked != n {
			return
		}
		if x.ended && !errors.Is(x.why, errKilled) {
			return
		}
		if w.chance(w.spite.lost) { // it never got there
			x.attempt(b, n, try+1)
			return
		}
		got := x.do(b, try, true)
		if b.kind != "park" && w.chance(w.spite.again) { // an earlier attempt gets there after all
			w.after(time.Duration(w.rng.IntN(7200))*time.Second, func() { x.do(b, try+1, false) })
		}
		if w.chance(w.spite.lost) || got == nil {
			w.tell("run %d: the answer to %s is lost", x.number, b.kind)
			w.after(time.Duration(1+w.rng.IntN(30))*time.Second, func() { x.attempt(b, n, try+1) })
			return
		}
		if x.ended {
			return
		}
		x.asked++
		x.answer = got
		x.wake()
	})
}

// do performs an activity; nil where it is to be tried again.
func (x *execution) do(b blocked, try int, heard bool) any {
	w := x.w
	switch b.kind {
	case "commit":
		return x.commit(b, try, heard)
	case "authorize":
		return w.authorize(b.ask.(casework.AuthorizeRequest))
	case "tally":
		return w.tallies
	case "cover":
		return w.cover(b.ask.(casework.CoverRequest))
	case "park":
		if ask := b.ask.(casework.ParkRequest); ask.Gone || ask.Run == w.store.run {
			w.parked = !ask.Gone
		}
		w.tell("run %d: parked %t", x.number, w.parked)
		return true
	}
	panic(b.kind)
}

func (x *execution) commit(b blocked, try int, heard bool) any {
	w := x.w
	_, stands := w.store.steps[[2]int{b.step.State.Run, b.step.State.Revision}]
	if b.step.Verdict == nil && !stands && w.refuses == 0 && w.early() && w.chance(w.spite.unwritable) {
		w.refuses = len(w.store.made) + 1
	}
	if w.refuses == len(w.store.made)+1 && b.step.Verdict == nil && !stands { // a step that stands is known again
		if try < 3 {
			return nil
		}
		return failure{unwritable()}
	}
	before := len(w.store.made)
	got, err := w.store.commit(*b.step)
	if len(w.store.made) > before {
		w.tell("run %d: %d.%d at %s takes back %d, says %s", x.number, b.step.State.Run, b.step.State.Revision, b.step.At.UTC().Format("01-02T15:04:05"), len(b.step.TakenBack), said(*b.step))
		w.look()
		w.loosen(*b.step)
	}
	switch {
	case casework.CodeOf(err) == casework.OldRun || casework.CodeOf(err) == casework.Diverged:
		if heard && x == w.current && !x.ended {
			w.fault("the case's own run is refused: %v", err)
		}
		return failure{err}
	case err != nil:
		w.fault("%v", err)
	case !got.Written():
		w.tell("run %d: %d.%d is not written: %d earlier, doubted %t", x.number, b.step.State.Run, b.step.State.Revision, len(got.Earlier), got.Doubted)
	}
	return got
}

func said(step casework.Step) (out string) {
	if step.Verdict != nil {
		out = fmt.Sprint(step.Verdict.Command, " ", step.Verdict.ID, " ", step.Verdict.Accepted, " ", step.Verdict.Code, ":")
	}
	for _, e := range step.Events {
		out += fmt.Sprint(" ", e.Name, " ", e.Clock, " ", e.Level, "@", e.At.UTC().Format("02T15:04:05"))
	}
	return out
}

func (w *world) plan(ask casework.PlanRequest) (casework.Plan, error) {
	got, err := w.book.Plan(ask)
	if w.calm {
		got.Lead = 0
	}
	return got, err
}

// authorize lets everybody act as the role that bears his name, but strangers.
func (w *world) authorize(r casework.AuthorizeRequest) any {
	out := casework.Authority{At: r.At}
	if row := w.store.row(r.ID); row != nil {
		if row.counter && row.Actor != "" || row.Name != r.Command || row.Actor != r.Actor {
			out.Taken = true
			return out
		}
		out.Verdict = row.verdict
		return out
	}
	out.At = w.received(r.ID, r.Event)
	if r.Actor == "stranger" {
		out.Code = casework.Forbidden
		return out
	}
	out.Allowed, out.Roles = true, []casework.Role{casework.Role(r.Actor)}
	return out
}

func (w *world) cover(r casework.CoverRequest) any {
	if len(r.Roles) > 0 {
		i := slices.IndexFunc(r.Roles, func(role casework.Role) bool {
			return !slices.Contains(w.away, role) && string(role) != r.Person
		})
		if i < 0 {
			return casework.Cover{}
		}
		return casework.Cover{Role: r.Roles[i]}
	}
	if r.Standin == "backup" {
		return casework.Cover{Refused: casework.StandinAway}
	}
	return casework.Cover{Posts: w.empty}
}
