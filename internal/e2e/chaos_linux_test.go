package e2e

import (
	"errors"
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
)

// TestChaosFrozen: PostgreSQL, of the office and of the engine alike, stands still
// for a minute as on a machine that is suspended, across a breach and a rung. What
// was handed in meanwhile counts once, and every instant is what it would have been.
func TestChaosFrozen(t *testing.T) {
	machines := ownServers(t)
	h := open(t, on(machines))
	watchStanding(t, h)
	numbers := registerMany(t, h, 50)
	var first time.Time
	require.NoError(t, h.db.GetContext(t.Context(), &first, "SELECT min(received_at) FROM cases"))
	lives := takeInMatters(t, h, nil)
	clerk, acts := h.as("clerk"), actsOf(h, lives, 0)

	reach(t, first.Add(50*time.Second))
	thaw := machines.freeze()
	meanwhile := slices.Concat(acts, []*promise{promised(clerk, "/cases", practice())})
	frozen := time.Now()
	handAll(meanwhile)
	require.NotEqual(t, http.StatusOK, get(h.url+"/readyz"), "readiness tells the truth")
	reach(t, frozen.Add(time.Minute))
	thaw()

	keepAll(t, meanwhile)
	numbers = append(numbers, numberOf(t, meanwhile[len(meanwhile)-1]))
	awaitLevelThree(t, h, numbers)
	checkEveryLife(t, h, numbers)
	checkEveryMessage(t, h, len(numbers))
	checkActs(t, h, acts)
	nothingLost(t, h)
}

// freeze stops every process of PostgreSQL where it stands; thaw lets them go on.
// The postmaster stops first, so that no backend is born behind its back.
func (m *machinery) freeze() (thaw func()) {
	m.t.Helper()
	postmaster := m.postgres.PID()
	require.NoError(m.t, syscall.Kill(postmaster, syscall.SIGSTOP))
	stopped := append(occupants(m.t, filepath.Join(m.dir, "postgres", "data")), postmaster)
	thaw = func() {
		for _, pid := range stopped {
			// One that has ended needs nothing.
			if err := syscall.Kill(pid, syscall.SIGCONT); err != nil && !errors.Is(err, syscall.ESRCH) {
				m.t.Errorf("thaw %d: %v", pid, err)
			}
		}
	}
	m.t.Cleanup(thaw) // else nothing could end them
	for _, pid := range stopped {
		require.NoError(m.t, syscall.Kill(pid, syscall.SIGSTOP))
	}
	m.t.Logf("%d processes of PostgreSQL stand still", len(stopped))
	require.Greater(m.t, len(stopped), 5)
	return thaw
}

// occupants are the processes that work in a directory: every one of PostgreSQL's
// works in its data directory, and each backend leads a process group of its own.
func occupants(t *testing.T, dir string) (pids []int) {
	t.Helper()
	want, err := os.Stat(dir)
	require.NoError(t, err)
	links, err := filepath.Glob("/proc/[0-9]*/cwd")
	require.NoError(t, err)
	for _, link := range links {
		have, err := os.Stat(link)
		if err != nil || !os.SameFile(want, have) {
			continue // ended, another user's, or another's
		}
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(link)))
		require.NoError(t, err)
		pids = append(pids, pid)
	}
	return pids
}

// TestChaosFullDisk: the disk of the data directory fills up, PostgreSQL can write
// nothing any more and falls, across a breach; the operator makes room and starts
// what has ended, and nothing was lost.
func TestChaosFullDisk(t *testing.T) {
	dir := smallDisk(t)
	machines := serversIn(t, dir, oneDatabase(t))
	h := open(t, on(machines), setting("DATA_DIR", dir))
	watchStanding(t, h)
	numbers := registerMany(t, h, 20)
	var first time.Time
	require.NoError(t, h.db.GetContext(t.Context(), &first, "SELECT min(received_at) FROM cases"))
	lives := takeInMatters(t, h, nil)
	clerk, acts, later := h.as("clerk"), actsOf(h, lives, 0), actsOf(h, lives, 1)
	handAll(acts)

	reach(t, first.Add(50*time.Second))
	require.NotContains(t, body(t, h.url+"/readyz"), "writes")
	ballast := fill(t, dir)
	checkFull(t, h)
	exhaust(t, h)
	meanwhile := slices.Concat(later, []*promise{promised(clerk, "/cases", practice())})
	handAll(meanwhile)
	require.NotEqual(t, http.StatusOK, get(h.url+"/readyz"), "readiness tells the truth")
	reach(t, first.Add(70*time.Second))

	require.NoError(t, os.Remove(ballast))
	machines.revive()
	keepAll(t, append(acts, meanwhile...))
	numbers = append(numbers, numberOf(t, meanwhile[len(meanwhile)-1]))
	awaitLevelThree(t, h, numbers)
	checkEveryLife(t, h, numbers)
	checkEveryMessage(t, h, len(numbers))
	checkActs(t, h, append(acts, later...))
	nothingLost(t, h)
}

