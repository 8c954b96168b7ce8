package machine

import (
	"errors"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// obey carries out the oldest command. Before it is applied, every clock with an
// instant up to the command's own has expired; steps later than the command are
// undone where it makes them untrue (design section 4.5). Where the store keeps
// another that came before it, that one is obeyed first: what brings them after an
// outage may bring the second alone. A repeat is answered from what is remembered.
func (k *Keeper) obey() error {
	if k.dropRepeats(); len(k.queue) == 0 {
		return nil
	}
	k.earliest()
	came := k.queue[0]
	c := k.received(k.remembered(came))
	for {
		at, _, ok := k.state.Next()
		if !ok || at.After(c.At) {
			break
		}
		if k.overtaken(at) {
			return nil
		}
		if err := k.expire(); err != nil {
			return err
		}
		if k.queue[0].ID != c.ID {
			return nil // the store knew of one that comes first
		}
	}
	k.queue = k.queue[1:]
	err := k.try(c)
	var never standing
	if errors.As(err, &never) {
		err = k.refuse(c, casework.FieldError(casework.Unwritable, "", ""))
	}
	var not unwritten
	switch {
	case errors.As(err, &not) && not.Doubted && c.Door == "":
		k.doubt(c)
		return nil
	case errors.As(err, &not) && len(not.Earlier) > 0:
		if !c.Stored.IsZero() && k.host.Since("waits-as-it-came") { // dated back it would go first again, for ever
			if c = came; !c.Stored.IsZero() && k.host.Since("waits-as-stored") { // nor dated after what was done in good faith
				c = c.AsStored()
			}
		}
		k.queue = append([]casework.Command{c}, k.queue...)
		return k.giveWay(err, c.AsStored().At)
	case errors.As(err, &never): // not even that it was refused can be kept
		k.queue = append([]casework.Command{c}, k.queue...)
	}
	return err
}

// received dates an act that counts from the receipt of its paper: it goes back as one that
// came late does, as far as steps are remembered, and no further than the matter itself, nor
// than what made the act possible. A paper from before that dates nothing: the act finds it
// wrong by itself, whatever is remembered.
func (k *Keeper) received(c casework.Command) casework.Command {
	act, known := k.declared.Act(c.Name)
	on := c.Args.Received
	if !known || !act.FromReceipt || c.Args.Proof == "" || on.IsZero() || !c.Stored.IsZero() {
		return c
	}
	owed := k.owedSince(act, c.At)
	if k.before(on, later(k.receiptAt(c.At), owed)) {
		return c
	}
	if on = k.takenUp(later(later(on, owed), later(k.forgot, k.state.Registered))); on.Before(c.At) {
		c.At, c.Stored = on, c.At
	}
	return c
}

// receiptAt is when the matter came in, as that was known at an instant: what was wrong with it
// then, and has been corrected by now, makes no paper too early (R002).
func (k *Keeper) receiptAt(at time.Time) time.Time {
	base, _ := k.rewind(at)
	if base.Received.Equal(k.state.Received) || !k.host.Since("receipt-as-known") {
		return k.state.Received
	}
	return base.Received
}

// owedSince is since when what an act answers was owed, as the case stood at an instant: the
// result is served from the decision on, and from no earlier (R005).
func (k *Keeper) owedSince(act *kind.Act, at time.Time) (since time.Time) {
	base, _ := k.rewind(at)
	for _, name := range act.Meets {
		if owed := base.Clock(name); owed != nil && owed.Open() {
			since = later(since, owed.Start)
		}
	}
	return since
}

// takenUp is an instant, or when an open matter was last taken up again after it: what comes in
// while it is closed ends nothing, and counts from there.
func (k *Keeper) takenUp(on time.Time) time.Time {
	at := on
	for _, m := range k.trail {
		if m.before.Closed() && !k.state.Closed() {
			at = later(at, m.at)
		}
	}
	if at.After(on) && k.host.Since("letter-after-reopening") {
		return at
	}
	return on
}

// before tells whether a paper came in before the matter itself did, to the minute: a form
// writes minutes, and a case holds seconds.
func (k *Keeper) before(on, received time.Time) bool {
	return on.Before(received.Truncate(time.Minute)) || on.Before(received) && !k.host.Since("received-to-the-minute")
}

// dropRepeats leaves out of the queue whatever has its verdict: what brings one command
// a thousand times while no worker is there has them all answered by the first.
func (k *Keeper) dropRepeats() {
	k.queue = slices.DeleteFunc(k.queue, func(c casework.Command) bool {
		_, repeat := k.Seen(c.ID)
		return repeat
	})
}

// try applies a command to the state it counted from, and commits what comes of it.
func (k *Keeper) try(c casework.Command) error {
	base, undone := k.rewind(c.At)
	if signs(base, k.declared, c) {
		return k.sign(c, base.Second)
	}
	s := k.newStep(base.Clone(), c.At)
	s.cmd, s.asks = &c, !k.asked
	err := s.sayAgain(undone)
	if err == nil {
		err = k.act(s, c)
	}
	var refusal *casework.Error
	switch {
	case errors.As(err, &refusal):
		return k.refuse(c, refusal)
	case err != nil:
		return err
	}
	return k.carryOut(s, c, base, undone)
}

// act applies a command to a step's state, where its kind's declaration admits it.
func (k *Keeper) act(s *Step, c casework.Command) error {
	s.State.Seen = k.done(s, c)
	if why := k.declared.Admits(s.State, c.Name, s.At); why != nil {
		return why
	}
	barred := k.declared.Bars(s.State, c.Name, c.Actor, c.Roles)
	if takesBack(s.State, c) {
		barred = nil
	}
	if kind, ok := k.kind.(Barrer); ok {
		if err := kind.Bars(s, c); err != nil {
			return err
		}
	}
	err := k.carries(s, c, s.spendConsent(c))
	if err == nil && barred != nil && s.Since("whose-act-it-is") {
		return barred // what the act itself finds wrong is said first: too late, among others
	}
	if err == nil {
		s.State.Seen = append(s.State.Seen, casework.Verdict{ID: c.ID, Command: c.Name, Accepted: true, At: s.At})
	}
	return err
}

// carries does an act, or puts it before the second person without whom it is not done.
// Whoever consented to it beforehand and may sign it has signed it.
func (k *Keeper) carries(s *Step, c casework.Command, consent *casework.Signature) error {
	if consent != nil && c.Second == nil && k.waits(s, c) {
		return k.consented(s, c, consent)
	}
	alone, err := k.alone(s, c)
	switch {
	case err != nil:
		return err
	case !alone, c.Second != nil && (s.State.Second == nil || s.State.Second.ID() != c.ID):
		err = k.askSecond(s, c)
	}
	if err != nil || !alone {
		return err
	}
	if c.Second != nil {
		s.State.Second.Signed = c.Second.By
	}
	return k.perform(s, c)
}

// perform hands a command to the act it names, one that all kinds share or the kind's own.
func (k *Keeper) perform(s *Step, c casework.Command) error {
	do, common := shared[c.Name]
	if !common {
		do = k.kind.Act
	}
	if err := do(s, c); err != nil {
		return err
	}
	return k.shown(s, c)
}

// shown refuses a day gone by that nothing shows: what is entered later than it happened rests
// on its paper, not on the word of who enters it. What is classified has none here (R219).
func (k *Keeper) shown(s *Step, c casework.Command) error {
	act, known := k.declared.Act(c.Name)
	on := c.Args.Received
	if !known || !act.Shown() || c.Args.Proof != "" || on.IsZero() || casework.IsClassified(s.State.Facts) {
		return nil
	}
	if s.day(on) >= s.day(s.At) {
		return nil
	}
	return casework.FieldError(casework.Invalid, "proof", act.Rests())
}

// refuse writes down that a command was not carried out, and why. Nothing else
// changes.
func (k *Keeper) refuse(c casework.Command, why *casework.Error) error {
	if c.Door != "" && c.CheckShape() != nil {
		return k.turnAway(c, why)
	}
	return k.refuseAs(c, why, &casework.Verdict{
		ID: c.ID, Command: c.Name, Code: why.Code, Field: why.Field, Rule: why.Rule, At: c.At,
	})
}

// turnAway is refuse for what has no id of its own to keep a verdict by: one that
// cannot be kept, or another command's. Of what it said only what can be kept is.
func (k *Keeper) turnAway(c casework.Command, why *casework.Error) error {
	verdict := casework.Verdict{ID: c.ID, Command: c.Name, Code: why.Code, Field: why.Field, Rule: why.Rule, At: c.At}
	if c.CheckShape() != nil {
		c = casework.Command{Name: c.Name, At: c.At, Door: c.Door, Call: c.Call}
	}
	if err := k.refuseAs(c, why, nil); err != nil {
		return err
	}
	k.answer(c, verdict)
	return nil
}

func (k *Keeper) refuseAs(c casework.Command, why *casework.Error, v *casework.Verdict) error {
	s := k.newStep(k.state.Clone(), c.At)
	s.cmd, s.asks = &c, v != nil && !k.asked
	said := casework.Refusal(c.Name, why)
	said.Clock = c.Args.Clock
	s.Say(said)
	from, before := k.standingAt(c.At, k.trail, k.state)
	return k.commitAs(s, from, before, v, nil)
}
