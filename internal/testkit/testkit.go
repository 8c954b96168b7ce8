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
	left, err := filepath.Glob(filepath.Join(os.TempDir(), dirPrefix+"*"))
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
	return os.MkdirTemp("", fmt.Sprintf("%s%d-", dirPrefix, os.Getpid()))
}
