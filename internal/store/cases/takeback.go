package cases

import (
	"context"
	"fmt"
	"slices"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

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

	// A case that was opened, with all it waits for.
	voidOpened = `
UPDATE cases SET voided_at = now() WHERE parent = $1 AND parent_key = ANY($2) AND voided_at IS NULL`
)

// What stands of a breach, or of a whole round.
const selectRewritten = `
WITH r AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS r(clock text, round integer, whole boolean, "from" integer))
SELECT t.key FROM timeline t JOIN r ON r.clock = t.clock AND r.round = t.round
WHERE t.number = $1 AND t.takes_back IS NULL AND (r.whole OR t.name = ANY($3)) AND t.due_version >= COALESCE(r."from", 0) AND t.key <> ALL($4)
  AND NOT EXISTS (SELECT FROM timeline x WHERE x.number = t.number AND x.takes_back = t.key)
ORDER BY t.id`

// Rewrite finds the events that the step writes anew by another due date, whatever
// steps wrote them: they are taken back with what the step names itself.
func (s *Room) Rewrite(ctx context.Context, w *kernel.Writing) error {
	if len(w.Step.Rewritten) == 0 {
		return nil
	}
	what, err := kernel.JSON(w.Step.Rewritten)
	if err != nil {
		return err
	}
	names, taken := casework.OfBreach(), w.Step.TakenBack
	if taken == nil {
		taken = []string{}
	}
	var keys []string
	if err := kernel.List(ctx, w.Tx, &keys, selectRewritten, w.Step.State.Number, what, names, taken); err != nil {
		return fmt.Errorf("find what is written anew: %w", err)
	}
	w.Step.TakenBack = append(slices.Clone(taken), keys...)
	return nil
}

// TakeBackRecord makes untrue what the step says was untrue (design section 4): here
// the rows of the record.
func (s *Room) TakeBackRecord(ctx context.Context, w *kernel.Writing) error {
	keys, st := w.Step.TakenBack, w.Step.State
	if len(keys) == 0 {
		return nil
	}
	if _, err := kernel.Exec(ctx, w.Tx, takeBackTimeline, st.Number, keys, st.Run); err != nil {
		return fmt.Errorf("take back events: %w", err)
	}
	if _, err := kernel.Exec(ctx, w.Tx, takeBackLedger, st.Number, keys); err != nil {
		return fmt.Errorf("take back due dates: %w", err)
	}
	return nil
}

// TakeBackOpened makes void the cases that were opened, the links made and what other
// cases were told.
func (s *Room) TakeBackOpened(ctx context.Context, w *kernel.Writing) error {
	keys, number := w.Step.TakenBack, w.Step.State.Number
	if len(keys) == 0 {
		return nil
	}
	if _, err := kernel.Exec(ctx, w.Tx, voidOpened, number, keys); err != nil {
		return fmt.Errorf("void opened cases: %w", err)
	}
	if _, err := kernel.Exec(ctx, w.Tx, takeBackLinks, number, keys); err != nil {
		return fmt.Errorf("take back links: %w", err)
	}
	if _, err := kernel.Exec(ctx, w.Tx, untellAsked, number, keys); err != nil {
		return fmt.Errorf("take back what was told: %w", err)
	}
	return nil
}
