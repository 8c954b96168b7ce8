package rules

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

const (
	// Recounts are applied one after the other: whoever applies one preview twice, or two
	// of one version, finds what came first.
	lockRecounts = `SELECT pg_advisory_xact_lock(hashtextextended('recounts', 0))`

	selectPreview = `
SELECT calendar, policy, publishes, targets, olds, applied_at FROM recounts WHERE id = $1`

	// One recount of a version at a time.
	selectRunning = `
SELECT EXISTS (SELECT FROM recounts r JOIN commands c ON c.recount = r.id JOIN cases k ON k.number = c.number
               WHERE r.calendar = $1 AND r.policy = $2 AND c.verdict IS NULL AND k.voided_at IS NULL)`

	markApplied = `UPDATE recounts SET applied_by = $2, applied_at = $3, gathered_at = now() WHERE id = $1`

	// The id is made of recount and case, so that a case has one command of a
	// recount however often it is found.
	insertRecounts = `
INSERT INTO commands (id, number, name, actor, args, at, recount)
SELECT left(encode(sha256(convert_to('recount ' || $4::bigint || ' ' || a.number, 'UTF8')), 'hex'), 32), a.number,
       '` + casework.Recount + `', $5,
       CASE WHEN $3::text = '' THEN jsonb_build_object('calendar', a.target) ELSE jsonb_build_object('policy', $3::text) END,
       $6, $4::bigint
FROM (` + affected + `) a
ON CONFLICT (id) DO NOTHING`
)

// ApplyRecount implements rulebook.Store.
func (s *Room) ApplyRecount(ctx context.Context, id int64, by string, at time.Time) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := kernel.Exec(ctx, tx, lockRecounts); err != nil {
			return fmt.Errorf("lock recounts: %w", err)
		}
		var r recountRow
		switch err := kernel.Get(ctx, tx, &r, selectPreview, id); {
		case errors.Is(err, sql.ErrNoRows):
			return casework.FieldError(casework.NotFound, "number", "")
		case err != nil:
			return err
		case r.Applied != nil:
			return casework.FieldError(casework.RecountApplied, "number", "")
		}
		var running bool
		if err := kernel.Get(ctx, tx, &running, selectRunning, r.Calendar, r.Policy); err != nil {
			return err
		}
		if running {
			return casework.FieldError(casework.RecountRunning, "number", "")
		}
		if _, err := kernel.Exec(ctx, tx, markApplied, id, by, kernel.Stamp(at)); err != nil {
			return err
		}
		if err := publish(ctx, tx, by, r.Publishes); err != nil {
			return err
		}
		_, err := kernel.Exec(ctx, tx, insertRecounts, string(r.Targets), r.Olds, r.Policy, id, by, kernel.Stamp(at))
		return err
	})
	if err != nil {
		return fmt.Errorf("apply recount %d: %w", id, err)
	}
	return nil
}

// A worker counts with a book some seconds old, so a case that started around the
// application may have pinned the version before. Looked for after 15 seconds,
// then at intervals that double, for an hour.
const selectGathering = `
SELECT id, policy, targets, olds, applied_by FROM recounts
WHERE applied_at > now() - interval '1 hour'
  AND now() - gathered_at > greatest(interval '15 seconds', gathered_at - applied_at)`

const markGathered = `UPDATE recounts SET gathered_at = now() WHERE id = $1`

// GatherRecounts implements rulebook.Store.
func (s *Room) GatherRecounts(ctx context.Context) (int, error) {
	var rows []recountRow
	if err := kernel.List(ctx, s.db, &rows, selectGathering); err != nil {
		return 0, fmt.Errorf("select recounts to gather for: %w", err)
	}
	found := 0
	for _, r := range rows {
		n, err := kernel.Exec(ctx, s.db, insertRecounts, string(r.Targets), r.Olds, r.Policy, r.ID, r.AppliedBy, kernel.Stamp(time.Now()))
		if err != nil {
			return found, fmt.Errorf("gather for recount %d: %w", r.ID, err)
		}
		found += int(n)
		if _, err := kernel.Exec(ctx, s.db, markGathered, r.ID); err != nil {
			return found, fmt.Errorf("mark recount %d gathered: %w", r.ID, err)
		}
	}
	return found, nil
}
