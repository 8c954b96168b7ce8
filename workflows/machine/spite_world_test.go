package machine_test

import (
	"container/heap"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/workflows/machine"
)

// Bounds of what a case may put into history and database.
const (
	mostAsked = 64 << 10 // a step, with the state it leads to
	mostStart = 256 << 10
)

// spite is how much of each sort there is, in a thousand; none of it is a calm life.
type spite struct {
	die, lost, again, late, roll, unwritable int
	skew, forged, zombie                     int
	off                                      []casework.Span // the engine is away
	idle                                     []casework.Span // the workers are
}

// world is one case, the engine and the store that keep it, and what may befall them.
type world struct {
	rng     *rand.Rand
	spite   spite
	calm    bool
	now     time.Time
	until   time.Time
	agenda  agenda
	n       int // numbers what is on the agenda, and what arrives
	start   casework.State
	kinds   *kind.Set
	matters map[casework.Kind]machine.Matter
	book    *policy.Book
	tallies casework.Tally
	away    []casework.Role
	empty   []string

	store    *store
	current  *execution
	all      []*execution
	callers  map[string][]casework.Verdict // what callers were told
	signals  map[string]bool               // taken in by the engine
	lost     map[string]bool               // with a run that was terminated
	parked   bool
	refuses  int // a step that cannot be written, until the operator has mended it
	skewed   time.Duration
	seen     []sighting
	faults   []string
	rounds   map[string]int // how often a ladder that comes round did, by clock
	story    func(string, ...any)
	deaths   int
	compared bool
	loose    string // why the record may differ from that of the calm life
	replays  int
}

// sighting is what readers saw at an instant.
type sighting struct {
	at   time.Time
	what casework.Standing
}

type event struct {
	at time.Time
	n  int
	do func()
}

type agenda []event

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	return a[i].at.Before(a[j].at) || a[i].at.Equal(a[j].at) && a[i].n < a[j].n
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)   { *a = append(*a, x.(event)) }
func (a *agenda) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

func (w *world) at(at time.Time, do func()) {
	w.n++
	if at.Before(w.now) {
		at = w.now
	}
	heap.Push(&w.agenda, event{at, w.n, do})
}

func (w *world) after(d time.Duration, do func()) { w.at(w.now.Add(d), do) }

// early tells that enough is left for everything to be settled before the end.
func (w *world) early() bool { return w.now.Before(w.until.AddDate(0, 0, -10)) }

// chance is drawn only where there is some, so that a calm life draws nothing.
func (w *world) chance(perMille int) bool { return perMille > 0 && w.rng.IntN(1000) < perMille }

