package machine

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Step is one revision in the making: a copy of the state, and what happened.
// A step that is refused is thrown away whole.
type Step struct {
	State *casework.State
	At    time.Time // the legal instant of what is happening now

	k      *Keeper
	begun  time.Time // when the step itself was made: nothing before it is warned of any more
	acted  time.Time // of the last act in it, before which nothing it made could be known
	cmd    *casework.Command
	events []casework.Event // those with a key stand already
	asks   bool             // it waits for what the store knows was stored before

	rewritten []casework.Rewritten // breaches whose record is taken back whole
}

func (k *Keeper) newStep(state *casework.State, at time.Time) *Step {
	return &Step{k: k, State: state, begun: at, At: at, acted: at}
}

// Say records an event at the step's instant, by the step's actor.
func (s *Step) Say(e casework.Event) {
	if e.At.IsZero() {
		e.At = s.At
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
	e.To = s.State.Parts(e.To)
	s.events = append(s.events, e)
}

// Tells are the roles an act's own event goes to, as its declaration says.
func (s *Step) Tells(act string) []casework.Role {
	declared, ok := s.k.declared.Act(act)
	if !ok {
		return nil // an earlier revision of the kind, which knew no such act
	}
	return slices.Clone(declared.Tells)
}

// Knows tells whether the declaration the case is held to has an act.
func (s *Step) Knows(act string) bool {
	_, ok := s.k.declared.Act(act)
	return ok
}

// SayOf records an event about a clock.
func (s *Step) SayOf(c *casework.Clock, e casework.Event) {
	e.Clock, e.Round, e.DueVersion, e.Prompt = c.Name, c.Round, c.DueVersion, c.Prompt
	if e.Post == "" {
		e.Post, e.Unit = c.Post, c.Unit
	}
	if e.Rule == "" {
		e.Rule, e.Basis = c.Rule, c.Basis
	}
	s.Say(e)
}

// fresh gives the new events their keys and returns them.
func (s *Step) fresh() (out []casework.Event) {
	for i := range s.events {
		if e := &s.events[i]; e.Key == "" {
			e.Key = fmt.Sprintf("%d.%d.%d", s.State.Run, s.State.Revision, len(out)+1)
			out = append(out, *e)
		}
	}
	return out
}

// commit writes a step as the next revision and makes its state the case's from
// the step's instant on.
func (k *Keeper) commit(s *Step, v *casework.Verdict, takenBack []string) error {
	return k.commitAs(s, s.At, &casework.Standing{Stage: k.state.Stage, Turn: k.state.Turn}, v, takenBack)
}

// commitAs is commit for a state that holds from an instant other than the
// step's own; until then readers see before.
func (k *Keeper) commitAs(s *Step, from time.Time, before *casework.Standing, v *casework.Verdict, takenBack []string) error {
	s.State.Run, s.State.Revision = k.state.Run, k.state.Revision+1 // whatever run the step went back to
	s.State.Seen = k.state.Seen
	var command *casework.Command
	if v != nil {
		v.Revision = s.State.Revision
		s.State.Seen = remember(k.state.Seen, *v)
		command = new(s.cmd.AsStored())
	}
	answer, err := k.host.Commit(casework.Step{
		State: *s.State, At: from, Before: before, Events: s.fresh(), Verdict: v, Command: command, TakenBack: takenBack, Heeds: true, Asks: s.asks,
		Rewritten: s.rewritten,
	}, s.writes())
	if err == nil && !answer.Written() {
		err = unwritten{answer}
	}
	if err != nil {
		if u := (Unwritable{}); errors.As(err, &u) {
			err = standing{u, s.doing(), s.At}
		}
		return fmt.Errorf("commit %s revision %d: %w", s.State.Number, s.State.Revision, err)
	}
	k.state, k.asked = s.State, false
	return k.goOn()
}

// unwritten is a step that the store did not write, and what it said instead. The
// step is thrown away: the state is the one before it.
type unwritten struct{ casework.Committed }

func (u unwritten) Error() string {
	return fmt.Sprintf("step not written: %d commands stored earlier, doubted %t", len(u.Earlier), u.Doubted)
}

// Stand moves the case to a stage.
func (s *Step) Stand(stage casework.Stage) { s.State.Stage = stage }

// Turn passes the next act to a role. Time is booked to turns, so that nobody
// answers for another's delay.
func (s *Step) Turn(to casework.Role) {
	to = s.State.Part(to)
	if s.State.Turn == to {
		return
	}
	from := s.State.Turn
	s.State.Turn = to
	if from != "" {
		s.Say(casework.Event{Name: casework.TurnChanged, Detail: map[string]string{"from": string(from), "to": string(to)}})
	}
}

// turnOf passes the next act on a clock to a role. Whose turn it is on a co-unit's
// part moves nothing for the lead.
func (s *Step) turnOf(c *casework.Clock, to casework.Role) {
	if c.Post == "" {
		s.Turn(to)
	}
}

// Way is one by which papers of the kind are served.
func (s *Step) Way(name string) (kind.Way, bool) { return s.k.declared.Way(name) }

// Since tells whether the case came to a change of its rules after the change was
// made; what a history recorded before goes its old way (docs/CONTRIBUTING.md).
func (s *Step) Since(change string) bool { return s.k.host.Since(change) }

// SetFact keeps a code the case is known by from now on.
func (s *Step) SetFact(name, value string) {
	if s.State.Facts == nil {
		s.State.Facts = map[string]string{}
	}
	s.State.Facts[name] = value
}

// day is the day of an instant by the clocks of the office, which are written in its zone.
func (s *Step) day(at time.Time) string {
	if len(s.State.Clocks) > 0 {
		at = at.In(s.State.Clocks[0].Due.Location())
	}
	return at.Format(time.DateOnly)
}

// Tally asks how often the unit was complained of.
func (s *Step) Tally(ask casework.TallyRequest) (casework.Tally, error) { return s.k.host.Tally(ask) }

// Cover asks who stands where, or who could.
func (s *Step) Cover(ask casework.CoverRequest) (casework.Cover, error) { return s.k.host.Cover(ask) }
