package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"syscall"
)

// EngineConfig says where and how to run the engine.
type EngineConfig struct {
	Binary      string    // empty = FindEngine
	DatabaseURL string    // an existing PostgreSQL; the role creates databases, or finds them made
	Listen      string    // frontend, loopback; empty or port 0 takes a free port
	UI          string    // operators' Web UI, loopback; empty leaves it out
	Namespace   string    // empty = "shixian"
	Log         io.Writer // everything the engine writes; nil drops it
}

// Engine is a running engine. Its methods may be called from any goroutine.
type Engine struct {
	child   *child
	address string
}

const readyLine = "engine ready "

// StartEngine brings up the engine on its databases, which it creates and
// upgrades, and returns once workflows can be started. ctx bounds the start
// only.
func StartEngine(ctx context.Context, config EngineConfig) (*Engine, error) {
	cmd, address, err := engineCommand(config)
	if err != nil {
		return nil, fmt.Errorf("start engine: %w", err)
	}
	if config.Log == nil {
		config.Log = io.Discard
	}
	last := &tail{}
	ready := make(chan struct{})
	// One writer for both streams: exec then serializes the writes.
	out := &lineWriter{each: func(line string) {
		last.add(line)
		fmt.Fprintln(config.Log, line)
		if strings.HasPrefix(line, readyLine) {
			close(ready)
		}
	}}
	cmd.Stdout, cmd.Stderr = out, out
	c, err := startChild("engine", cmd, syscall.SIGTERM)
	if err != nil {
		return nil, err
	}
	select {
	case <-ready:
		return &Engine{child: c, address: address}, nil
	case <-c.ended:
		err = c.err
	case <-ctx.Done():
		err = errors.Join(ctx.Err(), c.kill())
	}
	return nil, fmt.Errorf("start engine: %w\n%s", err, last)
}

// engineCommand passes the database by environment, for arguments are
// everybody's to read, and nothing else by it: PGHOST and its like would
// complete what the URL leaves open.
func engineCommand(config EngineConfig) (cmd *exec.Cmd, address string, err error) {
	binary := config.Binary
	if binary == "" {
		if binary, err = FindEngine(); err != nil {
			return nil, "", err
		}
	}
	if address, err = loopbackAddress(config.Listen); err != nil {
		return nil, "", err
	}
	cmd = exec.Command(binary, "--listen", address)
	if config.UI != "" {
		cmd.Args = append(cmd.Args, "--ui", config.UI)
	}
	if config.Namespace != "" {
		cmd.Args = append(cmd.Args, "--namespace", config.Namespace)
	}
	cmd.Env = []string{"DATABASE_DIRECT_URL=" + config.DatabaseURL}
	return cmd, address, nil
}

// Address is the frontend's host:port.
func (e *Engine) Address() string { return e.address }

// PID is the engine's process id.
func (e *Engine) PID() int { return e.child.cmd.Process.Pid }

// Done reports the engine's end: an error if it ended by itself, then, in any
// case, the close.
func (e *Engine) Done() <-chan error { return e.child.report }

// Stop lets the engine finish what it holds; when ctx ends first it is killed.
func (e *Engine) Stop(ctx context.Context) error { return e.child.stop(ctx, syscall.SIGTERM) }

// Kill ends the engine as a crash would.
func (e *Engine) Kill() error { return e.child.kill() }
