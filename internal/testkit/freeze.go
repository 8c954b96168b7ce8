package testkit

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// Freeze stops a process and everything below it, as a machine does that hangs:
// sockets stay open and nobody answers. thaw lets them go on; the test's end does
// so too.
func Freeze(tb testing.TB, pid int) (thaw func()) {
	tb.Helper()
	frozen := []int{pid}
	require.NoError(tb, syscall.Kill(pid, syscall.SIGSTOP)) // first: it makes no more children
	for i := 0; i < len(frozen); i++ {
		for _, child := range children(tb, frozen[i]) {
			if syscall.Kill(child, syscall.SIGSTOP) == nil { // it may have ended
				frozen = append(frozen, child)
			}
		}
	}
	thaw = func() {
		for _, pid := range frozen {
			_ = syscall.Kill(pid, syscall.SIGCONT) // it may have been killed meanwhile
		}
	}
	tb.Cleanup(thaw)
	return thaw
}

// children are the processes whose parent is pid.
func children(tb testing.TB, pid int) (out []int) {
	tb.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	require.NoError(tb, err)
	for _, file := range stats {
		text, _ := os.ReadFile(file) // it may have ended
		_, rest, _ := strings.Cut(string(text), ") ")
		if f := strings.Fields(rest); len(f) > 1 && f[1] == strconv.Itoa(pid) {
			child, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			require.NoError(tb, err)
			out = append(out, child)
		}
	}
	return out
}
