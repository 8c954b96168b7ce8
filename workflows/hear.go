package workflows

import (
	"bytes"
	"encoding/json"
	"strings"

	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/workflows/machine"
)

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
