package messages

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter/appraisal"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Of a bureau's standing duties there is one case, under which its efficiency office hears
// of what belongs to no other case.
const selectDigests = `
SELECT min(k.number) AS number, min(k.unit) AS unit, r.post
FROM cases k JOIN unit_roles r ON r.unit = k.unit AND r.role = $2
WHERE k.kind = $1 AND k.closed_at = 'infinity' AND k.voided_at IS NULL
GROUP BY r.post ORDER BY r.post`

// Digests implements appraisal.Store.
func (s *Room) Digests(ctx context.Context) ([]appraisal.Digest, error) {
	var rows []appraisal.Digest
	if err := kernel.List(ctx, s.db, &rows, selectDigests, s.db.Kinds.Standing(), casework.EfficiencyOffice); err != nil {
		return nil, fmt.Errorf("select digests: %w", err)
	}
	return rows, nil
}

// What goes past the office, or is about whoever stands there, is none of its business.
const insertDigest = `
WITH i AS (
    INSERT INTO inbox (number, event_key, at, told_at, event, role, post, rule)
    SELECT $1, 'alone.' || to_char($5::timestamptz AT TIME ZONE 'UTC', 'YYYYMMDDHH24MI'), $5, now(), $6, $3, $2, 'R048'
    WHERE EXISTS (
        SELECT FROM alone_acts a JOIN cases k ON k.number = a.number AND k.voided_at IS NULL
        JOIN unit_roles r ON r.unit = k.unit AND r.role = $3 AND r.post = $2
        WHERE a.known_at >= $4 AND a.known_at < $5
          AND COALESCE(k.office, $2) = $2 AND k.against IS DISTINCT FROM $2
          AND NOT EXISTS (SELECT FROM duty_segments d WHERE d.post = $2 AND d.from_at <= now() AND now() < d.to_at
                          AND d.person IN (k.accused, k.concerned)))
      AND NOT EXISTS (SELECT FROM inbox b WHERE b.number = $1 AND b.event = $6 AND b.at = $5)
    ON CONFLICT DO NOTHING
    RETURNING id
)
INSERT INTO outbox (inbox_id, channel, deliver_at, next_try_at)
SELECT i.id, channel, now(), now() FROM i CROSS JOIN unnest($7::text[]) AS channel`

// TellDigest implements appraisal.Store.
func (s *Room) TellDigest(ctx context.Context, d appraisal.Digest, from, until time.Time) error {
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		n, err := kernel.Exec(ctx, tx, insertDigest, d.Number, d.Post, casework.EfficiencyOffice, from, until, casework.AloneDigest, s.channels)
		if n == 0 || err != nil {
			return err
		}
		return wakeCourier(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("tell digest of %s: %w", d.Number, err)
	}
	return nil
}
