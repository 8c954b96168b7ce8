package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/shixian/shixian/internal/casework"
)

// Commit writes one step of a case in one transaction: the record, the messages,
// the projection, the verdict and the cases it opens. The same step again, by
// case, run and revision, changes nothing; with another content it is Diverged.
// A case that was never registered is NotFound.
//
// engineRun is the engine's own id of the run, for operators. deliver gives the
// instant from which a message told at the given one may leave the house, the
// next opening of the office; it is not asked for prompt events.
func (s *Store) Commit(ctx context.Context, step casework.Step, engineRun string, deliver func(time.Time) time.Time) (casework.Committed, error) {
	st := step.State
	body, err := json.Marshal(step)
	if err != nil {
		return casework.Committed{}, fmt.Errorf("encode step %s %d.%d: %w", st.Number, st.Run, st.Revision, err)
	}
	var answer casework.Committed
	digest := sha256.Sum256(body)
	err = s.inTx(ctx, func(tx *sqlx.Tx) error {
		now, fresh, err := claimStep(ctx, tx, st, digest[:], engineRun)
		if err != nil || !fresh {
			return err
		}
		c := &commit{store: s, tx: tx, step: step, now: now, deliver: deliver}
		return c.write(ctx)
	})
	switch {
	case violates(err, foreignKeyViolation, "steps_number_fkey"):
		return answer, casework.Errorf(casework.NotFound, "case %s", st.Number)
	case err != nil:
		return answer, fmt.Errorf("commit %s %d.%d: %w", st.Number, st.Run, st.Revision, err)
	}
	return answer, nil
}

const (
	insertStep = `
INSERT INTO steps (number, run, revision, digest, engine_run) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (number, run, revision) DO NOTHING
RETURNING committed_at`

	selectStep = `SELECT digest FROM steps WHERE number = $1 AND run = $2 AND revision = $3`
)

// claimStep takes the step's key, waiting for a twin that is being written. It
// returns the database's instant of this transaction.
func claimStep(ctx context.Context, tx *sqlx.Tx, st casework.State, digest []byte, engineRun string) (now time.Time, fresh bool, err error) {
	err = get(ctx, tx, &now, insertStep, st.Number, st.Run, st.Revision, digest, engineRun)
	if !errors.Is(err, sql.ErrNoRows) {
		return now, err == nil, err
	}
	var first []byte
	if err := get(ctx, tx, &first, selectStep, st.Number, st.Run, st.Revision); err != nil {
		return now, false, err
	}
	if !bytes.Equal(first, digest) {
		return now, false, casework.Errorf(casework.Diverged, "step %s %d.%d", st.Number, st.Run, st.Revision)
	}
	return now, false, nil
}

// commit is one step being written.
type commit struct {
	store   *Store
	tx      *sqlx.Tx
	step    casework.Step
	now     time.Time // the database's
	deliver func(time.Time) time.Time
	posts   []string // of those who step in for the person of an absence, one each
}

// write adds to the record first and changes the projection last. Taking back
// comes before telling, so that what is armed again finds its place free.
func (c *commit) write(ctx context.Context) error {
	for _, part := range []func(context.Context) error{
		c.takeBack, c.joinDuplicates, c.record, c.keepAbsence, c.tell, c.project, c.decide, c.award, c.join, c.openCases,
	} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
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
                    granted, pauses, policy, calendar, rule, actor)
SELECT $1, key, COALESCE(clock, ''), COALESCE(round, 0), at, due->>'cause', (due->>'old')::timestamptz, (due->>'new')::timestamptz,
       due->>'date', COALESCE((due->>'provisional')::boolean, false), (due->>'start')::timestamptz, due->>'limit',
       COALESCE((due->>'granted')::integer, 0), COALESCE(due->'pauses', '[]'), $4, $5, COALESCE(rule, ''), COALESCE(actor, '')
FROM e WHERE due IS NOT NULL ORDER BY ord`

// record adds the events to timeline and ledger.
func (c *commit) record(ctx context.Context) error {
	if len(c.step.Events) == 0 {
		return nil
	}
	events, err := asJSON(c.step.Events)
	if err != nil {
		return err
	}
	st := c.step.State
	if _, err := exec(ctx, c.tx, insertRecord, st.Number, st.Run, events, st.Policy, st.Calendar); err != nil {
		return fmt.Errorf("insert events: %w", err)
	}
	return nil
}

// decide records the verdict on the command the step answers.
func (c *commit) decide(ctx context.Context) error {
	if c.step.Verdict == nil {
		return nil
	}
	actor := ""
	for _, e := range c.step.Events {
		if actor == "" {
			actor = e.Actor
		}
	}
	return saveVerdict(ctx, c.tx, c.step.State.Number, actor, *c.step.Verdict)
}
