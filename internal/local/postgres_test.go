package local_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/shixian/shixian/internal/local"
	"github.com/shixian/shixian/internal/testkit"
)

const nobody = 65534

// parentDir, when set, makes this binary the parent of a server in that data
// directory, to be killed by the test that set it.
const parentDir = "SHIXIAN_TEST_PARENT"

func TestMain(m *testing.M) {
	dir := os.Getenv(parentDir)
	if dir == "" {
		testkit.Main(m)
	}
	p, err := local.StartPostgres(context.Background(), local.Config{Dir: dir, Fast: true})
	if err != nil {
		fmt.Fprintln(os.Stdout, err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stdout, p.PID())
	select {} // until killed
}

func start(t *testing.T, dir string) *local.Postgres {
	t.Helper()
	p, err := local.StartPostgres(t.Context(), local.Config{Dir: dir, Fast: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Stop(context.Background())) })
	return p
}

// closedDir is a data directory below a parent closed to all other users, as
// ./data is in a checkout below /root.
func closedDir(t *testing.T) string {
	t.Helper()
	parent := filepath.Join(testkit.Dir(t), "home")
	require.NoError(t, os.Mkdir(parent, 0o700))
	return filepath.Join(parent, "data")
}

func exec1(t *testing.T, p *local.Postgres, query string) {
	t.Helper()
	db, err := sql.Open("postgres", p.URL("postgres"))
	require.NoError(t, err)
	defer db.Close()
	_, err = db.Exec(query)
	require.NoError(t, err, query)
}

func ask(t *testing.T, p *local.Postgres, query string) (answer string) {
	t.Helper()
	db, err := sql.Open("postgres", p.URL("postgres"))
	require.NoError(t, err)
	defer db.Close()
	require.NoError(t, db.QueryRow(query).Scan(&answer), query)
	return answer
}

func TestDataSurvivesKillAndRestart(t *testing.T) {
	t.Parallel()
	p := start(t, closedDir(t))
	exec1(t, p, "CREATE TABLE ledger AS SELECT 'kept' AS entry")
	url := p.URL("postgres")

	killed := p.Done()
	require.NoError(t, p.Kill())
	require.NoError(t, <-killed, "a kill from here is no news")
	require.NoError(t, p.Restart(t.Context()))
	require.Equal(t, "kept", ask(t, p, "SELECT entry FROM ledger"))
	require.Equal(t, url, p.URL("postgres"), "clients reconnect to the same address")
}

func TestDataSurvivesStopAndStart(t *testing.T) {
	t.Parallel()
	dir := closedDir(t)
	first, err := local.StartPostgres(t.Context(), local.Config{Dir: dir}) // not Fast: as in production
	require.NoError(t, err)
	exec1(t, first, "CREATE TABLE ledger AS SELECT 'kept' AS entry")
	require.NoError(t, first.Stop(t.Context()))
	require.Equal(t, "kept", ask(t, start(t, dir), "SELECT entry FROM ledger"))
}

func TestDeathFromOutsideIsReported(t *testing.T) {
	t.Parallel()
	p := start(t, closedDir(t))
	require.NoError(t, syscall.Kill(p.PID(), syscall.SIGKILL))
	require.ErrorContains(t, <-p.Done(), "postgres ended by itself: signal: killed")
	require.NoError(t, p.Restart(t.Context()))
	require.Equal(t, "1", ask(t, p, "SELECT 1"))
}

func TestStalePidFileOfALivingProcess(t *testing.T) {
	t.Parallel()
	dir := closedDir(t)
	p, err := local.StartPostgres(t.Context(), local.Config{Dir: dir, Fast: true})
	require.NoError(t, err)
	require.NoError(t, p.Kill())
	require.NoError(t, p.Stop(t.Context())) // gives up the directory
	other := exec.Command("sleep", "600")   // has been given the dead server's number
	require.NoError(t, other.Start())
	t.Cleanup(func() { require.NoError(t, other.Process.Kill()); _ = other.Wait() })
	pidFile := filepath.Join(dir, "postgres", "data", "postmaster.pid")
	stale, err := os.ReadFile(pidFile)
	require.NoError(t, err, "a killed server leaves its pid file")
	_, rest, _ := strings.Cut(string(stale), "\n")
	require.NoError(t, os.WriteFile(pidFile, fmt.Appendf(nil, "%d\n%s", other.Process.Pid, rest), 0o600))
	require.Equal(t, "1", ask(t, start(t, dir), "SELECT 1"))
}

