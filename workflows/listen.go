package workflows

import (
	"cmp"
	"slices"
	"time"

	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// seenLimit bounds the verdicts a case remembers for repeats. The database
// remembers all of them; this is the engine's own guard.
const seenLimit = 40

// listen registers every Update and Signal. Handlers only queue: the loop is
// the one writer, and a caller reads what the loop has written.
func (k *keeper) listen() error {
	for _, name := range k.commands {
		handler := func(ctx workflow.Context, raw converter.RawValue) (casework.Verdict, error) {
			c, beside, err := readUpdate(name, raw)
			if err != nil {
				return casework.Verdict{}, err // the validator let none in
			}
			return k.handle(ctx, c, beside)
		}
		options := workflow.UpdateHandlerOptions{Description: k.describes(name), Validator: func(ctx workflow.Context, raw converter.RawValue) error {
			return k.validate(ctx, name, raw)
		}}
		if err := workflow.SetUpdateHandlerWithOptions(k.ctx, name, handler, options); err != nil {
			return err
		}
		k.inlets = append(k.inlets, workflow.GetSignalChannelWithOptions(k.ctx, name, workflow.SignalChannelOptions{Description: k.describes(name)}))
	}
	workflow.Go(k.ctx, k.hear)
	if err := workflow.SetQueryHandlerWithOptions(k.ctx, casework.StateQuery, k.stands, workflow.QueryHandlerOptions{
		Description: "How the case stands: stage, turn, open clocks, what it waits for",
	}); err != nil {
		return err
	}
	return workflow.SetQueryHandler(k.ctx, casework.TrailQuery, func() (casework.Trail, error) {
		return casework.Trail{State: *k.state, Marks: k.last()}, nil
	})
}

// validate looks at form alone; what it refuses leaves no history. Who may send it
// is found when it is obeyed: the row that agrees with it, or his authority.
func (k *keeper) validate(ctx workflow.Context, name string, raw converter.RawValue) error {
	c, _, err := readUpdate(name, raw)
	why := casework.FieldError(casework.Invalid, "body", "")
	if err == nil {
		why = k.declared.CheckUpdate(c, workflow.Now(ctx))
	}
	if why != nil {
		return temporal.NewNonRetryableApplicationError("refused by its form", casework.RefusedByForm, why, *why)
	}
	return nil
}

// handle queues a command and waits for its verdict. By what door it came is for the
// workflow alone to say. What it says beside counts where no row speaks for it: a newer
// counter may say more than an older worker knows.
func (k *keeper) handle(ctx workflow.Context, c casework.Command, beside string) (casework.Verdict, error) {
	if v, ok := k.seen(c.ID); ok {
		return v, nil
	}
	c.Door, c.Stored, c.Call = "", time.Time{}, workflow.GetCurrentUpdateInfo(ctx).ID
	if c.At.IsZero() {
		c.At = workflow.Now(ctx) // it has no row, and history will say from when it counts
	}
	k.queue = append(k.queue, c)
	if beside != "" {
		k.beside[c.Call] = beside
	}
	var verdict casework.Verdict
	own, _ := workflow.NewDisconnectedContext(ctx)
	err := workflow.Await(own, func() (done bool) {
		if verdict, done = k.turned[c.Call]; done {
			return true
		}
		verdict, done = k.seen(c.ID)
		return done
	})
	delete(k.turned, c.Call)
	delete(k.beside, c.Call)
	return verdict, err
}

func (k *keeper) seen(id string) (casework.Verdict, bool) {
	i := slices.IndexFunc(k.state.Seen, func(v casework.Verdict) bool { return v.ID == id })
	if i < 0 {
		return casework.Verdict{}, false
	}
	return k.state.Seen[i], true
}

// remember adds a verdict to those kept for repeats and for the handler that
// waits.
func remember(seen []casework.Verdict, v casework.Verdict) []casework.Verdict {
	return append(slices.Clone(seen[max(0, len(seen)-seenLimit+1):]), v)
}

// admit checks by what authority the oldest arrival speaks and turns it into a
// command. State is checked afterwards, when the command is obeyed.
func (k *keeper) admit() error {
	in := k.arrivals[0]
	c := in.Command
	if _, repeat := k.seen(c.ID); repeat && c.ID != "" {
		k.arrivals = k.arrivals[1:]
		return nil // obey would know it too; this spares asking for its authority
	}
	err := k.authorize(in)
	if err == nil {
		k.arrivals = k.arrivals[1:]
	}
	return err
}

func (k *keeper) authorize(in arrival) error {
	c := in.Command
	if in.unreadable || c.ID == "" || c.Actor == "" {
		return k.turnAway(c, casework.FieldError(casework.Invalid, "id", ""))
	}
	var a casework.Authority
	err := workflow.ExecuteActivity(k.ctx, casework.AuthorizeActivity, casework.AuthorizeRequest{
		Number: k.state.Number, Kind: k.state.Kind, Unit: k.state.Unit, Post: k.state.Post,
		Command: c.Name, Actor: c.Actor, At: c.At, To: c.Args.Post, Clock: c.Args.Clock,
		Case: c.Args.Case, Target: c.Args.Kind, Args: c.Args,
		ID: c.ID, Door: c.Door, Event: in.event, Unknown: in.unknown,
	}).Get(k.ctx, &a)
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
	case !a.Allowed:
		k.asked = true // whatever came before, he may not
		return k.refuse(c, casework.FieldError(a.Code, cmp.Or(a.Field, "actor"), a.Rule))
	}
	c.Roles = a.Roles
	if c.Args.Post != "" { // a post brings its unit; otherwise the unit was meant
		c.Args.Unit = a.Unit
	}
	c.Args.Clock = cmp.Or(a.Clock, c.Args.Clock)
	c.Args.Person = cmp.Or(a.Person, c.Args.Person)
	k.queue = append(k.queue, c)
	return nil
}

// doubt sends a command whose row does not agree, or that has none, the way of what
// comes straight to the engine.
func (k *keeper) doubt(c casework.Command) {
	c.Door, c.Roles = casework.DoorUpdate, nil
	k.arrivals = append(k.arrivals, arrival{Command: c, unknown: k.beside[c.Call]})
}

// answer tells a caller his verdict where the state does not keep it.
func (k *keeper) answer(c casework.Command, v casework.Verdict) {
	if c.Call != "" {
		k.turned[c.Call] = v
	}
}
