package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shixian/shixian/internal/casework"
)

// Correction is the event of a message that takes an earlier one back.
const Correction casework.EventName = "correction"

// Taking back adds a row that names the key taken back; nothing is removed.
const (
	takeBackTimeline = `
INSERT INTO timeline (number, key, run, at, name, clock, round, level, due_version, actor, rule, basis, roles, takes_back)
SELECT number, key || '.x', $3, now(), name, clock, round, level, due_version, actor, rule, basis, roles, key
FROM timeline WHERE number = $1 AND key = ANY($2) AND takes_back IS NULL
ON CONFLICT (number, key) DO NOTHING`

	takeBackLedger = `
INSERT INTO ledger (number, key, clock, round, at, cause, old_at, new_at, due_date, provisional, start_at, limit_text,
                    granted, pauses, policy, calendar, rule, actor, takes_back)
SELECT number, key || '.x', clock, round, now(), cause, old_at, new_at, due_date, provisional, start_at, limit_text,
       granted, pauses, policy, calendar, rule, actor, key
FROM ledger WHERE number = $1 AND key = ANY($2) AND takes_back IS NULL
ON CONFLICT (number, key) DO NOTHING`

	takeBackMessages = `
UPDATE inbox SET superseded_at = now()
WHERE number = $1 AND event_key = ANY($2) AND superseded_at IS NULL
RETURNING id`

	voidOutbox = `UPDATE outbox SET state = 'void' WHERE inbox_id = ANY($1) AND state = 'pending'`

	// A case that was opened, with all it waits for.
	voidOpened = `
UPDATE cases SET voided_at = now() WHERE parent = $1 AND parent_key = ANY($2) AND voided_at IS NULL`
)

// What stands of a breach, or of a whole round.
const selectRewritten = `
WITH r AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS r(clock text, round integer, whole boolean))
SELECT t.key FROM timeline t JOIN r ON r.clock = t.clock AND r.round = t.round
WHERE t.number = $1 AND t.takes_back IS NULL AND (r.whole OR t.name = ANY($3)) AND t.key <> ALL($4)
  AND NOT EXISTS (SELECT FROM timeline x WHERE x.number = t.number AND x.takes_back = t.key)
ORDER BY t.id`

// rewrite finds the events that the step writes anew by another due date, whatever
// steps wrote them: they are taken back with what the step names itself.
func (c *commit) rewrite(ctx context.Context) error {
	if len(c.step.Rewritten) == 0 {
		return nil
	}
	what, err := asJSON(c.step.Rewritten)
	if err != nil {
		return err
	}
	names, taken := casework.OfBreach(), c.step.TakenBack
	if taken == nil {
		taken = []string{}
	}
	var keys []string
	if err := list(ctx, c.tx, &keys, selectRewritten, c.step.State.Number, what, names, taken); err != nil {
		return fmt.Errorf("find what is written anew: %w", err)
	}
	c.step.TakenBack = append(slices.Clone(taken), keys...)
	return nil
}

// takeBack makes untrue what the step says was untrue (design section 4): the
// rows, the messages, the mail not yet sent, the cases opened.
func (c *commit) takeBack(ctx context.Context) error {
	keys, st := c.step.TakenBack, c.step.State
	if len(keys) == 0 {
		return nil
	}
	if _, err := exec(ctx, c.tx, takeBackTimeline, st.Number, keys, st.Run); err != nil {
		return fmt.Errorf("take back events: %w", err)
	}
	if _, err := exec(ctx, c.tx, takeBackLedger, st.Number, keys); err != nil {
		return fmt.Errorf("take back due dates: %w", err)
	}
	var inbox []int64
	if err := list(ctx, c.tx, &inbox, takeBackMessages, st.Number, keys); err != nil {
		return fmt.Errorf("take back messages: %w", err)
	}
	if _, err := exec(ctx, c.tx, voidOutbox, inbox); err != nil {
		return fmt.Errorf("void outbox: %w", err)
	}
	if _, err := exec(ctx, c.tx, voidOpened, st.Number, keys); err != nil {
		return fmt.Errorf("void opened cases: %w", err)
	}
	if _, err := exec(ctx, c.tx, takeBackLinks, st.Number, keys); err != nil {
		return fmt.Errorf("take back links: %w", err)
	}
	if _, err := exec(ctx, c.tx, untellAsked, st.Number, keys); err != nil {
		return fmt.Errorf("take back what was told: %w", err)
	}
	return c.store.correct(ctx, c.tx, inbox, c.opening(c.now))
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
func (s *Store) correct(ctx context.Context, q querier, inbox []int64, deliver time.Time) error {
	if len(inbox) == 0 {
		return nil
	}
	n, err := exec(ctx, q, insertCorrections, inbox, Correction, deliver, s.channels)
	if err != nil {
		return fmt.Errorf("insert corrections: %w", err)
	}
	if n == 0 {
		return nil
	}
	return wakeCourier(ctx, q)
}
