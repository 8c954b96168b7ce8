package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
)

// OutboxRow is one message on one channel, claimed by a courier. Person is empty
// while nobody was on duty when it was told. At, Due and the rest are the inbox
// row's; ID is the outbox row's and stays the same at every attempt.
type OutboxRow struct {
	ID          int64              `db:"id"`
	InboxID     int64              `db:"inbox_id"`
	Channel     string             `db:"channel"`
	Deliver     time.Time          `db:"deliver_at"`
	Attempts    int                `db:"attempts"` // this one included
	Number      string             `db:"number"`
	Kind        casework.Kind      `db:"kind"`
	ItemName    string             `db:"item_name"`
	Event       casework.EventName `db:"event"`
	Of          casework.EventName `db:"of_event"` // a correction: the event taken back
	OfLevel     string             `db:"of_level"`
	Clock       string             `db:"clock"`
	Round       int                `db:"round"`
	Level       string             `db:"level"`
	At          time.Time          `db:"at"`
	Told        time.Time          `db:"told_at"` // the same, or when it was written if that came later
	Due         *time.Time         `db:"due_at"`
	Provisional bool               `db:"provisional"`
	Rule        string             `db:"rule"`
	Basis       string             `db:"basis"`
	Owner       string             `db:"owner"` // name of the post that owes the clock
	Role        casework.Role      `db:"role"`
	Post        string             `db:"post"`
	Person      string             `db:"person"`
	PersonName  string             `db:"person_name"`
	Email       string             `db:"email"`
	Lang        string             `db:"lang"`
}

// A claim pushes the next try to its end, so a courier that dies gives its rows
// back by doing nothing.
const claimOutbox = `
WITH due AS (
    SELECT id FROM outbox WHERE state = 'pending' AND next_try_at <= now()
    ORDER BY next_try_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
), o AS (
    UPDATE outbox SET next_try_at = now() + make_interval(secs => $2), attempts = attempts + 1
    WHERE id IN (SELECT id FROM due)
    RETURNING id, inbox_id, channel, deliver_at, attempts
)
SELECT o.id, o.inbox_id, o.channel, o.deliver_at, o.attempts, b.number, k.kind, COALESCE(i.name, '') AS item_name,
       b.event, b.of_event, b.of_level, b.clock, b.round, b.level, b.at, b.told_at, b.due_at, COALESCE(c.provisional, false) AS provisional,
       b.rule, b.basis, COALESCE(w.name, '') AS owner, b.role, b.post,
       COALESCE(h.id, '') AS person, COALESCE(h.name, '') AS person_name, COALESCE(h.email, '') AS email, COALESCE(h.lang, '') AS lang
FROM o
JOIN inbox b ON b.id = o.inbox_id
JOIN cases k ON k.number = b.number
LEFT JOIN item_versions i ON i.id = k.item AND i.version = k.item_version
LEFT JOIN clocks c ON c.number = b.number AND c.name = b.clock AND c.round = b.round
LEFT JOIN posts w ON w.id = c.post
LEFT JOIN duty_segments d ON d.post = b.post AND d.from_at <= b.told_at AND b.told_at < d.to_at
LEFT JOIN persons h ON h.id = CASE WHEN b.person IS NOT NULL THEN b.person WHEN b.next_backup THEN d.backup ELSE d.person END
                   AND h.id IS DISTINCT FROM k.accused AND NOT EXISTS (SELECT FROM beside s WHERE s.number = b.number AND s.person = h.id)
ORDER BY person, o.channel, o.deliver_at, o.id`

// ClaimOutbox takes up to n messages that are due, for the time of the lease. No
// two claims overlap while a lease lasts. Rows of one person come together.
func (s *Store) ClaimOutbox(ctx context.Context, n int, lease time.Duration) ([]OutboxRow, error) {
	var rows []OutboxRow
	if err := list(ctx, s.db, &rows, claimOutbox, n, lease.Seconds()); err != nil {
		return nil, fmt.Errorf("claim outbox: %w", err)
	}
	return rows, nil
}

const nextOutbox = `SELECT min(next_try_at) FROM outbox WHERE state = 'pending'`

// NextOutbox tells when the next message is due; ok is false when none waits.
func (s *Store) NextOutbox(ctx context.Context) (at time.Time, ok bool, err error) {
	var next sql.NullTime
	if err := get(ctx, s.db, &next, nextOutbox); err != nil {
		return at, false, fmt.Errorf("select next outbox row: %w", err)
	}
	return next.Time, next.Valid, nil
}

const (
	lockOutbox = `SELECT state, inbox_id FROM outbox WHERE id = $1 AND state IN ('pending', 'void') FOR UPDATE`
	markSent   = `UPDATE outbox SET state = 'sent', sent_at = now(), last_error = '' WHERE id = $1`
)

// Sent records that a message has left. One taken back while it was on its way
// has been received all the same, and gets its correction here.
func (s *Store) Sent(ctx context.Context, id int64) error {
	err := s.inTx(ctx, func(tx *sqlx.Tx) error {
		var row struct {
			State   string
			InboxID int64 `db:"inbox_id"`
		}
		err := get(ctx, tx, &row, lockOutbox, id)
		if errors.Is(err, sql.ErrNoRows) { // sent by another courier after this one's lease
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := exec(ctx, tx, markSent, id); err != nil || row.State != "void" {
			return err
		}
		return s.correct(ctx, tx, []int64{row.InboxID}, time.Now())
	})
	if err != nil {
		return fmt.Errorf("mark outbox %d sent: %w", id, err)
	}
	return nil
}

const (
	retryOutbox = `UPDATE outbox SET next_try_at = $2, last_error = $3 WHERE id = $1 AND state = 'pending'`
	deadOutbox  = `UPDATE outbox SET state = 'dead', last_error = $2 WHERE id = $1 AND state = 'pending'`
)

// Retry puts a message back until the given instant. code says why in a word; a
// server's own words may quote an address and are not kept.
func (s *Store) Retry(ctx context.Context, id int64, next time.Time, code string) error {
	if _, err := exec(ctx, s.db, retryOutbox, id, next, code); err != nil {
		return fmt.Errorf("retry outbox %d: %w", id, err)
	}
	return nil
}

// Dead gives a message up; it stays for an operator to see.
func (s *Store) Dead(ctx context.Context, id int64, code string) error {
	if _, err := exec(ctx, s.db, deadOutbox, id, code); err != nil {
		return fmt.Errorf("give up outbox %d: %w", id, err)
	}
	return nil
}

const countOutbox = `
SELECT count(*) FILTER (WHERE state = 'pending' AND deliver_at <= now()) AS pending,
       count(*) FILTER (WHERE state = 'dead') AS dead
FROM outbox WHERE state IN ('pending', 'dead')`

// OutboxCount tells how many messages are due and not gone, and how many were
// given up.
func (s *Store) OutboxCount(ctx context.Context) (pending, dead int, err error) {
	var row struct{ Pending, Dead int }
	if err := get(ctx, s.db, &row, countOutbox); err != nil {
		return 0, 0, fmt.Errorf("count outbox: %w", err)
	}
	return row.Pending, row.Dead, nil
}
