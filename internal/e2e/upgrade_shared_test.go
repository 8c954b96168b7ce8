package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"

	"github.com/shixian/shixian/internal/casework"
)

// TestChaosOldAndNewWorkerShareTheQueue: while an office is upgraded the worker of
// cbde149, built from git, and this one take tasks from one queue. Every open case
// takes an act meanwhile, and once the old one ends nothing is stuck.
func TestChaosOldAndNewWorkerShareTheQueue(t *testing.T) {
	h := open(t, on(oldServers(t)), oldKeys(t))
	before := spawnOf(t, oldProgram(t), h.env, "worker")
	eventually(t, readyWithin, "the old worker polls", func() bool { return h.pollers() == 2 })
	everyOpenCaseGoesOn(t, h)
	nothingOverdue(t, h)
	before.stop(t)
	everyOpenCaseGoesOn(t, h)
	firstTextsGoOn(t, h, oldCases(t))
	noneStuck(t, h)
}

// oldProgram is that commit's, built from this repository's history.
func oldProgram(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	tree := filepath.Join(dir, "tree.tar")
	out, err := exec.CommandContext(t.Context(), "git", "-C", "../..", "archive", "-o", tree, "cbde149").CombinedOutput()
	require.NoError(t, err, "this test needs the history of the repository (a whole clone): %s", out)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "src"), 0o755))
	out, err = exec.CommandContext(t.Context(), "tar", "-xf", tree, "-C", filepath.Join(dir, "src")).CombinedOutput()
	require.NoError(t, err, "%s", out)
	binary := filepath.Join(dir, "shixian-old")
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-buildvcs=false", "-o", binary, "./cmd/shixian")
	build.Dir, build.Env = filepath.Join(dir, "src"), append(os.Environ(), "CGO_ENABLED=0")
	out, err = build.CombinedOutput()
	require.NoError(t, err, "build cbde149: %s", out)
	return binary
}

// pollers are how many workers ask for tasks of cases.
func (h *house) pollers() int {
	got, err := h.dial().DescribeTaskQueue(h.t.Context(), casework.TaskQueue, enumspb.TASK_QUEUE_TYPE_WORKFLOW)
	if err != nil {
		return 0
	}
	who := map[string]bool{}
	for _, p := range got.GetPollers() {
		who[p.GetIdentity()] = true
	}
	return len(who)
}
