package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/kind"
)

// LeaveSignal tells a workflow of Virtual that nobody looks any longer.
const LeaveSignal = "leave"

// Virtual is All for a test environment's virtual time, where a case that nobody
// ends would never end: each returns workflow.ErrCanceled at LeaveSignal.
func Virtual(kinds *kind.Set) map[string]any {
	all := Of(kinds).All()
	for name, fn := range all {
		all[name] = leaving(fn.(func(workflow.Context, casework.Start) (string, error)))
	}
	return all
}

func leaving(life func(workflow.Context, casework.Start) (string, error)) func(workflow.Context, casework.Start) (string, error) {
	return func(ctx workflow.Context, in casework.Start) (result string, err error) {
		ended := false
		workflow.Go(ctx, func(ctx workflow.Context) {
			result, err = life(ctx, in)
			ended = true
		})
		host, _ := workflow.NewDisconnectedContext(ctx)
		left := workflow.GetSignalChannel(ctx, LeaveSignal)
		if failed := workflow.Await(host, func() bool { return ended || left.Len() > 0 }); failed != nil {
			return "", failed
		}
		if !ended {
			return "", workflow.ErrCanceled
		}
		return result, err
	}
}
