package machine

import (
	"cmp"
	"slices"

	"github.com/shixian/shixian/internal/casework"
)

// Arrival is something that came straight to the engine and whose authority is not
// known yet.
type Arrival struct {
	casework.Command
	Event      int    // length of the history when it was read
	Unknown    string // an argument no command has
	Unreadable bool
}

// seenLimit bounds the verdicts a case remembers for repeats. The database
// remembers all of them; this is the engine's own guard.
const seenLimit = 40

// Seen is the verdict on a command the case remembers.
func (k *Keeper) Seen(id string) (casework.Verdict, bool) {
	i := slices.IndexFunc(k.state.Seen, func(v casework.Verdict) bool { return v.ID == id })
	if i < 0 {
		return casework.Verdict{}, false
	}
	return k.state.Seen[i], true
}

// done are the verdicts that stood when a command counted from, and those on what the step in
// the making did before it: whether somebody has acted on a matter does not hang on which steps
// are gone back behind.
func (k *Keeper) done(s *Step, c casework.Command) (out []casework.Verdict) {
	for _, v := range k.state.Seen {
		if !v.At.After(s.At) && v.ID != c.ID {
			out = append(out, v)
		}
	}
	for _, v := range s.State.Seen {
		if _, known := k.Seen(v.ID); !known {
			out = append(out, v)
		}
	}
	return out
}

// remember adds a verdict to those kept for repeats and for the handler that
// waits.
func remember(seen []casework.Verdict, v casework.Verdict) []casework.Verdict {
	return append(slices.Clone(seen[max(0, len(seen)-seenLimit+1):]), v)
}

// admit checks by what authority the oldest arrival speaks and turns it into a
// command. State is checked afterwards, when the command is obeyed.
func (k *Keeper) admit() error {
	in := k.arrivals[0]
	c := in.Command
	if _, repeat := k.Seen(c.ID); repeat && c.ID != "" {
		k.arrivals = k.arrivals[1:]
		return nil // obey would know it too; this spares asking for its authority
	}
	err := k.authorize(in)
	if err == nil {
		k.arrivals = k.arrivals[1:]
	}
	return err
}

func (k *Keeper) authorize(in Arrival) error {
	c := in.Command
	nobodys := c.Actor == "" && (c.Door != casework.DoorUpdate || !k.host.Since("doubted-is-looked-up"))
	if in.Unreadable || c.ID == "" || nobodys {
		return k.turnAway(c, casework.FieldError(casework.Invalid, "id", ""))
	}
	a, err := k.host.Authorize(casework.AuthorizeRequest{
		Number: k.state.Number, Kind: k.state.Kind, Unit: k.state.Unit, Post: k.state.Post,
		Command: c.Name, Actor: c.Actor, At: c.At, To: c.Args.Post, Clock: c.Args.Clock,
		Case: c.Args.Case, Target: c.Args.Kind, Args: c.Args,
		ID: c.ID, Door: c.Door, Event: in.Event, Unknown: in.Unknown,
	})
	if err != nil {
		return err
	}
	if !a.At.IsZero() {
		c.At = a.At // an answer recorded before it told the receipt tells none
	}
	switch {
	case a.Verdict != nil:
		k.answer(c, *a.Verdict)
		return nil
	case a.Taken:
		return k.turnAway(c, casework.FieldError(casework.KeyReused, "id", ""))
	case c.Actor == "": // the machine's own, and nothing answered speaks for it
		return k.turnAway(c, casework.FieldError(casework.Invalid, "id", ""))
	case !a.Allowed:
		k.asked = true // whatever came before, he may not
		return k.refuse(c, casework.FieldError(a.Code, cmp.Or(a.Field, "actor"), a.Rule))
	}
	c.Roles = a.Roles
	if c.Args.Post != "" || a.Unit != "" { // a post brings its unit, an organ is found; otherwise the unit was meant
		c.Args.Unit = a.Unit
	}
	c.Args.Clock = cmp.Or(a.Clock, c.Args.Clock)
	c.Args.Person = cmp.Or(a.Person, c.Args.Person)
	c.Args.Employment, c.Args.Appointed = a.Employment, a.Appointed
	if !a.Issued.IsZero() {
		c.Args.Issued = a.Issued
	}
	k.queue = append(k.queue, c)
	return nil
}

// doubt sends a command whose row does not agree, or that has none, the way of what
// comes straight to the engine.
func (k *Keeper) doubt(c casework.Command) {
	c.Door, c.Roles = casework.DoorUpdate, nil
	k.arrivals = append(k.arrivals, Arrival{Command: c, Unknown: k.beside[c.Call]})
}

// answer tells a caller his verdict where the state does not keep it.
func (k *Keeper) answer(c casework.Command, v casework.Verdict) {
	if c.Call != "" {
		k.turned[c.Call] = v
	}
}
