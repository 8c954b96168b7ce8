package dispatch

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/converter"

	"github.com/shixian/shixian/internal/casework"
)

const (
	pageEvents = 200 // of a history, read backwards
	mostPages  = 300 // longer than the engine lets a history grow
)

// Received reads when the engine received a signal or an Update: the time of its
// event. It reads backwards from the newest and rarely needs a second page. A signal
// lies before what was read with it and after the workflow task completed before; of
// several with one id that were read together the first counts.
//
// A run that continued as new carries none over: a case rolls over only when all it
// was sent is obeyed. In a run the engine was told to reset, what was sent after the
// point of reset stands again, with the time of the reset; the run it was reset from
// tells when it first came.
func (d *Dispatch) Received(ctx context.Context, req casework.ReceiptRequest) (time.Time, error) {
	s := search{ReceiptRequest: req, window: true}
	if err := d.readBack(ctx, &s); err != nil {
		return time.Time{}, err
	}
	if s.base != "" && !s.at.IsZero() {
		first := search{ReceiptRequest: req}
		first.Run, first.Event = s.base, 0
		if err := d.readBack(ctx, &first); err != nil {
			return time.Time{}, err
		}
		if !first.at.IsZero() {
			return first.at, nil
		}
	}
	return s.at, nil
}

// readBack shows a search the events of its run from the newest on, until it is done.
func (d *Dispatch) readBack(ctx context.Context, s *search) error {
	var next []byte
	for range mostPages {
		page, err := d.client.WorkflowService().GetWorkflowExecutionHistoryReverse(ctx, &workflowservice.GetWorkflowExecutionHistoryReverseRequest{
			Namespace: s.Namespace, MaximumPageSize: pageEvents, NextPageToken: next,
			Execution: &common.WorkflowExecution{WorkflowId: s.Workflow, RunId: s.Run},
		})
		if err != nil {
			return fmt.Errorf("history of %s: %w", s.Workflow, err)
		}
		for _, e := range page.GetHistory().GetEvents() {
			if s.look(e) {
				return nil
			}
		}
		if next = page.GetNextPageToken(); len(next) == 0 {
			return nil
		}
	}
	return nil
}

// search looks for one event.
type search struct {
	casework.ReceiptRequest
	window bool // only what was read together with it
	at     time.Time
	base   string // the run that this one was reset from
}

// look takes in an event and tells whether the search is done.
func (s *search) look(e *history.HistoryEvent) bool {
	if s.Event > 0 && e.GetEventId() > int64(s.Event) {
		return false
	}
	switch e.GetEventType() {
	case enumspb.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
		return s.window && !s.at.IsZero()
	case enumspb.EVENT_TYPE_WORKFLOW_TASK_FAILED:
		if a := e.GetWorkflowTaskFailedEventAttributes(); a.GetCause() == enumspb.WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW {
			s.base = a.GetBaseRunId()
		}
	}
	if s.matches(e) {
		s.at = e.GetEventTime().AsTime()
	}
	return false
}

func (s *search) matches(e *history.HistoryEvent) bool {
	var name string
	var said *common.Payloads
	switch {
	case s.Door == casework.DoorSignal:
		a := e.GetWorkflowExecutionSignaledEventAttributes()
		name, said = a.GetSignalName(), a.GetInput()
	case e.GetEventType() == enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ADMITTED:
		in := e.GetWorkflowExecutionUpdateAdmittedEventAttributes().GetRequest().GetInput()
		name, said = in.GetName(), in.GetArgs()
	default:
		in := e.GetWorkflowExecutionUpdateAcceptedEventAttributes().GetAcceptedRequest().GetInput()
		name, said = in.GetName(), in.GetArgs()
	}
	if name != s.Command {
		return false
	}
	var id struct {
		ID string `json:"id"`
	}
	return converter.GetDefaultDataConverter().FromPayloads(said, &id) == nil && id.ID == s.ID
}
