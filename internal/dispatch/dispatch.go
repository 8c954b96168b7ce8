// Package dispatch brings cases and commands to the Temporal engine for the
// counter: it starts workflows and delivers Updates.
//
// It refuses to register a workflow, to keep anything, and to wait longer than
// its caller: what the engine has not answered stays with the counter.
package dispatch

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/cases"
)

var (
	attributeKind = temporal.NewSearchAttributeKeyKeyword(casework.AttributeKind)
	attributeUnit = temporal.NewSearchAttributeKeyKeyword(casework.AttributeUnit)
)

// Dispatch is the counter's way to the engine.
type Dispatch struct{ client client.Client }

// New uses an open client.
func New(c client.Client) *Dispatch { return &Dispatch{client: c} }

// memoBirth tells whose life a workflow is: the instant its case was registered.
// Numbers come again when the database is restored to an earlier day, instants do
// not.
const memoBirth = "birth"

func birthOf(s casework.State) string { return s.Registered.UTC().Format(time.RFC3339Nano) }

// Start begins a case workflow under the case number. Where the same case's runs
// already it is left alone, so starting twice is harmless; again allows a new run
// of one that has closed. Where another case's runs under the number, of which the
// database knows no more, it is NumberTaken: nobody is joined to it.
func (d *Dispatch) Start(ctx context.Context, in casework.Start, again bool) error {
	number := in.State.Number
	reuse := enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE
	if again {
		reuse = enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
	}
	_, err := d.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: number, TaskQueue: casework.TaskQueue, EnableEagerStart: true,
		WorkflowIDReusePolicy:                    reuse,
		WorkflowIDConflictPolicy:                 enumspb.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		WorkflowExecutionErrorWhenAlreadyStarted: true,
		Memo:                                     map[string]any{memoBirth: birthOf(in.State)},
		// For the operator who reads the engine's UI at night; codes, no word of a person.
		StaticSummary: strings.TrimSpace(fmt.Sprintf("%s %s %s", in.State.Kind, in.State.Unit, in.State.Item)),
		StaticDetails: fmt.Sprintf("Case %s, run %d, post %s.\n\nQuery `state` tells how it stands. Its record is in PostgreSQL; "+
			"cancelling it here changes nothing, terminating it has it started again.", in.State.Number, in.State.Run, in.State.Post),
		TypedSearchAttributes: temporal.NewSearchAttributes(
			attributeKind.ValueSet(string(in.State.Kind)), attributeUnit.ValueSet(in.State.Unit)),
	}, string(in.State.Kind), in)
	var already *serviceerror.WorkflowExecutionAlreadyStarted
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &already):
		return fmt.Errorf("start %s: %w", number, err)
	}
	own, running, err := d.own(ctx, in.State)
	switch {
	case err != nil:
		return err
	case own:
		return nil // it runs, or it ran and ended: nothing is left to start
	case running:
		return casework.Errorf(casework.NumberTaken, "case %s", number)
	case again:
		return fmt.Errorf("start %s: %w", number, already) // it ended between the two looks
	}
	return d.Start(ctx, in, true) // the other has ended; this case gets its own
}

// skew is how far the clocks of the office's machines may be apart.
const skew = time.Minute

// own tells whether the last workflow under a case's number is that case's. One
// started before there were births is not, if it began before the case did.
func (d *Dispatch) own(ctx context.Context, s casework.State) (own, running bool, err error) {
	got, err := d.client.DescribeWorkflowExecution(ctx, s.Number, "")
	if err != nil {
		return false, false, fmt.Errorf("describe %s: %w", s.Number, err)
	}
	info := got.GetWorkflowExecutionInfo()
	running = info.GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING
	var birth string
	if p, ok := info.GetMemo().GetFields()[memoBirth]; ok {
		if err := converter.GetDefaultDataConverter().FromPayload(p, &birth); err != nil {
			return false, running, fmt.Errorf("birth of %s: %w", s.Number, err)
		}
		return birth == birthOf(s), running, nil
	}
	return !info.GetStartTime().AsTime().Before(s.Registered.Add(-skew)), running, nil
}

// Update delivers a command and waits for its verdict until ctx ends. The
// command's id is the Update's, so a second delivery gets the first verdict.
func (d *Dispatch) Update(ctx context.Context, number string, c casework.Command) (casework.Verdict, error) {
	var v casework.Verdict
	handle, err := d.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		UpdateID: c.ID, WorkflowID: number, UpdateName: c.Name, Args: []any{c},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err == nil {
		err = handle.Get(ctx, &v)
	}
	var gone *serviceerror.NotFound
	var refused *temporal.ApplicationError
	switch {
	case errors.As(err, &gone):
		return v, fmt.Errorf("update %s: %w", number, cases.ErrGone)
	case errors.As(err, &refused) && refused.Type() == casework.RefusedByForm:
		return v, refusalOf(number, refused)
	case err != nil:
		return v, fmt.Errorf("update %s %s: %w", number, c.Name, err)
	}
	return v, nil
}

// Release tells a parked case to try its step again.
func (d *Dispatch) Release(ctx context.Context, number string) error {
	err := d.client.SignalWorkflow(ctx, number, "", casework.ReleaseSignal, nil)
	var gone *serviceerror.NotFound
	switch {
	case errors.As(err, &gone):
		return fmt.Errorf("release %s: %w", number, cases.ErrGone)
	case err != nil:
		return fmt.Errorf("release %s: %w", number, err)
	}
	return nil
}

// Trail asks the last run of a case for its last steps. A run that has ended is
// replayed by a worker for it, as long as the engine keeps its history.
func (d *Dispatch) Trail(ctx context.Context, number string) (casework.Trail, error) {
	var t casework.Trail
	value, err := d.client.QueryWorkflow(ctx, number, "", casework.TrailQuery)
	if err == nil {
		err = value.Get(&t)
	}
	var gone *serviceerror.NotFound
	switch {
	case errors.As(err, &gone):
		return t, fmt.Errorf("trail of %s: %w", number, cases.ErrGone)
	case err != nil:
		return t, fmt.Errorf("trail of %s: %w", number, err)
	}
	return t, nil
}

// refusalOf is what a workflow has against the form of an Update. One whose instant
// is yet to come, by the engine's clock, is sent again until it has.
func refusalOf(number string, refused *temporal.ApplicationError) error {
	var why casework.Error
	if err := refused.Details(&why); err != nil || why.Code == casework.FutureDate {
		return fmt.Errorf("update %s: %s", number, refused.Error())
	}
	return &why
}

// Running tells whether a workflow of that number is open.
func (d *Dispatch) Running(ctx context.Context, number string) (bool, error) {
	got, err := d.client.DescribeWorkflowExecution(ctx, number, "")
	var gone *serviceerror.NotFound
	switch {
	case errors.As(err, &gone):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("describe %s: %w", number, err)
	}
	return got.GetWorkflowExecutionInfo().GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING, nil
}

// Healthy tells whether the engine's frontend answers.
func (d *Dispatch) Healthy(ctx context.Context) error {
	_, err := d.client.CheckHealth(ctx, &client.CheckHealthRequest{})
	return err
}
