package local

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// child is one process started here, with its whole process group.
type child struct {
	name   string
	cmd    *exec.Cmd
	asked  atomic.Bool // somebody here asked it to end
	ended  chan struct{}
	report chan error
	err    error // set before ended is closed
}

// startChild starts cmd in a process group of its own, so that a Ctrl-C in the
// terminal reaches it only through us; death is the signal it gets should this
// process die.
func startChild(name string, cmd *exec.Cmd, death syscall.Signal) (*child, error) {
	c := &child{name: name, cmd: cmd, ended: make(chan struct{}), report: make(chan error, 1)}
	// A grandchild that outlives the child keeps its output open.
	cmd.WaitDelay = time.Second
	started := make(chan error)
	go c.run(death, started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	return c, nil
}

// run keeps its thread for the child's whole life: the kernel takes the death
// of the thread that forked for the death of the parent.
func (c *child) run(death syscall.Signal, started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	bindLife(c.cmd, death)
	if err := c.cmd.Start(); err != nil {
		started <- err
		return
	}
	close(started)
	_ = c.cmd.Wait() // ProcessState says more: also an exit 0 is news here
	if !c.asked.Load() {
		c.err = fmt.Errorf("%s ended by itself: %s", c.name, c.cmd.ProcessState)
		c.report <- c.err
	}
	close(c.ended)
	close(c.report)
}

// signal sends to the whole group.
func (c *child) signal(sig syscall.Signal) error {
	c.asked.Store(true)
	select {
	case <-c.ended:
		return nil
	default:
	}
	if err := syscall.Kill(-c.cmd.Process.Pid, sig); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("signal %s: %w", c.name, err)
	}
	return nil
}

// stop asks the child to end and waits; when ctx ends first it is killed.
func (c *child) stop(ctx context.Context, sig syscall.Signal) error {
	if err := c.signal(sig); err != nil {
		return err
	}
	select {
	case <-c.ended:
		return nil
	case <-ctx.Done():
		return errors.Join(fmt.Errorf("stop %s: %w", c.name, ctx.Err()), c.kill())
	}
}

// kill ends the group at once and waits until it is gone.
func (c *child) kill() error {
	if err := c.signal(syscall.SIGKILL); err != nil {
		return err
	}
	<-c.ended
	return nil
}

// tail keeps the last lines a child wrote, to say why it died.
type tail struct {
	mu    sync.Mutex
	lines []string
}

const tailLines = 12

func (t *tail) add(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lines = append(t.lines, line); len(t.lines) > tailLines {
		t.lines = t.lines[1:]
	}
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.lines, "\n")
}

// lineWriter hands on what is written to it line by line.
type lineWriter struct {
	rest string
	each func(line string)
}

func (w *lineWriter) Write(p []byte) (int, error) {
	lines := strings.Split(w.rest+string(p), "\n")
	w.rest = lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		w.each(line)
	}
	return len(p), nil
}
