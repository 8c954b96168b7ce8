package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"
	"syscall"
	"time"

	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/store"
)

const (
	beatEvery    = 5 * time.Second
	missedAfter  = 4 * beatEvery // of the worker: it may be restarting
	examineEvery = 30 * time.Second
	leastFree    = 512 << 20 // bytes: PostgreSQL ends where its log cannot grow
	writtenSince = time.Second
)

// writes keeps when this process last wrote to the database. Its beat tells the
// others that it lives, and itself that the database can be written to.
type writes struct {
	mu   sync.Mutex
	self store.Process
	at   time.Time
	err  error
}

// beat writes unless that was done a moment ago: whoever asks often costs nothing.
func (h *house) beat(ctx context.Context) error {
	h.writes.mu.Lock()
	defer h.writes.mu.Unlock()
	if h.writes.self.ID == "" {
		return h.store.TryWrite(ctx)
	}
	if time.Since(h.writes.at) < writtenSince {
		return h.writes.err
	}
	h.writes.err = h.store.Beat(ctx, h.writes.self)
	h.writes.at = time.Now()
	return h.writes.err
}

// live keeps the beat and the checks going, for metrics and pages, until ctx ends.
func (h *house) live(ctx context.Context, role string) {
	h.writes.mu.Lock()
	h.writes.self = store.Process{ID: role + "-" + rand.Text()[:12], Role: role, Version: version}
	h.writes.mu.Unlock()
	beats, looks := time.NewTicker(beatEvery), time.NewTicker(examineEvery)
	defer beats.Stop()
	defer looks.Stop()
	_ = h.store.ForgetProcesses(ctx) // next start tries again
	for {
		_ = h.beat(ctx) // its check says so
		select {
		case <-ctx.Done():
			return
		case <-beats.C:
		case <-looks.C:
			h.doctor.Examine(ctx)
		}
	}
}

func (h *house) databaseWrites() doctor.Check {
	return doctor.Check{
		Name: "writes", Weight: doctor.Serving, Looks: doctor.Words{ZH: "数据库能写入", EN: "the database can be written to"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			if err := h.beat(ctx); err != nil {
				return doctor.Bad("数据库写不进去（磁盘可能已满）："+err.Error(), "the database cannot be written to (its disk may be full): "+err.Error(), //nolint:nilerr // what is wrong is the finding
					"df -h"), nil
			}
			return doctor.Fine("数据库能写入", "the database can be written to"), nil
		},
	}
}

func (h *house) diskHasRoom() doctor.Check {
	return doctor.Check{
		Name: "disk", Weight: doctor.Advice, Looks: doctor.Words{ZH: "数据目录所在磁盘有余量", EN: "the disk of the data directory has room"},
		Look: func(context.Context) (doctor.Finding, error) {
			dir, ok := dataFree()
			if !ok {
				return doctor.Fine("本机没有数据目录", "this machine has no data directory"), nil
			}
			var fs syscall.Statfs_t
			if err := syscall.Statfs(dir, &fs); err != nil {
				return doctor.Finding{}, err
			}
			free := fs.Bavail * uint64(fs.Bsize)
			zh, en := fmt.Sprintf("%s 所在磁盘还剩 %d MB", dir, free>>20), fmt.Sprintf("the disk of %s has %d MB left", dir, free>>20)
			if free < leastFree {
				return doctor.Bad(zh, en, "df -h "+dir), nil
			}
			return doctor.Fine(zh, en), nil
		},
	}
}

// workerLives: without one no clock runs, and nothing else says so.
func (h *house) workerLives() doctor.Check {
	return doctor.Check{
		Name: "worker", Weight: doctor.Advice, Looks: doctor.Words{ZH: "有 worker 在运行", EN: "a worker lives"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			all, err := h.store.Processes(ctx)
			if err != nil {
				return doctor.Finding{}, err
			}
			living := 0
			for _, p := range all {
				if p.Role == roleWorker && p.Ago < missedAfter {
					living++
				}
			}
			if living == 0 {
				return doctor.Bad("没有 worker 在运行，时限不走、命令不办", "no worker runs: no clock moves and no command is obeyed",
					"systemctl restart shixian-worker"), nil
			}
			return doctor.Fine(fmt.Sprintf("%d 个 worker 在运行", living), fmt.Sprintf("workers that run: %d", living)), nil
		},
	}
}

// casesMove: a case that stands still needs an operator.
func (h *house) casesMove() doctor.Check {
	return doctor.Check{
		Name: "stuck", Weight: doctor.Advice, Looks: doctor.Words{ZH: "没有停住的事项", EN: "no case stands still"},
		Look: func(ctx context.Context) (doctor.Finding, error) {
			f, err := h.store.Facts(ctx)
			if err != nil {
				return doctor.Finding{}, err
			}
			if f.Parked+f.Behind == 0 {
				return doctor.Fine("没有停住的事项", "no case stands still"), nil
			}
			return doctor.Bad(
				fmt.Sprintf("停住待放行 %d 件，落后于时限 %d 件，见运维页面", f.Parked, f.Behind),
				fmt.Sprintf("%d cases are parked and %d are behind their clocks, see the operator's page", f.Parked, f.Behind), ""), nil
		},
	}
}
