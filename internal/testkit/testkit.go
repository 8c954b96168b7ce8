// Package testkit gives tests the real PostgreSQL and the real engine, one of
// each per test binary, started when first asked for.
//
// A package that uses it says so once:
//
//	func TestMain(m *testing.M) { testkit.Main(m) }
//
// It refuses to stand in for either server and to skip: a missing part fails
// the test with the name of what to install. Nothing here runs outside tests,
// and nothing in it survives them.
package testkit

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/local"
)

const (
	startWithin = 2 * time.Minute // a cold, busy machine
	stopWithin  = 20 * time.Second
	dirPrefix   = "shixian-testkit-"
)

// servers are those of this test binary.
var servers struct {
	mu       sync.Mutex
	dir      string
	postgres *local.Postgres
	engine   *local.Engine
}

// Main runs the tests, then stops what they started. It does not return.
func Main(m *testing.M) { os.Exit(Run(m)) }

// Run is Main for a package that has more to clear away; it returns the code to
// exit with.
func Run(m *testing.M) int {
	code := m.Run()
	if err := shutDown(); err != nil {
		fmt.Fprintln(os.Stderr, "testkit:", err)
		code = max(code, 1)
	}
	return code
}

// Postgres is this test binary's PostgreSQL. Tests share it: whoever stops or
// kills it starts one of his own with local.StartPostgres.
func Postgres(tb testing.TB) *local.Postgres {
	tb.Helper()
	servers.mu.Lock()
	defer servers.mu.Unlock()
	if servers.postgres != nil {
		return servers.postgres
	}
	ctx, cancel := context.WithTimeout(context.Background(), startWithin)
	defer cancel()
	dir, err := makeDir()
	if err != nil {
		tb.Fatalf("testkit: %v", err)
	}
	servers.dir = dir
	postgres, err := local.StartPostgres(ctx, local.Config{Dir: dir, Fast: true})
	if err != nil {
		tb.Fatalf("testkit: %v", err)
	}
	servers.postgres = postgres
	return postgres
}

// Engine is this test binary's engine, on the databases of Postgres. Tests
// share it and its one namespace: keep workflow ids and task queues apart.
func Engine(tb testing.TB) *local.Engine {
	tb.Helper()
	url := Postgres(tb).URL("postgres")
	binary := EngineBinary(tb)
	servers.mu.Lock()
	defer servers.mu.Unlock()
	if servers.engine != nil {
		return servers.engine
	}
	ctx, cancel := context.WithTimeout(context.Background(), startWithin)
	defer cancel()
	engine, err := local.StartEngine(ctx, local.EngineConfig{Binary: binary, DatabaseURL: url})
	if err != nil {
		tb.Fatalf("testkit: %v", err)
	}
	servers.engine = engine
	return engine
}

func shutDown() error {
	servers.mu.Lock()
	defer servers.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	var errs []error
	if servers.engine != nil {
		errs = append(errs, servers.engine.Stop(ctx))
	}
	if servers.postgres != nil {
		errs = append(errs, servers.postgres.Stop(ctx))
	}
	if servers.dir != "" {
		errs = append(errs, os.RemoveAll(servers.dir))
	}
	return errors.Join(errs...)
}

// makeDir names the directory after this process, and clears away those of
// test binaries that were killed.
func makeDir() (string, error) {
	place := Room()
	left, err := filepath.Glob(filepath.Join(place, dirPrefix+"*"))
	if err != nil {
		return "", err
	}
	for _, dir := range left {
		owner, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(dir), dirPrefix), "-")
		pid, err := strconv.Atoi(owner)
		if err != nil || !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			continue
		}
		_ = os.RemoveAll(dir) // another user's stays
	}
	return os.MkdirTemp(place, fmt.Sprintf("%s%d-", dirPrefix, os.Getpid()))
}

// memory is where Linux keeps files in memory, and enough what tests may fill there.
const (
	memory = "/dev/shm"
	enough = 6 << 30
)

// Dir is a directory in Room, gone with the test.
func Dir(tb testing.TB) string {
	tb.Helper()
	dir, err := makeDir()
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = os.RemoveAll(dir) }) // what a killed server left stays for the next run
	return dir
}

// Room is where servers of tests keep their files: in memory where there is room for
// them, for a database of a test is some 300 files that nobody reads twice.
func Room() string {
	var fs syscall.Statfs_t
	if syscall.Statfs(memory, &fs) == nil && fs.Bavail*uint64(fs.Bsize) >= enough && syscall.Access(memory, 2) == nil {
		return memory
	}
	return os.TempDir()
}
