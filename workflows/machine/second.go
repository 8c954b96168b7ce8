package machine

import (
	"errors"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Nobody escapes alone (design section 1, R048). An act that its declaration gives to no
// single person is kept as a request, and every clock runs on. Signed, it is carried out
// as of the first signature, as a command that comes late is; refused or left unsigned,
// nothing has changed.

// alone tells whether an act may be carried out as it was sent. Where it waits for a
// second person it has been tried, so that nobody is asked to sign what cannot be done.
func (k *Keeper) alone(s *Step, c casework.Command) (bool, error) {
	if !k.waits(s, c) {
		return true, nil
	}
	if s.State.Second != nil {
		return false, casework.FieldError(casework.SecondPending, "", "R048")
	}
	signed := c
	signed.Second = &casework.Signature{}
	return false, k.tried(s, signed)
}

// waits tells whether an act is not for one person to do as it was sent.
func (k *Keeper) waits(s *Step, c casework.Command) bool {
	act, _ := k.declared.Act(c.Name)
	x := act.Second
	switch {
	case x == nil || c.Second != nil:
		return false
	case x.Waits(s.State, c):
		return true
	case !x.OverCap:
		return false
	}
	var over *casework.Error
	return errors.As(k.tried(s, c), &over) && over.Code == casework.OverCap // otherwise done, or refused, in its place
}

// consented does an act with the signature that was given to it before it was done, and
// says whose that is.
func (k *Keeper) consented(s *Step, c casework.Command, signed *casework.Signature) error {
	c.Second = signed
	s.cmd = &c
	if err := k.perform(s, c); err != nil {
		return err
	}
	s.Say(casework.Event{
		Name: casework.SecondGiven, Actor: signed.By, Rule: "R048", Detail: map[string]string{"act": c.Name, "asked_by": c.Actor},
	})
	return nil
}

// tried carries an act out on a copy that is thrown away.
func (k *Keeper) tried(s *Step, c casework.Command) error {
	trial := k.newStep(s.State.Clone(), s.At)
	trial.cmd, trial.acted = &c, s.acted
	return k.perform(trial, c)
}

// askSecond puts an act before who may sign it. What is carried out as of its first
// signature was asked for all the same.
func (k *Keeper) askSecond(s *Step, c casework.Command) error {
	act, _ := k.declared.Act(c.Name)
	second := &casework.Second{Command: c, At: s.At}
	if c.Second != nil {
		second.Asked, second.Signed = c.Second.Asked, c.Second.By
		second.Command.Second = nil
	} else {
		var err error
		if second.Asked, err = s.Present(c.Actor, act.Second.Line(c.Roles)...); err != nil {
			return err
		}
	}
	s.State.Second = second
	s.Say(casework.Event{
		Name: casework.SecondAsked, To: []casework.Role{second.Asked}, Rule: "R048", Detail: map[string]string{"act": c.Name},
	})
	return s.StartWith(Terms{Told: true, Owner: second.Asked}, casework.ClockCountersign)
}

// sign carries out what a second person has signed, as of the first signature: the step in
// which it was asked for, and all after it, are made again.
func (k *Keeper) sign(c casework.Command, asked *casework.Second) error {
	first := asked.Command
	first.Second = &casework.Signature{By: c.Actor, Asked: asked.Asked}
	i := slices.IndexFunc(k.trail, func(m mark) bool { return m.cmd != nil && m.cmd.ID == first.ID })
	var refusal *casework.Error
	if i >= 0 {
		err := k.signFrom(c, first, k.trail[i].before, k.trail[i:])
		if !errors.As(err, &refusal) || refusal.Code != casework.TooEarly {
			return k.orRefuse(c, err)
		}
	}
	// What was done meanwhile was done in good faith, or is remembered no longer: after it, then.
	_, undone := k.rewind(c.At)
	at := later(first.At, k.forgot)
	for _, m := range k.trail[:len(k.trail)-len(undone)] {
		if m.cmd != nil {
			at = later(at, m.at)
		}
	}
	if at.After(c.At) {
		return k.refuse(c, casework.FieldError(casework.TooEarly, "", "R048"))
	}
	base, undone := k.rewind(at)
	first.Stored, first.At = first.AsStored().At, at
	return k.orRefuse(c, k.signFrom(c, first, base, undone))
}

func (k *Keeper) orRefuse(c casework.Command, err error) error {
	var refusal *casework.Error
	if errors.As(err, &refusal) {
		return k.refuse(c, refusal)
	}
	return err
}

// signFrom does the act on the state before undone, and all that was done since once
// more, with the signature in its place.
func (k *Keeper) signFrom(c, first casework.Command, base *casework.State, undone []mark) error {
	s := k.newStep(base.Clone(), first.At)
	s.cmd, s.asks = &first, !k.asked
	if err := s.sayAgain(undone); err != nil {
		return err
	}
	if err := k.act(s, first); err != nil {
		return err
	}
	own := mark{at: s.At, before: base, cmd: &first, rewritten: slices.Clone(s.rewritten)}
	since := slices.DeleteFunc(slices.Clone(undone), func(m mark) bool { return m.cmd != nil && m.cmd.ID == first.ID })
	at := slices.IndexFunc(since, func(m mark) bool { return m.at.After(c.At) })
	if at < 0 {
		at = len(since)
	}
	again, err := k.makeAgain(s, slices.Insert(since, at, mark{at: c.At, cmd: &c}))
	var refusal *casework.Error
	switch {
	case errors.As(err, &refusal):
		return casework.FieldError(casework.TooEarly, "", refusal.Rule)
	case err != nil:
		return err
	}
	return k.replace(s, own, again, undone, c)
}

// countersign is the word of the second person. What he consents to was done before his
// word was reached (sign).
func countersign(s *Step, c casework.Command) error {
	x := s.State.Second
	back := takesBack(s.State, c) && s.Since("own-request-taken-back")
	switch why := s.k.declared.Bars(s.State, c.Name, c.Actor, c.Roles); {
	case why != nil && !back:
		return why
	case c.Args.Request != "" && c.Args.Request != x.ID():
		return casework.FieldError(casework.NoSecond, "request", "R048")
	case c.Args.Approve == nil:
		return casework.FieldError(casework.Invalid, "approve", "R048")
	}
	said := casework.Event{
		Name: casework.SecondGiven, To: tellsFirst(x), Rule: "R048", Detail: map[string]string{"act": x.Command.Name, "asked_by": x.Command.Actor},
	}
	ended := func() { s.Meet(casework.ClockCountersign) }
	switch {
	case back:
		said.Name, said.To = casework.SecondWithdrawn, []casework.Role{x.Asked}
		ended = func() { s.Release(casework.ClockCountersign) }
	case !*c.Args.Approve:
		said.Name = casework.SecondRefused
	}
	s.Say(said)
	ended()
	s.State.Second = nil
	return nil
}

// takesBack tells whether a command is the word of who asked for a second signature that he
// asks no more: whatever post he holds now, and to sign it himself it is not.
func takesBack(s *casework.State, c casework.Command) bool {
	x := s.Second
	return c.Name == casework.Countersign && x.Pending() && c.Actor != "" && c.Actor == x.Command.Actor && c.Args.Approve != nil && !*c.Args.Approve
}

// signing tells whether a clock waits for the word that is given by now under the very act
// in the making.
func (s *Step) signing(c *casework.Clock) bool {
	return c.Name == casework.ClockCountersign && s.State.Second != nil && !s.State.Second.Pending()
}

// lapseSecond: unsigned in its time, the request is gone and nothing has changed.
func (s *Step) lapseSecond(c *casework.Clock) {
	x := s.State.Second
	if c.Name != casework.ClockCountersign || x == nil {
		return
	}
	s.State.Second = nil
	s.SayOf(c, casework.Event{
		Name: casework.SecondLapsed, To: append(tellsFirst(x), x.Asked),
		Detail: map[string]string{"act": x.Command.Name, "asked_by": x.Command.Actor},
	})
}

// tellsFirst is by which part he who asked hears what came of it.
func tellsFirst(x *casework.Second) []casework.Role {
	if roles := x.Command.Roles; len(roles) > 0 && roles[0] != casework.Handler {
		return slices.Clone(roles[:1])
	}
	return []casework.Role{casework.ActingHolder}
}

// signs tells whether a command consents to what waits in a state.
func signs(base *casework.State, declared *kind.Declaration, c casework.Command) bool {
	x := base.Second
	return c.Name == casework.Countersign && x.Pending() && (c.Args.Request == "" || c.Args.Request == x.ID()) &&
		c.Args.Approve != nil && *c.Args.Approve && declared.Bars(base, c.Name, c.Actor, c.Roles) == nil
}
