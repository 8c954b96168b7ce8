package cases

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/store/kernel"
)

// Commit writes one step of a case in one transaction: the record, the messages,
// the projection, the verdict and the cases it opens. The same step again, by
// case, run and revision, changes nothing; with another content it is Diverged. A
// step of a run that is not the case's any more is OldRun. A case that was never
// registered is NotFound.
//
// A step that asks is not written while commands wait that were stored before its
// instant, or before the command that it obeys: they come back as Earlier.
//
// engineRun is the engine's own id of the run, for operators. deliver gives the
// instant from which a message told at the given one may leave the house, the
// next opening of the office; it is not asked for prompt events.
func (s *Room) Commit(ctx context.Context, step casework.Step, engineRun string, deliver func(time.Time) time.Time) (casework.Committed, error) {
	var answer casework.Committed
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		now, got, err := claimStep(ctx, tx, step, engineRun)
		switch {
		case err != nil || got == repeated:
			return err
		case got == tooSoon:
			answer, err = earlier(ctx, tx, step)
			return err
		}
		w := &kernel.Writing{Tx: tx, Step: step, Now: now, Deliver: deliver}
		for _, write := range s.projections {
			if err := write(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
	switch {
	case errors.Is(err, errDoubted):
		return casework.Committed{Doubted: true}, nil
	case err != nil:
		return answer, fmt.Errorf("commit %s %d.%d: %w", step.State.Number, step.State.Run, step.State.Revision, err)
	}
	return answer, nil
}

// One statement for both lists: a ledger row is an event that carries a due date.
const insertRecord = `
WITH e AS (
    SELECT * FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS (
        key text, at timestamptz, event text, clock text, round integer, level text, due_version integer,
        "to" text[], actor text, rule text, basis text, text_id text, detail jsonb, due jsonb
    )) WITH ORDINALITY AS e(key, at, event, clock, round, level, due_version, roles, actor, rule, basis, text_id, detail, due, ord)
), t AS (
    INSERT INTO timeline (number, key, run, at, name, clock, round, level, due_version, actor, rule, basis, text_id, detail, roles)
    SELECT $1, key, $2, at, event, COALESCE(clock, ''), COALESCE(round, 0), COALESCE(level, ''), COALESCE(due_version, 0),
           COALESCE(actor, ''), COALESCE(rule, ''), COALESCE(basis, ''), COALESCE(text_id, ''), detail, COALESCE(roles, '{}')
    FROM e ORDER BY ord
)
INSERT INTO ledger (number, key, clock, round, at, cause, old_at, new_at, due_date, provisional, start_at, limit_text,
                    granted, pauses, policy, calendar, rule, actor, item_version)
SELECT $1, key, COALESCE(clock, ''), COALESCE(round, 0), at, due->>'cause', (due->>'old')::timestamptz, (due->>'new')::timestamptz,
       due->>'date', COALESCE((due->>'provisional')::boolean, false), (due->>'start')::timestamptz, due->>'limit',
       COALESCE((due->>'granted')::integer, 0), COALESCE(due->'pauses', '[]'), COALESCE(due->>'policy', $4), $5, COALESCE(rule, ''), COALESCE(actor, ''), $6
FROM e WHERE due IS NOT NULL ORDER BY ord`

// Record adds the events to timeline and ledger.
func (s *Room) Record(ctx context.Context, w *kernel.Writing) error {
	if len(w.Step.Events) == 0 {
		return nil
	}
	events, err := kernel.JSON(w.Step.Events)
	if err != nil {
		return err
	}
	st := w.Step.State
	if _, err := kernel.Exec(ctx, w.Tx, insertRecord, st.Number, st.Run, events, st.Policy, st.Calendar, st.ItemVersion); err != nil {
		return fmt.Errorf("insert events: %w", err)
	}
	return nil
}

// Decide records the verdict on the command the step answers.
func (s *Room) Decide(ctx context.Context, w *kernel.Writing) error {
	if w.Step.Verdict == nil {
		return nil
	}
	if w.Step.Command != nil {
		return s.decideOn(ctx, w, *w.Step.Command, *w.Step.Verdict)
	}
	actor := "" // a worker of an earlier release does not say which command
	for _, e := range w.Step.Events {
		if actor == "" {
			actor = e.Actor
		}
	}
	return saveVerdict(ctx, w.Tx, w.Step.State.Number, actor, *w.Step.Verdict)
}
