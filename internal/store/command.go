package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"github.com/shixian/shixian/internal/casework"
	"github.com/shixian/shixian/internal/counter"
)

type commandRow struct {
	ID      string
	Number  string
	Name    string
	Actor   string
	Roles   pq.StringArray
	Args    json.RawMessage
	At      time.Time
	Digest  []byte
	Verdict []byte
	Closed  *time.Time
}

func (r commandRow) command() (casework.Command, error) {
	c := casework.Command{ID: r.ID, Name: r.Name, Actor: r.Actor, At: r.At}
	for _, role := range r.Roles {
		c.Roles = append(c.Roles, casework.Role(role))
	}
	if err := json.Unmarshal(r.Args, &c.Args); err != nil {
		return c, fmt.Errorf("decode arguments of command %s: %w", r.ID, err)
	}
	return c, nil
}

func (r commandRow) decided() (casework.Command, *casework.Verdict, error) {
	cmd, err := r.command()
	if err != nil {
		return cmd, nil, err
	}
	verdict, err := r.verdict()
	return cmd, verdict, err
}

func (r commandRow) verdict() (*casework.Verdict, error) {
	if r.Verdict == nil {
		return nil, nil
	}
	var v casework.Verdict
	if err := json.Unmarshal(r.Verdict, &v); err != nil {
		return nil, fmt.Errorf("decode verdict on %s: %w", r.ID, err)
	}
	return &v, nil
}

// SaveCommand implements counter.Store.
func (s *Store) SaveCommand(ctx context.Context, in counter.NewCommand) (casework.Command, *casework.Verdict, error) {
	if cmd, verdict, found, err := s.savedCommand(ctx, in); found || err != nil {
		return cmd, verdict, err
	}
	cmd := in.Command
	cmd.At = stamp(cmd.At)
	var fresh bool
	err := s.inTx(ctx, func(tx *sqlx.Tx) error {
		var err error
		fresh, err = s.insertCommand(ctx, tx, in, &cmd)
		return err
	})
	var first sameFile
	switch {
	case errors.As(err, &first):
		return s.decided(ctx, string(first))
	case violates(err, foreignKeyViolation, "commands_number_fkey"):
		return casework.Command{}, nil, casework.Errorf(casework.NotFound, "case %s", in.Number)
	case err != nil:
		return casework.Command{}, nil, fmt.Errorf("save command %s: %w", cmd.ID, err)
	case !fresh: // the same key, a moment earlier
		cmd, verdict, _, err := s.savedCommand(ctx, in)
		return cmd, verdict, err
	}
	return cmd, nil, nil
}

const (
	insertCommand = `
INSERT INTO commands (id, number, name, actor, roles, args, at, digest)
VALUES ($1, $2, $3, $4, $5, '{}', $6, $7)
ON CONFLICT (id) DO NOTHING`

	updateArgs = `UPDATE commands SET args = $2 WHERE id = $1`
)

// insertCommand stores the command first, which fails on an unknown case and
// waits for a twin, and then its texts, whose ids it puts into the arguments.
func (s *Store) insertCommand(ctx context.Context, tx *sqlx.Tx, in counter.NewCommand, cmd *casework.Command) (bool, error) {
	n, err := exec(ctx, tx, insertCommand, cmd.ID, in.Number, cmd.Name, cmd.Actor, roleNames(cmd.Roles), cmd.At, in.Digest)
	if n == 0 || err != nil {
		return false, err
	}
	for _, name := range sortedKeys(in.Texts) {
		id, err := s.seal(ctx, tx, sealing{in.Number, name, in.Texts[name], cmd.Actor, true})
		if err != nil {
			return false, err
		}
		switch name {
		case "reason":
			cmd.Args.ReasonID = id
		case "basis":
			cmd.Args.BasisID = id
		default:
			return false, casework.FieldError(casework.UnknownField, name, "")
		}
	}
	if in.File != nil {
		if err := s.attach(ctx, tx, in.Number, *cmd, *in.File); err != nil {
			return false, err
		}
	}
	args, err := asJSON(cmd.Args)
	if err != nil {
		return false, err
	}
	_, err = exec(ctx, tx, updateArgs, cmd.ID, args)
	return true, err
}

const selectCommand = `
SELECT id, number, name, actor, roles, args, at, digest, verdict FROM commands WHERE id = $1`

func (s *Store) savedCommand(ctx context.Context, in counter.NewCommand) (casework.Command, *casework.Verdict, bool, error) {
	row, err := s.command(ctx, in.Command.ID)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return casework.Command{}, nil, false, nil
	case err != nil:
		return casework.Command{}, nil, false, err
	case row.Number != in.Number || !bytes.Equal(row.Digest, in.Digest):
		return casework.Command{}, nil, false, casework.Errorf(casework.KeyReused, "command %s", row.ID)
	}
	cmd, verdict, err := row.decided()
	return cmd, verdict, err == nil, err
}

// decided reads a command and, if one is in, its verdict.
func (s *Store) decided(ctx context.Context, id string) (casework.Command, *casework.Verdict, error) {
	row, err := s.command(ctx, id)
	if err != nil {
		return casework.Command{}, nil, err
	}
	return row.decided()
}

