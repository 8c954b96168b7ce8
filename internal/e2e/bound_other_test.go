//go:build !linux

package e2e

import "syscall"

// bound keeps a child out of the terminal's process group.
func bound() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
