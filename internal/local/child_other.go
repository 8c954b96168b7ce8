//go:build unix && !linux

package local

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// bindLife puts cmd into its own group; this system cannot tie lives together.
func bindLife(cmd *exec.Cmd, _ syscall.Signal) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
}

// inherit needs /proc.
func inherit(*exec.Cmd, string) (string, *os.File, error) {
	return "", nil, errors.New("starting PostgreSQL from root works on Linux only")
}

// awaitVacant leaves the question to PostgreSQL's own lock file.
func awaitVacant(context.Context, string) error { return nil }
