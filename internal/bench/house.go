package bench

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq" // both lanes write through it
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/local"
)

const (
	startWithin = 2 * time.Minute
	stopWithin  = 20 * time.Second
	namespace   = "shixian"
)

// house is an installation made for one run: servers, API and worker.
type house struct {
	dir      string
	postgres *local.Postgres
	engine   *local.Engine
	client   client.Client
	admin    *sqlx.DB
	programs []*exec.Cmd
	url      string
	password string
}

// build starts everything in a directory that goes with it. The servers run as
// they do in an office: what is confirmed is on the disk.
func build(ctx context.Context, binary, engine string) (h *house, err error) {
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	h = &house{password: rand.Text()}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.end())
		}
	}()
	if h.dir, err = os.MkdirTemp("", "shixian-bench-"); err != nil {
		return h, err
	}
	if h.postgres, err = local.StartPostgres(ctx, local.Config{Dir: h.dir}); err != nil {
		return h, err
	}
	if h.engine, err = local.StartEngine(ctx, local.EngineConfig{Binary: engine, DatabaseURL: h.postgres.URL("postgres")}); err != nil {
		return h, err
	}
	if h.client, err = client.DialContext(ctx, client.Options{
		HostPort: h.engine.Address(), Namespace: namespace, Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	}); err != nil {
		return h, err
	}
	if h.admin, err = sqlx.ConnectContext(ctx, "postgres", h.postgres.URL("postgres")); err != nil {
		return h, err
	}
	for _, name := range []string{"shixian", "bare"} {
		if _, err = h.admin.ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
			return h, err
		}
	}
	return h, h.startPrograms(ctx, binary)
}

// startPrograms brings up the office and waits until it works.
func (h *house) startPrograms(ctx context.Context, binary string) error {
	address, err := freeAddress()
	if err != nil {
		return err
	}
	h.url = "http://" + address
	env := h.env(address)
	for _, arguments := range [][]string{{"keys", "new"}, {"migrate"}, {"seed", "--demo"}} {
		cmd := exec.CommandContext(ctx, binary, arguments...)
		cmd.Env = env
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%v: %w\n%s", arguments, err, out)
		}
	}
	for _, role := range []string{"api", "worker"} {
		cmd := exec.CommandContext(context.WithoutCancel(ctx), binary, role)
		cmd.Env, cmd.Stderr = env, os.Stderr
		if err := cmd.Start(); err != nil {
			return fmt.Errorf("start %s: %w", role, err)
		}
		h.programs = append(h.programs, cmd)
	}
	return h.ready(ctx)
}

// env is what a program of the house is started with.
func (h *house) env(address string) []string {
	return append(os.Environ(),
		"DATABASE_URL="+h.postgres.URL("shixian"), "DATABASE_DIRECT_URL=", "TEMPORAL_ADDRESS="+h.engine.Address(),
		"TEMPORAL_NAMESPACE="+namespace, "SHIXIAN_LISTEN="+address, "SHIXIAN_SMTP_URL=",
		"SHIXIAN_KEY_FILE="+filepath.Join(h.dir, "keys.json"), "DEMO_PASSWORD="+h.password)
}

func (h *house) ready(ctx context.Context) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !h.answers(ctx) {
		select {
		case <-ctx.Done():
			return fmt.Errorf("the office does not answer: %w", ctx.Err())
		case <-tick.C:
		}
	}
	return nil
}

// answers tells whether the API is ready and the worker polls.
func (h *house) answers(ctx context.Context) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url+"/readyz", http.NoBody)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	resp.Body.Close()
	queue, err := h.client.DescribeTaskQueue(ctx, casework.TaskQueue, enumspb.TASK_QUEUE_TYPE_WORKFLOW)
	return err == nil && resp.StatusCode == http.StatusOK && len(queue.GetPollers()) > 0
}

// written is how many bytes of log PostgreSQL has written so far.
func (h *house) written(ctx context.Context) (n int64, err error) {
	err = h.admin.GetContext(ctx, &n, `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint`)
	return n, err
}

// end stops what was started, last first, and removes the directory.
func (h *house) end() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	var errs []error
	for _, cmd := range h.programs {
		errs = append(errs, cmd.Process.Signal(syscall.SIGTERM))
		_ = cmd.Wait() // it ended as it was told to
	}
	if h.client != nil {
		h.client.Close()
	}
	if h.admin != nil {
		errs = append(errs, h.admin.Close())
	}
	if h.engine != nil {
		errs = append(errs, h.engine.Stop(ctx))
	}
	if h.postgres != nil {
		errs = append(errs, h.postgres.Stop(ctx))
	}
	if h.dir != "" {
		errs = append(errs, os.RemoveAll(h.dir))
	}
	return errors.Join(errs...)
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