func TestOneServerPerDirectory(t *testing.T) {
	t.Parallel()
	dir := closedDir(t)
	p := start(t, dir)
	_, err := local.StartPostgres(t.Context(), local.Config{Dir: dir, Fast: true})
	require.ErrorContains(t, err, "data directory in use")
	require.Equal(t, "1", ask(t, p, "SELECT 1"))
}

func TestHalfDoneInitdbIsForgotten(t *testing.T) {
	t.Parallel()
	dir := closedDir(t)
	half := filepath.Join(dir, "postgres", "data.new")
	require.NoError(t, os.MkdirAll(half, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(half, "PG_VERSION"), []byte("15\n"), 0o600))
	require.Equal(t, "1", ask(t, start(t, dir), "SELECT 1"))
}

func TestServerIsPrivate(t *testing.T) {
	t.Parallel()
	dir := closedDir(t)
	p := start(t, dir)
	require.Equal(t, "127.0.0.1", ask(t, p, "SHOW listen_addresses"))
	require.Empty(t, ask(t, p, "SHOW unix_socket_directories"))
	require.Equal(t, "scram-sha-256", ask(t, p, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
	for path, mode := range map[string]os.FileMode{"postgres": 0o700, "postgres/password": 0o600} {
		info, err := os.Stat(filepath.Join(dir, path))
		require.NoError(t, err)
		require.Equal(t, mode, info.Mode().Perm(), path)
	}
	var status syscall.Stat_t
	require.NoError(t, syscall.Stat(fmt.Sprintf("/proc/%d", p.PID()), &status))
	require.NotZero(t, status.Uid, "PostgreSQL runs as root")
}

func TestServerEndsWithItsParent(t *testing.T) {
	t.Parallel()
	dir := closedDir(t)
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), parentDir+"="+dir)
	out, err := parent.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, parent.Start())
	var pid int
	_, err = fmt.Fscan(out, &pid)
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(pid, 0), "the server runs")
	require.NoError(t, parent.Process.Kill())
	_, _ = io.Copy(io.Discard, out)
	require.Error(t, parent.Wait(), "killed")

	p := start(t, dir) // waits for the old server to finish
	_, err = os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	require.Error(t, err, "the old server still works")
	require.Equal(t, "1", ask(t, p, "SELECT 1"))
}

// TestAsOrdinaryUser runs this file's tests again without root's rights. Where
// they are not run as root they have just been run so.
func TestAsOrdinaryUser(t *testing.T) {
	if os.Geteuid() != 0 {
		return
	}
	t.Parallel()
	home, err := os.MkdirTemp("", "local-user-")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(home)) })
	require.NoError(t, os.Chown(home, nobody, nobody))
	binary, err := os.ReadFile(os.Args[0])
	require.NoError(t, err)
	self := filepath.Join(home, "local.test")
	require.NoError(t, os.WriteFile(self, binary, 0o755))
	again := exec.Command(self, "-test.run=^Test(Data|Server|Stale|OneServer|Another)", "-test.v", "-test.parallel=2")
	again.Dir = home
	again.Env = append(os.Environ(), "TMPDIR="+home)
	again.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := again.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), "--- PASS: TestDataSurvivesKillAndRestart")
}

func TestAnothersDirectory(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		_, err := local.StartPostgres(t.Context(), local.Config{Dir: "/proc/1"})
		require.Error(t, err)
		return
	}
	dir := closedDir(t)
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "postgres"), 0o700))
	require.NoError(t, os.Chown(filepath.Join(dir, "postgres"), nobody, nobody))
	p := start(t, dir) // root runs it as its owner, whoever that is
	var status syscall.Stat_t
	require.NoError(t, syscall.Stat(fmt.Sprintf("/proc/%d", p.PID()), &status))
	require.EqualValues(t, nobody, status.Uid)
}

func TestMissingPostgresNamesThePackage(t *testing.T) {
	t.Setenv("SHIXIAN_PG_BIN", t.TempDir())
	_, err := local.FindPostgres()
	require.ErrorIs(t, err, local.ErrNoPostgres)
	require.ErrorContains(t, err, "apt-get install postgresql")
	require.ErrorContains(t, err, "请安装")
}

func TestMissingEngineNamesTheBuild(t *testing.T) {
	t.Setenv("SHIXIAN_ENGINE", filepath.Join(t.TempDir(), "none"))
	_, err := local.FindEngine()
	require.ErrorIs(t, err, local.ErrNoEngine)
	require.ErrorContains(t, err, "make build")
}

func TestStartGivesUpWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	_, err := local.StartPostgres(ctx, local.Config{Dir: closedDir(t), Fast: true})
	require.ErrorIs(t, err, context.DeadlineExceeded)
}
