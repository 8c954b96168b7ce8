package e2e

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/testkit"
)

// How long an installation may take to be ready, the first time and again.
const (
	firstReady = 2 * time.Minute
	againReady = 60 * time.Second
)

// TestUp: one command brings up an installation, finds its data again, and leaves
// no process behind, whether it is told to stop or loses a part.
func TestUp(t *testing.T) {
	t.Parallel()
	env := []string{
		"DATA_DIR=" + filepath.Join(t.TempDir(), "data"), "PORT=0", "DEMO_PASSWORD=" + password,
		"SHIXIAN_ENGINE=" + testkit.EngineBinary(t), "DATABASE_URL=", "TEMPORAL_ADDRESS=", "SHIXIAN_LISTEN=", "SHIXIAN_SMTP_URL=",
	}
	first := up(t, env, firstReady, "--demo", "--no-year")
	number := first.as("clerk").register(foodPermit())
	first.interrupt(t)

	second := up(t, env, againReady, "--demo", "--no-year")
	second.as("handler").do(number, casework.Accept, args{})
	require.Equal(t, casework.StageHandle, second.as("clerk").view(number).Stage)

	engine := second.child(t, "shixian-engine")
	require.NoError(t, syscall.Kill(engine, syscall.SIGKILL))
	second.awaitEnd(t, stopWithin)
	require.Equal(t, 1, second.cmd.ProcessState.ExitCode())
	require.Contains(t, second.log.String(), "engine died")
	second.leftNothing(t)

	third := up(t, env, againReady, "--demo", "--no-year")
	require.Equal(t, casework.StageHandle, third.as("clerk").view(number).Stage)
	third.interrupt(t)
}

// installation is shixian up, running.
type installation struct {
	*process
	t        *testing.T
	url      string
	children map[int]string // name by process id
}

func up(t *testing.T, env []string, within time.Duration, flags ...string) *installation {
	t.Helper()
	_, err := shixian() // building it is not starting it
	require.NoError(t, err)
	began := time.Now()
	i := &installation{process: spawn(t, env, append([]string{"up"}, flags...)...), t: t}
	eventually(t, within, "ready", func() bool {
		select {
		case <-i.ended:
			require.FailNow(t, "shixian up ended", i.log.String())
		default:
		}
		_, rest, found := strings.Cut(i.log.String(), "ready ")
		i.url, _, _ = strings.Cut(rest, "\n")
		return found && strings.HasPrefix(i.url, "http://127.0.0.1:")
	})
	t.Logf("ready in %s", time.Since(began).Round(time.Millisecond))
	require.Equal(t, http.StatusOK, get(i.url+"/readyz"))
	i.children = descendants(t, i.cmd.Process.Pid)
	require.GreaterOrEqual(t, len(i.children), 2, "PostgreSQL and the engine run")
	return i
}

// as signs somebody in to this installation.
func (i *installation) as(name string) *person {
	i.t.Helper()
	return (&house{t: i.t, url: i.url}).as(name)
}

// interrupt is Ctrl-C: a clean end of every process.
func (i *installation) interrupt(t *testing.T) {
	t.Helper()
	require.NoError(t, i.cmd.Process.Signal(os.Interrupt))
	i.awaitEnd(t, 2*stopWithin)
	require.Zero(t, i.cmd.ProcessState.ExitCode(), i.log.tail(2000))
	i.leftNothing(t)
}

// leftNothing: no process it started outlives it.
func (i *installation) leftNothing(t *testing.T) {
	t.Helper()
	eventually(t, 10*time.Second, fmt.Sprintf("none of %v runs", i.children), func() bool {
		for pid := range i.children {
			if syscall.Kill(pid, 0) == nil && state(pid) != "Z" {
				return false
			}
		}
		return true
	})
}

// child finds the process of a name among those the installation started.
func (i *installation) child(t *testing.T, name string) int {
	t.Helper()
	for pid, is := range i.children {
		if strings.HasPrefix(name, is) { // the kernel keeps fifteen letters
			return pid
		}
	}
	t.Fatalf("no %s among %v", name, i.children)
	return 0
}

// descendants are all processes below one, with their names.
func descendants(t *testing.T, root int) map[int]string {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	require.NoError(t, err)
	parents, names := map[int]int{}, map[int]string{}
	for _, file := range stats {
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		require.NoError(t, err)
		if name, fields := stat(pid); len(fields) > 1 {
			parents[pid], _ = strconv.Atoi(fields[1])
			names[pid] = name
		}
	}
	out := map[int]string{}
	for pid := range parents {
		var line []int
		for at := pid; at > 1 && !slices.Contains(line, at); at = parents[at] {
			line = append(line, at)
		}
		if pid != root && slices.Contains(line, root) {
			out[pid] = names[pid]
		}
	}
	return out
}

// stat reads a process's name, and what follows it: state, parent, and so on.
func stat(pid int) (name string, fields []string) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)) // it may have ended
	head, tail, _ := strings.Cut(string(text), ") ")
	_, name, _ = strings.Cut(head, "(")
	return name, strings.Fields(tail)
}

func state(pid int) string {
	if _, fields := stat(pid); len(fields) > 0 {
		return fields[0]
	}
	return ""
}
