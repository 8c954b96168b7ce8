package health

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/store/kernel"
)

// Process is one run of one process, as the others see it.
type Process struct {
	ID      string
	Role    string // api or worker
	Version string
	Ago     time.Duration // since it was seen last, by the database's clock
}

const upsertProcess = `
INSERT INTO processes (id, role, version) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET seen_at = now()`

// Beat keeps that a process lives. It is a write like any other: where it fails,
// the others would too.
func (s *Room) Beat(ctx context.Context, p Process) error {
	if _, err := kernel.Exec(ctx, s.db, upsertProcess, p.ID, p.Role, p.Version); err != nil {
		return fmt.Errorf("keep that %s lives: %w", p.Role, err)
	}
	return nil
}

const touchInstallation = `UPDATE installation SET since = since`

// TryWrite writes what is there already: for a command, which is no process anybody
// counts on.
func (s *Room) TryWrite(ctx context.Context) error {
	if _, err := kernel.Exec(ctx, s.db, touchInstallation); err != nil {
		return fmt.Errorf("try to write: %w", err)
	}
	return nil
}

const (
	forgetProcesses = `DELETE FROM processes WHERE seen_at < now() - interval '7 days'`

	selectProcesses = `
SELECT id, role, version, extract(epoch FROM now() - seen_at)::float8 AS seconds FROM processes
WHERE seen_at > now() - interval '1 day' ORDER BY seen_at DESC, id LIMIT 200`
)

// Processes lists those seen within a day, the latest first.
func (s *Room) Processes(ctx context.Context) ([]Process, error) {
	var rows []struct {
		Process
		Seconds float64
	}
	if err := kernel.List(ctx, s.db, &rows, selectProcesses); err != nil {
		return nil, fmt.Errorf("select processes: %w", err)
	}
	out := make([]Process, len(rows))
	for i, r := range rows {
		out[i] = r.Process
		out[i].Ago = time.Duration(r.Seconds * float64(time.Second))
	}
	return out, nil
}

// ForgetProcesses clears away those not seen for a week.
func (s *Room) ForgetProcesses(ctx context.Context) error {
	if _, err := kernel.Exec(ctx, s.db, forgetProcesses); err != nil {
		return fmt.Errorf("forget processes: %w", err)
	}
	return nil
}
