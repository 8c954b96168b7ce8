package workflows

import (
	"bytes"
	"encoding/json"
	"strings"

	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

// listen registers every Update and Signal. Handlers only queue: the loop is
// the one writer, and a caller reads what the loop has written.
func (e *engine) listen(commands []string) error {
	for _, name := range commands {
		handler := func(ctx workflow.Context, raw converter.RawValue) (casework.Verdict, error) {
			c, beside, err := readUpdate(name, raw)
			if err != nil {
				return casework.Verdict{}, err // the validator let none in
			}
			return e.handle(ctx, c, beside)
		}
		options := workflow.UpdateHandlerOptions{Description: e.Describe(name), Validator: func(ctx workflow.Context, raw converter.RawValue) error {
			return e.validate(ctx, name, raw)
		}}
		if err := workflow.SetUpdateHandlerWithOptions(e.ctx, name, handler, options); err != nil {
			return err
		}
		e.inlets = append(e.inlets, workflow.GetSignalChannelWithOptions(e.ctx, name, workflow.SignalChannelOptions{Description: e.Describe(name)}))
	}
	workflow.Go(e.ctx, e.hear)
	if err := workflow.SetQueryHandlerWithOptions(e.ctx, casework.StateQuery, func() (casework.StateReport, error) {
		return e.Report(), nil
	}, workflow.QueryHandlerOptions{
		Description: "How the case stands: stage, turn, open clocks, what it waits for",
	}); err != nil {
		return err
	}
	return workflow.SetQueryHandler(e.ctx, casework.TrailQuery, func() (casework.Trail, error) {
		return e.Trail(), nil
	})
}

// validate looks at form alone; what it refuses leaves no history. Who may send it
// is found when it is obeyed: the row that agrees with it, or his authority.
func (e *engine) validate(ctx workflow.Context, name string, raw converter.RawValue) error {
	c, _, err := readUpdate(name, raw)
	why := casework.FieldError(casework.Invalid, "body", "")
	if err == nil {
		why = e.Form(c, workflow.Now(ctx))
	}
	if why != nil {
		return temporal.NewNonRetryableApplicationError("refused by its form", casework.RefusedByForm, why, *why)
	}
	return nil
}

// handle lays a command down and waits for its verdict.
func (e *engine) handle(ctx workflow.Context, c casework.Command, beside string) (casework.Verdict, error) {
	if v, ok := e.Seen(c.ID); ok {
		return v, nil
	}
	c = e.Update(c, workflow.GetCurrentUpdateInfo(ctx).ID, beside)
	defer e.Answered(c)
	var verdict casework.Verdict
	own, _ := workflow.NewDisconnectedContext(ctx)
	err := workflow.Await(own, func() (done bool) {
		verdict, done = e.Answer(c)
		return done
	})
	return verdict, err
}

// hear takes in signals as they come, however busy the loop is. A signal lies in its
// channel until it is taken, where the loop sees it before it ends or rolls over; a
// selector would hold it unseen. From when it counts the engine's history says.
func (e *engine) hear(ctx workflow.Context) {
	for workflow.Await(ctx, e.called) == nil {
		for _, in := range e.inlets {
			var raw converter.RawValue
			for in.ReceiveAsync(&raw) {
				a := read(in.Name(), raw)
				a.At, a.Event = workflow.Now(ctx), workflow.GetInfo(ctx).GetCurrentHistoryLength()
				if !a.Unreadable || e.Since("unreadable-signal") { // it used to be dropped without a word
					e.Signal(a)
				}
				raw = converter.RawValue{}
			}
		}
	}
}

// watch notes that the engine was asked to cancel the run. It does so once: the
// engine keeps one request a run.
func (e *engine) watch(asked workflow.ReceiveChannel) func(workflow.Context) {
	return func(ctx workflow.Context) {
		asked.Receive(ctx, nil)
		e.Cancel(workflow.Now(ctx))
	}
}

// read makes of a signal's payload what it says.
func read(name string, raw converter.RawValue) machine.Arrival {
	var sig casework.Signal
	err := converter.GetDefaultDataConverter().FromPayload(raw.Payload(), &sig)
	if err != nil {
		sig = casework.Signal{}
	}
	return machine.Arrival{
		Command:    casework.Command{ID: sig.ID, Name: name, Actor: sig.Actor, Args: sig.Args, Door: casework.DoorSignal},
		Unreadable: err != nil, Unknown: unknown(raw, &casework.Signal{}),
	}
}

// readUpdate makes of an Update's payload the command it brings, and names what it says
// beside.
func readUpdate(name string, raw converter.RawValue) (c casework.Command, beside string, err error) {
	err = converter.GetDefaultDataConverter().FromPayload(raw.Payload(), &c)
	c.Name = name
	return c, unknown(raw, &casework.Command{}), err
}

// unknown names the first field a payload has and what it is read into does not know.
// Decoding into a type of ours is the same at every replay, whatever reflection lies
// below it.
//
//workflowcheck:ignore
func unknown(raw converter.RawValue, into any) string {
	d := json.NewDecoder(bytes.NewReader(raw.Payload().GetData()))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		return ""
	}
	_, name, is := strings.Cut(err.Error(), "unknown field ")
	if !is {
		return ""
	}
	return strings.Trim(name, `"`)
}
