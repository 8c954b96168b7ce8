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

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

var (
	attributeKind = temporal.NewSearchAttributeKeyKeyword(casework.AttributeKind)
	attributeUnit = temporal.NewSearchAttributeKeyKeyword(casework.AttributeUnit)
)

// Dispatch is the counter's way to the engine.
type Dispatch struct{ client client.Client }

// New uses an open client.
func New(c client.Client) *Dispatch { return &Dispatch{client: c} }

// Start begins a case workflow under the case number. A workflow that runs
// already is left alone, so starting twice is harmless; again allows a new run
// of one that has closed.
func (d *Dispatch) Start(ctx context.Context, in casework.Start, again bool) error {
	reuse := enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE
	if again {
		reuse = enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
	}
	_, err := d.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: in.State.Number, TaskQueue: casework.TaskQueue, EnableEagerStart: true,
		WorkflowIDReusePolicy:    reuse,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		// For the operator who reads the engine's UI at night; codes, no word of a person.
		StaticSummary: strings.TrimSpace(fmt.Sprintf("%s %s %s", in.State.Kind, in.State.Unit, in.State.Item)),
		StaticDetails: fmt.Sprintf("Case %s, run %d, post %s.\n\nQuery `state` tells how it stands. Its record is in PostgreSQL; "+
			"cancelling it here changes nothing, terminating it has it started again.", in.State.Number, in.State.Run, in.State.Post),
		TypedSearchAttributes: temporal.NewSearchAttributes(
			attributeKind.ValueSet(string(in.State.Kind)), attributeUnit.ValueSet(in.State.Unit)),
	}, string(in.State.Kind), in)
	var already *serviceerror.WorkflowExecutionAlreadyStarted
	if errors.As(err, &already) {
		return nil // it ran and ended: nothing is left to start
	}
	if err != nil {
		return fmt.Errorf("start %s: %w", in.State.Number, err)
	}
	return nil
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
		return v, fmt.Errorf("update %s: %w", number, counter.ErrGone)
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
		return fmt.Errorf("release %s: %w", number, counter.ErrGone)
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
		return t, fmt.Errorf("trail of %s: %w", number, counter.ErrGone)
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
