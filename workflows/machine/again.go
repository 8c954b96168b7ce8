package machine

import (
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// carryOut commits an accepted command. Steps it went back behind are made
// again on the new state: what they said and still holds stands as it is, what
// became untrue is taken back, what is new is added, all in one revision. Where
// an act already accepted could not be done after it, the late one is refused.
func (k *Keeper) carryOut(s *Step, c casework.Command, base *casework.State, undone []mark) error {
	own := mark{at: s.At, before: base, cmd: &c, rewritten: slices.Clone(s.rewritten)}
	again, err := k.makeAgain(s, undone)
	var refusal *casework.Error
	switch {
	case errors.As(err, &refusal) && (told(c) || k.fromReceipt(c, undone) || k.nobodys(c)): // what was done meanwhile was done in good faith: after it, then
		c = c.AsStored()
		c.At, c.Stored = lastAct(undone), c.At
		k.queue = append([]casework.Command{c}, k.queue...)
		return nil
	case errors.As(err, &refusal):
		return k.refuse(c, casework.FieldError(casework.TooEarly, "", refusal.Rule))
	case err != nil:
		return err
	}
	return k.replace(s, own, again, undone, c)
}

// replace commits an act and what was made again after it in place of the steps undone. It
// answers c: the act itself, or the signature under it.
func (k *Keeper) replace(s *Step, own mark, again, undone []mark, c casework.Command) error {
	made := append([]mark{own}, again...)
	settled, takenBack := s.settleEvents(made, undone)
	first := len(s.events)
	switch {
	case own.cmd.ID != c.ID: // asked for in a step that is undone itself
		first = 0
	case len(made) > 1:
		first = made[1].first
	}
	takenBack = append(takenBack, reconcile(s.events[first:], settled, s.State.Post == k.state.Post)...)
	from, before := k.standingAt(c.At, made, s.State)
	v := &casework.Verdict{ID: c.ID, Command: c.Name, Accepted: true, At: c.At}
	v.Waits = s.State.Second.Pending() && s.State.Second.ID() == c.ID
	s.cmd = &c
	if err := k.commitAs(s, from, before, v, takenBack); err != nil {
		return err
	}
	kept := s.forgotten(k.trail[:len(k.trail)-len(undone)])
	k.track(kept, s.events, made...)
	return nil
}

// told tells what another case came to: it is never too early, nor said twice.
func told(c casework.Command) bool { return c.Name == casework.Follow || c.Name == casework.Accounted }

// nobodys tells whether a command is nobody's own: a list that was published for many cases, a post
// that is manned again. Nobody waits for it, and no case is left behind because somebody acted on it
// meanwhile.
func (k *Keeper) nobodys(c casework.Command) bool {
	act, _ := k.declared.Act(c.Name)
	return act.Internal && k.host.Since("brought-after-what-was-done")
}

// fromReceipt tells whether an act goes back to the receipt of its paper, or as far towards
// that as is remembered: what it can do does not hang on what was forgotten meanwhile.
func (k *Keeper) fromReceipt(c casework.Command, undone []mark) bool {
	act, _ := k.declared.Act(c.Name)
	if !act.FromReceipt || c.At.Equal(c.Args.Received) {
		return act.FromReceipt
	}
	return !c.Stored.IsZero() && lastAct(undone).After(c.At) && k.host.Since("receipt-as-remembered")
}

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
func (k *Keeper) makeAgain(s *Step, undone []mark) (again []mark, err error) {
	until := later(s.At, horizon(undone))
	undone = slices.DeleteFunc(slices.Clone(undone), func(m mark) bool { return m.cmd == nil })
	at, cmd := s.At, s.cmd
	defer func() { s.At, s.cmd = at, cmd }()
	for {
		next, _, ok := s.State.Next()
		m, rewritten := mark{at: next, before: s.State.Clone(), first: len(s.events)}, len(s.rewritten)
		switch {
		case len(undone) > 0 && (!ok || next.After(undone[0].at)):
			m.at, m.cmd, undone = undone[0].at, undone[0].cmd, undone[1:]
			s.At, s.cmd, s.acted = m.at, m.cmd, later(s.acted, m.at)
			err = k.act(s, *m.cmd)
		case ok && !next.After(until):
			s.At, s.cmd = next, nil // clocks run out by themselves: no command's actor is theirs
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
func (k *Keeper) standingAt(at time.Time, trail []mark, state *casework.State) (from time.Time, before *casework.Standing) {
	now := k.host.Now()
	if i := slices.IndexFunc(trail, func(m mark) bool { return m.at.After(now) }); i >= 0 {
		state = trail[i].before
	}
	return later(at, horizon(trail)), &casework.Standing{Stage: state.Stage, Turn: state.Turn}
}
