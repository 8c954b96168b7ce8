package workflows

import (
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
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
