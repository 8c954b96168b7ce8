package messages

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Mail is the outbox channel of electronic mail.
const Mail = "mail"

// OutboxRow is one message on one channel, claimed by a courier. Person is empty
// while nobody was on duty when it was told. At, Due and the rest are the inbox
// row's; ID is the outbox row's and stays the same at every attempt.
type OutboxRow struct {
	ID          int64              `db:"id"`
	InboxID     int64              `db:"inbox_id"` // 0: a notice to somebody outside, Role applicant
	NoticeID    int64              `db:"notice_id"`
	Channel     string             `db:"channel"`
	Deliver     time.Time          `db:"deliver_at"`
	Attempts    int                `db:"attempts"` // those begun so far
	Until       time.Time          `db:"until"`    // the end of the claim
	Bundle      int64              `db:"bundle"`   // with which others it was first sent; 0: not sent yet
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
	Notice      string             `db:"notice"` // which of the notices the event stands for
	Owner       string             `db:"owner"`  // name of the post that owes the clock
	Act         string             `db:"act"`    // the act it is about, and the post that asked for it
	Asker       string             `db:"asker"`
	Role        casework.Role      `db:"role"`
	Post        string             `db:"post"`
	Person      string             `db:"person"`
	PersonName  string             `db:"person_name"`
	Email       string             `db:"email"`
	Lang        string             `db:"lang"`
}

// Channels are those a courier serves: the named, or with Other all but them.
type Channels struct {
	Names []string
	Other bool
}

// names are never null, which would be in no list and outside none.
func (c Channels) names() pq.StringArray { return append(pq.StringArray{}, c.Names...) }

// AnyChannel serves them all.
var AnyChannel = Channels{Other: true}

// One claim of a channel at a time, so that no bundle is torn in two.
const lockClaim = `SELECT pg_advisory_xact_lock(hashtextextended('outbox ' || $1, 0))`

// A claim pushes the next try to its end, so a courier that dies gives its rows
// back by doing nothing. What was sent together once is claimed together again.
const claimOutbox = `
WITH due AS (
    SELECT id, bundle FROM outbox WHERE state = 'pending' AND next_try_at <= now() AND (channel = ANY($3)) <> $4
    ORDER BY next_try_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
), o AS (
    UPDATE outbox SET next_try_at = now() + make_interval(secs => $2)
    WHERE id IN (SELECT id FROM due)
       OR (state = 'pending' AND next_try_at <= now() AND bundle IN (SELECT bundle FROM due))
    RETURNING id, COALESCE(inbox_id, 0) AS inbox_id, COALESCE(notice_id, 0) AS notice_id, channel, deliver_at, attempts, next_try_at, COALESCE(bundle, 0) AS bundle
)
SELECT o.id, o.inbox_id, o.notice_id, o.channel, o.deliver_at, o.attempts, o.next_try_at AS until, o.bundle, b.number, k.kind, COALESCE(i.name, '') AS item_name,
       b.event, b.of_event, b.of_level, b.clock, b.round, b.level, b.at, b.told_at, b.due_at, COALESCE(c.provisional, false) AS provisional,
       b.rule, b.basis, b.notice, COALESCE(w.name, '') AS owner, COALESCE(q.act, '') AS act, COALESCE(q.asker, '') AS asker, b.role, COALESCE(b.post, '') AS post,
       COALESCE(h.id, '') AS person, COALESCE(h.name, '') AS person_name, COALESCE(h.email, '') AS email, COALESCE(h.lang, '') AS lang
FROM o
JOIN LATERAL (
    SELECT id, number, event, of_event, of_level, clock, round, level, at, told_at, due_at, rule, basis, '' AS notice, role, post, next_backup, person
    FROM inbox WHERE id = o.inbox_id
    UNION ALL
    SELECT NULL, number, event, of_event, of_level, clock, round, level, at, told_at, due_at, rule, basis, notice, 'applicant', NULL, false, NULL
    FROM notices WHERE id = o.notice_id
) b ON true
JOIN cases k ON k.number = b.number
LEFT JOIN item_versions i ON i.id = k.item AND i.version = k.item_version
LEFT JOIN clocks c ON c.number = b.number AND c.name = b.clock AND c.round = b.round
LEFT JOIN posts w ON w.id = c.post` + asked + `
LEFT JOIN duty_segments d ON d.post = b.post AND d.from_at <= b.told_at AND b.told_at < d.to_at
LEFT JOIN persons h ON h.id = CASE WHEN b.person IS NOT NULL THEN b.person WHEN b.next_backup THEN d.backup WHEN d.person IS NOT NULL THEN d.person
                        WHEN b.post IS NOT NULL AND k.kind NOT IN ('complaint', 'accountability') THEN in_line(b.post, b.told_at) END
                   AND h.id IS DISTINCT FROM k.accused AND NOT EXISTS (SELECT FROM beside s WHERE s.number = b.number AND s.person = h.id)
ORDER BY person, o.channel, o.deliver_at, o.bundle, o.id`

