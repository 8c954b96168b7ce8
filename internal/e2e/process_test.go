package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// stopWithin is how long a program may take to end when it is asked to.
const stopWithin = 20 * time.Second

// process is a program that runs, with everything it writes.
type process struct {
	cmd   *exec.Cmd
	log   *journal
	ended chan struct{}
}

// spawn starts a program; the test's end ends it.
func spawn(t *testing.T, env []string, arguments ...string) *process {
	t.Helper()
	binary, err := shixian()
	require.NoError(t, err)
	return spawnOf(t, binary, env, arguments...)
}

// spawnOf is spawn of another commit's program.
func spawnOf(t *testing.T, binary string, env []string, arguments ...string) *process {
	t.Helper()
	cmd := exec.Command(binary, arguments...)
	cmd.Env = append(os.Environ(), env...)
	return begin(t, cmd)
}

// begin starts a command as it is.
func begin(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{cmd: cmd, log: &journal{}, ended: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	p.cmd.WaitDelay = time.Second // a grandchild may keep the output open
	p.cmd.SysProcAttr = bound()
	started := make(chan error)
	go func() {
		// The kernel takes the death of the thread that forked for the parent's.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			_ = p.cmd.Wait() // ProcessState says how it ended
			close(p.ended)
		}
	}()
	require.NoError(t, <-started, "start %v", cmd.Args)
	t.Cleanup(func() {
		p.stop(t)
		if t.Failed() {
			t.Logf("%s said:\n%s", strings.Join(cmd.Args, " "), p.log.tail(4000))
		}
	})
	return p
}

// stop asks the program to end and waits until it has.
func (p *process) stop(t *testing.T) {
	t.Helper()
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // one that has ended needs none
	p.awaitEnd(t, stopWithin)
}

// kill ends the program as a crash would.
func (p *process) kill(t *testing.T) {
	t.Helper()
	require.NoError(t, p.cmd.Process.Kill())
	p.awaitEnd(t, stopWithin)
}

func (p *process) awaitEnd(t *testing.T, within time.Duration) {
	t.Helper()
	select {
	case <-p.ended:
	case <-time.After(within):
		_ = p.cmd.Process.Kill()
		t.Errorf("process %d did not end within %s", p.cmd.Process.Pid, within)
	}
}

// run carries out a command of the program and returns what it printed.
func run(t *testing.T, env []string, arguments ...string) string {
	t.Helper()
	binary, err := shixian()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), binary, arguments...)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "shixian %v: %s", arguments, out)
	return string(out)
}

// journal collects what a program writes.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func (j *journal) tail(n int) string {
	s := j.String()
	return s[max(0, len(s)-n):]
}

// rarely is how often a test asks in the end: what it asks costs the processor that
// everything here shares.
const rarely = 400 * time.Millisecond

// eventually asks until the answer is true; it fails the test when it is not in
// time. what says in words what was waited for.
func eventually(t *testing.T, within time.Duration, what string, done func() bool) {
	t.Helper()
	deadline := time.After(within)
	for pause := 20 * time.Millisecond; !done(); pause = min(pause*3/2, rarely) {
		select {
		case <-deadline:
			require.FailNow(t, "not within "+within.String(), what)
		case <-time.After(pause):
		}
	}
}
