package workflows

import (
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// step is one revision in the making: a copy of the state, and what happened.
// A step that is refused is thrown away whole.
type step struct {
	k      *keeper
	state  *casework.State
	begun  time.Time // when the step itself was made: nothing before it is warned of any more
	at     time.Time // the legal instant of what is happening now
	acted  time.Time // of the last act in it, before which nothing it made could be known
	cmd    *casework.Command
	events []casework.Event // those with a key stand already
	asks   bool             // it waits for what the store knows was stored before

	rewritten []casework.Rewritten // breaches whose record is taken back whole
}

func (k *keeper) newStep(state *casework.State, at time.Time) *step {
	return &step{k: k, state: state, begun: at, at: at, acted: at}
}

// say records an event at the step's instant, by the step's actor.
func (s *step) say(e casework.Event) {
	if e.At.IsZero() {
		e.At = s.at
	}
	if e.At.Before(s.acted) && s.ladderFollows() { // an act moved a date within the past: it was written then
		e.Detail = adding(e.Detail, "written", s.acted.Format(time.RFC3339))
	}
	if s.cmd != nil && e.Actor == "" {
		e.Actor = s.cmd.Actor
		if e.TextID == "" {
			e.TextID = s.cmd.Args.ReasonID
		}
		if s.cmd.Door != "" { // who reads it learns that no page of ours took it in
			e.Detail = maps.Clone(e.Detail)
			if e.Detail == nil {
				e.Detail = map[string]string{}
			}
			e.Detail["door"] = string(s.cmd.Door)
		}
	}
	e.To = s.state.Parts(e.To)
	s.events = append(s.events, e)
}

// sayOf records an event about a clock.
func (s *step) sayOf(c *casework.Clock, e casework.Event) {
	e.Clock, e.Round, e.DueVersion, e.Prompt = c.Name, c.Round, c.DueVersion, c.Prompt
	e.Post, e.Unit = c.Post, c.Unit
	if e.Rule == "" {
		e.Rule, e.Basis = c.Rule, c.Basis
	}
	s.say(e)
}

// fresh gives the new events their keys and returns them.
func (s *step) fresh() (out []casework.Event) {
	for i := range s.events {
		if e := &s.events[i]; e.Key == "" {
			e.Key = fmt.Sprintf("%d.%d.%d", s.state.Run, s.state.Revision, len(out)+1)
			out = append(out, *e)
		}
	}
	return out
}

// commit writes a step as the next revision and makes its state the case's from
// the step's instant on.
func (k *keeper) commit(s *step, v *casework.Verdict, takenBack []string) error {
	return k.commitAs(s, s.at, &casework.Standing{Stage: k.state.Stage, Turn: k.state.Turn}, v, takenBack)
}

// commitAs is commit for a state that holds from an instant other than the
// step's own; until then readers see before.
func (k *keeper) commitAs(s *step, from time.Time, before *casework.Standing, v *casework.Verdict, takenBack []string) error {
	s.state.Run, s.state.Revision = k.state.Run, k.state.Revision+1 // whatever run the step went back to
	s.state.Seen = k.state.Seen
	var command *casework.Command
	if v != nil {
		v.Revision = s.state.Revision
		s.state.Seen = remember(k.state.Seen, *v)
		command = new(s.cmd.AsStored())
	}
	answer, err := k.host.Commit(casework.Step{
		State: *s.state, At: from, Before: before, Events: s.fresh(), Verdict: v, Command: command, TakenBack: takenBack, Heeds: true, Asks: s.asks,
		Rewritten: s.rewritten,
	}, s.writes())
	if err == nil && !answer.Written() {
		err = unwritten{answer}
	}
	if err != nil {
		if u := (Unwritable{}); errors.As(err, &u) {
			err = standing{u, s.doing(), s.at}
		}
		return fmt.Errorf("commit %s revision %d: %w", s.state.Number, s.state.Revision, err)
	}
	k.state, k.asked = s.state, false
	return k.goOn()
}

// unwritten is a step that the store did not write, and what it said instead. The
// step is thrown away: the state is the one before it.
type unwritten struct{ casework.Committed }

func (u unwritten) Error() string {
	return fmt.Sprintf("step not written: %d commands stored earlier, doubted %t", len(u.Earlier), u.Doubted)
}

// refuse writes down that a command was not carried out, and why. Nothing else
// changes.
func (k *keeper) refuse(c casework.Command, why *casework.Error) error {
	if c.Door != "" && c.CheckShape() != nil {
		return k.turnAway(c, why)
	}
	return k.refuseAs(c, why, &casework.Verdict{
		ID: c.ID, Command: c.Name, Code: why.Code, Field: why.Field, Rule: why.Rule, At: c.At,
	})
}

// turnAway is refuse for what has no id of its own to keep a verdict by: one that
// cannot be kept, or another command's. Of what it said only what can be kept is.
func (k *keeper) turnAway(c casework.Command, why *casework.Error) error {
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

func (k *keeper) refuseAs(c casework.Command, why *casework.Error, v *casework.Verdict) error {
	s := k.newStep(k.state.Clone(), c.At)
	s.cmd, s.asks = &c, v != nil && !k.asked
	said := casework.Refusal(c.Name, why)
	said.Clock = c.Args.Clock
	s.say(said)
	from, before := k.standingAt(c.At, k.trail, k.state)
	return k.commitAs(s, from, before, v, nil)
}

// obey carries out the oldest command. Before it is applied, every clock with an
// instant up to the command's own has expired; steps later than the command are
// undone where it makes them untrue (design section 4.5). Where the store keeps
// another that came before it, that one is obeyed first: what brings them after an
// outage may bring the second alone. A repeat is answered from what is remembered.
func (k *keeper) obey() error {
	c := k.queue[0]
	if _, repeat := k.seen(c.ID); repeat {
		k.queue = k.queue[1:]
		return nil
	}
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
		k.queue = append([]casework.Command{c}, k.queue...)
		return k.giveWay(err, c.AsStored().At)
	case errors.As(err, &never): // not even that it was refused can be kept
		k.queue = append([]casework.Command{c}, k.queue...)
	}
	return err
}

// try applies a command to the state it counted from, and commits what comes of it.
func (k *keeper) try(c casework.Command) error {
	base, undone := k.rewind(c.At)
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
func (k *keeper) act(s *step, c casework.Command) error {
	if why := k.declared.Admits(s.state, c.Name, s.at); why != nil {
		return why
	}
	s.spendConsent(c)
	if common, ok := shared[c.Name]; ok {
		return common(s, c)
	}
	return k.kind.act(s, c)
}

// stand moves the case to a stage.
func (s *step) stand(stage casework.Stage) { s.state.Stage = stage }

// turn passes the next act to a role. Time is booked to turns, so that nobody
// answers for another's delay.
func (s *step) turn(to casework.Role) {
	to = s.state.Part(to)
	if s.state.Turn == to {
		return
	}
	from := s.state.Turn
	s.state.Turn = to
	if from != "" {
		s.say(casework.Event{Name: casework.TurnChanged, Detail: map[string]string{"from": string(from), "to": string(to)}})
	}
}

// turnOf passes the next act on a clock to a role. Whose turn it is on a co-unit's
// part moves nothing for the lead.
func (s *step) turnOf(c *casework.Clock, to casework.Role) {
	if c.Post == "" {
		s.turn(to)
	}
}

// since tells whether the case came to a change of its rules after the change was
// made; what a history recorded before goes its old way (docs/CONTRIBUTING.md).
func (s *step) since(change string) bool { return s.k.host.Since(change) }
