package workflows

import (
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
	names := casework.Commands()
	for _, name := range names {
		handler := func(ctx workflow.Context, c casework.Command) (casework.Verdict, error) {
			c.Name = name
			return k.handle(ctx, c)
		}
		if err := workflow.SetUpdateHandler(k.ctx, name, handler); err != nil {
			return err
		}
	}
	workflow.Go(k.ctx, func(ctx workflow.Context) { k.hear(ctx, names) })
	return nil
}

// handle queues a command and waits for its verdict.
func (k *keeper) handle(ctx workflow.Context, c casework.Command) (casework.Verdict, error) {
	if v, ok := k.seen(c.ID); ok {
		return v, nil
	}
	k.queue = append(k.queue, c)
	var verdict casework.Verdict
	err := workflow.Await(ctx, func() (done bool) {
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

// remember keeps a verdict for repeats and for the handler that waits.
func (k *keeper) remember(v casework.Verdict) {
	seen := append(slices.Clone(k.state.Seen), v)
	if n := len(seen); n > seenLimit {
		seen = seen[n-seenLimit:]
	}
	k.state.Seen = seen
}

// hear takes in signals of every name as they come; they count from their
// receipt.
func (k *keeper) hear(ctx workflow.Context, names []string) {
	selector := workflow.NewSelector(ctx)
	for _, name := range names {
		selector.AddReceive(workflow.GetSignalChannel(ctx, name), func(c workflow.ReceiveChannel, _ bool) {
			var in casework.Signal
			c.Receive(ctx, &in)
			k.signals = append(k.signals, arrival{name: name, at: workflow.Now(ctx), Signal: in})
		})
	}
	for {
		selector.Select(ctx)
	}
}

// drain takes whatever signals lie unread, so that none is lost on rolling over.
func (k *keeper) drain() (any bool) {
	for _, name := range casework.Commands() {
		ch := workflow.GetSignalChannel(k.ctx, name)
		for {
			var in casework.Signal
			if !ch.ReceiveAsync(&in) {
				break
			}
			k.signals = append(k.signals, arrival{name: name, at: workflow.Now(k.ctx), Signal: in})
		}
	}
	return len(k.signals) > 0
}

// admit checks by what authority the oldest signal speaks and turns it into a
// command. State is checked afterwards, when the command is obeyed.
func (k *keeper) admit() error {
	sig := k.signals[0]
	k.signals = k.signals[1:]
	if _, repeat := k.seen(sig.ID); repeat && sig.ID != "" {
		return nil
	}
	c := casework.Command{ID: sig.ID, Name: sig.name, Actor: sig.Actor, At: sig.at, Args: sig.Args}
	if sig.ID == "" || sig.Actor == "" {
		return k.refuse(c, casework.FieldError(casework.Invalid, "id", ""))
	}
	var a casework.Authority
	err := workflow.ExecuteActivity(k.ctx, casework.AuthorizeActivity, casework.AuthorizeRequest{
		Number: k.state.Number, Kind: k.state.Kind, Unit: k.state.Unit, Post: k.state.Post,
		Command: sig.name, Actor: sig.Actor, At: sig.at,
	}).Get(k.ctx, &a)
	if err != nil {
		return err
	}
	if !a.Allowed {
		return k.refuse(c, casework.FieldError(a.Code, "actor", ""))
	}
	c.Roles = a.Roles
	k.queue = append(k.queue, c)
	return nil
}