// checkFull: a disk that takes nothing is seen while PostgreSQL still lives on what it
// laid by, and rows can still be changed in their place.
func checkFull(t *testing.T, h *house) {
	t.Helper()
	eventually(t, answeredWithin, "readiness says so", func() bool {
		status, text, _ := timed(t, h.url+"/readyz")
		return status == http.StatusServiceUnavailable && strings.Contains(text, "wrong writes") && strings.Contains(text, "wrong disk")
	})
	said, err := try(t, h.env, "doctor")
	require.Error(t, err)
	require.Contains(t, said, "the disk of the database is full: nothing can be written")
	metrics := body(t, h.url+"/metrics")
	require.Contains(t, metrics, `shixian_check_wrong{check="writes"} 1`)
	require.Contains(t, metrics, `shixian_disk_free_bytes{place="data"} 0`)
}

// smallDisk is an empty directory on a disk of half a gigabyte, which PostgreSQL's
// log, the engine's tables and the office's have to live on. Only root may mount one;
// anybody else names one he was given.
func smallDisk(t *testing.T) (dir string) {
	t.Helper()
	if os.Geteuid() == 0 {
		dir = t.TempDir()
		require.NoError(t, syscall.Mount("chaos", dir, "tmpfs", 0, "size=512m,mode=0755"))
		t.Cleanup(func() { require.NoError(t, syscall.Unmount(dir, 0)) })
		return dir
	}
	given := os.Getenv("CHAOS_DISK")
	require.NotEmpty(t, given, "not root: mount -t tmpfs -o size=512m,uid=%d chaos DIR, then CHAOS_DISK=DIR", os.Geteuid())
	var disk syscall.Statfs_t
	require.NoError(t, syscall.Statfs(given, &disk))
	require.Less(t, disk.Blocks*uint64(disk.Bsize), uint64(1<<30), "CHAOS_DISK is to be filled: a disk of its own, under a gigabyte")
	dir, err := os.MkdirTemp(given, "chaos-")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(dir)) })
	return dir
}

// fill leaves no byte of a disk free.
func fill(t *testing.T, dir string) (ballast string) {
	t.Helper()
	ballast = filepath.Join(dir, "ballast")
	file, err := os.Create(ballast)
	require.NoError(t, err)
	defer file.Close()
	for block := make([]byte, 1<<20); len(block) > 0; {
		if _, err := file.Write(block); errors.Is(err, syscall.ENOSPC) {
			block = block[:len(block)/2]
		} else {
			require.NoError(t, err)
		}
	}
	return ballast
}

// exhaust writes on until PostgreSQL, out of what it had laid by of its log, cannot.
func exhaust(t *testing.T, h *house) {
	t.Helper()
	eventually(t, time.Minute, "PostgreSQL can write no more", func() bool {
		_, err := h.db.ExecContext(t.Context(), "SELECT pg_logical_emit_message(false, 'chaos', repeat('x', 4000000))")
		if err != nil {
			t.Logf("the disk is full: %v", err)
		}
		return err != nil
	})
}

// revive starts what has ended by itself, as the machine's init would.
func (m *machinery) revive() {
	m.t.Helper()
	select {
	case err := <-m.postgres.Done():
		m.t.Logf("started again: %v", err)
		m.restartPostgres()
	default:
	}
	select {
	case err := <-m.engine.Done():
		m.t.Logf("started again: %v", err)
		m.startEngine(m.engine.Address())
	default:
	}
}
