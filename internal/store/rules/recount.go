package rules

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/rulebook"
	"github.com/shixian/shixian/internal/policy"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Open cases a change concerns: those of a unit that gets another calendar, or of
// a policy, that pin a version known when the change was counted. $1 is unit to
// calendar, $2 the versions, $3 the policy that takes their place.
const affected = `
    SELECT k.number, t.value AS target, k.state
    FROM jsonb_each_text($1::jsonb) t JOIN cases k ON k.unit = t.key
    WHERE k.calendar = ANY($2) AND k.closed_at = 'infinity' AND k.voided_at IS NULL
    UNION ALL
    SELECT k.number, '', k.state FROM cases k
    WHERE $3::text <> '' AND k.policy = ANY($2) AND k.closed_at = 'infinity' AND k.voided_at IS NULL`

const selectAffected = `SELECT target, state FROM (` + affected + `) a ORDER BY number`

// affectedBatch is how many cases are decoded by one hand at a time.
const affectedBatch = 500

// AffectedCases implements rulebook.Store.
func (s *Room) AffectedCases(ctx context.Context, ch rulebook.Change, batch func([]rulebook.Affected) error) error {
	targets, err := kernel.JSON(ch.Targets)
	if err != nil {
		return err
	}
	rows, err := s.db.QueryContext(ctx, selectAffected, targets, pq.StringArray(ch.Olds), ch.Policy)
	if err != nil {
		return fmt.Errorf("select cases of a change: %w", kernel.Clean(err))
	}
	defer rows.Close()
	var some []rulebook.Affected
	for rows.Next() {
		var a rulebook.Affected
		if err := rows.Scan(&a.Target, &a.State); err != nil {
			return fmt.Errorf("read case of a change: %w", kernel.Clean(err))
		}
		if some = append(some, a); len(some) == affectedBatch {
			if err := batch(some); err != nil {
				return err
			}
			some = nil
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read cases of a change: %w", kernel.Clean(err))
	}
	return batch(some)
}

const selectClosed = `
SELECT unit, state FROM cases WHERE closed_at >= $2 AND closed_at < $3 AND closed_at <= now() AND voided_at IS NULL AND starts_with(policy, $1 || '@')
ORDER BY closed_at DESC, number LIMIT $4`

// ClosedCases implements rulebook.Store.
func (s *Room) ClosedCases(ctx context.Context, id string, from, until time.Time, most int, batch func([]rulebook.Closed) error) error {
	rows, err := s.db.QueryContext(ctx, selectClosed, id, from, until, most)
	if err != nil {
		return fmt.Errorf("select closed cases: %w", kernel.Clean(err))
	}
	defer rows.Close()
	var some []rulebook.Closed
	for rows.Next() {
		var c rulebook.Closed
		if err := rows.Scan(&c.Unit, &c.State); err != nil {
			return fmt.Errorf("read closed case: %w", kernel.Clean(err))
		}
		if some = append(some, c); len(some) == affectedBatch {
			if err := batch(some); err != nil {
				return err
			}
			some = nil
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read closed cases: %w", kernel.Clean(err))
	}
	return batch(some)
}

const (
	insertRecount = `
INSERT INTO recounts (calendar, policy, publishes, targets, olds, digest, created_by, created_at,
                      cases, moved, clocks, settled, undone, made, shifted, stays)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
RETURNING id`

	// What an earlier preview showed and nobody applied is of no use any more.
	forgetMoves = `
DELETE FROM recount_moves m USING recounts r
WHERE r.id = m.recount AND r.applied_at IS NULL AND r.calendar = $1 AND r.policy = $2`

	insertMoves = `
INSERT INTO recount_moves (recount, number, clock, round, old_at, new_at, was_provisional, provisional, undoes, makes, shifts, stays)
SELECT $1, number, clock, round, old, new, COALESCE(was_provisional, false), COALESCE(provisional, false),
       COALESCE(undoes, false), COALESCE(makes, false), COALESCE(shifts, false), COALESCE(stays, false)
FROM jsonb_to_recordset($2::jsonb) AS (number text, clock text, round integer, old timestamptz, new timestamptz,
     was_provisional boolean, provisional boolean, undoes boolean, makes boolean, shifts boolean, stays boolean)`

	movesAtOnce = 5000
)

// SaveRecount implements rulebook.Store.
func (s *Room) SaveRecount(ctx context.Context, r rulebook.Recount, moves []rulebook.CaseMove) (int64, error) {
	targets, err := kernel.JSON(r.Change.Targets)
	if err != nil {
		return 0, err
	}
	var id int64
	err = s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := kernel.Exec(ctx, tx, forgetMoves, r.Calendar, r.Policy); err != nil {
			return err
		}
		if err := kernel.Get(ctx, tx, &id, insertRecount, r.Calendar, r.Policy, pq.StringArray(r.Change.Publishes), targets,
			pq.StringArray(r.Change.Olds), r.Digest, r.CreatedBy, kernel.Stamp(r.Created),
			r.Cases, r.Moved, r.Clocks, r.Settled, r.Undone, r.Made, r.Shifted, r.Stays); err != nil {
			return err
		}
		for len(moves) > 0 {
			n := min(len(moves), movesAtOnce)
			text, err := kernel.JSON(moves[:n])
			if err != nil {
				return err
			}
			if _, err := kernel.Exec(ctx, tx, insertMoves, id, text); err != nil {
				return err
			}
			moves = moves[n:]
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("save recount: %w", err)
	}
	return id, nil
}

// recountRow is a recount with its progress.
type recountRow struct {
	ID        int64           `db:"id"`
	Calendar  string          `db:"calendar"`
	Policy    string          `db:"policy"`
	Publishes pq.StringArray  `db:"publishes"`
	Targets   json.RawMessage `db:"targets"`
	Olds      pq.StringArray  `db:"olds"`
	Digest    []byte          `db:"digest"`
	CreatedBy string          `db:"created_by"`
	Created   time.Time       `db:"created_at"`
	AppliedBy string          `db:"applied_by"`
	Applied   *time.Time      `db:"applied_at"`
	Cases     int             `db:"cases"`
	Moved     int             `db:"moved"`
	Clocks    int             `db:"clocks"`
	Settled   int             `db:"settled"`
	Undone    int             `db:"undone"`
	Made      int             `db:"made"`
	Shifted   int             `db:"shifted"`
	Stays     int             `db:"stays"`
	Commands  int             `db:"commands"`
	Decided   int             `db:"decided"`
	Refused   int             `db:"refused"`
	Total     int             `db:"total"`
}

func (r recountRow) recount() (rulebook.Recount, error) {
	out := rulebook.Recount{
		ID: r.ID, Calendar: r.Calendar, Policy: r.Policy, CreatedBy: r.CreatedBy, Created: r.Created,
		AppliedBy: r.AppliedBy, Applied: r.Applied, Digest: r.Digest,
		Tally: rulebook.Tally{
			Cases: r.Cases, Moved: r.Moved, Clocks: r.Clocks, Settled: r.Settled, Undone: r.Undone, Made: r.Made, Shifted: r.Shifted, Stays: r.Stays,
		},
		Commands: r.Commands, Decided: r.Decided, Refused: r.Refused,
		Change: rulebook.Change{Calendar: r.Calendar, Policy: r.Policy, Publishes: r.Publishes, Olds: r.Olds},
	}
	if err := json.Unmarshal(r.Targets, &out.Change.Targets); err != nil {
		return out, fmt.Errorf("decode targets of recount %d: %w", r.ID, err)
	}
	return out, nil
}

const selectRecounts = `
SELECT r.id, r.calendar, r.policy, r.publishes, r.targets, r.olds, r.digest, r.created_by, r.created_at, r.applied_by,
       r.applied_at, r.cases, r.moved, r.clocks, r.settled, r.undone, r.made, r.shifted, r.stays, c.commands, c.decided, c.refused,
       count(*) OVER () AS total
FROM recounts r CROSS JOIN LATERAL (
    SELECT count(*) AS commands, count(verdict) AS decided,
           count(*) FILTER (WHERE NOT (verdict->>'accepted')::boolean) AS refused
    FROM commands WHERE recount = r.id
) c`

// Recount implements rulebook.Store.
func (s *Room) Recount(ctx context.Context, id int64) (rulebook.Recount, error) {
	var row recountRow
	err := kernel.Get(ctx, s.db, &row, selectRecounts+` WHERE r.id = $1`, id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return rulebook.Recount{}, casework.FieldError(casework.NotFound, "number", "")
	case err != nil:
		return rulebook.Recount{}, fmt.Errorf("select recount %d: %w", id, err)
	}
	return row.recount()
}

// ListRecounts implements rulebook.Store: newest first.
func (s *Room) ListRecounts(ctx context.Context, offset, limit int) ([]rulebook.Recount, int, error) {
	var rows []recountRow
	if err := kernel.List(ctx, s.db, &rows, selectRecounts+` ORDER BY r.id DESC LIMIT $1 OFFSET $2`, limit, offset); err != nil {
		return nil, 0, fmt.Errorf("list recounts: %w", err)
	}
	out := make([]rulebook.Recount, len(rows))
	total := 0
	for i, r := range rows {
		recount, err := r.recount()
		if err != nil {
			return nil, 0, err
		}
		out[i], total = recount, r.Total
	}
	return out, total, nil
}

// moveRow is one clock that would move.
type moveRow struct {
	Number         string    `db:"number"`
	Clock          string    `db:"clock"`
	Round          int       `db:"round"`
	Old            time.Time `db:"old_at"`
	New            time.Time `db:"new_at"`
	WasProvisional bool      `db:"was_provisional"`
	Provisional    bool      `db:"provisional"`
	Undoes         bool      `db:"undoes"`
	Makes          bool      `db:"makes"`
	Shifts         bool      `db:"shifts"`
	Stays          bool      `db:"stays"`
	Total          int       `db:"total"`
}

const selectMoves = `
SELECT number, clock, round, old_at, new_at, was_provisional, provisional, undoes, makes, shifts, stays, count(*) OVER () AS total
FROM recount_moves WHERE recount = $1
ORDER BY makes DESC, undoes DESC, shifts DESC, old_at = new_at, number, clock, round LIMIT $2 OFFSET $3`

// RecountMoves implements rulebook.Store.
func (s *Room) RecountMoves(ctx context.Context, id int64, offset, limit int) ([]rulebook.CaseMove, int, error) {
	var rows []moveRow
	if err := kernel.List(ctx, s.db, &rows, selectMoves, id, limit, offset); err != nil {
		return nil, 0, fmt.Errorf("select moves of recount %d: %w", id, err)
	}
	out := make([]rulebook.CaseMove, len(rows))
	total := 0
	for i, r := range rows {
		out[i] = rulebook.CaseMove{Number: r.Number, Move: policy.Move{
			Clock: r.Clock, Round: r.Round, Old: r.Old, New: r.New, WasProvisional: r.WasProvisional,
			Provisional: r.Provisional, Undoes: r.Undoes, Makes: r.Makes, Shifts: r.Shifts, Stays: r.Stays,
		}}
		total = r.Total
	}
	return out, total, nil
}
