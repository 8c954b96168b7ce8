package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"
	"time"

	"github.com/shixian/shixian/internal/doctor"
	"github.com/shixian/shixian/internal/store/health"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	beatEvery    = 5 * time.Second
	missedAfter  = 4 * beatEvery // of the worker: it may be restarting
	examineEvery = 30 * time.Second
	writtenSince = time.Second
)

// writes keeps when this process last wrote to the database. Its beat tells the
// others that it lives, and itself that the database can be written to.
type writes struct {
	mu   sync.Mutex
	self health.Process
	beat recent
	room recent
}

// recent is how a trial went that need not be made anew every moment: whoever asks
// often costs nothing.
type recent struct {
	at  time.Time
	err error
}

func (r *recent) try(ctx context.Context, do func(context.Context) error) error {
	if time.Since(r.at) >= writtenSince {
		r.err = do(ctx)
		r.at = time.Now()
	}
	return r.err
}

// beat tells the others that this process lives; a command, which is none they count
// on, changes nothing.
func (h *house) beat(ctx context.Context) error {
	h.writes.mu.Lock()
	defer h.writes.mu.Unlock()
	return h.writes.beat.try(ctx, func(ctx context.Context) error {
		if h.writes.self.ID == "" {
			return h.store.TryWrite(ctx)
		}
		return h.store.Beat(ctx, h.writes.self)
	})
}

// hasRoom tells whether the server has room for what is new. A beat alone goes on
// being written in its old place for a while.
func (h *house) hasRoom(ctx context.Context) error {
	h.writes.mu.Lock()
	defer h.writes.mu.Unlock()
	return h.writes.room.try(ctx, h.store.TryRoom)
}

// live keeps the beat and the checks going, for metrics and pages, until ctx ends.
func (h *house) live(ctx context.Context, role string) {
	h.writes.mu.Lock()
	h.writes.self = health.Process{ID: role + "-" + rand.Text()[:12], Role: role, Version: version}
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
			err := h.beat(ctx)
			if err == nil {
				err = h.hasRoom(ctx)
			}
			switch {
			case kernel.IsDiskFull(err):
				return doctor.Bad("数据库的磁盘已满，什么都写不进去", "the disk of the database is full: nothing can be written", "df -h   # on the machine of PostgreSQL"), nil
			case err != nil:
				return doctor.Bad("数据库写不进去："+err.Error(), "the database cannot be written to: "+err.Error(), //nolint:nilerr // what is wrong is the finding
					"df -h   # on the machine of PostgreSQL"), nil
			}
			return doctor.Fine("数据库能写入", "the database can be written to"), nil
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
