package machine_test

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// The engine: it begins runs, gives tasks to workers, keeps timers, and lets workers die.

// begin starts a run, with a record of its own. What it is started with crosses the
// engine as JSON; one in ten does here, which is where the time would go.
func (w *world) begin(in casework.Start, number int) *execution {
	if (w.seed+uint64(len(w.all)))%10 == 0 {
		body := mustJSON(in)
		w.weigh("start", body, mostStart)
		in = casework.Start{}
		if err := json.Unmarshal(body, &in); err != nil {
			panic(err)
		}
	}
	x := &execution{w: w, start: in, number: number}
	w.current, w.all = x, append(w.all, x)
	w.tell("run %d begins: %s@%d %s received %s %v", number, in.State.Kind, in.State.Declared, in.State.Item, in.State.Received.Format(time.DateTime), in.State.Facts)
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
		x.inbox, x.fired, x.answer = nil, false, nil
		x.wait(b)
		if w.chance(w.spite.die) {
			w.tell("run %d: the worker dies while it waits", x.number)
			w.deaths++
			x.leave()
		}
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

// rolled is a run that goes on in another.
type rolled struct{ in casework.Start }

func (rolled) Error() string { return "goes on" }

var errKilled = errors.New("terminated")

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

// query answers with the last steps of a run, whatever has become of it.
func (x *execution) query() casework.Trail {
	if x.ended {
		return x.last
	}
	if x.next == nil {
		x.began = nil
		x.take()
		if len(x.record) == 0 {
			x.stop = nil
			x.next, x.host = nil, nil
			return casework.Trail{}
		}
		x.next()
	}
	return x.host.keeper.Trail()
}

// answered is what a caller was told.
func (w *world) answered(id string, v casework.Verdict, before bool) {
	if before {
		return
	}
	w.callers[id] = append(w.callers[id], v)
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
