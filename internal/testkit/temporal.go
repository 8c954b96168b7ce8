package testkit

import (
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
)

// Namespace is the engine's.
const Namespace = "shixian"

// Temporal is a client of the shared engine, closed when the test ends.
func Temporal(tb testing.TB) client.Client {
	tb.Helper()
	return Dial(tb, Engine(tb).Address())
}

// Dial is a client of any engine, closed when the test ends.
func Dial(tb testing.TB, address string) client.Client {
	tb.Helper()
	c, err := client.DialContext(tb.Context(), client.Options{
		HostPort:  address,
		Namespace: Namespace,
		Logger:    log.NewStructuredLogger(slog.New(slog.NewTextHandler(io.Discard, nil))),
	})
	require.NoError(tb, err, "dial engine %s", address)
	tb.Cleanup(c.Close)
	return c
}

var engineBuild sync.Mutex

// EngineBinary is $SHIXIAN_ENGINE, else bin/shixian-engine of this module,
// built (some minutes, once) when it is not there.
func EngineBinary(tb testing.TB) string {
	tb.Helper()
	if path := os.Getenv("SHIXIAN_ENGINE"); path != "" {
		return path
	}
	root := moduleRoot(tb)
	binary := filepath.Join(root, "bin", "shixian-engine")
	engineBuild.Lock()
	defer engineBuild.Unlock()
	if _, err := os.Stat(binary); err == nil {
		return binary
	}
	require.NoError(tb, os.MkdirAll(filepath.Dir(binary), 0o755))
	lock, err := os.Create(binary + ".lock") // other test binaries build too
	require.NoError(tb, err)
	defer lock.Close()
	require.NoError(tb, syscall.Flock(int(lock.Fd()), syscall.LOCK_EX))
	if _, err := os.Stat(binary); err == nil {
		return binary
	}
	// The flags of make build: others would compile the engine a second time.
	build := exec.CommandContext(tb.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", binary+".new", ".")
	build.Dir = filepath.Join(root, "engine")
	out, err := build.CombinedOutput()
	require.NoError(tb, err, "build engine: %s", out)
	require.NoError(tb, os.Rename(binary+".new", binary))
	return binary
}

// moduleRoot walks up from the package under test.
func moduleRoot(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	require.NoError(tb, err)
	for {
		content, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(content), "module github.com/shixian/shixian\n") {
			return dir
		}
		parent := filepath.Dir(dir)
		require.NotEqual(tb, dir, parent, "no go.mod of Shixian above the working directory")
		dir = parent
	}
}
