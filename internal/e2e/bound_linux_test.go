package e2e

import "syscall"

// bound lets a child die with this process, whatever ends it.
func bound() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
