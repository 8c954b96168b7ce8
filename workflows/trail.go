package workflows

import (
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// recallFor bounds how long a step can be gone back behind. A command that was
// kept comes within seconds of the engine's return; only the engine's absence is
// long, and then no step is made.
const recallFor = 24 * time.Hour

// mark remembers a step: the state before it and what it said. Steps of clocks
// are armed before their instant, or made late after an outage; commands can
// overtake each other on their way here. One that counts from an earlier instant
// must be able to go back behind them.
type mark struct {
	at     time.Time
	made   time.Time
	before *casework.State
	cmd    *casework.Command // none where clocks ran out
	first  int               // its first event among those of the revision
	events []casework.Event

	rewritten []casework.Rewritten // of steps before it
}

// expire makes the step of the earliest instant: every clock that has an alarm
// then, in one revision.
func (k *keeper) expire() error {
	at, _, ok := k.state.Next()
	if !ok {
		return nil
	}
	s := k.newStep(k.state.Clone(), at)
	if err := s.ringAll(); err != nil {
		return err
	}
	m := mark{at: at, before: k.state}
	s.asks = !k.asked
	if err := k.commit(s, nil, nil); err != nil {
		return k.giveWay(err, at)
	}
	k.track(k.trail, s.events, m)
	return nil
}

// carried bounds how many steps a new run is given of the one before. It gets them
// as its input, whose size the engine bounds.
const carried = 16

// last are the steps that the next run is given.
func (k *keeper) last() (out []casework.Mark) {
	for _, m := range k.trail[max(0, len(k.trail)-carried):] {
		before := *m.before.Clone()
		before.Seen = nil // what was answered stays answered, whatever is gone back behind
		out = append(out, casework.Mark{At: m.at, Made: m.made, Before: before, Cmd: m.cmd, Events: m.events, Rewritten: m.rewritten})
	}
	return out
}

// recall takes up the steps of the run before.
func (k *keeper) recall(marks []casework.Mark) {
	for _, m := range marks {
		k.trail = append(k.trail, mark{at: m.At, made: m.Made, before: &m.Before, cmd: m.Cmd, events: m.Events, rewritten: m.Rewritten})
	}
}

// giveWay puts what was stored before the instant of a step in front of the queue,
// where the engine or its worker was away meanwhile: what was in the house in time is
// obeyed in time and in the order in which it came, and nothing is told that was never
// so. The step is made anew after that. A command the case has answered already,
// whatever the store says, holds up nothing: the step does not ask again.
func (k *keeper) giveWay(err error, at time.Time) error {
	var u unwritten
	if !errors.As(err, &u) || len(u.Earlier) == 0 {
		return err
	}
	first := slices.DeleteFunc(u.Earlier, func(c casework.Command) bool {
		_, answered := k.seen(c.ID)
		return answered || !c.At.Before(at)
	})
	k.asked = len(first) == 0
	k.queue = slices.DeleteFunc(k.queue, func(c casework.Command) bool {
		return slices.ContainsFunc(first, func(f casework.Command) bool { return f.ID == c.ID })
	})
	k.queue = append(first, k.queue...)
	return nil
}

// overtaken tells whether something that is here already counts from before the
// instant at which clocks are about to run out: a signal not yet heard out, or a
// command behind others in the queue, which comes first then.
func (k *keeper) overtaken(at time.Time) bool {
	first := 0
	for i, c := range k.queue {
		if c.At.Before(k.queue[first].At) {
			first = i
		}
	}
	waits := slices.ContainsFunc(k.arrivals, func(a arrival) bool { return a.At.Before(at) })
	if !waits && (first == 0 || !k.queue[first].At.Before(at)) || !k.host.Since("earliest-first") {
		return false
	}
	c := k.queue[first]
	k.queue = slices.Insert(slices.Delete(k.queue, first, first+1), 0, c)
	return true
}

// track lengthens a trail by the steps of one revision, whose events have their
// keys by now, and forgets what nobody will go back behind.
func (k *keeper) track(trail []mark, events []casework.Event, made ...mark) {
	now := k.host.Now()
	old := func(m mark) bool { return now.Sub(m.made) > recallFor && !m.at.After(now) }
	k.trail = slices.DeleteFunc(slices.Clone(trail), old)
	for i, m := range made {
		end := len(events)
		if i+1 < len(made) {
			end = made[i+1].first
		}
		m.made, m.events = now, events[m.first:end]
		k.trail = append(k.trail, m)
	}
}

// rewind finds the state a command counted from: the one before the first step
// later than the command. undone are that step and all after it.
func (k *keeper) rewind(at time.Time) (base *casework.State, undone []mark) {
	i := slices.IndexFunc(k.trail, func(m mark) bool { return m.at.After(at) })
	if i < 0 {
		return k.state, nil
	}
	return k.trail[i].before, k.trail[i:]
}

// horizon is the latest instant of a trail.
func horizon(trail []mark) (at time.Time) {
	for _, m := range trail {
		at = later(at, m.at)
	}
	return at
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// carryOut commits an accepted command. Steps it went back behind are made
// again on the new state: what they said and still holds stands as it is, what
// became untrue is taken back, what is new is added, all in one revision. Where
// an act already accepted could not be done after it, the late one is refused.
func (k *keeper) carryOut(s *step, c casework.Command, base *casework.State, undone []mark) error {
	own := mark{at: s.at, before: base, cmd: &c, rewritten: slices.Clone(s.rewritten)}
	again, err := k.makeAgain(s, undone)
	var refusal *casework.Error
	switch {
	case errors.As(err, &refusal) && told(c): // what was done meanwhile was done in good faith: after it, then
		c = c.AsStored()
		c.At, c.Stored = lastAct(undone), c.At
		k.queue = append([]casework.Command{c}, k.queue...)
		return nil
	case errors.As(err, &refusal):
		return k.refuse(c, casework.FieldError(casework.TooEarly, "", refusal.Rule))
	case err != nil:
		return err
	}
	made := append([]mark{own}, again...)
	takenBack := s.settleEvents(made, undone)
	first := len(s.events)
	if len(made) > 1 {
		first = made[1].first
	}
	takenBack = append(takenBack, reconcile(s.events[first:], undone, s.state.Post == k.state.Post)...)
	from, before := k.standingAt(c.At, made, s.state)
	v := &casework.Verdict{ID: c.ID, Command: c.Name, Accepted: true, At: c.At}
	if err := k.commitAs(s, from, before, v, takenBack); err != nil {
		return err
	}
	kept := s.forgotten(k.trail[:len(k.trail)-len(undone)])
	k.track(kept, s.events, made...)
	return nil
}

// told tells what another case came to: it is never too early, nor said twice.
func told(c casework.Command) bool { return c.Name == casework.Follow || c.Name == casework.Accounted }

// lastAct is the instant of the last command among the undone.
func lastAct(undone []mark) (at time.Time) {
	for _, m := range undone {
		if m.cmd != nil {
			at = later(at, m.at)
		}
	}
	return at
}

// makeAgain runs the clocks of the new state up to the horizon of what was
// undone, and at least to the command itself, which may have moved a due date
// into the past. Commands among the undone are carried out again in their place.
func (k *keeper) makeAgain(s *step, undone []mark) (again []mark, err error) {
	until := later(s.at, horizon(undone))
	undone = slices.DeleteFunc(slices.Clone(undone), func(m mark) bool { return m.cmd == nil })
	at, cmd := s.at, s.cmd
	defer func() { s.at, s.cmd = at, cmd }()
	for {
		next, _, ok := s.state.Next()
		m, rewritten := mark{at: next, before: s.state.Clone(), first: len(s.events)}, len(s.rewritten)
		switch {
		case len(undone) > 0 && (!ok || next.After(undone[0].at)):
			m.at, m.cmd, undone = undone[0].at, undone[0].cmd, undone[1:]
			s.at, s.cmd, s.acted = m.at, m.cmd, later(s.acted, m.at)
			err = k.act(s, *m.cmd)
		case ok && !next.After(until):
			s.at, s.cmd = next, nil // clocks run out by themselves: no command's actor is theirs
			err = s.ringAll()
		default:
			return again, nil
		}
		if err != nil {
			return nil, err
		}
		m.rewritten = slices.Clone(s.rewritten[rewritten:])
		again = append(again, m)
	}
}

// reconcile compares what the undone steps said with what was said again. What
// still holds keeps its key; the keys of the rest are taken back. From the first
// difference on, an instant is told anew, so that its events stand in their order.
// Messages go to posts: once another post handles the case, none of them holds.
func reconcile(said []casework.Event, undone []mark, samePost bool) (takenBack []string) {
	var old []casework.Event
	for _, m := range undone {
		old = append(old, m.events...)
	}
	for i := range said {
		at := func(e casework.Event) bool { return e.At.Equal(said[i].At) }
		next := slices.IndexFunc(old, at)
		if next >= 0 && samePost && holds(old[next], said[i]) {
			said[i].Key = old[next].Key
			old = slices.Delete(old, next, next+1)
			continue
		}
		for ; next >= 0; next = slices.IndexFunc(old, at) {
			takenBack = append(takenBack, old[next].Key)
			old = slices.Delete(old, next, next+1)
		}
	}
	for _, e := range old {
		takenBack = append(takenBack, e.Key)
	}
	return takenBack
}

// holds tells whether an event said again is the one that stands: the same
// message to the same people with the same particulars.
func holds(old, again casework.Event) bool {
	return old.SameAs(again) && old.Actor == again.Actor && old.TextID == again.TextID && old.Quiet == again.Quiet &&
		slices.Equal(old.To, again.To) && sameDetail(old.Detail, again.Detail) && sameDue(old.Due, again.Due)
}

// sameDetail: whatever the order, two maps are equal or they are not.
//
//workflowcheck:ignore
func sameDetail(a, b map[string]string) bool {
	return maps.Equal(a, b)
}

func sameDue(a, b *casework.DueChange) bool {
	if a == nil || b == nil {
		return a == b
	}
	samePause := func(p, q casework.Span) bool { return p.From.Equal(q.From) && p.To.Equal(q.To) }
	return a.Cause == b.Cause && a.Old.Equal(b.Old) && a.New.Equal(b.New) && a.Start.Equal(b.Start) &&
		a.Granted == b.Granted && slices.EqualFunc(a.Pauses, b.Pauses, samePause)
}

// standing tells from when a state holds and what readers see until then: an
// armed step has changed it already, and its instant lies ahead.
func (k *keeper) standingAt(at time.Time, trail []mark, state *casework.State) (from time.Time, before *casework.Standing) {
	now := k.host.Now()
	if i := slices.IndexFunc(trail, func(m mark) bool { return m.at.After(now) }); i >= 0 {
		state = trail[i].before
	}
	return later(at, horizon(trail)), &casework.Standing{Stage: state.Stage, Turn: state.Turn}
}
