package bench

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

const (
	bareQueue  = "bench-bare"
	bareName   = "bare"
	bareStep   = "step"
	bareInsert = "insert"
	// bareSteps is what a service case takes: register, accept, complete, deliver.
	bareSteps = 4
	bareWait  = 10 * 24 * time.Hour // as far off as the promise of a permit
)

const createBare = `CREATE TABLE bench_steps (id text NOT NULL, step integer NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (id, step))`

// bare is the engine with nothing on it: one timer, one Update and one activity
// with one insert a step.
type bare struct {
	client client.Client
	db     *sqlx.DB
	worker worker.Worker
}

// openBare starts a worker in this process, on the database at url.
func openBare(ctx context.Context, c client.Client, url string) (*bare, error) {
	db, err := sqlx.ConnectContext(ctx, "postgres", url)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(16)
	db.SetMaxIdleConns(16)
	if _, err := db.ExecContext(ctx, createBare); err != nil {
		return nil, err
	}
	b := &bare{client: c, db: db, worker: worker.New(c, bareQueue, worker.Options{
		MaxConcurrentActivityExecutionSize: 40, MaxConcurrentWorkflowTaskExecutionSize: 40,
	})}
	b.worker.RegisterWorkflowWithOptions(bareLife, workflow.RegisterOptions{Name: bareName})
	b.worker.RegisterActivityWithOptions(b.insert, activity.RegisterOptions{Name: bareInsert})
	return b, b.worker.Start()
}

func (b *bare) close() {
	b.worker.Stop()
	b.db.Close()
}

func (b *bare) insert(ctx context.Context, id string, step int) error {
	_, err := b.db.ExecContext(ctx, `INSERT INTO bench_steps (id, step) VALUES ($1, $2) ON CONFLICT DO NOTHING`, id, step)
	return err
}

// bareLife writes a row for each step and waits, with a timer set, for the next.
func bareLife(ctx workflow.Context) error {
	id := workflow.GetInfo(ctx).WorkflowExecution.ID
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: 30 * time.Second})
	asked, done := 1, 0
	err := workflow.SetUpdateHandler(ctx, bareStep, func(ctx workflow.Context) error {
		asked++
		mine := asked
		return workflow.Await(ctx, func() bool { return done >= mine })
	})
	if err != nil {
		return err
	}
	for done < bareSteps {
		if err := workflow.ExecuteActivity(ctx, bareInsert, id, done+1).Get(ctx, nil); err != nil {
			return err
		}
		done++
		timerCtx, cancel := workflow.WithCancel(ctx)
		timer := workflow.NewTimer(timerCtx, bareWait)
		if err := workflow.Await(ctx, func() bool { return asked > done || done == bareSteps || timer.IsReady() }); err != nil {
			return err
		}
		cancel()
	}
	return workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) })
}

// life starts a workflow, which is done once its first row is written, and brings
// the other steps as Updates.
func (b *bare) life(ctx context.Context) ([]time.Duration, error) {
	id := "bare-" + rand.Text()
	began := time.Now()
	_, err := b.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: id, TaskQueue: bareQueue, EnableEagerStart: true}, bareName)
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", id, err)
	}
	if err := b.written(ctx, id); err != nil {
		return nil, err
	}
	steps := []time.Duration{time.Since(began)}
	for range bareSteps - 1 {
		began := time.Now()
		h, err := b.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
			WorkflowID: id, UpdateName: bareStep, WaitForStage: client.WorkflowUpdateStageCompleted,
		})
		if err == nil {
			err = h.Get(ctx, nil)
		}
		if err != nil {
			return nil, fmt.Errorf("update %s: %w", id, err)
		}
		steps = append(steps, time.Since(began))
	}
	return steps, nil
}

// written waits for the first row, asking as often as the counter asks for the
// first revision of a case.
func (b *bare) written(ctx context.Context, id string) error {
	for pause := 10 * time.Millisecond; ; pause = min(2*pause, 200*time.Millisecond) {
		var n int
		if err := b.db.GetContext(ctx, &n, `SELECT count(*) FROM bench_steps WHERE id = $1`, id); err != nil || n > 0 {
			return err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}
