package machine_test

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// The host of a keeper: it follows the record, and then waits for the engine.

// host keeps a run for as long as its worker lives.
type host struct {
	x       *execution
	keeper  *machine.Keeper
	yield   func(blocked) bool
	task    *task
	i, plan int
	callers []*casework.Command
}

var _ machine.Host = (*host)(nil)

// block waits for the next task, and has what it brings taken in.
func (h *host) block(b blocked) any {
	h.hand()
	if !h.fresh() {
		if was := h.x.record[h.i].ends; !was.same(b, h.i >= h.x.wrote) {
			panic(forgetful{was, b})
		}
	} else {
		t := *h.task
		t.ends = b
		h.x.record, h.x.began = append(h.x.record, t), nil
		if b.step != nil {
			h.x.wrote = h.i
		}
	}
	h.i++
	if h.fresh() && h.x.began == nil && !h.yield(b) {
		panic(dead{})
	}
	h.task, h.plan = h.x.at(h.i), 0
	h.bring()
	return h.task.answer
}

// fresh tells whether the run is past its record: what it asks for has not been asked before.
func (h *host) fresh() bool { return h.i >= len(h.x.record) }

// await blocks until what was asked for is answered, whatever else comes meanwhile.
func (h *host) await(b blocked) any {
	for {
		if got := h.block(b); got != nil {
			return got
		}
		b.asked = true
	}
}

// bring hands over what reached the run.
func (h *host) bring() {
	for _, a := range h.task.brings {
		switch {
		case a.cancel:
			h.keeper.Cancel(h.task.now)
		case !a.update:
			c := a.c
			c.Door, c.At = casework.DoorSignal, h.task.now
			h.keeper.Signal(machine.Arrival{Command: c, Event: a.n})
		default:
			if v, ok := h.keeper.Seen(a.c.ID); ok {
				h.x.w.answered(a.c.ID, v, !h.fresh())
				continue
			}
			c := h.keeper.Update(a.c, fmt.Sprint(a.c.ID, "/", a.n), "")
			h.callers = append(h.callers, &c)
		}
	}
}

// hand answers the callers who have a verdict.
func (h *host) hand() {
	h.callers = slices.DeleteFunc(h.callers, func(c *casework.Command) bool {
		v, ok := h.keeper.Answer(*c)
		if ok {
			h.keeper.Answered(*c)
			h.x.w.answered(c.ID, v, !h.fresh())
		}
		return ok
	})
}

func (h *host) Now() time.Time    { return h.task.now }
func (h *host) Since(string) bool { return true }
func (h *host) Idle() bool        { return len(h.callers) == 0 }
func (h *host) Full() bool        { return h.task.full }

// Plan is answered in the course of the task.
func (h *host) Plan(ask casework.PlanRequest) (casework.Plan, error) {
	if !h.fresh() {
		was := h.x.record[h.i].plans[h.plan]
		h.plan++
		if !reflect.DeepEqual(was.ask, ask) {
			panic(forgetful{blocked{kind: "plan", body: mustJSON(was.ask)}, blocked{kind: "plan", body: mustJSON(ask)}})
		}
		return copied(was.got), nil
	}
	got, err := h.x.w.plan(ask)
	if err != nil {
		return got, err
	}
	h.task.plans = append(h.task.plans, planned{ask, copied(got)})
	h.x.w.mayDie()
	return got, nil
}

// copied lets nobody write into what stands in the record.
func copied(p casework.Plan) casework.Plan {
	p.Clocks = slices.Clone(p.Clocks)
	for i := range p.Clocks {
		p.Clocks[i].Clock = casework.CloneClocks([]casework.Clock{p.Clocks[i].Clock})[0]
	}
	return p
}

func ask[T any](h *host, kind string, request any) (out T, err error) {
	body := mustJSON(request)
	h.x.w.weigh(kind, body, mostAsked)
	switch got := h.await(blocked{kind: kind, body: body, ask: request}).(type) {
	case failure:
		return out, got.error
	case T:
		return got, nil
	default:
		return out, fmt.Errorf("%s was answered by %T", kind, got)
	}
}

// lightest is how many parts a step has at least that could be too heavy: none is of a
// kilobyte.
const lightest = mostAsked >> 10

// partsOf counts what a step is made of: it is weighed where it has a quarter more of them than
// the heaviest that was.
func partsOf(step casework.Step) int {
	n := len(step.Events) + len(step.TakenBack) + len(step.State.Seen)
	for i := range step.State.Clocks {
		c := &step.State.Clocks[i]
		n += 1 + len(c.Alarms) + len(c.Climbed) + len(c.Pauses)
	}
	return n
}

func (h *host) Commit(step casework.Step, says string) (out casework.Committed, err error) {
	if len(says) > 200 {
		h.x.w.fault("a summary of %d bytes", len(says))
	}
	if parts := partsOf(step); h.fresh() && parts > h.x.w.heaviest*5/4 {
		h.x.w.heaviest = parts
		h.x.w.weigh("commit", mustJSON(step), mostAsked)
	}
	switch got := h.await(blocked{kind: "commit", step: &step}).(type) {
	case failure:
		return out, got.error
	case casework.Committed:
		return got, nil
	default:
		return out, fmt.Errorf("commit was answered by %T", got)
	}
}

func (h *host) Authorize(r casework.AuthorizeRequest) (casework.Authority, error) {
	return ask[casework.Authority](h, "authorize", r)
}

func (h *host) Tally(r casework.TallyRequest) (casework.Tally, error) {
	return ask[casework.Tally](h, "tally", r)
}

func (h *host) Cover(r casework.CoverRequest) (casework.Cover, error) {
	return ask[casework.Cover](h, "cover", r)
}

func (h *host) Park(r casework.ParkRequest) error {
	_, err := ask[bool](h, "park", r)
	return err
}

func (h *host) Stand() error {
	_, err := ask[bool](h, "stand", nil)
	return err
}

// Wait blocks until it is woken, or its instant has come.
func (h *host) Wait(at time.Time, waiting bool, awaits func() string, woken func() bool) error {
	if waiting && awaits() == "" {
		h.x.w.fault("nobody can tell what is waited for")
	}
	for h.hand(); !woken(); h.hand() {
		h.block(blocked{kind: "wait", at: at, waiting: waiting})
		if waiting && h.task.fired {
			return nil
		}
	}
	return nil
}

func (h *host) GoOn(in casework.Start) error {
	most := 16
	if in.State.Second != nil || slices.ContainsFunc(in.Trail, func(m casework.Mark) bool { return m.Before.Second != nil }) {
		most = 64 // signed, it goes back behind all since it was asked for
	}
	if in.State.Kind == casework.Service && slices.ContainsFunc(in.State.Clocks, func(c casework.Clock) bool { return c.Status == casework.Breached }) {
		most = 64 // a paper may come that counts from before it broke
	}
	if len(in.Trail) > most || slices.ContainsFunc(in.Trail, func(m casework.Mark) bool { return len(m.Before.Seen) > 0 }) {
		h.x.w.fault("more goes along than the next run needs")
	}
	return rolled{in}
}