func (s *Store) command(ctx context.Context, id string) (commandRow, error) {
	var row commandRow
	if err := get(ctx, s.db, &row, selectCommand, id); err != nil {
		return row, fmt.Errorf("select command %s: %w", id, err)
	}
	return row, nil
}

// VerdictOf implements counter.Store: nil while the command is undecided
// or unknown: a signal is written down with its verdict.
func (s *Store) VerdictOf(ctx context.Context, commandID string) (*casework.Verdict, error) {
	row, err := s.command(ctx, commandID)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return row.verdict()
}

// VerdictFor implements counter.Store.
func (s *Store) VerdictFor(ctx context.Context, actor, commandID string) (*casework.Verdict, error) {
	row, err := s.command(ctx, commandID)
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && row.Actor != actor:
		return nil, casework.FieldError(casework.NotFound, "id", "")
	case err != nil:
		return nil, err
	}
	return row.verdict()
}

// What the counter refuses for a case stands in its record as if the case had, which
// it would have had it still been there to ask.
const insertRefusal = `
INSERT INTO timeline (number, key, run, at, name, clock, actor, rule, text_id, detail)
SELECT k.number, 'refused.' || c.id, k.run, c.at, $3, COALESCE(c.args ->> 'clock', ''), c.actor, $4, COALESCE(c.args ->> 'reason_id', ''), $5
FROM commands c JOIN cases k ON k.number = c.number
WHERE c.id = $1 AND c.number = $2 AND c.verdict IS NULL
FOR UPDATE OF c`

// SaveVerdict implements counter.Store. The first verdict on a command stands.
func (s *Store) SaveVerdict(ctx context.Context, number string, v casework.Verdict) error {
	return s.inTx(ctx, func(tx *sqlx.Tx) error {
		if !v.Accepted {
			e := casework.Refusal(v.Command, &casework.Error{Code: v.Code, Field: v.Field, Rule: v.Rule})
			detail, err := asJSON(e.Detail)
			if err != nil {
				return err
			}
			if _, err := exec(ctx, tx, insertRefusal, v.ID, number, e.Name, e.Rule, detail); err != nil {
				return fmt.Errorf("record refusal of %s: %w", v.ID, err)
			}
		}
		return saveVerdict(ctx, tx, number, "", v)
	})
}

// A signal has no row before its verdict: it gets one here, so that what other
// systems asked for is seen beside what people did.
const upsertVerdict = `
INSERT INTO commands (id, number, name, actor, at, verdict, decided_at)
VALUES ($1, $2, $3, $4, $5, $6, now())
ON CONFLICT (id) DO UPDATE SET verdict = excluded.verdict, decided_at = excluded.decided_at
WHERE commands.number = excluded.number AND commands.verdict IS NULL`

func saveVerdict(ctx context.Context, q querier, number, actor string, v casework.Verdict) error {
	text, err := asJSON(v)
	if err != nil {
		return err
	}
	n, err := exec(ctx, q, upsertVerdict, v.ID, number, v.Command, actor, v.At, text)
	if err != nil {
		return fmt.Errorf("save verdict on %s: %w", v.ID, err)
	}
	if n == 0 {
		return nil
	}
	return dropRefused(ctx, q, v)
}

// dropRefused lets the file of a command go that was refused: it was never part of
// the case.
func dropRefused(ctx context.Context, q querier, v casework.Verdict) error {
	if v.Accepted {
		return nil
	}
	if _, err := exec(ctx, q, dropAttachment, v.ID); err != nil {
		return fmt.Errorf("drop attachment %s: %w", v.ID, err)
	}
	return nil
}

const selectUndecided = `
SELECT c.id, c.number, c.name, c.actor, c.roles, c.args, c.at, CASE WHEN k.closed_at <= now() THEN k.closed_at END AS closed
FROM commands c JOIN cases k ON k.number = c.number
WHERE c.verdict IS NULL AND c.recount IS NULL AND c.at < $1 AND k.voided_at IS NULL AND k.started_at IS NOT NULL
ORDER BY c.at, c.id LIMIT $2`

// Undecided implements counter.Store. Recounts stand in a row of their own, see
// Recounting: nobody waits behind them.
func (s *Store) Undecided(ctx context.Context, before time.Time, limit int) ([]counter.Waiting, error) {
	return s.waiting(ctx, selectUndecided, before, limit)
}

func (s *Store) waiting(ctx context.Context, query string, args ...any) ([]counter.Waiting, error) {
	var rows []commandRow
	if err := list(ctx, s.db, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("select undecided commands: %w", err)
	}
	out := make([]counter.Waiting, 0, len(rows))
	for _, r := range rows {
		cmd, err := r.command()
		if err != nil {
			return nil, err
		}
		out = append(out, counter.Waiting{Number: r.Number, Command: cmd, Closed: r.Closed})
	}
	return out, nil
}

func roleNames(roles []casework.Role) []string {
	out := make([]string, 0, len(roles))
	for _, r := range roles {
		out = append(out, string(r))
	}
	return out
}
