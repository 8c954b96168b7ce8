package machine

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
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
func (k *Keeper) expire() error {
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

// carriedMost bounds them where an act among them waits for a second signature: by it the
// case goes back behind that act.
const carriedMost = 64

// carriedWeight bounds what more than those few weigh together: each has the whole state
// before it, and a case that is busy and late has many clocks. What weighs more is forgotten
// as what is older is.
const carriedWeight = 160 << 10

// kept is the first of the steps that the next run is given.
func (k *Keeper) kept() int {
	from := max(0, len(k.trail)-carried)
	asked, waits := k.held(k.trail[from:])
	first := slices.IndexFunc(k.trail, func(m mark) bool { return !m.at.Before(asked) }) // an act may have made what lies before it
	if !waits || first < 0 || first >= from {
		return from
	}
	weight := 0
	for _, m := range k.trail[from:] {
		weight += m.weighs()
	}
	for from > max(first, len(k.trail)-carriedMost) {
		if weight += k.trail[from-1].weighs(); weight > carriedWeight {
			break
		}
		from--
	}
	return from
}

// carry is a step as the next run is given it.
func (m mark) carry() casework.Mark {
	before := *m.before.Clone()
	before.Seen = nil // what was answered stays answered, whatever is gone back behind
	return casework.Mark{At: m.at, Made: m.made, Before: before, Cmd: m.cmd, Events: m.events, Rewritten: m.rewritten}
}

// weighs is what it weighs then. JSON writes one value in one way.
//
//workflowcheck:ignore
func (m mark) weighs() int {
	body, err := json.Marshal(m.carry())
	if err != nil {
		return carriedWeight // it could not be carried at all
	}
	return len(body)
}

// recallPaper bounds how long a late case remembers what was done since it broke: a paper
// that came in before that is entered once a holiday is over.
const recallPaper = 15 * 24 * time.Hour

// held is since when steps are remembered however old they are: an act waits for a second
// signature, or the case is late and a paper may yet come that counts from before.
func (k *Keeper) held(trail []mark) (since time.Time, ok bool) {
	since, ok = waited(k.state, trail)
	if !slices.ContainsFunc(k.declared.Acts, func(a kind.Act) bool { return a.FromReceipt }) {
		return since, ok
	}
	for _, c := range k.state.Clocks {
		if c.Status == casework.Breached && k.host.Now().Sub(c.Due) <= recallPaper && (!ok || c.Due.Before(since)) {
			since, ok = c.Due, true
		}
	}
	return since, ok
}

// waited is since when an act waits for a second signature, or did at a step that may
// still be gone back behind: signed in time, it is done as of then.
func waited(state *casework.State, trail []mark) (since time.Time, ok bool) {
	waits := func(s *casework.State) {
		if x := s.Second; x != nil && (!ok || x.At.Before(since)) {
			since, ok = x.At, true
		}
	}
	waits(state)
	for _, m := range trail {
		waits(m.before)
	}
	return since, ok
}

// Trail is how the case stands and the steps the next run is given.
func (k *Keeper) Trail() casework.Trail {
	return casework.Trail{State: *k.state, Marks: k.last(), Forgotten: k.forgotten()}
}

func (k *Keeper) last() (out []casework.Mark) {
	for _, m := range k.trail[k.kept():] {
		out = append(out, m.carry())
	}
	return out
}

// forgotten is the instant of the latest step that the next run is not given.
func (k *Keeper) forgotten() time.Time {
	return later(k.forgot, horizon(k.trail[:k.kept()]))
}

// recall takes up the steps of the run before.
func (k *Keeper) recall(marks []casework.Mark) {
	for _, m := range marks {
		k.trail = append(k.trail, mark{at: m.At, made: m.Made, before: &m.Before, cmd: m.Cmd, events: m.Events, rewritten: m.Rewritten})
	}
}

// giveWay puts what was stored before the instant of a step in front of the queue,
// where the engine or its worker was away meanwhile: what was in the house in time is
// obeyed in time and in the order in which it came, and nothing is told that was never
// so. The step is made anew after that. A command the case has answered already,
// whatever the store says, holds up nothing: the step does not ask again.
func (k *Keeper) giveWay(err error, at time.Time) error {
	var u unwritten
	if !errors.As(err, &u) || len(u.Earlier) == 0 {
		return err
	}
	first := slices.DeleteFunc(u.Earlier, func(c casework.Command) bool {
		_, answered := k.Seen(c.ID)
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
func (k *Keeper) overtaken(at time.Time) bool {
	first := k.oldest()
	waits := slices.ContainsFunc(k.arrivals, func(a Arrival) bool { return a.At.Before(at) })
	if !waits && (first == 0 || !k.queue[first].At.Before(at)) || !k.host.Since("earliest-first") {
		return false
	}
	k.putFirst(first)
	return true
}

// earliest has what counts from the earliest instant obeyed first, of what is here
// already: while the authority of a signal was asked for, a command that came after it
// went before it in the queue.
func (k *Keeper) earliest() {
	if first := k.oldest(); first > 0 && k.host.Since("earliest-obeyed-first") {
		k.putFirst(first)
	}
}

// oldest is where in the queue the command stands that counts from the earliest instant.
func (k *Keeper) oldest() (first int) {
	for i, c := range k.queue {
		if c.At.Before(k.queue[first].At) {
			first = i
		}
	}
	return first
}

func (k *Keeper) putFirst(i int) {
	c := k.queue[i]
	copy(k.queue[1:], k.queue[:i])
	k.queue[0] = c
}

// track lengthens a trail by the steps of one revision, whose events have their
// keys by now, and forgets what nobody will go back behind.
func (k *Keeper) track(trail []mark, events []casework.Event, made ...mark) {
	now := k.host.Now()
	fresh := func(m mark) bool { return now.Sub(m.made) <= recallFor || m.at.After(now) }
	asked, waits := k.held(append(slices.DeleteFunc(slices.Clone(trail), func(m mark) bool { return !fresh(m) }), made...))
	gone := func(m mark) bool { return !fresh(m) && (!waits || m.at.Before(asked)) }
	k.trail = k.inOrder(trail, gone)
	for i, m := range made {
		end := len(events)
		if i+1 < len(made) {
			end = made[i+1].first
		}
		m.made, m.events = now, events[m.first:end]
		k.trail = append(k.trail, m)
	}
}

// inOrder forgets of a trail what is gone, from its beginning on: what an act made before its own
// instant, a breach of a past that it brought to light, is remembered as long as the act is, for
// who goes back behind the one takes back the other.
func (k *Keeper) inOrder(trail []mark, gone func(mark) bool) (kept []mark) {
	first := slices.IndexFunc(trail, func(m mark) bool { return !gone(m) })
	if first < 0 {
		first = len(trail)
	}
	stays := slices.ContainsFunc(trail[first:], gone) && k.host.Since("forgotten-in-order")
	for i, m := range trail {
		if i < first || gone(m) && !stays {
			k.forgot = later(k.forgot, m.at)
			continue
		}
		kept = append(kept, m)
	}
	return kept
}

// rewind finds the state a command counted from: the one before the first step
// later than the command. undone are that step and all after it.
func (k *Keeper) rewind(at time.Time) (base *casework.State, undone []mark) {
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
