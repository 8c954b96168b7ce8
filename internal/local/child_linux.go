package local

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// bindLife puts cmd into its own group and ties its life to this thread's.
func bindLife(cmd *exec.Cmd, death syscall.Signal) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	cmd.SysProcAttr.Pdeathsig = death
}

// inherit hands dir to cmd as an open directory and returns the path under
// which the child, and its own children, reach it. The user cmd runs as need
// not be able to walk there: /root and many homes are closed to others. The
// caller closes what it gets back after the start.
func inherit(cmd *exec.Cmd, dir string) (path string, opened *os.File, err error) {
	opened, err = os.Open(dir)
	if err != nil {
		return "", nil, err
	}
	cmd.ExtraFiles = append(cmd.ExtraFiles, opened)
	cmd.Dir = "/"
	return "/proc/self/fd/" + strconv.Itoa(2+len(cmd.ExtraFiles)), opened, nil
}

// awaitVacant returns once no process works in dir: a server killed a moment
// ago may have left backends that still finish a page, and starting beside
// them would ruin the cluster.
func awaitVacant(ctx context.Context, dir string) error {
	ctx, cancel := context.WithTimeout(ctx, vacateWithin)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		pid, err := occupant(dir)
		if pid == 0 || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("process %d works in %s and was not started here: %w", pid, dir, ctx.Err())
		case <-tick.C:
		}
	}
}

// occupant names one process whose working directory is dir, 0 for none.
// Every process of PostgreSQL works in its data directory.
func occupant(dir string) (pid int, err error) {
	want, err := os.Stat(dir)
	if os.IsNotExist(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	links, err := filepath.Glob("/proc/[0-9]*/cwd")
	if err != nil {
		return 0, err
	}
	for _, link := range links {
		// One that has just ended, or is another user's, cannot be read.
		if have, err := os.Stat(link); err == nil && os.SameFile(want, have) {
			return strconv.Atoi(filepath.Base(filepath.Dir(link)))
		}
	}
	return 0, nil
}
