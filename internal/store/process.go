package store

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
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
func (s *Store) Beat(ctx context.Context, p Process) error {
	if _, err := exec(ctx, s.db, upsertProcess, p.ID, p.Role, p.Version); err != nil {
		return fmt.Errorf("keep that %s lives: %w", p.Role, err)
	}
	return nil
}

const touchInstallation = `UPDATE installation SET since = since`

// TryWrite writes what is there already: for a command, which is no process anybody
// counts on.
func (s *Store) TryWrite(ctx context.Context) error {
	if _, err := exec(ctx, s.db, touchInstallation); err != nil {
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
func (s *Store) Processes(ctx context.Context) ([]Process, error) {
	var rows []struct {
		Process
		Seconds float64
	}
	if err := list(ctx, s.db, &rows, selectProcesses); err != nil {
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
func (s *Store) ForgetProcesses(ctx context.Context) error {
	if _, err := exec(ctx, s.db, forgetProcesses); err != nil {
		return fmt.Errorf("forget processes: %w", err)
	}
	return nil
}

const (
	selectSerial = `SELECT COALESCE(max(last), 0) FROM serials WHERE kind = $1 AND year = $2`

	raiseSerial = `
INSERT INTO serials (kind, year, last) VALUES ($1, $2, $3)
ON CONFLICT (kind, year) DO UPDATE SET last = greatest(serials.last, excluded.last)`
)

// Serial is the last number given to a kind in a year.
func (s *Store) Serial(ctx context.Context, k casework.Kind, year int) (last int, err error) {
	if err := get(ctx, s.db, &last, selectSerial, k, year); err != nil {
		return 0, fmt.Errorf("select last number of %s %d: %w", k, year, err)
	}
	return last, nil
}

// RaiseSerial lets the numbers of a kind and year go on past last; they never go
// back.
func (s *Store) RaiseSerial(ctx context.Context, k casework.Kind, year, last int) error {
	if _, err := exec(ctx, s.db, raiseSerial, k, year, last); err != nil {
		return fmt.Errorf("raise numbers of %s %d: %w", k, year, err)
	}
	return nil
}

const (
	selectUnknown = `SELECT n FROM unnest($1::text[]) n WHERE NOT EXISTS (SELECT FROM cases WHERE number = n) ORDER BY n`

	selectUnattended = `
SELECT number FROM cases
WHERE started_at < now() - interval '5 minutes' AND voided_at IS NULL AND (closed_at IS NULL OR closed_at > now())
  AND NOT number = ANY($1) ORDER BY number LIMIT $2`
)

// Unknown are the numbers of a list that no case here has.
func (s *Store) Unknown(ctx context.Context, numbers []string) (unknown []string, err error) {
	if err := list(ctx, s.db, &unknown, selectUnknown, pq.StringArray(numbers)); err != nil {
		return nil, fmt.Errorf("look for cases: %w", err)
	}
	return unknown, nil
}

// Unattended are open cases the engine was given that are not on a list.
func (s *Store) Unattended(ctx context.Context, attended []string, limit int) (numbers []string, err error) {
	if err := list(ctx, s.db, &numbers, selectUnattended, pq.StringArray(attended), limit); err != nil {
		return nil, fmt.Errorf("look for unattended cases: %w", err)
	}
	return numbers, nil
}
