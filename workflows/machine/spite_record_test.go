package machine_test

import (
	"bytes"
	"fmt"
	"iter"
	"reflect"
	"runtime/debug"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// The record of a run, and how a worker takes it up.

// execution is one run of a case as an engine keeps it: its record outlives every
// worker, and a worker that takes it up follows the record first.
type execution struct {
	w      *world
	start  casework.Start // what it was started with: nobody may write into it
	number int            // of the run
	record []task         // tasks that were completed
	wrote  int            // the last of them that ended by asking for a step to be written
	inbox  []arrival
	answer any  // of what it asked for last, until a task has it
	fired  bool // the timer rang, and no task has heard of it
	timer  time.Time
	armed  int // counts timers: one that was set anew is not the old one's ring
	asked  int // counts what was asked, likewise

	working bool // a task is on its way
	ended   bool
	why     error
	result  string
	last    casework.Trail // as it ended

	host  *host
	next  func() (blocked, bool)
	stop  func()
	began *task // the task that is being worked on
}

// arrival is something that was brought to a run from outside.
type arrival struct {
	update   bool
	c        casework.Command
	received time.Time // by the engine
	n        int       // the event's number
	cancel   bool
}

// task is what a worker did in one go: what it was told, and what it asked for.
type task struct {
	now    time.Time
	full   bool
	brings []arrival
	fired  bool
	answer any
	plans  []planned
	ends   blocked
}

type planned struct {
	ask casework.PlanRequest
	got casework.Plan
}

// blocked is what a run waits for.
type blocked struct {
	kind    string // wait, commit, authorize, tally, cover, park, stand
	at      time.Time
	waiting bool
	body    []byte
	step    *casework.Step
	ask     any
	asked   bool // and is on its way
}

// same tells whether a run asks for what it asked for before. Of a step before the last one its
// state is looked at by what the step says: each is made from the one before it, and the whole
// of the last shows where one went another way.
func (b blocked) same(o blocked, last bool) bool {
	if b.step != nil && o.step != nil {
		was, is := *b.step, *o.step
		if !last {
			was.State, is.State = inShort(was.State), inShort(is.State)
		}
		return sameStep(was, is)
	}
	return b.kind == o.kind && b.at.Equal(o.at) && b.waiting == o.waiting && bytes.Equal(b.body, o.body)
}

func inShort(s casework.State) casework.State {
	return casework.State{Run: s.Run, Revision: s.Revision, Stage: s.Stage, Turn: s.Turn, Post: s.Post, Policy: s.Policy, Calendar: s.Calendar, Result: s.Result, ClosedAt: s.ClosedAt}
}

// sameStep tells whether two steps write the same, as it crosses the engine.
func sameStep(a, b casework.Step) bool {
	a.Heeds, a.Asks, b.Heeds, b.Asks = false, false, false, false
	return reflect.DeepEqual(&a, &b) || bytes.Equal(mustJSON(a), mustJSON(b))
}

func (b blocked) String() string {
	if b.step != nil {
		return fmt.Sprintf("%s %s", b.kind, mustJSON(b.step))
	}
	return fmt.Sprintf("%s %s", b.kind, b.body)
}

// dead is what a worker comes to that is killed between two answers.
type dead struct{}

// forgetful is a run that did not follow its own record.
type forgetful struct{ was, is blocked }

// take brings a run to a worker, which follows its record.
func (x *execution) take() {
	h := &host{x: x}
	x.host = h
	x.next, x.stop = iter.Pull(func(yield func(blocked) bool) {
		h.yield = yield
		defer func() {
			switch r := recover().(type) {
			case nil, dead:
			case forgetful:
				x.w.fault("a run did not follow its record: it asked for %s, and now for %s", r.was, r.is)
			default:
				x.w.fault("panic: %v\n%s", r, debug.Stack())
			}
		}()
		h.task = x.at(0)
		h.keeper = machine.NewKeeper(h, x.w.declaredIn(x.start.State), x.w.matters[x.start.State.Kind], x.start)
		h.bring()
		x.result, x.why = h.keeper.Run()
		x.ended, x.last = true, h.keeper.Trail()
	})
}

// at is a task of the record, or the one a worker has just been given.
func (x *execution) at(i int) *task {
	if i < len(x.record) {
		return &x.record[i]
	}
	return x.began
}

// leave lets the worker forget the run.
func (x *execution) leave() {
	if x.stop != nil {
		x.stop()
		x.stop, x.next, x.host = nil, nil, nil
	}
}