func (w *world) fault(format string, args ...any) {
	w.tell("FAULT "+format, args...)
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

func (w *world) tell(format string, args ...any) {
	if w.story != nil {
		w.story("%s "+format, append([]any{w.now.UTC().Format("01-02T15:04:05.000")}, args...)...)
	}
}

func (w *world) weigh(what string, body []byte, most int) {
	if len(body) > most {
		w.fault("%s of %d bytes", what, len(body))
	}
}

// wall is the clock of the database, which may go back a minute.
func (w *world) wall() time.Time { return w.now.Add(w.skewed) }

func within(spans []casework.Span, at time.Time) (until time.Time, is bool) {
	for _, s := range spans {
		if !at.Before(s.From) && at.Before(s.To) {
			return s.To, true
		}
	}
	return at, false
}

// live lets time pass to the end.
func (w *world) live() {
	for len(w.agenda) > 0 && len(w.faults) == 0 {
		e := heap.Pop(&w.agenda).(event)
		if e.at.After(w.until) {
			break
		}
		w.now = e.at
		e.do()
	}
	for _, x := range w.all {
		x.leave()
	}
}

// begin starts a run, with a record of its own. What it is started with crosses the
// engine as JSON; one in three does here, which is where the time would go.
func (w *world) begin(in casework.Start, number int) *execution {
	if len(w.all)%3 == 0 {
		body := mustJSON(in)
		w.weigh("start", body, mostStart)
		in = casework.Start{}
		if err := json.Unmarshal(body, &in); err != nil {
			panic(err)
		}
	}
	x := &execution{w: w, start: in, number: number}
	w.current, w.all = x, append(w.all, x)
	w.tell("run %d begins", number)
	x.wake()
	return x
}

// wake has a worker look after a run, once there is one.
func (x *execution) wake() {
	if x.working || x.ended {
		return
	}
	x.working = true
	x.w.after(x.w.slowness(), x.work)
}

// slowness is how long a message takes in the engine.
func (w *world) slowness() time.Duration {
	if w.calm {
		return 0
	}
	return time.Duration(w.rng.IntN(400)) * time.Millisecond
}

// work is one task.
func (x *execution) work() {
	w := x.w
	until, off := within(w.spite.off, w.now)
	if !off {
		until, off = within(w.spite.idle, w.now)
	}
	if off {
		w.at(until.Add(w.slowness()), x.work)
		return
	}
	x.working = false
	if x.ended {
		return
	}
	now := w.now
	if w.chance(w.spite.skew) {
		now = now.Add(-time.Duration(w.rng.IntN(60)) * time.Second)
	}
	if n := len(x.record); n > 0 && now.Before(x.record[n-1].now) {
		now = x.record[n-1].now // as the SDK does it: time stands still in a run, and does not go back
	}
	x.began = &task{now: now.UTC(), full: w.chance(w.spite.roll), brings: x.inbox, fired: x.fired, answer: x.answer}
	if x.next == nil {
		x.take()
		w.replays++
	}
	b, alive := x.next()
	switch {
	case x.ended:
		x.inbox = nil
		x.finish()
	case !alive: // killed in the middle: nothing of the task was kept
		x.next, x.stop, x.host, x.began = nil, nil, nil, nil
		w.deaths++
		w.tell("run %d: the worker dies in a task", x.number)
		x.working = true
		w.after(10*time.Second+w.slowness(), x.work)
	default:
		x.inbox, x.fired, x.answer, x.has = nil, false, nil, false
		x.wait(b)
		if w.chance(w.spite.die) {
			w.tell("run %d: the worker dies while it waits", x.number)
			w.deaths++
			x.leave()
		}
	}
}

// mayDie kills the worker between two answers.
func (w *world) mayDie() {
	if w.chance(w.spite.die) {
		panic(dead{})
	}
}

// wait does what a run asks for.
func (x *execution) wait(b blocked) {
	w := x.w
	switch {
	case b.asked:
		return
	case b.kind == "wait":
	case b.kind == "stand": // until the operator has looked
		n := x.asked
		w.after(time.Duration(1+w.rng.IntN(48))*time.Hour, func() {
			if x.asked == n && !x.ended {
				w.refuses, x.answer = 0, true
				x.wake()
			}
		})
		return
	default:
		x.asked++
		x.attempt(b, x.asked, 1)
		return
	}
	if !b.waiting {
		x.timer, x.armed = time.Time{}, x.armed+1
		return
	}
	if !x.timer.Equal(b.at) || x.timer.IsZero() {
		x.timer, x.armed = b.at, x.armed+1
		n := x.armed
		var ring func()
		ring = func() {
			if until, off := within(w.spite.off, w.now); off {
				w.at(until, ring)
				return
			}
			if x.armed == n {
				x.timer, x.fired = time.Time{}, true
				x.wake()
			}
		}
		w.at(b.at, ring)
	}
}

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
		x.answer, x.has = got, true
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
		w.parked = !b.ask.(casework.ParkRequest).Gone
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
	if w.refuses == len(w.store.made)+1 && b.step.Verdict == nil {
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

// finish is the end of a run.
func (x *execution) finish() {
	w := x.w
	x.next, x.stop = nil, nil
	var on rolled
	switch {
	case errors.As(x.why, &on):
		w.tell("run %d rolls over", x.number)
		if x == w.current {
			w.begin(on.in, x.number)
		}
	case x.why != nil && x == w.current:
		w.fault("the case's own run fails: %v", x.why)
	case x.why != nil:
		w.tell("run %d ends: %v", x.number, x.why)
	default:
		w.tell("run %d is over: %s", x.number, x.result)
	}
}

// answered is what a caller was told.
func (w *world) answered(id string, v casework.Verdict, before bool) {
	if before {
		return
	}
	w.callers[id] = append(w.callers[id], v)
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
		if row.counter || row.Name != r.Command || row.Actor != r.Actor {
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

// received is when the engine first took in something of an id, or the one event.
func (w *world) received(id string, n int) (at time.Time) {
	look := func(some []arrival) {
		for _, a := range some {
			if a.c.ID == id && (n == 0 || a.n == n) && (at.IsZero() || a.received.Before(at)) {
				at = a.received
			}
		}
	}
	for _, x := range w.all {
		for _, t := range x.record {
			look(t.brings)
		}
		look(x.inbox)
		if x.began != nil {
			look(x.began.brings)
		}
	}
	return at
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
