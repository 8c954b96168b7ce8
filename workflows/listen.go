package workflows

import (
	"cmp"
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
)

// seenLimit bounds the verdicts a case remembers for repeats. The database
// remembers all of them; this is the engine's own guard.
const seenLimit = 40

// arrival is a signal as it came in.
type arrival struct {
	name string
	at   time.Time
	casework.Signal
}

// listen registers every Update and Signal. Handlers only queue: the loop is
// the one writer, and a caller reads what the loop has written.
func (k *keeper) listen() error {
	for _, name := range casework.Commands() {
		handler := func(ctx workflow.Context, c casework.Command) (casework.Verdict, error) {
			c.Name = name
			return k.handle(ctx, c)
		}
		if err := workflow.SetUpdateHandler(k.ctx, name, handler); err != nil {
			return err
		}
		k.inlets = append(k.inlets, workflow.GetSignalChannel(k.ctx, name))
	}
	workflow.Go(k.ctx, k.hear)
	return workflow.SetQueryHandler(k.ctx, casework.TrailQuery, func() (casework.Trail, error) {
		return casework.Trail{State: *k.state, Marks: k.last()}, nil
	})
}

// handle queues a command and waits for its verdict.
func (k *keeper) handle(ctx workflow.Context, c casework.Command) (casework.Verdict, error) {
	if v, ok := k.seen(c.ID); ok {
		return v, nil
	}
	k.queue = append(k.queue, c)
	var verdict casework.Verdict
	own, _ := workflow.NewDisconnectedContext(ctx)
	err := workflow.Await(own, func() (done bool) {
		verdict, done = k.seen(c.ID)
		return done
	})
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

// hear takes in signals as they come, however busy the loop is: they count from
// their receipt. A signal lies in its channel until it is taken, where the loop
// sees it before it ends or rolls over; a selector would hold it unseen.
func (k *keeper) hear(ctx workflow.Context) {
	for workflow.Await(ctx, k.called) == nil {
		for _, in := range k.inlets {
			var sig casework.Signal
			for in.ReceiveAsync(&sig) {
				k.signals = append(k.signals, arrival{name: in.Name(), at: workflow.Now(ctx), Signal: sig})
				sig = casework.Signal{}
			}
		}
	}
}

// called tells whether a signal lies unread.
func (k *keeper) called() bool {
	return slices.ContainsFunc(k.inlets, func(in workflow.ReceiveChannel) bool { return in.Len() > 0 })
}

// admit checks by what authority the oldest signal speaks and turns it into a
// command. State is checked afterwards, when the command is obeyed.
func (k *keeper) admit() error {
	sig := k.signals[0]
	k.signals = k.signals[1:]
	if _, repeat := k.seen(sig.ID); repeat && sig.ID != "" {
		return nil // obey would know it too; this spares asking for its authority
	}
	c := casework.Command{ID: sig.ID, Name: sig.name, Actor: sig.Actor, At: sig.at, Args: sig.Args}
	if sig.ID == "" || sig.Actor == "" {
		return k.refuse(c, casework.FieldError(casework.Invalid, "id", ""))
	}
	var a casework.Authority
	err := workflow.ExecuteActivity(k.ctx, casework.AuthorizeActivity, casework.AuthorizeRequest{
		Number: k.state.Number, Kind: k.state.Kind, Unit: k.state.Unit, Post: k.state.Post,
		Command: sig.name, Actor: sig.Actor, At: sig.at, To: sig.Args.Post, Clock: sig.Args.Clock,
		Case: sig.Args.Case, Target: sig.Args.Kind, Args: sig.Args,
	}).Get(k.ctx, &a)
	if err != nil {
		return err
	}
	if !a.Allowed {
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
