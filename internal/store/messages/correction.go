package messages

import (
	"context"
	"fmt"
	"time"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Correction is the event of a message that takes an earlier one back.
const Correction casework.EventName = "correction"

const (
	supersedeMessages = `
UPDATE inbox SET superseded_at = now()
WHERE number = $1 AND event_key = ANY($2) AND superseded_at IS NULL
RETURNING id`

	voidOutbox = `UPDATE outbox SET state = 'void' WHERE inbox_id = ANY($1) AND state = 'pending'`
)

// TakeBack takes back what was told of events that were untrue: mail not yet
// sent never is, and who had the message is told.
func (s *Room) TakeBack(ctx context.Context, w *kernel.Writing) error {
	keys := w.Step.TakenBack
	if len(keys) == 0 {
		return nil
	}
	if err := s.takeBackOutside(ctx, w); err != nil {
		return err
	}
	var inbox []int64
	if err := kernel.List(ctx, w.Tx, &inbox, supersedeMessages, w.Step.State.Number, keys); err != nil {
		return fmt.Errorf("take back messages: %w", err)
	}
	if _, err := kernel.Exec(ctx, w.Tx, voidOutbox, inbox); err != nil {
		return fmt.Errorf("void outbox: %w", err)
	}
	return s.correct(ctx, w.Tx, inbox, w.Opening(w.Now))
}

// What was sent, or seen, is corrected at the same post. Whatever was never
// noticed needs no correction.
const insertCorrections = `
WITH i AS (
    INSERT INTO inbox (number, event_key, at, told_at, event, clock, round, due_version, of_event, of_level, role, post,
                       next_backup, person, rule, basis)
    SELECT b.number, b.event_key || '.x', now(), now(), $2, b.clock, b.round, b.due_version, b.event, b.level, b.role, b.post,
           b.next_backup, b.person, b.rule, b.basis
    FROM inbox b
    WHERE b.id = ANY($1)
      AND (EXISTS (SELECT FROM outbox o WHERE o.inbox_id = b.id AND o.state = 'sent')
           OR EXISTS (SELECT FROM inbox_reads r WHERE r.inbox_id = b.id))
    ON CONFLICT DO NOTHING
    RETURNING id
)
INSERT INTO outbox (inbox_id, channel, deliver_at, next_try_at)
SELECT i.id, channel, $3, $3 FROM i CROSS JOIN unnest($4::text[]) AS channel`

// correct follows up messages that were taken back after somebody had them.
func (s *Room) correct(ctx context.Context, q kernel.Querier, inbox []int64, deliver time.Time) error {
	if len(inbox) == 0 {
		return nil
	}
	n, err := kernel.Exec(ctx, q, insertCorrections, inbox, Correction, deliver, s.channels)
	if err != nil {
		return fmt.Errorf("insert corrections: %w", err)
	}
	if n == 0 {
		return nil
	}
	return wakeCourier(ctx, q)
}