// ClaimOutbox takes up to n messages that are due, and those they were sent with
// before, for the time of the lease. No two claims overlap while a lease lasts.
// Rows of one person come together.
func (s *Room) ClaimOutbox(ctx context.Context, n int, lease time.Duration, on Channels) ([]OutboxRow, error) {
	var rows []OutboxRow
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := kernel.Exec(ctx, tx, lockClaim, fmt.Sprint(on)); err != nil {
			return err
		}
		return kernel.List(ctx, tx, &rows, claimOutbox, n, lease.Seconds(), on.names(), on.Other)
	})
	if err != nil {
		return nil, fmt.Errorf("claim outbox: %w", err)
	}
	return rows, s.address(ctx, rows)
}

// beginOutbox renews a claim for one attempt, where it is still held: somebody else
// who claimed the row since has moved its next try.
const beginOutbox = `
UPDATE outbox o SET next_try_at = now() + make_interval(secs => $3), attempts = attempts + 1, bundle = $4
FROM unnest($1::bigint[], $2::timestamptz[]) AS held (id, until)
WHERE o.id = held.id AND o.state = 'pending' AND o.next_try_at = held.until
RETURNING o.id, o.attempts`

// BeginOutbox opens an attempt to send rows as one message and answers those that
// are still claimed and not taken back. They keep the bundle they were first sent
// in, which names the message: the same at every attempt, whatever else waits.
func (s *Room) BeginOutbox(ctx context.Context, rows []OutboxRow, lease time.Duration) ([]OutboxRow, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	bundle := rows[0].Bundle
	if bundle == 0 {
		bundle = rows[0].ID
	}
	ids, until := make(pq.Int64Array, len(rows)), make(pq.StringArray, len(rows))
	for i, r := range rows {
		ids[i], until[i] = r.ID, r.Until.Format(time.RFC3339Nano)
	}
	var begun []struct {
		ID       int64 `db:"id"`
		Attempts int   `db:"attempts"`
	}
	if err := kernel.List(ctx, s.db, &begun, beginOutbox, ids, until, lease.Seconds(), bundle); err != nil {
		return nil, fmt.Errorf("begin outbox %d: %w", bundle, err)
	}
	attempts := map[int64]int{}
	for _, b := range begun {
		attempts[b.ID] = b.Attempts
	}
	var held []OutboxRow
	for _, r := range rows {
		if n, ok := attempts[r.ID]; ok {
			r.Attempts, r.Bundle = n, bundle
			held = append(held, r)
		}
	}
	return held, nil
}

const nextOutbox = `SELECT min(next_try_at) FROM outbox WHERE state = 'pending' AND (channel = ANY($1)) <> $2`

// NextOutbox tells when the next message is due; ok is false when none waits.
func (s *Room) NextOutbox(ctx context.Context, on Channels) (at time.Time, ok bool, err error) {
	var next sql.NullTime
	if err := kernel.Get(ctx, s.db, &next, nextOutbox, on.names(), on.Other); err != nil {
		return at, false, fmt.Errorf("select next outbox row: %w", err)
	}
	return next.Time, next.Valid, nil
}

const (
	lockOutbox = `SELECT state, COALESCE(inbox_id, 0) AS inbox_id, COALESCE(notice_id, 0) AS notice_id FROM outbox WHERE id = $1 AND state IN ('pending', 'void') FOR UPDATE`
	markSent   = `UPDATE outbox SET state = 'sent', sent_at = now(), last_error = '' WHERE id = $1`
)

// Sent records that a message has left. One taken back while it was on its way
// has been received all the same, and gets its correction here.
func (s *Room) Sent(ctx context.Context, id int64) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		var row struct {
			State    string
			InboxID  int64 `db:"inbox_id"`
			NoticeID int64 `db:"notice_id"`
		}
		err := kernel.Get(ctx, tx, &row, lockOutbox, id)
		if errors.Is(err, sql.ErrNoRows) { // sent by another courier after this one's lease
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := kernel.Exec(ctx, tx, markSent, id); err != nil || row.State != "void" {
			return err
		}
		if row.NoticeID != 0 {
			return s.correctOutside(ctx, tx, []int64{row.NoticeID})
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
func (s *Room) Retry(ctx context.Context, id int64, next time.Time, code string) error {
	if _, err := kernel.Exec(ctx, s.db, retryOutbox, id, next, code); err != nil {
		return fmt.Errorf("retry outbox %d: %w", id, err)
	}
	return nil
}

// Dead gives a message up; it stays for an operator to see. What was to go to somebody
// outside, the office is told of: it gives it to him on paper.
func (s *Room) Dead(ctx context.Context, id int64, code string) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		n, err := kernel.Exec(ctx, tx, deadOutbox, id, code)
		if err != nil || n == 0 {
			return err
		}
		if n, err = kernel.Exec(ctx, tx, tellUnsent, id, casework.NoticeUnsent, s.channels); n == 0 || err != nil {
			return err
		}
		return wakeCourier(ctx, tx)
	})
	if err != nil {
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
func (s *Room) OutboxCount(ctx context.Context) (pending, dead int, err error) {
	var row struct{ Pending, Dead int }
	if err := kernel.Get(ctx, s.db, &row, countOutbox); err != nil {
		return 0, 0, fmt.Errorf("count outbox: %w", err)
	}
	return row.Pending, row.Dead, nil
}
