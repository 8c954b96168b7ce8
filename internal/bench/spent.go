package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// spent is how long the pages' program and every session of the database were on a processor,
// by the kernel's own account: what a page costs, however many others want the machine.
func (h *house) spent(program int) (sum time.Duration, err error) {
	pids := []string{strconv.Itoa(h.programs[program].Process.Pid)}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0, err
	}
	server := strconv.Itoa(h.postgres.PID())
	for _, stat := range stats {
		text, err := os.ReadFile(stat)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(text), ") ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == server {
			pids = append(pids, filepath.Base(filepath.Dir(stat)))
		}
	}
	for _, pid := range pids {
		tasks, err := filepath.Glob("/proc/" + pid + "/task/*/schedstat")
		if err != nil {
			return 0, err
		}
		for _, task := range tasks {
			text, err := os.ReadFile(task)
			if err != nil {
				continue
			}
			ran, err := strconv.ParseInt(strings.Fields(string(text) + " 0")[0], 10, 64)
			if err != nil {
				return 0, fmt.Errorf("read %s: %w", task, err)
			}
			sum += time.Duration(ran)
		}
	}
	return sum, nil
}
