package dispatch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// Namespace is the engine's namespace this installation works in.
type Namespace struct {
	client client.Client
	name   string
	kinds  *kind.Set // whose numbers its workflows bear
}

// NewNamespace uses an open client of that namespace.
func NewNamespace(kinds *kind.Set, c client.Client, name string) *Namespace {
	return &Namespace{c, name, kinds}
}

// ErrNoNamespace is returned where the engine has no namespace of that name.
var ErrNoNamespace = errors.New("no such namespace")

// installationKey is where, in a namespace's data, the id of the installation stands
// whose cases it keeps.
const installationKey = "shixian.installation"

// attributes are those every case is started with.
var attributes = []string{casework.AttributeKind, casework.AttributeUnit}

// NamespaceState is what a namespace says of itself.
type NamespaceState struct {
	Missing      []string // search attributes it does not have
	Installation string   // whose it is; empty: nobody has said so yet
}

// State reads it: ErrNoNamespace where there is none.
func (n *Namespace) State(ctx context.Context) (NamespaceState, error) {
	var s NamespaceState
	got, err := n.client.WorkflowService().DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: n.name})
	var missing *serviceerror.NamespaceNotFound
	switch {
	case errors.As(err, &missing):
		return s, ErrNoNamespace
	case err != nil:
		return s, fmt.Errorf("describe namespace %s: %w", n.name, err)
	}
	s.Installation = got.GetNamespaceInfo().GetData()[installationKey]
	have, err := n.client.OperatorService().ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: n.name})
	if err != nil {
		return s, fmt.Errorf("list search attributes of %s: %w", n.name, err)
	}
	for _, a := range attributes {
		if _, ok := have.GetCustomAttributes()[a]; !ok {
			s.Missing = append(s.Missing, a)
		}
	}
	return s, nil
}

// Claim writes whose the namespace is, for the others to see.
func (n *Namespace) Claim(ctx context.Context, installation string) error {
	_, err := n.client.WorkflowService().UpdateNamespace(ctx, &workflowservice.UpdateNamespaceRequest{
		Namespace:  n.name,
		UpdateInfo: &namespacepb.UpdateNamespaceInfo{Data: map[string]string{installationKey: installation}},
	})
	if err != nil {
		return fmt.Errorf("claim namespace %s: %w", n.name, err)
	}
	return nil
}

// settleWithin is how long the engine may take to hear of what was prepared.
const settleWithin = time.Minute

// Prepare makes what is missing: the namespace, with its retention, and the search
// attributes. It returns once both can be used.
func (n *Namespace) Prepare(ctx context.Context, retention time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, settleWithin)
	defer cancel()
	_, err := n.client.WorkflowService().RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace: n.name, WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	var known *serviceerror.NamespaceAlreadyExists
	if err != nil && !errors.As(err, &known) {
		return fmt.Errorf("register namespace %s: %w", n.name, err)
	}
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		if err = n.prepared(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("prepare namespace %s: %w", n.name, err)
		case <-tick.C:
		}
	}
}

func (n *Namespace) prepared(ctx context.Context) error {
	s, err := n.State(ctx)
	if err != nil {
		return err
	}
	if len(s.Missing) > 0 {
		want := map[string]enumspb.IndexedValueType{}
		for _, a := range s.Missing {
			want[a] = enumspb.INDEXED_VALUE_TYPE_KEYWORD
		}
		if _, err := n.client.OperatorService().AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{
			Namespace: n.name, SearchAttributes: want,
		}); err != nil {
			return err
		}
	}
	_, err = n.count(ctx, casework.AttributeKind+" = 'ready' AND "+casework.AttributeUnit+" = 'ready'")
	return err
}

func (n *Namespace) count(ctx context.Context, query string) (int64, error) {
	got, err := n.client.CountWorkflow(ctx, &workflowservice.CountWorkflowExecutionsRequest{Namespace: n.name, Query: query})
	return got.GetCount(), err
}

// page is how many workflows are listed at once.
const page = 500

// Highest is the highest serial of a kind and year the engine has above one; that
// one where it has none. What it lists is what a restored database does not know:
// as a rule nothing.
func (n *Namespace) Highest(ctx context.Context, of casework.Kind, year, above int) (int, error) {
	from, to := n.kinds.Number(of, year, above), n.kinds.Number(of, year, 999999)
	highest := above
	err := n.each(ctx, fmt.Sprintf("WorkflowId > '%s' AND WorkflowId <= '%s'", from, to), func(e *workflowpb.WorkflowExecutionInfo) bool {
		if k, y, serial, ok := n.kinds.Parse(e.GetExecution().GetWorkflowId()); ok && k == of && y == year {
			highest = max(highest, serial)
		}
		return true
	})
	if err != nil {
		return above, fmt.Errorf("highest %s of %d: %w", of, year, err)
	}
	return highest, nil
}

// Life is an open workflow.
type Life struct {
	Number string
	Began  time.Time
}

// Open lists running workflows, the newest first, up to a limit; all tells whether
// these are all.
func (n *Namespace) Open(ctx context.Context, limit int) (open []Life, all bool, err error) {
	all = true
	err = n.each(ctx, "ExecutionStatus = 'Running'", func(e *workflowpb.WorkflowExecutionInfo) bool {
		if len(open) == limit {
			all = false
			return false
		}
		open = append(open, Life{e.GetExecution().GetWorkflowId(), e.GetStartTime().AsTime()})
		return true
	})
	if err != nil {
		return nil, false, fmt.Errorf("list open workflows: %w", err)
	}
	return open, all, nil
}

// Some lists a few workflows, open or closed.
func (n *Namespace) Some(ctx context.Context, limit int) (numbers []string, err error) {
	err = n.each(ctx, "", func(e *workflowpb.WorkflowExecutionInfo) bool {
		numbers = append(numbers, e.GetExecution().GetWorkflowId())
		return len(numbers) < limit
	})
	if err != nil {
		return nil, fmt.Errorf("list workflows: %w", err)
	}
	slices.Sort(numbers)
	return slices.Compact(numbers), nil
}

func (n *Namespace) each(ctx context.Context, query string, do func(*workflowpb.WorkflowExecutionInfo) bool) error {
	var token []byte
	for {
		got, err := n.client.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{
			Namespace: n.name, Query: query, PageSize: page, NextPageToken: token,
		})
		if err != nil {
			return err
		}
		for _, e := range got.GetExecutions() {
			if !do(e) {
				return nil
			}
		}
		if token = got.GetNextPageToken(); len(token) == 0 {
			return nil
		}
	}
}
