package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/vitals"
)

// How much of a disk must be free: a twentieth, at least what PostgreSQL's log may
// need at once, since it ends where that cannot grow, and no more than an office of
// any size fills in weeks.
const (
	shareFree = 20
	leastFree = 512 << 20
	mostFree  = 4 << 30
)

func wantedFree(size uint64) uint64 { return min(max(size/shareFree, leastFree), mostFree) }

// disks are those this installation writes to, as they were last seen. Files people
// hand in touch none but PostgreSQL's: they are read in memory (api/upload).
type disks struct {
	statfs func(dir string) (free, size uint64, err error)

	mu       sync.Mutex
	postgres string // its directory, where it is on this machine; kept while it is away
	last     []vitals.Disk
}

func statfs(dir string) (free, size uint64, err error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		return 0, 0, &os.PathError{Op: "statfs", Path: dir, Err: err}
	}
	return disk.Bavail * uint64(disk.Bsize), disk.Blocks * uint64(disk.Bsize), nil
}

// Last is what was seen of them when they were last looked at.
func (d *disks) Last() []vitals.Disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.last)
}

// seen keeps the server's directory if it told one, and answers the one it told last.
func (d *disks) seen(postgres string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if postgres != "" {
		d.postgres = postgres
	}
	return d.postgres
}

// place is a directory whose disk must have room.
type place struct {
	name string // in metrics
	what doctor.Words
	dir  string
}

// places are the directories this machine has. A database that is away says nothing
// of its own, which is not for this check to tell.
func (h *house) places(ctx context.Context) (out []place) {
	if dir, err := filepath.Abs(cli.DataDir); err == nil {
		out = append(out, place{"data", doctor.Words{ZH: "数据目录", EN: "the data directory"}, dir})
	}
	told, _ := h.store.DataDirectory(ctx)
	if dir := h.disks.seen(told); dir != "" {
		out = append(out, place{"postgres", doctor.Words{ZH: "PostgreSQL", EN: "PostgreSQL"}, dir})
	}
	return out
}

func (h *house) diskHasRoom() doctor.Check {
	return doctor.Check{
		Name: "disk", Weight: doctor.Advice, Looks: doctor.Words{ZH: "磁盘有余量", EN: "the disks have room"},
		Look: func(ctx context.Context) (doctor.Finding, error) { return h.disks.look(h.places(ctx)) },
	}
}

// look measures the disk of each place that is here; a directory that is not, or that
// this process may not see, lies on another machine or belongs to somebody else.
func (d *disks) look(places []place) (doctor.Finding, error) {
	var zh, en, mend []string
	var found []vitals.Disk
	for _, p := range places {
		free, size, err := d.statfs(p.dir)
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
			continue
		case err != nil:
			return doctor.Finding{}, err
		}
		found = append(found, vitals.Disk{Place: p.name, Free: free, Size: size})
		zh = append(zh, fmt.Sprintf("%s（%s）所在磁盘还剩 %d MB，应不少于 %d MB", p.what.ZH, p.dir, free>>20, wantedFree(size)>>20))
		en = append(en, fmt.Sprintf("the disk of %s (%s) has %d MB left and should have %d", p.what.EN, p.dir, free>>20, wantedFree(size)>>20))
		if free < wantedFree(size) {
			mend = append(mend, "df -h "+p.dir)
		}
	}
	d.mu.Lock()
	d.last = found
	d.mu.Unlock()
	switch {
	case len(found) == 0:
		return doctor.Fine("本机没有数据目录", "this machine has no data directory"), nil
	case len(mend) > 0:
		return doctor.Bad(strings.Join(zh, "；"), strings.Join(en, "; "), strings.Join(mend, "\n")), nil
	}
	return doctor.Fine(strings.Join(zh, "；"), strings.Join(en, "; ")), nil
}
