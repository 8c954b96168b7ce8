package cases

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
	"github.com/shixian/shixian/internal/store/kernel"
)

// claim is what became of claiming a step's key.
type claim int

const (
	claimed  claim = iota
	repeated       // the same step stands already
	tooSoon        // commands stored before its instant come first
)

// One statement takes the case's row, so that its runs and their steps come one
// after the other, and the step's key. What counts from an instant that lies ahead,
// as the end of a leading case may, is not stored before anything yet; nobody waits
// for a recount (see Recounting).
const (
	claimKey = `
WITH k AS (
    SELECT run FROM cases WHERE number = $1 FOR NO KEY UPDATE
), s AS (
    INSERT INTO steps (number, run, revision, digest, engine_run)
    SELECT $1, $2, $3, $4, $5 FROM k
    WHERE k.run = $2 AND NOT EXISTS (SELECT FROM commands WHERE number = $1 AND verdict IS NULL AND recount IS NULL AND at < $6::timestamptz AND at <= now())
    ON CONFLICT (number, run, revision) DO NOTHING
    RETURNING committed_at
)
SELECT k.run, s.committed_at FROM k LEFT JOIN s ON true`

	selectStep = `SELECT digest FROM steps WHERE number = $1 AND run = $2 AND revision = $3`
)

// claimStep takes the step's key, waiting for a twin that is being written. It
// returns the database's instant of this transaction.
func claimStep(ctx context.Context, tx *sqlx.Tx, step casework.Step, engineRun string) (now time.Time, _ claim, _ error) {
	st := step.State
	digest, err := stepDigest(step)
	if err != nil {
		return now, 0, err
	}
	var row struct {
		Run     int
		Claimed *time.Time `db:"committed_at"`
	}
	err = kernel.Get(ctx, tx, &row, claimKey, st.Number, st.Run, st.Revision, digest, engineRun, asksBefore(step))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return now, 0, casework.Errorf(casework.NotFound, "case %s", st.Number)
	case err != nil:
		return now, 0, err
	case row.Claimed != nil:
		return *row.Claimed, claimed, nil
	}
	var first []byte
	err = kernel.Get(ctx, tx, &first, selectStep, st.Number, st.Run, st.Revision)
	switch {
	case err == nil && bytes.Equal(first, digest):
		return now, repeated, nil
	case err == nil:
		return now, 0, casework.Errorf(casework.Diverged, "step %s %d.%d", st.Number, st.Run, st.Revision)
	case !errors.Is(err, sql.ErrNoRows):
		return now, 0, err
	case row.Run != st.Run:
		return now, 0, casework.Errorf(casework.OldRun, "step %s %d.%d: the case is in run %d", st.Number, st.Run, st.Revision, row.Run)
	}
	return now, tooSoon, nil
}

// asksBefore is the instant before which nothing may wait: of a command the one at
// which it was stored, whatever its step goes back behind or has armed.
func asksBefore(step casework.Step) sql.Null[time.Time] {
	switch {
	case !step.Asks:
		return sql.Null[time.Time]{}
	case step.Command != nil:
		return kernel.Optional(step.Command.At)
	}
	return kernel.Optional(step.At)
}

// stepDigest tells steps apart by what they say. What is asked beside that is not part
// of it.
func stepDigest(step casework.Step) ([]byte, error) {
	step.Heeds, step.Asks = false, false
	body, err := json.Marshal(step)
	if err != nil {
		return nil, fmt.Errorf("encode step %s %d.%d: %w", step.State.Number, step.State.Run, step.State.Revision, err)
	}
	digest := sha256.Sum256(body)
	return digest[:], nil
}

// How many commands one answer brings: it stands in the engine's history, and the
// step asks again once they are obeyed.
const earlierRows = 16

const selectEarlier = `
SELECT id, number, name, actor, roles, args, at FROM commands
WHERE number = $1 AND verdict IS NULL AND recount IS NULL AND at < $2 AND at <= now()
ORDER BY at, id LIMIT $3`

// earlier lists what comes before a step.
func earlier(ctx context.Context, tx *sqlx.Tx, step casework.Step) (out casework.Committed, err error) {
	var rows []commandRow
	if err := kernel.List(ctx, tx, &rows, selectEarlier, step.State.Number, asksBefore(step), earlierRows); err != nil {
		return out, fmt.Errorf("select earlier commands: %w", err)
	}
	for _, r := range rows {
		cmd, err := r.command()
		if err != nil {
			return out, err
		}
		out.Earlier = append(out.Earlier, cmd)
	}
	return out, nil
}
