package cases

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
	"github.com/shixian/shixian/internal/counter/core"
	"github.com/shixian/shixian/internal/store/kernel"
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

// SaveCommand implements cases.Store.
func (s *Room) SaveCommand(ctx context.Context, in core.NewCommand) (casework.Command, *casework.Verdict, error) {
	if cmd, verdict, found, err := s.savedCommand(ctx, in); found || err != nil {
		return cmd, verdict, err
	}
	cmd := in.Command
	var fresh bool
	err := s.db.InTx(ctx, func(tx *sqlx.Tx) (err error) {
		if cmd.At, err = s.inTurn(ctx, tx, in); err != nil {
			return err
		}
		fresh, err = s.insertCommand(ctx, tx, in, &cmd)
		return err
	})
	var first sameFile
	switch {
	case errors.As(err, &first):
		return s.decided(ctx, string(first))
	case kernel.Violates(err, kernel.ForeignKeyViolation, "commands_number_fkey"):
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
func (s *Room) insertCommand(ctx context.Context, tx *sqlx.Tx, in core.NewCommand, cmd *casework.Command) (bool, error) {
	n, err := kernel.Exec(ctx, tx, insertCommand, cmd.ID, in.Number, cmd.Name, cmd.Actor, roleNames(cmd.Roles), cmd.At, in.Digest)
	if n == 0 || err != nil {
		return false, err
	}
	for _, name := range kernel.SortedKeys(in.Texts) {
		id, err := s.db.Seal(ctx, tx, kernel.Sealing{Number: in.Number, Field: name, Plain: in.Texts[name], By: cmd.Actor, IsText: true})
		if err != nil {
			return false, err
		}
		switch name {
		case "reason":
			cmd.Args.ReasonID = id
		case "basis":
			cmd.Args.BasisID = id
		case "number":
			cmd.Args.NumberID = id
		case "signer":
			cmd.Args.SignerID = id
		case "witness":
			cmd.Args.WitnessID = id
		case casework.FieldEmail:
			cmd.Args.EmailID = id
		case casework.FieldAddress:
			cmd.Args.AddressID = id
		default:
			return false, casework.FieldError(casework.UnknownField, name, "")
		}
	}
	if in.File != nil {
		if err := s.attach(ctx, tx, in.Number, *cmd, *in.File); err != nil {
			return false, err
		}
	}
	args, err := kernel.JSON(cmd.Args)
	if err != nil {
		return false, err
	}
	_, err = kernel.Exec(ctx, tx, updateArgs, cmd.ID, args)
	return true, err
}

const selectCommand = `
SELECT id, number, name, actor, roles, args, at, digest, verdict FROM commands WHERE id = $1`

func (s *Room) savedCommand(ctx context.Context, in core.NewCommand) (casework.Command, *casework.Verdict, bool, error) {
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
func (s *Room) decided(ctx context.Context, id string) (casework.Command, *casework.Verdict, error) {
	row, err := s.command(ctx, id)
	if err != nil {
		return casework.Command{}, nil, err
	}
	return row.decided()
}

func (s *Room) command(ctx context.Context, id string) (commandRow, error) {
	var row commandRow
	if err := kernel.Get(ctx, s.db, &row, selectCommand, id); err != nil {
		return row, fmt.Errorf("select command %s: %w", id, err)
	}
	return row, nil
}

// VerdictOf implements cases.Store: nil while the command is undecided
// or unknown: a signal is written down with its verdict.
func (s *Room) VerdictOf(ctx context.Context, commandID string) (*casework.Verdict, error) {
	row, err := s.command(ctx, commandID)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return row.verdict()
}

// Papered implements cases.Store.
func (s *Room) Papered(ctx context.Context, number string) (out bool, err error) {
	if err = kernel.Get(ctx, s.db, &out, `SELECT EXISTS (SELECT FROM papers WHERE number = $1)`, number); err != nil {
		return false, fmt.Errorf("papers of %s: %w", number, err)
	}
	return out, nil
}

// VerdictFor implements cases.Store.
func (s *Room) VerdictFor(ctx context.Context, actor, commandID string) (*casework.Verdict, error) {
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

// SaveVerdict implements cases.Store. The first verdict on a command stands.
func (s *Room) SaveVerdict(ctx context.Context, number string, v casework.Verdict) error {
	return s.db.InTx(ctx, func(tx *sqlx.Tx) error {
		if !v.Accepted {
			e := casework.Refusal(v.Command, &casework.Error{Code: v.Code, Field: v.Field, Rule: v.Rule})
			detail, err := kernel.JSON(e.Detail)
			if err != nil {
				return err
			}
			if _, err := kernel.Exec(ctx, tx, insertRefusal, v.ID, number, e.Name, e.Rule, detail); err != nil {
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

func saveVerdict(ctx context.Context, q kernel.Querier, number, actor string, v casework.Verdict) error {
	text, err := kernel.JSON(v)
	if err != nil {
		return err
	}
	n, err := kernel.Exec(ctx, q, upsertVerdict, v.ID, number, v.Command, actor, v.At, text)
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
func dropRefused(ctx context.Context, q kernel.Querier, v casework.Verdict) error {
	if v.Accepted {
		return nil
	}
	if _, err := kernel.Exec(ctx, q, dropAttachment, v.ID); err != nil {
		return fmt.Errorf("drop attachment %s: %w", v.ID, err)
	}
	return nil
}

func roleNames(roles []casework.Role) []string {
	out := make([]string, 0, len(roles))
	for _, r := range roles {
		out = append(out, string(r))
	}
	return out
}
